// Dialogs, editors, and what comes up over the page.

import {
  hasState,
  openExample,
  openFile,
  panel,
  press,
  ready,
  select,
  selectFlow,
  toManager,
} from '../lib/actions.mjs';
import { motley } from '../lib/models.mjs';
import { begin, end, service, sketch } from '../lib/sketch.mjs';
import { everything } from '../lib/vocabulary.mjs';

const services = async (page) => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'What do you want to do?' }).fill('services');
  await page.keyboard.press('Enter');
  return page.getByRole('dialog', { name: 'Services' });
};
const people = async (page) => {
  await page.getByLabel('Act as').selectOption({ label: 'People …' });
  return page.getByRole('dialog', { name: 'People' });
};
const OPERATORS = [
  'http/GetRequest',
  'smtp/SendEmail',
  'slack/PostMessageToChannelOfTheWholeCompanyAndEverybodyElse',
  'aws/UploadFileToBucket',
  'acme/Do',
];
const called = () =>
  sketch([
    [begin(), ...OPERATORS.map((id, at) => service(`S${at}`, `Call ${at + 1}`, id, { url: "'x'" }, 'r')), end()],
  ]);

/** Opens the large editor of a field of the panel. */
const large = async (page, id, entry) => {
  await openFile(page, 'everything.bpmn', everything());
  await ready(page);
  if (id === 'Flow') await selectFlow(page, id);
  else await select(page, id);
  const field = page.locator('.sb-code', { has: page.locator(`[data-entry-id="${entry}"]`) });
  await field.locator('.sb-code__launch').click();
  await page.locator('.large .cm-editor').waitFor();
  await page.waitForTimeout(700);
};
const members = (count) => Array.from({ length: count }, (_, at) => `person${at + 1}@a-rather-long-domain.example.com`);
const permissions = (count) => ({
  name: 'permissions.yml',
  mimeType: 'text/yaml',
  buffer: Buffer.from(
    `groups:\n  Finance:\n    users: [${members(count).join(', ')}]\n  everybody-who-may-approve-orders:\n    users: [${members(3).join(', ')}]\n  sales:\n    users: [ann]\npermissions:\n  read-all:\n    groups: [Finance]\n    actions: [read]\n    uri: /process-models/finance/*\n  start:\n    users: [ann]\n    actions: [create, read]\n    uri: /process-instances/order:with-a-long-name-that-goes-on:approval/*\n`,
  ),
});
const brought = async (page, file) => {
  await openExample(page, 'Order with approval');
  const dialog = await people(page);
  await dialog.locator('input[type=file]').setInputFiles(file);
  await dialog.locator('.people__row .tool').first().waitFor();
  return dialog;
};

