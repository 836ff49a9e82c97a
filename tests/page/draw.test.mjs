// Opening, drawing, problems while drawing, saving.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { element, example, openExample, openFile, panel, ready, save, select, typeOver } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

test('a file that is opened and not changed is saved exactly as it was', async () => {
  const { page, errors } = await site.open();
  const text = example('order-approval.bpmn').replace('isExecutable="true"', "isExecutable='true'");
  await openFile(page, 'mine.bpmn', text);
  await element(page, 'ApproveOrder').waitFor();
  assert.equal(await save(page), text);
  assert.deepEqual(errors, []);
});

test('a changed file is saved with the change, and undo gives the opened text back', async () => {
  const { page, errors } = await site.open();
  const text = example('savings-loop.bpmn');
  await openFile(page, 'mine.bpmn', text);
  await select(page, 'Report');
  await page.locator('[data-entry-id="name"] textarea, [data-entry-id="name"] input').first().fill('Tell everybody');
  await page.locator('.tab__dot').waitFor();
  assert.match(await save(page), /name="Tell everybody"/);
  await element(page, 'Loop').locator('.djs-hit').first().click();
  await page.keyboard.press('Control+z');
  await page.locator('.tab__dot').waitFor({ state: 'detached' });
  assert.equal(await save(page), text);
  assert.deepEqual(errors, []);
});

test('a problem shows on the element and in the list, and goes when its fix is applied', async () => {
  const { page, errors } = await site.open();
  const broken = example('trip.bpmn').replace('calledElement="trip_quote"', 'calledElement="trip_qoute"');
  await openFile(page, 'trip-quote.bpmn', example('trip-quote.bpmn'));
  await openFile(page, 'trip.bpmn', broken);
  await ready(page);
  const problem = page.locator('.problem', { hasText: 'trip_qoute' });
  await problem.waitFor();
  await page.locator('.djs-overlays[data-container-id="QuoteTrip"] .sb-badge').waitFor();
  await problem.locator('.problem__main').click();
  await page.locator('.djs-element.selected[data-element-id="QuoteTrip"]').waitFor();
  await problem.locator('> .sb-button').click();
  await problem.waitFor({ state: 'detached' });
  await page.locator('.djs-overlays .sb-badge').waitFor({ state: 'detached' });
  assert.match(await save(page), /calledElement="trip_quote"/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await problem.waitFor();
  assert.equal(await save(page), broken);
  assert.deepEqual(errors, []);
});

test('a problem goes as soon as it is corrected in the properties', async () => {
  const { page } = await site.open();
  await openExample(page, 'Find the mistakes');
  await panel(page, 'Problems');
  const problem = page.locator('.problem', { hasText: 'pay_bakc' });
  await problem.waitFor();
  await select(page, 'PayBack');
  await page.locator('[data-entry-id="signalbox-called-element"] input').fill('refund');
  await problem.waitFor({ state: 'detached' });
});

test('names are shown as text, never as markup', async () => {
  const { page, errors } = await site.open();
  const evil = '&lt;img src=x onerror=&quot;window.hurt=1&quot;&gt;';
  await openFile(
    page,
    'evil.bpmn',
    example('order-approval.bpmn').replaceAll('Enter order', evil).replaceAll('Sales', evil),
  );
  await ready(page);
  await page.keyboard.press('F5');
  await panel(page, 'Tasks');
  await page.locator('.task__title', { hasText: '<img' }).waitFor();
  assert.equal(await page.evaluate(() => window.hurt), undefined);
  assert.deepEqual(errors, []);
});

test('a file that is no diagram says what is wrong and lets its text be repaired', async () => {
  const { page } = await site.open();
  const text = example('savings-loop.bpmn');
  await openFile(page, 'broken.bpmn', text.replace('</bpmn:process>', ''));
  await page.locator('.unreadable__head').waitFor();
  await typeOver(page.getByLabel('Text of broken.bpmn'), text);
  await page.getByRole('button', { name: 'Draw again' }).click();
  await element(page, 'AddInterest').waitFor();
});

test('a text that is repaired before the page has drawn a frame stays as it was typed', async () => {
  const { page } = await site.open();
  await page.addInitScript(() => {
    const draw = window.requestAnimationFrame.bind(window);
    let held = [];
    window.requestAnimationFrame = (frame) => (held ? held.push(frame) : draw(frame));
    window.drawFrames = () => {
      held?.map(draw);
      held = undefined;
    };
  });
  await page.reload();
  const text = example('savings-loop.bpmn');
  await openFile(page, 'broken.bpmn', text.replace('</bpmn:process>', ''));
  await typeOver(page.getByLabel('Text of broken.bpmn'), text);
  await page.evaluate(() => window.drawFrames());
  await page.locator('.header__engine').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Draw again' }).click();
  await element(page, 'AddInterest').waitFor();
});
