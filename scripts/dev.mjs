// npm run dev: the inner loop. Watches the Rust sources (cargo profile `fast`, no wasm-opt) and the TypeScript; Vite serves
// the page and reloads it. No service worker here, so that nothing old is ever shown.

import { watch } from 'node:fs';
import { bundleOptions, copyAssets } from './lib/bundle.mjs';
import { buildModule, languages } from './lib/modules.mjs';
import { pageOptions } from './lib/page.mjs';
import { prepare } from './lib/prepare.mjs';
import { fail, step } from './lib/progress.mjs';
import { at } from './lib/root.mjs';

try {
  await prepare();
  await step('engine.wasm', () => buildModule('engine', 'fast'));
  await watchPackage();
  const server = await servePage();
  for (const name of languages) await step(`${name}.wasm`, () => buildModule(name, 'fast'), { background: true });
  watchRust(server);
} catch (error) {
  fail(error);
}

async function watchPackage() {
  const { context } = await import('esbuild');
  copyAssets();
  const watching = await context({ ...bundleOptions(), sourcemap: 'inline' });
  await watching.rebuild();
  await watching.watch();
}

async function servePage() {
  const { createServer } = await import('vite');
  const server = await createServer(await pageOptions());
  await server.listen();
  server.printUrls();
  return server;
}

// One build at a time; a change during a build starts the next one when it ends.
function watchRust(server) {
  let building = Promise.resolve();
  let timer;
  const build = async () => {
    const made = await step('engine.wasm', () => buildModule('engine', 'fast'), { background: true }).catch(report);
    if (made) server.ws.send({ type: 'full-reload' });
  };
  watch(at('src'), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      building = building.then(build);
    }, 100);
  });
}

function report(error) {
  console.error(error.output ?? error);
}
