/**
 * What a host did to a run, in order: its commands, and the answers of connectors and functions. The log tells what came
 * of it; a recording needs both. It travels with forks and with saved runs.
 */
import { decode, encode } from './border.js';
import type { Workers } from './connectors/desk.js';
import { failureOf } from './connectors/error.js';
import type { Failure, JobRequest, Outcome } from './connectors/types.js';
import type { RebindOptions, RunInfo, WorkspaceOptions } from './contract/types.js';
import { isPromise } from './host-functions.js';
import type { RunHost, RunOptions } from './run-options.js';
import type { DataStoreProvider } from './stores.js';
import type { Value } from './value.js';

/** How the run began. */
export interface JournalStart {
  what: { process: string } | { collaboration: string };
  options: Omit<RunOptions, 'connectors' | 'functions' | 'handlers' | 'dataStores'> & { dataStores?: object };
  workspace: WorkspaceOptions;
  /** Ids of the data stores that the host keeps. */
  keptStores?: string[];
  /** What the host has handlers for. */
  handlers?: string[];
}

/** A command, with the stretch of the log it made. */
export interface JournalAct {
  method: string;
  args: { task?: number; [key: string]: Value | undefined };
  from: number;
  to: number;
  at: number;
  /** Whether automatic work was left when it ended. */
  left: boolean;
}

/** An answer of a connector or function; `later` ones came as a command. */
export interface JournalAnswer {
  position: number;
  /** The task and operator of a connector's job. */
  task?: number;
  name: string;
  parameters: Value;
  value?: Value;
  error?: Failure;
  later?: boolean;
}

type Host = { [Name in 'handlers' | 'dataStores' | 'people']?: RunHost[Name] | undefined };

/** What the host does for a run, by name. */
interface HostNames {
  handlers: string[];
  keptStores: string[];
  people: Value;
}

/** Texts of files by name. */
export type Texts = Record<string, string>;

const automatic = new Set(['step', 'continue']);

export class Journal {
  readonly start: JournalStart;
  readonly acts: JournalAct[];
  readonly answers: JournalAnswer[];
  #position = 0;

  constructor(start: JournalStart, acts: JournalAct[] = [], answers: JournalAnswer[] = []) {
    this.start = plain(start);
    this.acts = acts;
    this.answers = answers;
  }

  /** Notes a command that was obeyed. */
  act(method: string, args: object, from: number, run: RunInfo): void {
    const left = run.status === 'running';
    this.#position = run.length;
    const last = this.acts.at(-1);
    // What goes on where the last one stopped, or after answers that came at once, is one act with it. After a pause timers
    // may have run out: then its time counts.
    if (last && automatic.has(method) && automatic.has(last.method)) {
      const paused = !last.left && last.to === from && last.at !== run.now && from < run.length;
      if (!paused) return void Object.assign(last, { to: run.length, left });
    }
    const { now: _, steps: __, ...given } = plain(args) as JournalAct['args'];
    this.acts.push({ method, args: given, from, to: run.length, at: run.now, left });
  }

  /** Notes that the run was restored with handlers, stores or people of the host that it had not. */
  restored({ handlers = {}, dataStores = {}, people }: Host, run: RunInfo): void {
    const names = { handlers: Object.keys(handlers), keptStores: Object.keys(dataStores), people: people ?? null };
    const given = plain(names) as HostNames;
    const known = this.#hostNames();
    const isNew =
      given.handlers.some((name) => !known.handlers.includes(name)) ||
      given.keptStores.some((id) => !known.keptStores.includes(id)) ||
      (given.people !== null && encode(given.people) !== encode(known.people));
    if (isNew) this.act('restore', given, run.length, run);
  }

