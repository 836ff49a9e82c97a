// One cell of bpmn-engine: folder of its node_modules, file, number of units, `park` or `once`, JSON file of the data.
// Prints JSON: seconds of processor time, and bytes by which the process grew at most.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, file, count, mode, data] = process.argv.slice(2);
const { Engine } = createRequire(join(folder, 'package.json'))('bpmn-engine');
const source = readFileSync(file, 'utf8');
const variables = JSON.parse(readFileSync(data, 'utf8'));
const peak = () => process.resourceUsage().maxRSS * 1024;

const before = peak();
const since = process.cpuUsage();
const executions = [];
for (let index = 0; index < (mode === 'park' ? Number(count) : 1); index += 1) {
  executions.push(await new Engine({ name: 'bench', source }).execute({ variables: structuredClone(variables) }));
}
for (const execution of executions) {
  for (const api of execution.getPostponed()) api.signal({});
  if (execution.state !== 'idle') await execution.waitFor('end');
}
const { user, system } = process.cpuUsage(since);
console.log(JSON.stringify({ seconds: (user + system) / 1e6, bytes: peak() - before }));
process.exit();
