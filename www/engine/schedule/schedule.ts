/**
 * The instances of a workspace over time: timer start events start them when they are due, messages and signals start them
 * or go on from one to another. In real time, or in a time of its own that `advance` moves.
 */
import type { ExternalEvent } from '../contract/types.js';
import { Emitter } from '../emitter.js';
import { SignalboxError } from '../errors.js';
import { callable, checkOptions, durationLike, object, oneOf, text, textOrTexts, time, truth } from '../options.js';
import { hostOf, type RunOptions } from '../run-options.js';
import { externalEvent, type SentEvent } from '../sent-event.js';
import { Alarm } from '../time/alarm.js';
import { milliseconds } from '../time/duration.js';
import { goOn, type HostedRun, type HostedWorkspace } from './hosted.js';
import { Member } from './member.js';
import { type Delivery, type KeptMessage, Post, type SendOptions } from './post.js';
import { pack, unpack } from './saved.js';
import { type ScheduledTimer, Timetable } from './timetable.js';

/** Why an instance was started: by which start event of which process, for which time or event. */
export interface Started {
  process: string;
  /** Id of the start event. */
  element: string;
  /** When its timer was due, or when the event came. */
  at: number;
  /** The message or signal that started it. */
  event?: ExternalEvent;
  /** The task that was to start it when it became available; the instance knows it as `task_guid`. */
  task?: number;
}

/** Options of `workspace.schedule`. */
export interface ScheduleOptions<R extends HostedRun = HostedRun> {
  /** Only these processes. Default: all that are executable. */
  process?: string | string[];
  /** The time to begin with, which then only `advance` moves. Default: real time. */
  now?: number;
  /** What every instance is started with: data, connectors, functions, identity ... */
  run?: Omit<RunOptions, 'now' | 'clock' | 'startEvent' | 'event'>;
  /** Sees every new instance before it runs. It must not wait for a method of the schedule. */
  onStart?: (run: R, started: Started) => unknown;
  /** What is done when several times of a timer have passed unserved: `each` (default) starts an instance, or the `latest`. */
  missed?: 'each' | 'latest';
  /** What `schedule.save()` gave, to go on from there. */
  saved?: Uint8Array;
  /** Keep a Node process from ending while something is due. Default: false. */
  keepAlive?: boolean;
}

/** What can be listened to. */
export interface ScheduleEvents<R extends HostedRun> {
  /** An instance has begun and run as far as it could. */
  started: { run: R; started: Started };
  /** Timers, instances or kept messages are not what they were. */
  changed: undefined;
  /** Something outside of a call failed, such as the start of an instance that was due. */
  failed: unknown;
}

const checks = {
  process: textOrTexts,
  now: time,
  run: object,
  onStart: callable,
  missed: oneOf('each', 'latest'),
  saved: object,
  keepAlive: truth,
};

/** Sets up a schedule on a workspace. */
export async function schedule<R extends HostedRun>(
  workspace: HostedWorkspace<R>,
  options: ScheduleOptions<R>,
): Promise<Schedule<R>> {
  checkOptions('schedule', options, checks);
  const made = new Schedule(workspace, options);
  await made.open();
  return made;
}

export class Schedule<R extends HostedRun = HostedRun> {
  readonly #workspace: HostedWorkspace<R>;
  readonly #options: ScheduleOptions<R>;
  readonly #processes: readonly string[] | undefined;
  readonly #timetable: Timetable;
  readonly #post: Post<R>;
  readonly #alarm: Alarm;
  readonly #emitter = new Emitter<ScheduleEvents<R>>();
  readonly #runs = new Map<R, Member>();
  readonly #changed = new Set<R>();
  readonly #real: boolean;
  #now: number;
  #queue: Promise<unknown> = Promise.resolve();
  #working = false;
  #stopped = false;

