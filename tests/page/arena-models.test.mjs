// Ten models of SpiffArena's collection, opened on the page and run; skipped where the collection is not there.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { at } from '../../scripts/lib/root.mjs';
import { processModels } from '../npm/arena-models.mjs';
import { ready } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';

const COUNT = 10;
const root = join(process.env.SIGNALBOX_SHARED ?? at('..', 'shared'), 'corpus', 'models', 'sample-process-models');
const skip = !existsSync(root) && 'no conformance data beside the repository';
const models = skip ? [] : sample(processModels(root).filter(({ files }) => drawn(files)));

let site;
before(async () => {
  if (!skip) site = await start();
});
after(() => site?.close());

/** Models with something in them that has a picture. */
function drawn(files) {
  return files.every(
    ({ name, text }) => name.endsWith('.dmn') || (/sequenceFlow/.test(text) && /BPMNShape/.test(text)),
  );
}

/** As many as are wanted, evenly from the whole list. */
function sample(all) {
  return Array.from({ length: COUNT }, (_, index) => all[Math.floor((index * all.length) / COUNT)]);
}

test('there is a sample of ten', { skip }, () => assert.equal(new Set(models).size, COUNT));

for (const { folder, own, files } of models)
  test(`${folder} opens, tells its problems and starts`, { skip }, async () => {
    const { page, errors, context } = await site.open();
    await page.getByLabel('Profile').selectOption('spiffworkflow');
    await choose(
      page,
      [...files].sort((one) => (own.includes(one.name) ? 1 : -1)),
    );
    await page.locator('.djs-shape').first().waitFor();
    await ready(page);
    await page.locator('.sb-transport__button--start:visible').click();
    await answered(page);
    assert.deepEqual(errors, []);
    await context.close();
  });

/** Starts with the examples where a caller is to give data, and waits for the run or for why there is none. */
async function answered(page) {
  const asked = page.locator('.sb-dialog').getByRole('button', { name: 'Start', exact: true });
  const told = page.locator('.sb-transport__status:visible, .toast').first();
  await asked.or(told).first().waitFor();
  if (await asked.isVisible()) await asked.click();
  await told.waitFor();
}

/** Opens files by the picker, the diagram last: that one is shown. */
async function choose(page, files) {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: /^Open/ }).first().click(),
  ]);
  const sorted = files.sort((one, other) => Number(one.name.endsWith('.bpmn')) - Number(other.name.endsWith('.bpmn')));
  await chooser.setFiles(
    sorted.map(({ name, text }) => ({
      name: name.split('/').at(-1),
      mimeType: 'application/xml',
      buffer: Buffer.from(text),
    })),
  );
}
