/** Which visit of its element a task is: the tasks of an element are counted in the order in which the log first names them. */
import type { LogEntry } from '../contract/types.js';
import type { TaskName } from './recording.js';

export class Visits {
  readonly #names = new Map<number, TaskName>();
  readonly #tasks = new Map<string, number[]>();

  constructor(log: readonly LogEntry[] = []) {
    this.read(log);
  }

  read(log: readonly LogEntry[]): void {
    for (const { task, element } of log) {
      if (task === null || element === null || this.#names.has(task)) continue;
      const tasks = this.#tasks.get(element) ?? [];
      tasks.push(task);
      this.#tasks.set(element, tasks);
      this.#names.set(task, { element, visit: tasks.length });
    }
  }

  nameOf(task: number): TaskName {
    return this.#names.get(task) ?? { element: `task ${task}`, visit: 1 };
  }

  taskOf({ element, visit }: TaskName): number | undefined {
    return this.#tasks.get(element)?.[visit - 1];
  }
}
