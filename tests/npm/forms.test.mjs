// Instructions and forms: what a task shows, and what its form allows.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { load } from 'signalbox';
import { line } from './diagrams.mjs';

let signalbox;

before(async () => {
  signalbox = await load();
});

const SCHEMA =
  '<spiffworkflow:properties><spiffworkflow:property name="formJsonSchemaFilename" value="form.json" /></spiffworkflow:properties>';

/** A run that stands at a user task with these extension elements. */
async function at(extensions, { data = {}, files = {}, now = Date.parse('2026-03-10') } = {}) {
  const workspace = signalbox.workspace({ profile: 'spiffworkflow' });
  const task = `<userTask id="fill"><extensionElements>${extensions}</extensionElements></userTask>`;
  const diagram = line('test', [task]).replace(
    'targetNamespace',
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace',
  );
  workspace.put('test.bpmn', diagram);
  for (const [name, content] of Object.entries(files))
    workspace.put(name, typeof content === 'string' ? content : JSON.stringify(content));
  const run = await workspace.start('test', { data, now });
  run.continue();
  return { run, workspace, task: run.tasks({ state: 'ready' })[0].id };
}

const problems = ({ run, task }, data) => run.checkForm(task, data).map(({ path, message }) => `${path} ${message}`);

test('instructions are Jinja with the data of the task', async () => {
  const { run, task } = await at(
    '<spiffworkflow:instructionsForEndUser>{% for x in items %}\n- {{ x.name }}\n{% endfor %}</spiffworkflow:instructionsForEndUser>',
    { data: { items: [{ name: 'A <b>' }, { name: 'B' }] } },
  );
  assert.equal(run.form(task).instructions, '- A &lt;b&gt;\n- B\n');
});

test('instructions that cannot be filled in tell the line and the missing name', async () => {
  const { run, task } = await at(
    '<spiffworkflow:instructionsForEndUser>Hi\n{{ customer.name }}</spiffworkflow:instructionsForEndUser>',
    { data: { custommer: {} } },
  );
  const [problem] = run.form(task).problems;
  assert.equal(problem.code, 'jinja/error');
  assert.match(problem.help, /no "customer".*"custommer"/);
  assert.ok(problem.range.start.line > 1);
});

test('a form comes from a schema beside the diagram, filled in', async () => {
  const form = {
    title: 'For {{ who }}',
    type: 'object',
    properties: { fruit: { enum: ['options_from_task_data_var:fruits'] } },
  };
  const { run, task } = await at(SCHEMA, {
    data: { who: 'Ann', fruits: [{ value: 'a', label: 'Apple' }, 'b'], form_ui_hidden_fields: ['secret.code'] },
    files: { 'form.json': form },
  });
  const { source, schema, uiSchema } = run.form(task);
  assert.equal(source, 'schema');
  assert.equal(schema.title, 'For Ann');
  const choices = [
    { const: 'a', title: 'Apple' },
    { const: 'b', title: 'b' },
  ];
  assert.deepEqual(schema.properties.fruit.oneOf, choices);
  assert.deepEqual(uiSchema, { secret: { code: { 'ui:widget': 'hidden' } } });
});

test('a form comes from the fields of the diagram', async () => {
  const { run, task } = await at(`<camunda:formData>
    <camunda:formField id="n" type="long" label="Number" defaultValue="3"><camunda:validation><camunda:constraint name="required" /><camunda:constraint name="max" config="9" /></camunda:validation></camunda:formField>
    <camunda:formField id="c" type="enum"><camunda:value id="r" name="Red" /></camunda:formField></camunda:formData>`);
  const { source, schema } = run.form(task);
  assert.equal(source, 'fields');
  assert.deepEqual(schema, {
    type: 'object',
    properties: {
      n: { type: 'integer', title: 'Number', default: 3, maximum: 9 },
      c: { type: 'string', title: 'c', oneOf: [{ const: 'r', title: 'Red' }] },
    },
    required: ['n'],
  });
  assert.deepEqual(problems({ run, task }, { n: 12, c: 'x' }), [
    '/n must be at most 9',
    '/c must be one of the choices',
  ]);
});

test('a form is made of the data when there is none', async () => {
  const { run, task } = await at('', { data: { orderTotal: 3, ok: true, tags: ['a'], deep: { x: 'y' } } });
  const { source, schema } = run.form(task);
  assert.equal(source, 'data');
  assert.deepEqual(schema.properties, {
    orderTotal: { title: 'Order total', type: 'number' },
    ok: { title: 'Ok', type: 'boolean' },
    tags: { title: 'Tags', type: 'array', items: { type: 'string' } },
    deep: { title: 'Deep', type: 'object', properties: { x: { title: 'X', type: 'string' } } },
  });
});

