// Three stories from beginning to end, as people live them on the page.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { at } from '../../scripts/lib/root.mjs';
import {
  backTo,
  complete,
  element,
  hasState,
  openExample,
  openFile,
  panel,
  press,
  ready,
  select,
  status,
} from './lib/actions.mjs';
import { start } from './lib/browser.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

const side = (page, name) => page.getByRole('tab', { name, exact: true }).click();
const variable = (page, name) =>
  page.locator('.inspector .variables tr', { has: page.getByText(name, { exact: true }) });

test('a modeler: an example is broken, read, fixed with one click, run, and stepped back', async () => {
  const { page, errors } = await site.open();
  await openExample(page, 'Call across two files');
  await select(page, 'QuoteTrip');
  const called = page.locator('[data-entry-id="signalbox-called-element"] input');
  await called.fill('trip_qoute');
  const problem = page.locator('.problem', { hasText: 'trip_qoute' });
  await problem.getByText('calls the process trip_qoute, which no file of the workspace has').waitFor();
  await page.locator('.djs-overlays[data-container-id="QuoteTrip"] .sb-badge').waitFor();
  await problem.locator('> .sb-button').click();
  await problem.waitFor({ state: 'detached' });
  assert.equal(await called.inputValue(), 'trip_quote');

  await element(page, 'QuoteTrip').locator('.djs-hit').first().click();
  await page.keyboard.press('F5');
  await panel(page, 'Tasks');
  await page.getByLabel('Nights').fill('4');
  await complete(page);
  await press(page, 'run');
  await page.getByText('Book Lisbon for 794.0 EUR.').waitFor();
  await press(page, 'back');
  await page.locator('.sb-past:visible').waitFor();
  await press(page, 'forward');
  await hasState(page, 'BookTrip', 'ready');
  await complete(page);
  await press(page, 'run');
  await status(page, 'Done');
  assert.deepEqual(errors, []);
});

/** Opens the files of a chapter of the tutorial under the profile it is written for. */
async function openChapter(page, chapter) {
  await page.getByLabel('Profile').selectOption('spiffworkflow');
  const folder = at('docs', 'tutorial', 'models', chapter);
  const names = readdirSync(folder).filter((name) => !name.includes('.recording.'));
  names.sort((one, other) => Number(one.endsWith('.bpmn')) - Number(other.endsWith('.bpmn')));
  for (const name of names) await openFile(page, name, readFileSync(join(folder, name), 'utf8'));
  await ready(page);
}

const permissions = 'groups:\n  Staff: { users: [ada, ben] }\n  Lead: { users: [cleo] }\n';
const as = (page) => page.getByLabel('Act as');

/** Makes ada and ben of the staff, and cleo, who leads. */
async function withPeople(page) {
  await as(page).selectOption({ label: 'People …' });
  const dialog = page.getByRole('dialog', { name: 'People' });
  const file = { name: 'people.yml', mimeType: 'text/yaml', buffer: Buffer.from(permissions) };
  await dialog.locator('input[type=file]').setInputFiles(file);
  await dialog.getByLabel('Remove cleo').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
}

async function enterRequest(page) {
  await page.keyboard.press('F5');
  await hasState(page, 'EnterRequest', 'ready');
  await panel(page, 'Tasks');
  const request = { What: 'Whiteboard', 'Cost in EUR': '340', Why: 'the old one broke', 'Your mail name': 'ada' };
  for (const [label, value] of Object.entries(request)) await page.locator('.taskview').getByLabel(label).fill(value);
  await complete(page);
  await press(page, 'run');
  await hasState(page, 'Decide', 'ready');
}

