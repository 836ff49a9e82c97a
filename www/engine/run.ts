import type { ArenaOptions } from './arena/index.js';
import { contextOf, type Identifiers } from './call-context.js';
import { JobDesk, type Workers } from './connectors/desk.js';
import { callbackTarget } from './connectors/proxy.js';
import { BAD_CALLBACK, type Connector, type Dispatch, type Failure, type Outcome } from './connectors/types.js';
import type {
  CompareOptions,
  Comparison,
  Completion,
  DataObjectState,
  ElementStates,
  ExternalEvent,
  FormInfo,
  Job,
  LaneState,
  LedgerEntry,
  LogEntry,
  Provenance,
  RebindOptions,
  RebindResult,
  RunInfo,
  StartOptions,
  Task,
  TaskDetail,
  TaskFilter,
  Update,
  Waiting,
} from './contract/types.js';
import type { Core } from './core.js';
import { Emitter } from './emitter.js';
import { SignalboxError } from './errors.js';
import { checkForm } from './forms/check.js';
import { formOf } from './forms/form.js';
import type { Form, FormProblem } from './forms/types.js';
import type { Handler } from './handlers.js';
import type { HostFunction } from './host-functions.js';
import { type Journal, withJournal } from './journal.js';
import { type Metadata, metadataOf, type ProcessModelOptions, systemErrorMessage } from './library/process-model.js';
import { callable, checkOptions, count, list, object, text, truth } from './options.js';
import { Acting, type Assignment, type Owners, type People, type Persona } from './people/index.js';
import { noJournal, recordingOf } from './testing/record.js';
import type { Recording, RecordOptions } from './testing/recording.js';
import { type SpiffFormat, spiffTestOf } from './testing/spiff-formats.js';
import type { Clock } from './time/clock.js';
import { milliseconds } from './time/duration.js';
import { type Follower, type FollowOptions, follow, type RunClock } from './time/follow.js';
import type { Data, Value } from './value.js';

/** What the host does for a run: not part of its saved state. */
export interface RunHost {
  /**
   * Does the jobs of service tasks of this run, by operator; `'http/*'` and `'*'` stand for many. They come before those
   * of `workspace.connectors`.
   */
  connectors?: Record<string, Connector> | Dispatch;
  /** Functions that scripts may call by name. */
  functions?: Record<string, HostFunction>;
  /**
   * Metadata, and what a failure does. Default: what the nearest `process_model.json` says; false: neither.
   */
  processModel?: ProcessModelOptions | false;
  /** What connectors know the run by, such as a key of your database. Default: a number. */
  instance?: string;
  /** The functions of SpiffArena, with these values; `true` for the usual ones. */
  arena?: boolean | ArenaOptions;
  /** What the host does itself: by id, template, extension (`myns:thing`) or type (`bpmn:ServiceTask`). */
  handlers?: Record<string, Handler>;
  /** Personas and groups: tasks are then for their potential owners. */
  people?: People;
  /** Names of the surroundings that functions are told. */
  identifiers?: Identifiers;
}

/** What a run is started with. */
export interface RunOptions
  extends Omit<StartOptions, 'functions' | 'handlers' | 'data' | 'globals' | 'dataStores' | 'identity' | 'event'>,
    RunHost {
  /** The variables to begin with. */
  data?: object;
  /** Names that scripts find without import: `{ Decimal: 'decimal.Decimal' }`. */
  globals?: Record<string, string>;
  /** Values of data stores by id. */
  dataStores?: object;
  /** Who starts the run, and is its initiator: a user name, a persona, the claims of a session. */
  identity?: unknown;
  /** The message or signal that starts the process; its start event receives the payload. */
  event?: SentEvent;
  /** Whether time passes by itself: by default it does (`real`) unless `now` is given (`virtual`). */
  clock?: 'real' | 'virtual';
}

/** An event from outside: `{ message: 'paid', payload: ... }`, or all fields of an `ExternalEvent`. */
export type SentEvent = { payload?: unknown; correlations?: object; target?: number } & (
  | Pick<ExternalEvent, 'type' | 'name' | 'code'>
  | { message: string }
  | { signal: string }
  | { error: string }
  | { escalation: string }
);

