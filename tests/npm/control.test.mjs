// Control over a run: edits under it, comparisons, run to here; in this thread and in a Worker.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { load, SignalboxError } from 'signalbox';
import { line, script, user } from './diagrams.mjs';

let here;
let worker;

before(async () => {
  here = await load();
  worker = await load({ worker: true });
});
after(() => worker.terminate());

async function start(signalbox, nodes, options = {}) {
  const workspace = await signalbox.workspace({ language: 'python' });
  await workspace.put('test.bpmn', line('test', nodes));
  const run = await workspace.start('test', options);
  await run.continue();
  return { workspace, run };
}

const refused = (code) => (error) => error instanceof SignalboxError && error.code === code;
const task = async (run) => (await run.tasks({ state: 'ready' }))[0].id;

for (const [where, signalbox] of [
  ['in this thread', () => here],
  ['in a Worker', () => worker],
]) {
  test(`an edit under a run is taken over ${where}`, async () => {
    const { workspace, run } = await start(signalbox(), [user('a')]);
    const heard = [];
    run.on('events', (events) => heard.push(...events.map(({ type }) => type)));
    await workspace.put('test.bpmn', line('test', [user('a', 'Named'), script('after', 'x = 1')]));
    await workspace.ready();
    assert.equal((await run.rebind({ dryRun: true })).bound, true);
    assert.deepEqual(heard, []);
    const { bound, elements } = await run.rebind();
    assert.equal(bound, true);
    const changes = Object.fromEntries(elements.map(({ element, change }) => [element, change]));
    assert.equal(changes.a, 'changed');
    assert.equal(changes.after, 'added');
    await run.complete(await task(run));
    await run.continue();
    assert.deepEqual((await run.info()).data, { x: 1 });
    assert.ok(heard.includes('rebound'));
  });

  test(`a comparison tells where runs parted ${where}`, async () => {
    const { run } = await start(signalbox(), [user('a'), user('b')], { now: 0 });
    const fork = await run.fork();
    const { position } = await run.info();
    await run.complete(await task(run), { order: { price: 1, items: ['x'] } });
    await fork.complete(await task(fork), { order: { price: 2, items: ['x', 'y'] } });
    const { parted, tasks } = await run.compare(fork);
    assert.equal(parted, position);
    assert.deepEqual(tasks[0].data, [
      { path: 'order.price', left: 1, right: 2 },
      { path: 'order.items[1]', right: 'y' },
    ]);
    const { parted: before, elements } = await run.difference(position, (await run.info()).length);
    assert.equal(before, position);
    assert.equal(elements.find(({ element }) => element === 'a').left.ready, 1);
  });
}

test('a refused re-bind changes nothing, and tokens can be moved', async () => {
  const { workspace, run } = await start(here, [user('a'), user('b')]);
  await workspace.put('test.bpmn', line('test', [user('b')]));
  const before = run.log();
  const { bound, elements } = run.rebind();
  assert.equal(bound, false);
  const [gone] = elements.filter(({ problem }) => problem);
  assert.equal(gone.problem.code, 'rebind/element-gone');
  assert.equal(gone.element, 'a');
  assert.deepEqual(run.log(), before);
  assert.equal(run.rebind({ move: { a: 'b' } }).bound, true);
  assert.equal(run.tasks({ state: 'ready' })[0].element, 'b');
  assert.throws(() => run.rebind({ moves: {} }), refused('api/invalid-option'));
});

test('the past before an edit stays as it was, also in a saved run', async () => {
  const { workspace, run } = await start(here, [script('gone', 'x = 1'), user('a')]);
  const { position } = run.info();
  await workspace.put('test.bpmn', line('test', [user('a')]));
  assert.equal(run.rebind().bound, true);
  const restored = await workspace.restore(run.save());
  assert.deepEqual(restored.log(), run.log());
  for (const each of [run, restored]) {
    each.checkout(position);
    assert.ok(each.elementStates().elements.some(({ element }) => element === 'gone'));
    const fork = each.fork();
    fork.complete(await task(fork));
    fork.continue();
    assert.equal(fork.status(), 'completed');
  }
});

test('a run that keeps its version is saved with it', async () => {
  const { workspace, run } = await start(here, [user('a'), user('b')]);
  await workspace.put('test.bpmn', line('test', [user('c')]));
  assert.equal(run.rebind().bound, false);
  const restored = await workspace.restore(run.save());
  restored.complete(await task(restored));
  restored.continue();
  assert.equal(restored.tasks({ state: 'ready' })[0].element, 'b');
});

