// Which groups of properties each kind of element is offered.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openFile, ready, select, selectFlow } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';
import { everything } from './lib/vocabulary.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

/** The groups of each kind beside the general one and the documentation; those of every activity and of every task. */
const scripts = ['spiff_pre_post_scripts'];
const task = [...scripts, 'signalbox-dataInputs', 'signalbox-dataOutputs'];
const offered = {
  Script: ['spiff_script', 'signalbox-unit-tests', 'instructions', ...task.slice(1)],
  User: [
    ...['user_task_properties', 'instructions', 'allow_guest_user', 'task_metadata_properties'],
    ...[...task, 'signalbox-extensions-camunda', 'multiInstance'],
  ],
  Manual: [
    ...['signalbox-manual-task', 'signalbox-loop', 'instructions', 'allow_guest_user', 'task_metadata_properties'],
    ...task,
  ],
  Service: ['service_task_properties', 'instructions', ...task],
  Rule: ['business_rule_properties', ...task],
  Call: ['called_element', 'instructions', ...task],
  Send: ['messages', 'signalbox-retrievals', ...task],
  Receive: ['messages', 'signalbox-retrievals', 'correlationConditions', ...task],
  Sub: ['instructions', ...scripts, 'editDataObjects'],
  Plain: task,
  Failed: ['error'],
  Stopped: ['signal_button', 'signal'],
  Begin: ['messages', 'signalbox-retrievals', 'allow_guest_user'],
  Late: ['escalation'],
  Timer: ['instructions', 'timer'],
  Condition: ['conditions', 'instructions'],
  End: ['instructions'],
  Gateway: [],
  Data: ['data_object_properties'],
  Store: ['custom-datastore-properties'],
  Flow: ['conditions'],
};

test('each kind of element is offered what it can have, and nothing else', async () => {
  const { page, errors } = await site.open({ viewport: { width: 1600, height: 900 } });
  await openFile(page, 'everything.bpmn', everything());
  await ready(page);
  const { x, y, width, height } = await page.locator('.djs-container').boundingBox();
  const found = {};
  for (const id of Object.keys(offered)) {
    // The pad of the element before would lie over its neighbours.
    await page.mouse.click(x + width - 24, y + height - 120);
    if (id === 'Flow') await selectFlow(page, id);
    else await select(page, id);
    await page.locator(`.djs-element.selected[data-element-id="${id}"]`).waitFor({ state: 'attached' });
    await page.waitForFunction((name) => document.querySelector('[name="id"]')?.value === name, id);
    const groups = await page.locator('[data-group-id]').evaluateAll((all) => all.map((one) => one.dataset.groupId));
    found[id] = groups
      .map((group) => group.replace('group-', ''))
      .filter((group) => !/^(general|documentation)$/.test(group));
  }
  assert.deepEqual(found, offered);
  assert.deepEqual(errors, []);
});
