// The side panel looking into a run, and one task with what can be done with it: forms, jobs, refusals.

import {
  backTo,
  complete,
  hasState,
  openExample,
  openFile,
  panel,
  press,
  ready,
  select,
  toManager,
} from '../lib/actions.mjs';
import { crowd, failing, hoard, motley, survey, surveyForm } from '../lib/models.mjs';

const inspect = (page) => page.getByRole('tab', { name: 'Inspect' }).click();
const nothing = (page) => page.locator('.djs-container').click({ position: { x: 400, y: 10 } });
const run = async (page, name, text, id, state = 'ready') => {
  await openFile(page, name, text);
  await ready(page);
  await page.keyboard.press('F5');
  await hasState(page, id, state);
};
const toForm = async (page) => {
  await openFile(page, 'survey-schema.json', JSON.stringify(surveyForm));
  await run(page, 'survey.bpmn', survey(), 'Fill');
  await panel(page, 'Tasks');
  await page.getByText('Visit of Ann').waitFor();
};
const task = (page, name) => page.locator('.task', { has: page.getByText(name, { exact: true }) }).click();

/** The manager's task stands twice: with five pieces, and with one. */
async function branched(page) {
  await toManager(page);
  await backTo(page, 'EnterOrder', 'ready');
  await page.getByLabel('Quantity').fill('1');
  await complete(page);
  await page.locator('.sb-past').waitFor({ state: 'hidden' });
  await press(page, 'run');
  await hasState(page, 'ShipOrder', 'ready');
  await nothing(page);
  await inspect(page);
}

export const scenes = {
  'inspect-empty': async (page) => {
    await openExample(page, 'Order with approval');
    await inspect(page);
  },
  'inspect-run': async (page) => {
    await toManager(page);
    await nothing(page);
    await inspect(page);
  },
  'inspect-changes': async (page) => {
    await toManager(page);
    await select(page, 'CalculatePrice');
    await inspect(page);
  },
  'inspect-untouched': async (page) => {
    await toManager(page);
    await select(page, 'ShipOrder');
    await inspect(page);
  },
  'inspect-incident': async (page) => {
    await run(page, 'claim.bpmn', failing(), 'Weigh', 'error');
    await select(page, 'Weigh');
    await inspect(page);
  },
  'inspect-large': async (page) => {
    await run(page, 'hoard.bpmn', hoard(), 'Look');
    await select(page, 'Look');
    await inspect(page);
  },
  'inspect-many-instances': async (page) => {
    await run(page, 'guests.bpmn', crowd(), 'Answer');
    await select(page, 'Answer');
    await inspect(page);
  },
  branches: branched,
  'branches-compared': async (page) => {
    await branched(page);
    await page.getByLabel(/Compare Branch 2 with/).selectOption('Branch 1');
    await page.locator('.difference tr').nth(1).waitFor();
  },
  'stale-run': async (page) => {
    await openExample(page, 'Order with approval');
    await page.keyboard.press('F5');
    await hasState(page, 'EnterOrder', 'ready');
    await select(page, 'EnterOrder');
    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: 'Keep the old version for this run' }).click();
    await page.getByText('The run stands on the diagram as it was before your edit.').waitFor();
  },
  form: toForm,
  'form-wrong': async (page) => {
    await toForm(page);
    await page.getByLabel('Age').fill('7');
    await complete(page);
    await page.getByText('is required').first().waitFor();
  },
  refusal: async (page) => {
    await toManager(page);
    await page.getByLabel('Act as').selectOption({ label: 'People …' });
    const dialog = page.getByRole('dialog', { name: 'People' });
    for (const [name, groups] of [
      ['ada', 'Sales'],
      ['cleo', 'Manager'],
    ]) {
      await dialog.getByLabel('Name of the new persona').fill(name);
      await dialog.getByLabel('Groups of the new persona').fill(groups);
      await dialog.getByRole('button', { name: 'Add' }).click();
    }
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByLabel('Act as').selectOption('ada');
    await panel(page, 'Tasks');
    await page.locator('.refusal').waitFor();
  },
  job: async (page) => {
    await openFile(page, 'order.bpmn', motley());
    await ready(page);
    await panel(page, 'Outbox');
    await page.getByRole('button', { name: 'Services …' }).click();
    await page.getByLabel('Who does courier/Book').selectOption('Ask me');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('F5');
    await hasState(page, 'Pack', 'ready');
    await panel(page, 'Tasks');
    await task(page, 'Book the carrier');
  },
  'waiting-message': async (page) => {
    await run(page, 'order.bpmn', motley(), 'Pack');
    await panel(page, 'Tasks');
    await task(page, 'Paid');
  },
  'waiting-timer': async (page) => {
    await run(page, 'order.bpmn', motley(), 'Pack');
    await panel(page, 'Tasks');
    await task(page, 'Tomorrow');
  },
};
