/**
 * Keeps libraries in IndexedDB, so that a reload or a crash loses nothing: what is open, each file by itself, and the run with
 * all its branches. Only files that changed are written.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { StartRequest } from '../../bpmn-js/session/Session.ts';
import type { KeptFolder } from '../library/FolderLink.ts';
import type { Instance } from '../schedule/Instances.ts';
import type { WorkFile } from './files.ts';
import type { Profile } from './state.ts';

/** What is kept of a library beside its files. */
export interface Saved {
  /** What a person calls it. */
  title: string;
  /** Names of the files, in order. */
  order: string[];
  tabs: string[];
  active: string | undefined;
  profile: Profile;
  breakpoints: string[];
  /** As whom a person acts. */
  as?: string | undefined;
  /** Whether its people stand among its files; earlier versions kept them elsewhere, for all libraries at once. */
  ownPeople?: boolean;
}

/** What is kept of a run: the bytes of its branches, which of them is looked at and where, and how it was started. */
export interface SavedRun {
  branches: Uint8Array[];
  current: number;
  request: StartRequest | undefined;
  /** The position looked at; undefined: the present. */
  position: number | undefined;
  /** Number of the instance of the schedule that it is. */
  instance?: number | undefined;
}

/** What is kept of a schedule: itself with the instances that live, and the instances that ended. */
export interface KeptSchedule {
  bytes: Uint8Array;
  real: boolean;
  /** Those without bytes are in the bytes of the schedule, in this order. */
  instances: { instance: Instance; bytes?: Uint8Array }[];
}

/** What is there of the last visit; without `saved` there was none. */
export interface Loaded {
  saved: Saved | undefined;
  files: WorkFile[];
  run: SavedRun | undefined;
}

/** What the first version kept in one piece. */
interface OldSaved extends Omit<Saved, 'title' | 'order'> {
  files: WorkFile[];
}
interface OldRun extends Omit<SavedRun, 'branches' | 'current'> {
  bytes: Uint8Array;
}

interface Schema extends DBSchema {
  workspace: { key: string; value: Saved | OldSaved };
  files: { key: [library: string, name: string]; value: WorkFile };
  run: { key: string; value: SavedRun | OldRun };
  schedule: { key: string; value: KeptSchedule };
  folder: { key: string; value: KeptFolder };
}

/** What is kept of a library beside its files, one of each. */
const BESIDE = ['run', 'schedule', 'folder'] as const;
type Beside = (typeof BESIDE)[number];

/** The library of those who never made another. */
export const FIRST = 'current';
export const FIRST_TITLE = 'My library';

const CURRENT = 'signalbox.library';

/** A library by its key. */
export interface LibraryName {
  id: string;
  title: string;
}

/** The library that is open in this browser. */
export function currentLibrary(): string {
  try {
    return localStorage.getItem(CURRENT) ?? FIRST;
  } catch {
    return FIRST;
  }
}

/** Opens another library when the page is loaded next. */
export function chooseLibrary(id: string): void {
  localStorage.setItem(CURRENT, id);
}

