// Finds a Chromium for the page tests, or installs one by the ordinary means of the platform.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { step } from './progress.mjs';
import { exists, run } from './run.mjs';

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
  return find() ?? (await install());
}

function find() {
  const named = process.env.CHROMIUM;
  if (named && existsSync(named)) return named;
  const folders = (process.env.PATH ?? '').split(':');
  const candidates = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...candidates, ...places].find((file) => existsSync(file));
}

async function install() {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (process.platform !== 'linux' || !(await exists('apt-get'))) return undefined;
  const apt = (...args) =>
    run([...sudo, 'apt-get'][0], [...sudo, 'apt-get', ...args].slice(1), {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  await step('Chromium (apt-get install chromium)', async () => {
    await apt('update');
    await apt('install', '-y', '--no-install-recommends', 'chromium');
  }).catch((error) => console.error(error.output ?? error.message));
  return find();
}
