/**
 * One run under a person's hands: step, run on, back, forward, reset. Commands wait for each other; after each one the
 * run is asked how it stands. Whoever acts while looking at the past gets a branch of their own.
 */
import type { Awaitable, EngineRun } from './contract.js';
import { Queue } from './Queue.js';
import { RunQuestions } from './RunQuestions.js';
import { look, type RunView } from './RunView.js';
import { Steps, stopAfter, stopBefore } from './steps.js';
import type {
  DataObjectState,
  Follower,
  People,
  Persona,
  RebindOptions,
  RebindResult,
  SentEvent,
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

export class RunControl extends RunQuestions {
  readonly #queue: Queue;
  #stop = false;
  #running = 0;
  #view: RunView | undefined;
  #steps = new Steps();
  #version = 0;
  #wanted: number | undefined;
  #follows = false;
  #follower: Follower | undefined;
  #deafen = () => {};
  /** Events the run had when it was last heard of. */
  #length = 0;

  constructor(
    run: EngineRun,
    private readonly listener: RunListener,
  ) {
    super(run);
    this.#queue = new Queue({
      busy: (busy) => listener.busy(busy),
      failed: (error) => listener.failed(error),
      done: () => this.#catchUp(),
    });
    this.#hear();
  }

  /** How the run stood after the last command. */
  get view(): RunView | undefined {
    return this.#view;
  }

  /** Reads the run from the beginning: after a start, a restore or a branch. */
  open(): Promise<void> {
    return this.#queue.do(async () => {
      this.#steps = new Steps(await this.run.log());
      await this.#look(await this.run.info());
    });
  }

  /** Runs one automatic element; in the past, shows the next step that was. */
  step(): Promise<void> {
    return this.#queue.do(async () => {
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
    await this.#queue.do(async () => {
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
    return this.#queue.do(async () => this.#move(this.#view && stopBefore(this.#view.stops, this.#view.info.position)));
  }

  forward(): Promise<void> {
    return this.#queue.do(async () => this.#move(this.#view && stopAfter(this.#view.stops, this.#view.info.position)));
  }

  /** Shows the run as it was at `position`; while one picture is made, only the last of further wishes counts. */
  checkout(position: number): Promise<void> {
    const pending = this.#wanted !== undefined;
    this.#wanted = position;
    if (pending) return this.#queue.last;
    return this.#queue.do(async () => {
      const wanted = this.#wanted;
      this.#wanted = undefined;
      await this.#move(wanted);
    });
  }

  /** Turns to another branch of the run. */
  turnTo(run: EngineRun): Promise<void> {
    return this.#queue.do(async () => {
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

  /** Gives the run other people. */
  people(people: People | undefined): Promise<void> {
    return this.#queue.do(async () => {
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

  /** Sends a message, signal, error or escalation; only to `target` where one is named, in its conversation. */
  send(kind: EventKind, name: string, payload: object, to?: Pick<SentEvent, 'target' | 'correlations'>): Promise<void> {
    const rest = { payload, ...to };
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
  /** Lets time pass until the next timer is due, and it fires. */
  async toNextTimer(): Promise<void> {
    const { due, now } = this.#view?.info ?? {};
    if (typeof due !== 'number' || now === undefined) return;
    await this.advance(Math.max(due - now, 0));
    if (this.#view?.info.due !== due) return;
    // SpiffWorkflow looks at timers when the run goes on, and at those only that were due before.
    await this.advance(1);
    await this.continue();
  }
  fireTimer(task: number): Promise<void> {
    return this.#command((run) => run.fireTimer(task));
  }

  /** Goes back to the moment before `task` began; what followed from it is undone. */
  reset(task: number): Promise<void> {
    return this.#command((run) => run.reset(task));
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

  /** Takes what nobody received out of the run, as a host does that passes it on. */
  takeEvents(): Promise<void> {
    return this.#queue.do(async () => {
      await this.run.events();
      this.#steps.append(await this.run.log(this.#steps.log.at(-1)?.position));
      await this.#look(await this.run.info());
    });
  }

  /** Goes on by itself when a timer is due, or does so no more. */
  follow(on: boolean): Promise<void> {
    this.#follows = on;
    return this.#queue.do(() => this.#followNow());
  }

  /** Elements at which `continue` stops. */
  breakpoints(elements: readonly string[]): Promise<void> {
    return this.#queue.do(() => this.#setBreakpoints(elements));
  }

  /** Leaves the run, which `release` closes or hands back. */
  async close(release: (run: EngineRun) => Awaitable<void>): Promise<void> {
    this.#stop = true;
    this.#follower?.stop();
    await this.#queue.close();
    this.closed = true;
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

  // The log may already be longer than what is shown: an answer can come while a run is being looked at.
  #catchUp(): void {
    const shown = this.#view?.info.length ?? 0;
    if (this.#queue.busy || this.#length <= shown || this.closed) return;
    void this.#queue.do(async () => {
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
      this.listener.busy(this.#queue.busy);
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
    return this.#queue.do(async () => {
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
}

function isUnknownElement(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'run/unknown-element';
}
