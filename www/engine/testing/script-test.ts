/** Runs a test that stands at a script task: its input, the script, and equality of all data after it. */
import { SignalboxError } from '../errors.js';
import type { Data, Value } from '../value.js';
import type { Workspace } from '../workspace.js';
import { differences, differenceText, isMap } from './compare.js';
import { parsed } from './find.js';
import { fails, passes, type TestInfo, type Verdict } from './types.js';

export async function runScriptTest(workspace: Workspace, { id, element, file }: TestInfo): Promise<Verdict> {
  const written = workspace.unitTests().filter((test) => test.file === file);
  const test = written.find((each, at) => `${file}#${each.element}/${each.id || at}` === id);
  if (!test || !element) return fails('The test is not in the file any more.');
  const [input, expected] = [json(test.input), json(test.expected)];
  if (!input) return fails('The input is not a JSON object.', { at: element });
  if (!expected) return fails('The expected output is not a JSON object.', { at: element });
  try {
    const { data } = await workspace.evaluate({ element, role: 'script', file }, input);
    const found = differences(expected, data, 'data');
    const [first] = found;
    return first ? fails(`${differenceText(first)}.`, { differences: found, at: element }) : passes();
  } catch (error) {
    if (!(error instanceof SignalboxError)) throw error;
    return fails(error.message, { at: element, line: error.diagnostics[0]?.range?.start.line ?? null });
  }
}

function json(text: string): Data | undefined {
  const value: Value | undefined = parsed(text.trim() || '{}');
  return isMap(value) ? value : undefined;
}
