// Decisions: tables and expressions in dmn-js, checked by the engine while they are typed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { element, openFile, panel, ready, save, typeOver } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';
import { OLD, prices } from './lib/decisions.mjs';
import { drawing } from './lib/drawing.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

const view = (page, name) => page.getByRole('tablist', { name: 'Decisions of this file' }).getByRole('tab', { name });
const cell = (page, id) => page.locator(`td[data-element-id="${id}"] [contenteditable]`);
const problem = (page, text) => page.locator('.problem__main', { hasText: text });

async function open(text, options) {
  const opened = await site.open(options);
  await openFile(opened.page, 'prices.dmn', text);
  await view(opened.page, 'Overview').waitFor();
  return opened;
}
/** Types into a cell as a person does, and leaves it. */
async function type(page, id, text) {
  await cell(page, id).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

test('decisions open as overview, table and expression, and a file that is not changed stays as it was', async () => {
  const text = prices();
  const { page, errors } = await open(text);
  await page.locator('.djs-shape[data-element-id="price"]').waitFor();
  await view(page, 'Price').click();
  await cell(page, 'c2').waitFor();
  await cell(page, 'c2').filter({ hasText: '"member"' }).waitFor();
  await view(page, 'Discount').click();
  await page.locator('.dmn-literal-expression-container', { hasText: 'age * 0.1' }).waitFor();
  await page.locator('.bjs-powered-by').waitFor();
  await view(page, 'Overview').click();
  assert.equal(await save(page), text);
  assert.deepEqual(errors, []);
});

test('what is typed is checked, its problem leads to the cell, and it can be taken back from any view', async () => {
  const text = prices();
  const { page, errors } = await open(text);
  await view(page, 'Price').click();
  await type(page, 'p2', '10 -');
  await problem(page, '').first().waitFor();
  await view(page, 'Discount').click();
  await problem(page, '').first().click();
  await page.locator('td[data-element-id="p2"]:focus-within').waitFor();
  await view(page, 'Discount').click();
  await page.locator('.dmn-literal-expression-container').click();
  await page.keyboard.press('Control+z');
  await cell(page, 'p2').filter({ hasText: '10 - discount' }).waitFor();
  await page.getByText('No problems.').waitFor();
  assert.equal(await save(page), text);
  await page.keyboard.press('Control+y');
  await problem(page, '').first().waitFor();
  assert.deepEqual(errors, []);
});

test('the text of the file can be edited beside its tables', async () => {
  const { page, errors } = await open(prices());
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await typeOver(page.getByLabel('Text of prices.dmn'), prices({ rules: [['&gt; 3', '', '7']] }));
  await view(page, 'Price').click();
  await cell(page, 'p1').filter({ hasText: '7' }).waitFor();
  // A cell is left for another tab before what was typed has gone to the engine.
  await type(page, 'p1', '8');
  await view(page, 'Overview').click();
  await view(page, 'Price').click();
  await cell(page, 'p1').filter({ hasText: '8' }).waitFor();
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await page.getByText('<outputEntry id="p1">').waitFor();
  const typed = prices({ rules: [['&gt; 3', '', '9']] });
  await typeOver(page.getByLabel('Text of prices.dmn'), typed);
  assert.equal(await save(page), typed);
  await view(page, 'Price').click();
  await cell(page, 'p1').filter({ hasText: '9' }).waitFor();
  await page.keyboard.press('Control+z');
  await cell(page, 'p1').filter({ hasText: '8' }).waitFor();
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await typeOver(page.getByLabel('Text of prices.dmn'), '<definitions');
  assert.equal(await save(page), '<definitions');
  await view(page, 'Price').click();
  await page.locator('.unreadable__head', { hasText: 'cannot be drawn' }).waitFor();
  assert.deepEqual(errors, []);
});

test('a new decision table begins with one input and one output', async () => {
  const { page, errors } = await open(prices());
  await page.getByRole('button', { name: 'New file' }).first().click();
  await page.getByRole('menuitem', { name: 'Decision table' }).click();
  await page.locator('.add-rule-add button').click();
  await page.locator('tbody tr').waitFor();
  assert.match(await save(page), /<rule id="[^"]+">/);
  assert.deepEqual(errors, []);
});

test('a business rule task leads to its decision', async () => {
  const { page, errors } = await open(prices());
  const task =
    '<bpmn:businessRuleTask id="Ask" name="Ask"><bpmn:extensionElements><spiffworkflow:calledDecisionId>discount</spiffworkflow:calledDecisionId></bpmn:extensionElements></bpmn:businessRuleTask>';
  await openFile(page, 'ask.bpmn', drawing([task]));
  await ready(page);
  await element(page, 'Ask').waitFor();
  await page.getByRole('button', { name: 'Open the decision' }).click();
  await page.locator('.dmn-literal-expression-container', { hasText: 'age * 0.1' }).waitFor();
  assert.deepEqual(errors, []);
});

test('a file of an older version is converted only when a person says so', async () => {
  const { page, errors } = await site.open();
  await openFile(page, 'old.dmn', OLD);
  await page.locator('.unreadable__head', { hasText: 'DMN 1.1' }).waitFor();
  assert.equal(await save(page), OLD);
  await page.getByRole('button', { name: 'Convert to DMN 1.3' }).click();
  await cell(page, 'a1').filter({ hasText: '< 6' }).waitFor();
  assert.match(await save(page), /20191111\/MODEL/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.locator('.unreadable__head', { hasText: 'DMN 1.1' }).waitFor();
  assert.equal(await save(page), OLD);
  assert.deepEqual(errors, []);
});

for (const [version, date] of [
  ['1.4', '20211108'],
  ['1.5', '20230324'],
])
  test(`a file of DMN ${version} stays one`, async () => {
    const { page, errors } = await open(prices({ date }));
    await view(page, 'Price').click();
    await type(page, 'p3', '12');
    await panel(page, 'Problems');
    await page.waitForFunction(() => document.querySelector('.tab__dot') !== null);
    const saved = await save(page);
    assert.match(saved, new RegExp(`spec/DMN/${date}/MODEL/`));
    assert.match(saved, new RegExp(`spec/DMN/${date}/DMNDI/`));
    assert.doesNotMatch(saved, /20191111/);
    assert.match(saved, /<text>12<\/text>/);
    assert.deepEqual(errors, []);
  });

test('what a file leaves out is completed, what cannot be drawn is shown as text', async () => {
  const file = (table) =>
    `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="D" name="D" namespace="n"><decision id="a" name="A"><decisionTable>${table}</decisionTable></decision></definitions>`;
  const input = '<input label="age"/>';
  const cells = (name, ...texts) => texts.map((text) => `<${name}><text>${text}</text></${name}>`).join('');
  const { page, errors } = await site.open();
  const short = file(
    `${input}${input}<output name="y"/><rule>${cells('inputEntry', '1')}${cells('outputEntry', '2')}</rule>`,
  );
  await openFile(page, 'short.dmn', short);
  await page.locator('tbody td.output-cell', { hasText: '2' }).waitFor();
  assert.equal(await save(page), short);
  const long = file(
    `${input}<output name="y"/><rule>${cells('inputEntry', '1', '2')}${cells('outputEntry', '2')}</rule>`,
  );
  for (const [name, text, told] of [
    ['long.dmn', long, 'rule 1 has more cells than there are columns'],
    ['none.dmn', file(input), 'no column is an output'],
    ['later.dmn', long.replace('<decisionTable>', '<conditional/><decisionTable>'), 'would lose a part of it'],
    ['empty.dmn', '', 'empty.dmn cannot be drawn'],
  ]) {
    await openFile(page, name, text);
    await page.locator('.unreadable__head', { hasText: told }).waitFor();
    assert.equal(await save(page), text);
  }
  assert.deepEqual(errors, []);
});

test('a table of 500 rules is drawn, checked and searched', async () => {
  const rules = Array.from({ length: 500 }, (_, index) => [`${index}`, '', `${index}`]);
  const { page, errors } = await open(prices({ rules }));
  await view(page, 'Price').click();
  await cell(page, 'p400').click();
  await page.keyboard.type('((');
  await problem(page, '').first().waitFor();
  await view(page, 'Discount').click();
  await problem(page, '').first().click();
  await page.locator('td[data-element-id="p400"]:focus-within').waitFor();
  assert.deepEqual(errors, []);
});
