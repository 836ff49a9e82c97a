// Process models of SpiffArena and its samples, opened folder by folder and run. They belong to the conformance data beside
// the repository; without it there is nothing to try. `docs/capabilities.md` holds the counts.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { load } from 'signalbox';
import { at } from '../../scripts/lib/root.mjs';
import { processModels, tryModel } from './arena-models.mjs';

const corpus = join(process.env.SIGNALBOX_SHARED ?? at('..', 'shared'), 'corpus', 'models');
const skip = !existsSync(corpus) && 'no conformance data beside the repository';

/** Why a process did not come to an end or a wait, in groups; what is in none is a fault of ours until it is looked at. */
const reasons = [
  ['ask for a variable that a caller or a form outside the collection gives', /NameError|is missing: an instance/],
  ['ask for more than a mocked service answers', /KeyError|string indices must be/],
  ['are written to fail, or ask for data that nobody gives', /TypeError: (unsupported|can only)|holds no value/],
  ['are not finished: no script, service, decision, process, time or condition is named', /has no script|cannot run/],
  ['have a script or expression that is no Python', /SyntaxError/],
];

test('models of SpiffArena open, and run to an end or a wait but for reasons of their own', { skip }, async () => {
  const found = await everything();
  const runs = found.flatMap(({ runs }) => runs);
  const stuck = runs.filter(({ end }) => end === 'fails' || end === 'refused').map(({ reason }) => reason.message);
  const rows = [
    ['folders opened', found.length],
    ['without an error', found.filter(({ errors }) => errors.length === 0).length],
    ['processes', runs.length],
    ['run to their end', runs.filter(({ end }) => end === 'ends').length],
    ['run until they wait for a message', runs.filter(({ end, reason }) => end === 'waits' && reason).length],
    ['have an end that nothing leads to', runs.filter(({ end, reason }) => end === 'waits' && !reason).length],
    ...reasons.map(([title, pattern]) => [title, stuck.filter((message) => pattern.test(message)).length]),
  ];
  assert.deepEqual(
    stuck.filter((message) => !reasons.some(([, pattern]) => pattern.test(message))),
    [],
  );
  assert.deepEqual(
    rows.map(([title, count]) => `| ${title} | ${count} |`),
    documented(),
  );
});

async function everything() {
  const signalbox = await load();
  const found = [];
  for (const root of ['sample-process-models', 'spiff-arena'])
    for (const model of processModels(join(corpus, root))) found.push(await tryModel(signalbox, model));
  return found;
}

/** The rows of the table in the document. */
function documented() {
  const [, table] = readFileSync(at('docs', 'capabilities.md'), 'utf8').split('## Real models');
  return (table ?? '').split('\n').filter((row) => /^\| .* \| \d+ \|$/.test(row));
}
