// Chromium and Firefox, driven by puppeteer: the first by its own protocol, the second by WebDriver BiDi.

import puppeteer from 'puppeteer-core';
import { chromiumArguments } from '../../../scripts/lib/chromium.mjs';

/** Starts the browser and gives what `Tab` needs of it. */
export async function startPuppet(name, executablePath, { width, height }) {
  const kind = name === 'Firefox' ? { browser: 'firefox' } : { browser: 'chrome', args: chromiumArguments };
  const browser = await puppeteer.launch({ ...kind, executablePath, headless: true });
  const [page] = await browser.pages();
  await page.setViewport({ width, height });
  return {
    go: (address) => page.goto(address),
    reload: () => page.reload(),
    run: (program, ...args) => page.evaluate(program, ...args),
    click: (x, y) => page.mouse.click(x, y),
    press: (key) => pressTogether(page.keyboard, key.split('+')),
    type: (text) => page.keyboard.type(text),
    picture: () => page.screenshot(),
    close: () => browser.close(),
  };
}

/** Presses the last key while the others are held. */
async function pressTogether(keyboard, keys) {
  const key = keys.pop();
  for (const held of keys) await keyboard.down(held);
  await keyboard.press(key);
  for (const held of keys) await keyboard.up(held);
}