  /** Made by `workspace.schedule`. */
  constructor(workspace: HostedWorkspace<R>, options: ScheduleOptions<R>) {
    this.#workspace = workspace;
    this.#options = options;
    this.#processes = typeof options.process === 'string' ? [options.process] : options.process;
    this.#real = options.now === undefined;
    this.#now = options.now ?? 0;
    this.#timetable = new Timetable(workspace);
    this.#post = new Post({
      runs: () => [...this.#runs.keys()],
      processes: () => workspace.processes(),
      isWanted: (process) => this.#processes?.includes(process) ?? true,
      start: (started) => this.#start(started),
    });
    this.#alarm = new Alarm(() => void this.#ring(), options.keepAlive);
  }

  /** Reads the timers, and what was saved. */
  open(): Promise<void> {
    return this.#do(async () => {
      const saved = this.#options.saved && unpack(this.#options.saved);
      if (saved) this.#now = Math.max(this.#now, saved.now);
      await this.#timetable.read(this.#processes, this.now(), saved?.timers ?? []);
      this.#post.restore(saved ?? { kept: [] });
      for (const bytes of saved?.runs ?? []) await this.#adopt(await this.#restore(bytes));
      if (this.#real) await this.#serve(this.now());
    });
  }

  /** Reads the start events anew, after diagrams were edited. A timer that says what it said goes on as it was. */
  refresh(): Promise<void> {
    return this.#do(() => this.#timetable.read(this.#processes, this.now(), this.#timetable.save()));
  }

  /** What time it is for the schedule. */
  now(): number {
    return this.#real ? Date.now() : this.#now;
  }

  /** The timers of start events, with when each is due next. */
  timers(): ScheduledTimer[] {
    return this.#timetable.timers.map((timer) => ({ ...timer }));
  }

  /** Instances that have not ended, oldest first. */
  runs(): R[] {
    return [...this.#runs.keys()];
  }

  /** Messages that nobody has taken yet, with the reason; whoever waits for one later receives it. */
  messages(): KeptMessage[] {
    return this.#post.messages(this.now());
  }

  /** Lets an instance that was started elsewhere take part: it receives messages and signals, and its time passes. */
  add(run: R): Promise<void> {
    return this.#do(() => this.#adopt(run));
  }

  /**
   * Moves a time of its own by milliseconds or an ISO 8601 duration: what is due on the way happens in order of time, in
   * instances too. Gives the instances that were started. Refused in real time.
   */
  advance(duration: number | string): Promise<R[]> {
    if (this.#real) {
      throw new SignalboxError('run/real-clock', 'This schedule runs in real time, which cannot be advanced.', {
        help: 'Give it a time of its own: workspace.schedule({ now: Date.now() }).',
      });
    }
    return this.#do(() => this.#serve(this.#now + milliseconds(duration, this.#now)));
  }

  /**
   * Sends a message or signal. A message goes to the first instance that waits for it and whose correlation keys fit; else it
   * starts a process; else it is kept (as long as `ttl` says), or with `keep: false` not accepted. One whose `uuid` came before is
   * not delivered again. A signal goes to all instances and starts every
   * process that begins with it. Errors and escalations belong to one run: send them there.
   */
  send(event: SentEvent, options: SendOptions = {}): Promise<Delivery<R>> {
    checkOptions('send', options, { keep: truth, ttl: durationLike, uuid: text });
    const sent = externalEvent(event);
    return this.#do(() => this.#post.send(sent, this.now(), options));
  }

  /** Everything there is as bytes; `workspace.schedule({ saved })` goes on from there. */
  save(): Promise<Uint8Array> {
    return this.#do(async () => {
      const runs: Uint8Array[] = [];
      for (const run of this.#runs.keys()) runs.push(await run.save());
      return pack({ now: this.now(), timers: this.#timetable.save(), ...this.#post.save(this.now()), runs });
    });
  }

  /** Listens; returns a function that ends it. */
  on<Name extends keyof ScheduleEvents<R>>(
    event: Name,
    listener: (payload: ScheduleEvents<R>[Name]) => void,
  ): () => void {
    return this.#emitter.on(event, listener);
  }

  /** Starts nothing any more. The instances stay as they are. */
  stop(): void {
    this.#stopped = true;
    this.#alarm.clear();
    for (const run of [...this.#runs.keys()]) this.#drop(run);
  }

  // One thing after the other: what is sent while time is advanced comes afterwards.
  #do<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#queue.then(async () => {
      this.#working = true;
      try {
        const result = await work();
        await this.#settle();
        return result;
      } finally {
        this.#working = false;
        this.#wind();
        this.#emitter.emit('changed', undefined);
      }
    });
    this.#queue = done.catch(() => {});
    return done;
  }

  /** Lets everything happen that is due until `time`. */
  async #serve(time: number): Promise<R[]> {
    const started: R[] = [];
    const failures: unknown[] = [];
    for (;;) {
      const timer = this.#timetable.next;
      const [due, run] = await this.#nextOfRuns();
      if (Math.min(timer?.due ?? Infinity, due) > time || this.#stopped) break;
      const first = timer && Number(timer.due) <= due;
      // What cannot start keeps nothing else from happening.
      if (first)
        await this.#fire(timer).then(
          (made) => started.push(made),
          (error) => failures.push(error),
        );
      else if (run) await this.#advance(run, due);
      await this.#settle();
    }
    if (!this.#real) await this.#reach(time);
    if (failures.length > 0 && !this.#emitter.hears('failed')) throw failures[0];
    for (const failure of failures) this.#fail(failure);
    return started;
  }

  async #fire(timer: ScheduledTimer): Promise<R> {
    if (this.#options.missed === 'latest') await this.#timetable.passMissed(timer, this.now());
    const { process, element, due } = timer;
    // First the note that it is served: a start that fails must not be tried for ever.
    await this.#timetable.pass(timer);
    this.#now = Math.max(this.#now, due ?? 0);
    return this.#start({ process, element, at: due ?? this.now() });
  }

  async #nextOfRuns(): Promise<[due: number, run: R | undefined]> {
    let first: [number, R | undefined] = [Infinity, undefined];
    if (this.#real) return first;
    for (const run of this.#runs.keys()) {
      const { due, past, status } = await run.info();
      if (due !== null && !past && status !== 'suspended' && due < first[0]) first = [due, run];
    }
    return first;
  }

  /** Brings the time of the schedule and of all instances to `time`. */
  async #reach(time: number): Promise<void> {
    this.#now = Math.max(this.#now, time);
    for (const run of [...this.#runs.keys()]) {
      const { now, past } = await run.info();
      if (now < this.#now && !past) await run.advance(this.#now - now);
    }
  }

  // Under SpiffWorkflow's semantics a timer is due after its moment and fires when the run goes on.
  async #advance(run: R, due: number): Promise<void> {
    this.#now = Math.max(this.#now, due);
    const { now } = await run.info();
    await run.advance(Math.max(due - now, 0));
    await goOn(run);
    const after = await run.info();
    if (after.due === null || after.due > due || after.now > due) return;
    await run.advance(1);
    await goOn(run);
  }

  async #start(started: Started): Promise<R> {
    const { process, element, at, event, task } = started;
    const given = this.#options.run?.data;
    const by = {
      ...(event && { event }),
      ...(element && { startEvent: element }),
      ...(task !== undefined && { data: { ...given, task_guid: String(task) } }),
    };
    const clock = this.#real ? 'real' : 'virtual';
    const run = await this.#workspace.start({ process }, { ...this.#options.run, now: at, clock, ...by });
    await this.#adopt(run);
    await this.#options.onStart?.(run, started);
    await goOn(run);
    this.#emitter.emit('started', { run, started });
    return run;
  }

  #restore(bytes: Uint8Array): Promise<R> {
    const host = hostOf(this.#options.run ?? {});
    return this.#workspace.restore(bytes, this.#real ? host : { ...host, now: this.#now });
  }

  async #adopt(run: R): Promise<void> {
    const { length } = await run.info();
    const member = new Member(run, length, () => this.#heard(run));
    this.#runs.set(run, member);
    this.#changed.add(run);
    const { real } = await run.clock();
    const { keepAlive } = this.#options;
    if (real)
      member.follower = await run.follow({ ...(keepAlive && { keepAlive }), onError: (error) => this.#fail(error) });
  }

  #drop(run: R): void {
    this.#runs.get(run)?.leave();
    this.#runs.delete(run);
    this.#changed.delete(run);
  }

  #heard(run: R): void {
    const quiet = this.#changed.size === 0;
    this.#changed.add(run);
    if (!this.#working && quiet && !this.#stopped) this.#do(async () => {}).catch((error) => this.#fail(error));
  }

  /** Carries on what instances have thrown, and offers them what is kept, until nothing moves any more. */
  async #settle(): Promise<void> {
    for (let run = first(this.#changed); run; run = first(this.#changed)) {
      this.#changed.delete(run);
      const { past, status } = await run.info();
      if (past || status === 'suspended') continue;
      const thrown = (await this.#runs.get(run)?.thrown()) ?? [];
      for (const event of thrown) await this.#post.thrown(run, event, this.now());
      await this.#startAvailable(run);
      if (status === 'completed' || status === 'terminated') this.#drop(run);
      else await this.#post.offer(run, this.now());
    }
  }

  // Tasks may name a process model that is to be started when they are available, such as one that tells somebody.
  async #startAvailable(run: R): Promise<void> {
    for (const { id, processToStart } of (await this.#runs.get(run)?.available()) ?? []) {
      const process = processToStart && (await processOf(this.#workspace, processToStart));
      if (process) await this.#start({ process, element: '', at: this.now(), task: id });
      else this.#fail(new SignalboxError('run/no-process', `No process is "${processToStart}".`, { help: null }));
    }
  }

  async #ring(): Promise<void> {
    await this.#do(() => this.#serve(this.now())).catch((error) => this.#fail(error));
  }

  #wind(): void {
    this.#alarm.clear();
    const due = this.#timetable.next?.due;
    if (this.#real && !this.#stopped && due !== undefined && due !== null) this.#alarm.set(due);
  }

  #fail(error: unknown): void {
    if (this.#emitter.hears('failed')) return this.#emitter.emit('failed', error);
    queueMicrotask(() => {
      throw error;
    });
  }
}

// A process model of SpiffArena is a folder with a primary process; where the folder is not known, its last name may be a process.
async function processOf<R extends HostedRun>(
  workspace: HostedWorkspace<R>,
  model: string,
): Promise<string | undefined> {
  const name = model.replace(/:/g, '/').replace(/\/+$/, '');
  const models = await workspace.processModels();
  const folder = models.find(
    ({ file }) => file === `${name}/process_model.json` || file.endsWith(`/${name}/process_model.json`),
  );
  const ids = (await workspace.processes()).map(({ id }) => id);
  const wanted = [folder?.primaryProcess, name, name.slice(name.lastIndexOf('/') + 1)];
  return ids.find((id) => wanted.includes(id));
}

function first<Item>(items: Set<Item>): Item | undefined {
  for (const item of items) return item;
  return undefined;
}
