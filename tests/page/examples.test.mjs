// Every example is free of problems and runs to its end; the one with mistakes shows all kinds of them.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { load } from '../../dist/index.js';
import { at } from '../../scripts/lib/root.mjs';

const examples = JSON.parse(readFileSync(at('examples', 'index.json'), 'utf8'));

for (const example of examples) {
  if (example.id === 'refund-mistakes') continue;
  test(`${example.title}: no problems, and it ends`, async () => {
    const workspace = await open(example);
    assert.deepEqual(
      workspace.validate().map(({ code, element }) => `${code} ${element}`),
      [],
    );
    const process = workspace.processes().find(({ file }) => file === example.files[0]);
    const run = await workspace.start(process.id, {});
    for (let round = 0; round < 20 && run.status() !== 'completed'; round++) goOn(workspace, run);
    assert.equal(run.status(), 'completed');
  });
}

test('the example with mistakes has errors and warnings, one of them with a fix', async () => {
  const workspace = await open(examples.find(({ id }) => id === 'refund-mistakes'));
  const problems = workspace.validate();
  assert.deepEqual([...new Set(problems.map(({ severity }) => severity))].sort(), ['error', 'hint', 'warning']);
  assert.ok(problems.some(({ fixes }) => fixes.length > 0));
});

const chapters = readdirSync(at('docs', 'tutorial', 'models')).map((name) => `docs/tutorial/models/${name}`);

for (const folder of ['examples', ...chapters]) {
  test(`Q3: every process of ${folder} has a recording, and comes to what it tells`, async () => {
    const files = readdirSync(at(folder)).filter((name) => /\.(bpmn|dmn|json)$/.test(name) && name !== 'index.json');
    const texts = new Map(files.map((name) => [name, readFileSync(at(folder, name), 'utf8')]));
    const recordings = [...texts]
      .filter(([name]) => name.endsWith('.recording.json'))
      .map(([, text]) => JSON.parse(text));
    const workspace = (await load()).workspace(recordings[0].workspace);
    for (const [name, text] of texts) workspace.put(name, text);
    const { results } = await workspace.test();
    assert.deepEqual(
      results.flatMap(({ name, passed, message }) => (passed ? [] : [`${name}: ${message}`])),
      [],
    );
    const reached = new Set(results.flatMap((result) => result.reached.map(({ process }) => process)));
    const left = workspace.processes().filter(({ id, file }) => !reached.has(id) && file !== 'refund-mistakes.bpmn');
    assert.deepEqual(left, []);
  });
}

async function open({ files }) {
  const workspace = (await load()).workspace();
  for (const name of files) workspace.put(name, readFileSync(at('examples', name), 'utf8'));
  await workspace.ready();
  return workspace;
}

/** Does what people would do: fills forms with what they begin with, and sends the message that is waited for. */
function goOn(workspace, run) {
  run.continue();
  assert.deepEqual(run.info().incidents, []);
  for (const task of run.tasks({ manual: true, state: 'ready' })) run.complete(task.id, filled(workspace, task));
  const [, message] =
    /the message "(\w+)"/.exec(
      run
        .waiting()
        .map(({ reason }) => reason)
        .join(),
    ) ?? [];
  if (message) run.send({ message, payload: { amount: 10 } });
}

function filled(workspace, task) {
  const fields = workspace.describe(task.element).formFields.filter((field) => field.defaultValue !== null);
  return Object.fromEntries(fields.map((field) => [field.id, initialOf(field)]));
}

function initialOf({ type, defaultValue }) {
  if (type === 'boolean') return defaultValue === 'true';
  return type === 'long' ? Number(defaultValue) : defaultValue;
}
