// Functions and stores of the host whose answers come later, in every text that may call them: the task waits, goes on
// where it stopped and asks nothing twice; also when the run was saved meanwhile, and when it is replayed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { load } from 'signalbox';
import { line, script, service, user } from './diagrams.mjs';

let here;
let worker;

before(async () => {
  [here, worker] = await Promise.all([load(), load({ worker: true })]);
});

after(() => worker.terminate());

const extended = (node, more) => node.replace(/ \/>$/, `><extensionElements>${more}</extensionElements></task>`);
const scripts = (pre, post) =>
  `<spiffworkflow:preScript>${pre}</spiffworkflow:preScript><spiffworkflow:postScript>${post}</spiffworkflow:postScript>`;
const several = (inside, sequential = false, task = script('each', 'done = 1')) =>
  task.replace(
    '</scriptTask>',
    `<multiInstanceLoopCharacteristics isSequential="${sequential}">${inside}</multiInstanceLoopCharacteristics></scriptTask>`,
  );
const collected = '<loopDataOutputRef>all</loopDataOutputRef><outputDataItem id="one" name="one" />';
const conditional = (id, from, to, condition) =>
  `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"><conditionExpression>${condition}</conditionExpression></sequenceFlow>`;
const catching = (definition) => `<intermediateCatchEvent id="catch">${definition}</intermediateCatchEvent>`;
const end = '<endEvent id="other" />';

/** What calls, the process, what the host is asked, and the data at the end. */
const texts = [
  ['a script', [script('a', 'x = double(1)\ny = double(x)')], [1, 2], { x: 2, y: 4 }],
  [
    'pre- and postscript',
    [script('n', 'n = 1'), extended('<task id="a" />', scripts('n = n + double(n)', 'n = n + double(n)'))],
    [1, 3],
    { n: 9 },
  ],
  [
    'parameters of a service',
    [service('a', 'op', { p: 'double(1)', q: 'double(2)' }, 'r')],
    [1, 2],
    { r: { p: 2, q: 4 } },
  ],
  [
    'the condition of a gateway',
    ['<exclusiveGateway id="a" default="flow1" />', script('b', 'way = 0')],
    [3],
    { way: 1 },
    `${conditional('c', 'a', 'elsewhere', 'double(3) == 6')}${script('elsewhere', 'way = 1')}`,
  ],
  [
    'the condition after a task',
    [script('a', 'n = 3').replace('id="a"', 'id="a" default="flow1"'), script('b', 'way = 0')],
    [3],
    { n: 3, way: 1 },
    `${conditional('c', 'a', 'elsewhere', 'double(n) == 6')}${script('elsewhere', 'way = 1')}`,
  ],
  ['a cardinality', [several('<loopCardinality>double(1)</loopCardinality>')], [1], { done: 1 }],
  [
    'a completion condition',
    [
      several(
        '<loopCardinality>3</loopCardinality><completionCondition>double(numberOfCompletedInstances) == 4</completionCondition>',
        true,
      ),
    ],
    [1, 2],
    { done: 1 },
  ],
  [
    'instances side by side',
    [several(`<loopCardinality>3</loopCardinality>${collected}`, false, script('each', 'one = double(loopCounter)'))],
    [0, 1, 2],
    { all: [0, 2, 4] },
  ],
  [
    'the condition of a loop',
    [
      script('n', 'n = 0'),
      script('each', 'n = n + 1').replace(
        '</scriptTask>',
        '<standardLoopCharacteristics><loopCondition>double(n) &lt; 4</loopCondition></standardLoopCharacteristics></scriptTask>',
      ),
    ],
    [1, 2],
    { n: 2 },
  ],
  [
    'a timer',
    [catching('<timerEventDefinition><timeDuration>"PT" + str(double(1)) + "S"</timeDuration></timerEventDefinition>')],
    [1],
    {},
  ],
  [
    'a conditional event',
    [
      script('n', 'n = 2'),
      catching('<conditionalEventDefinition><condition>double(n) == 4</condition></conditionalEventDefinition>'),
    ],
    [2],
    { n: 2 },
  ],
  [
    'a boundary timer',
    ['<userTask id="a" />', script('b', 'way = 0')],
    [1],
    { way: 1 },
    `<boundaryEvent id="due" attachedToRef="a"><timerEventDefinition><timeDuration>"PT" + str(double(1)) + "S"</timeDuration></timerEventDefinition></boundaryEvent>
     <sequenceFlow id="c" sourceRef="due" targetRef="elsewhere" />${script('elsewhere', 'way = 1')}`,
  ],
  [
    'a payload',
    [
      `<sendTask id="a" messageRef="m"><extensionElements><spiffworkflow:messagePayload>{"n": double(4)}</spiffworkflow:messagePayload></extensionElements></sendTask>`,
      `<receiveTask id="b" messageRef="m"><extensionElements><spiffworkflow:messageVariable>got</spiffworkflow:messageVariable></extensionElements></receiveTask>`,
    ],
    [4],
    { got: { n: 8 } },
  ],
  [
    'an association',
    [
      script('n', 'n = 2'),
      script('a', 'seen = total').replace(
        '</scriptTask>',
        '<property id="total" /><dataInputAssociation id="in"><targetRef>total</targetRef><transformation>double(n)</transformation></dataInputAssociation></scriptTask>',
      ),
    ],
    [2],
    { n: 2, seen: 4 },
  ],
];

