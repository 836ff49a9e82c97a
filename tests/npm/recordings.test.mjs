// Whatever can be done to a run can be told in a recording, and comes to the same when it is played.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { LATER, load } from 'signalbox';
import { line, script, service, user } from './diagrams.mjs';

let signalbox;

before(async () => {
  signalbox = await load();
});

const task = (run, element) => run.tasks({ element })[0].id;
const message = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t" expressionLanguage="python">
  <message id="paid" name="paid" /><process id="test" isExecutable="true"><startEvent id="start" />
  <receiveTask id="receive" messageRef="paid" /><endEvent id="end" /><sequenceFlow id="a" sourceRef="start" targetRef="receive" />
  <sequenceFlow id="b" sourceRef="receive" targetRef="end" /></process></definitions>`;
const timer = line('test', [
  '<intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>',
  script('after', 'late = True'),
]);
const stores = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t" expressionLanguage="python">
  <dataStore id="prices" name="prices" /><process id="test" isExecutable="true"><dataObject id="order" />
  <dataObjectReference id="ref" dataObjectRef="order" /><startEvent id="start" /><userTask id="u" /><endEvent id="end" />
  <sequenceFlow id="a" sourceRef="start" targetRef="u" /><sequenceFlow id="b" sourceRef="u" targetRef="end" /></process></definitions>`;
const people = { personas: [{ username: 'ada', groups: ['boss'] }], groups: { boss: ['ada'] } };

/** By command: the diagram, how the run is started, what is done to it, and which acts the recording must have. */
const commands = {
  step: [[user('u')], {}, (run) => run.step(), ['run']],
  continue: [[script('s', 'x = 1'), user('u')], {}, (run) => run.continue(), ['run']],
  complete: [[user('u')], {}, (run) => run.complete(task(run, 'u'), { x: 1 }), ['run', 'complete']],
  'complete as somebody': [
    [user('u')],
    { people, identity: 'ada' },
    (run) => run.complete(task(run, 'u'), {}, { as: 'ada' }),
    ['run', 'complete'],
  ],
  fail: [[service('s', 'a/B', {}, 'r')], {}, (run) => run.fail(task(run, 's'), { message: 'no' }), ['run', 'fail']],
  accept: [[service('s', 'a/B', {}, 'r')], {}, (run) => run.accept(task(run, 's')), ['run']],
  callback: [
    [service('s', 'a/B', {}, 'r')],
    { connectors: { 'a/B': () => LATER } },
    (run) => run.callback(task(run, 's'), { body: 1 }),
    ['run', 'complete', 'run'],
  ],
  skip: [[user('u'), script('s', 'x = 1')], {}, (run) => run.skip(task(run, 'u')), ['run', 'skip']],
  retry: [
    [script('s', 'y = x'), user('u')],
    {},
    (run) => {
      run.edit(task(run, 's'), { x: 1 });
      run.retry(task(run, 's'));
    },
    ['run', 'edit', 'retry'],
  ],
  edit: [[user('u')], {}, (run) => run.edit(task(run, 'u'), { x: 1 }, true), ['run', 'edit']],
  editDataObject: [stores, {}, (run) => run.editDataObject('order', { n: 1 }), ['run', 'editDataObject']],
  editDataStore: [stores, {}, (run) => run.editDataStore('prices', [1]), ['run', 'editDataStore']],
  send: [message, {}, (run) => run.send({ message: 'paid', payload: { a: 1 } }), ['run', 'send']],
  advance: [timer, {}, (run) => run.advance('PT2H'), ['run', 'advance']],
  setTime: [
    timer,
    {},
    (run) => {
      run.setTime(7_200_000);
      run.continue();
    },
    ['run', 'run'],
  ],
  fireTimer: [timer, {}, (run) => run.fireTimer(task(run, 'wait')), ['run', 'fireTimer']],
  terminate: [[user('u')], {}, (run) => run.terminate(), ['run', 'cancel']],
  cancel: [[user('u')], {}, (run) => run.cancel(), ['run', 'cancel']],
  suspend: [[user('u')], {}, (run) => run.suspend(), ['run', 'suspend']],
  resume: [
    [user('u')],
    {},
    (run) => {
      run.suspend();
      run.resume();
    },
    ['run', 'suspend', 'resume'],
  ],
  reset: [
    [script('s', 'n = 1'), user('u')],
    {},
    (run) => {
      run.reset(run.tasks({ element: 's', finished: true })[0].id, { k: 2 });
      run.continue();
    },
    ['run', 'reset', 'run'],
  ],
  people: [[user('u')], {}, (run) => run.people(people), ['run', 'people']],
  rebind: [
    [user('u'), script('s', 'x = 1')],
    {},
    (run, workspace) => {
      workspace.put('test.bpmn', line('test', [user('u'), script('s', 'x = 2'), script('more', 'y = 3')]));
      assert.ok(run.rebind().bound);
      run.complete(task(run, 'u'));
      run.continue();
    },
    ['run', 'rebind', 'complete', 'run'],
  ],
  'rebind twice, and move': [
    [user('u'), script('s', 'x = 1')],
    {},
    (run, workspace) => {
      workspace.put('test.bpmn', line('test', [user('u'), user('v'), script('s', 'x = 2')]));
      assert.ok(run.rebind().bound);
      run.complete(task(run, 'u'));
      run.continue();
      workspace.put('test.bpmn', line('test', [user('u'), user('w'), script('s', 'x = 3')]));
      workspace.put('other.bpmn', line('other', [user('o')]));
      assert.ok(run.rebind({ move: { v: 'w' } }).bound);
      run.complete(task(run, 'w'));
      run.continue();
    },
    ['run', 'rebind', 'complete', 'run', 'rebind', 'complete', 'run'],
  ],
};

