/**
 * One run under a person's hands: step, run on, back, forward, reset. Commands wait for each other; after each one the
 * run is asked how it stands. Whoever acts while looking at the past gets a branch of their own.
 */
import type { RemoteRun, Run, SentEvent } from 'signalbox';
import type { Awaitable, EngineRun } from './contract.js';
import { look, type RunView } from './RunView.js';
import { Steps, stopAfter, stopBefore } from './steps.js';
import type {
  Assignment,
  Comparison,
  DataObjectState,
  Follower,
  Form,
  LedgerEntry,
  Metadata,
  People,
  Persona,
  Provenance,
  RebindOptions,
  RebindResult,
  TaskDetail,
  Update,
} from './types.js';

/** Automatic elements run before the canvas is drawn again, so that a long run shows progress and can be stopped. */
const BATCH = 250;

/** Events that a person can send into a run. */
export type EventKind = 'message' | 'signal' | 'error' | 'escalation';

/** What a run control tells its owner. */
export interface RunListener {
  changed(view: RunView): void;
  busy(busy: boolean): void;
  failed(error: unknown): void;
  /** The hand moved to a branch: a copy of the run that goes its own way. */
  branched(left: EngineRun, entered: EngineRun): void;
}

export class RunControl {
  #queue: Promise<void> = Promise.resolve();
  #waiting = 0;
  #stop = false;
  #running = 0;
  #view: RunView | undefined;
  #steps = new Steps();
  #version = 0;
  #wanted: number | undefined;
  #closed = false;
  #follows = false;
  #follower: Follower | undefined;
  #deafen = () => {};
  /** Events the run had when it was last heard of. */
  #length = 0;

  constructor(
    private run: EngineRun,
    private readonly listener: RunListener,
  ) {
    this.#hear();
  }

  /** The engine's run: of the branch that is looked at. */
  get engineRun(): EngineRun {
    return this.run;
  }

  /** How the run stood after the last command. */
  get view(): RunView | undefined {
    return this.#view;
  }

