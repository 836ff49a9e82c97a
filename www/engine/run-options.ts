/** What runs are started with, told and asked. */
import type { ArenaOptions } from './arena/index.js';
import type { Identifiers } from './call-context.js';
import type { Connector, Dispatch } from './connectors/types.js';
import type { LogEntry, RunInfo, StartOptions, TaskFilter, Update } from './contract/types.js';
import type { Handler } from './handlers.js';
import type { HostFunction } from './host-functions.js';
import type { ProcessModelOptions } from './library/process-model.js';
import { list, object, text, truth } from './options.js';
import type { People, Persona } from './people/index.js';
import type { SentEvent } from './sent-event.js';
import { type DataStoreProviders, partedStores } from './stores.js';

/** What the host does for a run: not part of its saved state. */
export interface RunHost {
  /**
   * Does the jobs of service tasks of this run, by operator; `'http/*'` and `'*'` stand for many. They come before those
   * of `workspace.connectors`.
   */
  connectors?: Record<string, Connector> | Dispatch;
  /** Functions that scripts may call by name. */
  functions?: Record<string, HostFunction>;
  /**
   * Metadata, and what a failure does. Default: what the nearest `process_model.json` says; false: neither.
   */
  processModel?: ProcessModelOptions | false;
  /** What connectors know the run by, such as a key of your database. Default: a number. */
  instance?: string;
  /** The functions of SpiffArena, with these values; `true` for the usual ones. */
  arena?: boolean | ArenaOptions;
  /** What the host does itself: by id, template, extension (`myns:thing`) or type (`bpmn:ServiceTask`). */
  handlers?: Record<string, Handler>;
  /** Personas and groups: tasks are then for their potential owners. */
  people?: People;
  /** Names of the surroundings that functions are told. */
  identifiers?: Identifiers;
  /** Data stores that the host keeps, by id: it is asked at each read and told at each write. */
  dataStores?: DataStoreProviders;
}

/** What a run is started with. */
export interface RunOptions
  extends Omit<StartOptions, 'functions' | 'handlers' | 'data' | 'globals' | 'dataStores' | 'identity' | 'event'>,
    Omit<RunHost, 'dataStores'> {
  /** The variables to begin with. */
  data?: object;
  /** Names that scripts find without import: `{ Decimal: 'decimal.Decimal' }`. */
  globals?: Record<string, string>;
  /** Data stores by id: values to begin with, or a provider (`get`, `set`) for a store that the host keeps. */
  dataStores?: object;
  /** Who starts the run, and is its initiator: a user name, a persona, the claims of a session. */
  identity?: unknown;
  /** The message or signal that starts the process; its start event receives the payload. */
  event?: SentEvent;
  /** Whether time passes by itself: by default it does (`real`) unless `now` is given (`virtual`). */
  clock?: 'real' | 'virtual';
}

/** How far a run goes on. */
export interface ContinueOptions {
  /** Automatic elements at most. */
  steps?: number;
  /** Stops, this once, before these elements or where a token waits at one of them. */
  until?: string | string[];
}

/** What can be listened to. */
export interface RunEvents {
  /** New entries of the log. */
  events: LogEntry[];
  /** How the run stands now, after every command. */
  changed: RunInfo;
}

/** What a freshly started or restored run comes with. */
export interface Opened {
  run: number;
  update: Update;
}

/** Which tasks; what is absent matches everything. */
export interface TaskQuery extends TaskFilter {
  /** Only tasks that this person may complete now: a user name, a persona or claims. */
  for?: string | Persona;
}

/** What people are made of. */
export const peopleChecks = { personas: list, groups: object, groupsClaim: text, assignment: truth };

/** The part of the options that is the host's, to be given again when a run is restored. */
export function hostOf(options: RunOptions): RunHost {
  const { connectors, functions, instance, arena, handlers, people, identifiers, processModel, dataStores } = options;
  const { providers } = partedStores(dataStores);
  const given = { connectors, functions, instance, arena, handlers, people, identifiers, processModel };
  const stores = Object.keys(providers).length > 0 ? { dataStores: providers } : {};
  return { ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)), ...stores };
}
