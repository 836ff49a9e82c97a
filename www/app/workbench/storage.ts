/** Keeps the workspace in IndexedDB, so that a reload or a crash loses nothing. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { StartRequest } from '../../bpmn-js/session/Session.ts';
import type { WorkFile } from './files.ts';
import type { Profile } from './state.ts';

/** What is kept of a workspace. */
export interface Saved {
  files: WorkFile[];
  tabs: string[];
  active: string | undefined;
  profile: Profile;
  breakpoints: string[];
}
/** What is kept of a run: its bytes and how it was started. */
export interface SavedRun {
  bytes: Uint8Array;
  request: StartRequest | undefined;
  position: number | undefined;
}

interface Schema extends DBSchema {
  workspace: { key: 'current'; value: Saved };
  run: { key: 'current'; value: SavedRun };
}

/** A browser without storage (private windows, blocked) works all the same; it only forgets. */
export class Storage {
  readonly #database: Promise<IDBPDatabase<Schema> | undefined> = openDB<Schema>('signalbox', 1, {
    upgrade(database) {
      database.createObjectStore('workspace');
      database.createObjectStore('run');
    },
  }).catch(() => undefined);

  async load(): Promise<{ saved: Saved | undefined; run: SavedRun | undefined }> {
    const database = await this.#database;
    if (!database) return { saved: undefined, run: undefined };
    return { saved: await database.get('workspace', 'current'), run: await database.get('run', 'current') };
  }

  async keep(saved: Saved): Promise<void> {
    await (await this.#database)?.put('workspace', saved, 'current');
  }

  async keepRun(run: SavedRun | undefined): Promise<void> {
    const database = await this.#database;
    if (run) await database?.put('run', run, 'current');
    else await database?.delete('run', 'current');
  }
}
