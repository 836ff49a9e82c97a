// The library: its files, files that are no diagrams, and who uses what.

import { strToU8 } from 'fflate';
import { example, openExample, openFile, openZip, panel, ready, select } from '../lib/actions.mjs';
import { drawing } from '../lib/drawing.mjs';
import { motley } from '../lib/models.mjs';
import { everything } from '../lib/vocabulary.mjs';

const empty = (id) => strToU8(drawing(['<bpmn:task id="T"/>']).replaceAll('Everything', id));
const crowd = () =>
  Object.fromEntries(
    Array.from({ length: 300 }, (_, at) => {
      const folder = `department-${1 + (at % 12)}/a-process-model-with-a-long-name-${1 + (at % 25)}`;
      return [`${folder}/process-${at}.bpmn`, empty(`Process_${at}`)];
    }),
  );
const inspect = (page) => page.getByRole('tab', { name: 'Inspect' }).click();

export const scenes = {
  'files-few': (page) => openExample(page, 'Call across two files'),
  'files-folders': async (page) => {
    await openZip(page, {
      'shop/order/order.bpmn': strToU8(example('order-approval.bpmn')),
      'shop/order/process_model.json': strToU8('{"display_name": "Order"}'),
      'shop/order/very/deeply/nested/folders/of-an-archive/sketch.bpmn': empty('Deep'),
      'shop/a-file-whose-name-is-longer-than-the-column-is-wide.bpmn': empty('Long'),
      'shop/logo.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255]),
    });
    await ready(page);
    await page.locator('.files__line').nth(3).hover();
  },
  'files-300': async (page) => {
    await openZip(page, crowd());
    await page.locator('.files__folder').first().waitFor();
    await ready(page);
  },
  'library-renamed': async (page) => {
    await openExample(page, 'Order with approval');
    await page.getByLabel('Library', { exact: true }).selectOption('=');
    await page.getByLabel('Name of the library').fill('All the process models of the finance department');
  },
  'library-choice': async (page) => {
    await openExample(page, 'Order with approval');
    await page.getByLabel('Library', { exact: true }).focus();
  },
  'text-json': (page) =>
    openFile(
      page,
      'order-schema.json',
      '{\n  "type": "object",\n  "properties": {\n    "amount": { "type": "integer" }\n  }\n}\n',
    ),
  'text-json-error': (page) => openFile(page, 'order-schema.json', '{\n  "type": "object",\n  "properties": {\n'),
  'text-unreadable': (page) =>
    openFile(page, 'order.bpmn', '<bpmn:definitions>\n  <bpmn:process id="a">\n</bpmn:definitions>\n'),
  'relations-file': async (page) => {
    await openExample(page, 'Call across two files');
    await inspect(page);
  },
  'relations-element': async (page) => {
    await openFile(page, 'everything.bpmn', everything());
    await ready(page);
    await select(page, 'Receive');
    await inspect(page);
  },
  'relations-rename': async (page) => {
    await openFile(page, 'sketch.bpmn', motley());
    await ready(page);
    await inspect(page);
    await page.getByRole('button', { name: 'Rename id …' }).click();
  },
  'relations-rename-error': async (page) => {
    await scenes['relations-rename'](page);
    await page.getByLabel('New id').fill('not an id');
    await page.getByRole('button', { name: 'Rename everywhere' }).click();
    await page.locator('.relations__id [role=alert]').waitFor();
  },
  'problems-of-duplicates': async (page) => {
    await openFile(page, 'a.bpmn', motley());
    await openFile(page, 'b.bpmn', motley());
    await ready(page).catch(() => undefined);
    await panel(page, 'Problems');
  },
};