  /** Reads the run from the beginning: after a start, a restore or a branch. */
  open(): Promise<void> {
    return this.#do(async () => {
      this.#steps = new Steps(await this.run.log());
      await this.#look(await this.run.info());
    });
  }

  /** Runs one automatic element; in the past, shows the next step that was. */
  step(): Promise<void> {
    return this.#do(async () => {
      if (this.#view?.info.past) return this.#move(stopAfter(this.#view.stops, this.#view.info.position));
      await this.#take(await this.run.step());
    });
  }

  /** Whether it runs on and can be stopped. */
  get running(): boolean {
    return this.#running > 0;
  }

  /** Runs until people, jobs, timers, a breakpoint or `stop`. */
  continue(): Promise<void> {
    return this.#runOn((run) => this.#continue(run));
  }

  /** Runs until a token stands at one of `elements`. */
  runTo(elements: string[]): Promise<void> {
    return this.#runOn((run) => this.#continue(run, elements));
  }

  /** Goes over to the edited diagrams, where that can be; undefined while it stands in the past or is put away. */
  async rebind(options: RebindOptions = {}): Promise<RebindResult | undefined> {
    let result: RebindResult | undefined;
    await this.#do(async () => {
      if (this.#view?.info.past) return;
      const { length } = await this.run.info();
      result = await this.run.rebind(options);
      if (result.bound && result.update.run.length > length) await this.#take(result.update);
    });
    return result;
  }

  /** Ends a `continue` at the next pause. */
  stop(): void {
    this.#stop = true;
  }

  back(): Promise<void> {
    return this.#do(async () => this.#move(this.#view && stopBefore(this.#view.stops, this.#view.info.position)));
  }

  forward(): Promise<void> {
    return this.#do(async () => this.#move(this.#view && stopAfter(this.#view.stops, this.#view.info.position)));
  }

  /** Shows the run as it was at `position`; while one picture is made, only the last of further wishes counts. */
  checkout(position: number): Promise<void> {
    const pending = this.#wanted !== undefined;
    this.#wanted = position;
    if (pending) return this.#queue;
    return this.#do(async () => {
      const wanted = this.#wanted;
      this.#wanted = undefined;
      await this.#move(wanted);
    });
  }

  /** Turns to another branch of the run. */
  turnTo(run: EngineRun): Promise<void> {
    return this.#do(async () => {
      this.run = run;
      this.#steps = new Steps(await run.log());
      this.#hear();
      await this.#followNow();
      await this.#look(await run.info());
    });
  }

  /** Completes a task; with `as`, on behalf of somebody who must be one of its potential owners. */
  complete(task: number, data: Record<string, unknown>, as?: string | Persona): Promise<void> {
    return this.#command((run) => (as === undefined ? run.complete(task, data) : run.complete(task, data, { as })));
  }

  /** Who may do the tasks that are ready, as one person sees it. */
  assignments(as?: string | Persona): Awaitable<Assignment[]> {
    return this.run.assignments(as);
  }

  /** Gives the run other people. */
  people(people: People | undefined): Promise<void> {
    return this.#do(async () => {
      await this.run.people(people);
      await this.#look(await this.run.info());
    });
  }

  fail(task: number, message: string, code?: string): Promise<void> {
    return this.#command((run) => run.fail(task, code ? { code, message } : { message }));
  }

  skip(task: number): Promise<void> {
    return this.#command((run) => run.skip(task));
  }
  retry(task: number): Promise<void> {
    return this.#command((run) => run.retry(task));
  }

  /** Replaces the data of a task; `retry` tries it again at once. */
  edit(task: number, data: Record<string, unknown>, retry = false): Promise<void> {
    return this.#command(async (run) => {
      const update = await run.edit(task, data, true);
      if (!retry) return update;
      this.#steps.append(update.events);
      return run.retry(task);
    });
  }

  /** Sends a message, signal, error or escalation; only to `target` where one is named. */
  send(kind: EventKind, name: string, payload: object, target?: number): Promise<void> {
    const rest = { payload, ...(target === undefined ? {} : { target }) };
    const event = {
      message: { message: name },
      signal: { signal: name },
      error: { error: name },
      escalation: { escalation: name },
    };
    return this.#command((run) => run.send({ ...event[kind], ...rest }));
  }
  advance(milliseconds: number): Promise<void> {
    return this.#command((run) => run.advance(milliseconds));
  }
  /** Lets time pass until the next timer is due. */
  async toNextTimer(): Promise<void> {
    const { due, now } = this.#view?.info ?? {};
    if (typeof due === 'number' && now !== undefined) await this.advance(Math.max(due - now, 0));
  }
  fireTimer(task: number): Promise<void> {
    return this.#command((run) => run.fireTimer(task));
  }

  /** Goes back to the moment before `task` began; what followed from it is undone. */
  reset(task: number): Promise<void> {
    return this.#command((run) => run.reset(task));
  }

  /** Everything about one task. */
  async task(task: number): Promise<TaskDetail | null> {
    return this.#closed ? null : this.run.task(task);
  }

  /** Instructions and form of a task. */
  async form(task: number): Promise<Form | null> {
    return this.#closed ? null : this.run.form(task);
  }

  /** Data that somebody might enter in the form of a task. */
  async example(task: number): Promise<Record<string, unknown> | null> {
    return this.#closed ? null : this.run.example(task);
  }

  /** A message or signal that would let a waiting task go on. */
  async exampleEvent(task: number): Promise<SentEvent | null> {
    return this.#closed ? null : this.run.exampleEvent(task);
  }

  /** What this branch, as it is looked at, and the end of another one differ in; this one is on the left. */
  async compare(other: EngineRun): Promise<Comparison> {
    // Branches of one run live in the same thread, so that one is what the other takes.
    const { length } = await other.info();
    return this.run.compare(other as Run & RemoteRun, { otherPosition: length });
  }

  /** What two positions of this branch differ in; `from` is on the left. */
  async difference(from: number, to: number): Promise<Comparison> {
    return this.run.difference(from, to);
  }

  /** Why an element or a task stands where it stands, in sentences. */
  async explain(subject: number | string): Promise<string[]> {
    return this.#closed ? [] : this.run.explain(subject);
  }

  /** For each variable of a task the task that wrote it last, and what was lost against it at joins. */
  async provenance(task: number): Promise<Provenance[]> {
    return this.#closed ? [] : ((await this.run.provenance(task)) ?? []);
  }

  /** Sets one variable of a task; what is refused is thrown. */
  setVariable(task: number, name: string, value: unknown): Promise<void> {
    return this.#tried((run) => run.edit(task, { [name]: value }));
  }

  /** Sets a data object; what is refused is thrown. */
  setDataObject({ id, scope }: Pick<DataObjectState, 'id' | 'scope'>, value: unknown): Promise<void> {
    return this.#tried((run) => run.editDataObject(id, value, scope ?? undefined));
  }

  /** Sets a data store; what is refused is thrown. */
  setDataStore(id: string, value: unknown): Promise<void> {
    return this.#tried((run) => run.editDataStore(id, value));
  }

  /** The values that describe the run, as its process model asks for them. */
  async metadata(): Promise<Metadata[]> {
    return this.#closed ? [] : this.run.metadata();
  }

  /** Every message, signal, error and escalation, with what became of it. */
  async messages(): Promise<LedgerEntry[]> {
    return this.#closed ? [] : this.run.messages();
  }

  /** Takes what nobody received out of the run, as a host does that passes it on. */
  takeEvents(): Promise<void> {
    return this.#do(async () => {
      await this.run.events();
      this.#steps.append(await this.run.log(this.#steps.log.at(-1)?.position));
      await this.#look(await this.run.info());
    });
  }

  /** Goes on by itself when a timer is due, or does so no more. */
  follow(on: boolean): Promise<void> {
    this.#follows = on;
    return this.#do(() => this.#followNow());
  }

  /** Values of the data stores. */
  async dataStores() {
    return this.#closed ? {} : this.run.dataStores();
  }

  /** Instances of one element, finished ones too. */
  async instances(element: string) {
    return this.#closed ? [] : this.run.tasks({ element, finished: true });
  }

  /** The run as a test: a recording, or in one of SpiffArena's formats. In the past, the run up to there. */
  async record(form: 'recording' | 'processModel' | 'fixture' | 'bpmn', name?: string): Promise<string | undefined> {
    if (this.#closed) return undefined;
    const options = name === undefined ? {} : { name };
    if (form !== 'recording') return this.run.recordFor(form, options);
    return `${JSON.stringify(await this.run.record(options), undefined, 2)}\n`;
  }

  /** The run as bytes, for keeping. */
  async save(): Promise<Uint8Array | undefined> {
    return this.#closed ? undefined : this.run.save();
  }

  /** Elements at which `continue` stops. */
  breakpoints(elements: readonly string[]): Promise<void> {
    return this.#do(() => this.#setBreakpoints(elements));
  }

  /** Leaves the run, which `release` closes or hands back. */
  async close(release: (run: EngineRun) => Awaitable<void>): Promise<void> {
    this.#stop = true;
    this.#follower?.stop();
    await this.#queue;
    this.#closed = true;
    this.#deafen();
    await release(this.run);
  }

  async #followNow(): Promise<void> {
    this.#follower?.stop();
    this.#follower = undefined;
    if (!this.#follows || !(await this.run.clock()).real) return;
    const onError = (error: unknown) => this.listener.failed(error);
    this.#follower = await this.run.follow({ act: () => this.#onDue(), onError });
  }

  // A run that can step stands where a person wants it: before a breakpoint, or after a single step.
  async #onDue(): Promise<void> {
    if (this.#view?.info.status !== 'running') await this.continue();
  }

  // Answers of services come when they come: what they did is shown as soon as nothing else is at work.
  #hear(): void {
    const heard = this.run;
    this.#deafen();
    this.#length = 0;
    this.#deafen = heard.on('changed', ({ length, past }) => {
      this.#length = past ? 0 : length;
      this.#catchUp();
    });
  }

  #catchUp(): void {
    if (this.#waiting > 0 || this.#length <= this.#known || this.#closed) return;
    void this.#do(async () => {
      const heard = this.#length;
      const run = await this.run.info();
      if (!run.past) await this.#take({ events: [], run });
      // What was heard meanwhile is looked at next.
      if (this.#length === heard) this.#length = 0;
    });
  }

  /** Position of the last event that is known here. */
  get #known(): number {
    return this.#steps.log.at(-1)?.position ?? 0;
  }

  // A breakpoint may stand on an element that is drawn but not yet in the diagram of the run, or no more.
  async #setBreakpoints(elements: readonly string[]): Promise<void> {
    const known: string[] = [];
    for (const element of elements) {
      try {
        await this.run.breakpoints([...known, element]);
        known.push(element);
      } catch (error) {
        if (!isUnknownElement(error)) throw error;
      }
    }
    if (elements.length === 0) await this.run.breakpoints([]);
  }

  #runOn(command: (run: EngineRun) => Promise<Update>): Promise<void> {
    this.#running++;
    return this.#command(command).finally(() => {
      this.#running--;
      this.listener.busy(this.#waiting > 0);
    });
  }

  async #continue(run: EngineRun, until: string[] = []): Promise<Update> {
    this.#stop = false;
    for (;;) {
      const update = await run.continue({ steps: BATCH, until });
      const { status } = update.run;
      if (this.#stop || status !== 'running' || update.events.length < BATCH) return update;
      await this.#take(update);
    }
  }

  /** Changes the run; whoever looks at the past changes a branch that begins there. */
  #command(command: (run: EngineRun) => Awaitable<Update>): Promise<void> {
    return this.#do(async () => {
      if (this.#view?.info.past) await this.#branch();
      await this.#take(await command(this.run));
    });
  }

  /** The same for whoever shows beside a field what was refused. */
  async #tried(command: (run: EngineRun) => Awaitable<Update>): Promise<void> {
    let refused: { error: unknown } | undefined;
    await this.#command(async (run) => {
      try {
        return await command(run);
      } catch (error) {
        refused = { error };
        return { events: [], run: await run.info() };
      }
    });
    if (refused) throw refused.error;
  }

  async #branch(): Promise<void> {
    const left = this.run;
    this.run = await left.fork();
    this.#steps = new Steps(await this.run.log());
    this.#hear();
    await this.#followNow();
    this.listener.branched(left, this.run);
  }

  async #move(position: number | undefined): Promise<void> {
    if (position !== undefined) await this.#look(await this.run.checkout(position));
  }

  async #take(update: Update): Promise<void> {
    const known = this.#known;
    const events = update.events.filter(({ position }) => position > known);
    const whole = known + events.length === update.run.length;
    this.#steps.append(whole ? events : await this.run.log(known));
    await this.#look(update.run);
  }

  async #look(info: Update['run']): Promise<void> {
    this.#view = await look(this.run, info, this.#steps, ++this.#version);
    this.listener.changed(this.#view);
  }

  #do(work: () => Promise<void>): Promise<void> {
    if (this.#waiting++ === 0) this.listener.busy(true);
    this.#queue = this.#queue.then(async () => {
      try {
        if (!this.#closed) await work();
      } catch (error) {
        this.listener.failed(error);
      } finally {
        if (--this.#waiting === 0) this.listener.busy(false);
        this.#catchUp();
      }
    });
    return this.#queue;
  }
}

function isUnknownElement(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'run/unknown-element';
}
