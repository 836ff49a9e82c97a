// The properties panel of each kind of element: with everything in it and some mistakes, and with nothing.

import { element, openFile, ready, select, selectFlow } from '../lib/actions.mjs';
import { everything, kinds, nothing } from '../lib/vocabulary.mjs';

const panelOf = (page) => page.locator('.side__properties');

/** Opens what can be opened, level by level. */
async function unfold(page) {
  for (let level = 0; level < 3; level++) {
    await panelOf(page).evaluate((panel) => {
      const closed = [
        '.bio-properties-panel-group-header:not(.open, .empty)',
        '.bio-properties-panel-collapsible-entry:not(.open) > .bio-properties-panel-collapsible-entry-header',
      ];
      for (const header of panel.querySelectorAll(closed.join())) header.click();
    });
    await page.waitForTimeout(120);
  }
}

async function pick(page, id) {
  if (id === 'Flow') return selectFlow(page, id);
  await element(page, id).first().waitFor();
  await select(page, id);
}

const shown = (text, id, part) => async (page) => {
  // Small enough that no element hides below the palette or the transport bar.
  await page.setViewportSize({ width: 1600, height: 900 });
  await openFile(page, 'everything.bpmn', text());
  await ready(page).catch(() => undefined);
  if (id) await pick(page, id);
  await unfold(page);
  await page
    .locator('.sb-code__place .cm-editor')
    .first()
    .waitFor({ timeout: 1500 })
    .catch(() => undefined);
  await page.waitForTimeout(600);
  if (part)
    await panelOf(page)
      .locator('.bio-properties-panel-scroll-container')
      .evaluate((panel, share) => {
        panel.scrollTop = panel.scrollHeight * share;
      }, part);
};

const LONG = ['User', 'Service', 'Receive', 'Script'];

export const scenes = {
  ...Object.fromEntries(kinds.map((id) => [`full-${id}`, shown(everything, id)])),
  ...Object.fromEntries(LONG.map((id) => [`full-${id}-below`, shown(everything, id, 0.45)])),
  'full-User-end': shown(everything, 'User', 1),
  'full-process': shown(everything),
  'full-process-below': shown(everything, undefined, 0.5),
  'full-process-end': shown(everything, undefined, 1),
  ...Object.fromEntries(kinds.filter((id) => id !== 'Sub').map((id) => [`empty-${id}`, shown(nothing, id)])),
  'empty-process': shown(nothing),
};
