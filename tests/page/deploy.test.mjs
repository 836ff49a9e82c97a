// The built page on other people's servers: below a path, under a strict policy, without a network, with runaway scripts.

import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pageFolder } from '../../scripts/lib/page.mjs';
import { dist } from '../../scripts/lib/root.mjs';
import { line, script } from '../npm/diagrams.mjs';
import { complete, hasState, openExample, openFile, panel, press, ready } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';
import { OLD, prices } from './lib/decisions.mjs';

const PATH = 'some/path/';
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data: blob:; font-src 'self' data:; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

const folder = mkdtempSync(join(tmpdir(), 'signalbox-deploy-'));
const asked = [];
let server;
let site;

before(async () => {
  cpSync(pageFolder, join(folder, PATH), { recursive: true });
  mkdirSync(join(folder, PATH, 'wasm'), { recursive: true });
  for (const name of ['engine', 'python', 'javascript', 'jinja'])
    for (const file of [`${name}.wasm`, `${name}.js`])
      if (existsSync(join(dist, file))) cpSync(join(dist, file), join(folder, PATH, 'wasm', file));
  server = createServer(serve).listen(0, '127.0.0.1');
  site = await start();
});
after(async () => {
  await site?.close();
  server?.closeAllConnections();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As plain as a server of files can be; it knows nothing but the folder. */
function serve(request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  asked.push(pathname);
  const file = join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
  if (!existsSync(file)) return void response.writeHead(404).end();
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': POLICY,
  });
  response.end(readFileSync(file));
}

/** The page below its path. */
async function open(options) {
  const opened = await site.open(options);
  await opened.page.goto(`http://localhost:${server.address().port}/${PATH}`);
  await opened.page.locator('.header__brand').waitFor();
  return { ...opened, errors: opened.errors.filter((error) => !error.startsWith('asked another host')) };
}

/** Python, forms and instructions are all needed to come to the manager. */
async function toManager(page) {
  await page.keyboard.press('F5');
  await hasState(page, 'EnterOrder', 'ready');
  await panel(page, 'Tasks');
  await page.getByLabel('Quantity').fill('5');
  await complete(page);
  await press(page, 'run');
  await page.getByText('Ada orders 5 x bike for 2400').waitFor();
}

test('Q34: the page works below a path of any server, under a strict policy', async () => {
  asked.length = 0;
  const { page, errors } = await open();
  const refused = [];
  page.on('console', (message) => /Content Security Policy/.test(message.text()) && refused.push(message.text()));
  await openExample(page, 'Order with approval');
  await toManager(page);
  assert.deepEqual(
    asked.filter((path) => !path.startsWith(`/${PATH}`)),
    [],
  );
  assert.ok(asked.includes(`/${PATH}wasm/engine.wasm`));
  assert.deepEqual([...errors, ...refused], []);
});

test('Q34: decisions are edited, tried and converted under a strict policy', async () => {
  const { page, errors } = await open();
  const refused = [];
  page.on('console', (message) => /Content Security Policy/.test(message.text()) && refused.push(message.text()));
  await openFile(page, 'old.dmn', OLD);
  await page.getByRole('button', { name: 'Convert to DMN 1.3' }).click();
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByLabel('age').first().fill('4');
  await page.getByText('Rule 1 counted.').waitFor();
  await openFile(page, 'feel.dmn', prices({ attributes: 'expressionLanguage="feel"' }));
  await page.getByRole('tab', { name: 'Price' }).click();
  await page.locator('td[data-element-id="p3"]').click();
  await page.keyboard.type('5');
  await page.locator('.tab__dot').last().waitFor();
  assert.deepEqual([...errors, ...refused], []);
});

test('Q23: after the first visit everything is there without a network, languages and templates too', async () => {
  const { page, context } = await open({ serviceWorkers: 'allow' });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(keptWasm, 4, { timeout: 40_000 });
  await context.setOffline(true);
  await page.reload();
  await openExample(page, 'Order with approval');
  await toManager(page);
  await openFile(page, 'prices.dmn', prices());
  await page.getByRole('tab', { name: 'Price' }).click();
  await page.locator('td[data-element-id="p3"]').waitFor();
});

/** Whether the service worker keeps this many modules. */
async function keptWasm(count) {
  const found = new Set();
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) if (url.endsWith('.wasm')) found.add(url);
  return found.size >= count;
}

test('Q23: a script without end never freezes the page, and is stopped', { timeout: 120_000 }, async () => {
  const { page } = await open();
  const text = line('endless', [script('spin', 'x = 0\nwhile True:\n    x = x + 1')]);
  await openFile(page, 'endless.bpmn', drawn(text));
  await ready(page);
  await page.keyboard.press('F5');
  const { longest, whole } = await page.evaluate(standstill);
  assert.ok(longest < whole / 2, `the page stood still for ${longest} of the ${whole} ms that the script took`);
});

/** The longest time between two frames until the run has failed, and all of that time. */
function standstill() {
  return new Promise((resolve) => {
    const begun = performance.now();
    let before = begun;
    let longest = 0;
    const frame = () => {
      const now = performance.now();
      longest = Math.max(longest, now - before);
      before = now;
      const failed = document.querySelector('.sb-transport__status')?.textContent === 'Failed';
      if (failed) resolve({ longest, whole: now - begun });
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

/** Shapes for the three nodes. */
function drawn(text) {
  const shape = (id, x, size) =>
    `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="100" width="${size}" height="${size}" /></bpmndi:BPMNShape>`;
  return text
    .replace(
      '<definitions ',
      '<definitions xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" ',
    )
    .replace(
      '</definitions>',
      `<bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="pl" bpmnElement="endless">${shape('start', 100, 36)}${shape('spin', 200, 80)}${shape('end', 340, 36)}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`,
    );
}
