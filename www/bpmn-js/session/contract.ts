/** The engine in this thread, whose methods answer at once, or in a Worker, whose methods answer with a promise. */
import type { RemoteRun, RemoteWorkspace, Run, Workspace } from 'signalbox';

/** A value now or soon. */
export type Awaitable<T> = T | Promise<T>;

/** A workspace of the engine, in this thread or in a Worker. */
export type EngineWorkspace = Workspace | RemoteWorkspace;

/** A run of the engine, in this thread or in a Worker. */
export type EngineRun = Run | RemoteRun;
