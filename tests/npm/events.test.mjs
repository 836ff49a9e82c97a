// What a run waits for, what was sent in it, and following it in real time.

import assert from 'node:assert/strict';
import { before, mock, test } from 'node:test';
import { load } from 'signalbox';

let signalbox;
before(async () => {
  signalbox = await load();
});

const NOW = Date.parse('2026-01-01T00:00:00Z');
const HOUR = 3_600_000;

const definitions = (content) => `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t" expressionLanguage="javascript"
  xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core">
  <correlationProperty id="order"><correlationPropertyRetrievalExpression messageRef="m_order"><messagePath>id</messagePath></correlationPropertyRetrievalExpression>
    <correlationPropertyRetrievalExpression messageRef="m_paid"><messagePath>id</messagePath></correlationPropertyRetrievalExpression></correlationProperty>
  <collaboration id="c"><correlationKey id="k" name="main"><correlationPropertyRef>order</correlationPropertyRef></correlationKey></collaboration>
  ${['order', 'paid', 'note']
    .map(
      (name) => `<message id="m_${name}" name="${name}"><extensionElements>
    <spiffworkflow:messagePayload>({ id: 7 })</spiffworkflow:messagePayload></extensionElements></message>`,
    )
    .join('\n')}
  <signal id="s_go" name="go" />${content}</definitions>`;

/** Flows through these ids in order. */
const flows = (...ids) =>
  ids
    .slice(1)
    .map((id, at) => `<sequenceFlow id="f_${ids[at]}_${id}" sourceRef="${ids[at]}" targetRef="${id}" />`)
    .join('');

const timer = (kind, text) =>
  `<timerEventDefinition><time${kind}><![CDATA[${text}]]></time${kind}></timerEventDefinition>`;
const message = (name) => `<messageEventDefinition messageRef="m_${name}" />`;
const catches = (id, definition, name = id) =>
  `<intermediateCatchEvent id="${id}" name="${name}">${definition}</intermediateCatchEvent>`;
const throws = (id, definition, name = id) =>
  `<intermediateThrowEvent id="${id}" name="${name}">${definition}</intermediateThrowEvent>`;