const diagram = ([, nodes, , , more = '']) =>
  line('p', nodes)
    .replace(
      '</process>',
      `${more.includes('elsewhere') ? `${more}${end}<sequenceFlow id="o" sourceRef="elsewhere" targetRef="other" />` : more}</process>`,
    )
    .replace('<process', '<message id="m" name="m" /><process');

function host(later) {
  const asked = [];
  const double = (n) => {
    asked.push(n);
    return later ? Promise.resolve(2 * n) : 2 * n;
  };
  return { asked, options: { functions: { double }, connectors: { op: (parameters) => parameters } } };
}

async function started(signalbox, text, options) {
  const workspace = await signalbox.workspace({ language: 'python' });
  await workspace.put('p.bpmn', diagram(text));
  return { workspace, run: await workspace.start('p', { now: 0, ...options }) };
}

async function finished(run) {
  await run.continue();
  await run.settled();
  if ((await run.info()).status === 'waiting') {
    await run.advance(60_000);
    await run.settled();
  }
  const { data, incidents, status } = await run.info();
  assert.deepEqual(incidents, []);
  assert.equal(status, 'completed');
  return data;
}

for (const text of texts) {
  const [name, , calls, data] = text;

  test(`${name}: at once, later, in a Worker`, async () => {
    for (const [signalbox, later] of [
      [here, false],
      [here, true],
      [worker, true],
    ]) {
      const { asked, options } = host(later);
      const { run } = await started(signalbox, text, options);
      assert.deepEqual(await finished(run), data);
      assert.deepEqual(asked, calls);
    }
  });

  test(`${name}: the answer is recorded and replayed, and the past asks nothing`, async () => {
    const { asked, options } = host(true);
    const { workspace, run } = await started(here, text, options);
    await finished(run);
    for (let position = run.info().length; position >= 0; position -= 1) run.checkout(position);
    assert.deepEqual(asked, calls);
    run.checkout(run.info().length);
    workspace.put('p.recording.json', JSON.stringify(run.record({ name: 'asked' })));
    const { results } = await workspace.test();
    assert.deepEqual(
      results.map(({ message }) => message),
      [null],
    );
  });

  test(`${name}: a run that is saved while it waits asks again, and only for that`, async () => {
    const { options } = host(false);
    let { workspace, run } = await started(here, text, {
      ...options,
      functions: { double: () => new Promise(() => {}) },
    });
    run.continue();
    const asked = [];
    for (;;) {
      if (run.info().status === 'waiting' && run.jobs().length === 0) run.advance(60_000);
      const [job] = run.jobs();
      if (!job) break;
      const [n] = job.parameters.arguments;
      asked.push(n);
      run = await workspace.restore(run.save(), {
        ...options,
        functions: { double: () => new Promise(() => {}) },
        now: 0,
      });
      run.continue();
      run.complete(job.task, 2 * n);
      if (run.info().status !== 'completed') run.continue();
    }
    assert.deepEqual(asked.sort(), [...calls].sort());
    assert.equal(run.info().status, 'completed');
    assert.deepEqual(run.info().data, data);
  });
}

test('a call that waits when a run is restored is made again', async () => {
  const { workspace, run } = await started(here, texts[1], { functions: { double: () => new Promise(() => {}) } });
  run.continue();
  const restored = await workspace.restore(run.save(), { functions: { double: async (n) => 2 * n }, now: 0 });
  assert.deepEqual(await finished(restored), { n: 9 });
});

test('a function that fails later is an incident of the text; a retry asks again from the same data', async () => {
  let fails = true;
  const double = async (n) => {
    if (fails) throw new Error('no line');
    return 2 * n;
  };
  const { run } = await started(here, texts[1], { functions: { double } });
  run.continue();
  await run.settled();
  const [incident] = run.info().incidents;
  assert.match(incident.diagnostic.message, /The host function double failed: no line/);
  assert.deepEqual(run.task(incident.task).task.data, { n: 1 });
  fails = false;
  run.retry(incident.task);
  assert.deepEqual(await finished(run), { n: 9 });
});

test("what waits can be interrupted, and the late answer is nobody's", async () => {
  const answers = [];
  const double = () => new Promise((resolve) => answers.push(resolve));
  const { run } = await started(here, ['', [extended('<task id="a" />', scripts('x = double(1)', '')), user('b')]], {
    functions: { double },
  });
  run.continue();
  const [task] = run.tasks({ element: 'a' });
  assert.equal(run.task(task.id).waitsFor, 'Waits for the answer of the host function double.');
  run.skip(task.id);
  run.continue();
  answers[0](2);
  await run.settled();
  assert.deepEqual(run.tasks({ element: 'b' })[0].data, {});
});
