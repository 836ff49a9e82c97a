// Which browsers the tests run in, and why one is left out.

import { browsers, required } from '../../../scripts/lib/browsers.mjs';
import { chromium } from '../../../scripts/lib/chromium.mjs';
import { startBrowser } from './tab.mjs';

/** The browsers of this suite; `reason` tells why one is skipped. */
export const all = await Promise.all(['Chromium', 'Firefox', 'WebKit'].map(describe));

async function describe(name) {
  const path = name === 'Chromium' ? await chromium() : browsers[name].find();
  if (name === 'Chromium' || required) return { name, path };
  return { name, path, reason: path ? await obstacle({ name, path }) : missing(name) };
}

function missing(name) {
  return `${name} is not installed (Debian: ${browsers[name].packages.join(' ')})`;
}

/** What keeps a browser from starting on this machine, as old systems and narrow sandboxes do. */
function obstacle(browser) {
  return startBrowser(browser)
    .then((tab) => tab.close())
    .catch((error) => `${browser.name} does not start here: ${error.message}`);
}
