/** Hands the jobs of a run out and keeps account of answers that come later. */

import { encode } from '../border.js';
import type { CallContext, Identifiers } from '../call-context.js';
import type { CallerInfo, Job, Task } from '../contract/types.js';
import type { Core } from '../core.js';
import type { JsonSchema } from '../forms/types.js';
import { type HostFunction, isPromise, type PendingCall } from '../host-functions.js';
import type { Whereabouts } from '../library/expected.js';
import type { ExpectedVariable } from '../library/types.js';
import type { People } from '../people/index.js';
import { type DataStoreProviders, isStoreJob, keepStores, storeNames } from '../stores.js';
import type { Data, Value } from '../value.js';
import { failureOf } from './error.js';
import type { Dispatch, JobRequest, Outcome } from './types.js';

/** Who does the work of a run: not part of its saved state. */
export interface Workers {
  dispatch: Dispatch;
  functions: Record<string, HostFunction>;
  /** Names of what the host has handlers for. */
  handlers: string[];
  /** What connectors know the run by; absent: a number. */
  instance?: string | undefined;
  /** Data stores that the host keeps. */
  stores: DataStoreProviders;
  people?: People | undefined;
  identifiers?: Identifiers | undefined;
  /** What is expected of an element of a process. */
  expected(element: string, where: Whereabouts): ExpectedVariable[];
  /** What the payload that an element waits for is to hold, with the awaited values of correlation properties. */
  payload(element: string, where: Whereabouts, awaited: object): JsonSchema;
}

/** What a desk asks of its run. */
export interface DeskRun {
  /** How a job ended, now or later. */
  ended(task: number, outcome: Outcome): void;
  /** The time of a job that is tried again has come. */
  wake(): void;
  /** What a function of the host is told of a call. */
  context(from: CallerInfo): CallContext;
  process(): string;
  now(): number;
  /** Milliseconds of real time until that moment; nothing when the run's clock stands still. */
  until(due: number): number | undefined;
}

/** The longest delay that timers of JavaScript know. */
const LONGEST = 2 ** 31 - 1;

interface Owed {
  /** What was asked, where that was a call of a function: the task may ask something else before the answer comes. */
  call?: string | undefined;
  done: Promise<void>;
  cancel(): void;
}

export class JobDesk {
  readonly workers: Workers;
  readonly #core: Core;
  readonly #number: number;
  readonly #run: DeskRun;
  readonly #owed = new Map<number, Owed>();

  constructor(core: Core, number: number, workers: Workers, run: DeskRun) {
    this.workers = workers;
    this.#core = core;
    this.#number = number;
    this.#run = run;
    const { functions, stores } = workers;
    core.functions.set(number, { functions, stores, context: (from) => run.context(from) });
    const names = [...workers.handlers, ...storeNames(stores)];
    if (names.length > 0) core.call('run.handlers', { run: number, names });
  }

