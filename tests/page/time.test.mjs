// Timers, messages and collaborations on the page.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hasState, openExample, openFile, panel, press, ready, status } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

/** A file of one process or several, drawn in a row each. */
function drawn(content, shapes) {
  const bounds = ([id, x, y, width = 36, height = 36]) =>
    `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" /></bpmndi:BPMNShape>`;
  return `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core" id="d" targetNamespace="t" expressionLanguage="javascript">
    ${content}<bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="plane" bpmnElement="${shapes[0][0]}">${shapes.slice(1).map(bounds).join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`;
}

const flow = (source, target) =>
  `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}" />`;

/** Chases a payment up to where it waits for a message or two weeks. */
async function toWait(page) {
  await openExample(page, 'Timer and message');
  await page.keyboard.press('F5');
  await hasState(page, 'Wait', 'waiting');
}

test('timers show due time and what is left, and can be let fire', async () => {
  const { page, errors } = await site.open();
  await openExample(page, 'Timer and message');
  await panel(page, 'Timers');
  await page.getByText('Its timers show here').waitFor();
  await page.keyboard.press('F5');
  await hasState(page, 'Wait', 'waiting');
  const row = page.locator('.timers__table tbody tr');
  await row.getByText('Two weeks later').waitFor();
  assert.match(await row.innerText(), /14 d[\s\S]*duration[\s\S]*P14D[\s\S]*once/);
  await row.getByRole('button', { name: 'Fire now' }).click();
  await press(page, 'run');
  await hasState(page, 'Remind', 'ready');
  await page.getByText('No timer runs now.').waitFor();
  assert.deepEqual(errors, []);
});

test('next timer moves the clock of the run to it', async () => {
  const { page, errors } = await site.open();
  await toWait(page);
  await panel(page, 'Timers');
  await page.locator('.timers').getByRole('button', { name: 'Next timer' }).click();
  await hasState(page, 'TwoWeeks', 'completed');
  assert.deepEqual(errors, []);
});

const soon = drawn(
  `<process id="p" isExecutable="true"><startEvent id="a" /><intermediateCatchEvent id="w" name="Soon"><timerEventDefinition>
    <timeDuration>"PT2S"</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id="e" />${flow('a', 'w')}${flow('w', 'e')}</process>`,
  [['p'], ['a', 100, 100], ['w', 200, 100], ['e', 300, 100]],
);

test('in real time the run goes on by itself when a timer is due', async () => {
  const { page, errors } = await site.open();
  await openFile(page, 'soon.bpmn', soon);
  await ready(page);
  await page.keyboard.press('F5');
  await hasState(page, 'w', 'waiting');
  await panel(page, 'Timers');
  const real = page.locator('.timers').getByRole('button', { name: 'Real time' });
  await real.click();
  await page.locator('.sb-clock.is-following').waitFor();
  await status(page, 'Done');
  assert.equal(await real.getAttribute('aria-pressed'), 'true');
  assert.deepEqual(errors, []);
});

const send = async (page, kind, name, payload) => {
  await page.getByLabel('Kind').selectOption(kind);
  await page.getByLabel('Name or code').fill(name);
  await page.getByLabel('Payload (JSON)').fill(payload);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
};

test('the ledger tells who sent and received, and why nobody did', async () => {
  const { page, errors } = await site.open();
  await openExample(page, 'Timer and message');
  await panel(page, 'Messages');
  await page.getByText('Messages and signals can be sent into it').waitFor();
  await page.keyboard.press('F5');
  await hasState(page, 'Wait', 'waiting');
  await page.getByText('Nothing was sent in this run yet.', { exact: false }).waitFor();
  await send(page, 'message', 'pain', '{"sum": 1}');
  const entry = page.locator('.ledger__entry').first();
  await entry.getByText('Nobody waits for the message "pain". Somebody waits for "paid".').waitFor();
  assert.match(await entry.innerText(), /outside[\s\S]*nobody[\s\S]*kept/);
  await send(page, 'signal', 'go', '{}');
  await page.getByText('Nobody caught the signal "go".').waitFor();
  await send(page, 'error', 'E1', '{}');
  await page.getByText('Nobody caught the error "E1".').waitFor();
  await page.locator('.messages__waiting .task').click();
  await page.waitForFunction(() => document.querySelector('.messages__name input').value === 'paid');
  await page.getByLabel('Payload (JSON)').fill('{"sum": 20}');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await hasState(page, 'Paid', 'ready');
  await page.locator('.ledger__entry--completed', { hasText: 'received' }).waitFor();
  await page.getByLabel('Only what nobody received').check();
  assert.equal(await page.locator('.ledger__entry').count(), 3);
  await page.getByRole('button', { name: /^Take/ }).click();
  await page.locator('.ledger__entry--taken').nth(2).waitFor();
  assert.deepEqual(errors, []);
});

const pools = drawn(
  `<collaboration id="c" name="Shop and buyer"><participant id="Shop" name="Shop" processRef="shop" /><participant id="Buyer" name="Buyer" processRef="buyer" /></collaboration>
  <message id="m" name="order"><extensionElements><s:messagePayload>({ item: 'bike' })</s:messagePayload><s:messageVariable>order</s:messageVariable></extensionElements></message>
  <process id="shop" isExecutable="true"><startEvent id="s"><messageEventDefinition messageRef="m" /></startEvent><userTask id="pack" name="Pack" />${flow('s', 'pack')}</process>
  <process id="buyer" isExecutable="true"><startEvent id="b" /><sendTask id="buy" name="Buy" messageRef="m" />${flow('b', 'buy')}</process>`,
  [
    ['c'],
    ['Shop', 80, 60, 500, 140],
    ['Buyer', 80, 220, 500, 140],
    ['s', 160, 110],
    ['pack', 280, 90, 100, 80],
    ['b', 160, 270],
    ['buy', 280, 250, 100, 80],
  ],
);

test('a collaboration is started with all its participants', async () => {
  const { page, errors } = await site.open();
  await openFile(page, 'pools.bpmn', pools);
  await ready(page);
  await press(page, 'options');
  await page.getByLabel('Process or collaboration').selectOption('Shop and buyer');
  await page.getByText('Run together: Shop, Buyer').waitFor();
  await page.locator('.sb-dialog').getByRole('button', { name: 'Start', exact: true }).click();
  await press(page, 'run');
  await hasState(page, 'pack', 'ready');
  await panel(page, 'Messages');
  assert.match(await page.locator('.ledger__entry').innerText(), /order[\s\S]*Buy[\s\S]*→[\s\S]*s[\s\S]*received/);
  assert.deepEqual(errors, []);
});

test('a process is started at its message start event with a payload', async () => {
  const { page, errors } = await site.open();
  await openFile(page, 'pools.bpmn', pools);
  await ready(page);
  await press(page, 'options');
  await page.getByLabel('Process or collaboration').selectOption('shop');
  await page.getByLabel('Payload of its event (JSON)').fill('{"item": "lamp"}');
  await page.locator('.sb-dialog').getByRole('button', { name: 'Start', exact: true }).click();
  await press(page, 'run');
  await hasState(page, 'pack', 'ready');
  await panel(page, 'Messages');
  await page.locator('.ledger__entry', { hasText: 'lamp' }).waitFor();
  assert.deepEqual(errors, []);
});
