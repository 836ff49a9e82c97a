/**
 * The part of the engine's API that the module uses, told so that both faces fit: the one in this thread, whose methods
 * answer at once, and the one in a Worker, whose methods answer with a promise.
 */
import type {
  CollaborationInfo, DataObjectState, Diagnostic, ElementInfo, ElementStates, ExternalEvent, FileInfo, Job, LaneState,
  LogEntry, ProcessInfo, RunInfo, StartOptions, Task, TaskDetail, TaskFilter, Update, Waiting,
} from './types.js';

/** A value now or soon. */
export type Awaitable<T> = T | Promise<T>;

/** A workspace of the engine, in this thread or in a Worker. */
export interface EngineWorkspace {
  put(name: string, text: string): Awaitable<Diagnostic[]>;
  remove(name: string): Awaitable<boolean>;
  files(): Awaitable<FileInfo[]>;
  validate(file?: string): Awaitable<Diagnostic[]>;
  processes(): Awaitable<ProcessInfo[]>;
  collaborations(): Awaitable<CollaborationInfo[]>;
  describe(element: string, file?: string): Awaitable<ElementInfo | null>;
  ready(): Promise<unknown>;
  start(process: string, options?: StartOptions): Promise<EngineRun>;
  restore(saved: Uint8Array): Awaitable<EngineRun>;
}

/** A run of the engine, in this thread or in a Worker. */
export interface EngineRun {
  info(): Awaitable<RunInfo>;
  log(from?: number, to?: number): Awaitable<LogEntry[]>;
  step(): Awaitable<Update>;
  continue(options?: { steps?: number }): Awaitable<Update>;
  tasks(filter?: TaskFilter): Awaitable<Task[]>;
  task(task: number): Awaitable<TaskDetail | null>;
  jobs(): Awaitable<Job[]>;
  complete(task: number, data?: Record<string, unknown>): Awaitable<Update>;
  fail(task: number, error: { code?: string; message: string }): Awaitable<Update>;
  skip(task: number): Awaitable<Update>;
  retry(task: number): Awaitable<Update>;
  edit(task: number, data: Record<string, unknown>, replace?: boolean): Awaitable<Update>;
  send(event: ExternalEvent): Awaitable<Update>;
  advance(by: number): Awaitable<Update>;
  fireTimer(task: number): Awaitable<Update>;
  lanes(): Awaitable<LaneState[]>;
  dataObjects(): Awaitable<DataObjectState[]>;
  dataStores(): Awaitable<Record<string, unknown>>;
  waiting(): Awaitable<Waiting[]>;
  elementStates(): Awaitable<ElementStates>;
  explain(subject: number | string): Awaitable<string[]>;
  checkout(position: number): Awaitable<RunInfo>;
  fork(position?: number): Awaitable<EngineRun>;
  reset(task: number, data?: Record<string, unknown>): Awaitable<Update>;
  breakpoints(elements: string[]): Awaitable<unknown>;
  save(): Awaitable<Uint8Array>;
  close(): Awaitable<unknown>;
}
