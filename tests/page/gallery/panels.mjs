// The panels below the canvas: empty, full, with very much, and with an error.

import { example, hasState, openExample, openFile, panel, press, ready, status, toManager } from '../lib/actions.mjs';
import { calls, crowd, failing, hoard, letters, loose, rounds, shouts, sleepers } from '../lib/models.mjs';

const opened = async (page, name, text) => {
  await openFile(page, name, text);
  await page.locator('.djs-shape').first().waitFor();
  await ready(page);
};
const run = async (page, name, text, id, state = 'ready') => {
  await opened(page, name, text);
  await page.keyboard.press('F5');
  await hasState(page, id, state);
};
const untouched = (name) => async (page) => {
  await openExample(page, 'Order with approval');
  await panel(page, name);
};
/** The example that waits for a payment or two weeks. */
const waiting = async (page, name) => {
  await openExample(page, 'Timer and message');
  await page.keyboard.press('F5');
  await hasState(page, 'Wait', 'waiting');
  await panel(page, name);
};
const send = async (page, kind, name, payload) => {
  await page.getByLabel('Kind').selectOption(kind);
  await page.getByLabel('Name or code').fill(name);
  await page.getByLabel('Payload (JSON)').fill(payload);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
};
const schedule = async (page) => {
  await panel(page, 'Timers');
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
};
const scheduled = async (page) => {
  await opened(page, 'stock.bpmn', rounds());
  await schedule(page);
  await page.getByRole('button', { name: 'Begin on a clock of its own' }).click();
  await page.locator('.schedule').getByRole('button', { name: 'Next due' }).waitFor();
};
const tests = async (page, cases) => {
  await openExample(page, 'Loop with scripts');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: /^Open/ }).first().click(),
  ]);
  const buffer = Buffer.from(JSON.stringify(cases));
  await chooser.setFiles({ name: 'test_savings-loop.json', mimeType: 'application/json', buffer });
  await page.getByRole('button', { name: 'savings-loop.bpmn', exact: true }).first().click();
  await panel(page, 'Tests');
};

