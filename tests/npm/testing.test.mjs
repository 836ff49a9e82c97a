// Tests of models: at script tasks, in SpiffArena's files, and recordings of runs. Diagrams of a few nodes.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { differenceText, load } from 'signalbox';
import { line, script, service, user } from './diagrams.mjs';

let signalbox;
before(async () => {
  signalbox = await load();
});

/** A workspace with these files; values that are no text become JSON. */
function workspace(files, options = { profile: 'spiffworkflow' }) {
  const made = signalbox.workspace(options);
  for (const [name, content] of Object.entries(files))
    made.put(name, typeof content === 'string' ? content : JSON.stringify(content));
  return made;
}

/** The result of the only test of these files. */
async function only(files, options) {
  const { results } = await workspace(files, options).test();
  assert.equal(results.length, 1, JSON.stringify(results));
  return results[0];
}

const wrong = ({ passed, message, differences }) => ({ passed, message, differences: differences.map(differenceText) });
const unitTest = (id, input, expected) =>
  `<spiffworkflow:unitTest id="${id}"><spiffworkflow:inputJson>${JSON.stringify(input)}</spiffworkflow:inputJson>
  <spiffworkflow:expectedOutputJson>${JSON.stringify(expected)}</spiffworkflow:expectedOutputJson></spiffworkflow:unitTest>`;
const tested = (id, text, ...tests) =>
  `<scriptTask id="${id}" scriptFormat="python"><extensionElements><spiffworkflow:unitTests>${tests.join('')}
  </spiffworkflow:unitTests></extensionElements><script>${text}</script></scriptTask>`;

// --- Script unit tests

test('a script test passes when all data after the script is as expected', async () => {
  const add = tested('add', 'c = a + b', unitTest('sum', { a: 1, b: 2 }, { a: 1, b: 2, c: 3 }));
  const result = await only({ 'sum.bpmn': line('sum', [add]) });
  assert.equal(result.passed, true, result.message);
  assert.deepEqual([result.kind, result.element, result.name], ['script', 'add', 'add: sum']);
});

test('a script test tells what differs, variables too many included', async () => {
  const add = tested('add', 'c = a + 1\nd = 0', unitTest('sum', { a: 1 }, { a: 1, c: 3 }));
  assert.deepEqual(wrong(await only({ 'sum.bpmn': line('sum', [add]) })), {
    passed: false,
    message: 'data.c is 2, expected 3.',
    differences: ['data.c is 2, expected 3', 'data.d is 0, expected nothing there'],
  });
});

test('a script test that fails tells the line of the file', async () => {
  const text = line('sum', [tested('add', 'x = 1\ny = missing', unitTest('sum', {}, {}))]);
  const result = await only({ 'sum.bpmn': text });
  assert.match(result.message, /missing/);
  assert.match(text.split('\n')[result.line - 1] ?? 'no line', /y = missing/);
});

test('evaluate runs one script or condition on given data, without a run', async () => {
  const files = workspace({ 'sum.bpmn': line('sum', [script('add', 'c = lookup(a)\ndel a')]) });
  const functions = { lookup: (number) => number * 10 };
  const done = await files.evaluate({ element: 'add', role: 'script' }, { a: 4, b: 1 }, { functions });
  assert.deepEqual(done.data, { b: 1, c: 40 });
  assert.deepEqual(done.changes.map(({ name }) => name).sort(), ['a', 'c']);
  await assert.rejects(files.evaluate({ element: 'add', role: 'condition' }), { code: 'api/invalid-option' });
  await assert.rejects(files.evaluate({ element: 'add' }, {}, { functions }), ({ diagnostics }) => {
    assert.equal(diagnostics[0].element, 'add');
    return true;
  });
});

// --- Tests of processes in SpiffArena's format

