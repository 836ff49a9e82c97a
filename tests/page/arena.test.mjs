// A page that was written for bpmn-js-spiffworkflow, with our module in its modeler.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { select } from './lib/actions.mjs';
import { drawing } from './lib/drawing.mjs';
import { startEmbedded } from './lib/embedded.mjs';

let site;
before(async () => {
  site = await startEmbedded('arena.html');
});
after(() => site?.close());

async function show(elements, options) {
  const { page, errors } = await site.open({}, 'body[data-ready]', 'arena.html');
  await page.evaluate((xml) => window.modeler.importXML(xml), drawing(elements, options));
  return { page, errors };
}
const saved = async (page) => {
  const { xml } = await page.evaluate(() => window.modeler.saveXML({ format: true }));
  return xml.replace(/\s+/g, ' ').replaceAll('> <', '><');
};
const fire = (page, event, payload) =>
  page.evaluate(([event, payload]) => window.modeler.get('eventBus').fire(event, payload), [event, payload]);
/** What a host remembers of an edit, as far as it can be told in words. */
const opened = (page, name) =>
  page.evaluate((name) => {
    const { eventBus, element, type, ...rest } = window.opened[name];
    return { ...rest, ...(element ? { element: element.id } : {}), hasBus: typeof eventBus?.fire === 'function' };
  }, name);
const entry = (page, id) => page.locator(`[data-entry-id="${id}"]`);
const launch = (page, id) =>
  page
    .locator('.sb-code', { has: entry(page, id) })
    .locator('.sb-code__launch')
    .click();
const button = (page, id) => entry(page, id).locator('button').click();
const proposals = (page, id) =>
  page.locator(`#${id}-proposals option`).evaluateAll((options) => options.map(({ value }) => value));
const type = async (page, id, text) => {
  await entry(page, id).locator('input, textarea').first().fill(text);
  await entry(page, id).locator('input, textarea').first().blur();
};

test('what only the host knows is asked for and offered', async () => {
  const { page, errors } = await show([
    '<bpmn:serviceTask id="S"/>',
    '<bpmn:userTask id="U"/>',
    '<bpmn:businessRuleTask id="R"/>',
    '<bpmn:dataStoreReference id="D"/>',
    '<bpmn:receiveTask id="M"/>',
  ]);
  await select(page, 'S');
  await type(page, 'signalbox-operator', 'http/GetRequest');
  await select(page, 'U');
  assert.deepEqual(await proposals(page, 'signalbox-formJsonSchemaFilename'), ['a-schema.json']);
  await page.locator('[data-group-id="group-task_metadata_properties"] .bio-properties-panel-add-entry').click();
  assert.deepEqual(await proposals(page, 'signalbox-metadata-0-name'), ['icon', 'due']);
  await select(page, 'R');
  assert.deepEqual(await proposals(page, 'signalbox-decision-id'), ['price']);
  await select(page, 'D');
  await type(page, 'signalbox-data-store', 'prices');
  await select(page, 'M');
  await type(page, 'signalbox-message-name', 'paid');
  const xml = await saved(page);
  for (const part of [
    '<spiffworkflow:parameter id="url" type="str" /><spiffworkflow:parameter id="headers" type="any" />',
    '<spiffworkflow:taskMetadataValue name="icon" />',
    '<bpmn:dataStore id="prices" name="KKVDataStore" />',
    '<bpmn:receiveTask id="M" messageRef="paid"',
    '<bpmn:correlationProperty id="order_id" name="order_id"><bpmn:correlationPropertyRetrievalExpression messageRef="paid"><bpmn:formalExpression>id<',
  ])
    assert.ok(xml.includes(part), `${part}\n${xml}`);
  const asked = await page.evaluate(() => window.asked);
  assert.ok(
    Object.values(asked).every((times) => times <= 2),
    JSON.stringify(asked),
  );
  assert.deepEqual(errors, []);
});

