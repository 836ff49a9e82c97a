// What others wrote and the package carries: Rust crates inside the wasm modules, npm packages inside the JavaScript. Their
// licences are written into dist/, each text once with the names of all that it stands for.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleOptions } from './bundle.mjs';
import { moduleNames } from './modules.mjs';
import { at, dist } from './root.mjs';
import { run } from './run.mjs';

export const licensesFile = join(dist, 'THIRD-PARTY-LICENSES.txt');

const HEAD = `Signalbox carries the work of others. Below are their licences, each with the packages it is given by.
The WebAssembly modules also contain parts of the standard library of Rust: MIT OR Apache-2.0, https://github.com/rust-lang/rust
`;

/** Writes the file anew. */
export async function licenses() {
  const carried = [...(await crates()), ...(await packages())];
  const texts = new Map();
  for (const one of carried) for (const text of textsOf(one)) texts.set(text, [...(texts.get(text) ?? []), one]);
  const named = ({ name, version, license }) => `${name} ${version} (${license})`;
  const sections = [...texts].map(([text, ones]) => `${'-'.repeat(100)}\n${ones.map(named).join('\n')}\n\n${text}\n`);
  writeFileSync(licensesFile, [HEAD, ...sections].join('\n'));
}

/** The crates that are compiled into any of the modules. Those that only run while building are not. */
async function crates() {
  const platform = ['--filter-platform', 'wasm32-unknown-unknown'];
  const features = ['--no-default-features', '--features', moduleNames.join()];
  const text = await run('cargo', ['metadata', '--format-version', '1', '--locked', ...platform, ...features]);
  const { packages: all, resolve } = JSON.parse(text.slice(text.indexOf('{"')));
  const byId = new Map(all.map((one) => [one.id, one]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const linked = new Set();
  const visit = (id) => {
    if (linked.has(id) || byId.get(id).targets.some(({ kind }) => kind.includes('proc-macro'))) return;
    linked.add(id);
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) if (kinds.some(({ kind }) => kind === null)) visit(pkg);
  };
  visit(resolve.root);
  linked.delete(resolve.root);
  return [...linked]
    .map((id) => byId.get(id))
    .map((one) => ({ ...one, folder: dirname(one.manifest_path) }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** The npm packages of which anything is in the bundles. */
async function packages() {
  const { build } = await import('esbuild');
  const { metafile } = await build({ ...bundleOptions(), write: false, metafile: true });
  const folders = Object.keys(metafile.inputs).map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  return [...new Set(folders.filter(Boolean))].sort().map((folder) => {
    const { name, version, license, author } = JSON.parse(readFileSync(at(folder, 'package.json'), 'utf8'));
    const authors = [author?.name ?? author].filter(Boolean);
    return { name, version, license, authors, folder: at(folder) };
  });
}

/** The texts in the folder of a package; who offers a choice gives the shortest. */
function textsOf({ name, folder, license, authors }) {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const found = files.map(({ name }) => name).filter((name) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name));
  const chosen = /\bOR\b|\//.test(license ?? '') ? found.filter((name) => /mit/i.test(name)).slice(0, 1) : [];
  const names = chosen.length ? [...chosen, ...found.filter((name) => /^notice/i.test(name))] : found;
  if (names.length) return names.map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r', '').trim());
  return [without({ name, license, authors })];
}

/** What holds for a package that names its licence and brings no text: the words of the MIT licence, which all of these allow. */
function without({ name, license, authors }) {
  if (!/\bMIT\b/.test(license ?? '')) throw new Error(`${name} has the licence ${license} and no text of it`);
  const own = readFileSync(at('LICENSE-MIT'), 'utf8').trim();
  return own.replace(
    /^Copyright.*$/m,
    `Copyright (c) ${authors?.length ? authors.join(', ') : `the authors of ${name}`}`,
  );
}
