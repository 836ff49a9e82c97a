import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Command, textOf, UsageError } from '../command.js';
import { summary } from '../replay/explain.js';
import { playAll } from '../replay/pool.js';
import type { Entry, Outcome } from '../replay/scenario.js';
import { style } from '../style.js';

/** `signalbox replay`: plays the scenarios of a conformance corpus. */
export const replay: Command = {
  usage: 'replay DIR [--report FILE] [--filter TEXT] [--profile NAME]',
  summary: 'Plays conformance scenarios and compares what happens with what was recorded.',
  help: `  --report FILE   write [{ name, features, passed, reason }] as JSON
  --filter TEXT   only scenarios whose name or one of whose features contains TEXT (may be given several times: any of them)
  --profile NAME  whose semantics: spiffworkflow (default) or bpmn
  --explain       with --profile bpmn: find the fewest switches of semantics (docs/differences.md) that explain each difference
  --jobs N        threads (default: one per core, at most 4)
  --limit SECONDS what one scenario may take (default 10)
  --at-least N    the number that must pass for exit code 0, or a JSON file with { "passed": N }
  --quiet         only the last line

Exit codes: 0 all passed (or as many as --at-least says), 1 otherwise, 2 wrong usage.`,
  options: {
    report: { type: 'string' },
    filter: { type: 'string', multiple: true },
    profile: { type: 'string', default: 'spiffworkflow' },
    jobs: { type: 'string' },
    limit: { type: 'string', default: '10' },
    'at-least': { type: 'string' },
    quiet: { type: 'boolean' },
    explain: { type: 'boolean' },
  },
  async run([folder, ...others], values) {
    if (folder === undefined || others.length > 0) throw new UsageError('Name the folder of the corpus.');
    const entries = entriesOf(folder, Array.isArray(values.filter) ? values.filter.map(String) : []);
    const profile = textOf(values, 'profile') === 'bpmn' ? 'bpmn' : 'spiffworkflow';
    const jobs = Number(textOf(values, 'jobs') ?? Math.min(4, availableParallelism()));
    const limit = Number(textOf(values, 'limit')) * 1000;
    const settings = { folder, profile, jobs, limit, explain: values.explain === true } as const;
    const outcomes = await playAll(entries, settings, values.quiet ? () => {} : tell);
    const report = textOf(values, 'report');
    if (report) writeFileSync(report, `${JSON.stringify(outcomes, undefined, 1)}\n`);
    const passed = outcomes.filter((outcome) => outcome.passed).length;
    if (settings.explain) tellSummary(outcomes);
    console.log(`${passed} passed, ${outcomes.length - passed} failed`);
    return passed >= demanded(textOf(values, 'at-least'), outcomes.length) ? 0 : 1;
  },
};

function entriesOf(folder: string, filters: string[]): Entry[] {
  const index = join(folder, 'index.json');
  if (!existsSync(index)) throw new UsageError(`${folder} is no corpus: it has no index.json.`);
  const entries: Entry[] = JSON.parse(readFileSync(index, 'utf8'));
  const texts = (entry: Entry) => [entry.name, entry.file, ...entry.features];
  const wanted = (entry: Entry) => filters.some((filter) => texts(entry).some((text) => text.includes(filter)));
  return filters.length === 0 ? entries : entries.filter(wanted);
}

function tell({ name, passed, reason, explanation }: Outcome): void {
  if (passed) return;
  const why = explanation ? `\n     explained by: ${explanation.join(' + ')}` : '';
  console.log(`${style.error('FAIL')} ${name}\n     ${style.dim(reason)}${why}`);
}

function tellSummary(outcomes: Outcome[]): void {
  const failed = outcomes.filter((outcome) => !outcome.passed);
  for (const [switches, count] of summary(failed.map((outcome) => outcome.explanation))) {
    console.log(`${String(count).padStart(5)}  ${switches}`);
  }
}

function demanded(argument: string | undefined, all: number): number {
  if (argument === undefined) return all;
  return /^\d+$/.test(argument) ? Number(argument) : Number(JSON.parse(readFileSync(argument, 'utf8')).passed);
}
