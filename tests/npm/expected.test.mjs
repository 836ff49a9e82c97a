// What is expected of tasks, services, events and callers, and examples of it.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { exampleAnswers, exampleOf, load } from 'signalbox';
import { line } from './diagrams.mjs';

let signalbox;

before(async () => {
  signalbox = await load();
});

const user = (id, inside = '') => `<userTask id="${id}"><extensionElements>${inside}</extensionElements></userTask>`;
const script = (id, text) => `<scriptTask id="${id}"><script>${text}</script></scriptTask>`;
const form = (name) =>
  `<spiffworkflow:properties><spiffworkflow:property name="formJsonSchemaFilename" value="${name}" /></spiffworkflow:properties>`;
const service = (id, result) =>
  `<serviceTask id="${id}"><extensionElements><spiffworkflow:serviceTaskOperator id="shop/Find" resultVariable="${result}" /></extensionElements></serviceTask>`;

const TABLE = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="d"><decision id="size"><decisionTable id="t">
    <input id="i"><inputExpression id="e"><text>weight</text></inputExpression></input><output id="o" name="size" />
    <rule id="r"><inputEntry id="c"><text>3</text></inputEntry><outputEntry id="v"><text>True</text></outputEntry></rule></decisionTable></decision></definitions>`;

async function workspaceOf(files) {
  const workspace = signalbox.workspace({ profile: 'spiffworkflow', language: 'python' });
  for (const [name, text] of Object.entries(files)) workspace.put(name, text);
  await workspace.ready();
  return workspace;
}

/** The names that are expected of an element of a line of elements, with their types. */
async function expects(element, elements, expected) {
  const workspace = await workspaceOf({ 'test.bpmn': line('test', elements) });
  const found = workspace.expected(element).map(({ name, schema }) => `${name}: ${schema.type ?? '?'}`);
  assert.deepEqual(found, expected);
}

test('a form is to give what is read later and set by nobody else', async () => {
  const elements = [
    script('Before', 'rate = 2'),
    user('Fill'),
    script('After', 'total = amount * rate\nbig = total &gt; 5'),
  ];
  // The rate is set before, so the run has it; what the script sets itself is not asked for.
  await expects('Fill', elements, ['amount: number', 'rate: number']);
  await expects('test', elements, []);
});

test('what somebody in between may enter is asked there', async () => {
  const elements = [user('First'), user('Second'), script('After', "x = name + '!'")];
  await expects('First', elements, []);
  await expects('Second', elements, ['name: string']);
});

test('a caller is to give what a process reads first; functions of the host are no data', async () => {
  await expects('test', [script('Count', 'n = len(items)\nwho = get_current_user()\nt = task.lane')], ['items: ?']);
});

test('a caller is not to give what the process may set itself, nor what its callers read', async () => {
  const workspace = await workspaceOf({
    'inner.bpmn': line('inner', [user('Fill'), script('Set', 'a = 1'), script('Use', 'b = a')]),
    'outer.bpmn': line('outer', ['<callActivity id="Call" calledElement="inner" />', script('More', 'c = other')]),
  });
  assert.deepEqual(workspace.expected('inner'), []);
  assert.deepEqual(workspace.expected('outer'), []);
});

test('under the profile of SpiffWorkflow texts are Python, in decisions too', async () => {
  const workspace = signalbox.workspace({ profile: 'spiffworkflow' });
  workspace.put('size.dmn', TABLE);
  await workspace.ready();
  assert.deepEqual(workspace.languages(), ['python']);
  const decided = await workspace.decide('size', { weight: 3 });
  assert.ok(JSON.stringify(decided).includes('true'));
});

test('behind a text with an error nothing is known', async () => {
  await expects('test', [script('Broken', 'valid = 1 +'), script('Use', 'a = valid')], []);
});

test('conditions, decisions and collections are readers too', async () => {
  const loop = `<manualTask id="Each"><multiInstanceLoopCharacteristics><loopDataInputRef>rows</loopDataInputRef><inputDataItem id="row" /></multiInstanceLoopCharacteristics></manualTask>`;
  await expects('Fill', [user('Fill'), loop], ['rows: array']);
  const decide = `<businessRuleTask id="Decide"><extensionElements><spiffworkflow:calledDecisionId>size</spiffworkflow:calledDecisionId></extensionElements></businessRuleTask>`;
  const workspace = await workspaceOf({
    'test.bpmn': line('test', [user('Fill'), decide, script('Use', 'b = size')]),
    'size.dmn': TABLE,
  });
  const [weight, ...others] = workspace.expected('Fill');
  assert.deepEqual(others, []);
  assert.deepEqual(weight.schema, { type: 'number', examples: [3] });
  assert.deepEqual(weight.readers, [{ element: 'Decide', file: 'test.bpmn' }]);
});

test('a called process goes back to who called it', async () => {
  const call = (id) => `<callActivity id="${id}" calledElement="inner" />`;
  const workspace = await workspaceOf({
    'one.bpmn': line('one', [call('CallOne'), script('UseOne', 'a = first + 1')]),
    'two.bpmn': line('two', [call('CallTwo'), script('UseTwo', 'b = second + 1')]),
    'inner.bpmn': line('inner', [user('Fill')]),
  });
  const names = (where) => workspace.expected('Fill', where).map(({ name }) => name);
  assert.deepEqual(names({}), [], 'two call, and it is not known who did');
  assert.deepEqual(names({ root: 'two' }), ['second']);
});

test('the form of a task whose file is missing asks for what is expected', async () => {
  const workspace = await workspaceOf({
    'test.bpmn': line('test', [user('Fill', form('gone.json')), script('Use', "ok = choice == 'a' and price &gt; 5")]),
  });
  const run = await workspace.start('test', { data: { seen: 'x' }, now: 0 });
  run.continue();
  const [{ id }] = run.tasks({ state: 'ready' });
  const { source, schema, problems } = run.form(id);
  assert.equal(source, 'expected');
  assert.deepEqual(Object.keys(schema.properties), ['choice', 'price', 'seen']);
  assert.equal(problems[0].code, 'form/file-missing');
  assert.deepEqual(run.example(id), { seen: 'x', choice: 'a', price: 5 });
  run.complete(id, run.example(id));
  assert.equal(run.continue().run.status, 'completed');
});

test('a service answers with an example of what is read of it', async () => {
  const elements = [
    service('Find', 'reply'),
    script('Use', "names = [x['name'] for x in reply['items'] if x['kind'] == 'k']"),
  ];
  const workspace = await workspaceOf({ 'test.bpmn': line('test', elements) });
  workspace.connectors.use(exampleAnswers(workspace));
  const run = await workspace.start('test', { now: 0 });
  run.continue();
  await run.settled();
  assert.deepEqual(run.info().data.names, ['text']);
});

test('an event that is waited for has an example with its correlation', async () => {
  const receive =
    '<receiveTask id="Wait" messageRef="answer"><extensionElements><spiffworkflow:messageVariable>reply</spiffworkflow:messageVariable></extensionElements></receiveTask>';
  const send =
    '<sendTask id="Ask" messageRef="question"><extensionElements><spiffworkflow:messagePayload>{"number": 7}</spiffworkflow:messagePayload></extensionElements></sendTask>';
  const retrieval = (message) =>
    `<correlationPropertyRetrievalExpression messageRef="${message}"><formalExpression>number</formalExpression></correlationPropertyRetrievalExpression>`;
  const roots = `<message id="question" name="question" /><message id="answer" name="answer" />
    <collaboration id="both"><participant id="p" processRef="test" /><correlationKey id="k" name="k"><correlationPropertyRef>number</correlationPropertyRef></correlationKey></collaboration>
    <correlationProperty id="number" name="number">${retrieval('question')}${retrieval('answer')}</correlationProperty>`;
  const text = line('test', [send, receive, script('Use', "good = reply['grade'] &lt; 3")]);
  const workspace = await workspaceOf({ 'test.bpmn': text.replace('<process', `${roots}<process`) });
  const run = await workspace.start('test', { now: 0 });
  run.continue();
  const [{ task }] = run.waiting();
  const event = run.exampleEvent(task);
  assert.equal(event.message, 'answer');
  assert.deepEqual(event.payload, { grade: 3, number: 7 });
  run.send(event);
  assert.equal(run.continue().run.status, 'completed');
});

test('examples keep to the schema', () => {
  const example = (schema, expected, data) => assert.deepEqual(exampleOf(schema, data), expected);
  example(
    { type: 'object', properties: { a: { type: 'integer', minimum: 3 }, b: { enum: ['x', 'y'] } } },
    { a: 3, b: 'x' },
  );
  example({ type: 'object', properties: { a: { default: 4 }, b: { type: 'boolean' } } }, { a: 9, b: true }, { a: 9 });
  example({ type: 'array', items: { type: 'string', format: 'date' } }, ['2026-01-31']);
  example({ properties: { self: { $ref: '#' } } }, exampleOf({ properties: { self: { $ref: '#' } } }));
});

test('behind a parallel join everything is set that its branches set', async () => {
  const file = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><process id="p" isExecutable="true">
    <startEvent id="s" /><parallelGateway id="fork" />${script('One', 'a = x')}${script('Two', 'b = 2')}<parallelGateway id="join" />${script('Add', 'c = a + b')}
    ${['s fork', 'fork One', 'fork Two', 'One join', 'Two join', 'join Add']
      .map((way) => way.split(' '))
      .map(([from, to]) => `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}" />`)
      .join('')}</process></definitions>`;
  const workspace = await workspaceOf({ 'test.bpmn': file });
  assert.deepEqual(
    workspace.expected('p').map(({ name }) => name),
    ['x'],
  );
});