test('what is entered is checked in plain words', async () => {
  const form = {
    type: 'object',
    required: ['name', 'terms'],
    properties: {
      name: { type: 'string', minLength: 1 },
      age: { type: 'integer', minimum: 18, validationErrorMessage: 'Only adults may order.' },
      terms: { type: 'boolean' },
      mail: { type: 'string', format: 'email' },
      from: { type: 'string', minimumDate: 'today' },
      until: { type: 'string', minimumDate: 'field:from' },
      lines: { type: 'array', items: { $ref: '#/definitions/line' } },
    },
    definitions: { line: { type: 'object', required: ['sku'], properties: { sku: { type: 'string' } } } },
  };
  const place = await at(SCHEMA, { files: { 'form.json': form } });
  assert.deepEqual(problems(place, { name: 'Ann', terms: true, from: '2026-03-10', until: '2026-03-11' }), []);
  assert.deepEqual(problems(place, { terms: false, age: 7, mail: 'no', lines: [{}, { sku: 1 }] }), [
    '/name is required',
    '/age Only adults may order.',
    '/mail must be an e-mail address',
    '/lines/0/sku is required',
    '/lines/1/sku must be text',
    '/terms must be accepted',
  ]);
  assert.deepEqual(problems(place, { name: '', terms: true, from: '2026-03-09', until: '2026-03-01' }), [
    '/name must not be empty',
    '/from must not be before 2026-03-10',
    '/until must not be before 2026-03-09',
  ]);
});

test('a template can be tried with any data', async () => {
  const { workspace } = await at('');
  const rendered = await workspace.render('{{ a }} and {{ b }}', { a: 1 });
  assert.deepEqual(rendered, { text: '1 and ', problems: [], missing: ['b'] });
});

test('a missing form file is told before anything runs', async () => {
  const { workspace, run, task } = await at(SCHEMA);
  assert.ok(workspace.validate().some((problem) => problem.code === 'form/file-missing'));
  assert.equal(run.form(task).problems[0].code, 'form/file-missing');
});

test('a boundary event with a label is a button that sends its signal; a guest is thanked', async () => {
  const workspace = signalbox.workspace({ profile: 'spiffworkflow' });
  const task =
    '<userTask id="fill"><extensionElements><spiffworkflow:guestConfirmation>Thanks {{ name }}</spiffworkflow:guestConfirmation></extensionElements></userTask>';
  const boundary = `<boundaryEvent id="stop" attachedToRef="fill"><extensionElements><spiffworkflow:signalButtonLabel>Give up</spiffworkflow:signalButtonLabel>
    </extensionElements><signalEventDefinition signalRef="s" /></boundaryEvent><endEvent id="stopped" /><sequenceFlow id="x" sourceRef="stop" targetRef="stopped" />`;
  const diagram = line('test', [task]).replace('</process>', `${boundary}</process>`);
  workspace.put('test.bpmn', diagram.replace('<process', '<signal id="s" name="given up" /><process'));
  const run = await workspace.start('test', { data: { name: 'Ada' } });
  run.continue();
  const { signals, confirmation } = run.form(run.tasks({ state: 'ready' })[0].id);
  assert.equal(confirmation, 'Thanks Ada');
  const [{ label, signal, target }] = signals;
  assert.deepEqual([signals.length, label, signal], [1, 'Give up', 'given up']);
  run.send({ signal, target });
  run.continue();
  assert.equal(run.info().status, 'completed');
  assert.ok(run.log().some(({ type, element }) => type === 'elementCompleted' && element === 'stopped'));
});

test('a form is checked on its schema and the data as they are now', async () => {
  const form = (most) => `{ "type": "object", "properties": { "n": { "type": "number", "maximum": ${most} } } }`;
  const here = await at(SCHEMA, { data: { most: 1 }, files: { 'form.json': form('{{ most }}') } });
  assert.deepEqual(problems(here, { n: 2 }), ['/n must be at most 1']);
  assert.deepEqual(problems(here, { n: 1 }), []);
  here.run.edit(here.task, { most: 5 });
  assert.deepEqual(problems(here, { n: 2 }), []);
  here.workspace.put('form.json', form('0'));
  assert.deepEqual(problems(here, { n: 2 }), ['/n must be at most 0']);
});

test('a form is filled in once while somebody types', async () => {
  const many = Array.from({ length: 2000 }, (_, at) => at);
  const schema =
    '{ "type": "object", "properties": { "n": { "enum": [{% for x in items %}{{ x }}, {% endfor %}-1] } } }';
  const here = await at(SCHEMA, { data: { items: many }, files: { 'form.json': schema } });
  const timed = () => {
    const began = performance.now();
    here.run.checkForm(here.task, {});
    return performance.now() - began;
  };
  const first = timed();
  const again = Math.min(...Array.from({ length: 20 }, timed));
  assert.ok(again < first / 2, `${again} ms after ${first} ms`);
});

test('the template engine comes along for the file of a form alone, and for what a guest is told', async () => {
  const told = '<spiffworkflow:guestConfirmation>Thanks {{ who }}</spiffworkflow:guestConfirmation>';
  for (const [extensions, of] of [
    [SCHEMA, ({ schema }) => schema.title],
    [told, ({ confirmation }) => confirmation],
  ]) {
    const workspace = (await load()).workspace({ profile: 'spiffworkflow' });
    workspace.put(
      'test.bpmn',
      line('test', [`<userTask id="fill"><extensionElements>${extensions}</extensionElements></userTask>`]),
    );
    workspace.put('form.json', '{ "title": "Thanks {{ who }}", "type": "object", "properties": {} }');
    assert.deepEqual(workspace.languages(), ['jinja']);
    const run = await workspace.start('test', { data: { who: 'Ada' } });
    run.continue();
    const form = run.form(run.tasks({ state: 'ready' })[0].id);
    assert.deepEqual([of(form), form.problems], ['Thanks Ada', []]);
  }
});
