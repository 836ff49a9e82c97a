// The registry of connectors: own operators, mocks, recordings, the outbox. Named after the questions they answer.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ConnectorError, http, LATER, load, mock, SignalboxError } from 'signalbox';
import { incident, ran, workspaceOf } from './connecting.mjs';
import { catching, retry, script, service } from './diagrams.mjs';

let signalbox;
let remote;
before(async () => {
  signalbox = await load();
  remote = await load({ worker: true });
});
after(() => remote.terminate());

const mail = service(
  'notify',
  'smtp/SendEmail',
  {
    email_to: "customer + '@x.test'",
    email_subject: "'Order ' + str(number)",
    email_body: "'It is on its way.'",
  },
  'sent',
);

const order = { data: { customer: 'ada', number: 7 } };

test('Q2: a mail is recorded in the outbox', async () => {
  const prepare = (connectors) => connectors.use(mock({ 'smtp/SendEmail': { answer: { body: 'ok' } } }));
  const { info, connectors } = await ran(signalbox, [mail], { prepare, ...order });
  assert.equal(info.status, 'completed');
  const [entry] = connectors.outbox.entries();
  assert.equal(entry.parameters.email_to, 'ada@x.test');
  assert.deepEqual(
    [entry.operator, entry.element, entry.state, entry.kind, entry.time],
    ['smtp/SendEmail', 'notify', 'answered', 'mock', 0],
  );
});

test('Q29: the outbox knows a mail by recipient, subject and body', async () => {
  const prepare = (connectors) => connectors.use(mock({ '*': { answer: null } }));
  const { connectors } = await ran(signalbox, [mail], { prepare, ...order });
  assert.deepEqual(connectors.outbox.mails(), [{ to: 'ada@x.test', subject: 'Order 7', body: 'It is on its way.' }]);
});

test('Q4: a connector sees the data of the task', async () => {
  const seen = [];
  const prepare = (connectors) =>
    connectors.register({
      id: 'crm/Find',
      run: (parameters, { taskData, process, run }) => seen.push([parameters, taskData, process, run]),
    });
  await ran(signalbox, [script('set', 'x = 1'), service('find', 'crm/Find', { q: "'a'" }, 'r')], {
    prepare,
    instance: 'order-1',
  });
  assert.deepEqual(seen, [[{ q: 'a' }, { x: 1 }, 'test', 'order-1']]);
});

test('Q5: an operator of your own is listed with its parameters and runs', async () => {
  const parameters = [{ id: 'name', type: 'str', required: true }, { id: 'limit' }];
  const prepare = (connectors) =>
    connectors.register({ id: 'crm/Find', parameters, errors: ['NotFound'], run: ({ name }) => ({ found: name }) });
  const { info, connectors } = await ran(signalbox, [service('find', 'crm/Find', { name: "'Ada'" }, 'r')], { prepare });
  assert.deepEqual(info.data, { r: { found: 'Ada' } });
  assert.deepEqual(connectors.list(), [
    {
      id: 'crm/Find',
      parameters: [
        { id: 'name', type: 'str', required: true },
        { id: 'limit', type: 'any', required: false },
      ],
      errors: ['NotFound'],
      source: 'own',
    },
  ]);
  assert.throws(() => connectors.register({ id: 'crm/Find', run: () => 1 }), { code: 'connector/duplicate' });
  assert.equal(connectors.remove('crm/Find'), true);
  assert.deepEqual(connectors.list(), []);
});

test('a connector without id or function is refused', () => {
  const { connectors } = signalbox.workspace();
  assert.throws(() => connectors.register({ id: '', run: () => 1 }), SignalboxError);
  assert.throws(() => connectors.register({ id: 'a/B' }), /needs a function "run"/);
});

test('a required parameter that is absent is told, with what was probably meant', async () => {
  const prepare = (connectors) =>
    connectors.register({ id: 'crm/Find', parameters: [{ id: 'name', required: true }], run: () => 1 });
  const found = await ran(signalbox, [service('find', 'crm/Find', { nmae: "'Ada'" }, 'r')], { prepare });
  assert.equal(incident(found).code, 'connector/missing-parameter');
  assert.match(incident(found).message, /crm\/Find needs "name"/);
  assert.match(incident(found).help, /"nmae"/);
});

test('an unknown operator waits for the host, or fails with what was probably meant', async () => {
  const nodes = [service('get', 'http/GetReqest', { url: "'https://x.test'" }, 'r')];
  const waiting = await ran(signalbox, nodes, { prepare: (connectors) => connectors.use(http()) });
  assert.equal(waiting.run.jobs().length, 1);
  assert.match(waiting.connectors.explain('http/GetReqest').help, /Did you mean "http\/GetRequest"/);
  const prepare = (connectors) => {
    connectors.use(http());
    connectors.strict = true;
  };
  const failed = await ran(signalbox, nodes, { prepare });
  assert.equal(incident(failed).code, 'connector/unknown-operator');
  assert.match(incident(failed).help, /Did you mean "http\/GetRequest"/);
});

