// npm run build: what is published, in dist/. With --fast: what the command line and the tests of a checkout need, built
// for the inner loop (cargo profile `fast`, no wasm-opt); name modules to build only these: `--fast engine`.

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, declarations, inlineModules } from './lib/bundle.mjs';
import { licenses } from './lib/licenses.mjs';
import { buildModule, moduleNames, sizeOf } from './lib/modules.mjs';
import { buildPage, copyModules, pageFolder } from './lib/page.mjs';
import { prepare } from './lib/prepare.mjs';
import { fail, step } from './lib/progress.mjs';
import { dist } from './lib/root.mjs';

const flags = process.argv.slice(2);
const fast = flags.includes('--fast');
const named = moduleNames.filter((name) => flags.includes(name));

try {
  await prepare();
  for (const name of named.length ? named : moduleNames) {
    await step(`${name}.wasm`, () => buildModule(name, fast ? 'fast' : 'publish'));
  }
  await step('package', () => bundle({ minify: !fast }));
  if (!fast) await publishable();
} catch (error) {
  fail(error);
}

async function publishable() {
  await step('inline modules', () => inlineModules(moduleNames));
  await step('declarations', () => declarations());
  await step('licences of others', () => licenses());
  await step('page', () => buildPage({ minify: true }));
  if (existsSync(pageFolder)) copyModules();
  const sizes = moduleNames.map(sizeOf);
  writeFileSync(join(dist, 'sizes.txt'), `${sizes.join('\n')}\n`);
  console.log(`\n  ${sizes.join('\n  ')}`);
}
