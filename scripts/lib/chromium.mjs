// Finds a Chromium for the page tests, or installs one by the ordinary means of the platform.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { find, install } from './apt.mjs';

const commands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(process.env.ProgramFiles ?? 'C:\\Program Files', 'Google', 'Chrome', 'Application', 'chrome.exe'),
];

/** What a headless Chromium is started with: it talks to nobody but the page. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of a Chromium; CHROMIUM names one of your own. Undefined when there is none and none can be installed. */
export async function chromium() {
  const found = installed();
  if (found) return found;
  await install('Chromium', 'chromium');
  return installed();
}

function installed() {
  const named = process.env.CHROMIUM;
  return named && existsSync(named) ? named : find(commands, places);
}
