/**
 * A folder on disk beside the library: what changes there comes here, what is saved here goes there. Browsers that have the
 * File System Access API give the folder after a person has chosen it; they do not tell of changes, so times are compared.
 */
import { bytesOf, fileOf, type WorkFile } from '../workbench/files.ts';
import { LARGEST } from './transfer.ts';

/** Milliseconds between two looks at the folder. */
const LOOK = 2_000;

/** What a live folder tells. */
export interface FolderListener {
  /** A file is new on disk or has other bytes there. */
  changed(file: WorkFile): void;
  /** A file is gone from disk. */
  removed(name: string): void;
  failed(error: unknown): void;
}

interface Known {
  handle: FileSystemFileHandle;
  at: number;
}

/** Whether this browser can open folders of the disk. */
export const hasFolders = () => 'showDirectoryPicker' in window;

type Picker = (options: { mode: 'readwrite'; id: string }) => Promise<FileSystemDirectoryHandle>;

/** Asks a person for a folder; nothing when they changed their mind. */
export async function pickFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  const picker = (window as Window & { showDirectoryPicker?: Picker }).showDirectoryPicker;
  return picker?.call(window, { mode: 'readwrite', id: 'library' }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  });
}

export class LiveFolder {
  readonly #known = new Map<string, Known>();
  #timer = 0;
  #stopped = false;
  #looking: Promise<void> | undefined;

  constructor(
    private readonly root: FileSystemDirectoryHandle,
    private readonly listener: FolderListener,
  ) {}

  get name(): string {
    return this.root.name;
  }

  has(name: string): boolean {
    return this.#known.has(name);
  }

  /** Reads everything once, then looks again and again. */
  async begin(): Promise<void> {
    await this.look();
    if (!this.#stopped) this.#timer = window.setInterval(() => void this.look(), LOOK);
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  /** Compares the folder with what is known of it; a look that is under way is waited for. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    try {
      const seen = new Set<string>();
      await this.#walk(this.root, '', seen);
      for (const name of [...this.#known.keys()]) {
        if (seen.has(name)) continue;
        this.#known.delete(name);
        this.listener.removed(name);
      }
    } catch (error) {
      this.stop();
      this.listener.failed(error);
    }
  }

  /** Writes a file to disk, new folders included. */
  async write(file: WorkFile): Promise<void> {
    const parts = file.name.split('/');
    let folder = this.root;
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
    const handle = await folder.getFileHandle(parts.at(-1) ?? file.name, { create: true });
    const stream = await handle.createWritable();
    await stream.write(new Uint8Array(bytesOf(file)));
    await stream.close();
    this.#known.set(file.name, { handle, at: (await handle.getFile()).lastModified });
  }

  async #walk(folder: FileSystemDirectoryHandle, path: string, seen: Set<string>): Promise<void> {
    for await (const [part, handle] of folder.entries()) {
      if (part.startsWith('.') || part === 'node_modules') continue;
      const name = path + part;
      if (isFolder(handle)) await this.#walk(handle, `${name}/`, seen);
      else await this.#read(name, handle as FileSystemFileHandle, seen);
    }
  }

  async #read(name: string, handle: FileSystemFileHandle, seen: Set<string>): Promise<void> {
    const file = await handle.getFile().catch(ofNone);
    // Tools that write a file anew take it away for a moment.
    if (!file || this.#stopped) return;
    seen.add(name);
    if (this.#known.get(name)?.at === file.lastModified || file.size > LARGEST) return;
    const content = new Uint8Array(await file.arrayBuffer());
    this.#known.set(name, { handle, at: file.lastModified });
    this.listener.changed(fileOf(name, content));
  }
}

const isFolder = (handle: FileSystemHandle): handle is FileSystemDirectoryHandle => handle.kind === 'directory';

function ofNone(error: unknown): undefined {
  if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
  throw error;
}
