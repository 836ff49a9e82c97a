// A library of files: who uses what, ids that clash, renames, names known at an element, and process models.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { load } from 'signalbox';

let signalbox;
before(async () => {
  signalbox = await load();
});

const file = (content) => `<?xml version="1.0" encoding="UTF-8"?>\r
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" id="Definitions_1" targetNamespace="t">\r
${content}
</bpmn:definitions>
`;

const ORDER = file(`  <bpmn:message id="Paid" name="paid"/>
  <bpmn:process id="order" isExecutable="true">
    <!-- Order is a word here, not an id -->
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:scriptTask id="Count" name="Count  things" scriptFormat="python"><bpmn:script>amount = 2
order_name = 'Ask'</bpmn:script></bpmn:scriptTask>
    <bpmn:userTask id='Ask'><bpmn:extensionElements><spiffworkflow:properties>
      <spiffworkflow:property name="formJsonSchemaFilename" value="ask.json"/></spiffworkflow:properties></bpmn:extensionElements></bpmn:userTask>
    <bpmn:boundaryEvent id="late" attachedToRef="Ask"><bpmn:messageEventDefinition id="m1" messageRef="Paid">
      <bpmn:extensionElements><spiffworkflow:messageVariable>receipt</spiffworkflow:messageVariable></bpmn:extensionElements>
    </bpmn:messageEventDefinition></bpmn:boundaryEvent>
    <bpmn:serviceTask id="Fetch"><bpmn:extensionElements><spiffworkflow:serviceTaskOperator id="http/GetRequest" resultVariable="page"/></bpmn:extensionElements></bpmn:serviceTask>
    <bpmn:callActivity id="Ship" calledElement="ship"/>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="Count"/>
    <bpmn:sequenceFlow id="f2" sourceRef="Count" targetRef="Ask"/>
    <bpmn:sequenceFlow id="f3" sourceRef="Ask" targetRef="Fetch"/>
    <bpmn:sequenceFlow id="f4" sourceRef="Fetch" targetRef="Ship"/>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="p" bpmnElement="order">
    <bpmndi:BPMNShape id="Ask_di" bpmnElement="Ask"><dc:Bounds x="1" y="1" width="1" height="1"/></bpmndi:BPMNShape>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`);

const SHIP = file(`  <bpmn:process id="ship" isExecutable="true">
    <bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="Pack"/>
    <bpmn:scriptTask id="Pack" scriptFormat="python"><bpmn:script>parcel = amount</bpmn:script></bpmn:scriptTask>
  </bpmn:process>`);

const KEEPING = file(`  <bpmn:process id="keeping" isExecutable="true">
    <bpmn:dataObject id="kept"/><bpmn:dataObjectReference id="ref" dataObjectRef="kept"/>
    <bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="Write"/>
    <bpmn:scriptTask id="Write" scriptFormat="python"><bpmn:dataOutputAssociation id="out"><bpmn:targetRef>ref</bpmn:targetRef>
      </bpmn:dataOutputAssociation><bpmn:script>kept = 7
beside = 1</bpmn:script></bpmn:scriptTask>
    <bpmn:sequenceFlow id="g" sourceRef="Write" targetRef="Look"/><bpmn:manualTask id="Look"/>
  </bpmn:process>`);

const ASK = '{"type": "object", "properties": {"colour": {"type": "string"}}}';

function library(files = {}) {
  const workspace = signalbox.workspace({ profile: 'spiffworkflow' });
  const all = { 'order.bpmn': ORDER, 'ship.bpmn': SHIP, 'ask.json': ASK, ...files };
  for (const [name, text] of Object.entries(all)) workspace.put(name, text);
  return workspace;
}

const uses = (workspace, id) =>
  workspace
    .references(id)
    .flatMap((found) => found.uses.map((use) => `${found.kind} ${use.file} ${use.element} ${use.property}`));

test('Q9: callers, callees and what is used where', () => {
  const workspace = library();
  assert.deepEqual(uses(workspace, 'ship'), ['process order.bpmn Ship calledElement']);
  assert.deepEqual(uses(workspace, 'Paid'), ['message order.bpmn late messageRef']);
  const all = workspace.references();
  assert.deepEqual(
    all.filter(({ uses }) => uses.length === 0).map(({ kind, id }) => `${kind} ${id}`),
    ['process order'],
  );
  const form = all.find(({ kind }) => kind === 'form');
  assert.deepEqual([form.id, form.file, form.uses[0].element], ['ask.json', 'ask.json', 'Ask']);
  workspace.remove('ship.bpmn');
  const gone = workspace.references('ship').map(({ file, uses }) => [file, uses.map(({ element }) => element)]);
  assert.deepEqual(gone, [[null, ['Ship']]]);
});

