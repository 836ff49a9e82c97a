// Remembers what a product was made from, so that a second start makes only what changed.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, tools } from './root.mjs';

const stamps = join(tools, 'stamps');

/** A hash over the content of files and folders (paths below the repository). What does not exist counts as empty. */
export function hashOf(...paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesBelow))
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/** What was written for a product when it was last made. */
export function stampOf(product) {
  const file = join(stamps, `${product}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Writes down what a product was made from. */
export function writeStamp(product, stamp) {
  mkdirSync(stamps, { recursive: true });
  writeFileSync(join(stamps, `${product}.json`), JSON.stringify(stamp));
}

/** Makes a product unless it was made from the same `key` and its files are there. Returns false when nothing was done. */
export async function once(product, key, files, make) {
  if (stampOf(product)?.key === key && files.every((file) => existsSync(file))) return false;
  await make();
  writeStamp(product, { key });
  return true;
}
