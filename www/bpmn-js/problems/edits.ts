/** Replacements in a text, told by lines and columns. */
import type { Edit, Position } from '../session/types.js';

/** `text` with all `edits` made; they do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const starts = lineStarts(text);
  const at = ({ line, column }: Position) => (starts[line - 1] ?? text.length) + column - 1;
  return [...edits]
    .sort((a, b) => at(b.range.start) - at(a.range.start))
    .reduce(
      (result, edit) => result.slice(0, at(edit.range.start)) + edit.text + result.slice(at(edit.range.end)),
      text,
    );
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
