/** Replacements in a text, told by lines and columns. */
import type { Edit, Position } from '../contract/types.js';

/** `text` with all `edits` made; they do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const starts = lineStarts(text);
  const at = ({ line, column }: Position) => (starts[line - 1] ?? text.length) + column - 1;
  let done = 0;
  let result = '';
  for (const { range, text: replacement } of [...edits].sort((a, b) => at(a.range.start) - at(b.range.start))) {
    result += text.slice(done, at(range.start)) + replacement;
    done = at(range.end);
  }
  return result + text.slice(done);
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
