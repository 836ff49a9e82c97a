// What a person does in a browser, the same for every driver: look for something, click on it with the mouse, press keys.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPuppet } from './puppet.mjs';
import { startWebKit } from './webkit.mjs';

const SIZE = { width: 1280, height: 800 };
const SECONDS = 20;

/** Starts a browser of the suite. */
export async function startBrowser({ name, path }) {
  if (!path) throw new Error(`${name} was not found and could not be installed.`);
  return new Tab(await (name === 'WebKit' ? startWebKit(path, SIZE) : startPuppet(name, path, SIZE)));
}

class Tab {
  #driver;
  constructor(driver) {
    this.#driver = driver;
  }

  go = (address) => this.#driver.go(address);
  reload = () => this.#driver.reload();
  run = (program, ...args) => this.#driver.run(program, ...args);
  press = (key) => this.#driver.press(key);
  type = (text) => this.#driver.type(text);
  close = () => this.#driver.close();

  /** Waits until an element with this text is seen, and gives its middle. */
  async see(selector, text = '') {
    for (const end = Date.now() + SECONDS * 1000; Date.now() < end; await rest(50)) {
      const found = await this.run(locate, selector, text);
      if (found) return found;
    }
    throw new Error(`nothing was seen of ${selector} ${text}; ${JSON.stringify(await this.wrong())}`);
  }

  rest = rest;

  /** Waits until no such element is seen any more. */
  async gone(selector, text = '') {
    for (const end = Date.now() + SECONDS * 1000; Date.now() < end; await rest(50))
      if (!(await this.run(locate, selector, text))) return;
    throw new Error(`${selector} ${text} is still there`);
  }

  async click(selector, text) {
    const { x, y } = await this.see(selector, text);
    await this.#driver.click(x, y);
  }

  /** What went wrong in the page since it was loaded. */
  wrong = () => this.run(() => window.wrong ?? []);

  /** Keeps what is seen, where PICTURES names a folder. */
  async picture(name) {
    if (!process.env.PICTURES) return;
    mkdirSync(process.env.PICTURES, { recursive: true });
    writeFileSync(join(process.env.PICTURES, `${name.replaceAll(/\W+/g, '-')}.png`), await this.#driver.picture());
  }
}

const rest = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Runs in the page: the middle of the first such element that is seen; what lies below another is brought into sight. */
function locate(selector, text) {
  const middleOf = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2, seen: width + height > 0 };
  };
  for (const element of document.querySelectorAll(selector)) {
    if (!(element.textContent ?? '').includes(text) || getComputedStyle(element).visibility === 'hidden') continue;
    const { x, y, seen } = middleOf(element);
    if (!seen) continue;
    const top = document.elementFromPoint(x, y);
    if (!top || !(element.contains(top) || top.contains(element))) element.scrollIntoView({ block: 'center' });
    return middleOf(element);
  }
  return null;
}
