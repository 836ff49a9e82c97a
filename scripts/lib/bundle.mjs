// Bundles the TypeScript of the package into dist/: one file per entry of the exports map, wasm files beside them.

import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, dist } from './root.mjs';
import { run } from './run.mjs';
import { hashOf, once } from './stamp.mjs';

/** The entries of the package: name in dist/ to source. One that does not exist is left out. */
const entries = {
  index: 'www/engine/index.ts',
  worker: 'www/engine/worker.ts',
  inline: 'www/engine/inline.ts',
  cli: 'www/cli/index.ts',
  'bpmn-js': 'www/bpmn-js/index.ts',
  'bpmn-js-properties': 'www/bpmn-js/properties/index.ts',
};

/** What a page with a modeler has anyhow, and must have once only. Everything else is bundled. */
const ofTheHost = ['bpmn-js', 'bpmn-js-properties-panel', 'diagram-js', 'didi', '@bpmn-io/*'];

/** What esbuild is told; `www/engine` imports of the other entries stay imports, so that there is one engine only. */
export function bundleOptions({ minify = false } = {}) {
  const entryPoints = Object.fromEntries(Object.entries(entries).filter(([, source]) => existsSync(at(source))));
  return {
    absWorkingDir: at(),
    entryPoints,
    outdir: dist,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    minify,
    legalComments: 'none',
    external: ['signalbox', 'signalbox/*', 'node:*', './inline-*.js', ...ofTheHost],
    loader: { '.css': 'text', '.svg': 'text' },
    logLevel: 'warning',
    metafile: false,
  };
}

/** Bundles the package once for the same sources. */
export async function bundle({ minify = false } = {}) {
  const key =
    hashOf('www/engine', 'www/bpmn-js', 'www/cli', 'scripts/lib/bundle.mjs', 'package-lock.json') +
    (minify ? '-minified' : '');
  return once('bundle', key, [join(dist, 'index.js'), join(dist, 'cli.js')], async () => {
    const { build } = await import('esbuild');
    await build(bundleOptions({ minify }));
    copyAssets();
  });
}

/** Style sheets and pictures that hosts of the bpmn-js module take from `signalbox/assets/`. */
export function copyAssets() {
  const assets = at('www', 'bpmn-js', 'assets');
  if (existsSync(assets)) cpSync(assets, join(dist, 'assets'), { recursive: true });
}

/** The modules as text with their glue, for hosts that cannot fetch: `inline.js` imports these. */
export function inlineModules(names) {
  for (const name of names) {
    const code = readFileSync(join(dist, `${name}.wasm`)).toString('base64');
    const glue = name === 'engine' ? '' : readFileSync(join(dist, `${name}.js`), 'utf8');
    writeFileSync(join(dist, `inline-${name}.js`), `${glue}export const code = '${code}';\n`);
  }
}

/** The declarations of the package; none of an earlier build stays. */
export async function declarations() {
  const key = hashOf('www/engine', 'www/bpmn-js', 'tsconfig.json', 'tsconfig.types.json');
  return once('declarations', key, [join(dist, 'types', 'engine', 'index.d.ts')], () => {
    rmSync(join(dist, 'types'), { recursive: true, force: true });
    return run(process.execPath, [at('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.types.json']);
  });
}
