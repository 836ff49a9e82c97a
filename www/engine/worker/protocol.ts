/** The messages between a page and the Worker with the engine. Objects are named by handles that the page hands out. */
import type { ApiError } from '../contract/types.js';
import type { Sources } from '../locate.js';

/** The options that hold functions. */
export const functionKeys = ['connectors', 'functions', 'handlers'];

/** The option that holds objects with functions. */
export const providerKey = 'dataStores';

/** The options that are the host's, and given again when a run is restored. */
export const hostKeys = [...functionKeys, 'instance', 'arena', 'people', 'identifiers'];

/** An object on the other side. */
export type Handle = number;

/** The one `Signalbox` of a Worker. */
export const ROOT: Handle = 0;

export type Request =
  | { type: 'load'; sources: Sources; revive: Revival[] }
  | { type: 'call'; id: number; target: Handle; method: string; args: unknown[]; result: Handle }
  | { type: 'answer'; id: number; value?: unknown; error?: string; code?: string }
  | { type: 'listen'; target: Handle; event: string }
  | { type: 'release'; target: Handle }
  | { type: 'ping' };

export type Response =
  | { type: 'result'; id: number; value: unknown }
  | { type: 'made'; id: number; kind: 'workspace' | 'run' }
  | { type: 'refused'; id: number; error: ApiError }
  | { type: 'event'; target: Handle; event: string; payload: unknown }
  | { type: 'ask'; id: number; function: number; self?: unknown; args: unknown[]; abortable: boolean }
  | { type: 'abandon'; id: number }
  | { type: 'saved'; target: Handle; saved: Uint8Array }
  | { type: 'loaded' }
  | { type: 'failed'; error: ApiError }
  | { type: 'pong' };

/** How an object of a Worker that was ended is made again in the next one. */
export type Revival =
  | {
      kind: 'workspace';
      handle: Handle;
      options: object;
      dispatch: unknown;
      files: [string, string | Uint8Array][];
      events: string[];
    }
  | { kind: 'run'; handle: Handle; workspace: Handle; saved: Uint8Array; host: object; events: string[] };

/** Stands for a function of the page: the Worker asks for its answer. */
export interface FunctionReference {
  $function: number;
}

/** Stands for an object of the Worker that the page passes to another one. */
export interface ObjectReference {
  $object: Handle;
}

/** Whether a data store is one whose functions the page has. */
export function isReplacedProvider(store: unknown): store is Record<'get' | 'set', FunctionReference> {
  if (typeof store !== 'object' || store === null || !('get' in store)) return false;
  return typeof store.get === 'object' && store.get !== null && '$function' in store.get;
}
