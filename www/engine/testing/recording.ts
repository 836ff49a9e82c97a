/**
 * A recording: a run as a test. It names tasks by element and visit, so that it holds when the diagram is changed
 * elsewhere; it can be read and edited by hand.
 */
import type { Failure } from '../connectors/types.js';
import type { ExternalEvent, WorkspaceOptions } from '../contract/types.js';
import type { Data, Value } from '../value.js';
import { isMap } from './compare.js';

/** A run as a test. */
export interface Recording {
  /** The mark of the format, and its version. */
  signalbox: 'recording';
  version: 1;
  name: string;
  /** The options of the workspace. */
  workspace: WorkspaceOptions;
  start: RecordedStart;
  /** What people, the clock and the outside world did, in order. */
  acts: Act[];
  /** What services and functions answered. */
  mocks: { connectors: ConnectorMock[]; functions: FunctionMock[] };
  expected: Expected;
  /** Paths of `expected` that may differ: `data.createdAt`. */
  ignore: string[];
}

export interface RecordedStart {
  process?: string;
  collaboration?: string;
  startEvent?: string;
  data?: Data;
  /** The time, ISO 8601. */
  now: string;
  seed?: number;
  globals?: Record<string, string>;
  dataStores?: Data;
  /** Data stores that the host kept; what it gave stands among the answers of functions, as `dataStores.id.get`. */
  keptStores?: string[];
  /** What the host had handlers for; what they did stands among the answers of connectors. */
  handlers?: string[];
  /** Files that were others when the run began, before it was bound to edited ones; null: not there. */
  files?: FileTexts;
  identity?: Value;
  limits?: Data;
}

/** Texts by file name; null: there is no such file. */
export type FileTexts = Record<string, string | null>;

/** A task by its element and which visit of it, from 1. */
export interface TaskName {
  element: string;
  visit: number;
}

/** When an act took place; absent: at the time of the one before. */
interface At {
  at?: string;
}

export type Act = At &
  (
    | { do: 'run'; steps?: number }
    | ({ do: 'complete'; data: Value; by?: string } & TaskName)
    | ({ do: 'fail'; error: Failure } & TaskName)
    | ({ do: 'skip'; finish?: boolean } & TaskName)
    | ({ do: 'retry' } & TaskName)
    | ({ do: 'fireTimer' } & TaskName)
    | ({ do: 'edit'; data: Data; replace: boolean } & TaskName)
    | ({ do: 'reset'; data?: Data } & TaskName)
    | { do: 'editDataObject'; id: string; value: Value; scope?: TaskName }
    | { do: 'editDataStore'; id: string; value: Value }
    | { do: 'send'; event: ExternalEvent; target?: TaskName; require?: boolean }
    | { do: 'advance'; milliseconds: number }
    | { do: 'rebind'; move?: Record<string, string | null>; files?: FileTexts }
    | { do: 'people'; people: Value }
    | { do: 'restore'; handlers?: string[]; keptStores?: string[]; people?: Value }
    | { do: 'cancel' | 'suspend' | 'resume' }
  );

interface Answered {
  value?: Value;
  error?: Failure;
  /** It came later: an act `complete` or `fail` brings it. */
  later?: boolean;
}

export interface ConnectorMock extends TaskName, Answered {
  operator: string;
  parameters: Data;
}

export interface FunctionMock extends Answered {
  name: string;
  arguments: Value[];
}

/** What came of the run. */
export interface Expected {
  status: string;
  /** The result, once completed. */
  data: Data | null;
  /** Elements in the order in which they completed. */
  path: string[];
  dataObjects: Data;
  dataStores: Data;
  decisions: { element: string; decision: string; rules: Value; value: Value }[];
  /** Events thrown or delivered: who caught them is told by the path. */
  events: Data[];
  /** Elements that wait at the end. */
  waiting: string[];
  incidents: { element: string; code: string }[];
}

export interface RecordOptions {
  /** What a person calls it. Default: the process. */
  name?: string;
  /** Paths of `expected` that may differ. */
  ignore?: string[];
}

/** Whether a value is a recording. */
export function isRecording(value: unknown): value is Recording {
  return (
    isMap(value) &&
    value.signalbox === 'recording' &&
    isMap(value.start) &&
    Array.isArray(value.acts) &&
    isMap(value.mocks) &&
    isMap(value.expected)
  );
}
