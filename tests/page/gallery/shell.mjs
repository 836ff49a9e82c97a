// The frame of the page: the first visit, the header, messages that come and go, the engine that does not come.

import { openExample, openFile, ready, toManager } from '../lib/actions.mjs';
import { motley } from '../lib/models.mjs';

export const scenes = {
  welcome: () => {},
  'welcome-with-files': async (page) => {
    await openExample(page, 'Call across two files');
    await openFile(page, 'order.bpmn', motley());
    await page.locator('.header__brand').click();
    await page.locator('.welcome__files').waitFor();
  },
  'header-many-tabs': async (page) => {
    for (const name of [
      'order',
      'a-process-with-a-rather-long-name-for-a-file',
      'price',
      'invoice',
      'shipping',
      'returns',
    ])
      await openFile(page, `${name}.bpmn`, motley().replaceAll('sketch', name));
    await ready(page);
  },
  'header-persona': async (page) => {
    await toManager(page);
    await page.getByLabel('Act as').selectOption({ label: 'People …' });
    const dialog = page.getByRole('dialog', { name: 'People' });
    await dialog.getByLabel('Name of the new persona').fill('constantina.papadopoulou@example.com');
    await dialog.getByLabel('Groups of the new persona').fill('Manager');
    await dialog.getByRole('button', { name: 'Add' }).click();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByLabel('Act as').selectOption({ index: 1 });
  },
  'engine-failed': async (page) => {
    await page.route('**/engine.wasm', (route) => route.abort());
    await page.reload();
    await page.locator('.header__engine--failed').waitFor();
    await page.locator('.card', { hasText: 'Order with approval' }).click();
    await page.locator('.djs-shape').first().waitFor();
  },
  'engine-loading': async (page) => {
    await page.route('**/engine.wasm', () => {});
    await page.reload();
    await page.locator('.card', { hasText: 'Order with approval' }).click();
    await page.locator('.djs-shape').first().waitFor();
    await page.locator('.header__engine').waitFor();
  },
  'toast-error': async (page, { errors }) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: /^Open/ }).first().click(),
    ]);
    await chooser.setFiles({ name: 'model.zip', mimeType: 'application/zip', buffer: Buffer.from('no archive') });
    await page.locator('.toast--error').waitFor();
    errors.length = 0;
  },
  'toast-with-way-back': async (page) => {
    await openExample(page, 'Find the mistakes');
    await page.locator('.problem > .sb-button').first().click();
    await page.locator('.toast').waitFor();
  },
};