test('Q9: a process of another file is called by its id alone; one that is missing is told at its call', async () => {
  const simple = (id, node, ref) =>
    file(`  <bpmn:process id="${id}" isExecutable="true"><bpmn:startEvent id="s"/>${node}<bpmn:endEvent id="e"/>
    <bpmn:sequenceFlow id="f" sourceRef="s" targetRef="${ref}"/><bpmn:sequenceFlow id="g" sourceRef="${ref}" targetRef="e"/></bpmn:process>`);
  const script = `<bpmn:scriptTask id="Pack" scriptFormat="python"><bpmn:script>parcel = amount</bpmn:script></bpmn:scriptTask>`;
  const workspace = signalbox.workspace({ profile: 'spiffworkflow' });
  workspace.put('ship.bpmn', simple('ship', script, 'Pack'));
  workspace.put('order.bpmn', simple('order', '<bpmn:callActivity id="Ship" calledElement="ship"/>', 'Ship'));
  const run = await workspace.start('order', { data: { amount: 3 } });
  run.continue();
  assert.deepEqual([run.status(), run.info().data], ['completed', { amount: 3, parcel: 3 }]);
  workspace.remove('ship.bpmn');
  const [problem] = workspace.validate().filter(({ severity }) => severity === 'error');
  assert.equal(problem.element, 'Ship');
  assert.match(problem.message, /calls the process ship, which no file of the workspace has/);
});

test('Q21: a clash names both files', () => {
  const workspace = library({ 'copy/ship.bpmn': SHIP });
  const clash = workspace.validate().find(({ code }) => code === 'workspace/duplicate-process');
  assert.equal(clash.file, 'copy/ship.bpmn');
  assert.match(clash.message, /ship\.bpmn/);
  assert.equal(clash.related[0].file, 'ship.bpmn');
  const message = (name) => file(`<bpmn:message id="m" name="${name}"/>`);
  const two = library({ 'a.bpmn': message('one'), 'b.bpmn': message('two') });
  const found = two.validate().find(({ code }) => code === 'workspace/duplicate-definition');
  assert.equal(found.file, 'b.bpmn');
  assert.match(found.message, /a\.bpmn/);
});

test('Q21: a rename follows every reference and leaves the rest byte for byte', () => {
  const workspace = library();
  const { changes, mentions } = workspace.rename({ file: 'order.bpmn', from: 'Ask', to: 'AskAgain' });
  assert.equal(changes.length, 1);
  const expected = ORDER.replace("id='Ask'", "id='AskAgain'")
    .replace('attachedToRef="Ask"', 'attachedToRef="AskAgain"')
    .replace('targetRef="Ask"', 'targetRef="AskAgain"')
    .replace('sourceRef="Ask"', 'sourceRef="AskAgain"')
    .replace('bpmnElement="Ask"', 'bpmnElement="AskAgain"');
  assert.equal(changes[0].text, expected);
  assert.deepEqual(
    mentions.map(({ element }) => element),
    ['Count'],
  );
});

test('Q21: a renamed process takes its callers in other files along', () => {
  const workspace = library({ 'copy/ship.bpmn': SHIP });
  const first = workspace.rename({ file: 'ship.bpmn', from: 'ship', to: 'deliver' });
  assert.deepEqual(first.changes.map(({ file }) => file).sort(), ['order.bpmn', 'ship.bpmn']);
  const second = workspace.rename({ file: 'copy/ship.bpmn', from: 'ship', to: 'deliver' });
  assert.deepEqual(
    second.changes.map(({ file }) => file),
    ['copy/ship.bpmn'],
  );
  for (const { file, text } of second.changes) workspace.put(file, text);
  assert.deepEqual(
    workspace.validate().filter(({ severity, code }) => severity === 'error' && code.startsWith('workspace/')),
    [],
  );
});

