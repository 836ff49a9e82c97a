/** What the page remembers of the objects in a Worker, so that they can be made again in another one. */
import { type DataStoreProvider, isProvider } from '../stores.js';
import type { Value } from '../value.js';
import {
  type FunctionReference,
  functionKeys,
  type Handle,
  hostKeys,
  isReplacedProvider,
  providerKey,
  type Revival,
} from './protocol.js';

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;
type Revived<Kind> = Extract<Revival, { kind: Kind }>;

export class Journal {
  readonly #workspaces = new Map<Handle, Revived<'workspace'>>();
  readonly #runs = new Map<Handle, Revived<'run'>>();
  readonly #functions: AnyFunction[] = [];

  /** Arguments with references in place of the functions in `connectors` and `functions`. */
  withoutFunctions(args: unknown[]): unknown[] {
    return args.map((argument) => (isRecord(argument) ? this.#replaceFunctions(argument) : this.#reference(argument)));
  }

  /** The function of a reference. */
  function(reference: number): AnyFunction {
    return this.#functions[reference] ?? (() => undefined);
  }

  /** An object came to be by a call with these arguments on `target`. */
  made(kind: 'workspace' | 'run', handle: Handle, target: Handle, args: unknown[]): void {
    if (kind === 'workspace') {
      this.#workspaces.set(handle, {
        kind,
        handle,
        options: isRecord(args[0]) ? args[0] : {},
        dispatch: args[1],
        files: [],
        events: [],
      });
      return;
    }
    const origin = this.#runs.get(target);
    const host = origin?.host ?? hostOf(args[1]);
    this.#runs.set(handle, {
      kind,
      handle,
      workspace: origin?.workspace ?? target,
      saved: new Uint8Array(),
      host,
      events: [],
    });
  }

  /** A call took place: files are remembered as they are put. */
  called(target: Handle, method: string, args: unknown[]): void {
    const workspace = this.#workspaces.get(target);
    const [name, content] = args;
    if (!workspace || typeof name !== 'string' || (method !== 'put' && method !== 'remove')) return;
    workspace.files = workspace.files.filter(([known]) => known !== name);
    if (typeof content === 'string' || content instanceof Uint8Array) workspace.files.push([name, content]);
  }

  saved(target: Handle, saved: Uint8Array): void {
    const run = this.#runs.get(target);
    if (run) run.saved = saved;
  }

  listened(target: Handle, event: string): void {
    (this.#workspaces.get(target) ?? this.#runs.get(target))?.events.push(event);
  }

  forget(handle: Handle): void {
    this.#workspaces.delete(handle);
    this.#runs.delete(handle);
  }

  /** Workspaces before runs, so that each finds what it needs. */
  revivals(): Revival[] {
    return [...this.#workspaces.values(), ...[...this.#runs.values()].filter((run) => run.saved.length > 0)];
  }

  #replaceFunctions(options: Record<string, unknown>): Record<string, unknown> {
    const replaced = { ...options };
    for (const key of functionKeys) {
      const given = options[key];
      if (typeof given === 'function') replaced[key] = this.#reference(given);
      if (!isRecord(given)) continue;
      replaced[key] = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, this.#reference(value)]));
    }
    const stores = options[providerKey];
    if (isRecord(stores)) replaced[providerKey] = this.#replaceProviders(stores);
    return replaced;
  }

  #replaceProviders(stores: Record<string, unknown>): object {
    const provider = (store: DataStoreProvider) => ({
      get: this.#reference((...keys: string[]) => store.get(...keys)),
      ...(store.set && { set: this.#reference((value: Value, ...keys: string[]) => store.set?.(value, ...keys)) }),
    });
    const pairs = Object.entries(stores).map(([id, value]) => [id, isProvider(value) ? provider(value) : value]);
    return Object.fromEntries(pairs);
  }

  #reference(value: unknown): unknown {
    if (typeof value !== 'function') return value;
    return { $function: this.#functions.push(value as AnyFunction) - 1 } satisfies FunctionReference;
  }
}

function hostOf(options: unknown): object {
  if (!isRecord(options)) return {};
  const host = Object.fromEntries(hostKeys.filter((key) => key in options).map((key) => [key, options[key]]));
  const stores = Object.entries(options[providerKey] ?? {}).filter(([, store]) => isReplacedProvider(store));
  return stores.length > 0 ? { ...host, [providerKey]: Object.fromEntries(stores) } : host;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