const order = line('order', [
  user('ask'),
  script('round', 'amount = round(amount)'),
  service('fetch', 'http/GetRequest', { url: '1 / 0' }, 'answer'),
  script('count', 'total = len(answer["body"]) + amount\nsite = get_frontend_url()'),
]);
const listed = {
  ask: { data: [{ amount: 2, form: { a: 1 } }] },
  'order:fetch': { data: [{ answer: { body: [1, 2, 3] } }] },
};
const expected = { amount: 2, form: { a: 1 }, answer: { body: [1, 2, 3] }, total: 5, site: 'https://x.test' };
const orderCase = (more = {}) => ({
  'models/order.bpmn': order,
  'models/test_order.json': {
    counts: { mocks: { get_frontend_url: 'https://x.test' }, tasks: listed, expected_output_json: expected, ...more },
  },
});

for (const profile of ['spiffworkflow', 'bpmn'])
  test(`listed tasks are completed with their data, not run, and functions are mocked (${profile})`, async () => {
    const result = await only(orderCase(), { profile });
    assert.equal(result.passed, true, result.message);
    assert.deepEqual([result.kind, result.name], ['processModel', 'counts']);
  });

test('the final data must be exactly equal', async () => {
  const result = await only(orderCase({ expected_output_json: { ...expected, total: 6, more: true } }));
  assert.deepEqual(wrong(result).differences, ['data.total is 5, expected 6', 'data.more is missing, expected true']);
});

test('user and service tasks must be listed', async () => {
  const { ask, 'order:fetch': fetch } = listed;
  assert.match((await only(orderCase({ tasks: { 'order:fetch': fetch } }))).message, /user task ask needs data/);
  const unlisted = await only(orderCase({ tasks: { ask } }));
  assert.match(unlisted.message, /fetch/);
  assert.equal(unlisted.at, 'fetch');
});

test('data of the n-th visit is merged into the task; fewer entries than visits fail', async () => {
  const twice = `<userTask id="ask"><multiInstanceLoopCharacteristics isSequential="true">
    <loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>`;
  const files = (data) => ({
    'twice.bpmn': line('twice', [script('begin', 'd = {"x": 1}'), twice]),
    'test_twice.json': { visits: { tasks: { ask: { data } }, expected_output_json: { d: { x: 1 } } } },
  });
  const passed = await only(files([{}, {}]));
  assert.equal(passed.passed, true, passed.message);
  const { message } = await only(files([{}]));
  assert.match(message, /ask is visited 2 times, but "data" has 1 entries/);
});

test('manual tasks and others need no data; a process that waits fails with what it waits for', async () => {
  const manual = '<manualTask id="read" />';
  const wait = `<intermediateCatchEvent id="wait"><messageEventDefinition messageRef="m" /></intermediateCatchEvent>`;
  const files = (nodes) => ({
    'wait.bpmn': line('waiting', nodes).replace('</definitions>', '<message id="m" name="m" /></definitions>'),
    'test_wait.json': { ends: { tasks: {}, expected_output_json: { a: 1 } } },
  });
  const passed = await only(files([manual, script('set', 'a = 1')]));
  assert.equal(passed.passed, true, passed.message);
  const { message, at } = await only(files([wait, script('set', 'a = 1')]));
  assert.match(message, /did not complete. It stands at wait/);
  assert.equal(at, 'wait');
});

test('a test without its diagram, and a file that is no JSON, fail and say so', async () => {
  assert.match((await only({ 'test_gone.json': { a: {} } })).message, /no process in gone\.bpmn/);
  assert.match((await only({ 'test_gone.json': 'no json' })).message, /not a JSON object/);
});

// --- Fixtures and test diagrams

const fixture = (stack, more = {}) => ({ pendingTaskStack: stack, ...more });
const two = line('two', [user('first'), user('second'), script('join', 'c = a + b')]);

test('a fixture gives data from the end of its stack', async () => {
  const stack = [
    { id: 'second', data: { b: 2 } },
    { id: 'first', data: { a: 1 } },
  ];
  const passed = await only({
    'two.bpmn': two,
    'two_recording.json': fixture(stack, { expected: { a: 1, b: 2, c: 3 } }),
  });
  assert.equal(passed.passed, true, passed.message);
  const wrongOrder = await only({ 'two.bpmn': two, 'two_recording.json': fixture([...stack].reverse()) });
  assert.match(wrongOrder.message, /first waits for a person, but the next task of the stack is second/);
});

