// What the diagrams of a library know is offered by the panel of each of them, in the shapes of bpmn-js-spiffworkflow.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { element, openFile, ready, save, select } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';
import { drawing } from './lib/drawing.mjs';
import { startEmbedded } from './lib/embedded.mjs';

let site;
let library;
let asked;
before(async () => {
  [site, library] = await Promise.all([start(), startEmbedded('offers.html')]);
  ({ page: asked } = await library.open({}, 'text=ready', 'offers.html'));
});
after(() => Promise.all([site?.close(), library?.close()]));

const shop = (roots, ...elements) => ({ name: 'shop/order.bpmn', text: drawing(elements, { roots }) });
const at = (name, file) => ({ ...file, name });
const PAID = `<bpmn:message id="m1" name="paid"/><bpmn:correlationProperty id="order_id"><bpmn:correlationPropertyRetrievalExpression
  messageRef="m1"><bpmn:messagePath>order["id"]</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>`;
const metadata = (name) =>
  `<bpmn:userTask id="${name}"><bpmn:extensionElements><spiffworkflow:taskMetadataValues><spiffworkflow:taskMetadataValue name="${name}"/></spiffworkflow:taskMetadataValues></bpmn:extensionElements></bpmn:userTask>`;
const byOrder = { identifier: 'order_id', retrieval_expression: 'order["id"]' };
const paid = { location: 'shop', schema: {}, identifier: 'paid', correlation_properties: [byOrder] };

const cases = {
  'a message with its correlation': ['messagesIn', [shop(PAID)], [paid]],
  'a message of two files is one': ['messagesIn', [shop(PAID), at('b.bpmn', shop(PAID))], [paid]],
  'a message without a name goes by its id': [
    'messagesIn',
    [at('a.bpmn', shop('<bpmn:message id="m1"/>'))],
    [{ location: '', schema: {}, identifier: 'm1', correlation_properties: [] }],
  ],
  'the schema that a message names': [
    'messagesIn',
    [
      shop('<bpmn:message id="m1" name="paid" spiffworkflow:jsonSchemaId="payment"/>'),
      { name: 'shop/payment.json', text: '{"type": "object"}' },
    ],
    [{ ...paid, schema: { type: 'object' }, correlation_properties: [] }],
  ],
  'a data store with the type of its reference': [
    'dataStoresIn',
    [
      shop(
        '<bpmn:dataStore id="prices" name="KKVDataStore"/>',
        '<bpmn:dataStoreReference id="D" name="Prices" type="kkv" dataStoreRef="prices"/>',
      ),
    ],
    [{ id: 'prices', type: 'kkv', name: 'Prices', clz: 'KKVDataStore' }],
  ],
  'a data store that no reference shows': [
    'dataStoresIn',
    [shop('<bpmn:dataStore id="prices" name="JSONDataStore"/>')],
    [{ id: 'prices', type: 'json', name: 'prices', clz: 'JSONDataStore' }],
  ],
  'keys of task metadata, each once': [
    'metadataKeysIn',
    [shop('', metadata('icon')), at('b.bpmn', shop('', metadata('icon'), metadata('due')))],
    [{ name: 'due' }, { name: 'icon' }],
  ],
  'a file that cannot be read offers nothing': ['messagesIn', [{ name: 'a.bpmn', text: '<message' }], []],
};

for (const [name, [question, files, answer]] of Object.entries(cases)) {
  test(name, async () => {
    const found = await asked.evaluate(([ask, library]) => window.offers[ask](library), [question, files]);
    assert.deepEqual(found, answer);
  });
}

test('the panel of one diagram offers what another one has', async () => {
  const { page, errors } = await site.open();
  const stores = '<bpmn:dataStore id="prices" name="KKVDataStore"/>';
  await openFile(
    page,
    'other.bpmn',
    drawing([metadata('icon')], { roots: PAID + stores }).replaceAll('Everything', 'Other'),
  );
  const own = ['<bpmn:sendTask id="S"/>', '<bpmn:userTask id="U"/>', '<bpmn:dataStoreReference id="D"/>'];
  await openFile(page, 'order.bpmn', drawing(own));
  await ready(page);
  const field = (id) => page.locator(`[data-entry-id="${id}"] input`);
  const proposals = (id) =>
    page.locator(`#${id}-proposals option`).evaluateAll((options) => options.map(({ value }) => value));
  await select(page, 'S');
  assert.deepEqual(await proposals('signalbox-message-name'), ['paid']);
  await field('signalbox-message-name').fill('paid');
  await field('signalbox-message-name').blur();
  await select(page, 'U');
  await page.locator('[data-group-id="group-task_metadata_properties"] .bio-properties-panel-add-entry').click();
  assert.deepEqual(await proposals('signalbox-metadata-0-name'), ['icon']);
  await select(page, 'D');
  assert.deepEqual(await proposals('signalbox-data-store'), ['prices']);
  const saved = await save(page);
  assert.match(saved, /<bpmn:message id="paid" name="paid" \/>/);
  assert.match(saved, /<bpmn:correlationProperty id="order_id"/);
  assert.deepEqual(errors, []);
});

test('a message is edited with its correlation, in one step, and those of other files are offered', async () => {
  const { page, errors } = await site.open();
  await openFile(page, 'paid.bpmn', shop(PAID).text);
  await ready(page);
  await openFile(page, 'send.bpmn', drawing(['<bpmn:sendTask id="S" name="Tell"/>']));
  await select(page, 'S');
  await page.locator('[data-group-id="group-messages"]').getByRole('button', { name: 'Edit the message' }).click();
  const dialog = page.getByRole('dialog', { name: 'Message' });
  await dialog.getByLabel('Name').fill('paid');
  await dialog.getByLabel('Where property 1 stands').and(page.locator('[value^="order"]')).waitFor();
  await dialog.getByRole('button', { name: 'Add a property' }).click();
  await dialog.getByLabel('Property 2', { exact: true }).fill('no id');
  await dialog.getByText('cannot be an id').waitFor();
  await dialog.getByLabel('Property 2', { exact: true }).fill('customer');
  await dialog.getByLabel('Where property 2 stands').fill('who');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  const text = (await save(page)).replace(/\s+/g, ' ').replaceAll('> <', '><');
  assert.match(text, /<bpmn:sendTask id="S" name="Tell" messageRef="paid"/);
  assert.match(text, /<bpmn:correlationProperty id="order_id".*?>order\["id"\]</);
  assert.match(text, /<bpmn:correlationProperty id="customer".*?>who</);
  await element(page, 'S').locator('.djs-hit').first().click();
  await page.keyboard.press('Control+z');
  assert.doesNotMatch(await save(page), /paid|customer/);
  assert.deepEqual(errors, []);
});
