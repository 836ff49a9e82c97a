// The bpmn-js module in pages of other people: a modeler and a viewer with one line each.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startEmbedded } from './lib/embedded.mjs';

let site;
before(async () => {
  site = await startEmbedded('index.html');
});
after(() => site?.close());

test('one module brings problems, transport and tokens into a modeler', async () => {
  const { page, errors } = await site.open({}, '#canvas .sb-transport__button--start:not([disabled])');
  await page.locator('#canvas .sb-transport__button--start').click();
  await page.locator('#canvas .sb-transport__button--run').click();
  await page.locator('#canvas .completed-task-highlight[data-element-id="Report"]').waitFor();
  await page.waitForFunction(() => /^completed [1-9]/.test(document.title));
  assert.deepEqual(errors, []);
});

test('the viewer build runs a diagram without anything that edits', async () => {
  const { page, errors } = await site.open({}, '#viewer .sb-transport__button--start:not([disabled])');
  await page.locator('#viewer .sb-transport__button--start').click();
  await page.locator('#viewer .sb-transport__button--run').click();
  await page.locator('#viewer .sb-completed[data-element-id="Begin"]').waitFor();
  assert.equal(await page.locator('#viewer .djs-palette').count(), 0);
  assert.deepEqual(errors, []);
});