test('a test diagram lays its stack ready and says itself whether it passed', async () => {
  const python = (verdict) => [
    script(
      'lay',
      'spiff_testFixture = {"pendingTaskStack": [{"id": "second", "data": {"b": 2}}, {"id": "first", "data": {"a": 1}}]}',
    ),
    '<callActivity id="call" calledElement="two" />',
    script('judge', `spiff_testResult = {"testsRun": 1, "wasSuccessful": ${verdict}, "output": "c was " + str(c)}`),
  ];
  const files = (verdict) => ({ 'two.bpmn': two, 'two_test.bpmn': line('two_test', python(verdict)) });
  const passed = await only(files('c == 3'));
  assert.equal(passed.passed, true, passed.message);
  assert.equal((await only(files('c == 4'))).message, 'c was 3');
});

test('force_timer lets a timer fire', async () => {
  const timer = `<intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>"P1D"</timeDuration></timerEventDefinition></intermediateCatchEvent>`;
  const files = { 'pause.bpmn': line('pausing', [timer, script('set', 'a = 1')]) };
  const stack = [{ id: 'pause', data: {}, force_timer: true }];
  const passed = await only({ ...files, 'pause_recording.json': fixture(stack, { expected: { a: 1 } }) });
  assert.equal(passed.passed, true, passed.message);
});

// --- Recordings

const message = '<message id="paid" name="paid" />';
const rich = (count = 'total = answer["n"] + lookup(2)') =>
  line('rich', [
    user('ask'),
    service('fetch', 'shop/Price', { item: 'item' }, 'answer'),
    script('count', count),
    `<intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>"PT1H"</timeDuration></timerEventDefinition></intermediateCatchEvent>`,
    `<receiveTask id="receive" messageRef="paid"><extensionElements><spiffworkflow:messageVariable>money</spiffworkflow:messageVariable></extensionElements></receiveTask>`,
    user('check'),
  ]).replace('</definitions>', `${message}</definitions>`);
const host = () => ({
  connectors: { 'shop/Price': ({ item }) => ({ n: item.length }) },
  functions: { lookup: (n) => n * 10 },
});

/** A run with a person, a service, a function, a timer and a message. */
async function play(files) {
  const run = await files.start('rich', { ...host(), now: Date.parse('2026-03-01T08:00:00Z') });
  run.continue();
  run.complete(run.tasks({ element: 'ask' })[0].id, { item: 'bike' });
  run.continue();
  run.advance('PT2H');
  run.continue();
  run.send({ message: 'paid', payload: { sum: 24 } });
  run.continue();
  run.complete(run.tasks({ element: 'check' })[0].id, { ok: true });
  run.continue();
  assert.equal(run.status(), 'completed');
  return run;
}

test('a recording holds people, services, functions, timers and messages, and passes on the same diagram', async () => {
  const files = workspace({ 'rich.bpmn': rich() });
  const recording = (await play(files)).record({ name: 'all of it' });
  assert.deepEqual(
    recording.acts.map((act) => act.do),
    ['run', 'complete', 'run', 'advance', 'run', 'send', 'run', 'complete', 'run'],
  );
  assert.deepEqual(
    recording.mocks.connectors.map(({ element, visit, value }) => [element, visit, value]),
    [['fetch', 1, { n: 4 }]],
  );
  assert.deepEqual(recording.mocks.functions, [{ name: 'lookup', arguments: [2], value: 20 }]);
  assert.equal(recording.expected.data.total, 24);
  files.put('rich.recording.json', JSON.stringify(recording));
  const { results, passed } = await files.test();
  assert.equal(passed, 1, results[0].message);
  assert.equal(files.coverage(results).percent, 100);
});

/** The recording of the rich run, played on another diagram. */
async function departed(diagram, change = () => {}) {
  const files = workspace({ 'rich.bpmn': rich() });
  const recording = (await play(files)).record();
  change(recording);
  return only({ 'rich.bpmn': diagram, 'rich.recording.json': recording });
}

