// The browsers besides Chromium that package and page are tested in: Firefox, and WebKit, which Safari is made of.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { find, install } from './apt.mjs';

/** Whether a browser that is missing or does not start is a failure; else it is named as skipped. */
export const required = process.env.BROWSERS === 'all';

// Where nobody has to be asked, all of them are installed.
const installs = required || Boolean(process.env.CI) || (process.getuid?.() === 0 && find(['apt-get']) !== undefined);

/** How each is found and what Debian calls it. FIREFOX and WEBKIT name one of your own. */
export const browsers = {
  Firefox: {
    packages: ['firefox-esr'],
    find: () =>
      named('FIREFOX') ??
      find(
        ['firefox-esr', 'firefox'],
        [
          '/Applications/Firefox.app/Contents/MacOS/firefox',
          join(process.env.ProgramFiles ?? 'C:\\Program Files', 'Mozilla Firefox', 'firefox.exe'),
        ],
      ),
  },
  // The driver starts the small browser that comes with it; the browser needs a screen, which Xvfb gives it.
  WebKit: {
    packages: ['webkit2gtk-driver', 'xvfb'],
    find: () => (find(['Xvfb']) ? (named('WEBKIT') ?? find(['WebKitWebDriver'])) : undefined),
  },
};

/** Installs what is missing where nobody has to be asked. */
export async function installBrowsers() {
  for (const [name, browser] of Object.entries(browsers))
    if (installs && !browser.find()) await install(name, ...browser.packages);
}

function named(variable) {
  const file = process.env[variable];
  return file && existsSync(file) ? file : undefined;
}
