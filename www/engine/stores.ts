/** Data stores that the host keeps: it is asked when a task reads one and told when a task has written. */
import { failureOf } from './connectors/error.js';
import type { Outcome } from './connectors/types.js';
import type { Job } from './contract/types.js';
import { isPromise } from './host-functions.js';
import type { Value } from './value.js';

/**
 * Keeps a data store. A store of JSON has one value; one of values by two keys (`kkv`) is asked and told with both keys.
 * Answers may be promises; an error is an incident of the task.
 */
export interface DataStoreProvider {
  /** The value, or the one behind two keys; nothing where there is none. */
  get(...keys: string[]): unknown;
  /** A task has written; null behind two keys deletes. Without it the store can only be read. */
  set?(value: Value, ...keys: string[]): unknown;
}

/** Providers by the id of the data store. */
export type DataStoreProviders = Record<string, DataStoreProvider>;

/** Whether a value of the option `dataStores` keeps the store itself. */
export function isProvider(value: unknown): value is DataStoreProvider {
  if (typeof value !== 'object' || value === null || value instanceof Map) return false;
  return 'get' in value && typeof value.get === 'function';
}

/** The option `dataStores` apart: values to begin with, and stores that the host keeps. */
export function partedStores(given: object = {}): { values: Record<string, unknown>; providers: DataStoreProviders } {
  const values: Record<string, unknown> = {};
  const providers: DataStoreProviders = {};
  for (const [id, value] of Object.entries(given)) {
    if (isProvider(value)) providers[id] = value;
    else values[id] = value;
  }
  return { values, providers };
}

/** What the engine knows the host's stores by, among the names of handlers. */
export function storeNames(providers: DataStoreProviders): string[] {
  return Object.keys(providers).map((id) => `dataStore:${id}`);
}

/** Whether a job is one of data stores. */
export function isStoreJob({ type }: Pick<Job, 'type'>): boolean {
  return type === 'storeRead' || type === 'storeWrite';
}

/** Reads or writes what a job asks for. */
export function keepStores(providers: DataStoreProviders, job: Job): Outcome | Promise<Outcome> {
  const stores = Object.entries(job.parameters);
  if (stores.some(([id]) => !Object.hasOwn(providers, id))) return { unclaimed: true };
  const failed = (error: unknown): Outcome => ({ error: failureOf(error) });
  try {
    const answers = stores.flatMap(([id, told]) =>
      job.type === 'storeRead' ? [read(providers, id)] : write(providers, id, told),
    );
    const done = (values: unknown[]): Outcome => ({
      value: job.type === 'storeRead' ? Object.fromEntries(stores.map(([id], at) => [id, values[at] ?? null])) : null,
    });
    return answers.some(isPromise) ? Promise.all(answers).then(done, failed) : done(answers);
  } catch (error) {
    return failed(error);
  }
}

function read(providers: DataStoreProviders, id: string): unknown {
  return providers[id]?.get();
}

/** `told` is `{ value }`, or `{ pairs: { top: { secondary: value } } }` for a store of values by two keys. */
function write(providers: DataStoreProviders, id: string, told: Value): unknown[] {
  const provider = providers[id];
  if (!provider?.set) throw new Error(`The data store ${id} can only be read: its provider has no function "set".`);
  const { value = null, pairs } = fields(told);
  if (pairs === undefined) return [provider.set(value)];
  return Object.entries(fields(pairs)).flatMap(([top, inner]) =>
    Object.entries(fields(inner)).map(([secondary, item]) => provider.set?.(item, top, secondary)),
  );
}

function fields(value: Value): Record<string, Value> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, Value>) : {};
}
