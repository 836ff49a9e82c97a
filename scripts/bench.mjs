// npm run bench: Signalbox in wasm beside other engines on the same diagrams, in the same run. Peers that are not installed
// are left out; `npm run bench -- --install` installs them below .tools/bench. Name diagrams to measure only these.
// `npm run bench -- page` measures the page in Chromium with large diagrams; name sizes to measure only these.
// `npm run bench -- scaling` measures time and memory per unit as things grow; name shapes to measure only these.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagrams } from '../benches/diagrams.mjs';
import { bundle } from './lib/bundle.mjs';
import { buildModule, moduleNames, sizeOf } from './lib/modules.mjs';
import { buildPage, copyModules } from './lib/page.mjs';
import { prepare } from './lib/prepare.mjs';
import { fail, step } from './lib/progress.mjs';
import { at, tools } from './lib/root.mjs';
import { exists, run } from './lib/run.mjs';
import { installed, scaling } from './lib/scaling.mjs';

const peers = join(tools, 'bench');
const [first, ...rest] = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const names = first === undefined ? [] : [first, ...rest];

try {
  await prepare();
  for (const name of moduleNames) await step(`${name}.wasm`, () => buildModule(name, 'publish'));
  await step('package', () => bundle({ minify: true }));
  if (process.argv.includes('--install')) await install();
  if (first === 'page') await page(rest.map(Number));
  else if (first === 'scaling') await scaling(rest, installed(peers), join(peers, 'scaling'));
  else await throughput();
} catch (error) {
  fail(error);
}

async function page(sizes) {
  await step('page', () => buildPage({ minify: true }));
  copyModules();
  const { measurePage } = await import('../benches/page/page.mjs');
  const rows = await step('Chromium', () => measurePage(sizes.length > 0 ? sizes : [300, 1000]));
  const columns = ['nodes', 'what', 'edit to problems: median ms', 'p95', 'main thread: median ms', 'p95'];
  const tasks = ['longest task ms', 'tasks over 50 ms'];
  console.log(`\n| ${[...columns, ...tasks].join(' | ')} |\n|${'---|'.repeat(columns.length + tasks.length)}`);
  const told = (time) => time?.toFixed(0) ?? '';
  for (const { nodes, what, median, p95, main, main95, longest, long } of rows)
    console.log(`| ${[nodes, what, ...[median, p95, main, main95, longest].map(told), long].join(' | ')} |`);
}

async function throughput() {
  const ours = await step('Signalbox', () => rowsOf(process.execPath, [at('benches', 'signalbox.mjs'), ...names]));
  const spiff = await spiffWorkflow();
  const bpmnEngine = await bpmnEngineRows();
  print(ours, spiff, bpmnEngine);
}

async function install() {
  mkdirSync(peers, { recursive: true });
  writeFileSync(join(peers, 'package.json'), '{ "private": true }\n');
  await step('bpmn-engine', () => run('npm', ['install', '--no-save', 'bpmn-engine@25'], { cwd: peers }));
  await step('SpiffWorkflow', async () => {
    await run('python3', ['-m', 'venv', join(peers, 'venv')]);
    await run(join(peers, 'venv', 'bin', 'pip'), ['install', '-q', 'SpiffWorkflow==3.2.0']);
  });
}

async function spiffWorkflow() {
  const own = join(peers, 'venv', 'bin', 'python');
  const python = existsSync(own) ? own : 'python3';
  if (!(await exists(python, ['-c', 'import SpiffWorkflow']))) return skipped('SpiffWorkflow');
  return step('SpiffWorkflow', () => rowsOf(python, [at('benches', 'peers', 'spiffworkflow.py'), ...files('python')]));
}

async function bpmnEngineRows() {
  if (!existsSync(join(peers, 'node_modules', 'bpmn-engine'))) return skipped('bpmn-engine');
  return step('bpmn-engine', () =>
    rowsOf(process.execPath, [at('benches', 'peers', 'bpmn-engine.mjs'), peers, ...files('javascript')]),
  );
}

function skipped(name) {
  console.log(`  - ${name}: not installed, left out (npm run bench -- --install)`);
  return [];
}

// Peers read files; diagrams that were made here are written for them.
function files(language) {
  const wanted = diagrams().filter(
    (diagram) => diagram.language === language && (names.length === 0 || names.includes(diagram.name)),
  );
  return wanted.map(({ name, path, xml }) => `${name}=${path ?? written(`${name}.${language}.bpmn`, xml)}`);
}

function written(name, xml) {
  const file = join(peers, name);
  mkdirSync(peers, { recursive: true });
  writeFileSync(file, xml);
  return file;
}

async function rowsOf(command, args) {
  const output = await run(command, args);
  return JSON.parse(output.split('\n').findLast((line) => line.startsWith('[')) ?? '[]');
}

function print(ours, spiff, bpmnEngine) {
  const columns = ['diagram', 'language', 'instances/s', 'elements/s', 'vs SpiffWorkflow', 'vs bpmn-engine'];
  const costs = ['read + check ms', 'save ms', 'restore ms', 'saved bytes', 'step back ms'];
  console.log(`\n| ${[...columns, ...costs].join(' | ')} |\n|${'---|'.repeat(columns.length + costs.length)}`);
  for (const row of ours) console.log(`| ${cells(row, spiff, bpmnEngine).join(' | ')} |`);
  console.log(`\n${moduleNames.map(sizeOf).join('\n')}`);
}

function cells(row, spiff, bpmnEngine) {
  const start = [row.name, row.language];
  if (row.error) return [...start, row.error];
  const costs = [row.read, row.save, row.restore].map((milliseconds) => milliseconds.toFixed(3));
  const speed = [row.instances, row.elementsPerSecond].map((value) =>
    Number(value.toPrecision(3)).toLocaleString('en'),
  );
  return [...start, ...speed, ratio(row, spiff), ratio(row, bpmnEngine), ...costs, row.bytes, row.back.toFixed(3)];
}

function ratio({ name, instances }, rows) {
  const peer = rows.find((row) => row.name === name);
  if (!peer) return '-';
  return peer.error ? peer.error : `${(instances / peer.instances).toFixed(1)}x`;
}
