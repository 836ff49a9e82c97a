/** Files and arguments from disk. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Workspace } from 'signalbox';
import { UsageError } from './command.js';

const model = /\.(bpmn|bpmn2|bpmn20\.xml|dmn)$/i;

/** The files that arguments name; a folder stands for all diagrams below it. */
export function expand(paths: string[]): string[] {
  return paths.flatMap((path) => (stat(path).isDirectory() ? below(path) : [path]));
}

function stat(path: string) {
  try {
    return statSync(path);
  } catch {
    throw new UsageError(`There is no file "${path}".`);
  }
}

function below(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && model.test(entry.name));
  return files.map((entry) => join(entry.parentPath, entry.name)).sort();
}

/** Form schemas and other JSON files in the folders of diagrams: the diagrams name them. */
export function formsBeside(files: string[]): string[] {
  const folders = [...new Set(files.map((file) => dirname(file)))];
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(folder, name)),
  );
}

/** Reads files into a workspace. Their bytes tell their encoding. */
export function putFiles(workspace: Workspace, files: string[]): void {
  for (const file of files) workspace.put(file, read(file));
}

function read(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(`"${file}" cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

/** The other diagrams in the folder of a file. */
export function besides(file: string): string[] {
  const folder = dirname(file);
  return readdirSync(folder)
    .filter((name) => model.test(name) && name !== basename(file))
    .map((name) => join(folder, name));
}

/** A JSON argument: the text itself, or `@file`. */
export function jsonArgument(argument: string, option: string): unknown {
  const text = argument.startsWith('@') ? readFileSync(argument.slice(1), 'utf8') : argument;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${option} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}
