// Serves the built page on localhost. A module that is still being built is answered as soon as it is there.

import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { pageFolder } from './page.mjs';
import { dist } from './root.mjs';

/** File endings to media types. */
export const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.bpmn': 'application/xml',
  '.dmn': 'application/xml',
};

/** Starts the server and returns its address. `pending` maps names of modules to promises of their being built. */
export function serve({ port = Number(process.env.PORT ?? 0), folder = pageFolder, pending = new Map() } = {}) {
  const server = createServer((request, response) => {
    answer(request, response, folder, pending).catch(() => response.destroy());
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => resolve({ server, address: `http://localhost:${server.address().port}/` }));
  });
}

async function answer(request, response, folder, pending) {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  const name = path.match(/^\/wasm\/((?:engine|python|javascript|jinja)\.(?:wasm|js))$/)?.[1];
  if (name) await pending.get(name.replace(/\..*/, ''));
  const file = name ? join(dist, name) : fileFor(folder, path);
  if (!file || !existsSync(file)) return void response.writeHead(404).end('Not found');
  send(request, response, file);
}

function fileFor(folder, path) {
  const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
  return file.startsWith(folder + sep) ? file : undefined;
}

// Browsers ask again each time and are told "not modified", so that a rebuilt file is seen at once.
function send(request, response, file) {
  const { mtimeMs, size } = statSync(file);
  const etag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
  const headers = {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
    etag,
  };
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304, headers).end();
  response.writeHead(200, { ...headers, 'content-length': size });
  createReadStream(file).pipe(response);
}
