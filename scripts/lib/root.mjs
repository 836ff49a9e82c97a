// Where things are. Everything that is made lies below the repository: target/, .tools/, node_modules/, dist/.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');
export const tools = join(root, '.tools');
export const dist = join(root, 'dist');

/** Cargo's folder for everything it builds; the wasm modules have one each below it, so that dependencies stay built. */
export const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');

/** A path below the repository. */
export const at = (...parts) => join(root, ...parts);
