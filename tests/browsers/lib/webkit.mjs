// WebKitGTK's own small browser, driven by W3C WebDriver on a screen that nobody sees.

import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { Builder, Capabilities, Key } from 'selenium-webdriver';

// WebKit cannot make its sandbox as root, which is what CI mostly is; it sees no page but those of these tests.
const unboxed = process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {};
const SECONDS_TO_START = 20;

/** Starts screen, driver and browser, and gives what `Tab` needs of them. */
export async function startWebKit(driver, { width, height }) {
  const screen = await startScreen();
  const port = await freePort();
  const env = { ...process.env, ...unboxed, DISPLAY: screen.display, GDK_BACKEND: 'x11' };
  const server = spawn(driver, [`--port=${port}`], { env, stdio: 'ignore' });
  const stop = () => {
    server.kill();
    screen.stop();
  };
  try {
    const browser = await connect(port);
    await setViewport(browser, width, height);
    return tabOf(browser, stop);
  } catch (error) {
    stop();
    throw error;
  }
}

function tabOf(browser, stop) {
  const mouse = (x, y) =>
    browser
      .actions()
      .move({ x: Math.round(x), y: Math.round(y), duration: 0 })
      .click()
      .perform();
  return {
    go: (address) => browser.get(address),
    reload: () => browser.navigate().refresh(),
    run: (program, ...args) => runIn(browser, program, args),
    click: mouse,
    press: (key) => pressTogether(browser.actions(), key.split('+')),
    type: (text) => browser.actions().sendKeys(text).perform(),
    picture: async () => Buffer.from(await browser.takeScreenshot(), 'base64'),
    close: () => browser.quit().finally(stop),
  };
}

/** Presses the last key while the others are held. */
function pressTogether(actions, names) {
  const keys = names.map((name) => Key[name.toUpperCase()] ?? name);
  for (const key of keys) actions.keyDown(key);
  for (const key of keys.toReversed()) actions.keyUp(key);
  return actions.perform();
}

/** Runs a function in the page and waits for the promise it gives. */
async function runIn(browser, program, args) {
  const text = `const done = arguments[arguments.length - 1];
    Promise.resolve().then(() => (${program})(...[...arguments].slice(0, -1)))
      .then((result) => done({ result }), (error) => done({ error: String(error && (error.stack || error)) }));`;
  const { result, error } = await browser.executeAsyncScript(text, ...args);
  if (error) throw new Error(error);
  return result ?? undefined;
}

/** The size of the window without the bars of the browser. */
async function setViewport(browser, width, height) {
  await browser.manage().setTimeouts({ script: 60_000 });
  await browser.manage().window().setRect({ x: 0, y: 0, width, height });
  const inner = await browser.executeScript('return innerHeight');
  await browser
    .manage()
    .window()
    .setRect({ x: 0, y: 0, width, height: 2 * height - inner });
}

/** A screen whose number Xvfb chooses and tells on its third stream. */
function startScreen() {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    child.stdio[3].once('data', (number) =>
      resolve({ display: `:${String(number).trim()}`, stop: () => child.kill() }),
    );
  });
}

function freePort() {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A session, as soon as the driver listens. */
async function connect(port) {
  const capabilities = new Capabilities({ browserName: 'MiniBrowser' });
  for (let attempts = SECONDS_TO_START * 5; ; attempts--) {
    if (await listens(port)) break;
    if (attempts === 0) throw new Error('WebKitWebDriver does not answer');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
}

const listens = (port) =>
  fetch(`http://127.0.0.1:${port}/status`).then(
    ({ ok }) => ok,
    () => false,
  );
