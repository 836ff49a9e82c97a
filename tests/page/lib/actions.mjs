// What a person does on the page, by what they see.

import { readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { at } from '../../../scripts/lib/root.mjs';

export const example = (name) => readFileSync(at('examples', name), 'utf8');

/** Opens a text as a file, by the file picker. */
export async function openFile(page, name, text) {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: /^Open/ }).first().click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'application/xml', buffer: Buffer.from(text) });
  await page.getByRole('button', { name, exact: true }).first().waitFor();
}

export async function openZip(page, files, name = 'shop.zip') {
  await takeZip(page, files, name);
  await page.locator('.toast', { hasText: 'files were added' }).first().waitFor();
}

/** Picks an archive of files; a single file in it is shown without a word. */
export async function takeZip(page, files, name) {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page
      .getByRole('button', { name: /^Open( files)?( …)?$/ })
      .first()
      .click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'application/zip', buffer: Buffer.from(zipSync(files)) });
}

/** Opens one of the examples from the welcome page. */
export async function openExample(page, title) {
  await page.locator('.card', { hasText: title }).click();
  await page.locator('.djs-shape').first().waitFor();
  await ready(page);
}

/** Waits until the engine has come and the diagram can be started. */
export const ready = (page) =>
  page.locator('.sb-transport__button--start:not([disabled]), .sb-transport__status:visible').first().waitFor();

export const panel = (page, name) => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
export const press = (page, name) => page.locator(`.sb-transport__button--${name}`).click();

/** Steps back and waits until that is shown. */
export async function back(page) {
  const place = page.locator('.sb-transport__place:visible');
  const before = await place.innerText();
  await press(page, 'back');
  await page.waitForFunction((text) => {
    const places = [...document.querySelectorAll('.sb-transport__place')];
    return places.some((shown) => shown.offsetParent !== null && shown.innerText !== text);
  }, before);
}

/** Steps back until an element is in a state. */
export async function backTo(page, id, state) {
  while ((await page.locator(`.djs-element.sb-${state}[data-element-id="${id}"]`).count()) === 0) await back(page);
}

/**
 * Puts a text in the place of what a code editor has, by its own key for all of it: an editor that shows something new between
 * the two halves of a `fill` forgets what that has selected.
 */
export async function typeOver(editor, text) {
  await editor.press('Control+a');
  await editor.page().keyboard.insertText(text);
}

/** Waits until the browser keeps something for the next visit: nobody sees that, so its memory is read. */
export async function kept(page, store, isIt) {
  for (const end = Date.now() + 30_000; ; await page.waitForTimeout(50)) {
    if ((await page.evaluate(memoryOf, store)).some(isIt)) return;
    if (Date.now() > end) throw new Error(`what was waited for is not kept in ${store}`);
  }
}

/** Whether the first branch of a run that is kept has come to an element or a text. */
export const cameTo = (text) => (run) => Buffer.from(run.branches[0]).includes(text);

/** Everything in a store of the page's database. */
function memoryOf(store) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('signalbox');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const asking = database.transaction(store).objectStore(store).getAll();
      asking.onerror = () => reject(asking.error);
      asking.onsuccess = () => {
        database.close();
        resolve(asking.result);
      };
    };
  });
}

export const element = (page, id) => page.locator(`.djs-element[data-element-id="${id}"]`);
export const select = (page, id) => element(page, id).locator('.djs-hit').first().click();
/** Selects a sequence flow by a click on its middle; a straight line has no height that a locator could click. */
export async function selectFlow(page, id) {
  const box = await element(page, id).locator('.djs-hit').first().boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.locator(`.djs-element.selected[data-element-id="${id}"]`).waitFor({ state: 'attached' });
}
export const hasState = (page, id, state) =>
  page.locator(`.djs-element.sb-${state}[data-element-id="${id}"]`).waitFor();
export const status = (page, text) => page.locator('.sb-transport__status', { hasText: text }).waitFor();

/** Saves the active file to disk and gives its text. */
export async function save(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  return readFileSync(await download.path(), 'utf8');
}

/** Completes the task that is shown. */
export const complete = (page) => page.getByRole('button', { name: 'Complete', exact: true }).click();

/** Starts the approval and brings it to the manager. */
export async function toManager(page) {
  await openExample(page, 'Order with approval');
  await page.keyboard.press('F5');
  await hasState(page, 'EnterOrder', 'ready');
  await panel(page, 'Tasks');
  await page.getByLabel('Quantity').fill('5');
  await complete(page);
  await hasState(page, 'EnterOrder', 'completed');
  await press(page, 'run');
  await hasState(page, 'ApproveOrder', 'ready');
}
