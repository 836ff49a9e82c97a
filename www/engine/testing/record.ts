/** Makes a recording of a run from its journal and its log. */
import type { Failure } from '../connectors/types.js';
import type { ExternalEvent, LogEntry } from '../contract/types.js';
import { SignalboxError } from '../errors.js';
import type { Journal, JournalAct } from '../journal.js';
import type { Run } from '../run.js';
import type { Data, Value } from '../value.js';
import { isMap } from './compare.js';
import { outcomeOf } from './outcome.js';
import type { Act, ConnectorMock, FileTexts, RecordedStart, Recording, RecordOptions } from './recording.js';
import { Visits } from './visits.js';

export function recordingOf(journal: Journal, run: Run, { name, ignore = [] }: RecordOptions): Recording {
  const { past, position } = run.info();
  if (past) return atPosition(journal, run, position, { ...(name !== undefined && { name }), ignore });
  const log = run.log();
  const visits = new Visits(log);
  const { what, workspace } = journal.start;
  return {
    signalbox: 'recording',
    version: 1,
    name: name ?? Object.values(what)[0] ?? 'run',
    workspace,
    start: startOf(journal),
    acts: withFiles(acts(journal, visits, log), journal),
    mocks: { connectors: connectorMocks(journal, visits), functions: functionMocks(journal) },
    expected: outcomeOf(run),
    ignore,
  };
}

/** Told when there is nothing to make a recording of. */
export function noJournal(): SignalboxError {
  return new SignalboxError('run/not-recorded', 'There is no record of what was done to this run.', {
    help: "Start it with history: 'full'; a run saved by an older version cannot be recorded.",
  });
}

// Whoever looks at the past records the run up to there.
function atPosition(journal: Journal, run: Run, position: number, options: RecordOptions): Recording {
  const fork = run.fork(position);
  try {
    return recordingOf(journal.upTo(position), fork, options);
  } finally {
    fork.close();
  }
}

function startOf({ start, acts }: Journal): RecordedStart {
  const { now = 0, history: _, ...options } = start.options;
  const { what, keptStores, handlers } = start;
  const [first] = earlierFiles(acts);
  return {
    ...what,
    ...(options as Data),
    now: iso(now),
    ...(keptStores && { keptStores }),
    ...(handlers && { handlers }),
    ...(first && { files: first }),
  };
}

// What the files were before each re-bind, where they were others than in the end.
function earlierFiles(all: readonly JournalAct[]): FileTexts[] {
  const rebinds = all.filter(({ method }) => method === 'rebind').map(({ args }) => dataOf(args.files) as FileTexts);
  return rebinds.map((_, at) => Object.assign({}, ...rebinds.slice(at).reverse()));
}

// A re-bind goes over to what the files were before the next one, the last one to the files as they are.
function withFiles(played: Act[], { acts }: Journal): Act[] {
  const later = earlierFiles(acts).slice(1);
  return played.map((act) => {
    const files = act.do === 'rebind' ? later.shift() : undefined;
    return files ? { ...act, files } : act;
  });
}

function acts(journal: Journal, visits: Visits, log: readonly LogEntry[]): Act[] {
  let time = journal.start.options.now ?? 0;
  return journal.acts.map((act) => {
    // An advance moves the clock by itself.
    const stands = act.at === time || act.method === 'advance';
    time = act.at;
    return { ...actOf(act, visits, log), ...(stands ? {} : { at: iso(act.at) }) };
  });
}

function actOf({ method, args, from, to, left }: JournalAct, visits: Visits, log: readonly LogEntry[]): Act {
  const task = typeof args.task === 'number' ? visits.nameOf(args.task) : { element: '', visit: 1 };
  switch (method) {
    case 'step':
    case 'continue': {
      const steps = log.slice(from, to).filter(({ type }) => type === 'elementStepped').length;
      return left ? { do: 'run', steps } : { do: 'run' };
    }
    case 'complete':
      return { do: 'complete', ...task, data: args.data ?? {}, ...(typeof args.by === 'string' && { by: args.by }) };
    case 'fail':
      return { do: 'fail', ...task, error: errorOf(args.error) };
    case 'skip':
      return { do: 'skip', ...task, ...(args.finish === true && { finish: true }) };
    case 'retry':
    case 'fireTimer':
      return { do: method, ...task };
    case 'edit':
      return { do: 'edit', ...task, data: dataOf(args.data), replace: args.replace === true };
    case 'reset':
      return { do: 'reset', ...task, ...(isMap(args.data) && { data: args.data }) };
    case 'editDataStore':
      return { do: 'editDataStore', id: String(args.id), value: args.value ?? null };
    case 'editDataObject':
      return { do: 'editDataObject', id: String(args.id), value: args.value ?? null, ...scopeOf(args.scope, visits) };
    case 'send':
      return { do: 'send', ...sent(args.event, visits), ...(args.require === true && { require: true }) };
    case 'advance':
      return { do: 'advance', milliseconds: Number(args.milliseconds) };
    case 'rebind': {
      const move = dataOf(args.move) as Record<string, string | null>;
      return { do: 'rebind', ...(Object.keys(move).length > 0 && { move }) };
    }
    case 'people':
      return { do: 'people', people: args.people ?? null };
    case 'restore':
      return { do: 'restore', ...hostOf(args) };
    case 'cancel':
    case 'suspend':
    case 'resume':
      return { do: method };
    default:
      throw new SignalboxError('run/not-recorded', `What "${method}" did cannot be told in a recording.`);
  }
}

function hostOf({ handlers, keptStores, people }: JournalAct['args']): Omit<Extract<Act, { do: 'restore' }>, 'do'> {
  const names = (given: Value | undefined) => (Array.isArray(given) ? given.map(String) : []);
  return {
    ...(names(handlers).length > 0 && { handlers: names(handlers) }),
    ...(names(keptStores).length > 0 && { keptStores: names(keptStores) }),
    ...(people && { people }),
  };
}

function scopeOf(scope: Value | undefined, visits: Visits) {
  return typeof scope === 'number' ? { scope: visits.nameOf(scope) } : {};
}

function sent(event: Value | undefined, visits: Visits) {
  const { target, ...fields } = dataOf(event);
  const plain = fields as Data & ExternalEvent;
  return typeof target === 'number' ? { event: plain, target: visits.nameOf(target) } : { event: plain };
}

function connectorMocks(journal: Journal, visits: Visits): ConnectorMock[] {
  const calls = journal.answers.filter((answer) => answer.task !== undefined);
  return calls.map(({ task = 0, name, parameters, position: _, ...answer }) => ({
    ...visits.nameOf(task),
    operator: name,
    parameters: dataOf(parameters),
    ...answer,
  }));
}

function functionMocks(journal: Journal) {
  const calls = journal.answers.filter((answer) => answer.task === undefined);
  return calls.map(({ name, parameters, position: _, task: __, ...answer }) => ({
    name,
    arguments: Array.isArray(parameters) ? parameters : [],
    ...answer,
  }));
}

function dataOf(value: Value | undefined): Data {
  return isMap(value) ? value : {};
}

function errorOf(value: Value | undefined): Failure {
  const { code, message, transient, reason, help, result } = dataOf(value);
  const texts = Object.entries({ code, reason, help }).filter(([, text]) => typeof text === 'string');
  const rest = { ...(transient === true && { transient }), ...(result !== undefined && { result }) };
  return { ...Object.fromEntries(texts), message: String(message ?? ''), ...rest };
}

const iso = (time: number) => new Date(time).toISOString();
