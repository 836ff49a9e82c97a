/** Files as a tree of folders. */
import type { WorkFile } from '../workbench/files.ts';

export interface Folder {
  /** Its last part. */
  name: string;
  /** Its whole path with a slash at the end; empty at the top. */
  path: string;
  folders: Folder[];
  files: WorkFile[];
}

/** `part-2` before `part-10`. */
const byName = (one: { name: string }, other: { name: string }) =>
  one.name.localeCompare(other.name, undefined, { numeric: true });

/** Folders before files, each in the order of the alphabet. */
export function treeOf(files: readonly WorkFile[]): Folder {
  const top: Folder = { name: '', path: '', folders: [], files: [] };
  const known = new Map([['', top]]);
  const folder = (path: string): Folder => {
    const found = known.get(path);
    if (found) return found;
    const cut = path.lastIndexOf('/', path.length - 2) + 1;
    const made: Folder = { name: path.slice(cut, -1), path, folders: [], files: [] };
    known.set(path, made);
    folder(path.slice(0, cut)).folders.push(made);
    return made;
  };
  for (const file of files) folder(file.name.slice(0, file.name.lastIndexOf('/') + 1)).files.push(file);
  for (const each of known.values()) {
    each.folders.sort(byName);
    if (each !== top) each.files.sort(byName);
  }
  return top;
}

/** The last part of a file's path. */
export const shortName = (name: string) => name.slice(name.lastIndexOf('/') + 1);
