/** Diagnostics for people: what, where, the lines of the file with the place marked, and what to do. */
import type { Diagnostic, Range } from 'signalbox';
import { style } from './style.js';

/** At most this many characters of a line are shown, around the place. */
const WIDTH = 110;

/** A diagnostic with an excerpt of its file, where the text is known. */
export function render(diagnostic: Diagnostic, text: string | undefined): string {
  const { severity, code, message, help, range } = diagnostic;
  const lines = [
    `${style[severity](`${severity}[${code}]`)}: ${style.strong(message)}`,
    `  ${style.dim('-->')} ${place(diagnostic)}`,
  ];
  if (range && text !== undefined) lines.push(...excerpt(text, range, style[severity]));
  for (const related of diagnostic.related)
    lines.push(`  ${style.dim('note')}: ${related.message} ${style.dim(place(related))}`);
  if (help) lines.push(`  ${style.dim('help')}: ${help}`);
  return lines.join('\n');
}

function place({ file, range, element }: Pick<Diagnostic, 'file' | 'range' | 'element'>): string {
  const start = range ? `:${range.start.line}:${range.start.column}` : '';
  return `${file ?? ''}${start}${element ? ` (${element})` : ''}`;
}

function excerpt(text: string, { start, end }: Range, paint: (text: string) => string): string[] {
  const line = text.split(/\r?\n/, start.line)[start.line - 1] ?? '';
  const last = end.line === start.line ? end.column : line.length + 1;
  const from = Math.max(0, Math.min(start.column - 1 - 20, line.length - WIDTH));
  const shown = line.slice(from, from + WIDTH).replaceAll('\t', ' ');
  const marks = Math.max(1, Math.min(last, from + WIDTH + 1) - start.column);
  const number = String(start.line);
  const gutter = ' '.repeat(number.length);
  return [
    `${gutter} ${style.dim('|')}`,
    `${style.dim(`${number} |`)} ${shown}`,
    `${gutter} ${style.dim('|')} ${' '.repeat(start.column - 1 - from)}${paint('^'.repeat(marks))}`,
  ];
}

/** "2 errors, 1 warning". */
export function tally(diagnostics: Diagnostic[]): string {
  const count = (severity: string, name: string) => {
    const number = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return number === 0 ? [] : [`${number} ${name}${number === 1 ? '' : 's'}`];
  };
  const parts = [
    ...count('error', 'error'),
    ...count('warning', 'warning'),
    ...count('information', 'note'),
    ...count('hint', 'hint'),
  ];
  return parts.join(', ') || 'no problems';
}