  #hostNames(): HostNames {
    const { handlers = [], keptStores = [], options } = this.start;
    let names: HostNames = { handlers, keptStores, people: (options.people ?? null) as Value };
    for (const { method, args } of this.acts) {
      if (method === 'people') names = { ...names, people: args.people ?? null };
      if (method === 'restore') names = args as unknown as HostNames;
    }
    return names;
  }

  /** Notes that the run went over to edited files, with what those that differ were before; null for new ones. */
  rebound({ move = {} }: RebindOptions, [before, after]: [Texts, Texts], from: number, run: RunInfo): void {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    const differing = [...names].filter((name) => before[name] !== after[name]);
    const files = Object.fromEntries(differing.map((name) => [name, before[name] ?? null]));
    this.act('rebind', { move, files }, from, run);
  }

  /** The host's connectors and functions, with their answers noted. */
  workers(workers: Workers): Workers {
    const { dispatch, functions, stores } = workers;
    return {
      ...workers,
      dispatch: (request, signal) => this.#dispatched(request, () => dispatch(request, signal)),
      functions: mapped(functions, (answer, name) => this.#function(name, answer)),
      stores: mapped(stores, (store, id) => this.#store(id, store)),
    };
  }

  #store(id: string, store: DataStoreProvider): DataStoreProvider {
    const noted = (name: 'get' | 'set', parameters: Value[], call: () => unknown) =>
      this.#noting({ name: storeCall(id, name), parameters: plain(parameters) }, call);
    const get: DataStoreProvider['get'] = (...keys) => noted('get', keys, () => store.get(...keys));
    if (!store.set) return { get };
    return { get, set: (value, ...keys) => noted('set', [value, ...keys], () => store.set?.(value, ...keys)) };
  }

  /** What led to a position of the log. */
  upTo(position: number): Journal {
    const kept = this.acts.filter(({ from }) => from < position);
    const acts = kept.map((act) => (act.to > position ? { ...act, to: position, left: true } : { ...act }));
    return new Journal(
      this.start,
      acts,
      this.answers.filter((answer) => answer.position < position),
    );
  }

  encode(): string {
    const { start, acts, answers } = this;
    return encode({ start, acts, answers });
  }

  static decode(text: string): Journal {
    const { start, acts, answers } = decode(text) as Pick<Journal, 'start' | 'acts' | 'answers'>;
    return new Journal(start, acts, answers);
  }

  // A job that nobody claims is answered by a command of the host, as one that was accepted is.
  #dispatched({ job, envelope }: JobRequest, dispatch: () => Outcome | Promise<Outcome>): Outcome | Promise<Outcome> {
    if (envelope !== undefined) return dispatch();
    const noted: JournalAnswer = {
      position: this.#position,
      task: job.task,
      name: job.operator,
      parameters: plain(job.parameters),
    };
    this.answers.push(noted);
    const outcome = dispatch();
    if (isPromise(outcome)) {
      noted.later = true;
      return (outcome as Promise<Outcome>).then((ended) => this.#unless(ended, noted));
    }
    if ('value' in outcome) noted.value = copy(outcome.value);
    else if ('error' in outcome) noted.error = outcome.error;
    else noted.later = true;
    return this.#unless(outcome as Outcome, noted);
  }

  #unless(outcome: Outcome, noted: JournalAnswer): Outcome {
    if ('unclaimed' in outcome) this.answers.splice(this.answers.indexOf(noted), 1);
    return outcome;
  }

  #function(name: string, answer: NonNullable<RunHost['functions']>[string]): typeof answer {
    const noting = (args: unknown[], call: () => unknown) =>
      this.#noting({ name, parameters: plain(args as Value) }, call);
    return function noted(...args) {
      return noting(args, () => answer.apply(this, args));
    };
  }

  #noting(call: Pick<JournalAnswer, 'task' | 'name' | 'parameters'>, answer: () => unknown): unknown {
    const noted: JournalAnswer = { position: this.#position, ...call };
    this.answers.push(noted);
    try {
      const value = answer();
      if (isPromise(value)) noted.later = true;
      else noted.value = copy(value);
      return value;
    } catch (error) {
      noted.error = failureOf(error);
      throw error;
    }
  }
}

/** The name by which a recording knows what was asked of a data store. */
export function storeCall(id: string, name: 'get' | 'set'): string {
  return `dataStores.${id}.${name}`;
}

function mapped<T>(table: Record<string, T>, change: (value: T, name: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, change(value, name)]));
}

// A copy that the host cannot change afterwards, as the engine sees it.
function plain<T>(value: T): T {
  return decode(encode(value)) as T;
}

// A value that is no data fails its task; the journal then has none.
function copy(value: unknown): Value {
  try {
    return plain((value ?? null) as Value);
  } catch {
    return null;
  }
}

const MARK = new TextEncoder().encode('SGNJ');

/** A saved run with its journal behind it: the run's bytes, the journal, its length, a mark. */
export function withJournal(saved: Uint8Array, journal: Journal | undefined): Uint8Array {
  if (!journal) return saved;
  const text = new TextEncoder().encode(journal.encode());
  const bytes = new Uint8Array(saved.length + text.length + 8);
  bytes.set(saved);
  bytes.set(text, saved.length);
  new DataView(bytes.buffer).setUint32(bytes.length - 8, text.length);
  bytes.set(MARK, bytes.length - 4);
  return bytes;
}

/** Takes a saved run and its journal apart. */
export function splitJournal(bytes: Uint8Array): { saved: Uint8Array; journal?: Journal } {
  const end = bytes.length - 8;
  if (end < 0 || MARK.some((letter, at) => bytes[end + 4 + at] !== letter)) return { saved: bytes };
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(end);
  const from = end - length;
  if (from < 0) return { saved: bytes };
  return {
    saved: bytes.subarray(0, from),
    journal: Journal.decode(new TextDecoder().decode(bytes.subarray(from, end))),
  };
}
