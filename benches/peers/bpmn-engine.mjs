// bpmn-engine on the same diagrams. Arguments: folder of its node_modules, then name=file ... Prints JSON rows.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { rate } from '../measure.mjs';

const [folder, ...files] = process.argv.slice(2);
const { Engine } = createRequire(join(folder, 'package.json'))('bpmn-engine');
const LONGEST = 10_000;
const rows = [];

for (const argument of files) {
  const [name, file] = argument.split('=');
  rows.push(await measure(name, readFileSync(file, 'utf8')).catch((error) => ({ name, error: error.message })));
}
console.log(JSON.stringify(rows));
process.exit();

async function measure(name, source) {
  await within(LONGEST, finish(name, source));
  return { name, instances: await rate(() => finish(name, source)) };
}

async function finish(name, source) {
  const engine = new Engine({ name, source });
  const execution = await engine.execute();
  for (const api of execution.getPostponed()) api.signal({ approved: true });
  if (execution.state !== 'idle') await execution.waitFor('end');
}

function within(limit, work) {
  const late = new Promise((_, reject) =>
    setTimeout(reject, limit, new Error(`no end within ${limit / 1000} s`)).unref(),
  );
  return Promise.race([work, late]);
}
