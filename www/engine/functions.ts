/** The functions that the scripts of a run find: those of the host, and SpiffArena's where the host wants them. */
import { arenaFunctions } from './arena/index.js';
import { contextOf } from './call-context.js';
import type { Workers } from './connectors/desk.js';
import type { Callable, HostFunction } from './host-functions.js';
import type { Acting } from './people/index.js';
import type { RunHost } from './run-options.js';

/** All functions by name; the host's own win. */
export function functionsOf({ functions = {}, arena = false }: Loose<RunHost>): Record<string, HostFunction> {
  if (!arena) return functions;
  return { ...arenaFunctions(arena === true ? {} : arena), ...functions };
}

/** The functions of a run that is being started, and what they are told of a call. */
export function callableOf(
  { functions, stores = {}, instance, identifiers }: Called,
  acting: Acting,
  process: string,
): Callable {
  return { functions, stores, context: (from) => contextOf(from, acting, process, instance ?? 0, identifiers) };
}

type Called = Pick<Workers, 'functions' | 'instance' | 'identifiers'> & Partial<Pick<Workers, 'stores'>>;

type Loose<T> = { [Key in keyof T]: T[Key] | undefined };
