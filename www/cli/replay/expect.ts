/** Compares a run with an expectation of the corpus. */
import type { Data, ExternalEvent, Run, Task, Value } from 'signalbox';
import { same, sameMultiset } from './compare.js';
import type { Expectation } from './scenario.js';

/** What `waiting` of an expectation names: events, not people, jobs or joins. */
const notEvents = new Set(['human', 'job', 'join']);

export function checkExpectation(run: Run, expected: Expectation): void {
  const info = run.info();
  const tasks = run.tasks({ finished: true });
  const ready = tasks.filter((task) => task.state === 'READY');
  same('finished', expected.finished ?? false, info.data !== null);
  sameMultiset('ready', expected.ready ?? [], ready.map(element));
  sameMultiset('waiting', expected.waiting ?? [], waitingEvents(run));
  sameMultiset('completed', expected.completed ?? [], completed(tasks).map(element));
  if (expected.data !== undefined) same('data', expected.data, info.data);
  checkReadyData(expected.readyData ?? {}, ready);
  same('lanes', expected.lanes ?? {}, lanes(ready));
  same('dataObjects', expected.dataObjects ?? {}, dataObjects(run));
  sameMultiset('thrown', expected.thrown ?? [], run.events().map(thrown));
}

function element(task: { element: string }): string {
  return task.element;
}

function waitingEvents(run: Run): string[] {
  return run
    .waiting()
    .filter((each) => !notEvents.has(each.for))
    .map(element);
}

// The wrapper of a multi-instance or loop activity is not shown, only its instances.
function completed(tasks: Task[]): Task[] {
  return tasks.filter((task) => task.state === 'COMPLETED' && !task.repeated);
}

function checkReadyData(expected: Record<string, Data[]>, ready: Task[]): void {
  for (const name of new Set([...Object.keys(expected), ...ready.map(element)])) {
    const got = ready.filter((task) => task.element === name).map((task) => task.data);
    const wanted = expected[name] ?? got.map(() => ({}));
    if (wanted.length === 1 && got.length === 1) same(`readyData.${name}`, wanted[0], got[0]);
    else sameMultiset(`readyData.${name}`, wanted, got);
  }
}

function lanes(ready: Task[]): Record<string, string> {
  return Object.fromEntries(ready.flatMap((task) => (task.lane === null ? [] : [[task.element, task.lane]])));
}

// The outermost value that is not null wins; scopes come outermost first.
function dataObjects(run: Run): Data {
  const values: Data = {};
  for (const { id, value } of run.dataObjects()) values[id] = values[id] ?? value;
  return values;
}

// What has no name is told with the name null.
function thrown({ type, name, code, payload, correlations }: ExternalEvent): Data {
  const event: Data = { type, name: name ?? null };
  const add = (key: string, value: Value | null | undefined) => {
    if (value !== null && value !== undefined) event[key] = value;
  };
  add('code', code);
  add('payload', payload);
  if (correlations && Object.keys(correlations).length > 0) add('correlations', correlations);
  return event;
}
