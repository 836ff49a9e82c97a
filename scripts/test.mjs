// npm test: everything that is checked, one after the other. Every check runs, so that all failures are seen at once; the
// exit code is 0 only when all passed. Name checks to run only these: `npm test -- rust types`.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installBrowsers } from './lib/browsers.mjs';
import { bundle, declarations, inlineModules } from './lib/bundle.mjs';
import { chromium } from './lib/chromium.mjs';
import { licenses } from './lib/licenses.mjs';
import { buildModule, moduleNames } from './lib/modules.mjs';
import { buildPage } from './lib/page.mjs';
import { prepare } from './lib/prepare.mjs';
import { fail, step } from './lib/progress.mjs';
import { at } from './lib/root.mjs';
import { run } from './lib/run.mjs';

const tool = (name, ...path) => [process.execPath, at('node_modules', name, ...path)];
const corpus = join(process.env.SIGNALBOX_SHARED ?? at('..', 'shared'), 'corpus');

/** Name to command; in the order they run. Those that need the built package come after the Rust ones. */
const checks = [
  ['format', 'cargo', 'fmt', '--all', '--check'],
  ['clippy', 'cargo', 'clippy', '--all-targets', '--', '-D', 'warnings'],
  ['rust', 'cargo', 'test'],
  ['types', ...tool('typescript', 'bin', 'tsc'), '-p', '.'],
  ['lint', ...tool('@biomejs/biome', 'bin', 'biome'), 'ci'],
  ['npm', process.execPath, '--test', ...testFiles('npm')],
  ['examples', process.execPath, at('dist', 'cli.js'), 'test', at('examples'), at('docs', 'tutorial')],
  ['page', process.execPath, '--test', '--test-concurrency=1', ...testFiles('page')],
  ['browsers', process.execPath, '--test', '--test-concurrency=1', ...testFiles('browsers')],
  ['corpus', process.execPath, at('dist', 'cli.js'), 'replay', corpus, '--at-least', at('tests', 'corpus.json')],
];

try {
  await prepare();
  const wanted = checks.filter(([name]) => process.argv.length < 3 || process.argv.includes(name));
  if (wanted.some(([name]) => !['format', 'clippy', 'rust'].includes(name))) await buildAll();
  const needs = (...names) => wanted.some(([name]) => names.includes(name));
  const env = needs('npm', 'page', 'browsers') ? { CHROMIUM: (await chromium()) ?? '' } : {};
  if (needs('browsers')) await installBrowsers();
  const failed = [];
  for (const [name, command, ...args] of wanted) if (!(await passes(name, command, args, env))) failed.push(name);
  console.log(failed.length ? `\n  Failed: ${failed.join(', ')}` : `\n  All ${wanted.length} checks passed.`);
  process.exitCode = failed.length ? 1 : 0;
} catch (error) {
  fail(error);
}

async function buildAll() {
  for (const name of moduleNames) await step(`${name}.wasm`, () => buildModule(name, 'release'));
  await step('package', () => bundle());
  await step('inline modules', () => inlineModules(moduleNames));
  await step('declarations', () => declarations());
  await step('licences of others', () => licenses());
  await step('page', () => buildPage());
}

async function passes(name, command, args, env) {
  if (name === 'corpus' && !existsSync(corpus)) return skip(name, 'no conformance corpus beside the repository');
  console.log(`\n--- ${name}`);
  return run(command, args, { show: true, env }).then(
    () => true,
    (error) => console.error(error.message) ?? false,
  );
}

function skip(name, why) {
  console.log(`\n--- ${name}: skipped, ${why}`);
  return true;
}

function testFiles(folder) {
  const path = at('tests', folder);
  const names = existsSync(path) ? readdirSync(path) : [];
  return names.filter((name) => /\.test\.m?js$/.test(name)).map((name) => join(path, name));
}
