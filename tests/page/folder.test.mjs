// A folder of the disk beside the library. The browser's own private folder stands for one of the disk.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { example, kept, openExample, typeOver } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

/** What a person answers when the browser asks for the folder; it asks again after a reload. */
function permissions() {
  const of = (name) => sessionStorage.getItem(name);
  const handle = FileSystemHandle.prototype;
  handle.queryPermission = async () => of('permission') ?? 'granted';
  handle.requestPermission = async () => {
    sessionStorage.setItem('permission', of('answer') ?? 'granted');
    return of('permission');
  };
}

/** Ways to work on the disk; they are there again after a reload. */
function disk() {
  const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('disk', { create: true });
  window.write = async (name, content) => {
    const stream = await (await (await folder()).getFileHandle(name, { create: true })).createWritable();
    await stream.write(content);
    await stream.close();
  };
  window.read = async (name) => (await (await (await folder()).getFileHandle(name)).getFile()).text();
  window.unlink = async (name) => (await folder()).removeEntry(name);
  window.destroy = async () => (await navigator.storage.getDirectory()).removeEntry('disk', { recursive: true });
  window.showDirectoryPicker = folder;
}

const file = (page, name) => page.locator('.files').getByRole('button', { name, exact: true });
const write = (page, name, text) => page.evaluate(([to, content]) => window.write(to, content), [name, text]);
const read = (page, name) => page.evaluate((of) => window.read(of), name);
const text = (page, name) => page.getByLabel(`Text of ${name}`);
const says = async (page, wanted) => assert.equal(await text(page, 'note.json').innerText(), wanted);
const band = (page) => page.locator('.conflict');
const line = (page) => page.locator('.files__live');

/** A page that works in a folder with one diagram and one note, which is shown. */
async function working() {
  const opened = await site.open();
  const { page } = opened;
  await page.addInitScript(permissions);
  await page.addInitScript(disk);
  await page.reload();
  await write(page, 'order.bpmn', example('order-approval.bpmn'));
  await write(page, 'note.json', '{"from": "disk"}');
  await openExample(page, 'Order with approval');
  await page.getByRole('button', { name: 'Work in a folder of this computer …' }).click();
  await file(page, 'note.json').click();
  await text(page, 'note.json').waitFor();
  await page.waitForTimeout(300);
  return opened;
}

/** Comes back later; the browser then asks again, and the person gives this answer. */
async function later(page, answer, note = '{"from": "disk"}') {
  await page.evaluate((given) => {
    sessionStorage.setItem('permission', 'prompt');
    sessionStorage.setItem('answer', given);
  }, answer);
  await kept(page, 'workspace', ({ active }) => active === 'note.json');
  await kept(page, 'files', ({ name, text }) => name === 'note.json' && text === note);
  await page.reload();
  await text(page, 'note.json').waitFor();
}

test('a folder of the disk and the library stay in step', async () => {
  const { page, errors } = await working();
  await file(page, 'order.bpmn').waitFor();
  await typeOver(text(page, 'note.json'), '{"from": "page"}');
  await page.keyboard.press('Control+s');
  await page.locator('.toast', { hasText: 'was saved into disk' }).waitFor();
  assert.equal(await read(page, 'note.json'), '{"from": "page"}');
  await write(page, 'new.json', '{}');
  await file(page, 'new.json').waitFor({ timeout: 8000 });
  await write(page, 'note.json', '{"from": "disk again"}');
  await text(page, 'note.json').getByText('disk again').waitFor({ timeout: 8000 });
  assert.equal(await band(page).count(), 0);
  assert.deepEqual(errors, []);
});

test('after a reload one click goes on with the folder', async () => {
  const { page, errors } = await working();
  await later(page, 'granted');
  await line(page).getByText('has to be permitted again').waitFor();
  await write(page, 'note.json', '{"from": "meanwhile"}');
  await line(page).getByRole('button', { name: 'Reconnect' }).click();
  await line(page).getByText('In step with the folder').waitFor();
  await text(page, 'note.json').getByText('meanwhile').waitFor();
  assert.equal(await band(page).count(), 0);
  assert.deepEqual(errors, []);
});

test('where the browser still permits it, the folder goes on by itself', async () => {
  const { page, errors } = await working();
  await page.reload();
  await line(page).getByText('In step with the folder').waitFor();
  assert.deepEqual(errors, []);
});

test('a refused folder is told, and asked for again', async () => {
  const { page, errors } = await working();
  await later(page, 'denied');
  await line(page).getByRole('button', { name: 'Reconnect' }).click();
  await line(page).getByText('The browser may not open the folder').waitFor();
  await typeOver(text(page, 'note.json'), '{"kept": "here"}');
  await page.evaluate(() => sessionStorage.setItem('answer', 'granted'));
  await line(page).getByRole('button', { name: 'Try again' }).click();
  await line(page).getByText('In step with the folder').waitFor();
  await says(page, '{"kept": "here"}');
  assert.equal(await band(page).count(), 0);
  assert.deepEqual(errors, []);
});

test('a file that changed in both places asks which one counts; nothing is overwritten before', async () => {
  const { page, errors } = await working();
  await typeOver(text(page, 'note.json'), '{"from": "me"}');
  await later(page, 'granted', '{"from": "me"}');
  await write(page, 'note.json', '{"from": "somebody else"}');
  await line(page).getByRole('button', { name: 'Reconnect' }).click();
  await band(page).getByText('is not the same on disk and here').waitFor();
  await line(page).getByText('1 of its files wait').waitFor();
  await page.keyboard.press('Control+s');
  await page.locator('.toast', { hasText: 'was not saved' }).waitFor();
  assert.equal(await read(page, 'note.json'), '{"from": "somebody else"}');
  await band(page).getByRole('button', { name: 'Keep mine' }).click();
  await band(page).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+s');
  await page.locator('.toast', { hasText: 'was saved into disk' }).waitFor();
  assert.equal(await read(page, 'note.json'), '{"from": "me"}');
  await typeOver(text(page, 'note.json'), '{"from": "me again"}');
  await write(page, 'note.json', '{"from": "somebody else again"}');
  await band(page).waitFor({ timeout: 8000 });
  await band(page).getByRole('button', { name: "Take disk's" }).click();
  await says(page, '{"from": "somebody else again"}');
  await page.locator('.toast', { hasText: 'is as it is on disk' }).getByRole('button', { name: 'Undo' }).click();
  await says(page, '{"from": "me again"}');
  assert.deepEqual(errors, []);
});

test('a file that is gone from disk is kept here until a person says otherwise', async () => {
  const { page, errors } = await working();
  await later(page, 'granted');
  await page.evaluate(() => window.unlink('note.json'));
  await line(page).getByRole('button', { name: 'Reconnect' }).click();
  await band(page).getByText('is gone from the folder on disk').waitFor();
  await band(page).getByRole('button', { name: 'Remove it here too' }).click();
  await file(page, 'note.json').waitFor({ state: 'detached' });
  assert.deepEqual(errors, []);
});

test('a folder that is gone is told; the files stay', async () => {
  const { page, errors } = await working();
  await page.evaluate(() => window.destroy());
  await line(page).getByText('is no longer there').waitFor({ timeout: 8000 });
  await file(page, 'order.bpmn').waitFor();
  assert.equal(await band(page).count(), 0);
  await line(page).getByRole('button', { name: 'Leave it' }).click();
  await page.getByRole('button', { name: 'Work in a folder of this computer …' }).waitFor();
  assert.deepEqual(errors, []);
});
