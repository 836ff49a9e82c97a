/** Where a problem of a file stands in a text that is part of it. */
import type { Diagnostic, ElementInfo, Position, Range } from '../../bpmn-js/session/types.ts';

type TextInfo = ElementInfo['texts'][number];

/** A problem of a text: offsets into it. */
export interface TextProblem {
  readonly from: number;
  readonly to: number;
  readonly severity: Diagnostic['severity'];
  readonly message: string;
  readonly help: string | null;
}

/** The problems of `file` that lie in one of its texts, which the editor shows as `shown`. */
export function problemsIn(
  file: string,
  info: TextInfo,
  diagnostics: readonly Diagnostic[],
  shown: string,
): TextProblem[] {
  const { range } = info;
  if (!range) return [];
  const lines = lineStarts(file);
  const offset = ({ line, column }: Position) => (lines[line - 1] ?? file.length) + column - 1;
  const [start, end] = [offset(range.start), offset(range.end)];
  // The engine tells the text without the space around it.
  const shift = Math.max(shown.indexOf(info.text), 0);
  const place = (position: Position) =>
    Math.min(shift + decoded(file.slice(start, offset(position))).length, shown.length);
  return diagnostics
    .filter((diagnostic) => lies(diagnostic.range, start, end, offset))
    .map(({ range: at, severity, message, help }) => ({
      from: at ? place(at.start) : 0,
      to: at ? place(at.end) : 0,
      severity,
      message,
      help,
    }));
}

/** The offset of a position in a text. */
export function offsetIn(text: string, { line, column }: Position): number {
  return Math.min((lineStarts(text)[line - 1] ?? text.length) + column - 1, text.length);
}

function lies(range: Range | null, start: number, end: number, offset: (position: Position) => number): boolean {
  return range !== null && offset(range.start) >= start && offset(range.end) <= end;
}

/** The lines of the last text: all its problems are asked for one after the other. */
let known = { text: '', starts: [0] };

function lineStarts(text: string): readonly number[] {
  if (known.text === text) return known.starts;
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  known = { text, starts };
  return starts;
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** A piece of a file as its reader sees it. */
export function decoded(raw: string): string {
  const text = raw.replaceAll('\r\n', '\n');
  if (text.includes('<![CDATA[')) return text.replaceAll('<![CDATA[', '').replaceAll(']]>', '');
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name) return ENTITIES[name] ?? whole;
    return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number.parseInt(decimal, 10));
  });
}
