// The scheduler: timer, message and signal start events, in a time of its own and in real time.

import assert from 'node:assert/strict';
import { before, mock, test } from 'node:test';
import { load } from 'signalbox';

let signalbox;
before(async () => {
  signalbox = await load();
});

const NOW = Date.parse('2026-01-01T00:00:00Z');
const HOUR = 3_600_000;
const iso = (time) => (time === null ? null : new Date(time).toISOString().replace('.000Z', 'Z'));

const definitions = (content) => `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t" expressionLanguage="javascript"
  xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core">${content}</definitions>`;

/** A process that begins with an event and ends after `middle`. */
const begun = (id, definition, middle = '') => `<process id="${id}" isExecutable="true">
  <startEvent id="${id}_start">${definition}</startEvent>${middle || `<sequenceFlow id="${id}_f" sourceRef="${id}_start" targetRef="${id}_end" />`}
  <endEvent id="${id}_end" /></process>`;

const through = (id, node) =>
  `<sequenceFlow id="${id}_f" sourceRef="${id}_start" targetRef="${id}_m" />${node}<sequenceFlow id="${id}_g" sourceRef="${id}_m" targetRef="${id}_end" />`;

const timer = (kind, text) =>
  `<timerEventDefinition><time${kind}><![CDATA[${text}]]></time${kind}></timerEventDefinition>`;
const quoted = (kind, text) => timer(kind, JSON.stringify(text));

const message = (name) => `<message id="m_${name}" name="${name}">
  <extensionElements><spiffworkflow:messageVariable>got</spiffworkflow:messageVariable></extensionElements></message>`;
const signal = (name) => `<signal id="s_${name}" name="${name}" />`;
const byMessage = (name) => `<messageEventDefinition messageRef="m_${name}" />`;
const bySignal = (name) => `<signalEventDefinition signalRef="s_${name}" />`;

function workspaceOf(content, remote = signalbox) {
  const workspace = remote.workspace();
  if (workspace instanceof Promise) {
    return workspace.then(async (made) => {
      await made.put('test.bpmn', definitions(content));
      return made;
    });
  }
  workspace.put('test.bpmn', definitions(content));
  return workspace;
}

/** A schedule of its own time over these processes, and the starts it made. */
async function scheduled(content, options = {}) {
  const starts = [];
  const workspace = workspaceOf(content);
  const onStart = (run, started) => starts.push([started.process, iso(started.at), iso(run.info().now)]);
  const schedule = await workspace.schedule({ now: NOW, onStart, ...options });
  return { workspace, schedule, starts };
}

/** A start timer gives instances at these times within `advance`. */
async function check(definition, advance, expected) {
  const { schedule, starts } = await scheduled(begun('p', definition));
  const runs = await schedule.advance(advance);
  const times = expected.map((at) => ['p', at, at]);
  assert.deepEqual(starts, times, definition);
  assert.equal(runs.length, expected.length);
  for (const run of runs) assert.equal(run.info().status, 'completed');
}

test('a cycle starts exactly so many instances, at its times', () =>
  check(quoted('Cycle', 'R3/PT8H'), 'P10D', ['2026-01-01T08:00:00Z', '2026-01-01T16:00:00Z', '2026-01-02T00:00:00Z']));

test('within a day R3/PT8H gives three instances', () =>
  check(quoted('Cycle', 'R3/PT8H'), 'P1D', ['2026-01-01T08:00:00Z', '2026-01-01T16:00:00Z', '2026-01-02T00:00:00Z']));

test('a date starts one instance', () =>
  check(quoted('Date', '2026-01-05T09:00:00Z'), 'P30D', ['2026-01-05T09:00:00Z']));

test('a duration starts one instance, that long after the schedule began', () =>
  check(quoted('Duration', 'PT90M'), 'P30D', ['2026-01-01T01:30:00Z']));

test('a cycle without end goes on', () =>
  check(quoted('Cycle', 'R/PT6H'), 'PT18H', ['2026-01-01T06:00:00Z', '2026-01-01T12:00:00Z', '2026-01-01T18:00:00Z']));

