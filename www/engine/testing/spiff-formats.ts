/** Writes a recorded run in the formats of SpiffArena. What these cannot hold is refused, with the reason. */
import { encode } from '../border.js';
import type { LogEntry, Task } from '../contract/types.js';
import { SignalboxError } from '../errors.js';
import type { Run } from '../run.js';
import type { Data, Value } from '../value.js';
import { isMap } from './compare.js';
import type { Act, Recording } from './recording.js';
import { Visits } from './visits.js';

/** A case of `test_<name>.json`; a fixture with `pendingTaskStack`; the XML of a `*_test.bpmn` that carries one. */
export type SpiffFormat = 'processModel' | 'fixture' | 'bpmn';

export function spiffTestOf(format: SpiffFormat, recording: Recording, run: Run): string {
  const { process, data: begun = {} } = recording.start;
  if (process === undefined) throw refused('A collaboration cannot be told in this format.');
  if (recording.expected.status !== 'completed') throw refused('The run has not completed.');
  const given = new Given(recording, run);
  const expected = recording.expected.data ?? {};
  if (format === 'processModel') return written(processModel(recording, given, begun, expected));
  const fixture = { process, pendingTaskStack: given.stack(), expected };
  if (format === 'bpmn') return diagram(process, recording.name, begun, fixture);
  if (Object.keys(begun).length > 0) throw refused('A fixture has no place for the data that the run began with.');
  return written(fixture);
}

function processModel({ name, acts, mocks }: Recording, given: Given, begun: Data, expected: Data): Data {
  if (Object.keys(begun).length > 0) throw refused('A case has no place for the data that the run began with.');
  const foreign = acts.find((act) => !['run', 'complete'].includes(act.do));
  if (foreign) throw refused(`A case cannot tell "${foreign.do}": only what people and services gave.`);
  const constants = mocks.functions.map((mock) => [mock.name, mock.value ?? null]);
  return { [name]: { mocks: Object.fromEntries(constants), tasks: given.tasks(), expected_output_json: expected } };
}

/** What people and services gave to the tasks of a run. */
class Given {
  readonly #run: Run;
  readonly #log: readonly LogEntry[];
  readonly #visits: Visits;
  readonly #tasks: Map<number, Task>;
  readonly #acts: readonly Act[];

  constructor({ acts }: Recording, run: Run) {
    this.#run = run;
    this.#log = run.log();
    this.#visits = new Visits(this.#log);
    const finished = run.tasks({ finished: true }).filter(({ repeated }) => !repeated);
    this.#tasks = new Map(finished.map((task) => [task.id, task]));
    this.#acts = acts;
  }

  /** Element to its data, visit by visit. */
  tasks(): Data {
    const tasks: Record<string, { data: Value[] }> = {};
    for (const { task } of this.#completions()) {
      tasks[task.element] ??= { data: [] };
      tasks[task.element]?.data.push(this.#dataOf(task));
    }
    return tasks;
  }

  /** Tasks and timers in reverse order. */
  stack(): Value[] {
    const fired = this.#log.filter(({ type, element }) => type === 'timerFired' && element !== null);
    const timers = fired.map(({ position, element }) => ({
      position,
      entry: { id: element, data: {}, force_timer: true } as Data,
    }));
    const people = this.#completions().map(({ position, task }) => ({
      position,
      entry: { id: task.element, data: this.#dataOf(task) },
    }));
    const all = [...timers, ...people].sort((left, right) => right.position - left.position);
    return all.map(({ entry }) => entry);
  }

  #completions(): { position: number; task: Task }[] {
    const completed = this.#log.filter(({ type }) => type === 'elementCompleted');
    return completed.flatMap(({ position, task: id }) => {
      const task = id === null ? undefined : this.#tasks.get(id);
      const needsData = task && (task.type === 'userTask' || task.type === 'serviceTask');
      return needsData ? [{ position, task }] : [];
    });
  }

  // What a person gave is known; what a service gave is what changed.
  #dataOf(task: Task): Value {
    const { element, visit } = this.#visits.nameOf(task.id);
    const act = this.#acts.find((each) => each.do === 'complete' && each.element === element && each.visit === visit);
    if (act?.do === 'complete' && task.type === 'userTask' && isMap(act.data)) return act.data;
    const changes = this.#run.task(task.id)?.changes ?? [];
    return Object.fromEntries(changes.flatMap(({ name, after }) => (after === undefined ? [] : [[name, after]])));
  }
}

/** Data as JSON that people read; what JSON lacks stays in the tagged form. */
export function written(data: Value): string {
  return `${JSON.stringify(JSON.parse(encode(data as object)), undefined, 2)}\n`;
}

// A process that lays the stack ready, calls the process under test and compares variable by variable.
function diagram(process: string, name: string, begun: Data, fixture: Data): string {
  const set = Object.entries(begun).map(([key, value]) => `${key} = ${python(value)}`);
  const lay = [...set, `spiff_testFixture = ${python(fixture)}`].join('\n');
  const expected = isMap(fixture.expected) ? Object.entries(fixture.expected) : [];
  const checks = expected.map(([key, value]) => `    ${JSON.stringify(key)}: ${key} == ${python(value)},`);
  const compare = [
    'results = {',
    ...checks,
    '}',
    'failed = [name for name in results if not results[name]]',
    'spiff_testResult = {"testsRun": len(results), "wasSuccessful": not failed, "output": ", ".join(failed)}',
  ].join('\n');
  const flow = (from: string, to: string) =>
    `<bpmn:sequenceFlow id="${from}To${to}" sourceRef="${from}" targetRef="${to}" />`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="Definitions_test" targetNamespace="http://bpmn.io/schema/bpmn">
  <bpmn:process id="${xml(process)}_test" name="${xml(name)}" isExecutable="true">
    <bpmn:startEvent id="Start" />
    ${flow('Start', 'LayReady')}
    <bpmn:scriptTask id="LayReady" name="Lay data ready" scriptFormat="python">
      <bpmn:script>${xml(lay)}</bpmn:script>
    </bpmn:scriptTask>
    ${flow('LayReady', 'UnderTest')}
    <bpmn:callActivity id="UnderTest" name="Run what is tested" calledElement="${xml(process)}" />
    ${flow('UnderTest', 'Compare')}
    <bpmn:scriptTask id="Compare" name="Compare" scriptFormat="python">
      <bpmn:script>${xml(compare)}</bpmn:script>
    </bpmn:scriptTask>
    ${flow('Compare', 'End')}
    <bpmn:endEvent id="End" />
  </bpmn:process>
</bpmn:definitions>
`;
}

function python(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  if (!isMap(value)) return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, each]) => `${JSON.stringify(key)}: ${python(each)}`)
    .join(', ')}}`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const xml = (text: string) => text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);

function refused(message: string): SignalboxError {
  return new SignalboxError('run/not-recorded', message, { help: 'Use run.record(), which can tell everything.' });
}
