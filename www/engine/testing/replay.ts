/** Plays a recording on the diagrams as they are now and tells where it departs. */
import type { LogEntry, Task } from '../contract/types.js';
import { SignalboxError } from '../errors.js';
import type { People } from '../people/index.js';
import type { Run } from '../run.js';
import type { Data, Value } from '../value.js';
import { Workspace } from '../workspace.js';
import { differences, differenceText } from './compare.js';
import { MockedHost } from './mocked-host.js';
import { outcomeOf, reachedBy } from './outcome.js';
import type { Act, Expected, FileTexts, RecordedStart, Recording, TaskName } from './recording.js';
import { type Difference, fails, passes, type Verdict } from './types.js';
import { Visits } from './visits.js';

/** Why an act of a recording cannot be done. */
class Departure extends Error {
  constructor(
    message: string,
    readonly element: string | null,
  ) {
    super(message);
  }
}

export async function playRecording(workspace: Workspace, recording: Recording): Promise<Verdict> {
  if (!recording.start.files) return playOn(workspace, recording);
  await workspace.ready();
  const earlier = Workspace.beside(workspace);
  try {
    return await playOn(earlier, recording, workspace);
  } finally {
    earlier.close();
  }
}

// `present` has the files as they are now, where the run begins on earlier ones.
async function playOn(workspace: Workspace, recording: Recording, present = workspace): Promise<Verdict> {
  const visits = new Visits();
  const host = new MockedHost(recording.mocks, visits, laterTasks(recording.acts));
  const stage = { workspace, present };
  takeFiles(stage, recording.start.files);
  let run: Run;
  try {
    run = await start(workspace, recording.start, host);
  } catch (error) {
    if (!(error instanceof SignalboxError)) throw error;
    return fails(`The run does not start: ${error.message}`, { at: error.diagnostics[0]?.element ?? null });
  }
  const played = { ...stage, run, visits, host };
  try {
    visits.read(run.log());
    run.on('events', (events) => visits.read(events));
    const departure = await departureOf(played, recording.acts);
    return judge(workspace, recording, played.run, host, departure);
  } finally {
    played.run.close();
  }
}

function start(workspace: Workspace, recorded: RecordedStart, host: MockedHost): Promise<Run> {
  const { process, collaboration, now, dataStores, keptStores = [], handlers = [], files: _, ...options } = recorded;
  const what = collaboration === undefined ? { process: process ?? '' } : { collaboration };
  const { connectors, functions } = host;
  const stores = { dataStores: { ...dataStores, ...host.stores(keptStores) } };
  return workspace.start(what, {
    ...{ ...options, ...stores, connectors, functions },
    ...(handlers.length > 0 && { handlers: host.handlers(handlers) }),
    now: Date.parse(now),
    processModel: false,
  });
}

function laterTasks(acts: readonly Act[]): TaskName[] {
  return acts.flatMap((act) => (act.do === 'complete' || act.do === 'fail' ? [act] : []));
}

type Restoring = Extract<Act, { do: 'restore' }>;

/** Where acts are played. */
interface Stage {
  workspace: Workspace;
  /** Has the files as they are now. */
  present: Workspace;
  run: Run;
  visits: Visits;
  host: MockedHost;
}

// Gives the workspace the present files, but for these.
function takeFiles({ workspace, present }: Pick<Stage, 'workspace' | 'present'>, files: FileTexts = {}): void {
  if (workspace === present) return;
  const wanted: FileTexts = Object.fromEntries(present.files().map(({ name }) => [name, present.text(name)]));
  Object.assign(wanted, files);
  const known = workspace.files().map(({ name }) => name);
  for (const name of known.filter((name) => typeof wanted[name] !== 'string')) workspace.remove(name);
  for (const [name, text] of Object.entries(wanted))
    if (typeof text === 'string' && workspace.text(name) !== text) workspace.put(name, text);
}

