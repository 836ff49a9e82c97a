// The built page in every browser: an example is run, stepped through, broken and mended, found again, and works without a network.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serve } from './lib/site.mjs';
import { all } from './lib/suite.mjs';
import { startBrowser } from './lib/tab.mjs';

const element = (id) => `.djs-element[data-element-id="${id}"]`;
const inState = (id, state) => `${element(id)}.sb-${state}`;
const button = (name) => `.sb-transport__button--${name}:not([disabled])`;

async function openExample(tab, title) {
  await tab.click('.card', title);
  await tab.see(button('start'));
}

/** Forms, Python and the tasks of two people. */
async function toManager(tab) {
  await tab.press('F5');
  await tab.see(inState('EnterOrder', 'ready'));
  await tab.click('[role=tab]', 'Tasks');
  await tab.click('input[id$="quantity"]');
  await tab.press('Control+a');
  await tab.type('5');
  await tab.click('button', 'Complete');
  await tab.see(inState('EnterOrder', 'completed'));
  await tab.click(button('run'));
  await tab.see('.markdown, .tasks, [role=tabpanel]', 'Ada orders 5 x bike for 2400');
}

/** What a person does; each begins with the page as it is at the first visit. */
const cases = {
  'an example is run in steps, and back': async (tab) => {
    await openExample(tab, 'Order with approval');
    await tab.click(button('start'));
    await tab.see(inState('OrderArrives', 'ready'));
    await tab.click(button('step'));
    await tab.see(inState('EnterOrder', 'ready'));
    await tab.click(button('back'));
    await tab.see(inState('OrderArrives', 'ready'));
    await tab.gone(inState('EnterOrder', 'ready'));
    await tab.click(button('forward'));
    await tab.see(inState('EnterOrder', 'ready'));
  },

  'a form is filled in and Python calculates': async (tab) => {
    await openExample(tab, 'Order with approval');
    await toManager(tab);
  },

  'JavaScript goes through its loop': async (tab) => {
    await openExample(tab, 'Loop with scripts');
    await tab.press('F5');
    await tab.see('.sb-transport__status', 'Done');
    await tab.see('.sb-token--completed', '11');
  },

  'a problem shows when the diagram is broken, and goes by undo': async (tab) => {
    await openExample(tab, 'Loop with scripts');
    await tab.see('.blank--good');
    await tab.click(`${element('Begin')} .djs-hit`);
    await tab.press('Delete');
    await tab.see('.problem');
    await tab.press('Control+z');
    await tab.see('.blank--good');
  },

  'files and run are there again after a reload': async (tab) => {
    await openExample(tab, 'Order with approval');
    await toManager(tab);
    await tab.rest(1200);
    await tab.reload();
    await tab.see(inState('ApproveOrder', 'ready'));
    await tab.see('.tab.is-active', 'order-approval.bpmn');
  },

  'a second visit needs no network': async (tab, site) => {
    await tab.run(offlineReady);
    site.close();
    await tab.reload();
    await openExample(tab, 'Order with approval');
    await toManager(tab);
  },
};

for (const browser of all)
  describe(`the page in ${browser.name}`, { skip: browser.reason }, () => {
    let tab;
    before(async () => {
      tab = await startBrowser(browser);
    });
    after(() => tab?.close());

    for (const [title, act] of Object.entries(cases))
      test(`Q24: ${title}`, async (context) => {
        const site = await serve('page');
        context.after(() => site.close());
        context.after(() => tab.picture(`${browser.name} ${title}`));
        await tab.go(site.address);
        await tab.see('.header__brand');
        await act(tab, site);
        assert.deepEqual(await tab.wrong(), []);
      });
  });

/** Runs in the page: waits until the service worker has the page, the engine and all languages. */
async function offlineReady() {
  await navigator.serviceWorker.ready;
  for (let found = 0; found < 4; ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    found = 0;
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) found += url.endsWith('.wasm') ? 1 : 0;
  }
}
