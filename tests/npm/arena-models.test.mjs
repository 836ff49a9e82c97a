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

/** The processes that stop, as the document lists them. */
const stops = listed('Processes that stop').map(([folder, process, element, code, kind]) => ({
  place: [folder, process, element, code].join(' '),
  kind,
}));

test('models of SpiffArena open, and run to their end but for reasons of their own', { skip }, async () => {
  const found = await everything();
  const runs = found.flatMap(({ folder, runs }) => runs.map((run) => ({ folder, ...run })));
  const stopped = runs.filter(({ end }) => end !== 'ends');
  assert.deepEqual(stopped.map(placed).sort(), stops.map(({ place }) => place).sort());
  const kinds = [...new Set(stops.map(({ kind }) => kind))];
  const rows = [
    ['folders opened', found.length],
    ['without an error', found.filter(({ errors }) => errors.length === 0).length],
    ['processes', runs.length],
    ['run to their end', runs.length - stopped.length],
    [
      'of these with messages that a partner outside sends',
      runs.filter(({ end, sent }) => end === 'ends' && sent).length,
    ],
    ...kinds.map((kind) => [kind, stops.filter((stop) => stop.kind === kind).length]),
  ];
  assert.deepEqual(
    rows.map(([title, count]) => `| ${title} | ${count} |`),
    documented(),
  );
});

test('folders with an error are named one by one', { skip }, async () => {
  const found = (await everything()).filter(({ errors }) => errors.length > 0);
  const told = found.map(
    ({ folder, errors }) => `${folder} ${[...new Set(errors.map(({ code }) => code))].join(', ')}`,
  );
  assert.deepEqual(told.sort(), documentedErrors().sort());
});

/** Where a process stops and with which code: a row of the document. */
function placed({ folder, process, reason }) {
  const place = reason?.place ?? reason?.diagnostics?.[0] ?? reason;
  return [folder, process, place?.element ?? '', reason?.diagnostics?.[0]?.code ?? reason?.code ?? ''].join(' ');
}

let loaded;

/** What came of all folders. */
function everything() {
  loaded ??= tryAll();
  return loaded;
}

async function tryAll() {
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

/** The cells of the tables in the list of models, under one of its headings. */
function listed(heading) {
  const [, section = ''] = readFileSync(at('docs', 'arena-models.md'), 'utf8').split(`## ${heading}`);
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((row) => /^\| `/.test(row));
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

function documentedErrors() {
  return listed('Folders with an error').map(([folder, codes]) => `${folder} ${codes}`);
}
