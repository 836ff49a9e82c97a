// Walks a process on the page from its start to where it stops, by the controls a person has: what is to be entered, answered
// and sent is what the page offers as an example.

import { panel, press, ready, takeZip } from './actions.mjs';

/** What is done after a start before a process counts as one that goes round for ever. */
const ROUNDS = 120;
/** Milliseconds in which a mock answers; what is not answered then waits for a person. */
const ANSWERED = 2000;

const bytes = (text) => new TextEncoder().encode(text);
const group = (page, title) =>
  page.locator('.tasks__group', { has: page.getByRole('heading', { name: new RegExp(`^${title}`) }) });

/** Opens files under SpiffWorkflow's semantics, as one archive. */
export async function openModel(page, files) {
  await page.getByLabel('Profile').selectOption('spiffworkflow');
  await takeZip(page, Object.fromEntries(files.map(({ name, text }) => [name, bytes(text)])), 'model.zip');
  await page.locator('.files__line.is-active').waitFor();
}

/**
 * Walks the process that is the `choice`th to start of a file: `ends`, `fails`, `waits` or is `refused`, where and why as the
 * page tells it, and how many messages and signals were sent. `look` is called whenever the run rests.
 */
export async function walk(page, { file, choice }, look = async () => {}) {
  await showFile(page, file);
  const refused = await start(page, choice);
  if (refused) return { end: 'refused', place: '', reason: refused, sent: 0 };
  let sent = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const status = await rested(page);
    await look(round, status);
    if (status === 'completed') return { end: 'ends', place: '', reason: '', sent };
    await panel(page, 'Tasks');
    const failed = await firstOf(group(page, 'Stands still'));
    if (failed) return { end: 'fails', ...failed, sent };
    const done = await goOn(page, status);
    if (!done) break;
    if (done === 'sent') sent++;
  }
  await panel(page, 'Tasks');
  return { end: 'waits', ...((await firstOf(group(page, 'Waiting'))) ?? { place: '', reason: '' }), sent };
}

async function showFile(page, file) {
  const away = page.locator('.sb-transport__button--end:visible');
  if (await away.isVisible()) await away.click();
  await page.locator(`.files__name[title="${file}"]`).click();
  await page.locator(`.files__line.is-active .files__name[title="${file}"]`).waitFor();
  await ready(page);
}

/** Starts with the examples the dialog gives; undefined, or why there is no run. */
async function start(page, choice) {
  await page.locator('.sb-transport__button--options:visible').click();
  const dialog = page.locator('.sb-dialog');
  if (await dialog.getByLabel('Process or collaboration').isVisible())
    await dialog.getByLabel('Process or collaboration').selectOption({ index: choice });
  await page.locator('.sb-dialog:not(:has([aria-busy]))').waitFor();
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  const running = page.locator('.sb-transport__status:visible');
  const refusal = page.locator('.toast--error');
  await running.or(refusal).first().waitFor();
  if (await running.isVisible()) return undefined;
  const told = await refusal.first().locator('span').first().textContent();
  await refusal.first().getByRole('button', { name: 'Dismiss' }).click();
  return told;
}

/** Runs on until nothing moves by itself; gives the status. */
async function rested(page) {
  const quiet = page.locator(
    '.sb-transport:has(.sb-transport__button--step:not([disabled])):visible, .sb-transport:has(:is([data-status="completed"], [data-status="terminated"])):visible',
  );
  for (;;) {
    await quiet.waitFor();
    const status = await statusOf(page);
    if (status === 'running') await press(page, 'run:visible');
    else if (status !== 'waiting') return status;
    // What a service answered while this was asked is seen in the status.
    else if (!(await answered(page)) && (await statusOf(page)) === status) return status;
  }
}

const statusOf = (page) => page.locator('.sb-transport__status:visible').getAttribute('data-status');

/** Whether services that are asked answered meanwhile. */
async function answered(page) {
  await panel(page, 'Tasks');
  const jobs = group(page, 'Work for services');
  if (!(await jobs.isVisible())) return false;
  const before = await jobs.textContent();
  for (const until = Date.now() + ANSWERED; Date.now() < until; await page.waitForTimeout(50))
    if (!(await jobs.isVisible()) || (await jobs.textContent()) !== before) return true;
  return false;
}

/** Does what people, services, time and partners would do next; undefined when nothing is left to do. */
async function goOn(page, status) {
  if (status !== 'waiting') return undefined;
  const person = await enter(page, page.locator('.task--ready'), /^Complete and run on$/);
  return person ?? (await enter(page, page.locator('.task--job'), /^Answer$/)) ?? (await fireNext(page)) ?? send(page);
}

/** Hands in the page's own example for the first of the tasks, if there is one. */
async function enter(page, tasks, act) {
  const task = tasks.first();
  if (!(await task.isVisible())) return undefined;
  await task.click();
  const view = page.locator('.taskview');
  await view.getByRole('button', { name: 'Example', exact: true }).click();
  await view.locator('.form:not(:has([aria-busy="true"]))').first().waitFor();
  await view.getByRole('button', { name: act }).click();
  return 'entered';
}

async function fireNext(page) {
  await panel(page, 'Timers');
  const next = page.getByRole('button', { name: 'Next timer' });
  if (await next.isDisabled()) return undefined;
  await next.click();
  return 'fired';
}

/** Sends the first message or signal that a task waits for; where several may come, by the panel of messages. */
async function send(page) {
  await panel(page, 'Tasks');
  const waiting = page.locator('.task--waiting').filter({ hasText: /Waits for the (message|signal)/ });
  return (await enter(page, waiting, /^Send /)) ? 'sent' : sendOneOf(page);
}

async function sendOneOf(page) {
  await panel(page, 'Messages');
  const waiting = page.locator('.messages__waiting .task').first();
  if (!(await waiting.isVisible())) return undefined;
  await waiting.click();
  await page.locator('.messages__form:not([aria-busy])').getByRole('button', { name: 'Send' }).click();
  return 'sent';
}

/** Title and detail of the first entry of a group, if there is one. */
async function firstOf(groups) {
  const entry = groups.locator('.task').first();
  if (!(await entry.isVisible())) return undefined;
  return {
    place: await entry.locator('.task__title').textContent(),
    reason: await entry.locator('.task__detail').getAttribute('title'),
  };
}
