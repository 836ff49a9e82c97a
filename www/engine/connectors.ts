/** Hands jobs to the host's connectors and keeps account of answers that come later. */
import type { Job } from './contract/types.js';
import type { Core } from './core.js';
import { isPromise } from './host-functions.js';
import { failure } from './journal.js';
import type { Answer, RunHost } from './run.js';
import type { Data } from './value.js';

/** Does a job; what it returns (or its promise resolves to) is the result, what it throws fails the task. */
export type Connector = (parameters: Data, context: { task: number; job: Job; data: Data }) => unknown;

type Finish = (task: number, answer: Answer) => void;

export class Connectors {
  readonly host: RunHost;
  readonly #core: Core;
  readonly #run: number;
  readonly #owed = new Map<number, Promise<void>>();

  constructor(core: Core, run: number, host: RunHost) {
    this.host = host;
    this.#core = core;
    this.#run = run;
    core.functions.set(run, host.functions ?? {});
  }

  /** Gives every new job to its connector; true when one was finished at once, so that the run can go on. */
  handOut(jobs: () => Job[], finish: Finish, later: Finish): boolean {
    if (!this.host.connectors && !this.host.functions) return false;
    const calls = this.#core.functions.takePending(this.#run);
    const fresh = jobs().filter((job) => !this.#owed.has(job.task));
    let finished = false;
    for (const job of fresh) {
      const call = job.type === 'call' ? calls.findIndex((pending) => pending.name === job.operator) : -1;
      const result = call >= 0 ? calls.splice(call, 1)[0]?.answer : this.#start(job);
      if (result === undefined) continue;
      if (isPromise(result)) this.#await(job.task, result, later);
      else finish(job.task, result as Answer);
      finished ||= !isPromise(result);
    }
    return finished;
  }

  /** Resolves when nothing is owed any more, also nothing that followed from an answer. */
  async settled(): Promise<void> {
    while (this.#owed.size > 0) await Promise.all(this.#owed.values());
  }

  #start(job: Job): Answer | Promise<unknown> | undefined {
    const connectors = this.host.connectors ?? {};
    const connector = [job.operator, '*']
      .filter((name) => Object.hasOwn(connectors, name))
      .map((name) => connectors[name])[0];
    if (!connector) return undefined;
    try {
      const result = connector(job.parameters, { task: job.task, job, data: this.#data(job.task) });
      return isPromise(result) ? result : { value: result ?? null };
    } catch (error) {
      return { error: failure(error) };
    }
  }

  #data(task: number): Data {
    return this.#core.call<{ task: { data: Data } } | null>('run.task', { run: this.#run, task })?.task.data ?? {};
  }

  #await(task: number, result: Promise<unknown>, later: Finish): void {
    const answer: Promise<Answer> = result.then(
      (value) => ({ value: value ?? null }),
      (error: unknown) => ({ error: failure(error) }),
    );
    const settled = answer.then((ended) => {
      this.#owed.delete(task);
      later(task, ended);
    });
    this.#owed.set(task, settled);
  }
}
