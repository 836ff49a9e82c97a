// What Signalbox does per second, in wasm, on one thread. Prints JSON: one row per diagram and language.

import { load } from 'signalbox';
import { diagrams } from './diagrams.mjs';
import { rate, time } from './measure.mjs';

const signalbox = await load();
const wanted = process.argv.slice(2);
const rows = [];

for (const diagram of diagrams()) {
  if (wanted.length > 0 && !wanted.includes(diagram.name)) continue;
  rows.push(
    await measure(diagram).catch((error) => ({
      ...about(diagram),
      error: `${error.code ?? ''} ${error.message}`.trim(),
    })),
  );
  console.error(`  ${diagram.name} ${diagram.language}`);
}
console.log(JSON.stringify(rows));

function about({ name, language, elements }) {
  return { engine: 'signalbox', name, language, elements };
}

async function measure(diagram) {
  const workspace = signalbox.workspace({ profile: 'spiffworkflow', language: diagram.language });
  workspace.put('bench.bpmn', diagram.xml);
  await workspace.ready();
  await warm(() => finish(workspace, diagram.name));
  const instances = await rate(() => finish(workspace, diagram.name));
  const read = await time(() => {
    const fresh = signalbox.workspace({ profile: 'spiffworkflow', language: diagram.language });
    fresh.put('bench.bpmn', diagram.xml);
    fresh.validate();
    fresh.close();
  });
  const parked = await workspace.start(diagram.name, { now: 0, history: 'none' });
  parked.continue();
  const saved = parked.save();
  const save = await time(() => parked.save());
  const restore = await time(async () => (await workspace.restore(saved, { now: 0 })).close());
  const back = await stepBack(workspace, diagram.name);
  parked.close();
  workspace.close();
  const elementsPerSecond = instances * diagram.elements;
  return { ...about(diagram), instances, elementsPerSecond, read, save, restore, bytes: saved.length, back };
}

// Until the compilers of JavaScript and wasm have done their best, which is work beside the first diagram.
async function warm(work) {
  const until = process.cpuUsage().user + (rows.length === 0 ? 4e6 : 1e6);
  while (process.cpuUsage().user < until) await work();
}

// An instance from start to end; people approve.
async function finish(workspace, process) {
  const run = await workspace.start(process, { now: 0, history: 'none' });
  end(run);
  const { status, incidents } = run.info();
  run.close();
  if (status !== 'completed') throw new Error(incidents[0]?.diagnostic.message ?? `it is ${status}`);
}

function end(run) {
  run.continue();
  const tasks = run.tasks({ state: 'ready' });
  for (const task of tasks) run.complete(task.id, { approved: true });
  if (tasks.length > 0) run.continue();
}

// One step back from the end of a whole run, and forward again.
async function stepBack(workspace, process) {
  const run = await workspace.start(process, { now: 0 });
  end(run);
  const { length } = run.info();
  const both = await time(() => {
    run.checkout(length - 1);
    run.checkout(length);
  });
  run.close();
  return both / 2;
}