/** How far a run goes on. */
export interface ContinueOptions {
  /** Automatic elements at most. */
  steps?: number;
  /** Stops, this once, before these elements or where a token waits at one of them. */
  until?: string | string[];
}

/** What can be listened to. */
export interface RunEvents {
  /** New entries of the log. */
  events: LogEntry[];
  /** How the run stands now, after every command. */
  changed: RunInfo;
}

/** What a freshly started or restored run comes with. */
export interface Opened {
  run: number;
  update: Update;
}

/** Which tasks; what is absent matches everything. */
export interface TaskQuery extends TaskFilter {
  /** Only tasks that this person may complete now: a user name, a persona or claims. */
  for?: string | Persona;
}

/** What people are made of. */
export const peopleChecks = { personas: list, groups: object, groupsClaim: text, assignment: truth };

const handles = new FinalizationRegistry<() => void>((release) => release());

/** A running (or finished) instance of a process or collaboration. */
export class Run {
  readonly #core: Core;
  readonly #id: number;
  readonly #emitter = new Emitter<RunEvents>();
  readonly #desk: JobDesk;
  readonly #acting: Acting;
  readonly #clock: Clock;
  readonly #late: [task: number, outcome: Outcome][] = [];
  readonly #workers: Workers;
  readonly #journal: Journal | undefined;
  readonly #model: ProcessModelOptions | undefined;
  #info: RunInfo;
  /** Whether the run goes on by itself when an answer comes: not while it is stepped. */
  #runsOn = true;
  /** Where answers that come at once, while jobs are handed out, leave their events. */
  #updates: Update[] | undefined;

