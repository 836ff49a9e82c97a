// Data stores that the host keeps: asked at each read, told at each write, at once or later, in this thread and in a Worker.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { load } from 'signalbox';
import { script, user } from './diagrams.mjs';

let here;
let worker;

before(async () => {
  [here, worker] = await Promise.all([load(), load({ worker: true })]);
});

after(() => worker.terminate());

/** A process of these nodes in a row; `reads` and `writes` name the tasks that read and write the store `prices`. */
function storing(nodes, { reads = [], writes = [], type = 'json' }) {
  const associated = nodes.map((node) => {
    const id = /id="([^"]+)"/.exec(node)[1];
    const input = `<dataInputAssociation id="${id}In"><sourceRef>ref</sourceRef></dataInputAssociation>`;
    const output = `<dataOutputAssociation id="${id}Out"><targetRef>ref</targetRef></dataOutputAssociation>`;
    const more = (reads.includes(id) ? input : '') + (writes.includes(id) ? output : '');
    return node.endsWith('/>') ? node.replace(/ \/>$/, `>${more}</userTask>`) : node.replace('>', `>${more}`);
  });
  const ids = ['start', ...nodes.map((node) => /id="([^"]+)"/.exec(node)[1]), 'end'];
  const flows = ids.slice(1).map((id, at) => `<sequenceFlow id="f${at}" sourceRef="${ids[at]}" targetRef="${id}" />`);
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"
    targetNamespace="urn:test" expressionLanguage="python"><dataStore id="prices" name="${type === 'kkv' ? 'KKV' : 'JSON'}DataStore" />
    <process id="p" isExecutable="true"><dataStoreReference id="ref" dataStoreRef="prices" type="${type}" />
    <startEvent id="start" />${associated.join('')}<endEvent id="end" />${flows.join('')}</process></definitions>`;
}

/** A store in memory that notes its calls; `later` lets its answers be promises. */
function memory(value, later = false) {
  const calls = [];
  const answer = (given) => (later ? new Promise((resolve) => setTimeout(resolve, 5, given)) : given);
  const at = (keys) => keys.reduce((found, key) => found?.[key], store.value);
  const store = {
    value,
    calls,
    get(...keys) {
      calls.push(['get', ...keys]);
      return answer(at(keys));
    },
    set(given, ...keys) {
      calls.push(['set', given, ...keys]);
      if (keys.length === 0) store.value = given;
      else store.value[keys[0]] = { ...store.value[keys[0]], [keys[1]]: given };
      return answer(undefined);
    },
  };
  return store;
}

async function started(signalbox, diagram, dataStores, options = {}) {
  const workspace = await signalbox.workspace({ language: 'python' });
  await workspace.put('store.bpmn', diagram);
  const run = await workspace.start('p', { dataStores, now: 0, ...options });
  return { workspace, run };
}

async function finished(run) {
  await run.continue();
  await run.settled();
  return run.info();
}

const json = storing([script('add', "prices['pear'] = 2"), script('look', 'seen = prices')], {
  reads: ['add', 'look'],
  writes: ['add'],
});

const kkv = storing(
  [script('add', "prices = {'fruit': {'pear': 2, 'fig': None}}"), script('look', "seen = prices('fruit', 'pear')")],
  {
    reads: ['look'],
    writes: ['add'],
    type: 'kkv',
  },
);

for (const [where, signalbox, later] of [
  ['at once', () => here, false],
  ['later', () => here, true],
  ['in a Worker', () => worker, true],
]) {
  for (const profile of ['bpmn', 'spiffworkflow']) {
    test(`a JSON store is asked and told ${where}, profile ${profile}`, async () => {
      const store = memory({ apple: 1 }, later);
      const workspace = await signalbox().workspace({ language: 'python', profile });
      await workspace.put('store.bpmn', json);
      const run = await workspace.start('p', { dataStores: { prices: store }, now: 0 });
      const info = await finished(run);
      assert.deepEqual(info.incidents, []);
      assert.equal(info.status, 'completed');
      assert.deepEqual(info.data, { seen: { apple: 1, pear: 2 } });
      assert.deepEqual(store.calls, [['get'], ['set', { apple: 1, pear: 2 }], ['get']]);
      assert.deepEqual(await run.dataStores(), { prices: { apple: 1, pear: 2 } });
    });
  }

  test(`a store of values by two keys is asked and told by its keys ${where}`, async () => {
    const store = memory({ fruit: { fig: 1 } }, later);
    const { run } = await started(signalbox(), kkv, { prices: store });
    const info = await finished(run);
    assert.deepEqual(info.incidents, []);
    assert.deepEqual(info.data, { seen: 2 });
    const sorted = [...store.calls].sort((left, right) => String(left).localeCompare(String(right)));
    assert.deepEqual(sorted, [
      ['get', 'fruit', 'pear'],
      ['set', null, 'fruit', 'fig'],
      ['set', 2, 'fruit', 'pear'],
    ]);
  });

  test(`what the store answered is in the log: the past, forks and restored runs do not ask again, ${where}`, async () => {
    const store = memory({ apple: 1 }, later);
    const diagram = storing([script('look', 'seen = prices'), user('wait'), script('again', 'more = prices')], {
      reads: ['look', 'again'],
    });
    const { workspace, run } = await started(signalbox(), diagram, { prices: store });
    assert.equal((await finished(run)).status, 'waiting');
    const { length } = await run.info();
    for (let position = 0; position < length; position += 1) await run.checkout(position);
    await run.checkout(length);
    await run.fork();
    const restored = await workspace.restore(await run.save(), { dataStores: { prices: store }, now: 0 });
    assert.deepEqual(await restored.dataStores(), { prices: { apple: 1 } });
    assert.deepEqual(store.calls, [['get']]);
    store.value = { apple: 7 };
    const [task] = await restored.tasks({ element: 'wait' });
    await restored.complete(task.id);
    assert.deepEqual((await finished(restored)).data, { seen: { apple: 1 }, more: { apple: 7 } });
  });
}

test('other changes of the store are seen by the next task that reads it', async () => {
  const store = memory(1);
  const diagram = storing([script('first', 'a = prices'), user('wait'), script('second', 'b = prices')], {
    reads: ['first', 'second'],
  });
  const { run } = await started(here, diagram, { prices: store });
  await finished(run);
  store.value = 2;
  run.complete(run.tasks({ element: 'wait' })[0].id);
  assert.deepEqual((await finished(run)).data, { a: 1, b: 2 });
});

test('a task of a person waits until the store has answered', async () => {
  const store = memory(5, true);
  const { run } = await started(here, storing([user('see')], { reads: ['see'] }), { prices: store });
  run.continue();
  assert.deepEqual(run.tasks({ state: 'ready' }), []);
  assert.equal(run.jobs()[0].type, 'storeRead');
  await run.settled();
  assert.deepEqual(run.tasks({ state: 'ready' })[0].data, { prices: 5 });
});

test('a store that fails is an incident, and asked again by a retry', async () => {
  const store = memory({ apple: 1 });
  const { get } = store;
  store.get = async () => {
    throw new Error('the database is closed');
  };
  const { run } = await started(here, json, { prices: store });
  assert.match(
    (await finished(run)).incidents[0].diagnostic.message,
    /data store prices failed: the database is closed/,
  );
  store.get = get;
  run.retry(run.tasks({ state: 'ERROR' })[0].id);
  assert.deepEqual((await finished(run)).data, { seen: { apple: 1, pear: 2 } });
});

test('a write that failed is told again by a retry; the script does not run twice', async () => {
  const store = memory({ n: 0 });
  const { set } = store;
  store.set = () => {
    throw new Error('locked');
  };
  const count = storing([script('count', "prices['n'] = prices['n'] + 1")], { reads: ['count'], writes: ['count'] });
  const { run } = await started(here, count, { prices: store });
  const info = await finished(run);
  assert.match(info.incidents[0].diagnostic.message, /locked/);
  store.set = set;
  run.retry(run.tasks({ state: 'ERROR' })[0].id);
  assert.equal((await finished(run)).status, 'completed');
  assert.deepEqual(store.value, { n: 1 });
});

test('a store without "set" can only be read', async () => {
  const { run } = await started(here, json, { prices: { get: () => ({}) } });
  assert.match((await finished(run)).incidents[0].diagnostic.message, /can only be read/);
});

test('a store of the host is not edited in the run', async () => {
  const { run } = await started(here, json, { prices: memory({}) });
  assert.throws(() => run.editDataStore('prices', 1), { code: 'run/store-of-host' });
});

test('values to begin with and stores of the host stand side by side', async () => {
  const { run } = await started(here, json, { prices: memory({}), other: [1] });
  assert.deepEqual(run.dataStores(), { other: [1] });
  await assert.rejects(here.workspace().restore(run.save(), { dataStores: { prices: 1 } }), {
    code: 'api/invalid-option',
  });
});

for (const later of [false, true]) {
  test(`a recording holds what stores answered ${later ? 'later' : 'at once'}`, async () => {
    for (const diagram of [json, kkv]) {
      const { workspace, run } = await started(here, diagram, { prices: memory({ apple: 1 }, later) });
      await finished(run);
      workspace.put('store.recording.json', JSON.stringify(run.record({ name: 'stores' })));
      const { results } = await workspace.test();
      assert.deepEqual(
        results.map(({ passed, message }) => ({ passed, message })),
        [{ passed: true, message: null }],
      );
    }
  });
}

/** Stores of the host in texts that are no scripts: what the store is, the process, what is asked, the data at the end. */
const elsewhere = {
  'a prescript': [
    'kkv',
    [
      `<manualTask id="a" ><extensionElements><spiffworkflow:preScript>n = prices('a', 'b')</spiffworkflow:preScript></extensionElements></manualTask>`,
    ],
    [['get', 'a', 'b']],
    { n: 1 },
  ],
  'a condition after the task': [
    'kkv',
    [`<task id="a" ></task>`, script('b', 'way = 1')],
    [['get', 'a', 'b']],
    { way: 1 },
    (diagram) =>
      diagram.replace(
        '<sequenceFlow id="f1" sourceRef="a" targetRef="b" />',
        `<sequenceFlow id="f1" sourceRef="a" targetRef="b"><conditionExpression>prices('a', 'b') == 1</conditionExpression></sequenceFlow>`,
      ),
  ],
  'an association that computes': [
    'kkv',
    [
      script('a', 'seen = total').replace(
        '</scriptTask>',
        `<property id="total" /><dataInputAssociation id="i"><targetRef>total</targetRef><transformation>prices('a', 'b') + 1</transformation></dataInputAssociation></scriptTask>`,
      ),
    ],
    [['get', 'a', 'b']],
    { seen: 2 },
  ],
  'what instances run over': [
    'json',
    [
      `<scriptTask id="a" scriptFormat="python"><multiInstanceLoopCharacteristics><loopDataInputRef>ref</loopDataInputRef><inputDataItem id="key" name="key" /></multiInstanceLoopCharacteristics><script>last = key</script></scriptTask>`,
    ],
    [['get']],
    { last: { b: 1 } },
  ],
};

for (const [where, [type, nodes, calls, data, change = (diagram) => diagram]] of Object.entries(elsewhere)) {
  for (const [how, signalbox, later] of [
    ['at once', () => here, false],
    ['later', () => here, true],
    ['in a Worker', () => worker, true],
  ]) {
    test(`${where} reads a store of the host ${how}`, async () => {
      const store = memory({ a: { b: 1 } }, later);
      const diagram = change(storing(nodes, { reads: type === 'kkv' ? ['a'] : [], type }));
      const { run } = await started(signalbox(), diagram, { prices: store });
      let info = await finished(run);
      for (const { id } of await run.tasks({ state: 'READY' })) {
        await run.complete(id);
        info = await finished(run);
      }
      assert.deepEqual(info.incidents, []);
      assert.deepEqual(info.data, data);
      assert.deepEqual(store.calls, calls);
    });
  }
}
