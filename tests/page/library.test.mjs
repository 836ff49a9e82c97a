// Libraries of files on the page: folders and archives in and out, byte for byte; everything there again after a reload.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { strToU8, unzipSync } from 'fflate';
import {
  backTo,
  example,
  hasState,
  kept,
  openExample,
  openFile,
  openZip,
  panel,
  press,
  ready,
  toManager,
} from './lib/actions.mjs';
import { start } from './lib/browser.mjs';
import { drawing } from './lib/drawing.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

const utf16 = (text) => new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
const process = (id) =>
  `<?xml version="1.0" encoding="UTF-8"?>\r\n<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:acme="http://acme.example/" id="D" targetNamespace="t">\r\n  <bpmn:process id="${id}" isExecutable="true" acme:kept='yes'><bpmn:startEvent id="s"/></bpmn:process>\r\n</bpmn:definitions>`;

/** A process model as SpiffArena hands it out, with what is easily lost: line ends, encodings, bytes that are no text. */
const MODEL = {
  'shop/order/order.bpmn': strToU8(example('order-approval.bpmn')),
  'shop/order/process_model.json': strToU8('{"display_name": "Order"}\r\n'),
  'shop/order/wide.bpmn': utf16(process('wide').replace('UTF-8', 'UTF-16')),
  'shop/order/latin.bpmn': new Uint8Array(
    Buffer.from(process('latin').replace('UTF-8', 'ISO-8859-1').replace("'yes'", "'jä'"), 'latin1'),
  ),
  'shop/logo.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255]),
};

async function exported(page) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save all files as a zip archive' }).click(),
  ]);
  return unzipSync(new Uint8Array(readFileSync(await download.path())));
}

test('Q21: export and import give the same bytes', async () => {
  const { page, errors } = await site.open();
  await openZip(page, MODEL);
  await page.locator('.djs-shape').first().waitFor();
  await ready(page);
  await page.locator('.files').getByRole('button', { name: 'wide.bpmn', exact: true }).click();
  const found = await exported(page);
  assert.deepEqual(Object.keys(found).sort(), Object.keys(MODEL).sort());
  for (const [name, bytes] of Object.entries(MODEL))
    assert.deepEqual(Buffer.from(found[name]), Buffer.from(bytes), name);
  await page.reload();
  await page.locator('.files__folder').first().waitFor();
  const again = await exported(page);
  for (const [name, bytes] of Object.entries(MODEL))
    assert.deepEqual(Buffer.from(again[name]), Buffer.from(bytes), name);
  assert.deepEqual(errors, []);
});

test('Q21: files that clash go into a folder of their own, and both are named', async () => {
  const { page } = await site.open();
  await openZip(page, { 'a.bpmn': strToU8(process('same')), 'b.json': strToU8('{}') });
  await openZip(page, { 'a.bpmn': strToU8(`${process('same')}\n`), 'b.json': strToU8('{}') });
  await page.locator('.files__folder', { hasText: 'import' }).getByText('a.bpmn').waitFor();
  await panel(page, 'Problems');
  await page.getByText('has the same id as a process of a.bpmn').first().waitFor();
});

test('Q20: a reload brings back the run with all branches, and the position looked at', async () => {
  const { page, errors } = await site.open();
  await toManager(page);
  await backTo(page, 'EnterOrder', 'ready');
  await page.getByLabel('Quantity').fill('1');
  await page.getByRole('button', { name: 'Complete', exact: true }).click();
  await press(page, 'run');
  await hasState(page, 'ShipOrder', 'ready');
  await press(page, 'back');
  await page.locator('.sb-past:visible').waitFor();
  const position = () => page.locator('.facts dd', { hasText: 'events' }).innerText();
  await page.getByRole('tab', { name: 'Inspect' }).click();
  await page.locator('.inspector').waitFor();
  await page
    .locator('.djs-container svg')
    .first()
    .click({ position: { x: 5, y: 300 } });
  const before = await position();
  await kept(
    page,
    'run',
    ({ branches, position }) => branches.length === 2 && String(position) === before.split(' ')[0],
  );
  await page.reload();
  await page.locator('.sb-past:visible').waitFor();
  await page.getByRole('tab', { name: 'Inspect' }).click();
  await page.getByRole('button', { name: 'Branch 2' }).waitFor();
  assert.equal(await position(), before);
  await page.getByRole('button', { name: 'Branch 1' }).click();
  await hasState(page, 'ApproveOrder', 'ready');
  assert.deepEqual(errors, []);
});

