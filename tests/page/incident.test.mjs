// A script fails: what is told, and the ways on.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hasState, openFile, panel, press, ready, save, typeOver } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';
import { drawing } from './lib/drawing.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

/** A process whose script reads a variable that nobody sets, run up to its failure. */
async function failed() {
  const { page, errors } = await site.open();
  const script = 'total = missing + 1;';
  const elements = [
    '<bpmn:startEvent id="Begin"/>',
    `<bpmn:scriptTask id="Sum" name="Add up" scriptFormat="javascript"><bpmn:script>${script}</bpmn:script></bpmn:scriptTask>`,
    '<bpmn:sequenceFlow id="flow" sourceRef="Begin" targetRef="Sum"/>',
  ];
  await openFile(page, 'sum.bpmn', drawing(elements));
  await ready(page);
  await page.keyboard.press('F5');
  // It is asked for what the script reads; nobody gives it.
  await page.getByLabel('Data (JSON)').fill('{}');
  await page.getByRole('button', { name: 'Start', exact: true }).last().click();
  await hasState(page, 'Begin', 'ready');
  await page.keyboard.press('F5');
  await hasState(page, 'Sum', 'error');
  await panel(page, 'Tasks');
  await page.locator('.incident .excerpt', { hasText: '^' }).waitFor();
  return { page, errors };
}
const act = (page, name) => page.locator('.incident').getByRole('button', { name }).click();

test('the script is edited where it failed, and the task goes on with it', async () => {
  const { page, errors } = await failed();
  await act(page, 'Edit the script and retry');
  const large = page.locator('dialog.large');
  await typeOver(large.locator('.cm-content'), 'total = 41 + 1;');
  await large.getByRole('button', { name: 'Save' }).click();
  await hasState(page, 'Sum', 'ready');
  await press(page, 'run');
  await hasState(page, 'Sum', 'completed');
  assert.match(await save(page), /total = 41 \+ 1;/);
  assert.deepEqual(errors, []);
});

test('a failed script is retried with other data', async () => {
  const { page, errors } = await failed();
  await page.getByLabel('The data it saw').fill('{"missing": 1}');
  await act(page, 'Retry with this data');
  await hasState(page, 'Sum', 'ready');
  await press(page, 'run');
  await hasState(page, 'Sum', 'completed');
  assert.deepEqual(errors, []);
});

test('a step back leads to the moment before a script failed', async () => {
  const { page, errors } = await failed();
  await act(page, 'Step back');
  await page.locator('.djs-element.sb-error').waitFor({ state: 'detached' });
  assert.deepEqual(errors, []);
});

test('a failed script is skipped', async () => {
  const { page, errors } = await failed();
  await act(page, 'Skip');
  await hasState(page, 'Sum', 'completed');
  assert.deepEqual(errors, []);
});