test('an operator that becomes known is called when the run goes on', async () => {
  const { run, connectors } = await ran(signalbox, [service('find', 'crm/Find', {}, 'r')]);
  connectors.register({ id: 'crm/Find', run: () => 1 });
  run.continue();
  assert.deepEqual(run.info().data, { r: 1 });
});

test('mocks come first, then functions of the run, then the exact operator before a pattern', async () => {
  const nodes = [
    service('one', 'crm/Find', {}, 'one'),
    service('two', 'crm/Save', {}, 'two'),
    service('three', 'mail/Send', {}, 'three'),
  ];
  const prepare = (connectors) => {
    connectors.register({ id: 'crm/*', run: () => 'pattern' }, { id: 'crm/Find', run: () => 'exact' });
    connectors.use(mock({ 'mail/*': { answer: 'mock' } }));
  };
  assert.deepEqual((await ran(signalbox, nodes, { prepare })).info.data, {
    one: 'exact',
    two: 'pattern',
    three: 'mock',
  });
  const connectors = { '*': () => 'run' };
  assert.deepEqual((await ran(signalbox, nodes, { prepare, connectors })).info.data, {
    one: 'run',
    two: 'run',
    three: 'run',
  });
});

test('Q41: two connectors whose answers come later are at work at the same time', async () => {
  let open = 0;
  let most = 0;
  const run = async () => {
    most = Math.max(most, ++open);
    await new Promise((resolve) => setTimeout(resolve, 10));
    open--;
  };
  const fork = ['<parallelGateway id="fork" />', service('a', 'slow/One', {}, 'a')];
  const { workspace } = {
    workspace: await workspaceOf(signalbox, fork, (connectors) => connectors.register({ id: 'slow/*', run })),
  };
  const text = workspace
    .text('test.bpmn')
    .replace(
      '</process>',
      `${service('b', 'slow/Two', {}, 'b')}<endEvent id="endB" /><sequenceFlow id="x" sourceRef="fork" targetRef="b" /><sequenceFlow id="y" sourceRef="b" targetRef="endB" /></process>`,
    );
  workspace.put('test.bpmn', text);
  const started = await workspace.start('test');
  started.continue();
  assert.equal((await started.settled()).status, 'completed');
  assert.equal(most, 2);
});

test('scripted answers come in turn, errors too, and a boundary event catches by code', async () => {
  const answers = [{ answer: 'first' }, { error: { code: 'Empty', message: 'no more' } }];
  const prepare = (connectors) => connectors.use(mock({ 'stock/Take': answers }));
  const file = catching('test', service('take', 'stock/Take', {}, 'r'), 'Empty');
  const { run, workspace } = await ran(signalbox, file, { prepare });
  assert.deepEqual(run.info().data, { r: 'first' });
  const second = await workspace.start('test');
  second.continue();
  assert.deepEqual(second.info().data, { caught: true });
});

test('what was answered is recorded and given again', async () => {
  let count = 0;
  const nodes = [service('one', 'crm/Find', { n: '1' }, 'one'), service('two', 'crm/Find', { n: '2' }, 'two')];
  const real = await ran(signalbox, nodes, { connectors: { 'crm/Find': ({ n }) => ({ n, count: ++count }) } });
  const recording = JSON.parse(JSON.stringify(real.connectors.outbox.recording()));
  assert.equal(recording.calls.length, 2);
  const replayed = await ran(signalbox, nodes, { prepare: (connectors) => connectors.use(mock({ '*': recording })) });
  assert.deepEqual(replayed.info.data, real.info.data);
  assert.equal(count, 2);
  const other = await ran(signalbox, [service('three', 'crm/Find', { n: '3' }, 'r')], {
    prepare: (connectors) => connectors.use(mock({ '*': recording })),
  });
  assert.equal(incident(other).code, 'connector/not-recorded');
});

