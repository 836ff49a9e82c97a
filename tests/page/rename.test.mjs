// Another id for an element: one step of each open diagram's history, the run and the breakpoints come along.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { strToU8 } from 'fflate';
import { element, hasState, kept, openExample, openZip, ready, save, select, toManager } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';
import { prices } from './lib/decisions.mjs';
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
  await page.locator('.tab.is-active', { hasText: 'a.bpmn' }).waitFor();
  assert.match(await save(page), /calledElement="Other"/);
  await page.locator('.toast', { hasText: 'is Other now' }).getByRole('button', { name: 'Undo' }).click();
  await kept(page, 'files', ({ name, text }) => name === 'a.bpmn' && text.includes('calledElement="Called"'));
  assert.match(await save(page), /calledElement="Called"/);
  await file('z.bpmn').click();
  await page.locator('.tab.is-active', { hasText: 'z.bpmn' }).waitFor();
  await kept(page, 'files', ({ name, text }) => name === 'z.bpmn' && text.includes('id="Called"'));
  assert.match(await save(page), /<bpmn:process id="Called"/);
  assert.deepEqual(errors, []);
});

const process = (id, task, call = '') =>
  drawing([
    '<bpmn:startEvent id="s"/>',
    `<bpmn:${task} id="t"${call && ` calledElement="${call}"`}/>`,
    '<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t"/>',
  ]).replaceAll('Everything', id);
const toast = (page, text) => page.locator('.toast', { hasText: text }).waitFor();
const file = (page, name) => page.locator('.files').getByRole('button', { name, exact: true }).click();
/** Shows a file and tells what it would be saved as. */
const textOf = async (page, name, shape = 't') => {
  await file(page, name);
  await page.locator('.tab.is-active', { hasText: name }).waitFor();
  await idOf(page, shape);
  return save(page);
};
const calls = async (page, name, id) =>
  assert.ok((await textOf(page, name)).includes(`calledElement="${id}"`), `${name} does not call ${id}`);

test('undo in one file takes a rename back in all, and redo does it again in all', async () => {
  const { page, errors } = await site.open();
  const callers = {
    'a.bpmn': process('A', 'callActivity', 'Called'),
    'b.bpmn': process('B', 'callActivity', 'Called'),
  };
  const texts = {
    ...callers,
    'c.bpmn': process('C', 'callActivity', 'Called'),
    'z.bpmn': process('Called', 'userTask'),
  };
  await openZip(page, Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)])));
  await ready(page);
  for (const name of ['b.bpmn', 'z.bpmn']) await textOf(page, name);
  await rename(page, 'Other');
  await undo(page);
  await toast(page, 'Other is Called again, in 4 files');
  for (const name of Object.keys(texts)) assert.equal(await textOf(page, name), texts[name]);
  await file(page, 'b.bpmn');
  await idOf(page, 't');
  await page.keyboard.press('Control+y');
  await toast(page, 'Called is Other again, in 4 files');
  for (const name of ['a.bpmn', 'b.bpmn', 'c.bpmn']) await calls(page, name, 'Other');
  assert.match(await textOf(page, 'z.bpmn'), /<bpmn:process id="Other"/);
  assert.deepEqual(errors, []);
});

test('where something else was done since, undoing a rename elsewhere keeps it', async () => {
  const { page, errors } = await site.open();
  const texts = { 'b.bpmn': process('B', 'callActivity', 'Called'), 'z.bpmn': process('Called', 'userTask') };
  await openZip(page, Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)])));
  await ready(page);
  await textOf(page, 'z.bpmn');
  await rename(page, 'Other');
  await file(page, 'b.bpmn');
  await select(page, 's');
  await page.keyboard.press('Delete');
  await element(page, 's').waitFor({ state: 'detached' });
  await textOf(page, 'z.bpmn');
  await undo(page);
  await toast(page, 'Other is Called again');
  await calls(page, 'b.bpmn', 'Called');
  assert.equal(await element(page, 's').count(), 0);
  // The step of its own comes first, then what was done here.
  await undo(page);
  await undo(page);
  await idOf(page, 's');
  assert.deepEqual(errors, []);
});

test('an id given in the properties takes the references of other files along, and undo takes all back', async () => {
  const { page, errors } = await site.open();
  const texts = { 'b.bpmn': process('B', 'callActivity', 'Called'), 'z.bpmn': process('Called', 'userTask') };
  await openZip(page, Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)])));
  await ready(page);
  await textOf(page, 'z.bpmn');
  await page.locator('[data-entry-id="id"] input').fill('Other');
  await toast(page, 'Called is Other now, also in b.bpmn');
  await calls(page, 'b.bpmn', 'Other');
  await undo(page);
  await toast(page, 'Other is Called again, in 2 files');
  assert.equal(await textOf(page, 'b.bpmn'), texts['b.bpmn']);
  assert.equal(await textOf(page, 'z.bpmn'), texts['z.bpmn']);
  assert.deepEqual(errors, []);
});

test('the id of a decision given in the overview takes the tasks that ask it along', async () => {
  const { page, errors } = await site.open();
  const asks = '<spiffworkflow:calledDecisionId>price</spiffworkflow:calledDecisionId>';
  const task = drawing([
    `<bpmn:businessRuleTask id="t"><bpmn:extensionElements>${asks}</bpmn:extensionElements></bpmn:businessRuleTask>`,
  ]);
  await openZip(page, { 'ask.bpmn': strToU8(task), 'prices.dmn': strToU8(prices()) });
  await ready(page);
  await file(page, 'prices.dmn');
  const shape = (id) => page.locator(`.djs-shape[data-element-id="${id}"]`);
  await shape('price').click();
  await page.locator('[data-group-id="group-general"] .bio-properties-panel-group-header').click();
  await page.locator('[data-entry-id="id"] input').fill('cost');
  await shape('cost').waitFor();
  await toast(page, 'price is cost now, also in ask.bpmn');
  assert.match(await textOf(page, 'ask.bpmn'), /calledDecisionId>cost</);
  await undo(page);
  await toast(page, 'cost is price again, in 2 files');
  assert.equal(await textOf(page, 'ask.bpmn'), task);
  await file(page, 'prices.dmn');
  await shape('price').waitFor();
  assert.equal(await save(page), prices());
  assert.deepEqual(errors, []);
});
