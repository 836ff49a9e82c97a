// Functions and handlers of the host: what scripts may call, and elements that the host does itself.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { arenaFunctions, load } from 'signalbox';
import { line, script, service, user } from './diagrams.mjs';

let signalbox;

before(async () => {
  signalbox = await load();
});

function workspaceOf(nodes, options = { language: 'python' }) {
  const workspace = signalbox.workspace(options);
  workspace.put('test.bpmn', nodes.startsWith?.('<') ? nodes : line('test', nodes));
  return workspace;
}

async function start(nodes, options = {}) {
  const run = await workspaceOf(nodes).start('test', options);
  run.continue();
  return run;
}

const states = (run, element) => run.tasks({ finished: true, element }).map((task) => task.state);

test('Q8: a script calls the function of the host once', async () => {
  const calls = [];
  const lookup = (id) => {
    calls.push(id);
    return { name: `n${id}` };
  };
  const run = await start([script('s', 'x = lookup(3)["name"]')], { functions: { lookup } });
  assert.deepEqual([run.info().data, calls], [{ x: 'n3' }, [3]]);
});

test('Q14: a function sees the task and the model it is called from', async () => {
  let seen;
  const functions = {
    where() {
      seen = this;
      return this.task.element;
    },
  };
  const identifiers = { environment: 'staging', processModel: 'site/orders' };
  const run = await start([script('s', 'x = where()')], {
    functions,
    identifiers,
    instance: '7',
    data: { a: 1 },
    identity: 'ada',
    now: 1000,
  });
  assert.deepEqual(run.info().data, { a: 1, x: 's' });
  assert.equal(seen.environment_identifier, 'staging');
  assert.equal(seen.process_instance_id, '7');
  assert.equal(seen.process_model_identifier, 'site/orders');
  assert.equal(seen.user.username, 'ada');
  const { now, ...task } = seen.task;
  assert.deepEqual(task, {
    task: 2,
    element: 's',
    name: null,
    type: 'scriptTask',
    lane: null,
    process: 'test',
    data: { a: 1 },
  });
  assert.ok(now >= 1000);
});

test('Q14: the same in the parameters of a service task', async () => {
  const functions = {
    own_id() {
      return `${this.task.process}/${this.task.element}`;
    },
  };
  const run = await start([service('s', 'op', { who: 'own_id()' }, 'r')], {
    functions,
    connectors: { op: ({ who }) => who },
  });
  assert.deepEqual(run.info().data, { r: 'test/s' });
});

test("SpiffArena's functions answer without a server, the same for the same inputs", async () => {
  const text = `who = get_current_user()['username']
env = get_env()
info = get_toplevel_process_info()
url = get_url_for_task_with_bpmn_identifier('t', public=False)
site = get_frontend_url()
a = get_task_data_value('a')
b = get_task_data_value('b', 5)
secret = get_secret('key')
local = str(get_localtime('2026-01-31T12:00:00Z', 'Europe/Berlin'))
clean = sanitize_for_md('a*b')
members = get_group_members('Clerks')
mine = user_has_started_instance()`;
  const people = { personas: [{ username: 'ada' }], groups: { Clerks: ['ada'] } };
  const options = {
    arena: { frontendUrl: 'https://x.test/' },
    instance: '7',
    identity: 'ada',
    people,
    data: { a: 1 },
  };
  const first = await start([script('s', text)], options);
  assert.deepEqual(first.info().incidents, []);
  assert.deepEqual(first.info().data, {
    a: 1,
    who: 'ada',
    env: 'local',
    info: { process_instance_id: '7', process_model_identifier: 'test' },
    url: 'https://x.test/tasks/7/t',
    site: 'https://x.test',
    b: 5,
    secret: 'SPIFF_SECRET:key',
    local: '2026-01-31 13:00:00+01:00',
    clean: 'a\\*b',
    members: ['ada'],
    mine: true,
  });
  assert.deepEqual((await start([script('s', text)], options)).info().data, first.info().data);
});

test("the host's own function wins over SpiffArena's, and the values may be given", async () => {
  const functions = { ...arenaFunctions({ secrets: { key: 'x' } }), get_env: () => 'mine' };
  const run = await start([script('s', 'e = get_env()\nk = get_secret("key")')], { arena: true, functions });
  assert.deepEqual(run.info().data, { e: 'mine', k: 'x' });
});

test('Q33: a handler does an element at once, by type, extension, template or id', async () => {
  const extended = '<task id="t"><extensionElements><my:thing xmlns:my="http://my.test" /></extensionElements></task>';
  const templated =
    '<task xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="tpl" zeebe:modelerTemplate="acme.mail" />';
  const seen = [];
  const answer =
    (value) =>
    ({ element, handler, data }) => {
      seen.push([element, handler, Object.keys(data).length]);
      return value;
    };
  const run = await start([script('s', 'never()'), '<sendTask id="mail" />', extended, templated, user('u')], {
    handlers: {
      'bpmn:ScriptTask': answer({ a: 1 }),
      'bpmn:SendTask': answer(true),
      'my:thing': answer({ b: 2 }),
      'acme.mail': answer({ c: 3 }),
      u: answer({ d: 4 }),
    },
  });
  assert.deepEqual(run.info().incidents, []);
  assert.deepEqual(run.info().data, { a: 1, b: 2, c: 3, d: 4 });
  assert.deepEqual(seen, [
    ['s', 'bpmn:ScriptTask', 0],
    ['mail', 'bpmn:SendTask', 1],
    ['t', 'my:thing', 1],
    ['tpl', 'acme.mail', 2],
    ['u', 'u', 3],
  ]);
});

