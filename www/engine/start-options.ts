/** What runs are started with, checked and taken apart: what is the host's, and what the engine is told. */
import { checkProcessModel } from './library/process-model.js';
import {
  anything,
  connectors,
  count,
  countOr,
  functions,
  object,
  oneOf,
  providers,
  shape,
  text,
  time,
  truthOr,
} from './options.js';
import { hostOf, peopleChecks, type RunHost, type RunOptions } from './run-options.js';
import { partedStores } from './stores.js';

/** What to start: a process by its id, or a collaboration. */
export type Startable = string | { process: string } | { collaboration: string };

/** What is given to a run that is restored. */
export const hostChecks = {
  functions,
  connectors,
  instance: text,
  handlers: functions,
  processModel: checkProcessModel,
  dataStores: providers,
  arena: truthOr(object),
  people: shape(peopleChecks, 'people'),
  identifiers: shape({ environment: text, processModel: text }, 'identifiers'),
};

/** What is given to a run that is started. */
export const startChecks = {
  ...hostChecks,
  data: object,
  startEvent: text,
  now: time,
  seed: count,
  history: countOr('full', 'none'),
  globals: object,
  dataStores: object,
  identity: anything,
  event: object,
  clock: oneOf('real', 'virtual'),
  limits: shape({ steps: count, tokens: count, depth: count, instances: count, scriptMilliseconds: count }, 'limits'),
};

/** Options apart into what is the host's and what the engine starts with. */
export function parted(options: RunOptions) {
  const { connectors, functions, instance, arena, handlers, people, identifiers, processModel, ...rest } = options;
  const { dataStores: stores, ...plain } = rest;
  return [hostOf(options), { ...plain, ...(stores && { dataStores: partedStores(stores).values }) }] as const;
}

/** The part of the host's that is data. */
export function plainHost({ connectors: _, functions: __, handlers: ___, dataStores: ____, ...plain }: RunHost) {
  return plain;
}

/** The id of what is started. */
export function processOf(what: Startable): string {
  if (typeof what === 'string') return what;
  return 'process' in what ? what.process : what.collaboration;
}

/** The same in one form. */
export function startable(what: Startable): { process: string } | { collaboration: string } {
  return typeof what === 'string' ? { process: what } : what;
}