test('several libraries stand side by side', async () => {
  const { page } = await site.open();
  await openZip(page, { 'one/a.bpmn': strToU8(process('a')), 'one/b.bpmn': strToU8(process('b')) });
  await kept(page, 'workspace', ({ order }) => order.includes('one/b.bpmn'));
  await page.getByLabel('Library', { exact: true }).selectOption({ label: 'New library' });
  await page.locator('.welcome').waitFor();
  await openZip(page, { 'two/c.bpmn': strToU8(process('c')), 'two/d.bpmn': strToU8(process('d')) });
  assert.equal(await page.locator('.files__folder', { hasText: 'one' }).count(), 0);
  await kept(page, 'workspace', ({ order }) => order.includes('two/d.bpmn'));
  await page.getByLabel('Library', { exact: true }).selectOption('current');
  await page.locator('.files__folder', { hasText: 'one' }).waitFor();
  assert.equal(await page.locator('.files__folder', { hasText: 'two' }).count(), 0);
});

test('Q11: task and process data stand side by side, with who wrote what, and are edited in place', async () => {
  const { page, errors } = await site.open();
  await toManager(page);
  await panel(page, 'Data');
  const data = page.getByLabel('Task data');
  await data.locator('tr', { hasText: 'amount' }).getByText('from Calculate price').waitFor();
  await page.getByLabel('Process data').getByText('Lanes').waitFor();
  await data.getByRole('button', { name: 'Edit amount' }).click();
  await data.getByLabel('Value of amount as JSON').fill('no number');
  await data.getByRole('button', { name: 'Set' }).click();
  await data.getByRole('alert').getByText('This is not JSON').waitFor();
  await data.getByLabel('Value of amount as JSON').fill('3000');
  await data.getByRole('button', { name: 'Set' }).click();
  await data.locator('tr', { hasText: 'amount' }).getByText('3000').waitFor();
  assert.deepEqual(errors, []);
});

test('Q11: a name that is in both scopes shows two values, and who wrote each', async () => {
  const { page, errors } = await site.open();
  const script = (id, name, text, inside = '') =>
    `<bpmn:scriptTask id="${id}" name="${name}" scriptFormat="python">${inside}<bpmn:script>${text}</bpmn:script></bpmn:scriptTask>`;
  const out = '<bpmn:dataOutputAssociation id="out"><bpmn:targetRef>Ref</bpmn:targetRef></bpmn:dataOutputAssociation>';
  const both = drawing([
    '<bpmn:dataObject id="sum"/>',
    '<bpmn:dataObjectReference id="Ref" dataObjectRef="sum"/>',
    '<bpmn:startEvent id="s"/>',
    script('Agree', 'Agree on a sum', 'sum = 100', out),
    script('Guess', 'Guess a sum', 'sum = 7'),
    '<bpmn:userTask id="Look"/>',
    ...['s Agree', 'Agree Guess', 'Guess Look']
      .map((way) => way.split(' '))
      .map(([from, to]) => `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`),
  ]);
  await openFile(page, 'both.bpmn', both);
  await ready(page);
  await page.keyboard.press('F5');
  await hasState(page, 'Look', 'ready');
  await panel(page, 'Data');
  const own = page.getByLabel('Task data').locator('tr', { hasText: 'sum' });
  await own.getByText('7', { exact: true }).waitFor();
  await own.getByText('from Guess a sum').waitFor();
  const shared = page.getByLabel('Process data').locator('.data__object', { hasText: 'sum' });
  await shared.getByText('100', { exact: true }).waitFor();
  await shared.getByText('from Agree on a sum').waitFor();
  assert.deepEqual(errors, []);
});

