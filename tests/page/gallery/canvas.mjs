// What a run shows on the canvas: states, tokens, counts, the transport bar and the bands above the drawing.

import {
  complete,
  element,
  example,
  hasState,
  openExample,
  openFile,
  panel,
  press,
  ready,
  select,
  status,
  toManager,
} from '../lib/actions.mjs';
import { motley } from '../lib/models.mjs';

export const scenes = {
  untouched: (page) => openExample(page, 'Order with approval'),
  states: async (page) => {
    await openFile(page, 'order.bpmn', motley());
    await ready(page);
    await page.keyboard.press('F5');
    await hasState(page, 'Label', 'error');
    await hasState(page, 'Pack', 'ready');
  },
  selected: async (page) => {
    await toManager(page);
    await select(page, 'ApproveOrder');
  },
  loop: async (page) => {
    await openExample(page, 'Loop with scripts');
    await page.keyboard.press('F5');
    await status(page, 'Done');
  },
  cancelled: async (page) => {
    await openExample(page, 'Timer and message');
    await page.keyboard.press('F5');
    await hasState(page, 'Wait', 'waiting');
    await panel(page, 'Timers');
    await page.locator('.timers').getByRole('button', { name: 'Fire now' }).click();
    await press(page, 'run');
    await hasState(page, 'Remind', 'ready');
  },
  past: async (page) => {
    await toManager(page);
    await press(page, 'back');
    await press(page, 'back');
    await page.locator('.sb-past:visible').waitFor();
  },
  clock: async (page) => {
    await toManager(page);
    await page.locator('.sb-clock__summary').click();
  },
  breakpoint: async (page) => {
    await openExample(page, 'Loop with scripts');
    await select(page, 'AddInterest');
    await page.keyboard.press('F9');
    await page.keyboard.press('F5');
    await hasState(page, 'AddInterest', 'ready');
  },
  rebind: async (page) => {
    await openExample(page, 'Order with approval');
    await page.keyboard.press('F5');
    await hasState(page, 'EnterOrder', 'ready');
    await select(page, 'EnterOrder');
    await page.keyboard.press('Delete');
    await page.locator('.sb-rebind').getByText('is gone').waitFor();
  },
  coverage: async (page) => {
    const files = ['order-approval-small.recording.json', 'order-approval.bpmn'];
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: /^Open/ }).first().click(),
    ]);
    const mimeType = 'application/json';
    await chooser.setFiles(files.map((name) => ({ name, mimeType, buffer: Buffer.from(example(name)) })));
    await element(page, 'EnterOrder').waitFor();
    await ready(page);
    await panel(page, 'Tests');
    await page.getByRole('button', { name: 'Run all' }).click();
    await page.getByRole('button', { name: /^Coverage \d+ %/ }).click();
  },
  instances: async (page) => {
    await openExample(page, 'Several instances');
    await page.keyboard.press('F5');
    await panel(page, 'Tasks');
    await complete(page);
    await press(page, 'run');
    await page.locator('.sb-token').first().waitFor();
  },
};
