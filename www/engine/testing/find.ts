/** Finds the tests among the files of a workspace. Files are told by their names and, where that is open, by what is in them. */
import { decode } from '../border.js';
import type { Value } from '../value.js';
import type { Workspace } from '../workspace.js';
import { isMap } from './compare.js';
import { isRecording } from './recording.js';
import type { TestInfo } from './types.js';

/** The name of a file without its folder. */
export const baseName = (file: string) => file.slice(folderOf(file).length);

/** The folder of a file, with the slash at its end. */
export const folderOf = (file: string) => file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);

/** All tests, file by file. */
export function findTests(workspace: Workspace): TestInfo[] {
  const written = workspace.files().flatMap(({ name, kind, processes }) => {
    if (kind === 'bpmn' && isTestDiagram(workspace, name)) return [test('bpmn', name, '', processes[0] ?? null)];
    return kind === 'other' && /\.json$/i.test(name) ? testsIn(name, workspace.text(name) ?? '') : [];
  });
  return [...scriptTests(workspace), ...written];
}

function scriptTests(workspace: Workspace): TestInfo[] {
  return workspace.unitTests().map(({ id, element, process, file, range }, at) => ({
    ...test('script', file, `${element}/${id || at}`, process),
    name: `${element}: ${id || `test ${at + 1}`}`,
    element,
    range,
  }));
}

/** The tests in a JSON file; none when it is something else. */
function testsIn(name: string, text: string): TestInfo[] {
  const content = parsed(text);
  if (isRecording(content)) {
    const { start } = content;
    return [{ ...test('recording', name, '', start.process ?? start.collaboration ?? null), name: content.name }];
  }
  if (isFixture(content)) return [test('bpmn', name, '', null)];
  if (!isTestFile(name)) return [];
  if (!isMap(content)) return [test('processModel', name, '', null)];
  return Object.keys(content).map((key) => ({ ...test('processModel', name, key, null), name: key }));
}

function test(kind: TestInfo['kind'], file: string, part: string, process: string | null): TestInfo {
  const id = part ? `${file}#${part}` : file;
  return { id, name: baseName(file), kind, file, process, element: null, range: null };
}

/** Whether a name is that of a file with tests of a process: `test_order.json` beside `order.bpmn`. */
export function isTestFile(file: string): boolean {
  return /^test_.+\.json$/.test(baseName(file));
}

/** Whether a value is a fixture: tasks with their data, the last one first. */
export function isFixture(value: unknown): value is { pendingTaskStack: Value[]; [key: string]: Value } {
  return isMap(value) && Array.isArray(value.pendingTaskStack);
}

/** The value of a JSON text; undefined when it is none. */
export function parsed(text: string): Value | undefined {
  try {
    return decode(text) as Value;
  } catch {
    return undefined;
  }
}

/** Whether a file is a diagram that tests another: `order_test.bpmn`, which lays data ready or tells a verdict. */
export function isTestDiagram(workspace: Workspace, file: string): boolean {
  return file.endsWith('_test.bpmn') && /spiff_test(Fixture|Result)/.test(workspace.text(file) ?? '');
}
