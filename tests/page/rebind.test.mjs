// Editing a diagram while a run stands in it: taken over silently where that can be, with a choice where not.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { element, hasState, openExample, openFile, press, ready, select, status } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';
import { drawing } from './lib/drawing.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

/** Starts the approval; it waits at the order. */
async function running() {
  const { page, errors } = await site.open();
  await openExample(page, 'Order with approval');
  await page.keyboard.press('F5');
  await hasState(page, 'EnterOrder', 'ready');
  return { page, errors };
}

async function remove(page, id) {
  await select(page, id);
  await page.keyboard.press('Delete');
}

test('an edit elsewhere is taken over without a word', async () => {
  const { page, errors } = await running();
  await remove(page, 'ShipOrder');
  await page.waitForTimeout(500);
  assert.equal(await page.locator('.sb-rebind:visible').count(), 0);
  await hasState(page, 'EnterOrder', 'ready');
  assert.deepEqual(errors, []);
});

test('removing an element under its token asks what to do; undo takes the question away', async () => {
  const { page, errors } = await running();
  await remove(page, 'EnterOrder');
  const band = page.locator('.sb-rebind');
  await band.getByText('is gone').waitFor();
  await page.keyboard.press('Control+z');
  await band.waitFor({ state: 'hidden' });
  await hasState(page, 'EnterOrder', 'ready');
  assert.deepEqual(errors, []);
});

test('the token is moved to another element', async () => {
  const { page, errors } = await running();
  await remove(page, 'EnterOrder');
  const field = page.getByLabel('Move the token of Enter order');
  await field.fill('Ship order');
  await field.press('Enter');
  await hasState(page, 'ShipOrder', 'ready');
  await page.locator('.sb-rebind').waitFor({ state: 'hidden' });
  assert.deepEqual(errors, []);
});

test('the run keeps the version it has', async () => {
  const { page, errors } = await running();
  await remove(page, 'EnterOrder');
  await page.getByRole('button', { name: 'Keep the old version for this run' }).click();
  await page.locator('.sb-rebind').waitFor({ state: 'hidden' });
  await status(page, 'Waiting');
  assert.equal(await element(page, 'EnterOrder').count(), 0);
  await page.getByText('The run stands on the diagram as it was before your edit.').waitFor();
  await press(page, 'back');
  assert.deepEqual(errors, []);
});

test('only places beside the element are offered, the same kind first; what only listened is dropped', async () => {
  const { page, errors } = await site.open();
  const inner = drawing([
    '<bpmn:startEvent id="s"/>',
    '<bpmn:userTask id="Ask" name="Ask"/>',
    '<bpmn:boundaryEvent id="Late" name="Late" attachedToRef="Ask"><bpmn:timerEventDefinition><bpmn:timeDuration>"PT1H"</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>',
    '<bpmn:scriptTask id="Count" name="Count"><bpmn:script>x = 1</bpmn:script></bpmn:scriptTask>',
    '<bpmn:userTask id="Tell" name="Tell"/>',
    '<bpmn:subProcess id="Sub"><bpmn:userTask id="Inside" name="Inside"/></bpmn:subProcess>',
    '<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="Ask"/>',
  ]);
  await openFile(page, 'places.bpmn', inner);
  await ready(page);
  await page.keyboard.press('F5');
  await hasState(page, 'Ask', 'ready');
  await remove(page, 'Late');
  await page.getByRole('button', { name: 'Drop it: it only listened' }).click();
  await page.locator('.sb-rebind').waitFor({ state: 'hidden' });
  await remove(page, 'Ask');
  await page.getByLabel('Move the token of Ask').waitFor();
  const offered = await page.locator('.sb-rebind datalist option').evaluateAll((all) => all.map(({ value }) => value));
  assert.deepEqual(offered, ['Tell', 'Count', 'Sub']);
  assert.deepEqual(errors, []);
});
