/** Results and coverage for people. */
import { type Coverage, differenceText, type TestResult } from 'signalbox';
import { style } from '../style.js';

/** At most so many differences of one test. */
const MOST = 12;

/** Tells results as they come, under the names of their files. */
export function teller(): (result: TestResult) => void {
  let last: string | undefined;
  return (result) => {
    if (result.file !== last) console.log(style.strong(result.file));
    last = result.file;
    console.log(resultText(result));
  };
}

function resultText({ name, passed, message, differences, at, position, line }: TestResult): string {
  if (passed) return `  ${style.good('pass')} ${name}`;
  const told = differences.map(differenceText).filter((text) => `${text}.` !== message);
  const more = told.length > MOST ? [`and ${told.length - MOST} more`] : [];
  const place = [at && `at ${at}`, line !== null && `line ${line}`, position !== null && `log position ${position}`];
  const where = place.filter(Boolean).join(', ');
  const lines = [message ?? '', ...told.slice(0, MOST), ...more, ...(where ? [style.dim(where)] : [])];
  return [`  ${style.error('FAIL')} ${name}`, ...lines.map((text) => `       ${text}`)].join('\n');
}

export function coverageText({ percent, processes }: Coverage): string {
  const lines = processes.map(({ process, percent: of, elements, flows }) => {
    const missing = [...elements, ...flows].filter(({ tests }) => tests === 0).map(({ id }) => id);
    const shown = missing.slice(0, 6).join(', ') + (missing.length > 6 ? ` and ${missing.length - 6} more` : '');
    const percentage = `${of} %`.padStart(6);
    return `${percentage}  ${process}${of > 0 && missing.length > 0 ? style.dim(`  not reached: ${shown}`) : ''}`;
  });
  return [...lines, `${`${percent} %`.padStart(6)}  ${style.strong('of all elements and flows')}`].join('\n');
}
