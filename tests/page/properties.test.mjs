// The properties panel: every kind of property is typed in, and the saved file has it; undo gives the opened text back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { element, save, select, typeOver } from './lib/actions.mjs';
import { start } from './lib/browser.mjs';
import { add, contains, edited, fill, open } from './lib/properties.mjs';

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

const cases = {
  'a script with its tests': {
    elements: ['<bpmn:scriptTask id="T"/>'],
    async work(page) {
      await select(page, 'T');
      await fill(page, { 'signalbox-scriptFormat': ['python'], 'signalbox-script-text': 'x = 1' });
      await add(page, 'signalbox-unit-tests');
      await fill(page, { 'signalbox-test-test1-expectedOutputJson': '{"x": 1}' });
    },
    parts: [
      'scriptFormat="python"',
      '<bpmn:script>x = 1</bpmn:script>',
      '<spiffworkflow:unitTests><spiffworkflow:unitTest id="test1"><spiffworkflow:inputJson>{}</spiffworkflow:inputJson><spiffworkflow:expectedOutputJson>{"x": 1}</spiffworkflow:expectedOutputJson>',
    ],
  },
  'a user task: form, guests, instructions, metadata, scripts before and after': {
    elements: ['<bpmn:userTask id="T"/>'],
    async work(page) {
      await select(page, 'T');
      await fill(page, {
        'signalbox-formJsonSchemaFilename': 'a-schema.json',
        'signalbox-formUiSchemaFilename': 'a-ui.json',
        'signalbox-variable-name': 'form',
        'signalbox-start-on-available': 'hooks/available',
        'signalbox-instructions-text': 'Hi {{ name }}',
        'signalbox-allow-guest': true,
        'signalbox-guest-confirmation': 'Thanks',
        'signalbox-preScript': 'n = 1',
        'signalbox-postScript': 'del n',
      });
      await add(page, 'task_metadata_properties');
      await fill(page, { 'signalbox-metadata-0-name': 'icon', 'signalbox-metadata-0-value': "'fa-x'" });
    },
    parts: [
      '<spiffworkflow:property name="formJsonSchemaFilename" value="a-schema.json" />',
      '<spiffworkflow:property name="formUiSchemaFilename" value="a-ui.json" />',
      '<spiffworkflow:variableName>form</spiffworkflow:variableName>',
      '<spiffworkflow:processModelToStartOnTaskAvailable>hooks/available<',
      '<spiffworkflow:instructionsForEndUser>Hi {{ name }}<',
      '<spiffworkflow:allowGuest>true<',
      '<spiffworkflow:guestConfirmation>Thanks<',
      '<spiffworkflow:preScript>n = 1<',
      '<spiffworkflow:postScript>del n<',
      '<spiffworkflow:taskMetadataValue name="icon" value="&#39;fa-x&#39;" />',
    ],
  },
  'a service task with parameters, result and retry': {
    elements: ['<bpmn:serviceTask id="T"/>'],
    async work(page) {
      await select(page, 'T');
      await fill(page, { 'signalbox-operator': 'acme/Do' });
      await page.locator('[data-entry-id="signalbox-parameters"] .bio-properties-panel-add-entry').click();
      await fill(page, {
        'signalbox-parameter-0-value': "'https://x.test'",
        'signalbox-parameter-0-type': 'str',
        'signalbox-parameter-0-name': 'url',
        'signalbox-result': 'r',
        'signalbox-retries': '3',
        'signalbox-backoff_base': '2',
      });
    },
    parts: [
      '<spiffworkflow:serviceTaskOperator id="acme/Do" resultVariable="r">',
      '<spiffworkflow:parameters><spiffworkflow:parameter id="url" type="str" value="&#39;https://x.test&#39;" /></spiffworkflow:parameters>',
      '<spiffworkflow:retry retries="3" backoff_base="2" />',
    ],
  },
  'a decision, a called process, a default flow and conditions': {
    elements: [
      '<bpmn:businessRuleTask id="R"/>',
      '<bpmn:callActivity id="C"/>',
      '<bpmn:exclusiveGateway id="G"><bpmn:outgoing>F</bpmn:outgoing></bpmn:exclusiveGateway>',
      '<bpmn:task id="A"><bpmn:incoming>F</bpmn:incoming></bpmn:task>',
      '<bpmn:intermediateCatchEvent id="E"><bpmn:conditionalEventDefinition id="E_d"/></bpmn:intermediateCatchEvent>',
      '<bpmn:sequenceFlow id="F" sourceRef="G" targetRef="A"/>',
    ],
    async work(page) {
      await select(page, 'R');
      await fill(page, { 'signalbox-decision-id': 'price' });
      await select(page, 'C');
      await fill(page, { 'signalbox-called-element': 'other' });
      await select(page, 'E');
      await fill(page, { 'signalbox-condition-text': 'ready' });
      await select(page, 'F');
      await fill(page, { 'signalbox-condition-text': 'x > 1', 'signalbox-default': true });
    },
    parts: [
      '<spiffworkflow:calledDecisionId>price<',
      'calledElement="other"',
      'default="F"',
      '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">x &gt; 1</bpmn:conditionExpression>',
      '<bpmn:condition xsi:type="bpmn:tFormalExpression">ready</bpmn:condition>',
    ],
  },
  'messages: payload, variable, matching conditions': {
    elements: [
      '<bpmn:sendTask id="S"/>',
      '<bpmn:intermediateCatchEvent id="E"><bpmn:messageEventDefinition id="E_d"/></bpmn:intermediateCatchEvent>',
    ],
    options: { roots: '<bpmn:correlationProperty id="order_id" name="order id"/>' },
    async work(page) {
      await select(page, 'S');
      await fill(page, { 'signalbox-message-name': 'paid' });
      await fill(page, { 'signalbox-message-data': '{"id": 1}', 'signalbox-retrieval-order_id': 'id' });
      await select(page, 'E');
      await fill(page, { 'signalbox-message-name': 'paid', 'signalbox-message-data': 'payment' });
      await fill(page, { 'signalbox-matching': true });
      await add(page, 'correlationConditions');
      await fill(page, { 'signalbox-match-0-propertyId': 'order_id', 'signalbox-match-0-expression': 'oid' });
    },
    parts: [
      '<bpmn:message id="paid" name="paid" />',
      '<spiffworkflow:messagePayload>{"id": 1}<',
      '<bpmn:correlationPropertyRetrievalExpression messageRef="paid"><bpmn:formalExpression>id</bpmn:formalExpression>',
      'spiffworkflow:isMatchingCorrelation="true"',
      '<spiffworkflow:messageVariable>payment<',
      '<spiffworkflow:processVariableCorrelation><spiffworkflow:propertyId>order_id</spiffworkflow:propertyId><spiffworkflow:expression>oid</spiffworkflow:expression>',
    ],
  },
  'lists of the file: data objects, messages, correlation, signals, errors, escalations': {
    elements: ['<bpmn:task id="T"/>'],
    async work(page) {
      const groups = [
        'editDataObjects',
        'signalbox-messages',
        'signalbox-correlation-properties',
        'signalbox-signals',
        'signalbox-errors',
        'signalbox-escalations',
      ];
      for (const group of groups) await add(page, group);
      await fill(page, { 'signalbox-object-data_object_1-category': 'private' });
      const signal = page.locator('[data-group-id="group-signalbox-signals"]');
      await typeOver(signal.locator('[data-entry-id$="-payload"] :is(textarea, .cm-content)'), '{"a": 1}');
      await signal.locator('[data-entry-id$="-variable"] input').fill('got');
      await signal.locator('[data-entry-id$="-variable"] input').blur();
    },
    parts: [
      '<bpmn:dataObject id="data_object_1"><bpmn:extensionElements><spiffworkflow:category>private<',
      'name="message1" />',
      '<bpmn:correlationProperty id="property1" name="property1" />',
      'name="signal1"><bpmn:extensionElements><spiffworkflow:payloadExpression>{"a": 1}</spiffworkflow:payloadExpression><spiffworkflow:variableName>got<',
      'errorCode="error1"',
      'escalationCode="escalation1"',
    ],
  },
  'correlation: where a property stands in messages': {
    elements: ['<bpmn:task id="T"/>'],
    options: {
      roots: '<bpmn:message id="paid" name="paid"/><bpmn:correlationProperty id="order_id" name="order id"/>',
    },
    async work(page) {
      await open(page, 'signalbox-correlation-properties', 'signalbox-property-order_id');
      await page.locator('[data-entry-id="signalbox-property-order_id-in"] .bio-properties-panel-add-entry').click();
      await fill(page, { 'signalbox-property-order_id-in-0-path': 'id' });
    },
    parts: ['<bpmn:correlationPropertyRetrievalExpression messageRef="paid"><bpmn:formalExpression>id<'],
  },
  "the schema of a message, which SpiffArena's modeler names without prefix": {
    elements: ['<bpmn:task id="T"/>'],
    options: { roots: '<bpmn:message id="paid" name="paid" jsonSchemaId="old"/><bpmn:message id="sent" name="sent"/>' },
    async work(page) {
      await open(page, 'signalbox-messages', 'signalbox-message-paid');
      await fill(page, { 'signalbox-message-paid-schema': 'payment.json' });
      await page
        .locator('[data-entry-id="signalbox-message-sent"] .bio-properties-panel-collapsible-entry-header')
        .click();
      await fill(page, { 'signalbox-message-sent-schema': 'parcel.json' });
    },
    parts: [
      '<bpmn:message id="paid" name="paid" spiffworkflow:jsonSchemaId="payment.json" />',
      '<bpmn:message id="sent" name="sent" spiffworkflow:jsonSchemaId="parcel.json" />',
    ],
  },
  'an error of an operator, caught at its boundary': {
    elements: [
      '<bpmn:serviceTask id="S"/>',
      '<bpmn:boundaryEvent id="B" attachedToRef="S"><bpmn:errorEventDefinition id="B_d"/></bpmn:boundaryEvent>',
    ],
    async work(page) {
      await select(page, 'S');
      await fill(page, { 'signalbox-operator': 'http/GetRequest' });
      await select(page, 'B');
      await fill(page, { 'signalbox-operator-error': ['HttpError404'] });
    },
    parts: ['name="HttpError404" errorCode="HttpError404" />', '<bpmn:errorEventDefinition id="B_d" errorRef="Error_'],
  },
  'data references and stores': {
    elements: [
      '<bpmn:dataObject id="invoice" name="Invoice"/>',
      '<bpmn:dataObjectReference id="D" dataObjectRef="other"/>',
      '<bpmn:dataObject id="other"/>',
      '<bpmn:dataStoreReference id="S"/>',
    ],
    async work(page) {
      await select(page, 'D');
      await fill(page, { 'signalbox-data-object': ['invoice'] });
      await fill(page, { 'signalbox-data-state': 'paid' });
      await select(page, 'S');
      await fill(page, { 'signalbox-data-store': 'prices' });
      await fill(page, { 'signalbox-data-store-class': 'KKVDataStore', 'signalbox-data-store-type': 'kkv' });
    },
    parts: [
      '<bpmn:dataObjectReference id="D" name="Invoice [paid]" dataObjectRef="invoice">',
      '<bpmn:dataState name="paid" />',
      '<bpmn:dataStore id="prices" name="KKVDataStore" />',
      '<bpmn:dataStoreReference id="S" dataStoreRef="prices" type="kkv" />',
    ],
  },
  'repetition: standard loop and multi-instance': {
    elements: [
      '<bpmn:userTask id="L"><bpmn:standardLoopCharacteristics/></bpmn:userTask>',
      '<bpmn:userTask id="M"><bpmn:multiInstanceLoopCharacteristics/></bpmn:userTask>',
    ],
    async work(page) {
      await select(page, 'L');
      await fill(page, {
        'signalbox-loop-condition': 'x < 3',
        'signalbox-loop-maximum': '5',
        'signalbox-loop-before': true,
        'signalbox-scripts-on-instances': true,
      });
      await select(page, 'M');
      await fill(page, {
        'signalbox-mi-input': 'items',
        'signalbox-mi-input-item': 'one',
        'signalbox-mi-synced': true,
      });
      await fill(page, { 'signalbox-mi-output': 'results', completionCondition: 'done' });
    },
    parts: [
      'spiffworkflow:scriptsOnInstances="true"',
      'loopMaximum="5"',
      'testBefore="true"',
      '<bpmn:loopDataInputRef>items</bpmn:loopDataInputRef><bpmn:loopDataOutputRef>results</bpmn:loopDataOutputRef>',
      '<bpmn:inputDataItem id="one" name="one" />',
      '<bpmn:outputDataItem id="one" name="one" />',
      'spiffworkflow:isOutputSynced="true"',
    ],
  },
  'inputs and outputs': {
    elements: ['<bpmn:task id="T"/>'],
    async work(page) {
      await select(page, 'T');
      await add(page, 'signalbox-dataInputs');
      await add(page, 'signalbox-dataOutputs');
      await fill(page, { 'signalbox-io-input1-name': 'amount' });
    },
    parts: [
      '<bpmn:dataInput id="input1" name="amount" /><bpmn:dataOutput id="output1" name="output1" />',
      '<bpmn:dataInputRefs>input1</bpmn:dataInputRefs>',
      '<bpmn:dataOutputRefs>output1</bpmn:dataOutputRefs>',
    ],
  },
  'events: what a signal carries, a timer, the button of a boundary event': {
    elements: [
      '<bpmn:userTask id="U"/>',
      '<bpmn:boundaryEvent id="B" attachedToRef="U"><bpmn:signalEventDefinition id="B_d" signalRef="stop"/></bpmn:boundaryEvent>',
      '<bpmn:intermediateThrowEvent id="W"><bpmn:signalEventDefinition id="W_d" signalRef="stop"/></bpmn:intermediateThrowEvent>',
      '<bpmn:intermediateCatchEvent id="C"><bpmn:timerEventDefinition id="C_d"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>',
    ],
    options: { roots: '<bpmn:signal id="stop" name="stop"/>' },
    async work(page) {
      await select(page, 'B');
      await fill(page, { 'signalbox-signal-button': 'Stop', 'signalbox-signal-variable': 'why' });
      await select(page, 'W');
      await fill(page, { 'signalbox-signal-payload': '"late"' });
      await select(page, 'C');
      await page.getByText('write a fixed time in quotes').waitFor();
      await fill(page, { timerEventDefinitionValue: '"PT2H"' });
    },
    parts: [
      '<spiffworkflow:signalButtonLabel>Stop<',
      '<spiffworkflow:variableName>why<',
      '<spiffworkflow:payloadExpression>"late"<',
      '"PT2H"</bpmn:timeDuration>',
    ],
  },
};

for (const [name, { elements, options, work, parts }] of Object.entries(cases)) {
  test(`${name}: typed in and saved`, async () => {
    const { page, saved, opened } = await edited(site, elements, options, work);
    contains(saved, ...parts);
    await element(page, /id="(\w+)"/.exec(elements.at(-1))[1])
      .locator('.djs-hit')
      .first()
      .click();
    for (let presses = 0; presses < 40; presses++) await page.keyboard.press('Control+z');
    await page.locator('.tab__dot').waitFor({ state: 'detached' });
    assert.equal(await save(page), opened);
  });
}