test('a rename refuses what is no id, taken or not there', () => {
  const workspace = library();
  const refused = (request, message) =>
    assert.throws(() => workspace.rename({ file: 'order.bpmn', ...request }), message);
  refused({ from: 'Ask', to: 'two words' }, /cannot be an id/);
  refused({ from: 'Ask', to: 'Count' }, /taken by a scriptTask of order\.bpmn/);
  refused({ from: 'order', to: 'ship' }, /taken by a process of ship\.bpmn/);
  refused({ from: 'nobody', to: 'x' }, /no element/);
});

test('the names known at an element come from what was before it, callers included', async () => {
  const workspace = library();
  await workspace.ready();
  const names = (element) =>
    workspace
      .variables(element)
      .map(({ name }) => name)
      .sort();
  assert.deepEqual(names('Count'), []);
  assert.deepEqual(names('Ask'), ['amount', 'colour', 'order_name']);
  assert.deepEqual(names('Ship'), ['amount', 'colour', 'order_name', 'page']);
  assert.ok(names('Pack').includes('page'));
  const [page] = workspace.variables('Ship');
  assert.deepEqual(page, { name: 'page', sources: [{ kind: 'result', element: 'Fetch', file: 'order.bpmn' }] });
});

const FAILING = file(`  <bpmn:process id="failing" isExecutable="true">
    <bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="Know"/>
    <bpmn:scriptTask id="Know" scriptFormat="python"><bpmn:script>customer = {'id': 7}</bpmn:script></bpmn:scriptTask>
    <bpmn:sequenceFlow id="g" sourceRef="Know" targetRef="Fail"/>
    <bpmn:scriptTask id="Fail" scriptFormat="python"><bpmn:script>1 / 0</bpmn:script></bpmn:scriptTask>
  </bpmn:process>`);

for (const profile of ['bpmn', 'spiffworkflow']) {
  test(`Q11: a name in the data of a task and in a data object has two values and two writers (${profile})`, async () => {
    const workspace = signalbox.workspace({ profile });
    const again =
      '<bpmn:scriptTask id="Again" scriptFormat="python"><bpmn:script>kept = 2</bpmn:script></bpmn:scriptTask>';
    workspace.put(
      'keeping.bpmn',
      KEEPING.replace(
        'targetRef="Look"/>',
        `targetRef="Again"/>${again}<bpmn:sequenceFlow id="h" sourceRef="Again" targetRef="Look"/>`,
      ),
    );
    const run = await workspace.start('keeping');
    run.continue();
    const [look] = run.tasks({ element: 'Look' });
    const own = run.provenance(look.id).find(({ name }) => name === 'kept');
    const objects = () => run.dataObjects().map(({ id, value, writer }) => [id, value, writer?.element ?? null]);
    assert.deepEqual([own.value, own.element], [2, 'Again']);
    assert.deepEqual(objects(), [['kept', 7, 'Write']]);
    run.editDataObject('kept', 8);
    assert.deepEqual(objects(), [['kept', 8, null]]);
    run.reset(run.tasks({ element: 'Write', finished: true })[0].id);
    // SpiffWorkflow's reset leaves data objects as they are.
    assert.deepEqual(objects(), [['kept', profile === 'bpmn' ? null : 8, null]]);
  });
}

test('Q22: metadata and the fault policy come from process_model.json', async () => {
  const model = JSON.stringify({
    display_name: 'Failing',
    fault_or_suspend_on_exception: 'suspend',
    exception_notification_addresses: ['ops@example.com'],
    metadata_extraction_paths: [
      { key: 'cid', path: 'customer.id' },
      { key: 'none', path: 'customer.name' },
    ],
  });
  const workspace = library({ 'failing/failing.bpmn': FAILING, 'failing/process_model.json': model });
  const run = await workspace.start('failing');
  const { run: info } = run.continue();
  assert.equal(info.status, 'suspended');
  assert.deepEqual(run.metadata(), [
    { key: 'cid', path: 'customer.id', value: 7, task: run.metadata()[0].task, element: 'Know' },
    { key: 'none', path: 'customer.name' },
  ]);
  const [told] = run.messages();
  assert.equal(told.name, 'SystemErrorMessage');
  assert.deepEqual(told.payload.recipients, ['ops@example.com']);
  assert.match(told.payload.message_text, /Fail.*division/);
});

test('Q22: the policy can be given with the start, or switched off', async () => {
  const workspace = library({ 'failing.bpmn': FAILING });
  const plain = await workspace.start('failing', { processModel: false });
  assert.equal(plain.continue().run.status, 'incident');
  assert.deepEqual(plain.messages(), []);
  const told = await workspace.start('failing', { processModel: { notify: ['ops'] } });
  assert.equal(told.continue().run.status, 'incident');
  assert.equal(told.messages()[0].name, 'SystemErrorMessage');
  await assert.rejects(workspace.start('failing', { processModel: { onError: 'never' } }), /onError/);
});

