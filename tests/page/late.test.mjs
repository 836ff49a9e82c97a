// What a slow browser gives late - frames, answers of the engine, what it keeps - overwrites and repeats nothing.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  complete,
  element,
  example,
  hasState,
  openExample,
  openFile,
  panel,
  press,
  ready,
  save,
  select,
} from './lib/actions.mjs';
import { start } from './lib/browser.mjs';
import { give, hold, holdable } from './lib/held.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

/** A page that can be held, with an example. */
async function opened(title) {
  const { page, errors } = await site.open();
  await holdable(page);
  await openExample(page, title);
  return { page, errors };
}

const name = (page, text) =>
  page.locator('[data-entry-id="name"] textarea, [data-entry-id="name"] input').first().fill(text);

test('a start that is asked for twice asks a person once', async () => {
  const { page, errors } = await site.open();
  await holdable(page);
  await openFile(page, 'bare.bpmn', example('savings-loop.bpmn').replace('balance = 1000;', 'balance = deposit;'));
  await ready(page);
  await hold(page, 'answers');
  await page.keyboard.press('F10');
  await page.keyboard.press('F10');
  await give(page, 'answers');
  await page.locator('.sb-dialog').first().waitFor();
  assert.equal(await page.locator('.sb-dialog').count(), 1);
  assert.deepEqual(errors, []);
});

test('what was typed before a fix is applied stays, when the engine has not heard of it yet', async () => {
  const { page, errors } = await site.open();
  await holdable(page);
  await openFile(page, 'trip-quote.bpmn', example('trip-quote.bpmn'));
  const broken = example('trip.bpmn').replace('calledElement="trip_quote"', 'calledElement="trip_qoute"');
  await openFile(page, 'trip.bpmn', broken);
  await ready(page);
  const problem = page.locator('.problem', { hasText: 'trip_qoute' });
  await problem.waitFor();
  await select(page, 'QuoteTrip');
  await hold(page, 'frames');
  await name(page, 'Ask for a longer quote');
  await problem.locator('> .sb-button').click();
  await page.locator('.toast', { hasText: 'Done' }).waitFor();
  await give(page, 'frames');
  await problem.waitFor({ state: 'detached' });
  const text = await save(page);
  assert.match(text, /name="Ask for a longer quote"/);
  assert.match(text, /calledElement="trip_quote"/);
  assert.deepEqual(errors, []);
});

test('what was typed before an id is renamed stays, when the engine has not heard of it yet', async () => {
  const { page, errors } = await opened('Order with approval');
  await select(page, 'ApproveOrder');
  await hold(page, 'frames');
  await name(page, 'Look at it');
  await page.getByRole('tab', { name: 'Inspect' }).click();
  await page.getByRole('button', { name: 'Rename id …' }).click();
  await page.getByLabel('New id').fill('Decide');
  await page.getByRole('button', { name: 'Rename everywhere' }).click();
  await element(page, 'Decide').waitFor();
  await give(page, 'frames');
  const text = await save(page);
  assert.match(text, /<bpmn:userTask id="Decide" name="Look at it"/);
  assert.deepEqual(errors, []);
});

test('a run begins on the diagram that is drawn, when the engine has not heard of it yet', async () => {
  const { page, errors } = await opened('Order with approval');
  await select(page, 'EnterOrder');
  await hold(page, 'frames');
  await name(page, 'Take the order');
  await element(page, 'ApproveOrder').locator('.djs-hit').first().click();
  await page.keyboard.press('F5');
  await hasState(page, 'EnterOrder', 'ready');
  await panel(page, 'Tasks');
  await page.locator('.task__title', { hasText: 'Take the order' }).waitFor();
  await give(page, 'frames');
  assert.deepEqual(errors, []);
});

/** A page at whose first task the form is shown. */
async function atForm() {
  const { page, errors } = await opened('Order with approval');
  await page.keyboard.press('F5');
  await hasState(page, 'EnterOrder', 'ready');
  await panel(page, 'Tasks');
  await page.getByLabel('Quantity').waitFor();
  return { page, errors };
}

test('what is typed into a form while an example is made up stays', async () => {
  const { page, errors } = await atForm();
  await page.getByLabel('Customer').fill('');
  await hold(page, 'answers');
  await page.getByRole('button', { name: 'Example', exact: true }).click();
  await page.getByLabel('Quantity').fill('7');
  await give(page, 'answers');
  await page.waitForFunction(() => document.querySelector('.taskview input[type=text]')?.value);
  assert.equal(await page.getByLabel('Quantity').inputValue(), '7');
  assert.deepEqual(errors, []);
});

test('a task that is completed twice before the engine has answered is completed once, without a word', async () => {
  const { page, errors } = await atForm();
  await page.getByLabel('Quantity').fill('5');
  await hold(page, 'answers');
  await complete(page);
  await complete(page);
  await give(page, 'answers');
  await press(page, 'run');
  await hasState(page, 'ApproveOrder', 'ready');
  assert.equal(await page.locator('.toast').count(), 0);
  assert.deepEqual(errors, []);
});

test('a run that is put away during a step does not come back with the answer', async () => {
  const { page, errors } = await opened('Loop with scripts');
  await press(page, 'start');
  await hasState(page, 'Begin', 'ready');
  await hold(page, 'answers');
  await press(page, 'step');
  await press(page, 'end');
  await give(page, 'answers');
  await page.locator('.sb-transport__button--start:visible').waitFor();
  await select(page, 'Report');
  await name(page, 'Tell it');
  await page.locator('.tab__dot').waitFor();
  assert.equal(await page.locator('.sb-transport__status:visible').count(), 0);
  assert.deepEqual(errors, []);
});

test('a profile that is chosen before the last visit is remembered leaves one engine', async () => {
  const { page, errors } = await site.open();
  await holdable(page, { memory: true });
  await page.getByLabel('Profile').selectOption('spiffworkflow');
  await give(page, 'memory');
  await openExample(page, 'Order with approval');
  await page.keyboard.press('F5');
  await hasState(page, 'EnterOrder', 'ready');
  await panel(page, 'Tasks');
  await page.locator('.task__title', { hasText: 'Enter order' }).waitFor();
  assert.deepEqual(errors, []);
});
