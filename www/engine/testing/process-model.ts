/** Cases of `test_<name>.json` beside `<name>.bpmn`, as SpiffArena runs them. */
import type { ProcessInfo, Task } from '../contract/types.js';
import type { Run } from '../run.js';
import type { Data, Value } from '../value.js';
import type { Workspace } from '../workspace.js';
import { isMap } from './compare.js';
import { drive, give, judgeEnd, readyTasks, Stuck } from './driven.js';
import { baseName, folderOf, parsed } from './find.js';
import { fails, type TestInfo, type Verdict } from './types.js';

/** Rounds of a test after which it is taken for endless. */
const ROUNDS = 100_000;

export async function runProcessModelTest(workspace: Workspace, { file, name, id }: TestInfo): Promise<Verdict> {
  const content = parsed(workspace.text(file) ?? '');
  const found = isMap(content) ? content[name] : undefined;
  if (id === file || !isMap(found)) return fails('The file is not a JSON object of test cases.');
  const model = `${folderOf(file)}${baseName(file).slice('test_'.length, -'.json'.length)}.bpmn`;
  const process = primary(workspace, model);
  if (!process) return fails(`There is no process in ${model}, which stands beside the test.`);
  const tasks = new Answers(dataOf(found.tasks));
  return drive(workspace, process.id, dataOf(found.mocks), (run) => {
    play(run, tasks);
    return judgeEnd(run, found.expected_output_json ?? {});
  });
}

/** The process a file is about: the one its `process_model.json` names, else the first that nobody in the file calls. */
export function primary(workspace: Workspace, file: string): ProcessInfo | undefined {
  const processes = workspace.processes().filter((process) => process.file === file);
  const settings = parsed(workspace.text(`${folderOf(file)}process_model.json`) ?? '');
  const named = isMap(settings) ? settings.primary_process_id : undefined;
  const called = new Set(processes.flatMap(({ calls }) => calls));
  return (
    processes.find(({ id }) => id === named) ??
    processes.find(({ id, executable }) => executable !== false && !called.has(id)) ??
    processes[0]
  );
}

function play(run: Run, answers: Answers): void {
  run.breakpoints(answers.elements);
  for (let round = 0; round < ROUNDS; round++) {
    const next = readyTasks(run).find((task) => answers.of(task));
    if (next) {
      give(run, next, answers.take(next));
      continue;
    }
    if (run.status() === 'running') run.continue();
    else if (!passManual(run)) return refuseUnlisted(run);
  }
  throw new Stuck('The process does not come to an end.');
}

// Manual tasks need no data.
function passManual(run: Run): boolean {
  const task = readyTasks(run).find(({ type }) => type === 'manualTask' || type === 'task');
  if (task) give(run, task, {});
  return task !== undefined;
}

function refuseUnlisted(run: Run): void {
  const [task] = readyTasks(run).filter(({ manual }) => manual);
  const element = task?.element ?? run.jobs()[0]?.element;
  if (element === undefined) return;
  const what = task ? 'user' : 'service';
  throw new Stuck(`The ${what} task ${element} needs data: list it under "tasks".`, element);
}

/** The data a test has for tasks, visit by visit. */
class Answers {
  readonly #data = new Map<string, Value[]>();
  readonly #used = new Map<string, number>();

  constructor(tasks: Data) {
    for (const [key, listed] of Object.entries(tasks)) {
      const data = isMap(listed) ? listed.data : undefined;
      this.#data.set(key, Array.isArray(data) ? data : []);
    }
  }

  /** Ids of the elements, without the processes that keys may name. */
  get elements(): string[] {
    return [...this.#data.keys()].map((key) => key.slice(key.lastIndexOf(':') + 1));
  }

  of({ process, element }: Task): string | undefined {
    return [`${process}:${element}`, element].find((key) => this.#data.has(key));
  }

  take(task: Task): Value {
    const key = this.of(task) ?? task.element;
    const data = this.#data.get(key) ?? [];
    const visit = this.#used.get(key) ?? 0;
    this.#used.set(key, visit + 1);
    const entry = data[visit];
    if (entry !== undefined) return entry;
    const text = `${task.element} is visited ${visit + 1} times, but "data" has ${data.length} entries.`;
    throw new Stuck(text, task.element);
  }
}

function dataOf(value: Value | undefined): Data {
  return isMap(value) ? value : {};
}
