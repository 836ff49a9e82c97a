// The pictures of README and tutorial, taken from the real page: node scripts/pictures.mjs [NAME...]. Needs the built page.

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasState, openExample, panel, press, ready, select, selectFlow, status } from '../tests/page/lib/actions.mjs';
import { start } from '../tests/page/lib/browser.mjs';
import { at } from './lib/root.mjs';

/** Bytes a picture may have. */
const MOST = 120 * 1024;

const tutorial = (...path) => at('docs', 'tutorial', ...path);
const complete = (page) => page.getByRole('button', { name: 'Complete', exact: true }).click();
const request = { What: 'Whiteboard', Cost: '340', Why: 'the old one broke' };

/** Name of a picture to what is done on the page before it is taken. */
const pictures = {
  'images/page': async (page) => {
    await openExample(page, 'Order with approval');
    await page.keyboard.press('F5');
    await hasState(page, 'EnterOrder', 'ready');
    await panel(page, 'Tasks');
    await complete(page);
    await press(page, 'run');
    await hasState(page, 'ApproveOrder', 'ready');
    await select(page, 'CalculatePrice');
  },
  'tutorial/images/1-problem': async (page) => {
    await open(page, '1-first');
    await selectFlow(page, 'Flow_2');
    await page.keyboard.press('Delete');
    await page.locator('.problem').first().waitFor();
  },
  'tutorial/images/1-run': async (page) => {
    await open(page, '1-first');
    await page.keyboard.press('F5');
    await hasState(page, 'AskForOffer', 'ready');
    await panel(page, 'Tasks');
  },
  'tutorial/images/2-start': async (page) => {
    await open(page, '2-data');
    await startWith(page, { items: [{ name: 'chair', price: 250, count: 4 }] });
  },
  'tutorial/images/2-data': async (page) => {
    await open(page, '2-data');
    await startWith(page, { items: [{ name: 'chair', price: 250, count: 4 }] });
    await page.locator('.sb-dialog').getByRole('button', { name: 'Start', exact: true }).click();
    await press(page, 'run');
    await hasState(page, 'GetApproval', 'ready');
    await panel(page, 'Tasks');
    await select(page, 'WhoDecides');
  },
  'tutorial/images/3-form': async (page) => {
    await open(page, '3-people');
    await toRequest(page);
    await page.getByLabel('What').fill('W');
    await page.getByLabel('Cost').fill('-1');
    await page.getByText('must be').first().waitFor();
  },
  'tutorial/images/3-decide': async (page) => {
    await open(page, '3-people');
    await toDecision(page, request);
  },
  'tutorial/images/4-timer': async (page) => {
    await open(page, '4-time');
    await page.keyboard.press('F5');
    await hasState(page, 'WaitForDelivery', 'waiting');
    await panel(page, 'Timers');
  },
  'tutorial/images/4-message': async (page) => {
    await open(page, '4-time');
    await page.keyboard.press('F5');
    await hasState(page, 'WaitForDelivery', 'waiting');
    await panel(page, 'Messages');
    await page.locator('.messages__waiting .task').click();
    await page.getByLabel('Payload (JSON)').fill('{"boxes": 3}');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await hasState(page, 'WaitForDelivery', 'ready');
    await press(page, 'run');
    await hasState(page, 'Inspect', 'ready');
  },
  'tutorial/images/5-outbox': async (page) => {
    await open(page, '5-connector');
    await toDecision(page, { ...request, 'Your mail name': 'ada' });
    await complete(page);
    await press(page, 'run');
    await hasState(page, 'PlaceOrder', 'ready');
    await complete(page);
    await press(page, 'run');
    await status(page, 'Done');
    await panel(page, 'Outbox');
    await page.getByText('Ordered: Whiteboard').first().waitFor();
  },
  'tutorial/images/5-tests': async (page) => {
    await open(page, '5-connector', { recordings: true });
    await panel(page, 'Tests');
    await page.getByRole('button', { name: 'Run all' }).click();
    await page.getByText('3 passed').waitFor();
    await page.getByRole('button', { name: /^Coverage \d+ %/ }).click();
  },
};

/** Opens the files of a chapter, its diagram last, with the profile of the tutorial. */
async function open(page, chapter, { recordings = false } = {}) {
  await page.getByLabel('Profile').selectOption('spiffworkflow');
  await page.locator('.header__engine').waitFor({ state: 'detached' });
  const folder = tutorial('models', chapter);
  const names = readdirSync(folder).filter((name) => recordings || !name.includes('.recording.'));
  names.sort((one, other) => Number(one.endsWith('.bpmn')) - Number(other.endsWith('.bpmn')));
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: /^Open/ }).first().click(),
  ]);
  await chooser.setFiles(names.map((name) => join(folder, name)));
  await page.locator('.tab.is-active', { hasText: '.bpmn' }).waitFor();
  await ready(page);
}

async function startWith(page, data) {
  await press(page, 'options');
  await page.getByLabel('Data (JSON)').fill(JSON.stringify(data, null, 2));
}

async function toRequest(page) {
  await page.keyboard.press('F5');
  await hasState(page, 'EnterRequest', 'ready');
  await panel(page, 'Tasks');
  await page.getByLabel('What').waitFor();
}

async function toDecision(page, entered) {
  await toRequest(page);
  for (const [label, value] of Object.entries(entered)) await page.getByLabel(label).fill(value);
  await complete(page);
  await press(page, 'run');
  await hasState(page, 'Decide', 'ready');
  await page.getByText('340 EUR').waitFor();
}

async function take(site, name, prepare) {
  const { page, context } = await site.open({ colorScheme: 'light', reducedMotion: 'reduce' });
  await prepare(page);
  await page.mouse.move(2, 300);
  await page.waitForTimeout(500);
  const path = at('docs', `${name}.webp`);
  const size = await capture(context, page, path);
  await context.close();
  if (size > MOST) throw new Error(`${name}.webp has ${size} bytes, more than ${MOST}.`);
  console.log(`docs/${name}.webp  ${Math.round(size / 1024)} KB`);
}

/** Playwright takes PNG and JPEG alone; Chromium itself writes WebP, a third of the size. */
async function capture(context, page, path) {
  const session = await context.newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
  const bytes = Buffer.from(data, 'base64');
  writeFileSync(path, bytes);
  return bytes.length;
}

mkdirSync(tutorial('images'), { recursive: true });
const site = await start();
try {
  const wanted = process.argv.slice(2);
  for (const [name, prepare] of Object.entries(pictures))
    if (wanted.length === 0 || wanted.some((part) => name.includes(part))) await take(site, name, prepare);
} finally {
  await site.close();
}
