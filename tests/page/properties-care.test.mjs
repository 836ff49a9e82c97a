// The properties panel loses nothing it does not know, keeps nothing half, and takes back what it added.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { example, openFile, ready, save, select } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';
import { add, contains, edited, fill, input, open, text } from './lib/properties.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

test('extensions of others survive, and are listed with what they say', async () => {
  const strange = '<acme:robot speed="3"><acme:arm>left</acme:arm></acme:robot>';
  const camunda = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:assignee="ann"';
  const { saved } = await edited(
    site,
    [
      `<bpmn:userTask id="T" ${camunda} acme:color="red"><bpmn:extensionElements>${strange}</bpmn:extensionElements></bpmn:userTask>`,
    ],
    {},
    async (page) => {
      await select(page, 'T');
      await page.locator('[data-group-id="group-signalbox-extensions"]').getByText('speed=3, arm(left)').waitFor();
      await page.locator('[data-group-id="group-signalbox-extensions-camunda"]').getByText('ann').waitFor();
      await fill(page, { 'signalbox-variable-name': 'x' });
      await fill(page, { 'signalbox-variable-name': '' });
    },
  );
  contains(saved, strange, 'acme:color="red"', 'camunda:assignee="ann"');
});

test('collections that no element declares survive saving', async () => {
  const loop =
    '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>people</bpmn:loopDataInputRef><bpmn:loopDataOutputRef>answers</bpmn:loopDataOutputRef></bpmn:multiInstanceLoopCharacteristics>';
  const { saved } = await edited(site, [`<bpmn:userTask id="T">${loop}</bpmn:userTask>`], {}, async (page) => {
    await select(page, 'T');
    await fill(page, { 'signalbox-variable-name': 'x' });
  });
  contains(
    saved,
    '<bpmn:loopDataInputRef>people</bpmn:loopDataInputRef><bpmn:loopDataOutputRef>answers</bpmn:loopDataOutputRef>',
  );
});

test('an id that cannot be one is told in place and not kept', async () => {
  const { saved } = await edited(site, ['<bpmn:dataObject id="a"/>', '<bpmn:task id="T"/>'], {}, async (page) => {
    await open(page, 'editDataObjects', 'signalbox-object-a');
    await fill(page, { 'signalbox-object-a-id': 'not an id' });
    await page.getByText('An id has no spaces.').waitFor();
  });
  contains(saved, '<bpmn:dataObject id="a"/>');
});

test('half a name makes nothing: a proposal is taken when it is chosen, left or confirmed', async () => {
  const { saved } = await edited(site, ['<bpmn:sendTask id="T"/>'], {}, async (page) => {
    await select(page, 'T');
    const field = input(page, 'signalbox-message-name');
    await field.click();
    await field.pressSequentially('paid', { delay: 400 });
    await field.press('Enter');
    await page.locator('[data-group-id="group-signalbox-retrievals"]').waitFor();
  });
  contains(saved, '<bpmn:message id="paid" name="paid" />');
  assert.equal(saved.match(/<bpmn:message /g).length, 1);
});

test('a parameter that the operator needs is told where it is missing', async () => {
  await edited(site, ['<bpmn:serviceTask id="T"/>'], {}, async (page) => {
    await select(page, 'T');
    await fill(page, { 'signalbox-operator': 'http/GetRequest' });
    await page.getByText('url *', { exact: true }).click();
    await page.getByText('The operator needs this.').waitFor();
    await fill(page, { 'signalbox-parameter-0-value': "'https://x.test'" });
    await page.getByText('The operator needs this.').waitFor({ state: 'detached' });
  });
});

test('what was added is removed again, with everything around it', async () => {
  const lists = {
    S: ['signalbox-unit-tests', 'signalbox-dataInputs', 'signalbox-dataOutputs'],
    U: ['task_metadata_properties'],
    '': [
      'editDataObjects',
      'signalbox-messages',
      'signalbox-correlation-properties',
      'signalbox-signals',
      'signalbox-errors',
      'signalbox-escalations',
      'signalbox-dataInputs',
      'signalbox-dataOutputs',
    ],
  };
  const { saved } = await edited(site, ['<bpmn:scriptTask id="S"/>', '<bpmn:userTask id="U"/>'], {}, async (page) => {
    for (const [id, groups] of Object.entries(lists).sort()) {
      if (id) await select(page, id);
      for (const group of groups) {
        await add(page, group);
        const items = page.locator(`[data-group-id="group-${group}"] .bio-properties-panel-remove-entry`);
        // An item that is drawn anew under the mouse does not hear the click.
        for (let tries = 0; tries < 5 && (await items.count()) > 0; tries++) {
          await items.first().click({ force: true });
          await items
            .first()
            .waitFor({ state: 'detached', timeout: 2000 })
            .catch(() => {});
        }
        assert.equal(await items.count(), 0, `${group} is not removed`);
      }
    }
  });
  contains(saved, '<bpmn:scriptTask id="S" />', '<bpmn:userTask id="U" />');
  for (const left of [
    'ioSpecification',
    'extensionElements',
    '<bpmn:message',
    '<bpmn:signal',
    '<bpmn:error',
    'dataObject',
  ])
    assert.ok(!saved.includes(left), `${left} is left`);
});

test('a key of a collaboration names correlation properties', async () => {
  const { page, errors } = await site.open();
  await openFile(page, 'approval.bpmn', example('order-approval.bpmn'));
  await ready(page);
  await add(page, 'signalbox-correlation-properties');
  await add(page, 'signalbox-correlation-keys');
  await fill(page, { 'signalbox-key-0-name': 'order', 'signalbox-key-0-property1': true });
  contains(
    text(await save(page)),
    '<bpmn:correlationPropertyRef>property1</bpmn:correlationPropertyRef></bpmn:correlationKey>',
    'name="order"',
    '<bpmn:correlationProperty id="property1" name="property1" />',
  );
  assert.deepEqual(errors, []);
});