export const scenes = {
  'problems-empty': untouched('Problems'),
  'problems-full': (page) => openExample(page, 'Find the mistakes'),
  'problems-large': async (page) => {
    await opened(page, 'loose.bpmn', loose());
    await page.locator('.problem').nth(50).waitFor();
  },
  'problems-unreadable': async (page) => {
    await openFile(
      page,
      'broken.bpmn',
      '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">',
    );
    await page.locator('.unreadable').waitFor();
    await page.locator('.problem').first().waitFor();
  },

  'tasks-empty': untouched('Tasks'),
  'tasks-full': async (page) => {
    await toManager(page);
    await panel(page, 'Tasks');
  },
  'tasks-large': async (page) => {
    await run(page, 'guests.bpmn', crowd(), 'Answer');
    await panel(page, 'Tasks');
    await page.locator('.task').nth(100).waitFor();
  },
  'tasks-incident': async (page) => {
    await run(page, 'claim.bpmn', failing(), 'Weigh', 'error');
    await panel(page, 'Tasks');
    await page.locator('.incident').waitFor();
  },
  'tasks-over': async (page) => {
    await openExample(page, 'Loop with scripts');
    await page.keyboard.press('F5');
    await status(page, 'Done');
    await panel(page, 'Tasks');
  },
  'tasks-waiting': (page) => waiting(page, 'Tasks'),

  'timeline-empty': untouched('Timeline'),
  'timeline-full': async (page) => {
    await toManager(page);
    await press(page, 'back');
    await page.locator('.sb-past:visible').waitFor();
    await panel(page, 'Timeline');
  },
  'timeline-large': async (page) => {
    await run(page, 'guests.bpmn', crowd(), 'Answer');
    await panel(page, 'Timeline');
  },
  'timeline-incident': async (page) => {
    await run(page, 'claim.bpmn', failing(), 'Weigh', 'error');
    await panel(page, 'Timeline');
  },
  'timeline-compared': async (page) => {
    await toManager(page);
    await panel(page, 'Timeline');
    await page.getByRole('button', { name: 'Compare from here' }).click();
    await press(page, 'back');
    await press(page, 'back');
    await page.locator('.timeline__compare .difference').waitFor();
  },
  'timeline-nothing-found': async (page) => {
    await toManager(page);
    await panel(page, 'Timeline');
    await page.getByLabel('Filter the timeline').fill('zebra');
  },

  'data-empty': untouched('Data'),
  'data-full': async (page) => {
    await openExample(page, 'Data objects');
    await page.keyboard.press('F5');
    await page.locator('.djs-element.sb-ready').first().waitFor();
    await panel(page, 'Data');
  },
  'data-large': async (page) => {
    await run(page, 'hoard.bpmn', hoard(), 'Look');
    await panel(page, 'Data');
  },
  'data-refused': async (page) => {
    await toManager(page);
    await panel(page, 'Data');
    await page.locator('.data .variables tr').first().hover();
    await page.locator('.variables__edit').first().click();
    await page.locator('.value-editor textarea, .value-editor input').first().fill('{ "oops"');
    await page.locator('.value-editor__buttons .sb-button').first().click();
    await page.locator('.value-editor__problem').waitFor();
  },

  'messages-empty': untouched('Messages'),
  'messages-full': async (page) => {
    await waiting(page, 'Messages');
    await send(page, 'message', 'pain', '{"sum": 1}');
    await send(page, 'signal', 'go', '{}');
    await send(page, 'error', 'E1', '{}');
    await page.locator('.messages__waiting .task').click();
    await page
      .getByLabel('Payload (JSON)')
      .fill('{"sum": 20, "from": "DE89 3704 0044 0532 0130 00", "purpose": "Invoice 4711"}');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await hasState(page, 'Paid', 'ready');
  },
  'messages-nothing-sent': (page) => waiting(page, 'Messages'),
  'messages-large': async (page) => {
    await run(page, 'parcels.bpmn', shouts(), 'Look');
    await panel(page, 'Messages');
    await page.locator('.ledger__entry').nth(100).waitFor();
  },
  'messages-wrong-payload': async (page) => {
    await waiting(page, 'Messages');
    await page.getByLabel('Payload (JSON)').fill('{ sum: ');
  },

  'outbox-empty': untouched('Outbox'),
  'outbox-full': async (page) => {
    await run(page, 'letters.bpmn', letters(), 'Look');
    await panel(page, 'Outbox');
  },
  'outbox-call': async (page) => {
    await run(page, 'letters.bpmn', letters(), 'Look');
    await panel(page, 'Outbox');
    await page.locator('.outbox__list .task').nth(1).click();
  },
  'outbox-error': async (page, { errors }) => {
    await opened(page, 'letters.bpmn', letters());
    await panel(page, 'Outbox');
    await page.getByRole('button', { name: 'Services …' }).click();
    await page.getByLabel('Who does http/GetRequest').selectOption('Call it for real');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.context().route('https://api.example/**', (route) => route.abort());
    await page.keyboard.press('F5');
    await page.locator('.outbox__error').waitFor();
    await page.waitForTimeout(500);
    // That the call fails is what this scene shows.
    errors.length = 0;
  },
  'outbox-large': async (page) => {
    await run(page, 'offers.bpmn', calls(), 'Look');
    await panel(page, 'Outbox');
    await page.locator('.outbox__list .task').nth(100).waitFor();
  },

  'timers-empty': untouched('Timers'),
  'timers-full': (page) => waiting(page, 'Timers'),
  'timers-none': async (page) => {
    await toManager(page);
    await panel(page, 'Timers');
  },
  'timers-large': async (page) => {
    await run(page, 'reminders.bpmn', sleepers(), 'Remind', 'started').catch(() => {});
    await panel(page, 'Timers');
    await page.locator('.timers__table tr').nth(100).waitFor();
  },

  'schedule-empty': async (page) => {
    await untouched('Timers')(page);
    await schedule(page);
  },
  'schedule-off': async (page) => {
    await opened(page, 'stock.bpmn', rounds());
    await schedule(page);
  },
  'schedule-full': async (page) => {
    await scheduled(page);
    await page.locator('.schedule').getByRole('button', { name: 'Next due' }).click();
    await page.locator('.schedule__instance').first().waitFor();
  },
  'schedule-large': async (page) => {
    await scheduled(page);
    await page.locator('.schedule').getByRole('button', { name: '+1 day' }).click();
    await page.locator('.schedule__instance').nth(50).waitFor();
  },

  'tests-empty': async (page) => {
    await openExample(page, 'Loop with scripts');
    await panel(page, 'Tests');
    await page.getByText('No tests yet.').waitFor();
  },
  'tests-large': async (page) => {
    const cases = Array.from({ length: 450 }, (_, at) => [`case ${at}`, { tasks: {}, expected_output_json: { at } }]);
    await tests(page, Object.fromEntries(cases));
    await page.locator('.test').nth(100).waitFor();
  },
  'tests-failed': async (page) => {
    await tests(page, {
      'reaches the target': {
        tasks: {},
        expected_output_json: { balance: 12, years: 3, rows: [{ year: 1, sum: 1050 }] },
      },
      'is a second one': { tasks: {}, expected_output_json: {} },
    });
    await page.getByRole('button', { name: 'Run all' }).click();
    await page.locator('.differences').first().waitFor();
  },
  'tests-passed': async (page) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: /^Open/ }).first().click(),
    ]);
    await chooser.setFiles(
      ['order-approval.recording.json', 'order-approval-refused.recording.json', 'order-approval.bpmn'].map((name) => ({
        name,
        mimeType: 'application/json',
        buffer: Buffer.from(example(name)),
      })),
    );
    await page.locator('.djs-shape').first().waitFor();
    await ready(page);
    await panel(page, 'Tests');
    await page.getByRole('button', { name: 'Run all' }).click();
    await page.getByText('2 passed').waitFor();
    await page.getByRole('button', { name: /^Coverage \d+ %/ }).click();
  },
};