// Plays the acts; gives the first that cannot be done.
async function departureOf(stage: Stage, acts: readonly Act[]): Promise<Departure | undefined> {
  for (const [at, act] of acts.entries()) {
    try {
      if (act.at !== undefined) stage.run.setTime(Date.parse(act.at));
      if (act.do === 'restore') await restore(stage, act);
      else play(stage, act);
    } catch (error) {
      if (error instanceof Departure) return new Departure(`Step ${at + 1} ${error.message}`, error.element);
      if (!(error instanceof SignalboxError)) throw error;
      const element = 'element' in act ? act.element : null;
      return new Departure(
        `Step ${at + 1} (${act.do}${element ? ` ${element}` : ''}) is refused: ${error.message}`,
        element,
      );
    }
  }
  return undefined;
}

// The run goes on as one that was saved, with another host.
async function restore(stage: Stage, { handlers = [], keptStores = [], people }: Restoring): Promise<void> {
  const { run, host, visits, workspace } = stage;
  const { connectors, functions } = host;
  stage.run = await workspace.restore(run.save(), {
    ...{ connectors, functions, dataStores: host.stores(keptStores) },
    ...(handlers.length > 0 && { handlers: host.handlers(handlers) }),
    ...(people && { people: people as People }),
    now: run.info().now,
    processModel: false,
  });
  run.close();
  stage.run.on('events', (events) => visits.read(events));
}

function play(stage: Stage, act: Exclude<Act, Restoring>): void {
  const { run, visits } = stage;
  const task = () => find(run, act, visits);
  switch (act.do) {
    case 'run':
      return void run.continue(act.steps === undefined ? {} : { steps: act.steps });
    case 'complete':
      return void run.complete(task(), act.data, act.by === undefined ? {} : { as: act.by });
    case 'fail':
      return void run.fail(task(), act.error);
    case 'skip':
      return void run.skip(task(), act.finish ? { finish: true } : {});
    case 'retry':
      return void run.retry(task());
    case 'fireTimer':
      return void run.fireTimer(task());
    case 'edit':
      return void run.edit(task(), act.data, act.replace);
    case 'reset':
      return void run.reset(task(), act.data);
    case 'editDataStore':
      return void run.editDataStore(act.id, act.value);
    case 'editDataObject':
      return void run.editDataObject(act.id, act.value, act.scope && visits.taskOf(act.scope));
    case 'send':
      return void send(run, act, visits);
    case 'rebind':
      return rebind(stage, act);
    case 'people':
      return run.people((act.people as People | null) ?? undefined);
    case 'advance':
      return void run.advance(act.milliseconds);
    default:
      return void run[act.do]();
  }
}

function rebind(stage: Stage, { move, files }: Extract<Act, { do: 'rebind' }>): void {
  takeFiles(stage, files);
  const { bound, elements, problems } = stage.run.rebind(move ? { move } : {});
  const refused = elements.find(({ problem }) => problem);
  if (!bound)
    throw new Departure(
      `(rebind) is refused: ${refused?.problem?.message ?? problems[0]?.message ?? ''}`,
      refused?.element ?? null,
    );
}

function send(run: Run, { event, target, require }: Extract<Act, { do: 'send' }>, visits: Visits): void {
  const task = target && visits.taskOf(target);
  const { target: _, ...fields } = event;
  run.send({ ...fields, ...(task !== undefined && { target: task }) }, require ? { require } : {});
}

// A task that is not there although its element is: the run stands elsewhere, and where is what a person wants to know.
function find(run: Run, act: Act, visits: Visits): number {
  if (!('element' in act)) throw new Departure(`(${act.do}) names no element.`, null);
  const task = visits.taskOf(act);
  if (task !== undefined) return task;
  const visit = act.visit > 1 ? ` a ${ordinal(act.visit)} time` : '';
  throw new Departure(
    `(${act.do} ${act.element}) is not reached: the run does not come to ${act.element}${visit}. ${stands(run)}`,
    act.element,
  );
}

const ordinal = (count: number) => (count === 2 ? 'second' : count === 3 ? 'third' : `${count}th`);