/** A run of these nodes in a row, as far as it comes. */
async function runOf(nodes, options = { now: NOW }, workspaceOptions = {}) {
  const ids = ['start', ...nodes.map((node) => node.match(/id="([^"]+)"/)[1]), 'end'];
  return runOfProcess(
    `<startEvent id="start" />${nodes.join('')}<endEvent id="end" />${flows(...ids)}`,
    options,
    workspaceOptions,
  );
}

async function runOfProcess(content, options = { now: NOW }, workspaceOptions = {}) {
  const workspace = signalbox.workspace(workspaceOptions);
  workspace.put('test.bpmn', definitions(`<process id="p" isExecutable="true">${content}</process>`));
  const run = await workspace.start('p', options);
  run.continue();
  return run;
}

/** The one event that a run of this catch event waits for. */
async function pending(definition, options) {
  const run = await runOf([catches('wait', definition)], options);
  const [waiting] = run.waiting();
  assert.equal(waiting.events.length, 1);
  return waiting.events[0];
}

test('a timer tells its expression, value, due time, kind and what remains', async () => {
  const duration = await pending(timer('Duration', '"PT" + hours + "H"'), { now: NOW, data: { hours: 2 } });
  assert.deepEqual([duration.type, duration.expression], ['timer', '"PT" + hours + "H"']);
  assert.deepEqual(duration.timer, { kind: 'duration', value: 'PT2H', due: NOW + 2 * HOUR, remaining: 0 });
  const date = await pending(timer('Date', '"2026-01-02"'));
  assert.deepEqual(date.timer, { kind: 'date', value: '2026-01-02', due: NOW + 24 * HOUR, remaining: 0 });
  const cycle = await pending(timer('Cycle', '"R3/PT1H"'));
  assert.deepEqual(cycle.timer, { kind: 'cycle', value: 'R3/PT1H', due: NOW + HOUR, remaining: 2 });
  const endless = await pending(timer('Cycle', '"R/PT1H"'));
  assert.equal(endless.timer.remaining, null);
});

test('messages, signals and conditions are told by name and text', async () => {
  assert.deepEqual((await pending(message('note'))).event, 'note');
  assert.deepEqual((await pending('<signalEventDefinition signalRef="s_go" />')).event, 'go');
  const condition = '<conditionalEventDefinition><condition>ready == true</condition></conditionalEventDefinition>';
  const found = await pending(condition, { now: NOW, data: { ready: false } });
  assert.deepEqual([found.type, found.expression], ['conditional', 'ready == true']);
});

test('an event-based gateway names the events it waits for', async () => {
  const nodes =
    `<startEvent id="start" /><eventBasedGateway id="which" />${catches('paid', message('paid'), 'Paid')}` +
    `${catches('late', timer('Duration', '"P1D"'), 'Too late')}<endEvent id="end" />${flows('start', 'which', 'paid', 'end')}` +
    `${flows('which', 'late')}<sequenceFlow id="f_late" sourceRef="late" targetRef="end" />`;
  const run = await runOfProcess(nodes);
  const [waiting] = run.waiting();
  assert.equal(waiting.for, 'gateway');
  assert.deepEqual(
    waiting.events.map(({ element, name, type, event, timer }) => [element, name, type, event, timer?.due]),
    [
      ['paid', 'Paid', 'message', 'paid', undefined],
      ['late', 'Too late', 'timer', null, NOW + 24 * HOUR],
    ],
  );
  assert.equal(run.info().due, NOW + 24 * HOUR);
});

/** The ledger in lines: `sender > name (keys) > receivers: status`. */
const lines = (run) =>
  run.messages().map(({ sender, type, name, receivers, status }) => {
    const who = (party) => party?.element ?? '-';
    return `${who(sender)} > ${type} ${name} > ${receivers.map(who).join(' ') || '-'}: ${status}`;
  });

test('the ledger tells sender, receiver, keys and status of every event', async () => {
  const run = await runOf([
    throws('tell', message('order')),
    throws('early', message('note')),
    catches('wait', message('paid'), 'Payment'),
    catches('later', message('note')),
    throws('call', '<signalEventDefinition signalRef="s_go" />'),
  ]);
  assert.deepEqual(lines(run), ['tell > message order > -: ready', 'early > message note > -: ready']);
  run.send({ message: 'paid', payload: { id: 8 } });
  run.send({ message: 'pain', payload: {} });
  const [, , other, wrong] = run.messages();
  assert.deepEqual(other.correlations, { main: { order: 8 } });
  assert.equal(other.reason, '"Payment" waits for the message "paid" with order 7; this one has order 8.');
  assert.equal(wrong.reason, 'Nobody waits for the message "pain". Somebody waits for "paid".');
  run.send({ message: 'paid', payload: { id: 7 } });
  run.continue();
  assert.deepEqual(lines(run), [
    'tell > message order > -: ready',
    'early > message note > later: completed',
    '- > message paid > -: ready',
    '- > message pain > -: ready',
    '- > message paid > wait: completed',
    'call > signal go > -: not_accepted',
  ]);
  assert.deepEqual(run.messages()[0].payload, { id: 7 });
  assert.match(run.messages()[0].reason, /Nobody waits for the message "order"\.$/);
  run.events();
  assert.deepEqual(lines(run).filter((line) => line.endsWith('taken')).length, 4);
});

test('the ledger shows the past as it was', async () => {
  const run = await runOf([throws('tell', message('note')), catches('wait', message('note'))]);
  const [{ position, status }] = run.messages();
  assert.equal(status, 'completed');
  run.checkout(position);
  assert.deepEqual(lines(run), ['tell > message note > -: ready']);
  run.checkout(position - 1);
  assert.deepEqual(lines(run), []);
});

test('what nobody would receive is explained before it is sent', async () => {
  const run = await runOf([throws('tell', message('order')), catches('wait', message('paid'), 'Payment')]);
  assert.deepEqual(run.explain({ message: 'paid', payload: { id: 7 } }), []);
  const other = ['"Payment" waits for the message "paid" with order 7; this one has order 9.'];
  assert.deepEqual(run.explain({ message: 'paid', payload: { id: 9 } }), other);
  assert.deepEqual(run.explain({ signal: 'go' }), ['Nobody caught the signal "go". Signals are not kept.']);
  assert.equal(run.messages().length, 1);
});

test('SpiffWorkflow keeps no message', async () => {
  const run = await runOf([catches('wait', message('note'))], { now: NOW }, { profile: 'spiffworkflow' });
  run.send({ message: 'order', payload: {} });
  assert.deepEqual(lines(run), ['- > message order > -: not_accepted']);
});

/** A followed run, with time mocked. */
async function followed(nodes, length, then, follow = {}) {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: NOW });
  try {
    const run = await runOf(nodes, {});
    const follower = await run.follow(follow);
    for (let gone = 0; gone < length; gone += 10_000) {
      mock.timers.tick(10_000);
      for (let turn = 0; turn < 20; turn++) await undefined;
    }
    await then(run, follower);
    follower.stop();
  } finally {
    mock.timers.reset();
  }
}

