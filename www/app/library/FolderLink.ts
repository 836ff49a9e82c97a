/**
 * The folder of the disk beside the library: chosen by a person, remembered for the next visit, asked for again. What
 * changed in both places is never overwritten: a person decides, file by file.
 */
import { bytesOf, sameBytes, type WorkFile } from '../workbench/files.ts';
import { messageOf } from '../workbench/message.ts';
import type { Workbench } from '../workbench/Workbench.ts';
import { LiveFolder, pickFolder } from './LiveFolder.ts';

/** How the folder stands. */
export interface FolderState {
  readonly name: string;
  /** In step; not asked for since the reload; refused; no longer there; or failed otherwise. */
  readonly status: 'live' | 'asleep' | 'refused' | 'gone' | 'failed';
  /** What a failure said. */
  readonly problem?: string;
}

/** A file that changed in both places, or is gone from disk. */
export interface Conflict {
  readonly name: string;
  /** The one on disk; undefined: it is gone there. */
  readonly disk: WorkFile | undefined;
}

/** What is remembered of a folder. */
export interface KeptFolder {
  handle: FileSystemDirectoryHandle;
  /** Files that were the same in both places, or only edited here. */
  names: string[];
}

type Mode = { mode: 'readwrite' };
/** A part of the File System Access API that the declarations of the platform do not have yet. */
interface Permitted {
  queryPermission?(mode: Mode): Promise<PermissionState>;
  requestPermission?(mode: Mode): Promise<PermissionState>;
}

export class FolderLink {
  #handle: FileSystemDirectoryHandle | undefined;
  #live: LiveFolder | undefined;
  #inStep = new Set<string>();

  constructor(private readonly workbench: Workbench) {}