test('an approval: three personas, a timer that is tried and taken back, and a mail in the outbox', async () => {
  const { page, errors } = await site.open();
  await openChapter(page, '5-connector');
  await withPeople(page);
  await as(page).selectOption('ada');
  await enterRequest(page);
  await page.locator('.refusal', { hasText: 'not for ada' }).waitFor();

  await panel(page, 'Timers');
  await page.locator('.timers__table').getByText('2 days').waitFor();
  await page.locator('.timers').getByRole('button', { name: 'Fire now' }).click();
  await press(page, 'run');
  await hasState(page, 'NobodyDecided', 'completed');
  await page.locator('.sb-ready[data-element-id="Decide"]').waitFor({ state: 'detached' });
  await backTo(page, 'TwoDays', 'waiting');

  await as(page).selectOption('cleo');
  await panel(page, 'Tasks');
  await page.locator('.task', { hasText: 'Decide' }).click();
  await page.getByText('340 EUR').first().waitFor();
  await complete(page);
  await press(page, 'run');
  await hasState(page, 'PlaceOrder', 'ready');
  await page.locator('.refusal', { hasText: 'not for cleo' }).waitFor();
  await as(page).selectOption('ben');
  await page.locator('.task', { hasText: 'Place the order' }).click();
  await complete(page);
  await press(page, 'run');
  await status(page, 'Done');

  await panel(page, 'Outbox');
  const mail = page.locator('.outbox__mail');
  await mail.getByText('ada@example.com').waitFor();
  await mail.getByText('Ordered: Whiteboard').waitFor();
  await mail.getByText('We order Whiteboard for 340 EUR.').waitFor();
  await page.getByText('SPIFF_SECRET:MAIL_PASSWORD').first().waitFor({ state: 'attached' });
  assert.deepEqual(errors, []);
});

test('a bug hunt: a value lost in a merge is found by its origin, fixed under the run, and kept by a test', async () => {
  const { page, errors } = await site.open();
  await openFile(page, 'claim.bpmn', readFileSync(at('tests', 'page', 'models', 'claim.bpmn'), 'utf8'));
  await ready(page);
  await page.keyboard.press('F5');
  await hasState(page, 'Decide', 'ready');
  await panel(page, 'Tasks');
  await page.locator('.markdown', { hasText: 'Policy is valid' }).waitFor();

  await select(page, 'Decide');
  await side(page, 'Inspect');
  const lost = variable(page, 'note').locator('.variables__lost');
  assert.match(await lost.innerText(), /replaced "Damage of 900 EUR"\s+from Check damage/);
  await lost.getByRole('button', { name: 'from Check damage' }).click();
  await page.locator('.djs-element.selected[data-element-id="CheckDamage"]').waitFor();
  await page.locator('.is-changed', { hasText: 'note' }).getByText('"Damage of 900 EUR"').waitFor();
  await select(page, 'Decide');
  await variable(page, 'note').getByRole('button', { name: 'from Check policy', exact: true }).first().click();
  await page.locator('.djs-element.selected[data-element-id="CheckPolicy"]').waitFor();

  await side(page, 'Properties');
  await page
    .locator('[data-entry-id="signalbox-script-text"] .cm-content')
    .fill("policy = 'Policy is valid'\nlimit = 5000");
  await page.locator('.tab__dot').waitFor();
  await hasState(page, 'Decide', 'ready');
  assert.equal(await page.locator('.sb-rebind:visible').count(), 0);
  await side(page, 'Inspect');
  await page.getByRole('button', { name: 'Reset to here' }).click();
  await page.locator('.sb-ready[data-element-id="CheckPolicy"]').waitFor();
  await press(page, 'run');
  await hasState(page, 'Decide', 'ready');
  await page.locator('.markdown', { hasText: 'Damage of 900 EUR' }).waitFor();
  await complete(page);
  await press(page, 'run');
  await status(page, 'Done');

  await panel(page, 'Tests');
  await page.getByLabel('Name of the test').fill('Both notes arrive');
  await page.getByRole('button', { name: 'Make a test of this run' }).click();
  await page.getByRole('button', { name: 'Run all' }).click();
  await page.getByText('1 passed').waitFor();
  assert.deepEqual(errors, []);
});
