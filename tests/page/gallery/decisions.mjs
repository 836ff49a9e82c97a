// Decisions: how they depend on each other, tables and expressions, with problems, tried, after a run, as text, refused.

import { openFile, ready, status } from '../lib/actions.mjs';
import { OLD, prices } from '../lib/decisions.mjs';
import { drawing } from '../lib/drawing.mjs';

const ASK = drawing([
  '<bpmn:startEvent id="Begin" />',
  '<bpmn:businessRuleTask id="Ask" name="Ask"><bpmn:extensionElements><spiffworkflow:calledDecisionId>price</spiffworkflow:calledDecisionId></bpmn:extensionElements></bpmn:businessRuleTask>',
  '<bpmn:sequenceFlow id="flow" sourceRef="Begin" targetRef="Ask" />',
]);
/** The code of dmn-js, which comes with the first file of decisions. */
const EDITOR = /\/Decisions-[^/]*\.js$/;
const view = (page, name) => page.getByRole('tab', { name, exact: true }).click();

async function open(page, options) {
  await openFile(page, 'prices.dmn', prices(options));
  await page.getByRole('tab', { name: 'Price', exact: true }).waitFor();
}
async function table(page, options) {
  await open(page, options);
  await view(page, 'Price');
  await page.locator('td[data-element-id="p1"]').waitFor();
}

export const scenes = {
  overview: (page) => open(page),
  table: (page) => table(page),
  expression: async (page) => {
    await open(page);
    await view(page, 'Discount');
  },
  problem: async (page) => {
    await table(page, {
      rules: [
        ['&lt; 6', '', '10 -'],
        ['((', '"member"', '1'],
      ],
    });
    await page.locator('.problem__main').nth(1).waitFor();
  },
  tried: async (page) => {
    await table(page);
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByLabel('age').first().fill('20');
    await page.getByLabel('category').fill('member');
    await page.getByText('Rule 2 counted.').waitFor();
  },
  run: async (page) => {
    await open(page);
    await openFile(page, 'ask.bpmn', ASK);
    await ready(page);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Start with data');
    await page.keyboard.press('Enter');
    await page.getByLabel('Data (JSON)').fill('{"age": 8, "category": "member"}');
    await page.getByRole('button', { name: 'Start', exact: true }).last().click();
    await page.keyboard.press('F5');
    await status(page, 'Done');
    await page.getByRole('button', { name: 'Open the decision' }).click();
    await page.getByText('In the run:').waitFor();
  },
  many: (page) => table(page, { rules: Array.from({ length: 500 }, (_, index) => [`${index}`, '', `${index}`]) }),
  feel: (page) => table(page, { attributes: 'expressionLanguage="feel"' }),
  text: async (page) => {
    await open(page);
    await page.getByRole('button', { name: 'Text', exact: true }).click();
    await page.getByLabel('Text of prices.dmn').waitFor();
  },
  loading: async (page) => {
    await page.route(EDITOR, () => {});
    await openFile(page, 'prices.dmn', prices());
    await page.getByText('Fetching the editor').waitFor();
  },
  'editor-failed': async (page, { errors }) => {
    await page.route(EDITOR, (route) => route.abort());
    await openFile(page, 'prices.dmn', prices());
    await page.locator('.unreadable').waitFor();
    // That the editor does not come is what this scene shows.
    errors.length = 0;
  },
  old: async (page) => {
    await openFile(page, 'old.dmn', OLD);
    await page.getByRole('button', { name: 'Convert to DMN 1.3' }).waitFor();
  },
};