  /** Made by `workspace.start` and `workspace.restore`. */
  constructor(
    core: Core,
    { run, update }: Opened,
    workers: Workers,
    clock: Clock,
    acting: Acting,
    journal?: Journal,
    model?: ProcessModelOptions,
  ) {
    this.#core = core;
    this.#id = run;
    this.#info = update.run;
    this.#clock = clock;
    this.#workers = workers;
    this.#journal = journal;
    this.#acting = acting;
    this.#model = model;
    this.#desk = new JobDesk(core, run, journal ? journal.workers(workers) : workers, {
      ended: (task, outcome) => this.#ended(task, outcome),
      wake: () => this.#wake(),
      context: (from) => contextOf(from, acting, update.run.process, workers.instance ?? run, workers.identifiers),
      process: () => this.#info.process,
      now: () => this.#info.now,
      until: (due) => this.#clock.until(due, this.#info.now),
    });
    const release = () => closeQuietly(core, run);
    handles.register(this, release, this);
  }

  /** One automatic element; its job is handed out, and nothing follows from the answer until the next step. */
  step(): Update {
    this.#runsOn = false;
    const updates = [this.#command('step', this.#now())];
    this.#handOut(updates);
    return together(updates);
  }

  /** Everything automatic, until people, jobs, timers, a breakpoint or a limit; jobs with a connector are done on the way. */
  continue(options: ContinueOptions = {}): Update {
    this.#runsOn = true;
    const updates = [this.#command('continue', { ...this.#now(), ...options })];
    // Answers that come at once may let further jobs appear; each round hands out what is new.
    while (this.#info.status !== 'suspended' && this.#handOut(updates))
      updates.push(this.#command('continue', { ...this.#now(), ...options }));
    return together(updates);
  }

  /** Waits until no connector or host function owes an answer; what follows from the answers runs on its own. */
  async settled(): Promise<RunInfo> {
    await this.#desk.settled();
    return this.info();
  }

  /** Tasks, by default those that are not finished, in the order they came. */
  tasks({ for: who, ...filter }: TaskQuery = {}): Task[] {
    if (who === undefined) return this.#query('tasks', { filter });
    const person = this.#acting.identify(who);
    const ready = this.#query<Task[]>('tasks', { filter: { state: 'ready', manual: true, ...filter } });
    return ready.filter((task) => this.#acting.may(person, task));
  }

  /** Who may do a task of a person, and why; null when there is no such task. */
  owners(task: number): Owners | null {
    const found = this.#find(task);
    return found ? this.#acting.owners(found) : null;
  }

  /** Gives the run other people, or none: then everything is open. What was completed stays as it is. */
  people(people?: People): void {
    checkOptions('people', people, peopleChecks);
    this.#acting.use(people);
    this.#workers.people = people;
  }

  /** Who may do each task that is ready for a person, and whether `as` is among them and why not. */
  assignments(as?: string | Persona): Assignment[] {
    const person = as === undefined ? null : this.#acting.identify(as);
    const ready = this.#query<Task[]>('tasks', { filter: { state: 'ready', manual: true } });
    return ready.map((task) => this.#acting.assignment(task, person));
  }

  /** Everything about one task. */
  task(task: number): TaskDetail | null {
    return this.#query('task', { task });
  }

  /**
   * Where each variable of a task, live or finished, comes from: the task that wrote it last, and the values of parallel
   * branches that were lost against it at joins. Null when there is no such task.
   */
  provenance(task: number): Provenance[] | null {
    return this.#query('provenance', { task });
  }

  /**
   * What a task, live or finished, shows to the person who does it: instructions as Markdown and a form as JSON Schema,
   * both filled in with the task's data. Null when there is no such task.
   */
  form(task: number): Form | null {
    const info = this.#query<FormInfo | null>('form', { task });
    return info && formOf(info);
  }

  /** What the form of a task does not allow in data that somebody entered; empty when all is well. */
  checkForm(task: number, data: unknown): FormProblem[] {
    const form = this.form(task);
    const today = new Date(this.#info.now).toISOString().slice(0, 10);
    return form ? checkForm(form.schema, data, today) : [];
  }

  /** Work that waits for the host. */
  jobs(): Job[] {
    return this.#query('jobs');
  }

  /**
   * Completes a task of a person (its data is merged) or a job (with its result). With `as`, somebody does it who must be
   * one of its potential owners; who it was stands in the log.
   */
  complete(task: number, data: unknown = {}, { as }: { as?: string | Persona } = {}): Update {
    const found = as === undefined ? undefined : this.#find(task);
    if (as === undefined || !found) return this.#command('complete', { task, data, ...this.#now() });
    const who = this.#acting.identify(as);
    if (found.manual) this.#acting.check(who, found);
    const args = { task, data, by: who.username, ...this.#now() };
    return this.#acting.completing(who, found, () => this.#command('complete', args));
  }

  /**
   * Fails a task or job: a BPMN error when there is a code, else an incident. A `transient` failure is tried again first
   * where the task says so (`spiffworkflow:retry`).
   */
  fail(task: number, error: Failure): Update {
    return this.#command('fail', { task, error, ...this.#now() });
  }

  /** Notes that a job was taken on and is answered later; it is not handed out again, also after a restore. */
  accept(task: number): Update {
    return this.#command('accept', { task, ...this.#now() }, false);
  }

  /** Brings the answer to a job that was accepted: its task, or the address it was given, and the envelope. */
  async callback(target: number | string, envelope: unknown): Promise<Update> {
    const task = typeof target === 'number' ? target : callbackTarget(target)?.task;
    const job = this.jobs().find((waiting) => waiting.task === task);
    if (!job) throw notWaiting(target);
    const outcome = await this.#desk.answer(job, envelope);
    if ('error' in outcome && outcome.error.reason === BAD_CALLBACK) throw badCallback(outcome.error);
    const ended = 'unclaimed' in outcome ? { value: envelope } : outcome;
    const updates = [this.#finish(job.task, ended)];
    if (this.#runsOn) updates.push(this.continue());
    return together(updates);
  }

  /** Completes a task without doing it; with `finish` its post-script and outputs still happen. */
  skip(task: number, options: { finish?: boolean } = {}): Update {
    return this.#command('skip', { task, ...options });
  }

  /** Tries a task in an incident again. */
  retry(task: number): Update {
    return this.#command('retry', { task });
  }

  /** Merges into the data of a task, or replaces it. */
  edit(task: number, data: object, replace = false): Update {
    return this.#command('edit', { task, data, replace });
  }

  /** Sets a data object, at the top or in the scope of a sub-process's task. */
  editDataObject(id: string, value: unknown, scope?: number): Update {
    return this.#command('editDataObject', { id, value, scope });
  }

  /** Sets a data store. */
  editDataStore(id: string, value: unknown): Update {
    return this.#command('editDataStore', { id, value });
  }

  /** Delivers an event to whoever waits; with `require`, refuses when nobody does. */
  send(event: SentEvent, options: { require?: boolean } = {}): Update {
    return this.#command('send', { event: externalEvent(event), ...options, ...this.#now() });
  }

  /** Every message, signal, error and escalation of the run: who sent it, who received it, and why nobody did. */
  messages(): LedgerEntry[] {
    return this.#query('messages');
  }

  /** Events thrown since the last call that nobody inside caught; asking takes them. */
  events(_which: { unhandled?: true } = {}): ExternalEvent[] {
    return this.#query('events', { unhandled: true });
  }

  /** Moves the clock: milliseconds or an ISO 8601 duration such as `PT1H`. */
  advance(duration: number | string): Update {
    const by = milliseconds(duration, this.#info.now);
    this.#clock.advance(by);
    return this.#command('advance', { milliseconds: by });
  }

  /** What time it is in the run: later than in its last event when its clock follows the host's. */
  clock(): RunClock {
    return { now: this.#now().now ?? this.#info.now, real: this.#clock.real };
  }

  /**
   * Calls the engine from now on when a timer is due, until it is stopped. Tasks and jobs still need whoever does them; a
   * Node process is not kept alive unless asked. Refused when the clock is virtual.
   */
  follow(options: FollowOptions = {}): Promise<Follower> {
    checkOptions('follow', options, { act: callable, keepAlive: truth, onError: callable });
    return follow(this, options);
  }

  /** Lets a waiting timer fire now. */
  fireTimer(task: number): Update {
    return this.#command('fireTimer', { task });
  }

  /** Ends the run: everything in it is cancelled. */
  terminate(): Update {
    return this.#command('cancel');
  }

  /** The same as `terminate`. */
  cancel(): Update {
    return this.terminate();
  }

  /** Holds the run until it is resumed. */
  suspend(): Update {
    return this.#command('suspend');
  }

  /** Goes on after `suspend`. */
  resume(): Update {
    const update = this.#command('resume');
    this.#deliverLate();
    return update;
  }

  /** Lanes with the tasks that are active in them. */
  lanes(): LaneState[] {
    return this.#query('lanes');
  }

  dataObjects(): DataObjectState[] {
    return this.#query('dataObjects');
  }

  /** Values of data stores by id. */
  dataStores(): Data {
    return this.#query('dataStores');
  }

  /** What waits, what for, and until when. */
  waiting(): Waiting[] {
    return this.#query('waiting');
  }

  /** States of all elements and flows that were touched; the canvas is coloured from these. */
  elementStates(): ElementStates {
    return this.#query('elementStates');
  }

  /** Why a task or element stands as it does, or why nobody would receive an event, in sentences. */
  explain(subject: number | string | SentEvent): string[] {
    if (typeof subject === 'object') return this.#query('explain', { event: externalEvent(subject) });
    return this.#query('explain', typeof subject === 'number' ? { task: subject } : { element: subject });
  }

  /** Looks at the state right after an event of the log; the past is read-only. */
  checkout(position: number): RunInfo {
    this.#info = this.#query<RunInfo>('checkout', { position });
    this.#acting.recall(this.#query('completions'));
    this.#emitter.emit('changed', this.#info);
    this.#deliverLate();
    return this.#info;
  }

  /** A run of its own that goes on from a position (default: the one looked at). */
  fork(position?: number): Run {
    const opened = this.#query<Opened>('fork', { position });
    const journal = this.#journal?.upTo(opened.update.run.length);
    const completions = this.#core.call<Completion[]>('run.completions', { run: opened.run });
    const acting = new Acting(this.#workers.people, opened.update.run.identity, completions);
    return new Run(this.#core, opened, this.#workers, this.#clock.copy(), acting, journal, this.#model);
  }

  /** Goes back to a task: what followed from it is undone, and it is ready again with its data or the given one. */
  reset(task: number, data?: object): Update {
    const update = this.#command('reset', { task, data });
    this.#acting.recall(this.#query('completions'));
    return update;
  }

  /**
   * Goes on with the present files of the workspace, where that can be: tokens stand where they stood, on the edited
   * diagram. Tells element by element what differs and what is in the way; a refused re-bind changes nothing. Where an
   * edit brings scripts of a language that is not here yet, wait for `workspace.ready()` first.
   */
  rebind(options: RebindOptions = {}): RebindResult {
    checkOptions('rebind', options, { move: object, dryRun: truth });
    const result = this.#query<RebindResult>('rebind', { options });
    if (result.bound && !options.dryRun) this.#tell(result.update);
    return result;
  }

  /** What this run and another (or this one at two positions) differ in: where they parted, states, data, results. */
  compare(other: Run, options: CompareOptions = {}): Comparison {
    checkOptions('compare', options, { position: count, otherPosition: count });
    return this.#query('compare', { other: other.#id, options });
  }

  /** What differs between two positions of this run. */
  difference(from: number, to: number): Comparison {
    return this.compare(this, { position: from, otherPosition: to });
  }

  /**
   * `continue` always stops before these elements, in place of those given before. A fork has those of its run, a
   * restored run has none. An id that no element has is refused.
   */
  breakpoints(elements: string[]): void {
    this.#query('breakpoints', { elements });
  }

  /** The values that describe the run, as its process model asks for them: what a finished task had there last. */
  metadata(): Metadata[] {
    const { metadata = [] } = this.#model ?? {};
    return metadata.length > 0 ? metadataOf(metadata, this.tasks({ finished: true })) : [];
  }

  /** The run as bytes; `workspace.restore` makes a run of them again. */
  save(): Uint8Array {
    return withJournal(this.#core.save(this.#id), this.#journal);
  }

  /**
   * A test of this run: how it began, what people, clock, messages and services did, and what came of it. Tasks are named
   * by their element and visit, so that the test outlives changes elsewhere in the diagram. Throws for a run without history.
   */
  record(options: RecordOptions = {}): Recording {
    if (!this.#journal) throw noJournal();
    return recordingOf(this.#journal, this, options);
  }

  /** The same in the formats of SpiffArena: the text of a `test_*.json`, of a `*_test.bpmn`, or of a fixture. */
  recordFor(format: SpiffFormat, options: RecordOptions = {}): string {
    return spiffTestOf(format, this.record(options), this);
  }

  /** Sets the clock: it stands at this time until it is set again or advanced. Timers that are due fire with the next command. */
  setTime(now: number): void {
    this.#clock.set(now);
  }

  info(): RunInfo {
    this.#info = this.#query<RunInfo>('info');
    return this.#info;
  }

  status(): RunInfo['status'] {
    return this.info().status;
  }

  /** The log, or a part of it. */
  log(from?: number, to?: number): LogEntry[] {
    return this.#query('log', { from, to });
  }

  /** Listens; returns a function that ends it. */
  on<Name extends keyof RunEvents>(event: Name, listener: (payload: RunEvents[Name]) => void): () => void {
    return this.#emitter.on(event, listener);
  }

  /** Gives memory back at once; without it, that happens when the run is no longer referred to. */
  close(): void {
    handles.unregister(this);
    this.#desk.close();
    closeQuietly(this.#core, this.#id);
  }

  #find(task: number): Task | undefined {
    return this.#query<Task[]>('tasks', { filter: { id: task } })[0];
  }

  #now(): { now?: number } {
    return this.#clock.now(this.#info.now);
  }

  #query<Result = Value>(method: string, args: object = {}): Result {
    return this.#core.call(`run.${method}`, { run: this.#id, ...args });
  }

  #command(method: string, args: object = {}, noted = true): Update {
    const from = this.#info.length;
    const update = this.#query<Update>(method, args);
    if (noted) this.#journal?.act(method, args, from, update.run);
    return this.#answerFailures(this.#tell(update));
  }

  // What the process model asks for when a task has failed: a message to somebody, and that nothing goes on.
  #answerFailures(update: Update): Update {
    const { notify = [], onError } = this.#model ?? {};
    if (notify.length === 0 && onError !== 'suspend') return update;
    const failed = update.events.filter(({ type }) => type === 'incidentRaised');
    if (failed.length === 0 || update.run.past) return update;
    const told = notify.length > 0 ? failed.map((incident) => this.send(systemErrorMessage(incident, notify))) : [];
    const held = onError === 'suspend' && this.#info.status !== 'suspended' ? [this.suspend()] : [];
    return together([update, ...told, ...held]);
  }

  #tell(update: Update): Update {
    this.#info = update.run;
    if (update.events.length > 0) this.#emitter.emit('events', update.events);
    this.#emitter.emit('changed', update.run);
    if (this.#desk.busy && !update.run.past) this.#desk.release(this.jobs());
    return update;
  }

  #handOut(updates: Update[]): boolean {
    this.#updates = updates;
    try {
      return this.#desk.handOut(this.jobs());
    } finally {
      this.#updates = undefined;
    }
  }

  // An answer that came later: the task may be gone by then (cancelled, reset), and that is no error. A run that stands in
  // the past or is suspended takes it when it goes on.
  #ended(task: number, outcome: Outcome): void {
    if (this.#updates) return void this.#updates.push(this.#finish(task, outcome, false));
    if (this.#info.past || this.#info.status === 'suspended') return void this.#late.push([task, outcome]);
    if (!this.jobs().some((job) => job.task === task)) return;
    this.#finish(task, outcome);
    if (this.#runsOn && !('unclaimed' in outcome)) this.continue();
  }

  // A result that is no data fails the task, as an error of the connector would.
  // Answers that come at once are noted with the call, later ones as commands of their own.
  #finish(task: number, outcome: Outcome, noted = true): Update {
    if ('unclaimed' in outcome) return { events: [], run: this.#info };
    if ('accepted' in outcome) return this.accept(task);
    const fail = (error: Failure) => this.#command('fail', { task, error, ...this.#now() }, noted);
    if ('error' in outcome) return fail(outcome.error);
    try {
      return this.#command('complete', { task, data: outcome.value, ...this.#now() }, noted);
    } catch (error) {
      if (!(error instanceof SignalboxError && error.code === 'api/not-data')) throw error;
      return fail({ message: error.message });
    }
  }

  #wake(): void {
    if (this.#info.past || this.#info.status === 'suspended') return;
    if (this.#runsOn) this.continue();
    else this.#handOut([this.#command('continue', { ...this.#now(), steps: 0 })]);
  }

  #deliverLate(): void {
    if (this.#info.past) return;
    for (const [task, outcome] of this.#late.splice(0)) this.#ended(task, outcome);
  }
}

function together(updates: [Update, ...Update[]] | Update[]): Update {
  const last = updates.at(-1) as Update;
  return { events: updates.flatMap((update) => update.events), run: last.run };
}

function badCallback({ message, help }: Failure): SignalboxError {
  return new SignalboxError(BAD_CALLBACK, message, { help: help ?? null });
}

function notWaiting(target: number | string): SignalboxError {
  return new SignalboxError('run/not-waiting', `No job waits for the answer to ${target}.`, {
    help: 'It was answered before, cancelled, or belongs to another run.',
  });
}

/** All fields of an event. */
export function externalEvent(event: SentEvent): ExternalEvent {
  const { payload, correlations, target } = event;
  const rest: Omit<ExternalEvent, 'type'> = {
    ...(payload !== undefined && { payload: payload as Value }),
    ...(correlations && { correlations: correlations as Data }),
    ...(target !== undefined && { target }),
  };
  if ('type' in event) {
    const { type, name, code } = event;
    return { type, ...(name !== undefined && { name }), ...(code !== undefined && { code }), ...rest };
  }
  if ('message' in event) return { type: 'message', name: event.message, ...rest };
  if ('signal' in event) return { type: 'signal', name: event.signal, ...rest };
  if ('error' in event) return { type: 'error', name: event.error, code: event.error, ...rest };
  if ('escalation' in event) return { type: 'escalation', name: event.escalation, code: event.escalation, ...rest };
  throw new SignalboxError('api/invalid-option', 'An event is a message, signal, error or escalation.', {
    help: "Give its name: { message: 'paid', payload: ... }.",
  });
}

function closeQuietly(core: Core, run: number): void {
  core.functions.delete(run);
  try {
    core.call('run.close', { run });
  } catch {
    // The engine is gone, and the run with it.
  }
}
