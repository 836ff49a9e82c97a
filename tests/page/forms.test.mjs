// Instructions and forms of tasks: drawn from a schema file, checked as one types, handed in.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hasState, openFile, panel, ready } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

const SCHEMA = {
  title: 'Visit of {{ who }}',
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', title: 'Name', minLength: 2 },
    age: { type: 'integer', title: 'Age', minimum: 18 },
    fruit: { type: 'string', title: 'Fruit', enum: ['options_from_task_data_var:fruits'] },
    guests: { type: 'array', title: 'Guests', items: { type: 'string' } },
  },
};
const UI = { 'ui:order': ['age', '*'] };

/** Opens a diagram with a script that sets data and a user task with a form, and runs it to the form. */
async function toForm(options) {
  const opened = await site.open(options);
  const { page } = opened;
  await openFile(page, 'visit-schema.json', JSON.stringify(SCHEMA));
  await openFile(page, 'visit-ui.json', JSON.stringify(UI));
  await openFile(page, 'visit.bpmn', diagram());
  await ready(page);
  await page.keyboard.press('F5');
  await hasState(page, 'Fill', 'ready');
  await panel(page, 'Tasks');
  await page.getByText('Visit of Ann').waitFor();
  return opened;
}

const INSTRUCTIONS = `# Welcome, {{ who }}
{% for fruit in fruits %}
- {{ fruit.label }}
{% endfor %}
<script>document.title = 'run'</script>`;

const shape = (id, x, width, height) =>
  `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="${140 - height / 2}" width="${width}" height="${height}" /></bpmndi:BPMNShape>`;
const edge = (id, from, to) =>
  `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}"><di:waypoint x="${from}" y="140" /><di:waypoint x="${to}" y="140" /></bpmndi:BPMNEdge>`;

function diagram() {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" id="Definitions" targetNamespace="http://signalbox.test">
  <bpmn:process id="visit" isExecutable="true">
    <bpmn:startEvent id="Come"><bpmn:outgoing>One</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="One" sourceRef="Come" targetRef="Prepare" />
    <bpmn:scriptTask id="Prepare" name="Prepare"><bpmn:incoming>One</bpmn:incoming><bpmn:outgoing>Two</bpmn:outgoing>
      <bpmn:script>who = 'Ann'
fruits = [{'value': 'a', 'label': 'Apple'}, {'value': 'p', 'label': 'Pear'}]</bpmn:script></bpmn:scriptTask>
    <bpmn:sequenceFlow id="Two" sourceRef="Prepare" targetRef="Fill" />
    <bpmn:userTask id="Fill" name="Fill in"><bpmn:extensionElements>
      <spiffworkflow:instructionsForEndUser><![CDATA[${INSTRUCTIONS}]]></spiffworkflow:instructionsForEndUser>
      <spiffworkflow:properties><spiffworkflow:property name="formJsonSchemaFilename" value="visit-schema.json" /><spiffworkflow:property name="formUiSchemaFilename" value="visit-ui.json" /></spiffworkflow:properties>
      </bpmn:extensionElements><bpmn:incoming>Two</bpmn:incoming><bpmn:outgoing>Three</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="Three" sourceRef="Fill" targetRef="Go" />
    <bpmn:endEvent id="Go"><bpmn:incoming>Three</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="Diagram"><bpmndi:BPMNPlane id="Plane" bpmnElement="visit">
    ${shape('Come', 100, 36, 36)}${shape('Prepare', 180, 100, 80)}${shape('Fill', 330, 100, 80)}${shape('Go', 480, 36, 36)}
    ${edge('One', 136, 180)}${edge('Two', 280, 330)}${edge('Three', 430, 480)}
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;
}

test('instructions are drawn from Markdown with the data filled in, and nothing in them runs', async () => {
  const { page, errors } = await toForm();
  await page.locator('.markdown h1', { hasText: 'Welcome, Ann' }).waitFor();
  assert.equal(await page.locator('.markdown li').count(), 2);
  assert.equal(await page.locator('.markdown script').count(), 0);
  assert.deepEqual(errors, []);
});

test('a form tells what is wrong while one types, and completes only what it allows', async () => {
  const { page, errors } = await toForm();
  await page.getByLabel('Age').fill('7');
  await page.getByText('must be at least 18').waitFor();
  await page.getByRole('button', { name: 'Complete', exact: true }).click();
  await page.getByText('is required').waitFor();
  await hasState(page, 'Fill', 'ready');
  await page.getByLabel('Age').fill('40');
  await page.locator('.schema-form').getByLabel('Name').fill('Bo');
  await page.getByLabel('Fruit').selectOption('Pear');
  await page.locator('.schema-form').getByLabel('Name').press('Control+Enter');
  await hasState(page, 'Fill', 'completed');
  await panel(page, 'Data');
  await page.locator('.data', { hasText: 'Bo' }).waitFor();
  assert.deepEqual(errors, []);
});
