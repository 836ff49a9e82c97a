// Hostile diagrams, through the wasm module: each gets the class it must have, within its budget, and the engine goes on.
// The inputs belong to the conformance data beside the repository; without it there is nothing to try.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { load } from 'signalbox';
import { line, script } from './diagrams.mjs';

const shared = process.env.SIGNALBOX_SHARED;
const folder = shared
  ? pathToFileURL(`${shared}/corpus-real/`)
  : new URL('../../../shared/corpus-real/', import.meta.url);
const list = new URL('hostile.json', folder);
const { inputs, limits } = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : { inputs: [], limits: {} };
const diagrams = inputs.filter(({ file }) => file.endsWith('.bpmn'));

test('hostile diagrams', { skip: diagrams.length === 0 && 'no conformance data beside the repository' }, async (t) => {
  const signalbox = await load();
  for (const input of diagrams) {
    await t.test(input.file, async () => {
      const begun = performance.now();
      const found = await classOf(signalbox, input);
      const seconds = (performance.now() - begun) / 1000;
      const accepted = [input.class, ...input.alsoAccept];
      assert.ok(accepted.includes(found.class), `${found.class} is none of ${accepted}: ${found.why}`);
      assert.ok(seconds < 2 * limits.seconds, `took ${seconds.toFixed(1)} s`);
      assert.equal({}.polluted, undefined);
      await goesOn(signalbox);
    });
  }
});

async function classOf(signalbox, input) {
  const workspace = signalbox.workspace({ language: 'python' });
  try {
    const read = workspace.put('hostile.bpmn', bytesOf(input)).filter(isError);
    if (read.some(({ code }) => code.startsWith('xml/') || code === 'bpmn/not-bpmn')) {
      return { class: 'parse-error', why: read[0].message };
    }
    const [problem] = workspace.validate().filter(isError);
    if (problem) return { class: 'validation-error', why: problem.message };
    return input.run ? await outcomeOf(workspace, input.run) : { class: 'ok' };
  } finally {
    workspace.close();
  }
}

const isError = ({ severity }) => severity === 'error';

function bytesOf({ file, generate, sha256 }) {
  if (!generate) return readFileSync(new URL(file, folder));
  const piece = ({ text, repeat, times }) =>
    text ?? Array.from({ length: times }, (_, i) => repeat.replaceAll('{i}', i)).join('');
  const bytes = Buffer.from(generate.map(piece).join(''));
  assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256);
  return bytes;
}

async function outcomeOf(workspace, { process, variables, variablesJson, completeUserTasks = true }) {
  const data = variablesJson ? JSON.parse(variablesJson) : variables;
  const run = await workspace.start(process, { data, history: 'none' });
  for (let rounds = 0; rounds < 100; rounds++) {
    const { notice } = run.continue().run;
    if (notice) return { class: 'runtime-error', why: notice.message };
    const [incident] = run.info().incidents;
    if (incident) return { class: 'runtime-error', why: incident.diagnostic.message };
    const waiting = completeUserTasks ? run.tasks({ manual: true, state: 'ready' }) : [];
    if (waiting.length === 0) break;
    for (const { id } of waiting) run.complete(id, {});
  }
  return { class: run.status() === 'completed' ? 'ok' : 'runtime-error', why: run.status() };
}

async function goesOn(signalbox) {
  const workspace = signalbox.workspace();
  workspace.put('after.bpmn', line('after', [script('script', 'x = 1')]));
  const run = await workspace.start('after');
  run.continue();
  assert.equal(run.status(), 'completed');
}