test('10,000 entries are searched, and only those that are seen are drawn', async () => {
  const { page } = await site.open();
  const many = drawing([
    '<bpmn:startEvent id="s"/>',
    `<bpmn:scriptTask id="Fill" scriptFormat="python"><bpmn:script>many = {f'key {i}': i for i in range(10000)}</bpmn:script></bpmn:scriptTask>`,
    '<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="Fill"/>',
  ]);
  await openZip(page, { 'many.bpmn': strToU8(many), 'x.json': strToU8('{}') });
  await ready(page);
  await page.keyboard.press('F5');
  await panel(page, 'Data');
  const result = page.getByLabel('Task data');
  await result.locator('summary', { hasText: '10,000 entries' }).click();
  await result.getByText('key 0', { exact: true }).waitFor();
  assert.ok((await result.locator('.windowed tr').count()) < 60);
  await result.getByPlaceholder('Search 10,000 entries').fill('key 9999');
  await result.getByText('key 9999', { exact: true }).waitFor();
});

test('Q9: the page tells who calls a process, and a rename goes through all files', async () => {
  const { page, errors } = await site.open();
  await openExample(page, 'Call across two files');
  await page.getByRole('button', { name: 'trip-quote.bpmn', exact: true }).first().click();
  await page.locator('.djs-element[data-element-id="AddUp"]:visible').waitFor();
  await page.getByRole('tab', { name: 'Inspect' }).click();
  const relations = page.locator('.relations');
  await relations.getByText('Who calls Trip quote').waitFor();
  await relations.locator('li', { hasText: 'Quote trip in trip.bpmn' }).waitFor();
  await relations.getByRole('button', { name: 'Rename id …' }).click();
  await relations.getByLabel('New id').fill('not an id');
  await relations.getByRole('button', { name: 'Rename everywhere' }).click();
  await relations.getByRole('alert').getByText('cannot be an id').waitFor();
  await relations.getByLabel('New id').fill('Renamed');
  await relations.getByRole('button', { name: 'Rename everywhere' }).click();
  await page.locator('.toast', { hasText: 'is Renamed now' }).waitFor();
  await relations.getByText('Renamed', { exact: true }).waitFor();
  await relations.getByRole('button', { name: 'Quote trip' }).click();
  await page.locator('.djs-element.selected[data-element-id="QuoteTrip"]').waitFor();
  await page.getByRole('tab', { name: 'Properties' }).click();
  await page.locator('[data-entry-id="signalbox-called-element"] input').waitFor();
  assert.equal(await page.locator('[data-entry-id="signalbox-called-element"] input').inputValue(), 'Renamed');
  assert.deepEqual(errors, []);
});

test('of many files one is found by a part of its name', async () => {
  const { page, errors } = await site.open();
  const many = Array.from({ length: 60 }, (_, at) => [`group-${at % 6}/model-${at}.bpmn`, strToU8(process(`p${at}`))]);
  await openZip(page, Object.fromEntries(many));
  await page.locator('.files__folder').first().waitFor();
  const file = (name) => page.locator('.files').getByRole('button', { name, exact: true });
  assert.equal(await file('model-47.bpmn').count(), 0);
  await page.getByLabel('Find a file').fill('el-47');
  await file('model-47.bpmn').click();
  await page.getByLabel('Find a file').fill('');
  await page.locator('.files__line.is-active', { hasText: 'model-47.bpmn' }).waitFor();
  await page.getByLabel('Find a file').fill('nowhere');
  await page.getByText('No file is called like that.').waitFor();
  assert.deepEqual(errors, []);
});

test('a library gets another name, and is forgotten only when that is confirmed', async () => {
  const { page, errors } = await site.open();
  await openExample(page, 'Order with approval');
  const library = page.getByLabel('Library', { exact: true });
  const rename = async (text, key) => {
    await library.selectOption('=');
    await page.getByLabel('Name of the library').fill(text);
    await page.keyboard.press(key);
    return library.evaluate((select) => select.selectedOptions[0].textContent);
  };
  assert.equal(await rename('Finance', 'Escape'), 'My library');
  assert.equal(await rename('Finance', 'Enter'), 'Finance');
  await library.selectOption('+');
  await page.locator('.header__brand').waitFor();
  await openExample(page, 'Loop with scripts');
  await library.selectOption('-');
  const question = page.getByRole('dialog', { name: /^Forget / });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('.files').getByRole('button', { name: 'savings-loop.bpmn', exact: true }).waitFor();
  await library.selectOption('-');
  await question.getByRole('button', { name: 'Forget it' }).click();
  await page.getByRole('button', { name: 'order-approval.bpmn', exact: true }).first().waitFor();
  assert.deepEqual(errors, []);
});