test('a run goes on until an element, this once', async () => {
  const nodes = [script('a', 'x = 1'), script('b', 'x = 2'), user('c')];
  const workspace = here.workspace({ language: 'python' });
  workspace.put('test.bpmn', line('test', nodes));
  const run = await workspace.start('test');
  run.continue({ until: 'b' });
  assert.equal(run.tasks()[0].element, 'b');
  run.continue();
  assert.equal(run.tasks()[0].element, 'c');
  assert.throws(() => run.continue({ until: ['nowhere'] }), refused('run/unknown-element'));
  assert.throws(() => run.breakpoints(['bb']), refused('run/unknown-element'));
});

test('a run is terminated, and tells what nobody caught', async () => {
  const { run } = await start(here, [user('a')]);
  run.send({ signal: 'lost' });
  assert.deepEqual(
    run.events({ unhandled: true }).map(({ name }) => name),
    ['lost'],
  );
  assert.equal(run.terminate().run.status, 'terminated');
});

test('explain says where the token stands that a join waits for, and when none can come any more', async () => {
  const flow = (id, from, to) => `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`;
  const nodes = `<startEvent id="start" /><parallelGateway id="split" /><userTask id="check" name="Check stock" />
    <userTask id="pay" name="Pay" /><exclusiveGateway id="paid" default="no" /><parallelGateway id="join" name="Both" />
    <endEvent id="end" /><endEvent id="left" />`;
  const flows = [
    flow('a', 'start', 'split'),
    flow('b', 'split', 'check'),
    flow('c', 'split', 'pay'),
    flow('d', 'check', 'join'),
    flow('e', 'pay', 'paid'),
    `<sequenceFlow id="yes" sourceRef="paid" targetRef="join"><conditionExpression>ok</conditionExpression></sequenceFlow>`,
    flow('no', 'paid', 'left'),
    flow('f', 'join', 'end'),
  ];
  const workspace = here.workspace({ language: 'javascript' });
  workspace.put(
    'a.bpmn',
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><process id="p" isExecutable="true">${nodes}${flows.join('')}</process></definitions>`,
  );
  const run = await workspace.start('p', { data: { ok: false } });
  run.continue();
  run.complete(run.tasks({ element: 'check' })[0].id);
  run.continue();
  assert.deepEqual(run.explain('join'), [
    'Holds 1 of 2 tokens; still to come from "paid", whose token stands at "Pay".',
  ]);
  run.complete(run.tasks({ element: 'pay' })[0].id);
  run.continue();
  assert.deepEqual(run.explain('join'), [
    'Holds 1 of 2 tokens; still to come from "paid", which no token can reach any more.',
  ]);
});

for (const [where, signalbox] of [
  ['in this thread', () => here],
  ['in a Worker', () => worker],
]) {
  test(`data stores are kept by the host: values in, writes told, changes pushed, ${where}`, async () => {
    const workspace = await signalbox().workspace({ language: 'python' });
    await workspace.put('store.bpmn', STORE);
    const kept = { prices: { pear: 1 } };
    const run = await workspace.start('p', { dataStores: kept, data: { prices: { pear: 2 } } });
    let writes = 0;
    run.on('events', (events) => {
      writes += events.filter(({ type }) => type === 'dataStoreWritten').length;
    });
    assert.deepEqual(await run.dataStores(), kept);
    await run.continue();
    await run.complete((await run.tasks({ state: 'ready' }))[0].id, { prices: { pear: 3 } });
    await run.continue();
    assert.equal(writes, 1);
    assert.deepEqual(await run.dataStores(), { prices: { pear: 3 } });
    await run.editDataStore('prices', { pear: 4 });
    assert.deepEqual(await run.dataStores(), { prices: { pear: 4 } });
  });
}

const STORE = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><dataStore id="prices" name="prices" />
  <process id="p" isExecutable="true"><dataStoreReference id="ref" dataStoreRef="prices" /><startEvent id="start" />
  <userTask id="set"><dataOutputAssociation id="out"><targetRef>ref</targetRef></dataOutputAssociation></userTask><userTask id="wait" /><endEvent id="end" />
  <sequenceFlow id="a" sourceRef="start" targetRef="set" /><sequenceFlow id="b" sourceRef="set" targetRef="wait" /><sequenceFlow id="c" sourceRef="wait" targetRef="end" /></process></definitions>`;
