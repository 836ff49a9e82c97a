// How the page looks, as far as a computer can tell: the fullest panels, light and dark, have no pale text, no text that
// is cut off without a tooltip, no bar for scrolling sideways and no error in the console, and the focus of the
// keyboard is seen wherever it comes. `scripts/gallery.mjs` looks at all scenes.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { start } from './lib/browser.mjs';
import { dress, play, scenes, themes } from './lib/gallery.mjs';
import { faults } from './lib/looks.mjs';
import { ringless } from './lib/rings.mjs';

const LOOKED_AT = [
  'panels/problems-full',
  'panels/tasks-incident',
  'panels/data-full',
  'panels/messages-full',
  'panels/timeline-full',
  'panels/tests-failed',
  'side/form-wrong',
  'dialogs/services-errors',
  'dialogs/people-errors',
  'dialogs/editor-script-error',
  'library/files-300',
  'properties/full-User',
  'properties/full-Service',
  'decisions/problem',
  'decisions/tried',
];

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

const known = new Map(await scenes());

for (const name of LOOKED_AT)
  test(`${name} is free of faults, light and dark`, async () => {
    const { page, context, errors } = await play(site, known.get(name));
    for (const theme of themes) {
      await dress(page, theme, 1280);
      assert.deepEqual(await faults(page), [], theme);
      assert.deepEqual(await ringless(page), [], theme);
    }
    assert.deepEqual(errors, []);
    await context.close();
  });

test('pale text, cut-off text and bars are found', async () => {
  const { page } = await play(site, known.get('shell/welcome'));
  await page.evaluate(() => {
    const add = (style, text) => {
      const element = document.createElement('p');
      element.style.cssText = `position: fixed; top: 60px; left: 0; z-index: 99; background: #fff; ${style}`;
      element.textContent = text;
      document.body.append(element);
    };
    add('color: #bbb', 'pale');
    add('color: #000; opacity: 0.3', 'faint');
    add('color: #000; width: 20px; overflow: hidden; white-space: nowrap', 'cut off');
    add('color: #000; width: 20px; overflow: auto; white-space: nowrap', 'scrolled');
  });
  const found = (await faults(page)).map((fault) => fault.replace(/contrast [\d.]+/, 'contrast'));
  assert.deepEqual(found, ['contrast: p "pale"', 'contrast: p "faint"', 'cut off: p "cut off"', 'scrolls sideways: p']);
});

test('controls whose focus is not seen are found', async () => {
  const { page } = await play(site, known.get('shell/welcome'));
  await page.evaluate(() => {
    const add = (className, style) => {
      const button = document.createElement('button');
      button.className = className;
      button.style.cssText = style;
      document.body.append(button);
    };
    add('ringed', 'outline-offset: 1px');
    add('bare', 'outline: none');
    add('pale', 'outline: 2px solid #ddd');
  });
  assert.deepEqual(await ringless(page), ['no ring: .bare', 'no ring: .pale']);
});