test('a cycle with a start begins there, and goes by the calendar', () =>
  check(quoted('Cycle', 'R/2026-01-31T09:00:00Z/P1M'), 'P90D', [
    '2026-01-31T09:00:00Z',
    '2026-02-28T09:00:00Z',
    '2026-03-31T09:00:00Z',
  ]));

test('of a cycle that began earlier only what is to come counts', () =>
  check(quoted('Cycle', 'R3/2025-12-31T12:00:00Z/P1D'), 'P10D', ['2026-01-01T12:00:00Z', '2026-01-02T12:00:00Z']));

test('a cycle with an end', () =>
  check(quoted('Cycle', 'R2/PT1H/2026-01-02T00:00:00Z'), 'P10D', ['2026-01-01T23:00:00Z', '2026-01-02T00:00:00Z']));

test('an expression is evaluated in its language', () =>
  check(timer('Duration', '"PT" + (1 + 1) + "H"'), 'P1D', ['2026-01-01T02:00:00Z']));

test('timers of several processes fire in order of time', async () => {
  const content = begun('slow', quoted('Cycle', 'R2/PT3H')) + begun('quick', quoted('Cycle', 'R3/PT2H'));
  const { schedule, starts } = await scheduled(content);
  await schedule.advance('PT6H');
  assert.deepEqual(
    starts.map(([process, at]) => `${process} ${at.slice(11, 13)}`),
    ['quick 02', 'slow 03', 'quick 04', 'slow 06', 'quick 06'],
  );
});

test('timers tell expression, value, due time and what remains', async () => {
  const { schedule } = await scheduled(
    begun('p', quoted('Cycle', 'R3/PT8H')) + begun('q', timer('Date', 'nothing.here')),
  );
  const [first, second] = schedule.timers();
  assert.deepEqual(
    [first.process, first.element, first.kind, first.expression, first.value, iso(first.due), first.remaining],
    ['p', 'p_start', 'cycle', '"R3/PT8H"', 'R3/PT8H', '2026-01-01T08:00:00Z', 2],
  );
  assert.deepEqual([second.due, second.problem.code, second.problem.element], [null, 'run/script-error', 'q_start']);
  await schedule.advance('P1D');
  assert.deepEqual([schedule.timers()[0].due, schedule.timers()[0].fired], [null, 3]);
});

test('only the processes that are asked for are scheduled', async () => {
  const content = begun('p', quoted('Duration', 'PT1H')) + begun('q', quoted('Duration', 'PT1H'));
  const { schedule, starts } = await scheduled(content, { process: 'q' });
  await schedule.advance('PT2H');
  assert.deepEqual(
    starts.map(([process]) => process),
    ['q'],
  );
});

const waits = (id, definition) =>
  through(id, `<intermediateCatchEvent id="${id}_m">${definition}</intermediateCatchEvent>`);

test('time passes in instances too', async () => {
  const content = begun('p', quoted('Cycle', 'R2/PT1H'), waits('p', quoted('Duration', 'PT90M')));
  const { schedule } = await scheduled(content);
  const runs = await schedule.advance('PT3H');
  assert.deepEqual(
    runs.map((run) => [run.info().status, iso(run.info().now)]),
    [
      ['completed', '2026-01-01T02:30:00Z'],
      ['waiting', '2026-01-01T03:00:00Z'],
    ],
  );
  assert.deepEqual(schedule.runs(), [runs[1]]);
  await schedule.advance('PT1H');
  assert.deepEqual(schedule.runs(), []);
});

test('a schedule goes on from what was saved', async () => {
  const content = message('paid') + begun('p', quoted('Cycle', 'R3/PT8H'), waits('p', byMessage('paid')));
  const { workspace, schedule } = await scheduled(content);
  await schedule.advance('PT9H');
  await schedule.send({ message: 'other', payload: { n: 12345678901234567890n } });
  const saved = await schedule.save();
  schedule.stop();
  const again = await workspace.schedule({ now: NOW, saved });
  assert.equal(iso(again.now()), '2026-01-01T09:00:00Z');
  assert.equal(again.runs().length, 1);
  assert.deepEqual(
    again.messages().map(({ event }) => [event.name, event.payload.n]),
    [['other', 12345678901234567890n]],
  );
  assert.equal((await again.advance('P10D')).length, 2);
  assert.equal((await again.send({ message: 'paid' })).status, 'completed');
  assert.equal(again.runs().length, 2);
});

