/**
 * Drives a run by data that a test gives for tasks: such a task is completed, not run. What SpiffArena's tests of processes
 * and its fixtures have in common.
 */
import type { Task } from '../contract/types.js';
import { SignalboxError } from '../errors.js';
import type { Run } from '../run.js';
import type { Data, Value } from '../value.js';
import type { Workspace } from '../workspace.js';
import { deepMerge, differences, differenceText } from './compare.js';
import { reachedBy } from './outcome.js';
import { stands } from './replay.js';
import { fails, passes, type Verdict } from './types.js';

/** Why a test cannot go on. */
export class Stuck extends Error {
  constructor(
    message: string,
    readonly element: string | null = null,
  ) {
    super(message);
  }
}

/** Starts a process, drives it, judges it, and puts it away. */
export async function drive(
  workspace: Workspace,
  process: string,
  mocks: Data,
  play: (run: Run) => Verdict,
): Promise<Verdict> {
  const functions = Object.fromEntries(Object.entries(mocks).map(([name, value]) => [name, () => value]));
  let run: Run;
  try {
    run = await workspace.start(process, { functions, processModel: false });
  } catch (error) {
    if (!(error instanceof SignalboxError)) throw error;
    return fails(`The run does not start: ${error.message}`, { at: error.diagnostics[0]?.element ?? null });
  }
  try {
    return { ...play(run), reached: reachedBy(run) };
  } catch (error) {
    if (!(error instanceof Stuck || error instanceof SignalboxError)) throw error;
    const at = error instanceof Stuck ? error.element : null;
    return fails(error.message, { at, position: run.info().position, reached: reachedBy(run) });
  } finally {
    run.close();
  }
}

/** Merges data into a task and completes it without running it; its post-script and outputs still happen. */
export function give(run: Run, task: Task, data: Value): void {
  const merged = deepMerge(task.data, data);
  if (typeof merged !== 'object' || merged === null || Array.isArray(merged))
    throw new Stuck(`The data for ${task.element} is not an object.`, task.element);
  run.edit(task.id, merged, true);
  run.skip(task.id, { finish: true });
}

/** Tasks that stand ready and are not repeated as a whole. */
export function readyTasks(run: Run): Task[] {
  return run.tasks().filter(({ state, repeated }) => state === 'READY' && !repeated);
}

/** A finished run against the data that is expected of it. */
export function judgeEnd(run: Run, expected: Value, ignored: readonly string[] = []): Verdict {
  const info = run.info();
  const [incident] = info.incidents;
  if (incident) {
    const { element: at, message, range } = incident.diagnostic;
    return fails(`${at} stands still: ${message}`, { at, position: info.position, line: range?.start.line ?? null });
  }
  if (info.status !== 'completed') {
    const [task] = run.tasks().filter(({ repeated }) => !repeated);
    return fails(`The process did not complete. ${stands(run)}`, {
      at: task?.element ?? null,
      position: info.position,
    });
  }
  const found = differences(expected, info.data ?? {}, 'data', ignored);
  const [first] = found;
  return first ? fails(`${differenceText(first)}.`, { differences: found, position: info.position }) : passes();
}