const JOIN = file(`  <bpmn:process id="join" isExecutable="true">
    <bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f0" sourceRef="s" targetRef="split"/>
    <bpmn:parallelGateway id="split"/><bpmn:parallelGateway id="meet"/>
    <bpmn:sequenceFlow id="f1" sourceRef="split" targetRef="A"/><bpmn:sequenceFlow id="f2" sourceRef="split" targetRef="B"/>
    <bpmn:scriptTask id="A" scriptFormat="python"><bpmn:script>x = 'a'
only_a = 1</bpmn:script></bpmn:scriptTask>
    <bpmn:scriptTask id="B" scriptFormat="python"><bpmn:script>x = 'b'</bpmn:script></bpmn:scriptTask>
    <bpmn:sequenceFlow id="f3" sourceRef="A" targetRef="meet"/><bpmn:sequenceFlow id="f4" sourceRef="B" targetRef="meet"/>
    <bpmn:sequenceFlow id="f5" sourceRef="meet" targetRef="Look"/><bpmn:manualTask id="Look"/>
    <bpmn:dataStore id="none"/>
  </bpmn:process>`).replace('<bpmn:dataStore id="none"/>', '');

for (const profile of ['bpmn', 'spiffworkflow']) {
  test(`Q11: provenance tells who wrote a variable and what a join overwrote (${profile})`, async () => {
    const workspace = signalbox.workspace({ profile });
    workspace.put('join.bpmn', JOIN);
    const run = await workspace.start('join', { data: { x: 'start', given: 1 } });
    run.continue();
    const [look] = run.tasks({ element: 'Look' });
    const found = Object.fromEntries(run.provenance(look.id).map((known) => [known.name, known]));
    const short = ({ value, element, overwrote }) => ({
      value,
      element,
      overwrote: overwrote.map((lost) => [lost.element, lost.value]),
    });
    assert.deepEqual(short(found.x), { value: 'b', element: 'B', overwrote: [['A', 'a']] });
    assert.deepEqual(short(found.only_a), { value: 1, element: 'A', overwrote: [] });
    assert.deepEqual(short(found.given), { value: 1, element: 's', overwrote: [] });
    assert.equal(run.provenance(999), null);
  });
}

for (const profile of ['bpmn', 'spiffworkflow']) {
  test(`Q6: a value written through an output association is in the data object, not in the data of tasks (${profile})`, async () => {
    const workspace = signalbox.workspace({ profile });
    workspace.put('keeping.bpmn', KEEPING);
    const run = await workspace.start('keeping');
    run.continue();
    assert.deepEqual(
      run.dataObjects().map(({ id, value, written }) => [id, value, written]),
      [['kept', 7, true]],
    );
    assert.deepEqual(run.tasks({ element: 'Look' })[0].data, { beside: 1 });
  });
}

test('Q6: data stores are edited in place, and the edit is in the history', async () => {
  const workspace = signalbox.workspace();
  workspace.put('join.bpmn', JOIN);
  const run = await workspace.start('join', { dataStores: { kept: [1] } });
  const before = run.info().position;
  run.editDataStore('kept', [1, 2]);
  assert.deepEqual(run.dataStores(), { kept: [1, 2] });
  const at = run.info().position;
  run.checkout(before);
  assert.deepEqual(run.dataStores(), { kept: [1] });
  run.checkout(at);
});

test('Q44: what the host gives and cannot be saved is refused with its path', async () => {
  const workspace = signalbox.workspace();
  workspace.put('join.bpmn', JOIN);
  const around = { list: [] };
  around.list.push(around);
  const refused = (data, message) =>
    assert.rejects(workspace.start('join', { data }), { code: 'api/not-data', message });
  await refused({ x: [1, { f: () => 1 }] }, /data\.x\[1\]\.f is a function/);
  await refused({ around }, /data\.around\.list\[0\] is a reference to what is around it/);
  await refused({ x: { s: Symbol('s') } }, /data\.x\.s is a symbol/);
  const run = await workspace.start('join');
  assert.throws(() => run.editDataStore('kept', [() => 1]), { message: /value\[0\] is a function/ });
});
