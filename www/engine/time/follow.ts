/** Drives a run in real time: calls the engine when one of its timers is due. */
import type { RunInfo, Update } from '../contract/types.js';
import { SignalboxError } from '../errors.js';
import { Alarm } from './alarm.js';

/** What is asked again when a timer did not fire although it was due, in milliseconds. */
const RETRY = 1000;

/** What time it is in a run. */
export interface RunClock {
  /** Milliseconds since 1970. */
  now: number;
  /** Whether it follows the host's clock; a run that was given a time stands still until it is advanced. */
  real: boolean;
}

/** A value now or, from a Worker, soon. */
export type Awaitable<T> = T | Promise<T>;

/** What is needed of a run, in this thread or in a Worker. */
export interface Followed {
  info(): Awaitable<RunInfo>;
  clock(): Awaitable<RunClock>;
  continue(): Awaitable<Update>;
  on(event: 'changed', listener: (info: RunInfo) => void): () => void;
}

/** How a run is followed. */
export interface FollowOptions {
  /** What is done when a timer is due, instead of `run.continue()`. */
  act?: () => unknown;
  /** Keep a Node process from ending while a timer runs. Default: false. */
  keepAlive?: boolean;
  /** Hears why following ended, when that was an error. */
  onError?: (error: unknown) => void;
}

/** Follows a run until it is stopped. Refuses one with a virtual clock: only `advance` moves that. */
export async function follow(run: Followed, options: FollowOptions = {}): Promise<Follower> {
  const { real } = await run.clock();
  if (!real) {
    throw new SignalboxError('run/virtual-clock', 'The clock of this run is virtual: nothing drives it.', {
      help: 'Advance it, or start the run without "now".',
    });
  }
  const follower = new Follower(run, options);
  await follower.look();
  return follower;
}

/** A run that is followed. */
export class Follower {
  readonly #run: Followed;
  readonly #options: FollowOptions;
  readonly #alarm: Alarm;
  readonly #unlisten: () => void;
  #stopped = false;
  #acting = false;
  #looks = 0;
  #acted: number | undefined;

  /** Made by `run.follow`. */
  constructor(run: Followed, options: FollowOptions) {
    this.#run = run;
    this.#options = options;
    this.#alarm = new Alarm(() => void this.#act(), options.keepAlive);
    this.#unlisten = run.on('changed', () => void this.look());
  }

  /** Whether it still drives the run. */
  get active(): boolean {
    return !this.#stopped;
  }

  /** Leaves the run alone from now on. */
  stop(): void {
    this.#stopped = true;
    this.#alarm.clear();
    this.#unlisten();
  }

  /** Reads from the run when it is to be called next. */
  async look(): Promise<void> {
    const look = ++this.#looks;
    if (this.#stopped || this.#acting) return;
    try {
      const [info, clock] = [await this.#run.info(), await this.#run.clock()];
      if (look === this.#looks && !this.#stopped) this.#set(info, clock.now);
    } catch (error) {
      this.#fail(error);
    }
  }

  #set({ due, past, status }: RunInfo, now: number): void {
    this.#alarm.clear();
    // A run that stands in the past or is held goes on when it changes again, and that is heard.
    if (due === null || past || status === 'suspended') return;
    const again = due === this.#acted && due <= now;
    // One millisecond later, because SpiffWorkflow's timers are due after their moment, not at it.
    this.#alarm.set(Date.now() + (again ? RETRY : due - now + 1));
  }

  async #act(): Promise<void> {
    this.#acting = true;
    try {
      const { due } = await this.#run.info();
      this.#acted = due ?? undefined;
      await (this.#options.act ? this.#options.act() : this.#run.continue());
    } catch (error) {
      this.#fail(error);
    }
    this.#acting = false;
    await this.look();
  }

  // A run that was closed needs nobody to follow it.
  #fail(error: unknown): void {
    this.stop();
    if (error instanceof SignalboxError && error.code === 'api/unknown-handle') return;
    if (this.#options.onError) return this.#options.onError(error);
    queueMicrotask(() => {
      throw error;
    });
  }
}
