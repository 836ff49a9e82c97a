// Another id for an element: one step of each open diagram's history, the run and the breakpoints come along.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { strToU8 } from 'fflate';
import { element, hasState, openExample, openZip, ready, save, select, toManager } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';
import { drawing } from './lib/drawing.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

const rename = async (page, to) => {
  await page.getByRole('tab', { name: 'Inspect' }).click();
  const relations = page.locator('.relations');
  await relations.getByRole('button', { name: 'Rename id …' }).click();
  await relations.getByLabel('New id').fill(to);
  await relations.getByRole('button', { name: 'Rename everywhere' }).click();
  await page.locator('.toast', { hasText: `is ${to} now` }).waitFor();
};
const undo = (page) => page.keyboard.press('Control+z');
const idOf = (page, id) => element(page, id).waitFor();

test('a rename is one step of the undo history, and loses nothing of it', async () => {
  const { page, errors } = await site.open();
  await openExample(page, 'Order with approval');
  await select(page, 'TellCustomer');
  await page.keyboard.press('Delete');
  await select(page, 'ApproveOrder');
  await page.keyboard.press('F9');
  await rename(page, 'Decide');
  await idOf(page, 'Decide');
  assert.equal(await page.locator('.relations__id code').innerText(), 'Decide');
  await page.locator('[data-container-id="Decide"] .sb-breakpoint').waitFor();
  await undo(page);
  await idOf(page, 'ApproveOrder');
  await undo(page);
  await idOf(page, 'TellCustomer');
  await page.keyboard.press('Control+y');
  await page.keyboard.press('Control+y');
  await idOf(page, 'Decide');
  const text = await save(page);
  assert.match(text, /<bpmn:sequenceFlow [^>]*targetRef="Decide"/);
  assert.match(text, /bpmnElement="Decide"/);
  assert.doesNotMatch(text, /"ApproveOrder"|>ApproveOrder</);
  assert.deepEqual(errors, []);
});

test('a run follows an element that only got another id, and back', async () => {
  const { page, errors } = await site.open();
  await toManager(page);
  await select(page, 'ApproveOrder');
  await rename(page, 'Decide');
  await hasState(page, 'Decide', 'ready');
  await page.locator('.sb-rebind').waitFor({ state: 'hidden' });
  await page.locator('.toast', { hasText: 'is Decide now' }).getByRole('button', { name: 'Undo' }).click();
  await hasState(page, 'ApproveOrder', 'ready');
  await page.locator('.sb-rebind').waitFor({ state: 'hidden' });
  assert.deepEqual(errors, []);
});

test('a process is renamed in open diagrams by a command of each, in closed ones as text; one message takes all back', async () => {
  const { page, errors } = await site.open();
  const caller = (id) =>
    drawing([
      '<bpmn:startEvent id="s"/>',
      `<bpmn:callActivity id="c" calledElement="Called"/>`,
      '<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="c"/>',
    ]).replaceAll('Everything', id);
  const called = drawing([
    '<bpmn:startEvent id="s"/>',
    '<bpmn:userTask id="u"/>',
    '<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="u"/>',
  ]).replaceAll('Everything', 'Called');
  await openZip(page, { 'a.bpmn': strToU8(caller('A')), 'b.bpmn': strToU8(caller('B')), 'z.bpmn': strToU8(called) });
  await ready(page);
  const file = (name) => page.locator('.files').getByRole('button', { name, exact: true });
  await file('z.bpmn').click();
  await idOf(page, 'u');
  await rename(page, 'Other');
  await page.locator('.toast', { hasText: 'in 3 files' }).waitFor();
  await file('b.bpmn').click();
  await idOf(page, 'c');
  assert.match(await save(page), /calledElement="Other"/);
  await file('a.bpmn').click();
  await page.waitForTimeout(200);
  assert.match(await save(page), /calledElement="Other"/);
  await page.locator('.toast', { hasText: 'is Other now' }).getByRole('button', { name: 'Undo' }).click();
  await page.waitForTimeout(300);
  assert.match(await save(page), /calledElement="Called"/);
  await file('z.bpmn').click();
  await page.waitForTimeout(200);
  assert.match(await save(page), /<bpmn:process id="Called"/);
  assert.deepEqual(errors, []);
});
