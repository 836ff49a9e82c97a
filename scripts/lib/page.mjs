// The modeler page: bundled by Vite into dist/app. It takes the package from dist/ and its wasm files from wasm/ beside it.

import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { licensesFile } from './licenses.mjs';
import { languages } from './modules.mjs';
import { packages } from './prepare.mjs';
import { at, dist } from './root.mjs';
import { hashOf, once } from './stamp.mjs';

export const pageFolder = join(dist, 'app');
const source = at('www', 'app');

/** Bundles the page once for the same sources. */
export async function buildPage({ minify = false } = {}) {
  if (!existsSync(join(source, 'index.html'))) return false;
  const key =
    hashOf('www', 'examples', 'scripts/lib/page.mjs', 'scripts/lib/vite-signalbox.mjs', 'package-lock.json') +
    (minify ? '-minified' : '');
  return once('page', key, [join(pageFolder, 'index.html')], async () => {
    await packages();
    const { build } = await import('vite');
    await build({
      ...(await pageOptions()),
      logLevel: 'warn',
      build: {
        outDir: pageFolder,
        emptyOutDir: true,
        minify,
        license: { fileName: 'THIRD-PARTY-LICENSES.md' },
        chunkSizeWarningLimit: 4000,
      },
    });
  });
}

/** What Vite is told, for building and for the inner loop alike; www/app/vite.config.ts adds to it where it exists. */
export async function pageOptions() {
  const { signalbox } = await import('./vite-signalbox.mjs');
  const config = ['vite.config.ts', 'vite.config.mjs']
    .map((name) => join(source, name))
    .find((file) => existsSync(file));
  return { root: source, base: './', configFile: config ?? false, plugins: [signalbox()] };
}

/** Puts the modules and their licences beside the built page, so that its folder can be served by anybody. */
export function copyModules() {
  mkdirSync(join(pageFolder, 'wasm'), { recursive: true });
  const files = ['engine.wasm', ...languages.flatMap((name) => [`${name}.wasm`, `${name}.js`])];
  for (const name of files) copyFileSync(join(dist, name), join(pageFolder, 'wasm', name));
  copyFileSync(licensesFile, join(pageFolder, 'wasm', basename(licensesFile)));
}
