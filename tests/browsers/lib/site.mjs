// A server of files for one test: the built page or the page without a bundler, each with an origin, and so a memory, of its own.

import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { pageFolder } from '../../../scripts/lib/page.mjs';
import { at, dist } from '../../../scripts/lib/root.mjs';
import { types } from '../../../scripts/lib/serve.mjs';

// WebKit's driver tells nothing of the console, so each page keeps for itself what goes wrong in it. This stands before the
// page's own policy, which allows no script in the page.
const recorder = `<script>
  window.wrong = [];
  const tell = console.error;
  console.error = (...args) => { window.wrong.push(args.map(String).join(' ')); tell(...args); };
  addEventListener('error', ({ message, target }) => window.wrong.push(message ?? 'not loaded: ' + (target.src ?? target.href)), true);
  addEventListener('securitypolicyviolation', (event) => window.wrong.push('refused: ' + event.violatedDirective));
  addEventListener('unhandledrejection', (event) => window.wrong.push(String(event.reason?.stack ?? event.reason)));
</script>`;

/** Each path to the file that answers it; the first that has it answers. */
const mounts = {
  page: { '/wasm/': dist, '/': pageFolder },
  plain: {
    '/package/': dist,
    '/diagrams.mjs': at('tests', 'npm', 'diagrams.mjs'),
    '/': at('tests', 'browsers', 'plain'),
  },
};

/** Serves `page` or `plain`; `close` takes the server away as a lost network does. */
export function serve(what) {
  const server = createServer((request, response) => answer(mounts[what], request, response));
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({
        address: `http://localhost:${server.address().port}/`,
        close: () => {
          server.close();
          server.closeAllConnections();
        },
      }),
    );
  });
}

function answer(mounted, request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  const file = fileFor(mounted, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
  if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
  if (extname(file) === '.html') response.end(readFileSync(file, 'utf8').replace(/(?=<meta)/, recorder));
  else createReadStream(file).pipe(response);
}

function fileFor(mounted, path) {
  const [prefix, place] = Object.entries(mounted).find(([each]) => path.startsWith(each));
  return join(place, path.slice(prefix.length));
}
