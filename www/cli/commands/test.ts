import { watch as watchFolder, writeFileSync } from 'node:fs';
import { load, type Signalbox, type TestResult } from 'signalbox';
import { type Command, textOf, UsageError, type Values } from '../command.js';
import { style } from '../style.js';
import { junit } from '../testing/junit.js';
import { coverageText, teller } from '../testing/report.js';
import { type Options, Suites } from '../testing/suites.js';

/** Milliseconds of quiet after a change before the tests run again. */
const PAUSE = 150;

/** `signalbox test`: runs the tests of diagrams. */
export const test: Command = {
  usage: 'test [PATHS...] [--json] [--junit FILE] [--coverage] [--watch] [--update]',
  summary: 'Runs the tests of diagrams: of scripts, of processes, and recordings.',
  help: `  PATHS           folders or files (default: the current folder). Tests are unit tests at script tasks, test_NAME.json
                  beside NAME.bpmn, NAME_test.bpmn, fixtures and recordings
  --json          print results and coverage as JSON
  --junit FILE    write the results as JUnit XML
  --coverage      tell which elements and flows were reached
  --update        write recordings anew whose outcome differs
  --watch         run again whenever a file changes
  --profile NAME  whose semantics: spiffworkflow (default) or bpmn; recordings name their own
  --language NAME language of scripts that name none: javascript (default) or python

Exit codes: 0 all passed, 1 a test failed, 2 wrong usage or no tests.`,
  options: {
    json: { type: 'boolean' },
    junit: { type: 'string' },
    coverage: { type: 'boolean' },
    update: { type: 'boolean' },
    watch: { type: 'boolean' },
    profile: { type: 'string' },
    language: { type: 'string' },
  },
  async run(given, values) {
    const paths = given.length > 0 ? given : ['.'];
    const signalbox = await load();
    const code = await once(signalbox, paths, values);
    if (!values.watch) return code;
    await again(paths, () => once(signalbox, paths, values).catch((error) => console.error(String(error))));
    return 0;
  },
};

async function once(signalbox: Signalbox, paths: string[], values: Values): Promise<number> {
  const suites = new Suites(signalbox, paths, optionsOf(values));
  const results = await suites.run(values.json ? () => {} : teller());
  if (results.length === 0 && !values.watch) throw new UsageError(`There are no tests in ${paths.join(', ')}.`);
  const file = textOf(values, 'junit');
  if (file) writeFileSync(file, junit(results));
  const updated = values.update ? update(results) : [];
  const failed = results.filter((result) => !result.passed && !updated.includes(result));
  const coverage = suites.index.coverage(results);
  suites.index.close();
  const passed = results.length - failed.length - updated.length;
  if (values.json)
    console.log(
      JSON.stringify({ passed, failed: failed.length, updated: updated.length, results, coverage }, plain, 2),
    );
  else {
    if (values.coverage) console.log(`\n${coverageText(coverage)}`);
    const counts = [
      `${passed} passed`,
      `${failed.length} failed`,
      ...(updated.length ? [`${updated.length} updated`] : []),
    ];
    console.log(`\n${failed.length ? style.error(counts.join(', ')) : style.good(counts.join(', '))}`);
  }
  return failed.length > 0 ? 1 : 0;
}

function optionsOf({ profile, language }: Values): Options {
  const chosen = Object.entries({ profile, language }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(chosen);
}

// What an outcome would be now, written into the recordings that differ.
function update(results: readonly TestResult[]): TestResult[] {
  const changed = results.filter((result) => result.update !== null);
  for (const { file, update: text } of changed) if (text !== null) writeFileSync(file, text);
  return changed;
}

// Integers beyond 2^53 are `bigint`.
const plain = (_: string, value: unknown) =>
  typeof value === 'bigint' ? { $type: 'integer', value: String(value) } : value;

async function again(paths: string[], run: () => Promise<unknown>): Promise<never> {
  let quiet: ReturnType<typeof setTimeout> | undefined;
  for (const path of paths)
    watchFolder(path, { recursive: true }, () => {
      clearTimeout(quiet);
      quiet = setTimeout(run, PAUSE);
    });
  console.log(style.dim('Watching; end with Ctrl+C.'));
  return new Promise(() => {});
}