test('a followed run goes on when its timers are due', async () => {
  const nodes = [catches('one', timer('Duration', '"PT1M"')), catches('two', timer('Duration', '"PT1H"'))];
  await followed(nodes, 30 * 60_000, (run) =>
    assert.deepEqual(
      run.waiting().map(({ element }) => element),
      ['two'],
    ),
  );
  await followed(nodes, 70 * 60_000, (run) => assert.equal(run.status(), 'completed'));
});

test('a timer that is due in forty days is waited for', () =>
  followed([catches('one', timer('Duration', '"P40D"'))], 0, async (run) => {
    mock.timers.setTime(NOW + 40 * 24 * HOUR);
    mock.timers.tick(31_000);
    for (let turn = 0; turn < 20; turn++) await undefined;
    assert.equal(run.status(), 'completed');
  }));

test('a follower that is stopped does nothing more; a virtual clock is never followed', async () => {
  const nodes = [catches('one', timer('Duration', '"PT1M"'))];
  await followed(nodes, 0, (run, follower) => {
    follower.stop();
    mock.timers.tick(HOUR);
    assert.equal(follower.active, false);
    assert.equal(run.status(), 'waiting');
  });
  const run = await runOf(nodes);
  assert.deepEqual(run.clock(), { now: NOW, real: false });
  await assert.rejects(run.follow(), { code: 'run/virtual-clock' });
});

test('what is done when a timer is due can be chosen, and a run that was advanced is due sooner', async () => {
  let acted = 0;
  const act = () => {
    acted += 1;
  };
  const nodes = [catches('one', timer('Duration', '"PT1H"'))];
  await followed(
    nodes,
    0,
    async (run) => {
      run.advance('PT59M');
      for (let turn = 0; turn < 20; turn++) await undefined;
      for (let gone = 0; gone < 7; gone++) mock.timers.tick(10_000);
      for (let turn = 0; turn < 20; turn++) await undefined;
      assert.equal(acted, 1);
    },
    { act },
  );
});

test('a follower does not keep the process alive', async () => {
  const run = await runOf([catches('one', timer('Duration', '"PT1H"'))], {});
  await run.follow();
  assert.equal(process.getActiveResourcesInfo().includes('Timeout'), false);
});

test('a process is started by a message, with its payload', async () => {
  const workspace = signalbox.workspace();
  const start =
    '<startEvent id="plain" /><startEvent id="begun"><messageEventDefinition messageRef="m_order" /></startEvent>';
  workspace.put(
    'test.bpmn',
    definitions(
      `<process id="p">${start}<endEvent id="end" />${flows('begun', 'end')}${flows('plain', 'end')}</process>`,
    ),
  );
  const run = await workspace.start('p', { event: { message: 'order', payload: { id: 3 } } });
  run.continue();
  assert.deepEqual(lines(run), ['- > message order > begun: completed']);
  assert.equal(
    run.tasks({ finished: true }).some(({ element }) => element === 'plain'),
    false,
  );
  await assert.rejects(workspace.start('p', { event: { message: 'other' } }), { code: 'run/not-waiting' });
});
