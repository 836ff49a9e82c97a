// Two positions of one run side by side: on the diagram and in a list.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { back, element, panel, toManager } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

const compared = (page) => page.getByLabel('Two positions compared');
const sign = (page, id) => page.locator(`[data-container-id="${id}"] .sb-differs`);

test('a marked position is compared with the one shown: elements, data and signs on the diagram', async () => {
  const { page, errors } = await site.open();
  await toManager(page);
  await panel(page, 'Timeline');
  await page.getByRole('button', { name: 'Compare from here' }).click();
  await compared(page).getByText('Go to another one').waitFor();
  for (let step = 0; step < 4; step++) await back(page);
  const table = compared(page).locator('table');
  await table.locator('tr', { hasText: 'Approve order' }).getByText('not reached').waitFor();
  await sign(page, 'ApproveOrder').waitFor();
  assert.match(await sign(page, 'ApproveOrder').getAttribute('title'), /ready → not reached/);
  await table.getByRole('button', { name: 'Approve order' }).click();
  await element(page, 'ApproveOrder').and(page.locator('.selected')).waitFor();
  await page.getByRole('button', { name: /^Compared with event/ }).click();
  await sign(page, 'ApproveOrder').waitFor({ state: 'detached' });
  await compared(page).waitFor({ state: 'detached' });
  assert.deepEqual(errors, []);
});

test('any line of the timeline can be the other side; values that differ are told', async () => {
  const { page, errors } = await site.open();
  await toManager(page);
  await panel(page, 'Timeline');
  const filter = page.getByLabel('Filter the timeline');
  await filter.fill('Enter order');
  const line = page.locator('.line').first();
  await line.hover();
  await line.getByRole('button', { name: /^Compare with event/ }).click();
  await filter.fill('');
  const table = compared(page).locator('table');
  await table.locator('tr', { hasText: 'Enter order' }).first().waitFor();
  await table.locator('tr', { hasText: 'Approve order' }).getByText('not reached').waitFor();
  await page.keyboard.press('Shift+F5');
  await page.getByText('Everything that happens in it shows here').waitFor();
  assert.equal(await page.locator('.sb-differs').count(), 0);
  assert.deepEqual(errors, []);
});
