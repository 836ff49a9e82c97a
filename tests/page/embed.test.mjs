// The bpmn-js module in pages of other people: a modeler and a viewer with one line each.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build } from 'vite';
import { at } from '../../scripts/lib/root.mjs';
import { signalbox } from '../../scripts/lib/vite-signalbox.mjs';
import { start } from './lib/browser.mjs';

let site;
const folder = mkdtempSync(join(tmpdir(), 'signalbox-embed-'));
before(async () => {
  await build({
    root: at('tests', 'page', 'embed'),
    base: './',
    configFile: false,
    logLevel: 'warn',
    plugins: [signalbox()],
    build: { outDir: folder, emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 4000 },
  });
  site = await start({ folder });
});
after(async () => {
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('one module brings problems, transport and tokens into a modeler', async () => {
  const { page, errors } = await site.open({}, '#canvas .sb-transport__button--start:not([disabled])');
  await page.locator('#canvas .sb-transport__button--start').click();
  await page.locator('#canvas .sb-transport__button--run').click();
  await page.locator('#canvas .completed-task-highlight[data-element-id="Report"]').waitFor();
  await page.waitForFunction(() => /^completed [1-9]/.test(document.title));
  assert.deepEqual(errors, []);
});

test('the viewer build runs a diagram without anything that edits', async () => {
  const { page, errors } = await site.open({}, '#viewer .sb-transport__button--start:not([disabled])');
  await page.locator('#viewer .sb-transport__button--start').click();
  await page.locator('#viewer .sb-transport__button--run').click();
  await page.locator('#viewer .sb-completed[data-element-id="Begin"]').waitFor();
  assert.equal(await page.locator('#viewer .djs-palette').count(), 0);
  assert.deepEqual(errors, []);
});
