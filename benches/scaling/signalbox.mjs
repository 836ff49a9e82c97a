// One cell of Signalbox: name of the shape and number of units. Prints JSON: seconds of processor time, and bytes by which the memory of
// engine.wasm grew while the diagram was read and run (wasm memory never shrinks, so this is the most it needed).

import { shapes } from './shapes.mjs';

const memories = [];
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (...args) => {
  const made = await instantiate(...args);
  memories.push((made.instance ?? made).exports.memory);
  return made;
};
const { load } = await import('signalbox');

const [name, count] = process.argv.slice(2);
const n = Number(count);
const shape = shapes[name];
const profile = process.env.BENCH_PROFILE ?? 'spiffworkflow';
const limits = { steps: 100_000_000, tokens: 10_000_000, instances: 10_000_000 };

const signalbox = await load();
await warm();
const [engine] = memories;
const before = engine.buffer.byteLength;
const xml = shape.xml(n, 'python');
const data = shape.data?.(n) ?? {};
const since = process.cpuUsage();
const workspace = signalbox.workspace({ profile, language: 'python' });
workspace.put('bench.bpmn', xml);
const seconds = await (shape.park ? parked() : once());
console.log(JSON.stringify({ seconds, bytes: engine.buffer.byteLength - before }));

// The language module is loaded and its first program compiled before anything is timed.
async function warm() {
  const workspace = signalbox.workspace({ profile, language: 'python' });
  workspace.put('warm.bpmn', shapes.variables.xml(1, 'python'));
  const run = await workspace.start('bench', { now: 0, history: 'none' });
  ended(run);
  run.close();
  workspace.close();
}

async function once() {
  const run = await workspace.start('bench', { now: 0, history: shape.history ?? 'none', data, limits });
  ended(run);
  return elapsed();
}

async function parked() {
  const runs = [];
  for (let index = 0; index < n; index += 1) {
    const run = await workspace.start('bench', { now: 0, history: 'none' });
    run.continue();
    runs.push(run);
  }
  for (const run of runs) {
    const [task] = run.tasks({ state: 'ready' });
    run.complete(task.id, {});
    ended(run);
    run.close();
  }
  return elapsed();
}

// Processor time, so that other work on the machine does not count.
function elapsed() {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

function ended(run) {
  run.continue();
  const { status, incidents } = run.info();
  if (status !== 'completed') throw new Error(incidents[0]?.diagnostic.message ?? `it is ${status}`);
}
