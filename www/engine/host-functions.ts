/** The functions of the host that scripts may call, by run. */
import { arenaFunctions } from './arena/index.js';
import { decode, encode } from './border.js';
import type { CallContext } from './call-context.js';
import type { CallerInfo } from './contract/types.js';
import type { DataStoreProviders } from './stores.js';
import type { Value } from './value.js';

/**
 * A function that scripts may call: positional arguments, then the named ones as one object when there are any. A function
 * that wants to know who calls it declares `this: CallContext`.
 */
// biome-ignore lint/suspicious/noExplicitAny: hosts declare the parameters they expect; scripts pass what they pass.
export type HostFunction = (this: CallContext, ...args: any[]) => unknown;

/** The functions of a run, and what they are told of a call. */
export interface Callable {
  functions: Record<string, HostFunction>;
  /** Data stores that the host keeps: one of values by two keys is read by calling it. */
  stores: DataStoreProviders;
  context(from: CallerInfo): CallContext;
}

/** What a text asks the host. */
export interface Call {
  function: string;
  arguments: Value[];
  named: Record<string, Value>;
  from: CallerInfo;
}

/** A call whose answer is a promise; the engine shows it as a job of type `call`. */
export interface PendingCall {
  task: number;
  name: string;
  answer: Promise<unknown>;
}

/** Whether an answer comes later. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

// Models made for SpiffArena use its functions; a host that has none may not know that they come along.
function arenaHint(name: string): string {
  return Object.hasOwn(arenaFunctions(), name) ? " It is one of SpiffArena's: start the run with `arena: true`." : '';
}

export class HostFunctions {
  readonly #byRun = new Map<number, Callable>();
  readonly #pending = new Map<number, PendingCall[]>();
  #starting: Callable | undefined;

  /** Gives a run its functions. */
  set(run: number, callable: Callable): void {
    this.#byRun.set(run, callable);
  }

  delete(run: number): void {
    this.#byRun.delete(run);
    this.#pending.delete(run);
  }

  /** Makes functions known to a run whose number is not known yet, because it is being started. */
  during<Result>(callable: Callable, start: () => Result): Result {
    this.#starting = callable;
    try {
      return start();
    } finally {
      this.#starting = undefined;
    }
  }

  /** The calls of a run whose answers come later, handed out once. */
  takePending(run: number): PendingCall[] {
    const pending = this.#pending.get(run) ?? [];
    this.#pending.delete(run);
    return pending;
  }

  /** Answers the engine: JSON of `{ value }` or `{ error }`, or nothing when the answer comes later. */
  call(run: number, json: string): string | undefined {
    const call = decode(json) as Call;
    try {
      const value = this.#invoke(run, call);
      if (!isPromise(value)) return encode({ value: value ?? null });
      this.#pending.set(run, [
        ...(this.#pending.get(run) ?? []),
        { task: call.from.task, name: call.function, answer: value },
      ]);
      return undefined;
    } catch (error) {
      return encode({ error: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Asks again what a run waits for that was restored: the promise was no part of it. */
  async again(run: number, call: Call): Promise<unknown> {
    return this.#invoke(run, call);
  }

  #invoke(run: number, call: Call): unknown {
    const callable = this.#byRun.get(run) ?? this.#starting;
    const store = callable && Object.hasOwn(callable.stores, call.function) && callable.stores[call.function];
    if (store) return store.get(...call.arguments.map(String));
    const functions = callable?.functions ?? {};
    const found = Object.hasOwn(functions, call.function) ? functions[call.function] : undefined;
    if (!callable || !found) throw new Error(`The host has no function "${call.function}".${arenaHint(call.function)}`);
    const named = Object.keys(call.named ?? {}).length > 0 ? [call.named] : [];
    return found.apply(callable.context(call.from), [...call.arguments, ...named]);
  }
}
