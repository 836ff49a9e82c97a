// The programs that README prints run as they are printed.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { load } from 'signalbox';
import { at } from '../../scripts/lib/root.mjs';
import { line, script, user } from './diagrams.mjs';

const blocks = [...readFileSync(at('README.md'), 'utf8').matchAll(/```js\n([\s\S]*?)```/g)].map(([, text]) => text);
const [first, people, time] = blocks;
const AsyncFunction = (async () => {}).constructor;

/** Runs a program of README with these names around it; gives what it printed and the values of `results`. */
async function run(text, around, results = '') {
  const printed = [];
  const names = { ...around, console: { log: (...values) => printed.push(values) } };
  const program = text.replace(/^import \{ (\w+) \} from 'signalbox';$/m, '');
  const given = await new AsyncFunction(...Object.keys(names), `${program}\nreturn { ${results} };`)(
    ...Object.values(names),
  );
  return { printed, ...given };
}

/** A run of an order that the manager approves. */
async function approval() {
  const lanes =
    '<laneSet id="lanes"><lane id="lane" name="Manager"><flowNodeRef>approve</flowNodeRef></lane></laneSet>';
  const nodes = Array.from({ length: 6 }, (_, at) => script(`step${at}`, `x = ${at}`));
  const xml = line('order', [...nodes, user('approve')]).replace('<startEvent', `${lanes}<startEvent`);
  const workspace = (await load()).workspace();
  workspace.put('order.bpmn', xml);
  const started = await workspace.start('order');
  started.continue();
  return { workspace, run: started };
}

test('a script is run to its end', async () => {
  const xml = line('order', [script('total', 'total = sum(prices)')]);
  const { printed } = await run(first, { load, xml });
  assert.deepEqual(printed, [['completed', { prices: [1, 2, 3], total: 6 }]]);
});

test('a person does a task, the past is looked at, and a run is forked, reset, rebound and saved', async () => {
  const { workspace, run: order } = await approval();
  const { task, other, bytes } = await run(people, { workspace, run: order }, 'task, other, bytes');
  assert.equal(task.element, 'approve');
  assert.equal(other.info().position, 12);
  const restored = await workspace.restore(bytes);
  assert.equal(restored.tasks({ state: 'ready' })[0].element, 'approve');
});

test('time passes, and instances are started by it', async () => {
  const { workspace, run: order } = await approval();
  const cycle = '<timerEventDefinition id="t"><timeCycle>R3/PT8H</timeCycle></timerEventDefinition>';
  const xml = line('daily', []).replace('<startEvent id="start" />', `<startEvent id="start">${cycle}</startEvent>`);
  workspace.put('daily.bpmn', xml);
  const { schedule } = await run(time, { workspace, run: order, now: 0 }, 'schedule');
  assert.equal(schedule.timers()[0].fired, 3);
});
