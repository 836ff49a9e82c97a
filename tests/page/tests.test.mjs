// The panel of tests: finding and running them, what differs, making a test of a run, coverage on the diagram.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { complete, example, hasState, openExample, panel, press } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

/** Adds a file that is no diagram, by dropping it as the file picker would. */
async function addFile(page, name, content) {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: /^Open/ }).first().click(),
  ]);
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await chooser.setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

const recording = (name = 'order-approval') => JSON.parse(example(`${name}.recording.json`));
const verdict = (page, state) => page.locator(`.verdict--${state}`);

test('without tests the panel says how to come by one', async () => {
  const { page, errors } = await site.open();
  await openExample(page, 'Loop with scripts');
  await panel(page, 'Tests');
  await page.getByText('No tests yet.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Run all' }).isDisabled(), true);
  assert.equal(await page.getByRole('button', { name: 'Make a test of this run' }).isDisabled(), true);
  assert.deepEqual(errors, []);
});

test('a run becomes a test that passes, and the diagram shows what it came through', async () => {
  const { page, errors } = await site.open();
  await openExample(page, 'Order with approval');
  await page.keyboard.press('F5');
  await hasState(page, 'EnterOrder', 'ready');
  await panel(page, 'Tasks');
  await page.getByLabel('Quantity').fill('1');
  await complete(page);
  await press(page, 'run');
  await hasState(page, 'ShipOrder', 'ready');
  await complete(page);
  await press(page, 'run');
  await panel(page, 'Tests');
  await page.getByLabel('Name of the test').fill('One bike');
  await page.getByRole('button', { name: 'Make a test of this run' }).click();
  await page.getByText('order-approval.recording.json was added').waitFor();
  await page.getByRole('button', { name: 'Run all' }).click();
  await verdict(page, 'passed').waitFor();
  await page.getByText('1 passed').waitFor();
  await page.getByRole('button', { name: /^Coverage \d+ %/ }).click();
  await page.locator('.djs-element.sb-covered[data-element-id="EnterOrder"]').waitFor();
  await page.locator('.djs-element.sb-uncovered[data-element-id="ApproveOrder"]').waitFor();
  await page.getByRole('button', { name: /^Coverage/ }).click();
  await page.locator('.sb-covered').first().waitFor({ state: 'detached' });
  assert.deepEqual(errors, []);
});

test('a test that fails tells what differs, leads to the element, and can be accepted', async () => {
  const { page, errors } = await site.open();
  await openExample(page, 'Order with approval');
  const wrong = recording();
  wrong.expected.data.amount = 12;
  await addFile(page, 'large.recording.json', wrong);
  await page.getByRole('button', { name: 'order-approval.bpmn', exact: true }).first().click();
  await panel(page, 'Tests');
  await page.getByRole('button', { name: 'Run all' }).click();
  await verdict(page, 'failed').waitFor();
  const row = page.locator('.differences tbody tr');
  assert.deepEqual(await row.locator('th, td').allInnerTexts(), ['data.amount', '12', '2400']);
  await page.getByRole('button', { name: 'Accept what happens now' }).click();
  await verdict(page, 'passed').waitFor();
  assert.deepEqual(errors, []);
});

test('a test of SpiffArena runs beside its diagram', async () => {
  const { page, errors } = await site.open();
  await openExample(page, 'Order with approval');
  const tasks = { EnterOrder: { data: [{ customer: 'Ada', item: 'helmet', quantity: 1 }] } };
  await addFile(page, 'test_order-approval.json', { small: { tasks, expected_output_json: {} }, none: {} });
  await panel(page, 'Tests');
  await page.getByRole('button', { name: 'Run small', exact: true }).click();
  await page.getByText('data.', { exact: false }).first().waitFor();
  await page.locator('.verdict--not-run').waitFor();
  assert.deepEqual(errors, []);
});

test('hundreds of tests are listed in parts, run with a way to stop, and stay usable', async () => {
  const { page, errors } = await site.open();
  await openExample(page, 'Loop with scripts');
  const cases = Object.fromEntries(
    Array.from({ length: 450 }, (_, at) => [`case ${at}`, { tasks: {}, expected_output_json: { at } }]),
  );
  await addFile(page, 'test_savings-loop.json', cases);
  await panel(page, 'Tests');
  await page.getByText('Show 200 more of 450').waitFor();
  assert.equal(await page.locator('.test').count(), 200);
  await page.getByRole('button', { name: 'Run all' }).click();
  await page.getByText(/Running, \d+ to go/).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Run all' }).waitFor();
  await page.locator('.tests__failed').waitFor();
  assert.deepEqual(errors, []);
});
