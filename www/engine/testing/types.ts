/** What tests of models are and what comes of them, as plain data. */
import type { Range } from '../contract/types.js';
import type { Value } from '../value.js';

/** `script`: in the diagram, at a script task. `processModel`: a case of `test_*.json`. `bpmn`: `*_test.bpmn` or a fixture. */
export type TestKind = 'script' | 'processModel' | 'bpmn' | 'recording';

/** A test among the files. */
export interface TestInfo {
  /** Names it in every call; unique in a workspace. */
  id: string;
  /** What a person calls it. */
  name: string;
  kind: TestKind;
  /** The file it stands in. */
  file: string;
  /** The process or collaboration it is about, where that is known. */
  process: string | null;
  /** The element it is about: the script task of a script test. */
  element: string | null;
  /** Where it stands in the file. */
  range: Range | null;
}

/** One thing that is not as expected. */
export interface Difference {
  /** Where: `data.order.items[2]`, `path[4]`, `status`. */
  path: string;
  /** Absent: nothing was expected there. */
  expected?: Value;
  /** Absent: nothing is there. */
  got?: Value;
}

/** Elements and flows of one process that a test came through. */
export interface Reached {
  process: string;
  elements: string[];
  flows: string[];
}

/** How a test ended. */
export interface TestResult extends TestInfo {
  passed: boolean;
  /** What is wrong, in one or two sentences; null when it passed. */
  message: string | null;
  differences: Difference[];
  /** Where it went wrong: an element of the diagram. */
  at: string | null;
  /** Where it went wrong: a position of the log of the run. */
  position: number | null;
  /** Line of the script or file that failed. */
  line: number | null;
  reached: Reached[];
  /** The text its file would have, if what happens now is right; only for recordings that failed. */
  update: string | null;
}

/** How several tests ended. */
export interface TestReport {
  results: TestResult[];
  passed: number;
  failed: number;
}

/** What a runner finds out; the rest is known before. */
export type Verdict = Omit<TestResult, keyof TestInfo>;

/** A test that found nothing wrong. */
export const passes = (reached: Reached[] = []): Verdict => ({
  passed: true,
  message: null,
  differences: [],
  at: null,
  position: null,
  line: null,
  reached,
  update: null,
});

/** A test that found something wrong. */
export const fails = (message: string, more: Partial<Verdict> = {}): Verdict => ({
  ...passes(),
  ...more,
  passed: false,
  message,
});
