// Processes that begin by themselves: by timers, messages and signals, on a clock of their own and in real time.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hasState, kept, openExample, openFile, panel, ready } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';
import { drawing } from './lib/drawing.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

const timer = (cycle) =>
  `<bpmn:startEvent id="Morning" name="Every eight hours"><bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">"${cycle}"</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>`;
const flow = (source, target) =>
  `<bpmn:sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}"/>`;
const user = (id, name) => `<bpmn:userTask id="${id}" name="${name}"/>`;

const cycle = (text = 'R3/PT8H') => drawing([timer(text), user('Check', 'Check the stock'), flow('Morning', 'Check')]);
const byMessage = drawing(
  [
    '<bpmn:startEvent id="Ordered"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>',
    user('Pack', 'Pack it'),
    flow('Ordered', 'Pack'),
  ],
  { roots: '<bpmn:message id="m" name="order"/>' },
);

const list = (page) => page.getByLabel('Instances', { exact: true });
const instances = (page) => list(page).locator('.schedule__instance');
const click = (page, name) => page.locator('.schedule').getByRole('button', { name, exact: true }).click();
const count = async (page, number) =>
  list(page)
    .locator('.count', { hasText: new RegExp(`^${number}$`) })
    .waitFor();

async function schedule(page) {
  await panel(page, 'Timers');
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
}

test('a timer start becomes an instance when it is due, and its cycle sets the next', async () => {
  const { page, errors } = await site.open();
  await openFile(page, 'stock.bpmn', cycle());
  await ready(page);
  await schedule(page);
  const row = page.getByLabel('What begins by itself').locator('tbody tr');
  await row.getByText('once begun').waitFor();
  await row.getByText('R3/PT8H').waitFor();
  await page.getByLabel('Begin at').fill('2026-03-01T06:00:00');
  await click(page, 'Begin on a clock of its own');
  await row.getByText('8 h', { exact: true }).waitFor();
  await page.getByText('None has begun yet.').waitFor();
  await click(page, 'Next due');
  await count(page, 1);
  await row.getByText('1 began, 1 more').waitFor();
  await click(page, '+1 day');
  await count(page, 3);
  await row.getByText('never again').waitFor();
  assert.deepEqual(errors, []);
});

test('an instance is opened as the run of the page and goes on in the schedule', async () => {
  const { page, errors } = await site.open();
  await openFile(page, 'stock.bpmn', cycle());
  await ready(page);
  await schedule(page);
  await click(page, 'Begin on a clock of its own');
  await click(page, '+1 day');
  await count(page, 3);
  await list(page).getByRole('button', { name: /#2/ }).click();
  await hasState(page, 'Check', 'ready');
  await list(page).getByText('shown', { exact: true }).waitFor();
  await panel(page, 'Tasks');
  await page.locator('.task', { hasText: 'Check the stock' }).click();
  await page.getByRole('button', { name: 'Complete', exact: true }).click();
  await panel(page, 'Timers');
  await instances(page).filter({ hasText: '#2' }).getByText('completed').waitFor();
  await page.getByLabel('Only what has not ended').check();
  assert.equal(await instances(page).count(), 2);
  assert.deepEqual(errors, []);
});

test('a message begins an instance; one that nobody waits for is kept and told', async () => {
  const { page, errors } = await site.open();
  await openFile(page, 'order.bpmn', byMessage);
  await ready(page);
  await schedule(page);
  await page.getByLabel('What begins by itself').getByText('message order').waitFor();
  await click(page, 'Begin on a clock of its own');
  await page.getByText('Send a message or signal from outside').click();
  assert.equal(await page.getByLabel('Name or code').inputValue(), 'order');
  await click(page, 'Send');
  await page.getByText('The message "order" started instance 1.').waitFor();
  await instances(page).getByText('by "order"').waitFor();
  await page.getByLabel('Name or code').fill('paid');
  await click(page, 'Send');
  await page.getByText('It is kept until somebody waits for it.').waitFor();
  await page.getByLabel('Messages that are kept').getByText('paid', { exact: true }).waitFor();
  assert.deepEqual(errors, []);
});

test('the schedule with its instances is there again after a reload', async () => {
  const { page, errors } = await site.open();
  await openFile(page, 'stock.bpmn', cycle('R/PT1H'));
  await ready(page);
  await schedule(page);
  await click(page, 'Begin on a clock of its own');
  await click(page, 'Next due');
  await count(page, 1);
  await list(page).getByRole('button', { name: /#1/ }).click();
  await hasState(page, 'Check', 'ready');
  await kept(page, 'schedule', ({ instances }) => instances.length === 1);
  await kept(page, 'run', ({ instance }) => instance === 1);
  await page.reload();
  await hasState(page, 'Check', 'ready');
  await panel(page, 'Timers');
  await list(page).getByText('shown', { exact: true }).waitFor();
  await click(page, 'Next due');
  await count(page, 2);
  await click(page, 'End');
  await page.getByRole('button', { name: 'Begin in real time' }).waitFor();
  await hasState(page, 'Check', 'ready');
  assert.deepEqual(errors, []);
});

test('an edited timer is set anew, and one that says no time tells why', async () => {
  const { page, errors } = await site.open();
  await openFile(page, 'stock.bpmn', cycle('every morning'));
  await ready(page);
  await schedule(page);
  await click(page, 'Begin on a clock of its own');
  await page.getByLabel('What begins by itself').getByRole('alert').waitFor();
  assert.deepEqual(errors, []);
});

test('in real time an instance begins by itself', async () => {
  const { page, errors } = await site.open();
  await openFile(page, 'soon.bpmn', cycle('R1/PT2S'));
  await ready(page);
  await schedule(page);
  await click(page, 'Begin in real time');
  await page.getByText('in real time').waitFor();
  await count(page, 1);
  assert.deepEqual(errors, []);
});

test('very many instances: time is cut into pieces, shows progress and can be stopped', async () => {
  const { page, errors } = await site.open();
  await openFile(page, 'often.bpmn', drawing([timer('R/PT30S'), '<bpmn:endEvent id="e"/>', flow('Morning', 'e')]));
  await ready(page);
  await schedule(page);
  await click(page, 'Begin on a clock of its own');
  await click(page, '+1 day');
  await page.getByRole('button', { name: 'Stop here' }).click();
  await page.getByRole('button', { name: '+1 day' }).waitFor();
  const many = Number(await list(page).locator('.count').innerText());
  assert.ok(many > 0 && many < 2880, `${many} instances`);
  assert.deepEqual(errors, []);
});

test('without a process that begins by itself, instances are started by hand', async () => {
  const { page, errors } = await site.open();
  await openExample(page, 'Order with approval');
  await schedule(page);
  await page.getByText('No process begins by itself yet').waitFor();
  await click(page, 'Begin on a clock of its own');
  await page.getByLabel('Start an instance').selectOption({ index: 1 });
  await instances(page).getByText('by hand').waitFor();
  assert.deepEqual(errors, []);
});
