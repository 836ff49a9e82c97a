/** The conformance corpus, format 1, as far as the replay reads it. */
import type { Data, Value } from 'signalbox';

/** An entry of index.json. */
export interface Entry {
  name: string;
  file: string;
  features: string[];
}

export interface Scenario {
  kind?: 'process' | 'decision' | 'validation';
  name: string;
  models: string[];
  dialect?: 'spiff' | 'camunda' | 'bpmn';
  expressionLanguage?: 'python' | 'javascript';
  process?: string;
  collaboration?: string;
  globals?: Record<string, string>;
  functions?: Data;
  services?: Data;
  dataStores?: Data;
  now?: string;
  steps?: Step[];
  expect_calls?: ServiceCall[];
  decision?: string;
  cases?: { input: Data; output?: Data; error?: boolean }[];
}

export interface ServiceCall {
  operator: string;
  params: Data;
}

/** Which of several instances an operation means. */
export interface Selection {
  element: string;
  instance?: number;
  where?: Data;
  data?: Data;
}

interface EventFields {
  name?: string;
  code?: string;
  payload?: Value;
  correlations?: Data;
  require?: boolean;
}

export type Operation =
  | { op: 'start'; data?: Data }
  | { op: 'run' }
  | ({ op: 'complete' } & Selection)
  | ({ op: 'set_data' } & Selection)
  | ({ op: 'reset_to' } & Selection)
  | ({ op: 'message' | 'signal' | 'escalation' | 'error' | 'cancel' } & EventFields)
  | { op: 'cancel_workflow' }
  | { op: 'advance'; seconds: number }
  | { op: 'save_restore' };

export interface Expectation {
  op: 'expect';
  finished?: boolean;
  ready?: string[];
  waiting?: string[];
  completed?: string[];
  data?: Data;
  readyData?: Record<string, Data[]>;
  lanes?: Record<string, string>;
  dataObjects?: Data;
  thrown?: Data[];
}

export interface ExpectedError {
  op: 'expect_error';
  kind: string;
  element?: string;
}

export type Step = Operation | Expectation | ExpectedError;

/** Switches of semantics by name. */
export type Switches = Record<string, boolean>;

/** The outcome of one scenario. */
export interface Outcome {
  name: string;
  features: string[];
  passed: boolean;
  reason: string;
  /** Where another profile was asked for: the fewest switches that make it pass; absent where none do. */
  explanation?: string[];
}

/** Why a scenario fails, in a few words. */
export class Mismatch extends Error {}
