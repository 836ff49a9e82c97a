// npm start: installs what is missing, builds what changed, serves the modeler page and prints its address. The page is
// there as soon as engine.wasm is; the language modules are built behind it.

import { bundle } from './lib/bundle.mjs';
import { buildModule, languages } from './lib/modules.mjs';
import { buildPage } from './lib/page.mjs';
import { prepare } from './lib/prepare.mjs';
import { fail, step } from './lib/progress.mjs';
import { serve } from './lib/serve.mjs';

try {
  await prepare();
  await step('engine.wasm', () => buildModule('engine', 'release'));
  await step('package', () => bundle());
  await step('page', () => buildPage());
  const pending = new Map(languages.map((name) => [name, deferred()]));
  const { address } = await serve({ pending: new Map([...pending].map(([name, { promise }]) => [name, promise])) });
  console.log(`\n  Signalbox is ready: ${address}\n`);
  for (const name of languages) {
    await step(`${name}.wasm`, () => buildModule(name, 'release'), { background: true }).catch(tell);
    pending.get(name).resolve();
  }
} catch (error) {
  fail(error);
}

// The page stays up without a language; what the compiler said is shown.
function tell(error) {
  console.error(error.output ?? error);
}

function deferred() {
  let resolve;
  const promise = new Promise((done) => (resolve = done));
  return { promise, resolve };
}
