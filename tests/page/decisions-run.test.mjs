// Decisions beside a run: which rules counted, what was tested; trying a decision; its properties.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { element, openFile, panel, ready, save, status } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';
import { prices } from './lib/decisions.mjs';
import { drawing } from './lib/drawing.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

const view = (page, name) => page.getByRole('tablist', { name: 'Decisions of this file' }).getByRole('tab', { name });
const ASK = drawing([
  '<bpmn:startEvent id="Begin" />',
  '<bpmn:businessRuleTask id="Ask" name="Ask"><bpmn:extensionElements><spiffworkflow:calledDecisionId>price</spiffworkflow:calledDecisionId></bpmn:extensionElements></bpmn:businessRuleTask>',
  '<bpmn:sequenceFlow id="flow" sourceRef="Begin" targetRef="Ask" />',
]);

/** The rules that are marked as counting, and what stands above the columns. */
const marks = (page) =>
  page.evaluate(() => {
    const content = (node, pseudo) =>
      getComputedStyle(node, pseudo).content.replace(/^"|"$/g, '').replaceAll('\\"', '"').trim();
    const rows = [...document.querySelectorAll('td.rule-index')].filter((row) => content(row, '::before') === '✓');
    const heads = [...document.querySelectorAll('th.input-cell .clause')].map((head) => content(head, '::after'));
    return { rules: rows.map((row) => row.dataset.rowId), tested: heads.filter((text) => text.startsWith('=')) };
  });
const marked = async (page, expected) => {
  await page.waitForFunction(
    (rules) =>
      [...document.querySelectorAll('td.rule-index')]
        .filter((row) => getComputedStyle(row, '::before').content.includes('✓'))
        .map((row) => row.dataset.rowId)
        .join() === rules,
    expected.rules.join(),
  );
  assert.deepEqual(await marks(page), expected);
};

async function open(options) {
  const opened = await site.open();
  await openFile(opened.page, 'prices.dmn', prices(options));
  await view(opened.page, 'Overview').waitFor();
  return opened;
}

async function run(page, data, end = 'Done') {
  await openFile(page, 'ask.bpmn', ASK);
  await ready(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Start with data');
  await page.keyboard.press('Enter');
  await page.getByLabel('Data (JSON)').fill(JSON.stringify(data));
  await page.getByRole('button', { name: 'Start', exact: true }).last().click();
  await page.keyboard.press('F5');
  await status(page, end);
}

test('the table shows which rule the run chose and what its columns were tested against', async () => {
  const { page, errors } = await open();
  await run(page, { age: 8, category: 'member' });
  await page.getByRole('button', { name: 'Open the decision' }).click();
  await page.getByText('In the run: Ask chose rule 2 of Price: 9.2').waitFor();
  await page.waitForFunction(() => document.querySelectorAll('th.input-cell').length === 2);
  await marked(page, { rules: ['r2'], tested: ['= 8', '= "member"'] });
  await page.getByRole('button', { name: 'Show the task' }).click();
  await element(page, 'Ask').waitFor();
  assert.deepEqual(errors, []);
});

test('a rule without an id is marked too, and still when the editor has given it one', async () => {
  const { page, errors } = await site.open();
  const bare = prices().replace(/<rule id="\w+">/g, '<rule>');
  await openFile(page, 'prices.dmn', bare);
  await view(page, 'Overview').waitFor();
  await run(page, { age: 8, category: 'member' });
  await page.getByRole('button', { name: 'Open the decision' }).click();
  const second = page.locator('tbody tr:nth-child(2) td.rule-index[data-matched]');
  await second.waitFor();
  await page.locator('td[data-element-id="p3"] [contenteditable]').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('11');
  await page.locator('.tab.is-active .tab__dot').waitFor();
  await second.waitFor();
  assert.match(await save(page), /<rule id="/);
  assert.equal(await page.locator('td.rule-index[data-matched]').count(), 1);
  assert.deepEqual(errors, []);
});

test('a decision that fails stops the run, and its task leads to the cell', async () => {
  const { page, errors } = await open({ rules: [['', '"member"', 'nothing.there']] });
  await run(page, { age: 8, category: 'member' }, 'Failed');
  await panel(page, 'Tasks');
  await page.getByRole('button', { name: 'Show the decision' }).click();
  await page.locator('td[data-element-id="p1"]:focus-within').waitFor();
  assert.deepEqual(errors, []);
});

test('a decision is tried with data that is typed, from the run or by hand', async () => {
  const { page, errors } = await open();
  await view(page, 'Price').click();
  await page.getByRole('button', { name: 'Try it' }).click();
  const tried = page.getByRole('region', { name: 'Try the decision' });
  await tried.getByText('Still to fill in: age, category.').waitFor();
  await tried.getByLabel('age').fill('4');
  await tried.getByText('Rule 1 counted.').waitFor();
  await marked(page, { rules: ['r1'], tested: ['= 4'] });
  await tried.getByLabel('age').fill('20');
  await tried.getByLabel('category').fill('member');
  await tried.getByText('Rule 2 counted.').waitFor();
  await tried.getByText('Discount gave 2').waitFor();
  await page.locator('td[data-element-id="p2"] [contenteditable]').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('7');
  await tried.locator('dd', { hasText: /^7$/ }).waitFor();
  assert.deepEqual(errors, []);
});

test('a decision in FEEL says that it cannot be run yet, and can be edited', async () => {
  const { page, errors } = await open({ attributes: 'expressionLanguage="feel"' });
  await page.locator('.problem__main', { hasText: 'FEEL' }).waitFor();
  await view(page, 'Price').click();
  await page.locator('td[data-element-id="p3"]').click();
  await page.keyboard.press('End');
  await page.keyboard.type('5');
  await page.locator('.tab__dot').waitFor();
  assert.match(await save(page), /<text>105<\/text>/);
  assert.deepEqual(errors, []);
});

test('properties: hit policy, name, language, and an id that its tasks take along', async () => {
  const { page, errors } = await open();
  await openFile(page, 'ask.bpmn', ASK);
  await element(page, 'Ask').waitFor();
  await page.getByRole('button', { name: 'prices.dmn', exact: true }).first().click();
  await view(page, 'Price').click();
  const properties = page.getByRole('region', { name: 'Properties of the decision' });
  await properties.getByLabel('Hit policy').selectOption({ label: 'Collect: the largest' });
  await properties.getByLabel('Name').fill('Fare');
  await properties.getByLabel('Name').press('Enter');
  await view(page, 'Fare').waitFor();
  await properties.getByLabel('Language').selectOption('Python');
  await page.locator('.tab__dot').waitFor();
  await properties.getByLabel('Id', { exact: true }).fill('fare');
  await properties.getByLabel('Id', { exact: true }).press('Enter');
  await page.getByText('price is fare now, in 2 files.').waitFor();
  const saved = await save(page);
  assert.match(saved, /<decision id="fare" name="Fare">/);
  assert.match(saved, /hitPolicy="COLLECT" aggregation="MAX"/);
  assert.match(saved, /expressionLanguage="python"/);
  await panel(page, 'Inspect');
  await page.getByText('Who asks for Fare').waitFor();
  await page.locator('.relations').getByRole('button', { name: 'Ask' }).click();
  await element(page, 'Ask').waitFor();
  assert.match(await save(page), /calledDecisionId>fare</);
  assert.deepEqual(errors, []);
});