  /** Opens a folder of the disk: its files come in, and both stay alike from then on. */
  async choose(): Promise<void> {
    try {
      const handle = await pickFolder();
      if (!handle) return;
      this.leave();
      this.#handle = handle;
      await this.#connect();
      if (this.#live)
        this.workbench.toast(`What you save goes into the folder ${handle.name}, and what changes there shows here.`);
    } catch (error) {
      this.workbench.report(error);
    }
  }

  /** Goes on with the folder of the last visit, where the browser still permits it; else a person is to ask for it. */
  async recall(): Promise<void> {
    const kept = await this.workbench.storage.folder();
    if (!kept) return;
    this.#handle = kept.handle;
    this.#inStep = new Set(kept.names);
    const permission = await this.#permission('queryPermission');
    if (permission === 'granted') await this.#connect();
    else this.#show({ status: permission === 'denied' ? 'refused' : 'asleep' });
  }

  /** Asks the browser for the folder again; only after a click of a person it does so. */
  async reconnect(): Promise<void> {
    try {
      const permission = await this.#permission('requestPermission');
      if (permission === 'granted') await this.#connect();
      else this.#show({ status: permission === 'denied' ? 'refused' : 'asleep' });
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Forgets the folder; all files stay here. */
  leave(): void {
    this.#live?.stop();
    this.#live = undefined;
    this.#handle = undefined;
    this.#inStep.clear();
    this.workbench.describe({ folder: undefined, conflicts: [] });
    this.#keep();
  }

  /** Writes a file into the folder; false when there is none. What changed there meanwhile is not overwritten. */
  async save(file: WorkFile): Promise<boolean> {
    const live = this.#live;
    if (!live) return false;
    await live.look();
    if (this.#conflict(file.name)?.disk) {
      this.workbench.toast(
        `${file.name} was not saved: it changed on disk too. Decide above the diagram which one counts.`,
      );
      return true;
    }
    if (this.workbench.state.folder?.status !== 'live') return false;
    await live.write(file);
    this.workbench.written(file);
    this.#agree(file.name);
    this.workbench.toast(`${file.name} was saved into ${live.name}.`);
    return true;
  }

  /** The file as it is here counts; saving writes it over the one on disk. */
  keepMine({ name, disk }: Conflict): void {
    const mine = this.#named(name);
    if (mine && disk) this.workbench.basedOn(mine, disk);
    if (disk) this.#agree(name);
    else this.#settle(name);
  }

  /** The file as it is on disk counts; there is a way back. */
  async takeDisk({ name, disk }: Conflict): Promise<void> {
    const mine = this.#named(name);
    if (disk) await this.workbench.addAll([disk]);
    else await this.workbench.removeAll([name]);
    if (disk) this.#agree(name);
    else this.#settle(name);
    if (!mine) return;
    const act = () => {
      void this.workbench.addAll([mine]);
      if (disk) this.workbench.basedOn(mine, disk);
    };
    this.workbench.toast(`${name} is as it is on disk.`, { label: 'Undo', act });
  }

  async #connect(): Promise<void> {
    const handle = this.#handle;
    if (!handle) return;
    this.#live?.stop();
    const live = new LiveFolder(handle, {
      changed: (file) => this.#changed(file),
      removed: (name) => this.#removed(name),
      failed: (error) => this.#failed(error),
    });
    this.#live = live;
    this.#show({ status: 'live' });
    const before = [...this.#inStep];
    await live.begin();
    if (this.#live !== live || this.workbench.state.folder?.status !== 'live') return;
    for (const name of before) if (!live.has(name)) this.#removed(name);
    this.#keep();
  }

  #changed(file: WorkFile): void {
    const { name } = file;
    const mine = this.#named(name);
    if (!mine) return void this.#take(file);
    if (sameBytes(bytesOf(mine), bytesOf(file))) {
      if (mine.text !== mine.opened) this.workbench.written(mine);
      return this.#agree(name);
    }
    const wasInStep = this.#inStep.has(name);
    if (wasInStep && mine.bytes && sameBytes(mine.bytes, bytesOf(file))) return this.#agree(name);
    if (wasInStep && mine.text === mine.opened) return void this.#take(file);
    this.workbench.describe({ conflicts: [...this.#others(name), { name, disk: file }] });
  }

  #removed(name: string): void {
    this.#inStep.delete(name);
    this.#keep();
    if (this.#named(name)) this.workbench.describe({ conflicts: [...this.#others(name), { name, disk: undefined }] });
  }

  #take(file: WorkFile): void {
    this.workbench.addAll([file]).catch((error) => this.workbench.report(error));
    this.#agree(file.name);
  }

  /** Both places know the same of a file. */
  #agree(name: string): void {
    this.#inStep.add(name);
    this.#settle(name);
    this.#keep();
  }

  #settle(name: string): void {
    if (this.#conflict(name)) this.workbench.describe({ conflicts: this.#others(name) });
  }

  #failed(error: unknown): void {
    this.#live?.stop();
    this.#live = undefined;
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotFoundError') this.#show({ status: 'gone' });
    else if (name === 'NotAllowedError') this.#show({ status: 'asleep' });
    else this.#show({ status: 'failed', problem: messageOf(error) });
  }

  #show(state: Omit<FolderState, 'name'>): void {
    if (this.#handle) this.workbench.describe({ folder: { name: this.#handle.name, ...state } });
  }

  /** A browser that does not ask permits. */
  async #permission(ask: 'queryPermission' | 'requestPermission'): Promise<PermissionState> {
    const handle: (FileSystemDirectoryHandle & Permitted) | undefined = this.#handle;
    return (await handle?.[ask]?.({ mode: 'readwrite' })) ?? 'granted';
  }

  #keep(): void {
    const kept = this.#handle && { handle: this.#handle, names: [...this.#inStep] };
    this.workbench.storage.keepFolder(kept).catch((error) => this.workbench.report(error));
  }

  #named(name: string): WorkFile | undefined {
    return this.workbench.state.files.find((file) => file.name === name);
  }

  #conflict(name: string): Conflict | undefined {
    return this.workbench.state.conflicts.find((conflict) => conflict.name === name);
  }

  #others(name: string): Conflict[] {
    return this.workbench.state.conflicts.filter((conflict) => conflict.name !== name);
  }
}
