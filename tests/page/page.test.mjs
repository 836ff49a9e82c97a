// The page around the diagram: first visit, themes, keys, offline.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { kept, openExample, ready } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';
import { give, holdable } from './lib/held.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

test('"Show me" brings the first example to its first person', async () => {
  const { page, errors } = await site.open();
  await page.getByRole('button', { name: 'Show me' }).click();
  await page.locator('.sb-ready[data-element-id="EnterOrder"]').waitFor({ timeout: 10_000 });
  await page.getByRole('button', { name: 'Complete', exact: true }).waitFor();
  assert.deepEqual(errors, []);
});

test('the theme is remembered', async () => {
  const { page } = await site.open({ colorScheme: 'light' });
  await page.getByRole('button', { name: 'Switch to dark' }).click();
  await page.reload();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
});

test('what is opened before the files of the last visit are there stands beside them', async () => {
  const { page, errors } = await site.open();
  await openExample(page, 'Loop with scripts');
  await kept(page, 'workspace', ({ order }) => order.includes('savings-loop.bpmn'));
  await holdable(page, { memory: true });
  await page.locator('.card', { hasText: 'Data objects' }).click();
  await give(page, 'memory');
  await page.locator('.tab', { hasText: 'savings-loop.bpmn' }).waitFor();
  await page.locator('.tab.is-active', { hasText: 'invoice-data.bpmn' }).waitFor();
  assert.deepEqual(errors, []);
});

test('the profile can be changed while the engine is loading, and twice', async () => {
  const { page, errors } = await site.open();
  for (const profile of ['spiffworkflow', 'bpmn', 'spiffworkflow'])
    await page.getByLabel('Profile').selectOption(profile);
  await openExample(page, 'Call across two files');
  await page.getByText('No problems. Everything that is drawn can run.').waitFor();
  await page.keyboard.press('F5');
  await page.locator('.sb-ready[data-element-id="DescribeTrip"]').waitFor();
  assert.deepEqual(errors, []);
});

test('the command palette does what it is told', async () => {
  const { page } = await site.open();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('new diag');
  await page.keyboard.press('Enter');
  await page.locator('.tab.is-active', { hasText: 'diagram.bpmn' }).waitFor();
  await ready(page);
});

test('everything on the first page can be reached by the keyboard', async () => {
  const { page } = await site.open();
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.classList.contains('card'))) break;
  }
  await page.keyboard.press('Enter');
  await page.locator('.djs-shape').first().waitFor();
});

test('works without a network after the first visit', async () => {
  const { page, context, errors } = await site.open({ serviceWorkers: 'allow' });
  await openExample(page, 'Loop with scripts');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await kept(page, 'workspace', ({ order }) => order.includes('savings-loop.bpmn'));
  await page.reload();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await ready(page);
  await context.setOffline(true);
  await page.reload();
  await page.locator('.djs-shape').first().waitFor();
  await ready(page);
  assert.deepEqual(
    errors.filter((error) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(error)),
    [],
  );
});
