/** How a run looks at one moment: answers of the engine, never anything worked out here. */
import type { EngineRun } from './contract.js';
import type { Steps } from './steps.js';
import type {
  DataObjectState,
  ElementStates,
  Job,
  LaneState,
  LogEntry,
  RunClock,
  RunInfo,
  Task,
  Waiting,
} from './types.js';

/** What panels and canvas draw of a run. */
export interface RunView {
  readonly info: RunInfo;
  /** What time it was in the run, and by the host's clock, when it was looked at. */
  readonly clock: RunClock & { readonly at: number };
  /** Tasks that are active, in the order in which they began. */
  readonly tasks: readonly Task[];
  readonly jobs: readonly Job[];
  readonly waiting: readonly Waiting[];
  readonly states: ElementStates;
  readonly lanes: readonly LaneState[];
  readonly dataObjects: readonly DataObjectState[];
  /** The whole log, also what lies after the moment looked at. */
  readonly log: readonly LogEntry[];
  /** Positions a person steps to. */
  readonly stops: readonly number[];
  /** Grows with every change, so that panels know when to ask again. */
  readonly version: number;
}

/** Asks a run for everything that is drawn. */
export async function look(run: EngineRun, info: RunInfo, steps: Steps, version: number): Promise<RunView> {
  const [clock, tasks, jobs, waiting, states, lanes, dataObjects] = await Promise.all([
    run.clock(),
    run.tasks(),
    run.jobs(),
    run.waiting(),
    run.elementStates(),
    run.lanes(),
    run.dataObjects(),
  ]);
  const asked = { info, clock: { ...clock, at: Date.now() }, tasks, jobs, waiting, states, lanes, dataObjects };
  return { ...asked, log: steps.log, stops: steps.stops, version };
}
