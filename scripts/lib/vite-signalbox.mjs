// A Vite plugin for the page of this repository: `signalbox` is what was built in dist/, `signalbox/bpmn-js` its sources,
// and the modules keep their names in wasm/ beside the page, so that a language may arrive after the page was built.

import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { at, dist } from './root.mjs';

const entry = join(dist, 'index.js');

export function signalbox() {
  return {
    name: 'signalbox',
    enforce: 'pre',
    config: () => ({
      resolve: {
        alias: [
          { find: /^signalbox$/, replacement: entry },
          { find: /^signalbox\/bpmn-js$/, replacement: at('www', 'bpmn-js', 'index.ts') },
          { find: /^signalbox\/bpmn-js\/properties$/, replacement: at('www', 'bpmn-js', 'properties', 'index.ts') },
          { find: /^signalbox\/assets\//, replacement: `${at('www', 'bpmn-js', 'assets')}/` },
        ],
      },
      server: { fs: { allow: [at()] } },
    }),
    transform(code, id) {
      if (!id.startsWith(dist) || !code.includes('engine.wasm')) return undefined;
      return { code: code.replace(wasmUrl, 'new URL("wasm/$1", document.baseURI)'), map: null };
    },
    configureServer(server) {
      server.middlewares.use('/wasm', (request, response, next) => {
        const file = join(dist, request.url.replace(/\?.*/, ''));
        if (!existsSync(file)) return next();
        response.setHeader('content-type', file.endsWith('.js') ? 'text/javascript' : 'application/wasm');
        createReadStream(file).pipe(response);
      });
    },
  };
}

const wasmUrl = /new URL\(["'`]\.\/((?:engine|python|javascript|jinja)\.(?:wasm|js))["'`],\s*import\.meta\.url\)/g;
