/** What a schedule needs of workspaces and runs, in this thread or in a Worker. */
import type {
  ExternalEvent,
  LedgerEntry,
  LogEntry,
  Occurrence,
  ProcessInfo,
  RunInfo,
  Task,
  TimerStart,
  Update,
} from '../contract/types.js';
import type { ProcessModelInfo } from '../library/process-model.js';
import type { RunHost, RunOptions } from '../run-options.js';
import type { SentEvent } from '../sent-event.js';
import type { Awaitable, Followed, Follower, FollowOptions } from '../time/follow.js';

/** A run. */
export interface HostedRun extends Followed {
  send(event: SentEvent, options?: { require?: boolean }): Awaitable<Update>;
  events(): Awaitable<ExternalEvent[]>;
  messages(): Awaitable<LedgerEntry[]>;
  tasks(query: { id: number }): Awaitable<Task[]>;
  explain(subject: SentEvent): Awaitable<string[]>;
  advance(duration: number): Awaitable<Update>;
  save(): Awaitable<Uint8Array>;
  follow(options?: FollowOptions): Promise<Follower>;
  on(event: 'changed', listener: (info: RunInfo) => void): () => void;
  on(event: 'events', listener: (entries: LogEntry[]) => void): () => void;
}

/** A workspace whose runs are of that kind. */
export interface HostedWorkspace<R extends HostedRun> {
  processes(): Awaitable<ProcessInfo[]>;
  processModels(): Awaitable<ProcessModelInfo[]>;
  timerStarts(options: { process?: string; now?: number; globals?: object }): Promise<TimerStart[]>;
  occurrence(timer: Pick<TimerStart, 'kind' | 'value'>, since: number, number: number): Awaitable<Occurrence | null>;
  start(what: { process: string }, options: RunOptions): Promise<R>;
  restore(saved: Uint8Array, options: RunHost & { now?: number }): Promise<R>;
}

/** Lets a run that has not ended do everything automatic. */
export async function goOn(run: HostedRun): Promise<void> {
  const { status } = await run.info();
  if (status !== 'completed' && status !== 'terminated') await run.continue();
}
