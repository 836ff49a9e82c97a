/** The faces of the engine in a Worker: the same methods, each returning a promise. */
import type { Run } from '../run.js';
import type { Schedule, ScheduleOptions } from '../schedule/schedule.js';
import type { Signalbox } from '../signalbox.js';
import type { Workspace } from '../workspace.js';

/** A `Run` in a Worker. */
export type RemoteRun = Remote<Run>;

/** A `Workspace` in a Worker. */
export type RemoteWorkspace = Remote<Workspace>;

/** A `Signalbox` in a Worker. */
export type RemoteSignalbox = Remote<Signalbox> & {
  /** Ends the Worker. */
  terminate(): void;
};

type Remote<T> = {
  [Name in keyof T]: Name extends 'on' | 'follow' | 'connectors'
    ? T[Name]
    : Name extends 'schedule'
      ? (options?: ScheduleOptions<RemoteRun>) => Promise<Schedule<RemoteRun>>
      : RemoteMethod<T[Name]>;
};

type RemoteMethod<Method> = Method extends (...args: infer Args) => infer Result
  ? (...args: RemoteArgs<Args>) => Promise<RemoteResult<Awaited<Result>>>
  : never;

// A run is passed as it was got: as one in the Worker.
type RemoteArgs<Args extends unknown[]> = { [Index in keyof Args]: Args[Index] extends Run ? RemoteRun : Args[Index] };

type RemoteResult<Result> = Result extends Run ? RemoteRun : Result extends Workspace ? RemoteWorkspace : Result;