test('a script goes to the host and comes back, with and without its element', async () => {
  const { page, errors } = await show([
    '<bpmn:scriptTask id="A"><bpmn:script>a = 1</bpmn:script></bpmn:scriptTask>',
    '<bpmn:scriptTask id="B"/>',
  ]);
  await select(page, 'A');
  await launch(page, 'signalbox-script-text');
  assert.deepEqual(await opened(page, 'script.edit'), {
    element: 'A',
    scriptType: 'bpmn:script',
    script: 'a = 1',
    hasBus: true,
  });
  // The first edit is given up. The next update belongs to the edit that was opened after it.
  await select(page, 'B');
  await launch(page, 'signalbox-script-text');
  await fire(page, 'spiff.script.update', { scriptType: 'bpmn:script', script: 'b = 2' });
  assert.match(await saved(page), /id="A"><bpmn:script>a = 1<.*id="B"><bpmn:script>b = 2</);
  await page.evaluate(() => {
    const element = window.modeler.get('elementRegistry').get('A');
    window.modeler.get('eventBus').fire('spiff.script.update', { scriptType: 'bpmn:script', script: 'a = 3', element });
  });
  assert.match(await saved(page), /id="A"><bpmn:script>a = 3<.*id="B"><bpmn:script>b = 2</);
  await page.evaluate(() => window.modeler.get('commandStack').undo());
  assert.match(await saved(page), /id="A"><bpmn:script>a = 1</);
  assert.deepEqual(errors, []);
});

test('an update for an element that is gone changes nothing', async () => {
  const { page, errors } = await show(['<bpmn:scriptTask id="A"/>', '<bpmn:scriptTask id="B"/>']);
  await select(page, 'A');
  await launch(page, 'signalbox-script-text');
  await page.evaluate(() => window.modeler.get('modeling').removeShape(window.modeler.get('elementRegistry').get('A')));
  await fire(page, 'spiff.script.update', { scriptType: 'bpmn:script', script: 'late' });
  assert.doesNotMatch(await saved(page), /late/);
  assert.deepEqual(errors, []);
});

test('the pad beside an element opens its scripts', async () => {
  const { page } = await show(['<bpmn:userTask id="U"/>', '<bpmn:scriptTask id="S"/>']);
  await select(page, 'U');
  await page.locator('.djs-context-pad [data-action="trigger-preScript"]').click();
  assert.equal((await opened(page, 'script.edit')).scriptType, 'spiffworkflow:PreScript');
  await fire(page, 'spiff.script.update', { scriptType: 'spiffworkflow:PreScript', script: 'n = 1' });
  await page.locator('.djs-context-pad [data-action="trigger-postScript"]').click();
  assert.equal((await opened(page, 'script.edit')).scriptType, 'spiffworkflow:PostScript');
  await select(page, 'S');
  await page.locator('.djs-context-pad [data-action="trigger-script"]').click();
  assert.equal((await opened(page, 'script.edit')).element, 'S');
  assert.match(await saved(page), /<spiffworkflow:preScript>n = 1</);
});

