// What the diagrams of a library know is offered by the panel of each of them, in the shapes of bpmn-js-spiffworkflow.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openFile, ready, save, select } from './lib/actions.mjs';
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
