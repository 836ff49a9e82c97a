/** Runs tests, one after the other; what one does not foresee fails that one only. */
import type { Workspace } from '../workspace.js';
import { findTests, parsed } from './find.js';
import { runFixture } from './fixture.js';
import { runProcessModelTest } from './process-model.js';
import { isRecording } from './recording.js';
import { playRecording } from './replay.js';
import { runScriptTest } from './script-test.js';
import { fails, type TestInfo, type TestReport, type TestResult, type Verdict } from './types.js';

export async function runTests(workspace: Workspace, which?: string | string[]): Promise<TestReport> {
  const wanted = which === undefined ? undefined : new Set([which].flat());
  const results: TestResult[] = [];
  for (const test of findTests(workspace)) {
    if (wanted && !wanted.has(test.id)) continue;
    results.push({ ...test, ...(await verdict(workspace, test)) });
  }
  const passed = results.filter((result) => result.passed).length;
  return { results, passed, failed: results.length - passed };
}

async function verdict(workspace: Workspace, test: TestInfo): Promise<Verdict> {
  try {
    return await runners[test.kind](workspace, test);
  } catch (error) {
    return fails(error instanceof Error ? error.message : String(error));
  }
}

const runners: Record<TestInfo['kind'], (workspace: Workspace, test: TestInfo) => Promise<Verdict>> = {
  script: runScriptTest,
  processModel: runProcessModelTest,
  bpmn: runFixture,
  recording: runRecording,
};

async function runRecording(workspace: Workspace, { file }: TestInfo): Promise<Verdict> {
  const recording = parsed(workspace.text(file) ?? '');
  if (!isRecording(recording)) return fails('The file is not a recording.');
  const found = await playRecording(workspace, recording);
  const [recorded, here] = [recording.workspace.profile ?? 'bpmn', workspace.options().profile ?? 'bpmn'];
  if (found.passed || recorded === here) return found;
  return { ...found, message: `${found.message} (It was recorded under the profile ${recorded}; this is ${here}.)` };
}