/** A browser without storage (private windows, blocked) works all the same; it only forgets. */
export class Storage {
  readonly #library = currentLibrary();
  #written = new Map<string, WorkFile>();
  /** Whether this library is to be gone: what the page still has is not kept. */
  #forgotten = false;
  #queue: Promise<void> = Promise.resolve();
  readonly #database: Promise<IDBPDatabase<Schema> | undefined> = openDB<Schema>('signalbox', 4, {
    upgrade(database, from) {
      if (from < 1) {
        database.createObjectStore('workspace');
        database.createObjectStore('run');
      }
      if (from < 2) database.createObjectStore('files');
      if (from < 3) database.createObjectStore('schedule');
      if (from < 4) database.createObjectStore('folder');
    },
  }).catch(() => undefined);

  async load(): Promise<Loaded> {
    const database = await this.#database;
    const kept = await database?.get('workspace', this.#library);
    if (!database || !kept) return { saved: undefined, files: [], run: undefined };
    const run = await database.get('run', this.#library);
    return { ...(await this.#filesOf(database, kept)), run: run && inBranches(run) };
  }

  /** Keeps what differs from what was kept last; one after the other, so that the latest stays. */
  keep(saved: Omit<Saved, 'order'>, files: readonly WorkFile[]): Promise<void> {
    const write = () => this.#write({ ...saved, order: files.map(({ name }) => name) }, files);
    // One that failed was told to whoever asked for it, and keeps none of the next from trying.
    this.#queue = this.#queue.then(write, write);
    return this.#queue;
  }

  keepRun(run: SavedRun | undefined): Promise<void> {
    return this.#keepBeside('run', run);
  }

  keepSchedule(schedule: KeptSchedule | undefined): Promise<void> {
    return this.#keepBeside('schedule', schedule);
  }
  async schedule(): Promise<KeptSchedule | undefined> {
    return (await this.#database)?.get('schedule', this.#library);
  }

  keepFolder(folder: KeptFolder | undefined): Promise<void> {
    return this.#keepBeside('folder', folder);
  }
  async folder(): Promise<KeptFolder | undefined> {
    return (await this.#database)?.get('folder', this.#library);
  }

  /** All libraries that are kept. */
  async libraries(): Promise<LibraryName[]> {
    const database = await this.#database;
    const ids = (await database?.getAllKeys('workspace')) ?? [];
    const named = async (id: string) => ({ id, title: titleOf(await database?.get('workspace', id)) });
    return Promise.all([...new Set([...ids, this.#library])].map(named));
  }

  /** Forgets a library with its files and its run. */
  async forget(id: string): Promise<void> {
    const database = await this.#database;
    this.#forgotten ||= id === this.#library;
    const transaction = database?.transaction(['workspace', 'files', ...BESIDE], 'readwrite');
    await transaction?.objectStore('workspace').delete(id);
    for (const store of BESIDE) await transaction?.objectStore(store).delete(id);
    await transaction?.objectStore('files').delete(IDBKeyRange.bound([id], [id, []]));
    await transaction?.done;
  }

  async #keepBeside<Name extends Beside>(store: Name, value: Schema[Name]['value'] | undefined): Promise<void> {
    const database = await this.#database;
    if (this.#forgotten) return;
    if (value) await database?.put(store, value, this.#library);
    else await database?.delete(store, this.#library);
  }

  async #filesOf(database: IDBPDatabase<Schema>, kept: Saved | OldSaved) {
    if ('files' in kept) {
      const { files, ...rest } = kept;
      return { saved: { ...rest, title: FIRST_TITLE, order: [] }, files };
    }
    const all = await database.getAll('files', IDBKeyRange.bound([this.#library], [this.#library, []]));
    const rank = new Map(kept.order.map((name, index) => [name, index]));
    const files = all
      .filter(({ name }) => rank.has(name))
      .sort((a, b) => (rank.get(a.name) ?? 0) - (rank.get(b.name) ?? 0));
    this.#written = new Map(files.map((file) => [file.name, file]));
    return { saved: kept, files };
  }

  async #write(saved: Saved, files: readonly WorkFile[]): Promise<void> {
    const database = await this.#database;
    if (!database || this.#forgotten) return;
    const transaction = database.transaction(['workspace', 'files'], 'readwrite');
    const store = transaction.objectStore('files');
    const present = new Map(files.map((file) => [file.name, file]));
    for (const name of this.#written.keys()) if (!present.has(name)) void store.delete([this.#library, name]);
    for (const file of files)
      if (this.#written.get(file.name) !== file) void store.put(file, [this.#library, file.name]);
    void transaction.objectStore('workspace').put(saved, this.#library);
    await transaction.done;
    this.#written = present;
  }
}

function inBranches(run: SavedRun | OldRun): SavedRun {
  if (!('bytes' in run)) return run;
  const { bytes, request, position } = run;
  return { branches: [bytes], current: 0, request, position };
}

const titleOf = (saved: Saved | OldSaved | undefined) => (saved && 'title' in saved && saved.title) || FIRST_TITLE;
