// The tarball, installed in empty folders: in Node, in a page built by Vite, in a plain module script, and in a Worker.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { chromiumArguments } from '../../scripts/lib/chromium.mjs';
import { serve } from '../../scripts/lib/serve.mjs';
import { line, script } from './diagrams.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'signalbox-package-'));
const npm = (cwd, ...args) => execFileSync('npm', args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
let browser;

before(async () => {
  npm(root, 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  npm(folder, 'install', '--no-audit', '--no-fund', '--silent', '--omit=peer', join(folder, tarball));
  writeFileSync(join(folder, 'order.bpmn'), line('order', [script('total', 'total = sum(prices)')]));
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: chromiumArguments });
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a Python script in Node, in under ten lines', () => {
  const program = `
import { readFileSync } from 'node:fs';
import { load } from 'signalbox';
const signalbox = await load();
const workspace = signalbox.workspace();
workspace.put('order.bpmn', readFileSync('order.bpmn'));
const run = await workspace.start('order', { data: { prices: [1, 2, 3] } });
run.continue();
console.log(run.info().data.total);
`.trim();
  assert.ok(program.split('\n').length < 10);
  writeFileSync(join(folder, 'run.mjs'), program);
  assert.equal(execFileSync(process.execPath, ['run.mjs'], { cwd: folder, encoding: 'utf8' }), '6\n');
});

test('the modules as JavaScript, for hosts that cannot fetch', () => {
  const program = `
import { readFileSync } from 'node:fs';
import { load } from 'signalbox/inline';
const workspace = (await load()).workspace();
workspace.put('order.bpmn', readFileSync('order.bpmn'));
const run = await workspace.start('order', { data: { prices: [1, 2, 3] } });
run.continue();
console.log(run.info().data.total);
`;
  writeFileSync(join(folder, 'inline.mjs'), program);
  assert.equal(execFileSync(process.execPath, ['inline.mjs'], { cwd: folder, encoding: 'utf8' }), '6\n');
});

test('the command line comes along', () => {
  const output = npm(folder, 'exec', '--', 'signalbox', 'run', 'order.bpmn', '--data', '{"prices": [4]}', '--json');
  assert.equal(JSON.parse(output).data.total, 4);
});

test('the licences of everything inside come along: of crates and of npm packages', () => {
  const text = readFileSync(join(folder, 'node_modules', 'signalbox', 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  for (const [name, words] of [
    ['monty', 'Permission is hereby granted'],
    ['boa_engine', 'Permission is hereby granted'],
    ['minijinja', 'Apache License'],
    ['yaml', 'Permission to use, copy, modify'],
  ]) {
    const section = text.split(/^-{100}$/m).find((each) => new RegExp(`^${name} \\d`, 'm').test(each));
    assert.ok(section?.includes(words), name);
  }
});

for (const [module, resolution] of [
  ['esnext', 'bundler'],
  ['nodenext', 'nodenext'],
])
  test(`a strict TypeScript program finds every type, with moduleResolution ${resolution}`, () => {
    writeFileSync(
      join(folder, 'typed.ts'),
      `import { load, SignalboxError, type Diagnostic } from 'signalbox';
import { load as loadInline } from 'signalbox/inline';
const workspace = (await load()).workspace();
const problems: Diagnostic[] = workspace.put('order.bpmn', '');
const run = await workspace.start('order', { data: { prices: [1] } });
const bytes: Uint8Array = run.save();
const remote = await (await load({ worker: true })).workspace({ profile: 'spiffworkflow' });
const later: Promise<unknown> = (await remote.start('order')).continue();
// @ts-expect-error there is no such profile
(await loadInline()).workspace({ profile: 'other' });
export { bytes, later, problems, SignalboxError };
`,
    );
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const options = ['--strict', '--noEmit', '--target', 'es2022', '--lib', 'es2022,dom', '--skipLibCheck', 'false'];
    const how = ['--module', module, '--moduleResolution', resolution];
    execFileSync(process.execPath, [compiler, ...options, ...how, 'typed.ts'], { cwd: folder, encoding: 'utf8' });
  });

const pageScript = (from, options) => `
import { load } from '${from}';
const signalbox = await load(${options});
const workspace = await signalbox.workspace();
await workspace.put('order.bpmn', await (await fetch('./order.bpmn')).text());
const run = await workspace.start('order', { data: { prices: [1, 2, 3] } });
await run.continue();
document.title = String((await run.info()).data.total);
`;

const html = (tag) => `<!doctype html><meta charset="utf-8"><title>wait</title><link rel="icon" href="data:,">${tag}`;

/** Opens the page of a folder and waits for what its script makes of its title. */
async function titleOf(served, { policy } = {}) {
  const { server, address } = await serve({ folder: served, port: 0 });
  const page = await browser.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  if (policy) {
    await page.route('**/*', async (route) => {
      const response = await route.fetch();
      route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
    });
  }
  await page.goto(address);
  await page.waitForFunction(() => document.title !== 'wait', undefined, { timeout: 20_000 }).catch(() => {});
  const title = await page.title();
  await page.close();
  server.close();
  assert.deepEqual(problems, []);
  return title;
}

/** Builds a page with Vite in a folder of its own and returns what was built. */
async function built(name, options) {
  const source = join(folder, name);
  mkdirSync(join(source, 'public'), { recursive: true });
  cpSync(join(folder, 'order.bpmn'), join(source, 'public', 'order.bpmn'));
  writeFileSync(join(source, 'main.js'), pageScript('signalbox', options));
  writeFileSync(join(source, 'index.html'), html('<script type="module" src="./main.js"></script>'));
  await build({ root: source, configFile: false, base: './', logLevel: 'error', build: { target: 'es2022' } });
  return join(source, 'dist');
}

test('a page built by Vite', async () => {
  assert.equal(await titleOf(await built('vite', '')), '6');
});

test('a page built by Vite, with the engine in a Worker', async () => {
  assert.equal(await titleOf(await built('vite-worker', '{ worker: true }')), '6');
});

test('a plain module script, under a strict policy', async () => {
  const page = join(folder, 'plain');
  mkdirSync(page);
  cpSync(join(folder, 'node_modules', 'signalbox', 'dist'), join(page, 'signalbox'), { recursive: true });
  cpSync(join(folder, 'order.bpmn'), join(page, 'order.bpmn'));
  writeFileSync(join(page, 'main.js'), pageScript('./signalbox/index.js', ''));
  writeFileSync(join(page, 'index.html'), html('<script type="module" src="./main.js"></script>'));
  const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src data:";
  assert.equal(await titleOf(page, { policy }), '6');
});
