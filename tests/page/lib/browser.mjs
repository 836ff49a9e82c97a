// A Chromium with the built page in it. Every test has a context of its own: nothing is remembered from another test.

import { chromium } from 'playwright-core';
import { chromiumArguments, chromium as findChromium } from '../../../scripts/lib/chromium.mjs';
import { serve } from '../../../scripts/lib/serve.mjs';
import { slowDown } from './slow/slow.mjs';

const ATTEMPTS = 4;

/** Starts server and browser; `close` ends both. Serves the built page, or another folder. */
export async function start(options = {}) {
  const { server, address } = await serve({ port: 0, ...options });
  const browser = await launch();
  return {
    address,
    open: (options, sign, path = '') => open(browser, `${address}${path}`, options, sign),
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A page on which `sign` is seen; errors of the page are collected. */
async function open(browser, address, options = {}, sign = '.header__brand') {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    serviceWorkers: 'block',
    ...options,
  });
  await slowDown(context);
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('request', (request) => {
    const url = new URL(request.url());
    const own = url.origin === new URL(address).origin || ['data:', 'blob:'].includes(url.protocol);
    if (!own) errors.push(`asked another host: ${url.href}`);
  });
  await page.goto(address);
  await page.locator(sign).waitFor();
  return { page, context, errors };
}

// Chromium sometimes ends while it starts on a busy machine; the next attempt succeeds.
async function launch(attempt = 1) {
  const executablePath = process.env.CHROMIUM || (await findChromium());
  if (!executablePath) throw new Error('No Chromium was found. Install one, or name it in CHROMIUM.');
  return chromium.launch({ executablePath, args: chromiumArguments }).catch((error) => {
    if (attempt >= ATTEMPTS) throw error;
    return launch(attempt + 1);
  });
}
