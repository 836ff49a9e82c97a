// The package in a page without a bundler, in every browser: in the page, in the package's Worker, in a Worker of the page's own.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serve } from './lib/site.mjs';
import { all } from './lib/suite.mjs';
import { startBrowser } from './lib/tab.mjs';

const places = ['the page', 'its Worker', "a Worker of the page's own"];

/** What is done, its name in plain/cases.js, and what comes of it. */
const cases = [
  ['a broken script is told', 'validate', ['python/syntax']],
  ['a person completes a task', 'run', { status: 'completed', data: { answer: 42 } }],
  ['a saved run goes on', 'restore', { element: 'ask', data: { kept: 'äöü' } }],
  ['a Python script runs', 'python', { words: ['A', 'B'], long: '1 day, 6:00:00' }],
  ['a JavaScript script runs', 'javascript', 12],
  ['a script without end is ended', 'runaway', ['TimeoutError: the time limit is exceeded']],
];

for (const browser of all)
  describe(`the package in ${browser.name}`, { skip: browser.reason }, () => {
    let site;
    let tab;
    before(async () => {
      site = await serve('plain');
      tab = await startBrowser(browser);
      await tab.go(site.address);
    });
    after(async () => {
      await tab?.close();
      site?.close();
    });

    for (const place of places)
      for (const [title, name, expected] of cases)
        test(`Q24: ${title}, in ${place}`, async () => {
          const result = await tab.run((where, what) => window.tryOut(where, what), place, name);
          assert.deepEqual(result, expected);
        });

    test('nothing is written to the console', async () => {
      assert.deepEqual(await tab.wrong(), []);
    });
  });
