// The engine in a Worker (here Node's): the same methods, each returning a promise, and a watchdog.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { load, SignalboxError } from 'signalbox';
import { line, script, service, user } from './diagrams.mjs';

let signalbox;

before(async () => {
  signalbox = await load({ worker: true });
});

after(() => signalbox.terminate());

async function start(nodes, options = {}) {
  const workspace = await signalbox.workspace({ language: 'python' });
  await workspace.put('test.bpmn', line('test', nodes));
  return workspace.start('test', options);
}

test('a run in a Worker', async () => {
  const run = await start([script('double', 'y = x * 2'), user('wait')], { data: { x: 21 } });
  const heard = [];
  run.on('changed', (info) => heard.push(info.status));
  await run.continue();
  const [task] = await run.tasks({ state: 'ready' });
  assert.deepEqual(task.data, { x: 21, y: 42 });
  await run.complete(task.id, { big: 2n ** 60n });
  await run.continue();
  assert.deepEqual((await run.info()).data, { x: 21, y: 42, big: 2n ** 60n });
  assert.equal(heard.at(-1), 'completed');
});

test('fork and restore give runs', async () => {
  const workspace = await signalbox.workspace({ language: 'python' });
  await workspace.put('test.bpmn', line('test', [user('wait')]));
  const run = await workspace.start('test');
  await run.continue();
  const fork = await run.fork();
  const restored = await workspace.restore(await run.save());
  for (const each of [fork, restored]) assert.equal(await each.status(), 'waiting');
});

test('connectors and functions of the page are asked', async () => {
  const run = await start(
    [script('shout', "text = shout('hi')"), service('get', 'echo', { text: 'text' }, 'response')],
    {
      connectors: { echo: async ({ text }) => `${text}!` },
      functions: { shout: (text) => text.toUpperCase() },
    },
  );
  await run.continue();
  assert.equal((await run.settled()).status, 'completed');
  assert.equal((await run.info()).data.response, 'HI!');
});

test('a refused call tells its code', async () => {
  const run = await start([user('wait')]);
  await assert.rejects(run.complete(4711), SignalboxError);
  await assert.rejects(start([], { dta: 1 }), { code: 'api/invalid-option' });
});

test('a hung engine is replaced and its runs are brought back', { timeout: 30_000 }, async () => {
  const watched = await load({ worker: { timeout: 1000 } });
  const workspace = await watched.workspace({ language: 'python' });
  const endless = 'while go:\n    pass';
  await workspace.put('test.bpmn', line('test', [user('wait'), script('loop', endless), script('end_it', 'done = 1')]));
  const run = await workspace.start('test', { data: { go: false }, limits: { scriptMilliseconds: 600_000 } });
  await run.continue();
  const [task] = await run.tasks({ state: 'ready' });
  await new Promise((resolve) => setTimeout(resolve, 400));
  await run.complete(task.id, { go: true });
  await assert.rejects(run.continue(), { code: 'worker/hung' });
  const [again] = await run.tasks({ state: 'ready' });
  assert.equal(again.element, 'wait');
  await run.complete(again.id, { go: false });
  await run.continue();
  assert.equal((await run.info()).data.done, 1);
  watched.terminate();
});