test('Markdown, files, decisions and called processes are edited by the host', async () => {
  const { page, errors } = await show([
    '<bpmn:userTask id="U"/>',
    '<bpmn:businessRuleTask id="R"/>',
    '<bpmn:callActivity id="C" calledElement="old"/>',
  ]);
  await select(page, 'U');
  await launch(page, 'signalbox-instructions-text');
  assert.deepEqual(await opened(page, 'markdown.edit'), {
    value: '',
    listenEvent: 'spiff.markdown.update',
    hasBus: true,
  });
  await fire(page, 'spiff.markdown.update', { value: '# Hi' });
  await button(page, 'signalbox-formJsonSchemaFilename-open');
  assert.equal((await opened(page, 'file.edit')).listenEvent, 'spiff.jsonSchema.update');
  await fire(page, 'spiff.jsonSchema.update', { value: 'new-schema.json' });
  await select(page, 'R');
  await type(page, 'signalbox-decision-id', 'price');
  await button(page, 'signalbox-decision-open');
  assert.deepEqual(await opened(page, 'dmn.edit'), { value: 'price', hasBus: true });
  await page.getByRole('button', { name: 'Open the called process' }).click();
  assert.deepEqual(await opened(page, 'callactivity.edit'), { element: 'C', processId: 'old', hasBus: false });
  await select(page, 'C');
  await page.getByRole('button', { name: 'Find a process' }).click();
  const search = await opened(page, 'callactivity.search');
  assert.deepEqual([search.element, search.processId], ['C', 'old']);
  await page.evaluate(() => {
    const { element, eventBus } = window.opened['callactivity.search'];
    eventBus.fire('spiff.callactivity.update', { element, value: 'new' });
  });
  const xml = await saved(page);
  assert.match(xml, /<spiffworkflow:instructionsForEndUser># Hi</);
  assert.match(xml, /name="formJsonSchemaFilename" value="new-schema.json"/);
  assert.match(xml, /calledElement="new"/);
  assert.deepEqual(errors, []);
});

test("the host's message editor gives a message with its correlation", async () => {
  const { page, errors } = await show(['<bpmn:sendTask id="S" messageRef="m"/>'], {
    roots: `<bpmn:message id="m" name="m"/><bpmn:correlationProperty id="old" name="old">
      <bpmn:correlationPropertyRetrievalExpression messageRef="m"><bpmn:messagePath>a</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>`,
  });
  await select(page, 'S');
  await button(page, 'signalbox-message-edit');
  const { value, listenEvent } = await opened(page, 'message.edit');
  assert.equal(listenEvent, 'spiff.message.update');
  assert.deepEqual(value, {
    elementId: 'S',
    messageId: 'm',
    correlation_properties: [{ id: 'old', retrievalExpression: 'a' }],
  });
  await fire(page, 'spiff.message.save', {});
  await fire(page, 'spiff.add_message.returned', {
    name: 'm',
    elementId: 'S',
    correlation_properties: { fresh: { retrieval_expression: 'b' }, listed: { retrieval_expressions: ['c'] } },
  });
  let xml = await saved(page);
  assert.doesNotMatch(xml, /id="old"/);
  assert.match(xml, /id="fresh" name="fresh">.*>b<.*id="listed".*>c</);
  await fire(page, 'spiff.message.update', { value: 'other' });
  xml = await saved(page);
  assert.match(xml, /<bpmn:message id="other" name="other" \/>/);
  assert.match(xml, /<bpmn:sendTask id="S" messageRef="other"/);
  for (let presses = 0; presses < 2; presses++) await page.evaluate(() => window.modeler.get('commandStack').undo());
  xml = await saved(page);
  assert.match(xml, /id="old"/);
  assert.doesNotMatch(xml, /fresh|other/);
  assert.deepEqual(errors, []);
});

test('data inputs and outputs come from the palette into the specification of the process', async () => {
  const { page, errors } = await show(['<bpmn:task id="T"/>']);
  await page.locator('.djs-palette [data-action="create.data-input"]').click();
  await page.mouse.click(500, 400);
  await page.locator('.djs-palette [data-action="create.data-output"]').click();
  await page.mouse.click(600, 400);
  const xml = await saved(page);
  assert.match(
    xml,
    /<bpmn:ioSpecification[^>]*><bpmn:dataInput id="(\w+)" \/><bpmn:dataOutput id="(\w+)" \/><bpmn:inputSet[^>]*><bpmn:dataInputRefs>\1<.*<bpmn:dataOutputRefs>\2</,
  );
  await page.evaluate(() => {
    window.modeler.get('commandStack').undo();
    window.modeler.get('commandStack').undo();
  });
  assert.doesNotMatch(await saved(page), /<bpmn:dataInput |<bpmn:dataOutput /);
  assert.deepEqual(errors, []);
});

test('references share a data object, which goes with the last of them', async () => {
  const { page, errors } = await show([
    '<bpmn:dataObject id="d"/>',
    '<bpmn:dataObjectReference id="A" dataObjectRef="d"/>',
    '<bpmn:dataObjectReference id="B" dataObjectRef="d"/>',
    '<bpmn:dataObjectReference id="C" dataObjectRef="nothing"/>',
  ]);
  await page.locator('.djs-element.sb-dangling[data-element-id="C"]').waitFor();
  const remove = (id) =>
    page.evaluate(
      (id) => window.modeler.get('modeling').removeShape(window.modeler.get('elementRegistry').get(id)),
      id,
    );
  await remove('A');
  assert.match(await saved(page), /<bpmn:dataObject id="d" \/>/);
  await remove('B');
  assert.doesNotMatch(await saved(page), /<bpmn:dataObject id="d"/);
  await page.evaluate(() => window.modeler.get('commandStack').undo());
  assert.match(await saved(page), /<bpmn:dataObject id="d" \/>/);
  assert.deepEqual(errors, []);
});

test('a new reference shows the first data object of the process, and stays in its process', async () => {
  const { page, errors } = await show([
    '<bpmn:dataObject id="d"/>',
    '<bpmn:dataObjectReference id="A" dataObjectRef="d"/>',
    '<bpmn:subProcess id="P"/>',
  ]);
  await page.locator('.djs-palette [data-action="create.data-object"]').click();
  await page.mouse.click(500, 420);
  await page.keyboard.press('Escape');
  const xml = await saved(page);
  assert.equal(xml.match(/<bpmn:dataObject /g).length, 1);
  assert.equal(xml.match(/dataObjectRef="d"/g).length, 2);
  const mayMove = (target) =>
    page.evaluate((target) => {
      const registry = window.modeler.get('elementRegistry');
      const context = { shapes: [registry.get('A')], target: registry.get(target) };
      return window.modeler.get('rules').allowed('elements.move', context);
    }, target);
  assert.deepEqual([await mayMove('P'), await mayMove('Everything')], [false, true]);
  assert.deepEqual(errors, []);
});

test('a data store goes with its last reference', async () => {
  const { page, errors } = await show(['<bpmn:dataStoreReference id="D" dataStoreRef="s"/>'], {
    roots: '<bpmn:dataStore id="s" name="JSONDataStore"/>',
  });
  await page.evaluate(() => window.modeler.get('modeling').removeShape(window.modeler.get('elementRegistry').get('D')));
  assert.doesNotMatch(await saved(page), /<bpmn:dataStore/);
  await page.evaluate(() => window.modeler.get('commandStack').undo());
  assert.match(await saved(page), /<bpmn:dataStore id="s"/);
  assert.deepEqual(errors, []);
});

test("tasks of the host's own are drawn, appended and filled in", async () => {
  const { page, errors } = await show(['<bpmn:task id="T"/>']);
  await select(page, 'T');
  await page.locator('.djs-context-pad [data-action="append.custom-robot"]').click();
  await page.keyboard.press('Escape');
  await type(page, 'signalbox-custom-robot-speed', '3');
  await entry(page, 'signalbox-custom-robot-careful').locator('input').check({ force: true });
  await page.locator('.djs-palette [data-action="create.custom-crm"]').click();
  await page.mouse.click(500, 420);
  await page.keyboard.press('Escape');
  await entry(page, 'signalbox-custom-crm-customer').getByText('This is needed.').waitFor();
  await type(page, 'signalbox-custom-crm-customer', 'number');
  await entry(page, 'signalbox-custom-crm-depth').locator('select').selectOption("'full'");
  const xml = await saved(page);
  assert.match(
    xml,
    /name="Look up customer"><bpmn:extensionElements><spiffworkflow:serviceTaskOperator id="crm\/Lookup">/,
  );
  assert.match(
    xml,
    /<spiffworkflow:parameter id="customer" type="str" value="number" \/><spiffworkflow:parameter id="depth" type="any" value="&#39;full&#39;" \/>/,
  );
  assert.match(xml, /<acme:robot[^>]* speed="3" careful="true" \/>/);
  assert.match(xml, /<bpmn:sequenceFlow [^>]*sourceRef="T"/);
  await page.evaluate(() => window.modeler.get('commandStack').undo());
  assert.match(await saved(page), /id="depth" type="any" value="&#39;short&#39;"/);
  assert.deepEqual(errors, []);
});
