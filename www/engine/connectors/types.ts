/** What connectors are made of: what they say of themselves, what they are called with, how a call ends. */
import type { Job, Task } from '../contract/types.js';
import type { Data } from '../value.js';

/** A parameter that an operator takes. */
export interface ConnectorParameter {
  id: string;
  /** `str`, `any`, `bool` ... as the operator's author names it. */
  type: string;
  required: boolean;
}

/** What is known of an operator; the shape that properties panels and connector proxies use. */
export interface ConnectorInfo {
  /** Such as `http/GetRequest`; a pattern such as `http/*` or `*` stands for many. */
  id: string;
  parameters: ConnectorParameter[];
  /** Error codes it may raise, for boundary events; absent: not told. */
  errors?: string[];
}

/** An operator as it is listed, with the place it comes from. */
export interface ListedConnector extends ConnectorInfo {
  /** Name of its source: `own`, `http`, a mock, a proxy. */
  source: string;
}

/** What a connector knows of the call besides its parameters. */
export interface ConnectorContext {
  /** The task; complete or fail it by this number. */
  task: number;
  job: Job;
  operator: string;
  /** The variables that the task sees; on the wire of a proxy `spiff__task_data`. */
  taskData: Data;
  /** The same as `taskData`. */
  data: Data;
  /** Names the run: the start option `instance`, else a number. */
  run: string;
  /** Id of the process that was started. */
  process: string;
  /** Which attempt this is, from 1. */
  attempt: number;
  /** The run's clock, in milliseconds since 1970. */
  now: number;
  /** Aborted when the task is cancelled. */
  signal: AbortSignal;
  /** Keeps a text out of answers, errors and the outbox: a token, or what was made from a secret. */
  hide(name: string, text: string): void;
  /** Adds lines to the entry of the outbox. */
  log(...lines: string[]): void;
  /** Takes over a secret that the service has renewed. */
  renew(name: string, value: string): void;
}

/**
 * Does a job. What it returns (or its promise resolves to) is the result, `LATER` that the answer comes by
 * `run.callback`; what it throws fails the task - a `ConnectorError`, or any error with a `code`, as a BPMN error.
 */
export type Connector = (parameters: Data, context: ConnectorContext) => unknown;

/** An operator to register. */
export interface ConnectorDefinition {
  id: string;
  /** Default: any. */
  parameters?: (Pick<ConnectorParameter, 'id'> & Partial<ConnectorParameter>)[];
  /** Error codes it may raise. */
  errors?: string[];
  run: Connector;
}

/** How a job failed. */
export interface Failure {
  /** The code of a BPMN error, and of an escalation, that events may catch; without one it is an incident. */
  code?: string;
  message: string;
  /** What the service answered beside the error: events that catch it can store it, and a task that goes on has it as result. */
  result?: unknown;
  /** Whether it may go well another time; the task's `spiffworkflow:retry` then applies. */
  transient?: boolean;
  /** Code of the incident's diagnostic, such as `connector/cors`. */
  reason?: string;
  /** What to do about it. */
  help?: string;
}

/** How a job ended. */
export type Answer = { value: unknown } | { error: Failure };

/** How a call went: answered, failed, taken on to be answered later, or done by nobody. */
export type Outcome = Answer | { accepted: true } | { unclaimed: true };

/** A job as it is handed out; also the later answer to one, with the envelope that came. Plain data. */
export interface JobRequest {
  run: string;
  process: string;
  now: number;
  job: Job;
  /** The element of the task. */
  element: Pick<Task, 'name' | 'type' | 'lane'>;
  taskData: Data;
  /** What came by a callback. */
  envelope?: unknown;
}

/** Does jobs: at once where the connector answers at once. */
export type Dispatch = (request: JobRequest, signal: AbortSignal) => Outcome | Promise<Outcome>;

/** Operators that come from one place. */
export interface ConnectorSource {
  /** Unique among the sources of a registry. */
  readonly name: string;
  /** Mocks come before the host's own operators, those before `http`, that before proxies. */
  readonly kind: 'mock' | 'own' | 'http' | 'proxy';
  /** Its operators now. */
  connectors(): readonly ConnectorDefinition[];
  /** Does operators that are not listed; nothing when it does not do this one, null when nobody shall but the host itself. */
  serves?(operator: string): ConnectorDefinition | null | undefined;
  /** Asks anew what its operators are. */
  refresh?(): Promise<void>;
  /** Asks which ways to sign in at services there are. */
  auths?(): Promise<ConnectorInfo[]>;
  /** Asks whether it is there; the answer is why not. */
  liveness?(): Promise<Failure | undefined>;
  /** Where it is reached. */
  readonly url?: string;
  /** Why its operators are not known. */
  readonly problem?: Failure | undefined;
  /** Why what came by a callback is no answer. */
  refusal?(envelope: unknown): Failure | undefined;
  /** What came by a callback, as a result. */
  answer?(envelope: unknown, operator: string, context: ConnectorContext): unknown;
}

/** The reason of a failure that concerns a callback, not the task. */
export const BAD_CALLBACK = 'connector/bad-callback';

/** Returned by a connector whose answer comes later, by `run.callback`. */
export const LATER: unique symbol = Symbol('the answer comes later');