test('a recording survives other numbers of tasks and tells changed data', async () => {
  const result = await departed(rich('total = answer["n"] - lookup(2)'));
  assert.deepEqual(wrong(result).differences, ['data.total is -16, expected 24']);
  assert.equal(JSON.parse(result.update).expected.data.total, -16);
  const ignored = await departed(rich('total = 1 + answer["n"] + lookup(2)'), (recording) =>
    recording.ignore.push('data.total'),
  );
  assert.equal(ignored.passed, true, ignored.message);
});

test('a recording tells in words where the diagram departs from it', async () => {
  const without = rich()
    .replace('<userTask id="check" name="check" />', '')
    .replace('sourceRef="receive" targetRef="check"', 'sourceRef="receive" targetRef="end"')
    .replace('<sequenceFlow id="flow6" sourceRef="check" targetRef="end" />', '');
  const gone = await departed(without);
  assert.match(
    gone.message,
    /After receive the recording went on to check; now end comes\. check is not in the diagram any more\./,
  );
  const before = rich()
    .replace('<userTask id="ask" name="ask" />', '<manualTask id="ask" /><manualTask id="look" />')
    .replace('sourceRef="start" targetRef="ask"', 'sourceRef="start" targetRef="look"')
    .replace('</process>', '<sequenceFlow id="new" sourceRef="look" targetRef="ask" /></process>');
  const inserted = await departed(before);
  assert.match(inserted.message, /the run does not come to ask\. It stands at look\./);
  assert.equal(inserted.update, null);
});

test('a service that is called otherwise is told', async () => {
  const result = await departed(rich().replace('value="item"', 'value="item + item"'));
  assert.deepEqual(wrong(result).differences, ['services.fetch.parameters.item is "bikebike", expected "bike"']);
});

test('a recording can be made after save and restore, of a fork, and of the past', async () => {
  const files = workspace({ 'rich.bpmn': rich() });
  const run = await files.start('rich', host());
  run.continue();
  const again = await files.restore(run.save(), host());
  again.complete(again.tasks({ element: 'ask' })[0].id, { item: 'bike' });
  const fork = again.fork();
  fork.continue();
  const recording = fork.record();
  assert.deepEqual(
    recording.acts.map((act) => act.do),
    ['run', 'complete', 'run'],
  );
  assert.deepEqual(recording.expected.waiting, ['pause']);
  assert.deepEqual(
    again.record().acts.map((act) => act.do),
    ['run', 'complete'],
  );
  fork.checkout(3);
  const early = fork.record();
  assert.equal(early.acts.length, 1);
  assert.ok(early.acts[0].steps >= 0);
  const { passed, message } = await only({ 'rich.bpmn': rich(), 'rich.recording.json': recording });
  assert.equal(passed, true, message);
  const unlogged = await files.start('rich', { ...host(), history: 'none' });
  assert.throws(() => unlogged.record(), { code: 'run/not-recorded' });
});

test('answers that come later are recorded when they come', async () => {
  const files = workspace({ 'late.bpmn': line('late', [service('fetch', 'shop/Price', { item: '1' }, 'answer')]) });
  const run = await files.start('late', { connectors: { '*': async () => 7 } });
  run.continue();
  await run.settled();
  assert.equal(run.status(), 'completed');
  const recording = run.record();
  assert.deepEqual(
    recording.acts.map((act) => act.do),
    ['run', 'complete', 'run'],
  );
  files.put('late.recording.json', JSON.stringify(recording));
  const { results } = await files.test();
  assert.equal(results[0].passed, true, results[0].message);
});

