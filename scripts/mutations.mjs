// Takes every capability of docs/capabilities.md away, one after the other, and sees whether a test that the table names
// fails. `node scripts/mutations.mjs` does all of them (about half an hour), `node scripts/mutations.mjs Q9 Forms` those of
// some rows, `--places` looks only whether each change still finds its place. The changes are data: tests/mutations/. They are
// made in a copy below target/; the checkout stays as it is.

import { readFileSync } from 'node:fs';
import { mutations } from '../tests/mutations/index.mjs';
import { chromium } from './lib/chromium.mjs';
import { makeCopy, removeCopy, runTests, withChanges } from './lib/mutants.mjs';
import { fail, step } from './lib/progress.mjs';
import { at } from './lib/root.mjs';

/** What tests say without any change, by their reference. */
const seen = new Map();
const wanted = process.argv.slice(2).filter((word) => word !== '--places');
const chosen = mutations.filter(({ row }) => wanted.length === 0 || wanted.includes(row));

const lost = chosen.filter(({ file, find }) => readFileSync(at(file), 'utf8').split(find).length !== 2);
for (const { row, file, find } of lost) console.error(`  ✗ ${row}: ${file} does not have exactly one\n      ${find}`);
if (lost.length > 0) process.exit(1);
if (process.argv.includes('--places')) {
  console.log(`  Each of ${chosen.length} changes finds its place.`);
  process.exit(0);
}

try {
  await step('a copy of the checkout', makeCopy);
  const env = { CHROMIUM: (await chromium()) ?? '' };
  const left = [];
  for (const mutation of chosen) if (!(await isNoticed(mutation, env))) left.push(mutation);
  removeCopy();
  console.log(`\n  ${chosen.length - left.length} of ${chosen.length} were noticed.`);
  process.exitCode = left.length ? 1 : 0;
} catch (error) {
  fail(error);
}

/** Whether a test fails that passes without the change; says which, and what it says. */
async function isNoticed(mutation, env) {
  const { row, takes, test } = mutation;
  const [file, begins] = testOf(test);
  const before = await once(test, () => runTests(file, begins, env));
  if (before.length === 0) return tell('✗', row, takes, `no test runs: ${test}`);
  const broken = before.find(({ failed }) => failed);
  if (broken) return tell('✗', row, takes, `fails without the change: ${broken.name}: ${broken.reason}`);
  const found = await withChanges([mutation], partsOf(mutation), () => runTests(file, begins, env)).catch(
    (error) => error,
  );
  if (found instanceof Error) return tell('✗', row, takes, `${found.message}\n${found.output ?? ''}`);
  const failed = found.filter((each) => each.failed);
  if (failed.length === 0) return tell('✗', row, takes, `no test notices: ${test}`);
  return tell('✓', row, takes, `${failed[0].name}: ${brief(failed[0].reason)}`);
}

function tell(sign, row, takes, what) {
  console.log(`  ${sign} ${row}: ${takes}\n      ${what}`);
  return sign === '✓';
}

function brief(text) {
  return text.replace(/\s+/g, ' ').slice(0, 240);
}

/** `tests/npm/http.test.mjs, "Q16"` apart. */
function testOf(reference) {
  const [file] = reference.split(', "');
  return [file, [...reference.matchAll(/"([^"]+)"/g)].map(([, begin]) => begin)];
}

function once(key, make) {
  if (!seen.has(key)) seen.set(key, make());
  return seen.get(key);
}

/** What has to be built after a change in a file, for a test in another. */
function partsOf({ file, test }) {
  const [, language] = /^src\/language\/(python|javascript|jinja)\//.exec(file) ?? [];
  if (language) return [language];
  const page = test.startsWith('tests/page/') && !/^(examples|docs)\//.test(file);
  return [
    ...(file.startsWith('src/') ? ['engine'] : []),
    ...(file.startsWith('www/') ? ['package'] : []),
    ...(page ? ['page'] : []),
  ];
}
