// Texts with an editor: problems in place with their line, the large editor, variables to complete, Markdown as it is read.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openExample, openFile, press, ready, save, select, status, typeOver } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';
import { drawing } from './lib/drawing.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

const field = (page, id) => page.locator('.sb-code', { has: page.locator(`[data-entry-id="${id}"]`) });
const code = (page, id) => field(page, id).locator('.cm-content');
const large = (page) => page.locator('dialog.large');
const script = (text) =>
  `<bpmn:scriptTask id="S" name="Compute" scriptFormat="python"><bpmn:script>${text}</bpmn:script></bpmn:scriptTask>`;

async function open(elements) {
  const { page, errors } = await site.open();
  await openFile(page, 'texts.bpmn', drawing(elements));
  await ready(page);
  return { page, errors };
}

test('a syntax error stands at its line in the panel, and goes when it is corrected', async () => {
  const { page, errors } = await open([script('x = 1 &lt; 2\ny = (')]);
  await select(page, 'S');
  const problem = field(page, 'signalbox-script-text').locator('.code-problem--error');
  await problem.getByText(/^Line 2: /).waitFor({ timeout: 20_000 });
  await code(page, 'signalbox-script-text').locator('.cm-lintRange-error').waitFor();
  await typeOver(code(page, 'signalbox-script-text'), 'x = 1 < 2\ny = (3)');
  await problem.waitFor({ state: 'detached' });
  assert.match(await save(page), /x = 1 &lt; 2\ny = \(3\)/);
  assert.deepEqual(errors, []);
});

test('what is typed last is saved, however fast the file is saved', async () => {
  const { page } = await open([script('x = 1')]);
  await select(page, 'S');
  await code(page, 'signalbox-script-text').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('23');
  assert.match(await save(page), /x = 123</);
});

test('undo on the canvas brings the old text back into the editor', async () => {
  const { page } = await open([script('x = 1')]);
  await select(page, 'S');
  await typeOver(code(page, 'signalbox-script-text'), 'x = 2');
  await page.locator('.tab__dot').waitFor();
  await page.locator('.djs-container > svg').focus();
  await page.keyboard.press('Control+z');
  await code(page, 'signalbox-script-text').getByText('x = 1').waitFor();
});

test('the large editor checks while one types and changes nothing before it is saved', async () => {
  const { page, errors } = await open([script('x = 1')]);
  await select(page, 'S');
  await field(page, 'signalbox-script-text').locator('.sb-code__launch').click();
  await typeOver(large(page).locator('.cm-content'), 'for x in y:');
  await large(page)
    .locator('.problem-lines')
    .getByText(/^Line 1: /)
    .waitFor({ timeout: 20_000 });
  await page.keyboard.press('Escape');
  await large(page).waitFor({ state: 'detached' });
  await page.locator('.djs-context-pad [data-action="trigger-script"]').click();
  await typeOver(large(page).locator('.cm-content'), 'x = 5');
  await page.keyboard.press('Control+Enter');
  await large(page).waitFor({ state: 'detached' });
  await code(page, 'signalbox-script-text').getByText('x = 5').waitFor();
  assert.match(await save(page), /<bpmn:script>x = 5</);
  assert.deepEqual(errors, []);
});

test('Markdown is shown as it is read, without anything that acts', async () => {
  const { page, errors } = await open(['<bpmn:userTask id="U"/>']);
  await select(page, 'U');
  await field(page, 'signalbox-instructions-text').locator('.sb-code__launch').click();
  await typeOver(large(page).locator('.cm-content'), '# Hello\n\n<img src=x onerror="window.hurt=1"> **you**');
  await large(page).locator('.large__preview h1', { hasText: 'Hello' }).waitFor();
  assert.equal(await large(page).locator('.large__preview img').count(), 0);
  await large(page).getByRole('button', { name: 'Save' }).click();
  assert.match(await save(page), /<spiffworkflow:instructionsForEndUser># Hello/);
  assert.equal(await page.evaluate(() => window.hurt), undefined);
  assert.deepEqual(errors, []);
});

test('variables of the run are completed', async () => {
  const { page } = await site.open();
  await openExample(page, 'Loop with scripts');
  await press(page, 'start');
  await press(page, 'run');
  await status(page, 'Done');
  await page.getByRole('tab', { name: 'Properties' }).click();
  await select(page, 'AddInterest');
  await code(page, 'signalbox-script-text').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Control+Space');
  await page.locator('.cm-tooltip-autocomplete li').first().waitFor();
});

test('a called process is found by its name', async () => {
  const { page } = await open(['<bpmn:callActivity id="C"/>']);
  await select(page, 'C');
  await page.getByRole('button', { name: 'Find a process' }).click();
  await page.getByPlaceholder('Which process is called?').fill('every');
  await page.keyboard.press('Enter');
  await page.locator('.sb-drilldown').waitFor();
  assert.match(await save(page), /calledElement="Everything"/);
});

test('a template is shown with the data of the run, and a mistake in it at its line', async () => {
  const { page, errors } = await open([
    '<bpmn:userTask id="U"><bpmn:extensionElements><spiffworkflow:preScript>name = "Ann"</spiffworkflow:preScript></bpmn:extensionElements></bpmn:userTask>',
  ]);
  await press(page, 'start');
  await press(page, 'run');
  await page.locator('.sb-ready[data-element-id="U"]').waitFor({ timeout: 20_000 });
  await page.getByRole('tab', { name: 'Properties' }).click();
  await select(page, 'U');
  await field(page, 'signalbox-instructions-text').locator('.sb-code__launch').click();
  await typeOver(large(page).locator('.cm-content'), '# Hi {{ name }}');
  await large(page).locator('.large__preview h1', { hasText: 'Hi Ann' }).waitFor({ timeout: 20_000 });
  await typeOver(large(page).locator('.cm-content'), 'Hi\n{% if %}');
  await large(page)
    .locator('.problem-lines')
    .getByText(/^Line 2: /)
    .waitFor();
  assert.deepEqual(errors, []);
});
