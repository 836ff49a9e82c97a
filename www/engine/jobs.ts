/** How a run goes on by itself: automatic elements, the jobs on the way, and answers whenever they come. */
import { type Commands, together } from './commands.js';
import { type DeskRun, JobDesk, type Workers } from './connectors/desk.js';
import { callbackTarget } from './connectors/proxy.js';
import { BAD_CALLBACK, type Failure, type Outcome } from './connectors/types.js';
import type { Job, Update } from './contract/types.js';
import type { Core } from './core.js';
import { SignalboxError } from './errors.js';
import type { ContinueOptions } from './run-options.js';

export class Jobs {
  readonly #commands: Commands;
  readonly #desk: JobDesk;
  readonly #late: [task: number, outcome: Outcome][] = [];
  /** Whether the run goes on by itself when an answer comes: not while it is stepped. */
  #runsOn = true;
  /** Where answers that come at once, while jobs are handed out, leave their events. */
  #updates: Update[] | undefined;

  constructor(core: Core, id: number, workers: Workers, commands: Commands, asked: Omit<DeskRun, 'ended' | 'wake'>) {
    this.#commands = commands;
    this.#desk = new JobDesk(core, id, workers, {
      ...asked,
      ended: (task, outcome) => this.#ended(task, outcome),
      wake: () => this.#wake(),
    });
  }

  /** Work that waits for the host. */
  all(): Job[] {
    return this.#commands.query('jobs');
  }

  /** One automatic element; its job is handed out, and nothing follows from the answer until the next step. */
  step(): Update {
    this.#runsOn = false;
    const updates = [this.#commands.command('step', this.#commands.now())];
    this.#handOut(updates);
    return together(updates);
  }

  /** Everything automatic, until people, jobs, timers, a breakpoint or a limit. */
  continue(options: ContinueOptions = {}): Update {
    this.#runsOn = true;
    const go = () => this.#commands.command('continue', { ...this.#commands.now(), ...options });
    const updates = [go()];
    // Answers that come at once may let further jobs appear; each round hands out what is new.
    while (this.#commands.info.status !== 'suspended' && this.#handOut(updates)) updates.push(go());
    return together(updates);
  }

  /** Waits until no connector or host function owes an answer. */
  settled(): Promise<void> {
    return this.#desk.settled();
  }

  /** Brings the answer to a job that was accepted: its task, or the address it was given, and the envelope. */
  async callback(target: number | string, envelope: unknown): Promise<Update> {
    const task = typeof target === 'number' ? target : callbackTarget(target)?.task;
    const job = this.all().find((waiting) => waiting.task === task);
    if (!job) throw notWaiting(target);
    const outcome = await this.#desk.answer(job, envelope);
    if ('error' in outcome && outcome.error.reason === BAD_CALLBACK) throw badCallback(outcome.error);
    const ended = 'unclaimed' in outcome ? { value: envelope } : outcome;
    const updates = [this.#finish(job.task, ended)];
    if (this.#runsOn) updates.push(this.continue());
    return together(updates);
  }

  /** Notes that a job was taken on and is answered later. */
  accept(task: number): Update {
    return this.#commands.command('accept', { task, ...this.#commands.now() }, false);
  }

  /** Ends what is done for tasks that are gone. */
  release(): void {
    if (this.#desk.busy && !this.#commands.info.past) this.#desk.release(this.all());
  }

  /** Takes the answers that came while the run stood in the past or was suspended. */
  deliverLate(): void {
    if (this.#commands.info.past) return;
    for (const [task, outcome] of this.#late.splice(0)) this.#ended(task, outcome);
  }

  close(): void {
    this.#desk.close();
  }

  #handOut(updates: Update[]): boolean {
    this.#updates = updates;
    try {
      return this.#desk.handOut(this.all());
    } finally {
      this.#updates = undefined;
    }
  }

  // An answer that came later: the task may be gone by then (cancelled, reset), and that is no error. A run that stands in
  // the past or is suspended takes it when it goes on.
  #ended(task: number, outcome: Outcome): void {
    if (this.#updates) return void this.#updates.push(this.#finish(task, outcome, false));
    const { past, status } = this.#commands.info;
    if (past || status === 'suspended') return void this.#late.push([task, outcome]);
    if (!this.all().some((job) => job.task === task)) return;
    this.#finish(task, outcome);
    if (this.#runsOn && !('unclaimed' in outcome)) this.continue();
  }

  // A result that is no data fails the task, as an error of the connector would.
  // Answers that come at once are noted with the call, later ones as commands of their own.
  #finish(task: number, outcome: Outcome, noted = true): Update {
    const { info } = this.#commands;
    if ('unclaimed' in outcome) return { events: [], run: info };
    if ('accepted' in outcome) return this.accept(task);
    const now = this.#commands.now();
    const fail = (error: Failure) => this.#commands.command('fail', { task, error, ...now }, noted);
    try {
      if ('error' in outcome) return fail(outcome.error);
      return this.#commands.command('complete', { task, data: outcome.value, ...now }, noted);
    } catch (error) {
      if (!(error instanceof SignalboxError && error.code === 'api/not-data')) throw error;
      if (!('error' in outcome)) return fail({ message: error.message });
      const { result: _, ...failure } = outcome.error;
      return fail({ ...failure, message: `${failure.message} ${error.message}` });
    }
  }

  #wake(): void {
    const { past, status } = this.#commands.info;
    if (past || status === 'suspended') return;
    if (this.#runsOn) this.continue();
    else this.#handOut([this.#commands.command('continue', { ...this.#commands.now(), steps: 0 })]);
  }
}

function badCallback({ message, help }: Failure): SignalboxError {
  return new SignalboxError(BAD_CALLBACK, message, { help: help ?? null });
}

function notWaiting(target: number | string): SignalboxError {
  return new SignalboxError('run/not-waiting', `No job waits for the answer to ${target}.`, {
    help: 'It was answered before, cancelled, or belongs to another run.',
  });
}