/** Where a run stands, in words. */
export function stands(run: Run): string {
  const { status, incidents } = run.info();
  const [incident] = incidents;
  if (incident) return `It stands still at ${incident.diagnostic.element}: ${incident.diagnostic.message}`;
  if (status === 'completed' || status === 'terminated') return 'It has ended.';
  const at = run.tasks().filter(isHere);
  const names = [...new Set(at.map((task) => task.element))];
  return names.length > 0 ? `It stands at ${names.join(', ')}.` : 'Nothing is active.';
}

const isHere = ({ state, repeated }: Task) => !repeated && ['READY', 'WAITING', 'STARTED'].includes(state);

function judge(
  workspace: Workspace,
  recording: Recording,
  run: Run,
  host: MockedHost,
  departure: Departure | undefined,
): Verdict {
  const { expected, ignore } = recording;
  const got = outcomeOf(run);
  const reached = reachedBy(run);
  const way = wayDifference(workspace, expected.path, got.path, ignore);
  const found = [...host.differences, ...outcomeDifferences(expected, got, ignore)].filter(
    ({ path }) => !ignore.some((ignored) => path === ignored || path.startsWith(`${ignored}.`)),
  );
  if (!departure && !way && found.length === 0) return passes(reached);
  const fork = departure ? undefined : { ...recording, expected: got };
  const update = fork ? `${JSON.stringify(fork, tagged, 2)}\n` : null;
  const at = way?.element ?? departure?.element ?? elementOf(found[0], got);
  const position = positionOf(run.log(), way?.index, at);
  const message = [way?.message, departure?.message, host.missing[0]].filter(Boolean).join(' ');
  const first = found[0] ? differenceText(found[0]) : '';
  return fails(message || `${first}.`, { differences: found, at, position, reached, update });
}

const tagged = (_: string, value: unknown) =>
  typeof value === 'bigint' ? { $type: 'integer', value: value.toString() } : value;

// The path is told apart, in words; here are the values.
function outcomeDifferences(expected: Expected, got: Expected, ignore: readonly string[]): Difference[] {
  const { path: _, ...wanted } = expected;
  const plain = (outcome: Omit<Expected, 'path'>) => ({ ...outcome }) as Data;
  return Object.entries(plain(wanted)).flatMap(([key, value]) =>
    differences(value, (plain(got)[key] ?? null) as Value, key, ignore),
  );
}

interface WayDifference {
  message: string;
  element: string | null;
  index: number;
}

// Where the order of elements departs, told by the element before.
function wayDifference(
  workspace: Workspace,
  expected: readonly string[],
  got: readonly string[],
  ignore: readonly string[],
): WayDifference | undefined {
  if (ignore.includes('path')) return undefined;
  const index = expected.findIndex((element, at) => got[at] !== element);
  const at = index < 0 ? expected.length : index;
  if (index < 0 && got.length === expected.length) return undefined;
  const [wanted, came] = [expected[at], got[at]];
  const after = at > 0 ? `After ${expected[at - 1]}` : 'At the beginning';
  const gone =
    wanted !== undefined && workspace.describe(wanted) === null ? ` ${wanted} is not in the diagram any more.` : '';
  const element = came ?? wanted ?? null;
  if (wanted === undefined)
    return { message: `${after} the recording ended; now ${came} follows.`, element, index: at };
  if (came === undefined)
    return {
      message: `${after} the recording went on to ${wanted}; now nothing more completes.${gone}`,
      element: gone ? null : wanted,
      index: at,
    };
  return { message: `${after} the recording went on to ${wanted}; now ${came} comes.${gone}`, element, index: at };
}

function elementOf(difference: Difference | undefined, got: Expected): string | null {
  const match = /^decisions\[(\d+)\]/.exec(difference?.path ?? '');
  if (match) return got.decisions[Number(match[1])]?.element ?? null;
  return got.incidents[0]?.element ?? null;
}

// Of the completion where the way departs, else of the last thing that happened to the element.
function positionOf(log: readonly LogEntry[], index: number | undefined, element: string | null): number | null {
  const completions = log.filter(({ type, element: of }) => type === 'elementCompleted' && of);
  const entry =
    index !== undefined ? (completions[index] ?? log.at(-1)) : log.findLast((each) => each.element === element);
  return entry?.position ?? log.at(-1)?.position ?? null;
}
