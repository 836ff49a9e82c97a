// Builds the four wasm modules: cargo, wasm-bindgen, and for publishing wasm-opt.
//
// A module is made at one of three levels: `fast` (the inner loop), `release` (what `npm start` and `npm test` use) and
// `publish` (also run through wasm-opt). A module that is there at a higher level, from the same sources, is kept.

import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bindgen } from './prepare.mjs';
import { at, dist, target } from './root.mjs';
import { run } from './run.mjs';
import { hashOf, stampOf, writeStamp } from './stamp.mjs';

const levels = ['fast', 'release', 'publish'];
const megabyte = 1024 * 1024;

// A memory limit, so that a memory bomb in a script traps there and nowhere else, and stack for the script's recursion.
const interpreter = [
  ...['-C', `link-arg=--max-memory=${256 * megabyte}`],
  ...['-C', `link-arg=-zstack-size=${4 * megabyte}`],
  ...['--cfg', 'getrandom_backend="wasm_js"'],
];

/** The modules: cargo profile, what wasm-opt optimises, flags for rustc. */
const modules = {
  // -Oz would take 8 % of the engine's raw size and add 10 % to what gzip makes of it: docs/performance.md.
  engine: { profile: 'web', optimise: ['--duplicate-function-elimination'], rustflags: [] },
  javascript: { profile: 'size', optimise: ['-Oz'], rustflags: interpreter },
  python: { profile: 'size', optimise: ['-Oz'], rustflags: interpreter },
  jinja: { profile: 'web', optimise: ['-Oz'], rustflags: interpreter },
};

const generated = at('www', 'engine', 'generated');

export const languages = ['jinja', 'javascript', 'python'];
export const moduleNames = Object.keys(modules);

/** Makes `dist/<name>.wasm` and its glue in www/engine/generated/. Returns false when both were there already. */
export async function buildModule(name, level) {
  const key = hashOf('src', 'Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', 'scripts/lib/modules.mjs');
  if (isFresh(name, level, key)) return false;
  await bind(name, await compile(name, level), level);
  if (level === 'publish') await optimise(name);
  writeStamp(`module-${name}`, { key, level });
  return true;
}

function isFresh(name, level, key) {
  const stamp = stampOf(`module-${name}`);
  const files = [join(dist, `${name}.wasm`), glueFile(name)];
  return (
    stamp?.key === key &&
    levels.indexOf(stamp.level) >= levels.indexOf(level) &&
    files.every((file) => existsSync(file))
  );
}

async function compile(name, level) {
  const profile = level === 'fast' ? 'fast' : modules[name].profile;
  const folder = join(target, 'wasm', name);
  const args = ['build', '--lib', '--target', 'wasm32-unknown-unknown', '--no-default-features', '--features', name];
  const env = { CARGO_ENCODED_RUSTFLAGS: modules[name].rustflags.join('\x1f') };
  await run('cargo', [...args, '--profile', profile, '--target-dir', folder], { env });
  return join(folder, 'wasm32-unknown-unknown', profile, 'signalbox.wasm');
}

// The glue of `no-modules` is one expression, which makes it a factory when wrapped in a function: a language module that
// died is replaced by another instance, and two loads share nothing.
async function bind(name, wasm, level) {
  const folder = join(target, 'wasm', name, 'bound');
  const args = ['--target', 'no-modules', '--no-typescript', '--out-dir', folder, '--out-name', name];
  if (level === 'release') args.push('--remove-name-section');
  await run(await bindgen(), [wasm, ...args]);
  const glue = readFileSync(join(folder, `${name}.js`), 'utf8');
  mkdirSync(generated, { recursive: true });
  mkdirSync(dist, { recursive: true });
  writeFileSync(glueFile(name), factory(name, glue));
  if (name === 'engine') writeFileSync(join(generated, 'engine.d.ts'), declaration);
  copyFileSync(join(folder, `${name}_bg.wasm`), join(dist, `${name}.wasm`));
}

// What the engine calls in its host are free names in the glue; the factory's parameter gives them their meaning.
function factory(name, glue) {
  const host = name === 'engine' ? '{ evaluate, hasLanguage, callHost, panicked }' : '';
  return `export function create(${host}) {\n${glue}\nreturn wasm_bindgen;\n}\n`;
}

const declaration = `import type { EngineGlue, EngineHost } from '../glue.js';
export declare function create(host: EngineHost): EngineGlue;
`;

// The engine's glue is bundled; a language's stays a file beside its module and comes along with it.
function glueFile(name) {
  return join(name === 'engine' ? generated : dist, `${name}.js`);
}

const features = [
  'bulk-memory',
  'nontrapping-float-to-int',
  'sign-ext',
  'mutable-globals',
  'reference-types',
  'multivalue',
];

// Functions of like names are of like shape, and gzip finds again only what it saw within the last 32 KB. The names
// themselves stay behind.
const order = '--reorder-functions-by-name';

async function optimise(name) {
  const wasm = join(dist, `${name}.wasm`);
  const flags = features.map((feature) => `--enable-${feature}`);
  await run(process.execPath, [
    at('node_modules', 'binaryen', 'bin', 'wasm-opt'),
    ...flags,
    ...modules[name].optimise,
    order,
    wasm,
    '-o',
    wasm,
  ]);
}

/** Raw and compressed size of a module, in KB, for people. */
export function sizeOf(name) {
  const bytes = readFileSync(join(dist, `${name}.wasm`));
  const kilobytes = (size) => `${Math.round(size / 1000)} KB`;
  return `${name}.wasm ${kilobytes(bytes.length)}, ${kilobytes(gzipSync(bytes, { level: 9 }).length)} gzip`;
}