test('a job that is tried again waits for its time on the clock of the run', async () => {
  let calls = 0;
  const prepare = (connectors) =>
    connectors.register({
      id: 'a/B',
      run: () => {
        if (++calls < 3) throw new ConnectorError({ code: 'Down', message: 'it is down', transient: true });
        return 'up';
      },
    });
  const { run } = await ran(signalbox, [service('call', 'a/B', {}, 'r', retry(2, 2))], { prepare });
  const waits = () => run.waiting().map(({ for: what, due, reason }) => [what, due, reason]);
  assert.deepEqual(waits(), [
    ['job', 2000, 'Waits until 1970-01-01T00:00:02Z to try "a/B" again (attempt 2), because: it is down'],
  ]);
  run.continue();
  assert.equal(calls, 1);
  run.advance(2000);
  run.continue();
  assert.equal(run.waiting()[0].due, 6000);
  const again = await signalboxRestored(run, prepare);
  assert.equal(again.waiting()[0].due, 6000);
  run.fireTimer(run.waiting()[0].task);
  run.continue();
  assert.deepEqual(run.info().data, { r: 'up' });
  assert.match(
    run
      .log()
      .map(({ text }) => text)
      .join('\n'),
    /failed at "a\/B" and tries again at 1970-01-01T00:00:02Z: it is down/,
  );
});

async function signalboxRestored(run, prepare) {
  const workspace = await workspaceOf(signalbox, [service('call', 'a/B', {}, 'r', retry(2, 2))], prepare);
  return workspace.restore(run.save(), { now: 0 });
}

test('when all attempts are used up the code is thrown', async () => {
  const failing = new ConnectorError({ code: 'Down', message: 'it is down', transient: true });
  const prepare = (connectors) =>
    connectors.use(
      mock({
        'a/B': () => {
          throw failing;
        },
      }),
    );
  const { run } = await ran(signalbox, catching('test', service('call', 'a/B', {}, 'r', retry(1, 1)), 'Down'), {
    prepare,
  });
  run.advance('PT1S');
  run.continue();
  assert.deepEqual(run.info().data, { caught: true });
});

test('on a real clock a job is tried again by itself', async () => {
  const prepare = (connectors) =>
    connectors.use(mock({ 'a/B': [{ error: { message: 'busy', transient: true } }, { answer: 1 }] }));
  const { info } = await ran(signalbox, [service('call', 'a/B', {}, 'r', retry(1, 0.01))], { prepare, now: undefined });
  assert.deepEqual(info.data, { r: 1 });
});

test('an accepted job stays STARTED until its callback, also after a restore', async () => {
  let calls = 0;
  const prepare = (connectors) =>
    connectors.register({
      id: 'a/B',
      run: () => {
        calls++;
        return LATER;
      },
    });
  const { run, workspace, connectors } = await ran(signalbox, [service('call', 'a/B', {}, 'r')], { prepare });
  assert.equal(run.tasks({ element: 'call' })[0].state, 'STARTED');
  assert.equal(run.jobs()[0].accepted, true);
  const again = await workspace.restore(run.save());
  again.continue();
  assert.equal(calls, 1);
  await again.callback(again.jobs()[0].task, { done: true });
  assert.deepEqual(again.info().data, { r: { done: true } });
  assert.equal(connectors.outbox.entries().length, 2);
  await assert.rejects(again.callback(4711, {}), { code: 'run/not-waiting' });
});

test('a cancelled task aborts its call', async () => {
  let aborted = false;
  const run = (_, { signal }) =>
    new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => {
        aborted = true;
        reject(new Error('aborted'));
      }),
    );
  for (const engine of [signalbox, remote]) {
    aborted = false;
    const workspace = await workspaceOf(engine, [service('call', 'a/B', {}, 'r')], (connectors) =>
      connectors.register({ id: 'a/B', run }),
    );
    const started = await workspace.start('test');
    await started.continue();
    await started.cancel();
    await started.settled();
    for (let wait = 0; wait < 50 && !aborted; wait++) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(aborted, true);
  }
});

test('connectors of a workspace in a Worker stay in the page: codes, outbox and secrets too', async () => {
  const seen = [];
  const prepare = (connectors) => {
    connectors.secrets.provide({ KEY: 'sesame-open' });
    connectors.register(
      { id: 'a/B', run: ({ key }) => ({ echo: key, seen: seen.push(key) }) },
      {
        id: 'a/C',
        run: () => {
          throw new ConnectorError({ code: 'Gone', message: 'gone' });
        },
      },
    );
  };
  const { info, connectors } = await ran(remote, [service('call', 'a/B', { key: "'SPIFF_SECRET:KEY'" }, 'r')], {
    prepare,
  });
  assert.deepEqual([seen, info.data], [['sesame-open'], { r: { echo: '[secret KEY]', seen: 1 } }]);
  assert.equal(connectors.outbox.entries()[0].state, 'answered');
  const caught = await ran(remote, catching('test', service('call', 'a/C', {}, 'r'), 'Gone'), { prepare });
  assert.deepEqual(caught.info.data, { caught: true });
});
