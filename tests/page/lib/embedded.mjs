// Builds the pages of other people in tests/page/embed and serves them.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { at } from '../../../scripts/lib/root.mjs';
import { signalbox } from '../../../scripts/lib/vite-signalbox.mjs';
import { start } from './browser.mjs';

/** A site with one of the pages; `close` also removes what was built. */
export async function startEmbedded(page) {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-embed-'));
  const root = at('tests', 'page', 'embed');
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'warn',
    plugins: [signalbox()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2023',
      chunkSizeWarningLimit: 4000,
      rolldownOptions: { input: join(root, page) },
    },
  });
  const site = await start({ folder });
  return {
    ...site,
    close: async () => {
      await site.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
