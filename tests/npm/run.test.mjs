// The package in Node, in one thread: what a developer calls, with diagrams of a few nodes.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { load, SignalboxError } from 'signalbox';
import { line, script, service, user } from './diagrams.mjs';

let signalbox;

before(async () => {
  signalbox = await load();
});

/** Starts a process of these nodes. */
async function start(nodes, options = {}) {
  const workspace = signalbox.workspace({ language: 'python' });
  workspace.put('test.bpmn', line('test', nodes));
  return workspace.start('test', options);
}

/** Runs a process of these nodes to its end and returns its data. */
async function dataAfter(nodes, options) {
  const run = await start(nodes, options);
  run.continue();
  await run.settled();
  const info = run.info();
  assert.deepEqual(info.incidents, []);
  assert.equal(info.status, 'completed');
  return info.data;
}

const refused = (code, message) => (error) => {
  assert.ok(error instanceof SignalboxError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return true;
};

test('a Python script runs to its end', async () => {
  assert.deepEqual(await dataAfter([script('double', 'y = x * 2')], { data: { x: 21 } }), { x: 21, y: 42 });
});

test('a JavaScript script runs to its end', async () => {
  const nodes = [script('double', 'y = x * 2', 'javascript')];
  assert.deepEqual(await dataAfter(nodes, { data: { x: 21 } }), { x: 21, y: 42 });
});

test('a person completes a task', async () => {
  const run = await start([user('approve'), script('after', 'done = approved')]);
  run.continue();
  assert.equal(run.status(), 'waiting');
  const [task] = run.tasks({ state: 'ready' });
  assert.equal(task.element, 'approve');
  run.complete(task.id, { approved: true });
  run.continue();
  assert.deepEqual(run.info().data, { approved: true, done: true });
});

test('the page hears of every event', async () => {
  const run = await start([script('set', 'x = 1')]);
  const heard = [];
  run.on('events', (events) => heard.push(...events));
  const states = [];
  const stop = run.on('changed', (info) => states.push(info.status));
  run.continue();
  assert.deepEqual(
    heard.map((event) => event.position),
    run
      .log()
      .slice(-heard.length)
      .map((event) => event.position),
  );
  assert.equal(states.at(-1), 'completed');
  stop();
});

test('back, forward, fork and reset', async () => {
  const run = await start([script('one', 'x = 1'), user('wait'), script('two', 'x = x + 1')]);
  run.continue();
  const [task] = run.tasks({ state: 'ready' });
  const { position } = run.info();
  run.complete(task.id, {});
  run.continue();
  assert.deepEqual(run.info().data, { x: 2 });
  assert.equal(run.checkout(position).past, true);
  assert.throws(() => run.complete(task.id, {}), SignalboxError);
  const fork = run.fork();
  fork.complete(fork.tasks({ state: 'ready' })[0].id, { x: 10 });
  fork.continue();
  assert.deepEqual(fork.info().data, { x: 11 });
  assert.equal(run.checkout(run.info().length).past, false);
  run.reset(task.id, { x: 5 });
  run.complete(run.tasks({ state: 'ready' })[0].id, {});
  run.continue();
  assert.deepEqual(run.info().data, { x: 6 });
});

test('a run keeps as much of its past as it is told to', async () => {
  const nodes = Array.from({ length: 400 }, (_, index) => script(`s${index}`, `x = ${index}`));
  const run = await start([...nodes, user('last')], { history: 300 });
  run.continue();
  const { length } = run.info();
  const log = run.log();
  assert.ok(log.length >= 300 && log.length < 1200, `${log.length} of ${length} events`);
  assert.equal(log.at(-1).position, length);
  const [first] = log;
  assert.equal(run.checkout(first.position).position, first.position);
  assert.throws(() => run.checkout(1), refused('run/no-history', /reaches from/));
  run.checkout(length - 300);
  assert.equal(run.checkout(length).past, false);
  const task = run.tasks({ finished: true }).findLast((task) => task.element === 's390');
  run.reset(task.id);
  run.continue();
  assert.deepEqual(
    run.tasks({ state: 'ready' }).map((task) => [task.element, task.data]),
    [['last', { x: 399 }]],
  );
  await assert.rejects(start([user('a')], { history: 'some' }), refused('api/invalid-option', /history/));
});

test('a run goes on where its save ended', async () => {
  const workspace = signalbox.workspace({ language: 'python' });
  workspace.put('test.bpmn', line('test', [user('wait'), script('after', 'y = x')]));
  const run = await workspace.start('test', { data: { x: 1 } });
  run.continue();
  const saved = run.save();
  assert.ok(saved instanceof Uint8Array);
  const again = await workspace.restore(saved);
  for (const part of ['tasks', 'dataObjects', 'waiting', 'log', 'elementStates'])
    assert.deepEqual(again[part](), run[part](), part);
  again.complete(again.tasks({ state: 'ready' })[0].id, {});
  again.continue();
  assert.deepEqual(again.info().data, { x: 1, y: 1 });
  assert.equal(run.status(), 'waiting');
  await assert.rejects(workspace.restore(new Uint8Array([1, 2, 3])), SignalboxError);
});

test('a connector answers at once', async () => {
  const seen = [];
  const connectors = {
    'http/GetRequest': (parameters, { task, data }) => {
      seen.push([parameters, typeof task, data.id]);
      return { status: 200 };
    },
  };
  const nodes = [service('get', 'http/GetRequest', { url: "'https://x.test/' + str(id)" }, 'response')];
  const data = await dataAfter(nodes, { data: { id: 7 }, connectors });
  assert.deepEqual(data.response, { status: 200 });
  assert.deepEqual(seen, [[{ url: 'https://x.test/7' }, 'number', 7]]);
});

test('a connector answers later', async () => {
  const connectors = { '*': () => new Promise((resolve) => setTimeout(resolve, 5, 'slow')) };
  const run = await start([service('get', 'slow', {}, 'response'), script('after', 'seen = response')], { connectors });
  run.continue();
  assert.equal(run.tasks({ element: 'get' })[0].state, 'STARTED');
  assert.equal((await run.settled()).status, 'completed');
  assert.equal(run.info().data.seen, 'slow');
});

test('a connector that throws leaves an incident', async () => {
  const connectors = {
    bad: () => {
      throw new Error('no network');
    },
  };
  const run = await start([service('get', 'bad', {}, 'response')], { connectors });
  run.continue();
  assert.equal(run.status(), 'incident');
  assert.match(run.info().incidents[0].diagnostic.message, /no network/);
});

test('an answer that comes while the run stands in the past waits for the present', async () => {
  let answer;
  const connectors = { '*': () => new Promise((resolve) => (answer = resolve)) };
  const run = await start([service('get', 'slow', {}, 'response')], { connectors });
  run.continue();
  const { length } = run.info();
  run.checkout(1);
  answer('late');
  await run.settled();
  assert.equal(run.info().past, true);
  run.checkout(length);
  assert.equal(run.status(), 'completed');
  assert.equal(run.info().data.response, 'late');
});

test('a result that is no data fails the task', async () => {
  const run = await start([service('get', 'bad', {}, 'response')], { connectors: { bad: () => ({ f: () => 1 }) } });
  run.continue();
  assert.equal(run.status(), 'incident');
});

test('scripts call functions of the host', async () => {
  const functions = { lookup: (key) => ({ a: 1, b: 2 })[key], later: async (key) => key.toUpperCase() };
  assert.deepEqual(await dataAfter([script('call', "x = lookup('b')")], { functions }), { x: 2 });
  assert.deepEqual(await dataAfter([script('call', "x = later('b') + later('c')")], { functions }), { x: 'BC' });
});

test('numbers, dates and odd keys survive the border', async () => {
  const data = {
    big: 2n ** 60n,
    huge: 2n ** 80n,
    float: 0.1,
    infinite: Number.POSITIVE_INFINITY,
    when: new Date(0),
    tags: new Set(['a']),
    day: { $type: 'date', value: '2026-01-31' },
    own: JSON.parse('{"__proto__": {"polluted": true}}'),
  };
  const got = await dataAfter([script('next', 'big = big + 1')], { data });
  assert.equal(got.big, 2n ** 60n + 1n);
  assert.equal(got.huge, 2n ** 80n);
  assert.equal(got.float, 0.1);
  assert.deepEqual(got.infinite, { $type: 'float', value: 'inf' });
  assert.equal(got.when.$type, 'datetime');
  assert.deepEqual(got.tags, { $type: 'set', value: ['a'] });
  assert.deepEqual(got.day, data.day);
  assert.deepEqual(Object.getOwnPropertyNames(got.own), ['__proto__']);
  assert.equal({}.polluted, undefined);
});

test('what is no data is refused by name', async () => {
  await assert.rejects(start([], { data: { f: () => 1 } }), refused('api/not-data', /data\.f is a function/));
  const cycle = {};
  cycle.self = cycle;
  await assert.rejects(
    start([], { data: cycle }),
    refused('api/not-data', /data\.self is a reference to what is around it/),
  );
});

test('options are checked by name', async () => {
  await assert.rejects(load({ was: 1 }), refused('api/invalid-option', /no option "was".*Did you mean "wasm"/));
  assert.throws(
    () => signalbox.workspace({ profile: 'camunda9' }),
    refused('api/invalid-option', /'bpmn' or 'spiffworkflow'.*"camunda9"/),
  );
  await assert.rejects(start([], { dta: {} }), refused('api/invalid-option', /Did you mean "data"/));
  await assert.rejects(
    start([], { data: [] }),
    refused('api/invalid-option', /"data" of start must be an object, got a list/),
  );
  await assert.rejects(start([], { seed: -1 }), refused('api/invalid-option', /"seed"/));
  await assert.rejects(start([], { limits: { step: 1 } }), refused('api/invalid-option', /Did you mean "steps"/));
  await assert.rejects(start([], { connectors: { a: 1 } }), refused('api/invalid-option', /an object of functions/));
});

test('what does not exist is refused with a code', async () => {
  const run = await start([user('wait')]);
  assert.throws(() => run.complete(4711, {}), SignalboxError);
  assert.equal(run.task(4711), null);
  assert.throws(() => run.advance('an hour'), refused('api/invalid-option', /not a duration/));
  await assert.rejects(signalbox.workspace().start('nothing'), SignalboxError);
});

test('a host function cannot call back into the engine', async () => {
  let run;
  let caught;
  const functions = {
    inside: () => {
      try {
        run.tasks();
      } catch (error) {
        caught = error;
      }
      return 1;
    },
  };
  run = await start([script('call', 'x = inside()')], { functions });
  run.continue();
  assert.equal(caught?.code, 'api/reentrant');
  assert.equal(run.info().data.x, 1);
});

test('the clock stands still when a time was given, and moves by hand', async () => {
  const run = await start([user('wait')], { now: 0 });
  run.continue();
  assert.equal(run.info().now, 0);
  run.advance('PT1H');
  assert.equal(run.info().now, 3_600_000);
  run.advance('P1M');
  assert.equal(run.info().now, 3_600_000 + 31 * 86_400_000);
});

test('every file is told about, in whatever encoding', () => {
  const workspace = signalbox.workspace();
  const text = line('utf16', [user('wait')]).replace('UTF-8', 'UTF-16');
  const bytes = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
  assert.deepEqual(workspace.put('wide.bpmn', bytes), []);
  workspace.put('broken.bpmn', '<definitions');
  assert.deepEqual(
    workspace.processes().map((process) => process.id),
    ['utf16'],
  );
  const problems = workspace.validate();
  assert.ok(problems.some((problem) => problem.file === 'broken.bpmn' && problem.code.startsWith('xml/')));
  assert.deepEqual(
    workspace.files().map((file) => file.name),
    ['wide.bpmn', 'broken.bpmn'],
  );
  assert.equal(workspace.remove('broken.bpmn'), true);
  assert.equal(workspace.text('broken.bpmn'), null);
});

test('problems in scripts join when the language is here', async () => {
  const fresh = await load();
  const workspace = fresh.workspace({ language: 'python' });
  workspace.put('test.bpmn', line('test', [script('bad', 'x = = 1')]));
  const heard = new Promise((resolve) => workspace.on('diagnostics', resolve));
  assert.deepEqual(
    workspace.validate().filter((problem) => problem.code.startsWith('python/')),
    [],
  );
  const [problem] = (await heard).filter((each) => each.code.startsWith('python/'));
  assert.equal(problem.element, 'bad');
  assert.equal(problem.severity, 'error');
});

test('a decision is made on its own, and the rule that counted is told', async () => {
  const workspace = signalbox.workspace({ language: 'javascript' });
  workspace.put(
    'price.dmn',
    `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="D" name="D" namespace="n">
      <decision id="price"><decisionTable hitPolicy="FIRST"><input label="age"/><output name="price"/>
        <rule id="child"><inputEntry><text>? &lt; 6</text></inputEntry><outputEntry><text>0</text></outputEntry></rule>
        <rule id="other"><inputEntry><text>-</text></inputEntry><outputEntry><text>10</text></outputEntry></rule>
      </decisionTable></decision></definitions>`,
  );
  assert.deepEqual(
    workspace.decisions().map(({ id }) => id),
    ['price'],
  );
  const { outputs, rules } = await workspace.decide('price', { age: 5 });
  assert.deepEqual(outputs, { price: 0 });
  assert.deepEqual(rules, [{ decision: 'price', rule: 'child', number: 1 }]);
  await assert.rejects(workspace.decide('prize'), refused('run/unknown-decision', /Did you mean price/));
});