  /** Hands out every job that is new; true when one ended at once, so that the run can go on. */
  handOut(jobs: Job[]): boolean {
    const calls = this.#core.functions.takePending(this.#number);
    let ended = false;
    for (const job of jobs) if (this.#owed.get(job.task)?.call !== callOf(job)) this.#owed.get(job.task)?.cancel();
    for (const job of jobs.filter(({ task, accepted }) => !accepted && !this.#owed.has(task))) {
      if (job.due !== null) this.#wait(job, job.due);
      else ended = this.#begin(job, calls) || ended;
    }
    for (const { answer } of calls) Promise.resolve(answer).catch(() => {}); // Nobody waits for it any more.
    return ended;
  }

  /** Ends what is done for tasks that are gone. */
  release(jobs: readonly Job[]): void {
    for (const [task, owed] of this.#owed) if (!jobs.some((job) => job.task === task)) owed.cancel();
  }

  /** Whether any answer is owed. */
  get busy(): boolean {
    return this.#owed.size > 0;
  }

  /** Resolves when nothing is owed any more, also nothing that followed from an answer. */
  async settled(): Promise<void> {
    while (this.#owed.size > 0) await Promise.all([...this.#owed.values()].map(({ done }) => done));
  }

  /** The answer to an accepted job has come. */
  answer(job: Job, envelope: unknown): Outcome | Promise<Outcome> {
    return this.workers.dispatch({ ...this.#request(job), envelope }, new AbortController().signal);
  }

  close(): void {
    this.release([]);
    this.#core.functions.delete(this.#number);
  }

  #begin(job: Job, calls: PendingCall[]): boolean {
    const controller = new AbortController();
    const outcome = job.type === 'call' ? this.#call(job, calls) : this.#dispatch(job, controller.signal);
    if (isPromise(outcome)) return this.#await(job, outcome as Promise<Outcome>, () => controller.abort());
    if ('unclaimed' in outcome) return false;
    this.#run.ended(job.task, outcome);
    return !('accepted' in outcome);
  }

  // A text that calls twice may have asked twice: the last promise is for what the task waits for now.
  #call(job: Job, calls: PendingCall[]): Promise<Outcome> {
    const at = calls.findLastIndex(({ task, name }) => task === job.task && name === job.operator);
    const [pending] = at < 0 ? [] : calls.splice(at, 1);
    const answer = pending ? pending.answer : this.#askAgain(job);
    return answer.then((value): Outcome => ({ value: value ?? null }), failed);
  }

  #askAgain(job: Job): Promise<unknown> {
    const { arguments: positional, named } = job.parameters;
    const { process, now, element, taskData } = this.#request(job);
    const from: CallerInfo = { task: job.task, element: job.element, ...element, process, data: taskData, now };
    const call = { function: job.operator, arguments: positional as Value[], named: named as Data, from };
    return this.#core.functions.again(this.#number, call);
  }

  #dispatch(job: Job, signal: AbortSignal): Outcome | Promise<Outcome> {
    if (isStoreJob(job)) return keepStores(this.workers.stores, job);
    return this.workers.dispatch(this.#request(job), signal);
  }

  #request(job: Job): JobRequest {
    const run = this.workers.instance ?? String(this.#number);
    const asked = { run: this.#number, task: job.task };
    const task = this.#core.call<{ task: Task } | null>('run.task', asked)?.task;
    const { name = null, type = '', lane = null, data: taskData = {} } = task ?? {};
    return { run, process: this.#run.process(), now: this.#run.now(), job, element: { name, type, lane }, taskData };
  }

  #await(job: Job, outcome: Promise<Outcome>, cancel: () => void): boolean {
    const { task } = job;
    const owed: Owed = { call: callOf(job), cancel, done: Promise.resolve() };
    owed.cancel = () => {
      this.#owed.delete(task);
      cancel();
    };
    owed.done = outcome.catch(failed).then((ended) => {
      if (this.#owed.get(task) !== owed) return;
      this.#owed.delete(task);
      this.#run.ended(task, ended);
    });
    this.#owed.set(task, owed);
    return false;
  }

  // A job that is tried again stands in the run as what waits for a time. Where the clock is real, time passes by itself.
  #wait(job: Job, due: number): void {
    const delay = this.#run.until(due);
    if (delay === undefined) return;
    let wake = () => {};
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const timer = setTimeout(wake, Math.min(delay, LONGEST));
    const cancel = () => {
      clearTimeout(timer);
      this.#owed.delete(job.task);
      wake();
    };
    const done = woken.then(() => {
      if (this.#owed.get(job.task)?.cancel !== cancel) return;
      this.#owed.delete(job.task);
      this.#run.wake();
    });
    this.#owed.set(job.task, { done, cancel });
  }
}

function callOf({ type, operator, parameters }: Job): string | undefined {
  return type === 'call' ? encode([operator, parameters]) : undefined;
}

function failed(error: unknown): Outcome {
  return { error: failureOf(error) };
}
