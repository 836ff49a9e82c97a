import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** Files beside the bundle that the page needs to begin without a network. */
const BESIDE = ['./', './icon.svg', './manifest.webmanifest'];

/** Writes service-worker.js with the list of what was built; another build makes another cache. */
export function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    generateBundle(_, bundle) {
      const files = Object.keys(bundle)
        .filter((name) => !name.endsWith('.map') && name !== 'index.html')
        .map((name) => `./${name}`);
      const version = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12);
      this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: worker(version, [...BESIDE, ...files]) });
    },
  };
}

/**
 * Built files carry a hash in their names and are answered from the cache. The page itself and the engine's modules keep
 * their names, so they are asked for first and taken from the cache when nobody answers. The languages are large: they
 * are kept when they are first used, or when the page says that it has nothing else to do.
 */
function worker(version: string, files: string[]): string {
  return `const CACHE = 'signalbox-${version}';
const FILES = ${JSON.stringify(files)};
const ENGINE = ['./wasm/engine.wasm'];
const LANGUAGES = ['jinja', 'javascript', 'python'].flatMap((name) => ['./wasm/' + name + '.wasm', './wasm/' + name + '.js']);
self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => event.waitUntil(keep(LANGUAGES)));
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === 'GET' && url.origin === location.origin) event.respondWith(answer(event.request, url));
});
async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES);
  await keep(ENGINE);
  await self.skipWaiting();
}
async function keep(files) {
  const cache = await caches.open(CACHE);
  const missing = [];
  for (const file of files) if (!(await cache.match(file))) missing.push(cache.add(file));
  await Promise.allSettled(missing);
}
async function activate() {
  for (const name of await caches.keys()) if (name.startsWith('signalbox-') && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}
async function answer(request, url) {
  const cache = await caches.open(CACHE);
  if (url.pathname.includes('/assets/')) {
    const kept = await cache.match(request);
    if (kept) return kept;
  }
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}
`;
}