test('what is no saved schedule is refused', async () => {
  const workspace = workspaceOf(begun('p', ''));
  await assert.rejects(workspace.schedule({ saved: new Uint8Array([1, 2, 3]) }), { code: 'run/unreadable-save' });
});

test('a message goes to an instance that waits, else starts a process, else is kept with a reason', async () => {
  const content = message('order') + message('paid') + begun('p', byMessage('order'), waits('p', byMessage('paid')));
  const { schedule } = await scheduled(content);
  const early = await schedule.send({ message: 'paid', payload: { early: true } });
  assert.deepEqual([early.status, early.runs], ['kept', []]);
  assert.match(early.reason, /No instance waits for the message "paid"/);
  const refused = await schedule.send({ message: 'paid' }, { keep: false });
  assert.equal(refused.status, 'not_accepted');
  const begins = await schedule.send({ message: 'order', payload: { id: 7 } });
  assert.equal(begins.status, 'started');
  // What was kept is taken by the first who waits for it.
  assert.equal(begins.runs[0].info().status, 'completed');
  assert.deepEqual(begins.runs[0].info().data.got, { early: true });
  assert.deepEqual(schedule.messages(), []);
  const second = (await schedule.send({ message: 'order', payload: { id: 8 } })).runs[0];
  assert.deepEqual(second.tasks({ state: 'waiting' })[0].data.got, { id: 8 });
  const paid = await schedule.send({ message: 'paid', payload: { sum: 1 } });
  assert.deepEqual([paid.status, paid.runs], ['completed', [second]]);
  assert.equal(second.info().status, 'completed');
});

test('Q15: a message is kept as long as it says, and one that comes twice is delivered once, also after a save', async () => {
  const content = message('order') + message('paid') + begun('p', byMessage('order'), waits('p', byMessage('paid')));
  const { workspace, schedule } = await scheduled(content);
  await schedule.send({ message: 'paid', payload: { n: 1 } }, { ttl: 'PT1H', uuid: 'a' });
  await schedule.send({ message: 'paid', payload: { n: 2 } }, { ttl: 3 * HOUR, uuid: 'b' });
  const twice = await schedule.send({ message: 'paid', payload: { n: 2 } }, { uuid: 'b' });
  assert.deepEqual([twice.status, twice.runs, twice.reason], ['duplicate', [], 'An event "b" came before.']);
  assert.deepEqual(
    schedule.messages().map(({ event, until }) => [event.payload.n, iso(until)]),
    [
      [1, '2026-01-01T01:00:00Z'],
      [2, '2026-01-01T03:00:00Z'],
    ],
  );
  await schedule.advance('PT2H');
  const again = await workspace.schedule({ now: NOW + 2 * HOUR, saved: await schedule.save() });
  assert.equal((await again.send({ message: 'paid' }, { uuid: 'a' })).status, 'duplicate');
  const { runs } = await again.send({ message: 'order', payload: {} });
  assert.deepEqual(runs[0].info().data.got, { n: 2 });
  assert.throws(() => again.send({ message: 'paid' }, { ttl: -1 }), { code: 'api/invalid-option' });
});

test('a task that is available starts the process model it names, once', async () => {
  const ask = `<userTask id="p_m"><extensionElements><spiffworkflow:processModelToStartOnTaskAvailable>hooks/avail</spiffworkflow:processModelToStartOnTaskAvailable></extensionElements></userTask>`;
  const content = begun('p', quoted('Date', '2026-01-01T01:00:00Z'), through('p', ask)) + begun('told', '');
  const { workspace, schedule, starts } = await scheduled(content);
  workspace.put('hooks/avail/process_model.json', '{ "primary_process_id": "told" }');
  await schedule.advance('PT2H');
  assert.deepEqual(
    starts.map(([process]) => process),
    ['p', 'told'],
  );
  const again = await workspace.schedule({
    now: NOW + 2 * HOUR,
    saved: await schedule.save(),
    onStart: () => starts.push('again'),
  });
  const [run] = again.runs();
  const [task] = run.tasks({ state: 'ready' });
  assert.equal(task.processToStart, 'hooks/avail');
  run.edit(task.id, { x: 1 });
  await again.advance('PT1H');
  assert.equal(starts.length, 2);
});

