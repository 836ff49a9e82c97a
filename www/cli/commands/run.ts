import { type LogEntry, load, type Run, SignalboxError, type Workspace } from 'signalbox';
import { type Command, textOf, UsageError, type Values } from '../command.js';
import { besides, jsonArgument, putFiles } from '../files.js';
import { render } from '../render.js';
import { recordServices, servicesHelp, servicesOptions, setUpServices, tellCall } from '../services.js';
import { style } from '../style.js';

/** `signalbox run`: runs a process until it ends or waits. */
export const run: Command = {
  usage: 'run FILE [--process ID] [--data JSON|@file] [--connectors FILE] [--trace] [--json]',
  summary: 'Runs a process until it ends or waits for somebody.',
  help: `  --process ID    the process to run (needed when the file has several)
  --data JSON     the variables to begin with; @file reads them from a file
  --include       load the other .bpmn and .dmn files beside FILE, for call activities and decisions
  --profile NAME  whose semantics: bpmn (default) or spiffworkflow
  --language NAME language of scripts that name none: javascript (default) or python
${servicesHelp}
  --trace         tell every step
  --json          print the outcome as JSON: status, data, waiting, incidents, outbox (and log with --trace)

SpiffArena's functions (get_env, get_current_user ...) are there and answer with stand-ins.

Exit codes: 0 completed, 1 an error or incident, 2 wrong usage, 3 stopped because it waits for somebody or something.`,
  options: {
    process: { type: 'string' },
    data: { type: 'string' },
    include: { type: 'boolean' },
    profile: { type: 'string' },
    language: { type: 'string' },
    ...servicesOptions,
    trace: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(files, values) {
    const [file] = files;
    if (file === undefined || files.length > 1) throw new UsageError('Name one file to run.');
    const { profile, language } = values;
    const signalbox = await load();
    const workspace = signalbox.workspace(
      Object.fromEntries(Object.entries({ profile, language }).filter(([, value]) => value)),
    );
    putFiles(workspace, [file, ...(values.include ? besides(file) : [])]);
    await setUpServices(workspace.connectors, values);
    const running = await start(workspace, file, values);
    if (values.trace && !values.json) running.on('events', (events) => events.forEach(tell));
    running.continue();
    await running.settled();
    recordServices(workspace.connectors, values);
    return report(running, workspace, values);
  },
};

async function start(workspace: Workspace, file: string, values: Values): Promise<Run> {
  const data = textOf(values, 'data');
  const variables = data === undefined ? {} : jsonArgument(data, '--data');
  if (typeof variables !== 'object' || variables === null) throw new UsageError('--data must be a JSON object.');
  const process = textOf(values, 'process') ?? onlyProcess(workspace, file);
  try {
    return await workspace.start(process, { data: variables, arena: true });
  } catch (error) {
    if (error instanceof SignalboxError && !values.json) {
      for (const each of error.diagnostics)
        console.error(`${render(each, workspace.text(each.file ?? file) ?? undefined)}\n`);
    }
    throw error;
  }
}

function onlyProcess(workspace: Workspace, file: string): string {
  const processes = workspace.processes().filter((process) => process.file === file);
  const candidates = processes.length > 1 ? processes.filter((process) => process.executable !== false) : processes;
  const [only, ...others] = candidates;
  if (only && others.length === 0) return only.id;
  const known = processes.map((process) => process.id).join(', ');
  throw new UsageError(
    processes.length ? `Name one of the processes with --process: ${known}` : `${file} has no process.`,
  );
}

function tell({ position, type, text }: LogEntry): void {
  console.log(`${style.dim(String(position).padStart(5))} ${text || type}`);
}

function report(running: Run, workspace: Workspace, values: Values): number {
  const info = running.info();
  const waiting = running.waiting();
  if (values.json) {
    const log = values.trace ? { log: running.log() } : {};
    const outbox = workspace.connectors.outbox.entries();
    const outcome = { status: info.status, data: info.data, waiting, incidents: info.incidents, outbox, ...log };
    console.log(JSON.stringify(outcome, (_, value) => (typeof value === 'bigint' ? String(value) : value), 2));
  } else {
    for (const { diagnostic } of info.incidents)
      console.log(`${render(diagnostic, workspace.text(diagnostic.file ?? '') ?? undefined)}\n`);
    for (const call of workspace.connectors.outbox.entries()) console.log(tellCall(call));
    console.log(`${style.strong(info.status)}${info.data ? ` ${showData(info.data)}` : ''}`);
    for (const { element, reason } of waiting) console.log(`  ${element}: ${reason}`);
  }
  if (info.incidents.length > 0) return 1;
  return info.status === 'completed' || info.status === 'terminated' ? 0 : 3;
}

function showData(data: object): string {
  return JSON.stringify(data, (_, value) => (typeof value === 'bigint' ? String(value) : value), 2);
}
