/**
 * `*_test.bpmn` and fixtures: a stack of tasks with their data, taken from its end. A test diagram puts the stack into
 * `spiff_testFixture` and its verdict into `spiff_testResult`; a fixture in a file of its own names what is expected.
 */
import type { Task } from '../contract/types.js';
import type { Run } from '../run.js';
import type { Data, Value } from '../value.js';
import type { Workspace } from '../workspace.js';
import { isMap } from './compare.js';
import { drive, give, judgeEnd, readyTasks, Stuck } from './driven.js';
import { baseName, folderOf, isFixture, parsed } from './find.js';
import { primary } from './process-model.js';
import { fails, passes, type TestInfo, type Verdict } from './types.js';

const FIXTURE = 'spiff_testFixture';
const RESULT = 'spiff_testResult';

export async function runFixture(workspace: Workspace, { file }: TestInfo): Promise<Verdict> {
  const content = file.endsWith('.bpmn') ? undefined : parsed(workspace.text(file) ?? '');
  const given = isFixture(content) ? content : undefined;
  const process = given ? processOf(workspace, file, given) : primary(workspace, file)?.id;
  if (process === undefined)
    return fails('There is no process to test: name it as "process", or stand beside its file.');
  const stack = new Stack(given);
  return drive(workspace, process, {}, (run) => {
    play(run, stack);
    return judge(run, stack);
  });
}

// `order_recording.json` is about `order.bpmn` beside it.
function processOf(workspace: Workspace, file: string, { process }: Data): string | undefined {
  if (typeof process === 'string') return process;
  const name = baseName(file);
  const beside = workspace
    .files()
    .filter(({ name: other, kind }) => kind === 'bpmn' && folderOf(other) === folderOf(file));
  const models = beside.filter(({ name: other }) => !other.endsWith('_test.bpmn'));
  const stem = (other: string) => baseName(other).replace(/\.bpmn$/, '');
  const named =
    models.find(({ name: other }) => name.includes(stem(other))) ?? (models.length === 1 ? models[0] : undefined);
  return named && primary(workspace, named.name)?.id;
}

function play(run: Run, stack: Stack): void {
  do {
    if (run.status() === 'running') run.continue();
    stack.look(run);
  } while (takeNext(run, stack) || passManual(run, stack) || run.status() === 'running');
  const [task] = readyTasks(run).filter(({ manual }) => manual);
  if (!task) return;
  const next = stack.next ? `the next task of the stack is ${stack.next.id}` : 'the stack is empty';
  throw new Stuck(`${task.element} waits for a person, but ${next}.`, task.element);
}

// The entry at the end, when its task stands ready or waits for its timer.
function takeNext(run: Run, stack: Stack): boolean {
  const { next } = stack;
  if (!next) return false;
  const tasks = run.tasks({ element: next.id }).filter(({ repeated }) => !repeated);
  const timer = run.waiting().find((waiting) => waiting.element === next.id && waiting.for === 'timer');
  const task = tasks.find(({ state }) => state === 'READY' || state === 'STARTED');
  if (next.forceTimer && timer) {
    stack.pop();
    run.fireTimer(timer.task);
    return true;
  }
  if (!task) return false;
  stack.pop();
  give(run, task, stack.into(task, next.data));
  return true;
}

function passManual(run: Run, stack: Stack): boolean {
  const task = readyTasks(run).find(({ type, element }) => type === 'manualTask' && !stack.names(element));
  if (task) give(run, task, {});
  return task !== undefined;
}

function judge(run: Run, stack: Stack): Verdict {
  const data = run.info().data ?? {};
  const result = data[RESULT];
  if (isMap(result)) {
    const output = String(result.output ?? '').trim() || 'The test says that it failed.';
    return result.wasSuccessful === true ? passes() : fails(output, { position: run.info().position });
  }
  // The stack itself is no result.
  return judgeEnd(run, stack.expected ?? data, [`data.${FIXTURE}`]);
}

interface Entry {
  id: string;
  data: Value;
  forceTimer: boolean;
}

class Stack {
  #entries: Value[] | undefined;
  expected: Value | undefined;

  constructor(given: Data | undefined) {
    if (given) this.#take(given);
  }

  /** The entry at the end. */
  get next(): Entry | undefined {
    const entry = this.#entries?.at(-1);
    if (!isMap(entry)) return undefined;
    return { id: String(entry.id), data: entry.data ?? {}, forceTimer: entry.force_timer === true };
  }

  names(element: string): boolean {
    return this.#entries?.some((entry) => isMap(entry) && entry.id === element) ?? false;
  }

  pop(): void {
    this.#entries?.pop();
  }

  /** Finds the stack in the data of the run, once it is there. */
  look(run: Run): void {
    if (this.#entries) return;
    const found = run.tasks().map(({ data }) => data[FIXTURE]);
    const fixture = found.find((value) => isFixture(value));
    if (isMap(fixture)) this.#take(fixture);
  }

  /** The data for a task, with what is left of the stack when the data carries it. */
  into(task: Task, data: Value): Value {
    const carried = task.data[FIXTURE];
    if (!isMap(carried) || !isMap(data)) return data;
    return { ...data, [FIXTURE]: { ...carried, pendingTaskStack: [...(this.#entries ?? [])] } };
  }

  #take(fixture: Data): void {
    this.#entries = Array.isArray(fixture.pendingTaskStack) ? [...fixture.pendingTaskStack] : [];
    this.expected = fixture.expected;
  }
}
