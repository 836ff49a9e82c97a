// Running a diagram: step, people's tasks, back in time, reset, and everything found again after a reload.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  backTo,
  cameTo,
  complete,
  hasState,
  kept,
  openExample,
  panel,
  press,
  select,
  status,
  toManager,
} from './lib/actions.mjs';
import { start } from './lib/browser.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

test('start, step, complete a task of a person, and reach the end', async () => {
  const { page, errors } = await site.open();
  await openExample(page, 'Order with approval');
  await press(page, 'start');
  await hasState(page, 'OrderArrives', 'ready');
  await press(page, 'step');
  await hasState(page, 'EnterOrder', 'ready');
  await panel(page, 'Tasks');
  await page.getByText('An amount over 1,000 needs the manager.').waitFor();
  await page.getByLabel('Quantity').fill('5');
  await complete(page);
  await press(page, 'step');
  await hasState(page, 'CalculatePrice', 'completed');
  await press(page, 'run');
  await page.locator('.tasks__group', { hasText: 'Manager' }).waitFor();
  await page.getByText('Ada orders 5 x bike for 2400').waitFor();
  await complete(page);
  await press(page, 'run');
  await hasState(page, 'ShipOrder', 'ready');
  await complete(page);
  await press(page, 'run');
  await status(page, 'Done');
  await panel(page, 'Data');
  await page.locator('.data', { hasText: 'amount' }).waitFor();
  assert.deepEqual(errors, []);
});

test('the inspector shows data and what an element changed', async () => {
  const { page } = await site.open();
  await toManager(page);
  await select(page, 'CalculatePrice');
  const inspector = page.locator('.inspector');
  await inspector.locator('.is-changed', { hasText: 'amount' }).getByText('2400').waitFor();
  await inspector.locator('.state--completed').waitFor();
});

test('step back shows the past, forward the present, and acting in the past makes a branch', async () => {
  const { page, errors } = await site.open();
  await toManager(page);
  await page.keyboard.press('Shift+F10');
  await page.locator('.sb-past:visible').waitFor();
  await backTo(page, 'EnterOrder', 'ready');
  await hasState(page, 'EnterOrder', 'ready');
  await press(page, 'forward');
  await hasState(page, 'EnterOrder', 'completed');
  await press(page, 'back');
  await hasState(page, 'EnterOrder', 'ready');
  await page.getByLabel('Quantity').fill('1');
  await complete(page);
  await page.locator('.sb-past').waitFor({ state: 'hidden' });
  await press(page, 'run');
  await hasState(page, 'ShipOrder', 'ready');
  await compareBranches(page);
  assert.deepEqual(errors, []);
});

/** The first branch waits for the manager with 5 pieces, the second ships one. */
async function compareBranches(page) {
  await page.locator('.djs-container').click({ position: { x: 400, y: 10 } });
  await page.getByRole('tab', { name: 'Inspect' }).click();
  await page.getByLabel(/Compare Branch 2 with/).selectOption('Branch 1');
  const row = (text) => page.locator('.difference tr', { hasText: text }).first();
  await row('Ship order').getByText('not reached').waitFor();
  await row('quantity').getByText('5').waitFor();
}

test('reset to an element undoes what followed from it', async () => {
  const { page, errors } = await site.open();
  await toManager(page);
  await select(page, 'EnterOrder');
  await page.getByRole('button', { name: 'Reset to here' }).click();
  await hasState(page, 'EnterOrder', 'ready');
  await page.locator('.sb-ready[data-element-id="ApproveOrder"]').waitFor({ state: 'detached' });
  assert.deepEqual(errors, []);
});

test('after a reload files and run are found again', async () => {
  const { page, errors } = await site.open();
  await toManager(page);
  await kept(page, 'run', cameTo('ApproveOrder'));
  await page.reload();
  await hasState(page, 'ApproveOrder', 'ready');
  assert.match(await page.locator('.tab.is-active').textContent(), /order-approval\.bpmn/);
  await panel(page, 'Tasks');
  await complete(page);
  await press(page, 'run');
  await hasState(page, 'ShipOrder', 'ready');
  assert.deepEqual(errors, []);
});

test('a breakpoint stops the run, and run to here goes on to an element', async () => {
  const { page } = await site.open();
  await openExample(page, 'Loop with scripts');
  await select(page, 'AddInterest');
  await page.keyboard.press('F9');
  await page.locator('.sb-breakpoint').waitFor();
  await page.keyboard.press('F5');
  await hasState(page, 'AddInterest', 'ready');
  await page.locator('.sb-breakpoint').click();
  await press(page, 'run');
  await status(page, 'Done');
  await page.locator('.sb-transport__button--run', { hasText: 'Run' }).waitFor();
  await page.locator('.sb-token--completed', { hasText: '11' }).first().waitFor();
});

test('a run goes through the file it calls', async () => {
  const { page, errors } = await site.open();
  await openExample(page, 'Call across two files');
  await page.keyboard.press('F5');
  await panel(page, 'Tasks');
  await complete(page);
  await press(page, 'run');
  await hasState(page, 'BookTrip', 'ready');
  await page.getByRole('button', { name: 'trip-quote.bpmn', exact: true }).first().click();
  await hasState(page, 'AddUp', 'completed');
  assert.deepEqual(errors, []);
});
