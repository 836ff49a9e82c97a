// The page without a mouse: a diagram is drawn by keys, dialogs give the focus back, and Tab comes to everything and on.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { element, openExample, toManager } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';

let chromium;
before(async () => {
  chromium = await start();
});
after(() => chromium?.close());

const focused = (page) => page.locator('*:focus');
const entry = (page, name) => page.locator('.djs-container').getByRole('button', { name, exact: true });
const command = async (page, name) => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'What do you want to do?' }).fill(name);
  await page.keyboard.press('Enter');
};

test('a diagram is drawn by keys: from the palette, at an element, and named', async () => {
  const { page, errors } = await chromium.open();
  await page.locator('.welcome').getByRole('button', { name: 'New diagram' }).press('Enter');
  await entry(page, 'Create task').press('Enter');
  const task = page.locator('.djs-shape[data-element-id^="Activity_"]');
  await task.waitFor();
  await page.locator('.djs-direct-editing-content:focus').waitFor();
  await page.keyboard.type('Pack');
  await page.keyboard.press('Enter');
  await task.getByText('Pack').waitFor();
  await entry(page, 'Append end event').press(' ');
  await page.locator('.djs-shape[data-element-id^="Event_"]').waitFor();
  assert.deepEqual(errors, []);
});

test('what the palette makes stands in the pool that is there, beside its elements', async () => {
  const { page, errors } = await chromium.open();
  await openExample(page, 'Order with approval');
  const before = await page.locator('.djs-shape').count();
  await entry(page, 'Create task').press('Enter');
  const made = page.locator('.djs-shape.selected');
  await made.waitFor();
  assert.equal(await page.locator('.djs-shape').count(), before + 1);
  const [box, pool] = await Promise.all([
    made.boundingBox(),
    element(page, 'Participant_order_approval').boundingBox(),
  ]);
  assert.ok(box.x > pool.x && box.y > pool.y && box.x + box.width < pool.x + pool.width);
  assert.ok(box.y + box.height < pool.y + pool.height);
  assert.deepEqual(errors, []);
});

test('page keys go from element to element, which is said', async () => {
  const { page } = await chromium.open();
  await openExample(page, 'Loop with scripts');
  await page.locator('.djs-container > svg').focus();
  await page.keyboard.press('PageDown');
  await page.getByRole('status').getByText('Start event Plan wanted').waitFor();
  await page.keyboard.press('PageDown');
  await page.getByRole('status').getByText('Script task Set up plan').waitFor();
  await page.keyboard.press('PageUp');
  await page.getByRole('status').getByText('Start event Plan wanted').waitFor();
  await page.keyboard.press('PageUp');
  await page.getByRole('status').getByText('End event Plan ready').waitFor();
  await element(page, 'AddInterest').waitFor();
});

test('a dialog gives the focus back to what had it, however it goes', async () => {
  const { page } = await chromium.open();
  const theme = page.getByRole('button', { name: /^Switch to / });
  await theme.focus();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('button[aria-label^="Switch to"]:focus').waitFor();
  await command(page, 'Light or dark');
  await page.locator('button[aria-label^="Switch to"]:focus').waitFor();
  await command(page, 'People and groups');
  const people = page.getByRole('dialog', { name: 'People' });
  await people.getByLabel('Name of the new persona').fill('ann');
  await page.keyboard.press('Enter');
  await people.getByLabel('Remove ann').waitFor();
  assert.equal(await focused(page).getAttribute('aria-label'), 'Name of the new persona');
  await people.getByRole('button', { name: 'Remove all …' }).press('Enter');
  await page
    .getByRole('dialog', { name: /^Remove the persona/ })
    .getByRole('button', { name: 'Cancel' })
    .press('Enter');
  await people.locator('button:focus', { hasText: 'Remove all' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('button[aria-label^="Switch to"]:focus').waitFor();
});

test('Tab comes to every part of the page while a run stands, and to its end', async () => {
  const { page } = await chromium.open();
  await toManager(page);
  await page.locator('.header__brand').focus();
  const parts = new Set();
  for (let step = 0; step < 150; step++) {
    await page.keyboard.press('Tab');
    const part = await page.evaluate(() => {
      const known = '.header, .files, .djs-palette, .sb-transport, .bottom, .side';
      return document.activeElement === document.body ? 'end' : document.activeElement.closest(known)?.classList[0];
    });
    parts.add(part);
    if (part === 'end') break;
  }
  for (const part of ['header', 'files', 'djs-palette', 'sb-transport', 'bottom', 'side', 'end'])
    assert.ok(parts.has(part), `${part} is reached: ${[...parts]}`);
});