/** What asks, looks or listens, and what makes other runs: nothing that a recording must hold. */
const others = [
  ...[
    'assignments',
    'checkForm',
    'clock',
    'compare',
    'dataObjects',
    'dataStores',
    'difference',
    'elementStates',
    'example',
    'exampleEvent',
    'explain',
  ],
  ...[
    'form',
    'info',
    'jobs',
    'lanes',
    'log',
    'messages',
    'metadata',
    'owners',
    'provenance',
    'status',
    'task',
    'tasks',
  ],
  ...['waiting', 'on', 'record', 'recordFor', 'save', 'settled', 'close', 'fork', 'checkout'],
  // Calls `continue`; where it stops; takes what was told, which no part of the run sees.
  ...['follow', 'breakpoints', 'events'],
];

test('every method of a run is known here', async () => {
  const { run } = await recorded([user('u')], {});
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(run)).filter((name) => name !== 'constructor');
  const unknown = methods.filter((name) => !(name in commands) && !others.includes(name));
  assert.deepEqual(unknown, [], 'Give the new command an act of recordings and a row above, or add it to the others.');
});

async function recorded(diagram, options, act) {
  const workspace = signalbox.workspace({ language: 'python' });
  workspace.put('test.bpmn', typeof diagram === 'string' ? diagram : line('test', diagram));
  const run = await workspace.start('test', { now: 0, ...options });
  if (act) run.continue();
  await act?.(run, workspace);
  await run.settled();
  const again = await workspace.restore(run.save(), { now: 0 });
  assert.deepEqual(again.record(), run.record(), 'a saved run keeps its record');
  return { workspace, run, recording: run.record() };
}

async function played({ workspace, recording }) {
  workspace.put('a.recording.json', JSON.stringify(recording));
  const { results } = await workspace.test('a.recording.json');
  return results[0];
}

for (const [name, [diagram, options, act, acts]] of Object.entries(commands)) {
  test(`${name} is recorded and played`, async () => {
    const made = await recorded(diagram, options, act);
    assert.deepEqual(
      made.recording.acts.map((one) => one.do),
      acts,
    );
    const { passed, message: told, differences } = await played(made);
    assert.deepEqual({ passed, told, differences }, { passed: true, told: null, differences: [] });
  });
}

const handlers = {
  'at once': [() => ({ done: 1 }), ['run']],
  true: [() => true, ['run']],
  later: [async () => ({ done: 2 }), ['run', 'complete', 'run']],
  'by an error': [() => false, ['run']],
  'by a code': [
    () => {
      throw Object.assign(new Error('no'), { code: 'E1' });
    },
    ['run'],
  ],
  never: [() => undefined, ['run']],
};

for (const [how, [handler, acts]] of Object.entries(handlers)) {
  for (const [by, node] of [
    ['bpmn:SendTask', '<sendTask id="x" />'],
    ['x', user('x')],
    ['bpmn:ServiceTask', service('x', 'a/B', { p: '1 + 1' }, 'r')],
  ]) {
    test(`a handler by ${by} that answers ${how} is recorded and played`, async () => {
      const made = await recorded([node, user('u')], { handlers: { [by]: handler } }, () => {});
      assert.deepEqual(
        made.recording.acts.map((one) => one.do),
        acts,
      );
      const { passed, message: told } = await played(made);
      assert.deepEqual({ passed, told }, { passed: true, told: null });
    });
  }
}

test('a recording of a re-bind tells where the edited diagram departs', async () => {
  const [diagram, options, act] = commands.rebind;
  const made = await recorded(diagram, options, act);
  made.workspace.put('test.bpmn', line('test', [user('u'), script('s', 'x = 9')]));
  const { passed, message: told } = await played(made);
  assert.equal(passed, false);
  assert.match(told, /more/);
});

test('what a host does from a restore on is part of the recording', async () => {
  const reading = script('r', 'seen = prices').replace(
    '</scriptTask>',
    '<dataInputAssociation id="in"><sourceRef>ref</sourceRef></dataInputAssociation></scriptTask>',
  );
  const nodes = [user('u'), '<sendTask id="x" />', reading];
  const store = '<dataStore id="prices" name="JSONDataStore" />';
  const diagram = line('test', nodes)
    .replace('<process', `${store}<process`)
    .replace('<startEvent', '<dataStoreReference id="ref" dataStoreRef="prices" type="json" /><startEvent');
  const workspace = signalbox.workspace({ language: 'python' });
  workspace.put('test.bpmn', diagram);
  const run = await workspace.start('test', { now: 0 });
  run.continue();
  for (const people of [undefined, { personas: [{ username: 'ann' }] }]) {
    const host = { handlers: { x: () => ({ sent: 1 }) }, dataStores: { prices: { get: () => 7 } }, people };
    const again = await workspace.restore(run.save(), { ...host, now: 0 });
    again.complete(again.tasks({ element: 'u' })[0].id);
    again.continue();
    assert.deepEqual(again.info().data, { sent: 1, seen: 7 });
    const recording = again.record();
    assert.deepEqual(recording.acts[1], {
      ...{ do: 'restore', handlers: ['x'], keptStores: ['prices'] },
      ...(people && { people }),
    });
    workspace.put('made.recording.json', JSON.stringify(recording));
    const { results } = await workspace.test();
    assert.deepEqual(
      results.map(({ message }) => message),
      [null],
    );
  }
});
