// Opens folders of process models as SpiffArena does and runs each process as far as it goes without real people.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exampleAnswers, exampleOf } from 'signalbox';

const ROUNDS = 60;
const NOW = Date.parse('2026-03-02T08:00:00Z');

/** The folders with diagrams below a root, each with its files and those that they call elsewhere below it. */
export function processModels(root) {
  const files = readdirSync(root, { recursive: true })
    .filter((name) => /\.(bpmn|dmn)$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));
  const definers = new Map(files.flatMap((file) => definedIn(file.text).map((id) => [id, file])));
  const folders = [...new Set(files.filter(({ name }) => name.endsWith('.bpmn')).map(({ name }) => dirname(name)))];
  return folders.sort().map((folder) => {
    const own = files.filter(({ name }) => dirname(name) === folder);
    return { folder, own: own.map(({ name }) => name), files: withCalled(own, definers) };
  });
}

// A process and a decision may have the same id.
const ids = (text, pattern, kind) => [...text.matchAll(pattern)].map(([, id]) => `${kind} ${id.trim()}`);
const definedIn = (text) => [
  ...ids(text, /<(?:\w+:)?process\b[^>]*?\sid="([^"]+)"/g, 'process'),
  ...ids(text, /<(?:\w+:)?decision\b[^>]*?\sid="([^"]+)"/g, 'decision'),
];
const calledIn = (text) => [
  ...ids(text, /calledElement="([^"]+)"/g, 'process'),
  ...ids(text, /calledDecisionId>([^<]+)</g, 'decision'),
];

function withCalled(own, definers) {
  const all = new Set(own);
  const known = new Set(own.flatMap(({ text }) => definedIn(text)));
  for (const file of all)
    for (const id of calledIn(file.text)) if (!known.has(id) && definers.has(id)) all.add(definers.get(id));
  return [...all];
}

/** What came of a folder: its errors, and of each executable process how its run ended and why. */
export async function tryModel(signalbox, { folder, own, files }) {
  const workspace = signalbox.workspace({ profile: 'spiffworkflow', language: 'python' });
  for (const { name, text } of files) workspace.put(name, text);
  await workspace.ready();
  const errors = workspace.validate().filter(({ severity, file }) => severity === 'error' && own.includes(file));
  const runs = [];
  for (const { id, file, choice } of startable(workspace).filter(({ file }) => own.includes(file)))
    runs.push({ process: id, file, choice, ...(await tryProcess(workspace, id)) });
  workspace.close();
  return { folder, errors, runs };
}

/** The executable processes, each with its file and its place among what can be started of that file. */
function startable(workspace) {
  const processes = workspace.processes().filter(({ executable }) => executable);
  return processes.map((process) => ({
    ...process,
    choice: processes.filter(({ file }) => file === process.file).indexOf(process),
  }));
}

async function tryProcess(workspace, process) {
  workspace.connectors.use(exampleAnswers(workspace));
  const seen = { sent: 0 };
  try {
    const run = await workspace.start(process, { data: given(workspace, process), now: NOW, arena: true, seed: 1 });
    for (let round = 0; round < ROUNDS && (await goOn(run, seen)); round++);
    const info = run.info();
    const [incident] = info.incidents;
    if (incident) return { ...seen, end: 'fails', reason: incident.diagnostic };
    if (info.status === 'waiting' || info.status === 'running')
      return { ...seen, end: 'waits', reason: run.waiting()[0] };
    return { ...seen, end: 'ends' };
  } catch (error) {
    return { ...seen, end: 'refused', reason: error };
  }
}

/** What a caller of the process would give: examples of what it reads and nobody in it sets. */
function given(workspace, process) {
  return Object.fromEntries(workspace.expected(process).map(({ name, schema }) => [name, exampleOf(schema)]));
}

/** Does what people, services, time and partners would do next; false when nothing is left to do. */
async function goOn(run, seen) {
  run.continue();
  await run.settled();
  const { status, incidents, due, now } = run.info();
  if (status !== 'waiting' || incidents.length > 0) return false;
  const tasks = run.tasks({ manual: true, state: 'ready' });
  for (const task of tasks) run.complete(task.id, run.example(task.id) ?? {});
  if (tasks.length > 0) return true;
  if (due !== null) {
    run.advance(Math.max(due - now, 0) + 1);
    return true;
  }
  return send(run, seen);
}

/** Sends the first message or signal that is waited for, as a partner outside would. */
function send(run, seen) {
  const event = run.waiting().reduce((found, { task }) => found ?? run.exampleEvent(task), null);
  if (!event) return false;
  run.send(event);
  seen.sent++;
  return true;
}
