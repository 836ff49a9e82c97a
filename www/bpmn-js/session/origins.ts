/** Where the values that a task sees come from: the task that wrote each of them last. */
import type { EngineRun } from './contract.js';
import type { Task, TaskDetail } from './types.js';

/** Tasks looked at before the search ends; what is older is not told. */
const MOST = 200;

/** For each variable of a task, the task that wrote it last: itself, or one it follows from. */
export async function origins(run: EngineRun, task: number): Promise<Map<string, Task>> {
  const found = new Map<string, Task>();
  const missing = new Set(Object.keys((await run.task(task))?.task.data ?? {}));
  const queue = [task];
  for (let at = 0; at < queue.length && at < MOST && missing.size > 0; at++) {
    const detail = await run.task(queue[at] as number);
    if (detail) note(detail, missing, found);
    for (const cause of detail?.task.causes ?? []) if (!queue.includes(cause)) queue.push(cause);
  }
  return found;
}

function note({ task, changes }: TaskDetail, missing: Set<string>, found: Map<string, Task>): void {
  for (const { name } of changes) if (missing.delete(name)) found.set(name, task);
}
