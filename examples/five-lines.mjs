// The least there is to do: a diagram from its file to its end. node examples/five-lines.mjs FILE.bpmn
import { readFileSync } from 'node:fs';
import { load } from 'signalbox';

const workspace = (await load()).workspace();
workspace.put('process.bpmn', readFileSync(process.argv[2]));
const run = await workspace.start(workspace.processes()[0].id);
while (run.continue().run.status === 'waiting') run.complete(run.tasks({ state: 'ready', manual: true })[0].id);
console.log(run.status());