export const scenes = {
  'services-empty': async (page) => {
    await openExample(page, 'Order with approval');
    await services(page);
  },
  'services-full': async (page) => {
    await openFile(page, 'calls.bpmn', called());
    await ready(page);
    const dialog = await services(page);
    await dialog.getByLabel('Who does smtp/SendEmail').selectOption('ask');
    await dialog.getByLabel('Name of a secret').fill('A_SECRET_WITH_A_LONG_NAME');
    await dialog.getByLabel('Value of the secret').fill('x');
    await dialog
      .locator('form', { has: page.getByLabel('Name of a secret') })
      .getByRole('button')
      .click();
  },
  'services-errors': async (page) => {
    // A proxy at the page's own address, which answers, but not with a list of commands.
    await page.route('**/v1/commands', (route) => route.fulfill({ body: 'Welcome!' }));
    await openFile(page, 'calls.bpmn', called());
    await ready(page);
    const dialog = await services(page);
    await dialog.getByLabel('Answer of http/GetRequest (JSON)').fill('{"body": ');
    await dialog.getByLabel('Who does acme/Do').selectOption('call');
    await dialog.getByLabel('Address of a proxy').fill(`${new URL(page.url()).origin}/a/proxy/behind/a/long/path`);
    await dialog.getByRole('button', { name: 'Add' }).first().click();
    await dialog.getByRole('button', { name: 'Refresh' }).waitFor();
    await dialog.locator('.form__problem').nth(2).waitFor();
  },
  'services-errors-below': async (page) => {
    await scenes['services-errors'](page);
    await page.getByRole('dialog', { name: 'Services' }).evaluate((dialog) => {
      const scrolled = [dialog, ...dialog.querySelectorAll('*')].find(
        (part) => part.scrollHeight > part.clientHeight + 4,
      );
      if (scrolled) scrolled.scrollTop = scrolled.scrollHeight;
    });
  },
  'people-empty': async (page) => {
    await openExample(page, 'Order with approval');
    await people(page);
  },
  'people-full': async (page) => {
    await brought(page, permissions(6));
  },
  'people-many': async (page) => {
    const dialog = await brought(page, permissions(250));
    await dialog.getByLabel('Find a persona or group').waitFor();
  },
  'people-none-found': async (page) => {
    const dialog = await brought(page, permissions(40));
    await dialog.getByLabel('Find a persona or group').fill('nobody');
  },
  'people-errors': async (page) => {
    const dialog = await brought(page, permissions(3));
    await dialog.getByLabel('Name of the new persona').fill('ann');
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'broken.yml',
      mimeType: 'text/yaml',
      buffer: Buffer.from('groups: [unclosed'),
    });
    await dialog.locator('.form__problem').nth(1).waitFor();
  },
  'people-permissions': async (page) => {
    const dialog = await brought(page, permissions(6));
    await dialog.locator('summary').click();
    await dialog.locator('details').scrollIntoViewIfNeeded();
  },
  'commands-welcome': (page) => page.keyboard.press('Control+k'),
  'commands-full': async (page) => {
    await openExample(page, 'Order with approval');
    await page.keyboard.press('Control+k');
  },
  'commands-none': async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'What do you want to do?' }).fill('zzzz');
  },
  'picker-processes': async (page) => {
    for (let at = 1; at <= 12; at++)
      await openFile(
        page,
        `shop-of-many-departments-and-more-${at}.bpmn`,
        motley().replaceAll('Sketch', `Sketch_number_${at}`),
      );
    await openFile(page, 'everything.bpmn', everything());
    await ready(page);
    await select(page, 'Call');
    await page.getByRole('button', { name: 'Find a process' }).click();
  },
  'picker-none': async (page) => {
    await scenes['picker-processes'](page);
    await page.locator('.palette__input').fill('nothing');
  },
  'editor-script-error': (page) => large(page, 'Script', 'signalbox-script-text'),
  'editor-script-completion': async (page) => {
    await large(page, 'Script', 'signalbox-script-text');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\nprint(to');
    await page.keyboard.press('Control+Space');
    await page
      .locator('.cm-tooltip-autocomplete')
      .waitFor({ timeout: 2000 })
      .catch(() => undefined);
  },
  'editor-script-hint': async (page) => {
    await large(page, 'Script', 'signalbox-script-text');
    await page.locator('.large .cm-lint-marker').first().hover();
    await page.locator('.cm-tooltip-lint').waitFor();
  },
  'editor-markdown': (page) => large(page, 'User', 'signalbox-instructions-text'),
  'editor-expression': (page) => large(page, 'Condition', 'signalbox-condition-text'),
  'start-with-data': async (page) => {
    await openExample(page, 'Order with approval');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'What do you want to do?' }).fill('start with data');
    await page.keyboard.press('Enter');
    await page.locator('.sb-dialog:modal').waitFor();
  },
  'start-with-data-error': async (page) => {
    await scenes['start-with-data'](page);
    await page.locator('.sb-dialog textarea').last().fill('{"a": ');
    await page
      .locator('.sb-dialog')
      .getByRole('button', { name: /^Start/ })
      .click();
  },
  'rebind-band': async (page) => {
    await toManager(page);
    await select(page, 'ApproveOrder');
    await page.keyboard.press('Delete');
    await page.locator('.sb-rebind:visible').waitFor();
  },
  'drop-zone': async (page) => {
    await openExample(page, 'Order with approval');
    await page.locator('.dropzone').evaluate((zone) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], 'order.bpmn'));
      zone.dispatchEvent(new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer }));
    });
  },
  'send-message-form': async (page) => {
    await openExample(page, 'Timer and message');
    await page.keyboard.press('F5');
    await hasState(page, 'Wait', 'waiting');
    await panel(page, 'Messages');
  },
  'send-message-error': async (page) => {
    await scenes['send-message-form'](page);
    await page.getByLabel('Payload (JSON)').fill('{"id": ');
    await page.getByRole('button', { name: 'Send', exact: true }).click({ force: true });
  },
  'library-forget': async (page) => {
    await openExample(page, 'Order with approval');
    await page.getByLabel('Library', { exact: true }).selectOption('+');
    await page.locator('.card').first().waitFor();
    await openExample(page, 'Loop with scripts');
    await page.getByLabel('Library', { exact: true }).selectOption('-');
    await page.getByRole('dialog', { name: /^Forget / }).waitFor();
  },
  'people-clear': async (page) => {
    await scenes['people-full'](page);
    await page.getByRole('button', { name: 'Remove all …' }).click();
    await page.getByRole('dialog', { name: /^Remove all/ }).waitFor();
  },
  'focus-services': async (page) => {
    await scenes['services-full'](page);
    await page.getByLabel('Who does acme/Do').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
  },
  'focus-properties': async (page) => {
    await openFile(page, 'everything.bpmn', everything());
    await ready(page);
    await select(page, 'Call');
    await page.getByRole('button', { name: 'Find a process' }).focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
  },
  'focus-files': async (page) => {
    await openExample(page, 'Order with approval');
    await page.getByLabel('Library', { exact: true }).focus();
    for (let press = 0; press < 8; press++) await page.keyboard.press('Tab');
  },
  'toast-removed': async (page) => {
    await openExample(page, 'Order with approval');
    await page.locator('.files__line', { hasText: 'order-approval' }).first().hover();
    await page.getByRole('button', { name: 'Remove order-approval.bpmn' }).click();
  },
  'put-run-away': async (page) => {
    await toManager(page);
    await press(page, 'end').catch(() => page.keyboard.press('Shift+F5'));
  },
};