test('failures of services are recorded: tried again, and caught by a boundary event', async () => {
  const shop = service('fetch', 'shop/Price', { item: '1' }, 'answer').replace(
    '</spiffworkflow:parameters>',
    '</spiffworkflow:parameters><spiffworkflow:retry retries="2" backoff_base="2" />',
  );
  const caught = `<boundaryEvent id="caught" attachedToRef="fetch"><errorEventDefinition errorRef="gone" /></boundaryEvent>
    <sequenceFlow id="out" sourceRef="caught" targetRef="end" />`;
  const diagram = line('late', [shop])
    .replace('</process>', `${caught}</process>`)
    .replace('</definitions>', '<error id="gone" name="gone" errorCode="GONE" /></definitions>');
  const files = workspace({ 'late.bpmn': diagram });
  const failures = [
    { message: 'busy', transient: true },
    { message: 'gone', code: 'GONE' },
  ];
  const failing = () => {
    throw Object.assign(new Error(), failures.shift());
  };
  const run = await files.start('late', { connectors: { '*': failing }, now: 0 });
  run.continue();
  run.advance('PT1M');
  run.continue();
  assert.equal(run.status(), 'completed', JSON.stringify(run.info()));
  const recording = run.record();
  assert.deepEqual(
    recording.mocks.connectors.map(({ visit, error }) => [visit, error.message]),
    [
      [1, 'busy'],
      [1, 'gone'],
    ],
  );
  files.put('late.recording.json', JSON.stringify(recording));
  const { results } = await files.test();
  assert.equal(results[0].passed, true, results[0].message);
});

test('secrets never stand in a recording', async () => {
  const files = workspace({
    'late.bpmn': line('late', [service('fetch', 'shop/Price', { key: "'SPIFF_SECRET:shop'" }, 'answer')]),
  });
  files.connectors.secrets.provide({ shop: 'very-secret' });
  const seen = [];
  files.connectors.register({
    id: 'shop/Price',
    run: ({ key }) => {
      seen.push(key);
      return { echo: key };
    },
  });
  const run = await files.start('late');
  run.continue();
  assert.deepEqual(seen, ['very-secret']);
  assert.equal(JSON.stringify(run.record()).includes('very-secret'), false);
  assert.equal(Buffer.from(run.save()).includes('very-secret'), false);
});

test('a run is written in all formats of SpiffArena and passes in each', async () => {
  const files = workspace({ 'order.bpmn': order });
  const run = await files.start('order', { functions: { get_frontend_url: () => 'https://x.test' } });
  run.continue();
  run.complete(run.tasks()[0].id, { amount: 2, form: { a: 1 } });
  run.continue();
  run.edit(run.tasks()[0].id, { answer: { body: [1] } });
  run.skip(run.tasks()[0].id);
  run.continue();
  assert.equal(run.status(), 'completed', JSON.stringify(run.info()));
  assert.throws(() => run.recordFor('processModel'), /only what people and services gave/);
  const plain = workspace({ 'two.bpmn': two });
  const second = await plain.start('two');
  second.continue();
  second.complete(second.tasks()[0].id, { a: 1 });
  second.continue();
  second.complete(second.tasks()[0].id, { b: 2 });
  second.continue();
  plain.put('test_two.json', second.recordFor('processModel', { name: 'adds' }));
  plain.put('two_fixture.json', second.recordFor('fixture'));
  plain.put('two_test.bpmn', second.recordFor('bpmn'));
  const { results } = await plain.test();
  assert.deepEqual(
    results.map(({ kind, passed, message: what }) => [kind, passed, what]),
    [
      ['processModel', true, null],
      ['bpmn', true, null],
      ['bpmn', true, null],
    ],
  );
});

// --- In a Worker, and many

test('tests run in a Worker just so', async () => {
  const remote = await load({ worker: true });
  const files = await remote.workspace({ profile: 'spiffworkflow' });
  for (const [name, content] of Object.entries(orderCase()))
    await files.put(name, typeof content === 'string' ? content : JSON.stringify(content));
  assert.equal((await files.tests()).length, 1);
  const { results } = await files.test('models/test_order.json#counts');
  assert.equal(results[0].passed, true, results[0].message);
  const run = await files.start('order');
  await run.continue();
  assert.equal((await run.record()).signalbox, 'recording');
  remote.terminate();
});

test('coverage counts elements and flows, process by process', async () => {
  const files = workspace(orderCase());
  files.put('other.bpmn', line('other', [user('alone')]));
  const { results } = await files.test();
  const { percent, processes } = files.coverage(results);
  assert.deepEqual(
    processes.map((each) => [each.process, each.percent]),
    [
      ['order', 100],
      ['other', 0],
    ],
  );
  assert.equal(percent, 68);
});
