// The properties panel as a person uses it: groups and items are opened, entries filled in, and the file saved.

import assert from 'node:assert/strict';
import { openFile, ready, save, typeOver } from './actions.mjs';
import { drawing } from './drawing.mjs';

/** The field of an entry. */
export const input = (page, entry) =>
  page.locator(`[data-entry-id="${entry}"]`).locator('input, textarea, select, .cm-content').first();

/** Fills entries: a text is typed, a boolean ticked, `['value']` chosen. */
export async function fill(page, values) {
  for (const [entry, value] of Object.entries(values)) {
    const field = input(page, entry);
    if (value === true) await field.check({ force: true });
    else if (Array.isArray(value)) await field.selectOption(value[0]);
    else {
      const isEditor = await field.evaluate((element) => element.matches('.cm-content'));
      await (isEditor ? typeOver(field, value) : field.fill(value));
      await field.blur();
    }
  }
}
/** Opens a group that is closed, and adds an item to a list; most panels take the focus to its first field a moment later. */
export async function add(page, group) {
  const list = `[data-group-id="group-${group}"]`;
  await page.locator(`${list} .bio-properties-panel-add-entry`).first().click();
  await page
    .locator(`${list} :is(input, textarea, .cm-content):focus`)
    .first()
    .waitFor({ timeout: 500 })
    .catch(() => {});
}
/** Opens a group, and an item of it. */
export async function open(page, group, item) {
  await page.locator(`[data-group-id="group-${group}"] .bio-properties-panel-group-header`).click();
  await page.locator(`[data-entry-id="${item}"] .bio-properties-panel-collapsible-entry-header`).first().click();
}
/** XML without the white space between elements. */
export const text = (xml) => xml.replace(/\s+/g, ' ').replaceAll('> <', '><');

/** Draws elements, lets `work` edit them, and saves. */
export async function edited(site, elements, options, work) {
  const { page, errors } = await site.open();
  const opened = drawing(elements, options);
  await openFile(page, 'everything.bpmn', opened);
  await ready(page);
  await work(page);
  const saved = text(await save(page));
  assert.deepEqual(errors, []);
  return { page, saved, opened };
}
/** Demands parts of the saved file. */
export const contains = (saved, ...parts) => {
  for (const part of parts)
    assert.ok(saved.includes(part), `${part}\nis not in\n${saved.slice(0, saved.indexOf('<bpmndi:'))}`);
};