test('instances of a saved schedule have handlers, people and data stores again', async () => {
  const handled = through('p', '<userTask id="p_m" />');
  const content = begun('p', quoted('Date', '2026-01-01T01:00:00Z'), handled);
  const answers = [];
  const run = {
    handlers: { p_m: ({ task }) => void answers.push(task) },
    dataStores: { s: { get: () => 1 } },
    people: { personas: [] },
  };
  const { workspace, schedule } = await scheduled(content, { run });
  await schedule.advance('PT2H');
  const again = await workspace.schedule({ now: NOW + 2 * HOUR, saved: await schedule.save(), run });
  const [restored] = again.runs();
  assert.equal(restored.jobs()[0].handler, 'p_m');
  assert.throws(() => restored.editDataStore('s', 2), { code: 'run/store-of-host' });
});

const correlated = `<collaboration id="c"><correlationKey id="k" name="main"><correlationPropertyRef>order</correlationPropertyRef></correlationKey></collaboration>
  <correlationProperty id="order"><correlationPropertyRetrievalExpression messageRef="m_begin"><messagePath>id</messagePath></correlationPropertyRetrievalExpression>
  <correlationPropertyRetrievalExpression messageRef="m_paid"><messagePath>id</messagePath></correlationPropertyRetrievalExpression></correlationProperty>`;

test('correlation keys find the instance, and the reason tells which keys differ', async () => {
  const content =
    correlated + message('begin') + message('paid') + begun('p', byMessage('begin'), waits('p', byMessage('paid')));
  const { schedule } = await scheduled(content);
  const [one] = (await schedule.send({ message: 'begin', payload: { id: 7 } })).runs;
  const [two] = (await schedule.send({ message: 'begin', payload: { id: 8 } })).runs;
  assert.deepEqual(one.waiting()[0].events[0].correlations, { main: { order: 7 } });
  const lost = await schedule.send({ message: 'paid', payload: { id: 9 } });
  assert.equal(lost.status, 'kept');
  assert.equal(lost.reason, '"p_m" waits for the message "paid" with order 7; this one has order 9.');
  assert.deepEqual((await schedule.send({ message: 'paid', payload: { id: 8 } })).runs, [two]);
  assert.deepEqual(schedule.runs(), [one]);
});

test('a message of one instance starts another process', async () => {
  const sends = `<sendTask id="p_m" messageRef="m_go" />`;
  const content =
    message('go') + begun('p', quoted('Duration', 'PT1H'), through('p', sends)) + begun('q', byMessage('go'));
  const { schedule, starts } = await scheduled(content);
  await schedule.advance('PT2H');
  assert.deepEqual(starts, [
    ['p', '2026-01-01T01:00:00Z', '2026-01-01T01:00:00Z'],
    ['q', '2026-01-01T01:00:00Z', '2026-01-01T01:00:00Z'],
  ]);
});

test('a signal starts every process that begins with it, and reaches who waits', async () => {
  const content =
    signal('go') + begun('a', bySignal('go')) + begun('b', bySignal('go')) + begun('w', '', waits('w', bySignal('go')));
  const { workspace, schedule, starts } = await scheduled(content);
  const waiting = await workspace.start('w', { now: NOW });
  waiting.continue();
  await schedule.add(waiting);
  const sent = await schedule.send({ signal: 'go' });
  assert.deepEqual(
    starts.map(([process]) => process),
    ['a', 'b'],
  );
  assert.equal(sent.runs.length, 3);
  assert.equal(waiting.info().status, 'completed');
  assert.equal((await schedule.send({ signal: 'no' })).reason, 'Nobody listens for the signal "no".');
  await assert.rejects(schedule.send({ error: 'x' }), { code: 'api/invalid-option' });
});

