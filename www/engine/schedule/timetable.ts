/** The timer start events of a workspace and when each is due next. Times are worked out by the engine; this remembers. */
import type { Diagnostic, TimerStart } from '../contract/types.js';
import type { HostedRun, HostedWorkspace } from './hosted.js';

/** The timer of a start event, set. */
export interface ScheduledTimer extends TimerStart {
  /** When it was set. */
  since: number;
  /** How many instances it has started, or passed over. */
  fired: number;
  /** When it is due next; null: never again. */
  due: number | null;
  /** How often it is due after that; null: for ever. */
  remaining: number | null;
  problem: Diagnostic | null;
}

/** What is kept of a timer. */
export type SavedTimer = Pick<
  ScheduledTimer,
  'process' | 'element' | 'expression' | 'kind' | 'value' | 'since' | 'fired'
>;

export class Timetable {
  readonly #workspace: HostedWorkspace<HostedRun>;
  #timers: ScheduledTimer[] = [];

  constructor(workspace: HostedWorkspace<HostedRun>) {
    this.#workspace = workspace;
  }

  /** Every timer, in the order of the diagrams. */
  get timers(): readonly ScheduledTimer[] {
    return this.#timers;
  }

  /** The timer that is due first. */
  get next(): ScheduledTimer | undefined {
    const due = this.#timers.filter((timer) => timer.due !== null);
    return due.sort((a, b) => Number(a.due) - Number(b.due))[0];
  }

  /** Sets the timers of the processes; one that is saved with the same expression goes on as it was. */
  async read(processes: readonly string[] | undefined, now: number, saved: readonly SavedTimer[]): Promise<void> {
    const asked = processes?.map((process) => ({ process, now })) ?? [{ now }];
    const starts = (await Promise.all(asked.map((options) => this.#workspace.timerStarts(options)))).flat();
    this.#timers = [];
    for (const start of starts) {
      const kept = saved.find((known) => isSame(known, start));
      const since = kept ?? { since: now, fired: 0 };
      const timer = { ...start, ...since, name: start.name, problem: start.problem, due: null, remaining: null };
      this.#timers.push(timer);
      await this.#set(timer);
    }
  }

  /** The timer was due and has been served. */
  async pass(timer: ScheduledTimer): Promise<void> {
    timer.fired += 1;
    await this.#set(timer);
  }

  /** Passes over all times up to `now` but the last. */
  async passMissed(timer: ScheduledTimer, now: number): Promise<void> {
    for (;;) {
      const following = await this.#workspace.occurrence(timer, timer.since, timer.fired + 1);
      if (!following || following.due > now) return;
      await this.pass(timer);
    }
  }

  save(): SavedTimer[] {
    return this.#timers.map(({ process, element, expression, kind, value, since, fired }) => {
      return { process, element, expression, kind, value, since, fired };
    });
  }

  async #set(timer: ScheduledTimer): Promise<void> {
    const found = timer.problem ? null : await this.#workspace.occurrence(timer, timer.since, timer.fired);
    timer.due = found?.due ?? null;
    timer.remaining = found ? found.remaining : 0;
  }
}

function isSame(known: SavedTimer, start: TimerStart): boolean {
  return known.process === start.process && known.element === start.element && known.expression === start.expression;
}
