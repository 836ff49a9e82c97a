import { contextOf } from './call-context.js';
import { Commands } from './commands.js';
import type { Workers } from './connectors/desk.js';
import type { Failure } from './connectors/types.js';
import type {
  CompareOptions,
  Comparison,
  Completion,
  ExternalEvent,
  Job,
  RebindOptions,
  RebindResult,
  RunInfo,
  Update,
} from './contract/types.js';
import type { Core } from './core.js';
import { Emitter } from './emitter.js';
import { Jobs } from './jobs.js';
import { type Journal, type Texts, withJournal } from './journal.js';
import type { ProcessModelOptions } from './library/process-model.js';
import { callable, checkOptions, count, object, truth } from './options.js';
import { Acting, type People, type Persona } from './people/index.js';
import { type ContinueOptions, type Opened, peopleChecks, type RunEvents } from './run-options.js';
import { RunQuestions } from './run-questions.js';
import { externalEvent, type SentEvent } from './sent-event.js';
import { noJournal, recordingOf } from './testing/record.js';
import type { Recording, RecordOptions } from './testing/recording.js';
import { type SpiffFormat, spiffTestOf } from './testing/spiff-formats.js';
import type { Clock } from './time/clock.js';
import { milliseconds } from './time/duration.js';
import { type Follower, type FollowOptions, follow, type RunClock } from './time/follow.js';

const handles = new FinalizationRegistry<() => void>((release) => release());

/** A running (or finished) instance of a process or collaboration. */
export class Run extends RunQuestions {
  readonly #core: Core;
  readonly #id: number;
  readonly #emitter: Emitter<RunEvents>;
  readonly #jobs: Jobs;
  readonly #clock: Clock;
  readonly #journal: Journal | undefined;

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
    const emitter = new Emitter<RunEvents>();
    const parts = { core, id: run, clock, emitter, journal, model };
    const commands = new Commands(parts, update.run, () => this.#jobs.release());
    super({ core, commands, acting, workers, model });
    this.#core = core;
    this.#id = run;
    this.#emitter = emitter;
    this.#clock = clock;
    this.#journal = journal;
    const { process } = update.run;
    this.#jobs = new Jobs(core, run, journal ? journal.workers(workers) : workers, commands, {
      context: (from) => contextOf(from, acting, process, workers.instance ?? run, workers.identifiers),
      process: () => commands.info.process,
      now: () => commands.info.now,
      until: (due) => clock.until(due, commands.info.now),
    });
    const release = () => closeQuietly(core, run);
    handles.register(this, release, this);
  }

  /** One automatic element; its job is handed out, and nothing follows from the answer until the next step. */
  step(): Update {
    return this.#jobs.step();
  }

  /** Everything automatic, until people, jobs, timers, a breakpoint or a limit; jobs with a connector are done on the way. */
  continue(options: ContinueOptions = {}): Update {
    return this.#jobs.continue(options);
  }

  /** Waits until no connector or host function owes an answer; what follows from the answers runs on its own. */
  async settled(): Promise<RunInfo> {
    await this.#jobs.settled();
    return this.info();
  }

  /** Gives the run other people, or none: then everything is open. What was completed stays as it is. */
  people(people?: People): void {
    checkOptions('people', people, peopleChecks);
    this.acting.use(people);
    this.workers.people = people;
    this.#journal?.act('people', { people: people ?? null }, this.#info.length, this.#info);
  }

  /** Work that waits for the host. */
  jobs(): Job[] {
    return this.#jobs.all();
  }

  /**
   * Completes a task of a person (its data is merged) or a job (with its result). With `as`, somebody does it who must be
   * one of its potential owners; who it was stands in the log.
   */
  complete(task: number, data: unknown = {}, { as }: { as?: string | Persona } = {}): Update {
    const found = as === undefined ? undefined : this.find(task);
    if (as === undefined || !found) return this.#command('complete', { task, data, ...this.#now() });
    const who = this.acting.identify(as);
    if (found.manual) this.acting.check(who, found);
    const args = { task, data, by: who.username, ...this.#now() };
    return this.acting.completing(who, found, () => this.#command('complete', args));
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
    return this.#jobs.accept(task);
  }

  /** Brings the answer to a job that was accepted: its task, or the address it was given, and the envelope. */
  callback(target: number | string, envelope: unknown): Promise<Update> {
    return this.#jobs.callback(target, envelope);
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

  /** Events thrown since the last call that nobody inside caught; asking takes them. */
  events(_which: { unhandled?: true } = {}): ExternalEvent[] {
    return this.query('events', { unhandled: true });
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
    this.#jobs.deliverLate();
    return update;
  }

  /** Looks at the state right after an event of the log; the past is read-only. */
  checkout(position: number): RunInfo {
    this.commands.info = this.query<RunInfo>('checkout', { position });
    this.acting.recall(this.query('completions'));
    this.#emitter.emit('changed', this.#info);
    this.#jobs.deliverLate();
    return this.#info;
  }

  /** A run of its own that goes on from a position (default: the one looked at). */
  fork(position?: number): Run {
    const opened = this.query<Opened>('fork', { position });
    const journal = this.#journal?.upTo(opened.update.run.length);
    const completions = this.#core.call<Completion[]>('run.completions', { run: opened.run });
    const acting = new Acting(this.workers.people, opened.update.run.identity, completions);
    return new Run(this.#core, opened, this.workers, this.#clock.copy(), acting, journal, this.model);
  }

  /** Goes back to a task: what followed from it is undone, and it is ready again with its data or the given one. */
  reset(task: number, data?: object): Update {
    const update = this.#command('reset', { task, data });
    this.acting.recall(this.query('completions'));
    return update;
  }

  /**
   * Goes on with the present files of the workspace, where that can be: tokens stand where they stood, on the edited
   * diagram. Tells element by element what differs and what is in the way; a refused re-bind changes nothing. Where an
   * edit brings scripts of a language that is not here yet, wait for `workspace.ready()` first.
   */
  rebind(options: RebindOptions = {}): RebindResult {
    checkOptions('rebind', options, { move: object, dryRun: truth });
    const journal = options.dryRun ? undefined : this.#journal;
    const before = journal && this.query<Texts>('files');
    const from = this.#info.length;
    const result = this.query<RebindResult>('rebind', { options });
    if (!result.bound || options.dryRun) return result;
    const { run, events } = result.update;
    if (before && events.length > 0) journal?.rebound(options, [before, this.query<Texts>('files')], from, run);
    this.commands.tell(result.update);
    return result;
  }

  /** What this run and another (or this one at two positions) differ in: where they parted, states, data, results. */
  compare(other: Run, options: CompareOptions = {}): Comparison {
    checkOptions('compare', options, { position: count, otherPosition: count });
    return this.query('compare', { other: other.#id, options });
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
    this.query('breakpoints', { elements });
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

  /** Listens; returns a function that ends it. */
  on<Name extends keyof RunEvents>(event: Name, listener: (payload: RunEvents[Name]) => void): () => void {
    return this.#emitter.on(event, listener);
  }

  /** Gives memory back at once; without it, that happens when the run is no longer referred to. */
  close(): void {
    handles.unregister(this);
    this.#jobs.close();
    closeQuietly(this.#core, this.#id);
  }

  get #info(): RunInfo {
    return this.commands.info;
  }

  #now(): { now?: number } {
    return this.commands.now();
  }

  #command(method: string, args: object = {}): Update {
    return this.commands.command(method, args);
  }
}

function closeQuietly(core: Core, run: number): void {
  core.functions.delete(run);
  try {
    core.call('run.close', { run });
  } catch {
    // The engine is gone, and the run with it.
  }
}