test('a signal that an instance throws reaches the others, also when one inside catches it', async () => {
  const throwing = `<sequenceFlow id="p_f" sourceRef="p_start" targetRef="p_fork" /><parallelGateway id="p_fork" />
    <intermediateCatchEvent id="p_in">${bySignal('go')}</intermediateCatchEvent><userTask id="p_u" />
    <intermediateThrowEvent id="p_out">${bySignal('go')}</intermediateThrowEvent>
    ${['fork_in', 'fork_u', 'u_out', 'in_end', 'out_end']
      .map((pair) => {
        const [from, to] = pair.split('_');
        return `<sequenceFlow id="p_${pair}" sourceRef="p_${from}" targetRef="p_${to}" />`;
      })
      .join('')}`;
  const content = signal('go') + begun('p', quoted('Duration', 'PT1H'), throwing) + begun('q', bySignal('go'));
  const { schedule, starts } = await scheduled(content);
  const [run] = await schedule.advance('PT2H');
  run.complete(run.tasks({ state: 'ready' })[0].id);
  run.continue();
  await schedule.save();
  assert.equal(run.info().status, 'completed');
  assert.deepEqual(
    starts.map(([process]) => process),
    ['p', 'q'],
  );
});

test('in real time instances start when they are due; a real schedule is not advanced', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: NOW });
  try {
    const { schedule, starts } = await scheduled(begun('p', quoted('Cycle', 'R2/PT1H')), { now: undefined });
    assert.throws(() => schedule.advance(1), { code: 'run/real-clock' });
    await pass(schedule, 2.5 * HOUR);
    assert.deepEqual(
      starts.map(([, at]) => at),
      ['2026-01-01T01:00:00Z', '2026-01-01T02:00:00Z'],
    );
    schedule.stop();
  } finally {
    mock.timers.reset();
  }
});

test('after a long sleep a missed timer starts each instance, or only the latest', async () => {
  for (const [missed, count] of [
    ['each', 4],
    ['latest', 1],
  ]) {
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: NOW });
    try {
      const { schedule, starts } = await scheduled(begun('p', quoted('Cycle', 'R/PT1H')), { now: undefined, missed });
      mock.timers.setTime(NOW + 4.5 * HOUR);
      await pass(schedule, 60_000);
      assert.equal(starts.length, count, missed);
      assert.equal(starts.at(-1)[1], '2026-01-01T04:00:00Z');
      schedule.stop();
    } finally {
      mock.timers.reset();
    }
  }
});

/** Lets mocked time pass, half a minute at a time, and everything else happen in between. */
async function pass(schedule, length) {
  for (let gone = 0; gone < length; gone += 30_000) {
    mock.timers.tick(30_000);
    await schedule.save();
  }
}

test('options with a typo are refused', async () => {
  const workspace = workspaceOf(begun('p', ''));
  await assert.rejects(workspace.schedule({ onstart: () => {} }), { code: 'api/invalid-option', message: /onStart/ });
});

test('a schedule works on an engine in a Worker', async () => {
  const remote = await load({ worker: true });
  try {
    const workspace = await workspaceOf(begun('p', quoted('Cycle', 'R3/PT8H')), remote);
    const schedule = await workspace.schedule({ now: NOW });
    const runs = await schedule.advance('P1D');
    assert.equal(runs.length, 3);
    assert.equal((await runs[0].info()).status, 'completed');
  } finally {
    remote.terminate();
  }
});

test('after an edit the start events are read anew; a timer that says what it said goes on as it was', async () => {
  const daily = begun('daily', quoted('Cycle', 'R/P1D'));
  const { workspace, schedule } = await scheduled(daily);
  await schedule.advance('PT36H');
  workspace.put('test.bpmn', definitions(daily + begun('once', quoted('Duration', 'PT1H'))));
  await schedule.refresh();
  const told = schedule.timers().map(({ process, fired, due }) => [process, fired, iso(due)]);
  assert.deepEqual(told, [
    ['daily', 1, '2026-01-03T00:00:00Z'],
    ['once', 0, '2026-01-02T13:00:00Z'],
  ]);
  schedule.stop();
});