test('a handler by type gets the parameters of a service task, and leaves an operator to its connector', async () => {
  const nodes = [service('one', 'op', { x: '1 + 1' }, 'a'), service('two', 'other', { x: '3' }, 'b')];
  const run = await start(nodes, {
    connectors: { op: ({ x }) => x * 10 },
    handlers: { 'bpmn:ServiceTask': ({ parameters }) => ({ got: parameters.x }) },
  });
  assert.deepEqual(run.info().data, { a: 20, b: { got: 3 } });
});

test('Q39: false and an error fail the task, a code is a BPMN error, and a retry asks again', async () => {
  let answer = () => false;
  const handlers = { t: () => answer() };
  const run = await start(['<task id="t" />'], { handlers });
  const [incident] = run.info().incidents;
  assert.deepEqual([incident?.diagnostic.code, states(run, 't')], ['run/job-failed', ['ERROR']]);
  assert.match(incident.diagnostic.message, /handler of t answered false/);
  answer = () => ({ ok: 1 });
  run.retry(incident.task);
  run.continue();
  assert.deepEqual(run.info().data, { ok: 1 });

  const caught = line('test', ['<task id="t" />']).replace(
    '</process>',
    `<boundaryEvent id="b" attachedToRef="t"><errorEventDefinition errorRef="E" /></boundaryEvent><endEvent id="late" />
     <sequenceFlow id="x" sourceRef="b" targetRef="late" /></process><error id="E" errorCode="full" />`,
  );
  answer = () => {
    throw Object.assign(new Error('no room'), { code: 'full' });
  };
  const failed = await start(caught, { handlers });
  assert.deepEqual([failed.status(), states(failed, 'late')], ['completed', ['COMPLETED']]);
});

const fork = `<?xml version="1.0"?><definitions id="d" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t" expressionLanguage="python">
<process id="test" isExecutable="true"><startEvent id="s" /><parallelGateway id="fork" /><parallelGateway id="join" /><endEvent id="e" />
<task id="one" /><task id="two" /><scriptTask id="three"><script>c = 3</script></scriptTask>
<sequenceFlow id="f0" sourceRef="s" targetRef="fork" />
${['one', 'two', 'three'].map((id) => `<sequenceFlow id="to_${id}" sourceRef="fork" targetRef="${id}" /><sequenceFlow id="of_${id}" sourceRef="${id}" targetRef="join" />`).join('')}
<sequenceFlow id="f9" sourceRef="join" targetRef="e" /></process></definitions>`;

test('Q39: a pending handler leaves its task STARTED while the parallel branch finishes', async () => {
  let resolve;
  const handlers = { one: () => new Promise((done) => (resolve = done)), two: () => true };
  const run = await start(fork, { handlers });
  assert.deepEqual([states(run, 'one'), states(run, 'three')], [['STARTED'], ['COMPLETED']]);
  resolve({ a: 1 });
  await run.settled();
  assert.deepEqual([run.status(), run.info().data], ['completed', { a: 1, c: 3 }]);
});

test('Q41: two pending handlers overlap', async () => {
  const running = new Set();
  let most = 0;
  const work = ({ element }) => {
    running.add(element);
    most = Math.max(most, running.size);
    return new Promise((done) => setTimeout(() => done({ [element]: running.delete(element) }), 5));
  };
  const run = await start(fork, { handlers: { one: work, two: work } });
  await run.settled();
  assert.deepEqual([most, run.info().data], [2, { one: true, two: true, c: 3 }]);
});

test('Q39: after a restore a pending handler is asked again, and what a handler left open is completed by somebody', async () => {
  let asked = 0;
  const handlers = {
    one: () => {
      asked += 1;
    },
    two: () => new Promise(() => {}),
  };
  const workspace = workspaceOf(fork);
  const run = await workspace.start('test', { handlers });
  run.continue();
  run.continue();
  assert.deepEqual([asked, states(run, 'one')], [1, ['STARTED']]);
  const restored = await workspace.restore(run.save(), { handlers: { ...handlers, two: () => ({ b: 2 }) } });
  restored.continue();
  assert.deepEqual([asked, states(restored, 'one'), states(restored, 'two')], [1, ['STARTED'], ['COMPLETED']]);
  restored.complete(restored.jobs()[0].task, { by: 'hand' });
  restored.continue();
  assert.deepEqual([asked, restored.info().data], [1, { by: 'hand', b: 2, c: 3 }]);
});

test('handlers serve each instance of a repeated activity', async () => {
  const many =
    '<task id="t"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></task>';
  const seen = [];
  const run = await start([many], { handlers: { t: ({ task }) => seen.push(task) > 0 } });
  assert.deepEqual([run.status(), seen.length], ['completed', 3]);
});

test('a Worker asks the page for handlers, functions and their contexts', async () => {
  const remote = await load({ worker: true });
  try {
    const workspace = await remote.workspace({ language: 'python' });
    await workspace.put('test.bpmn', line('test', [script('s', 'x = whose()'), '<task id="t" />']));
    const functions = {
      whose() {
        return [this.task.element, this.user.username];
      },
    };
    const run = await workspace.start('test', {
      functions,
      identity: 'ada',
      handlers: { t: ({ data }) => ({ y: data.x[1] }) },
    });
    await run.continue();
    await run.settled();
    assert.deepEqual((await run.info()).data, { x: ['s', 'ada'], y: 'ada' });
  } finally {
    remote.terminate();
  }
});
