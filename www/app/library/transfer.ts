/** Folders and zip archives in and out: picked, dropped, or handed over as one file. */
import { unzipSync, zipSync } from 'fflate';
import { bytesOf, fileOf, type WorkFile } from '../workbench/files.ts';
import { messageOf } from '../workbench/message.ts';

/** A file larger than this is not opened. */
export const LARGEST = 20 * 1024 * 1024;

/** What came in, and what was too large. */
export interface Incoming {
  files: WorkFile[];
  tooLarge: string[];
}

/** Files a person picked; those of a picked folder know their path. Archives are opened. */
export async function readPicked(picked: readonly File[]): Promise<Incoming> {
  return readAll(picked.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

/** Files and folders that were dropped. The list must be asked for at once: it is gone after the event. */
export async function readDropped(items: DataTransferItemList): Promise<Incoming> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const found: Found[] = [];
  for (const entry of entries) await walk(entry, '', found);
  return readAll(found);
}

/** The files as one archive, each with the bytes it has on disk. */
export function zipped(files: readonly WorkFile[], folder = ''): Uint8Array {
  const inside = files.filter(({ name }) => name.startsWith(folder));
  return zipSync(Object.fromEntries(inside.map((file) => [file.name, bytesOf(file)])));
}

interface Found {
  path: string;
  file: File;
}

async function readAll(found: readonly Found[]): Promise<Incoming> {
  const incoming: Incoming = { files: [], tooLarge: [] };
  for (const { path, file } of found) {
    if (file.size > LARGEST) incoming.tooLarge.push(path);
    else incoming.files.push(...opened(path, new Uint8Array(await file.arrayBuffer())));
  }
  return incoming;
}

function opened(path: string, bytes: Uint8Array): WorkFile[] {
  if (!/\.zip$/i.test(path)) return isHidden(path) ? [] : [fileOf(path, bytes)];
  const inside = Object.entries(unpacked(path, bytes)).filter(([name]) => !name.endsWith('/') && !isHidden(name));
  return inside.map(([name, content]) => fileOf(name.replaceAll('\\', '/'), content));
}

/** What an archive holds; one that is broken is told by its name. */
function unpacked(path: string, bytes: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes);
  } catch (error) {
    throw new Error(`${path} is no zip archive that can be read (${messageOf(error)}). Nothing of it was opened.`);
  }
}

/** What systems and tools leave in folders. */
const isHidden = (path: string) => /(^|\/)(\.git|__MACOSX|node_modules|\.DS_Store|Thumbs\.db)(\/|$)/.test(path);

async function walk(entry: FileSystemEntry, folder: string, found: Found[]): Promise<void> {
  const path = folder + entry.name;
  if (isHidden(path)) return;
  if (isFile(entry)) {
    found.push({ path, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives a hundred at a time.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const inner of some) await walk(inner, `${path}/`, found);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
