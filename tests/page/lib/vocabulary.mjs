// One element of each kind with everything that the properties panel shows of it, and the same elements with nothing.

import { drawing } from './drawing.mjs';

const spiff = (tag, inside) => `<spiffworkflow:${tag}>${inside}</spiffworkflow:${tag}>`;
const extended = (...parts) => `<bpmn:extensionElements>${parts.join('')}</bpmn:extensionElements>`;
const CAMUNDA = 'http://camunda.org/schema/1.0/bpmn';

const script = `total = 0
for line in order["lines"]:
    total += line["price"] * line["amount"]
if total &gt; 100
    discount = "ten percent of everything that was ordered before noon"`;

const full = [
  `<bpmn:scriptTask id="Script" name="Compute the price of everything that was ordered" scriptFormat="python">${extended(
    spiff('instructionsForEndUser', '# Hello {{ name }}'),
    spiff(
      'unitTests',
      '<spiffworkflow:unitTest id="twice"><spiffworkflow:inputJson>{"x": 1}</spiffworkflow:inputJson><spiffworkflow:expectedOutputJson>{"x": 2</spiffworkflow:expectedOutputJson></spiffworkflow:unitTest>',
    ),
  )}<bpmn:script>${script}</bpmn:script></bpmn:scriptTask>`,
  `<bpmn:userTask id="User" name="Enter the order" xmlns:camunda="${CAMUNDA}" camunda:assignee="ann" camunda:candidateGroups="sales,finance">${extended(
    spiff('preScript', 'n = n or 1'),
    spiff('postScript', 'del tmp'),
    spiff(
      'properties',
      '<spiffworkflow:property name="formJsonSchemaFilename" value="order-schema.json"/><spiffworkflow:property name="formUiSchemaFilename" value="order-ui.json"/>',
    ),
    spiff('variableName', 'not a name'),
    spiff('instructionsForEndUser', 'Please **enter** the order of {{ customer }}.'),
    spiff('allowGuest', 'true'),
    spiff('guestConfirmation', 'Thank you!'),
    spiff('taskMetadataValues', '<spiffworkflow:taskMetadataValue name="icon" value="&#39;fa-cart&#39;"/>'),
    spiff('processModelToStartOnTaskAvailable', 'hooks/available'),
    '<camunda:formData><camunda:formField id="amount" label="Amount" type="long"/></camunda:formData>',
  )}<bpmn:multiInstanceLoopCharacteristics spiffworkflow:scriptsOnInstances="true"><bpmn:loopDataInputRef>people</bpmn:loopDataInputRef><bpmn:inputDataItem id="person" name="person"/></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>`,
  `<bpmn:manualTask id="Manual" name="Pack the parcel">${extended(spiff('instructionsForEndUser', 'Pack it.'))}<bpmn:standardLoopCharacteristics testBefore="true" loopMaximum="3"><bpmn:loopCondition xsi:type="bpmn:tFormalExpression">n &lt; 3</bpmn:loopCondition></bpmn:standardLoopCharacteristics></bpmn:manualTask>`,
  `<bpmn:serviceTask id="Service" name="Fetch the rates">${extended(
    '<spiffworkflow:serviceTaskOperator id="http/GetRequest" resultVariable="rates"><spiffworkflow:parameters><spiffworkflow:parameter id="url" type="str" value="&#39;https://rates.example/today?of=everything&amp;in=euros&#39;"/><spiffworkflow:parameter id="headers" type="any" value="{"/></spiffworkflow:parameters><spiffworkflow:retry retries="three" backoff_base="2"/></spiffworkflow:serviceTaskOperator>',
  )}</bpmn:serviceTask>`,
  `<bpmn:businessRuleTask id="Rule" name="Find the price">${extended(spiff('calledDecisionId', 'price'))}</bpmn:businessRuleTask>`,
  '<bpmn:callActivity id="Call" name="Ship it" calledElement="Everything"/>',
  `<bpmn:sendTask id="Send" name="Tell the customer" messageRef="paid">${extended(spiff('messagePayload', '{"id": order_id}'))}</bpmn:sendTask>`,
  `<bpmn:receiveTask id="Receive" name="Wait for the money" messageRef="paid" spiffworkflow:isMatchingCorrelation="true">${extended(
    spiff('messageVariable', 'payment'),
    spiff(
      'processVariableCorrelation',
      '<spiffworkflow:propertyId>order_id</spiffworkflow:propertyId><spiffworkflow:expression>oid</spiffworkflow:expression>',
    ),
  )}</bpmn:receiveTask>`,
  '<bpmn:subProcess id="Sub" name="Pack and ship"><bpmn:dataObject id="parcel"/></bpmn:subProcess>',
  '<bpmn:task id="Plain" name="Anything"><bpmn:ioSpecification id="io"><bpmn:dataInput id="amount" name="amount"/><bpmn:dataOutput id="price" name="price"/><bpmn:inputSet id="is"><bpmn:dataInputRefs>amount</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet id="os"><bpmn:dataOutputRefs>price</bpmn:dataOutputRefs></bpmn:outputSet></bpmn:ioSpecification></bpmn:task>',
  '<bpmn:boundaryEvent id="Failed" attachedToRef="Service"><bpmn:errorEventDefinition id="Failed_d" errorRef="notFound"/></bpmn:boundaryEvent>',
  '<bpmn:boundaryEvent id="Stopped" attachedToRef="User"><bpmn:signalEventDefinition id="Stopped_d" signalRef="stop"/></bpmn:boundaryEvent>',
  '<bpmn:startEvent id="Begin" name="Order came"><bpmn:messageEventDefinition id="Begin_d" messageRef="paid"/></bpmn:startEvent>',
  '<bpmn:intermediateThrowEvent id="Late"><bpmn:escalationEventDefinition id="Late_d" escalationRef="late"/></bpmn:intermediateThrowEvent>',
  '<bpmn:intermediateCatchEvent id="Timer"><bpmn:timerEventDefinition id="Timer_d"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>',
  '<bpmn:intermediateCatchEvent id="Condition"><bpmn:conditionalEventDefinition id="Condition_d"><bpmn:condition xsi:type="bpmn:tFormalExpression">ready and</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent>',
  `<bpmn:endEvent id="End">${extended(spiff('instructionsForEndUser', 'All is done.'))}</bpmn:endEvent>`,
  '<bpmn:exclusiveGateway id="Gateway" default="Flow"><bpmn:outgoing>Flow</bpmn:outgoing></bpmn:exclusiveGateway>',
  `<bpmn:dataObject id="invoice" name="Invoice">${extended(spiff('category', 'private'))}</bpmn:dataObject>`,
  '<bpmn:dataObjectReference id="Data" name="Invoice [paid]" dataObjectRef="invoice"><bpmn:dataState name="paid"/></bpmn:dataObjectReference>',
  '<bpmn:dataStoreReference id="Store" name="Prices" dataStoreRef="prices" type="kkv"/>',
  '<bpmn:sequenceFlow id="Flow" name="big" sourceRef="Gateway" targetRef="Plain"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">total &gt; 100</bpmn:conditionExpression></bpmn:sequenceFlow>',
];

const roots = `<bpmn:message id="paid" name="paid" spiffworkflow:jsonSchemaId="paid-schema"/>
  <bpmn:correlationProperty id="order_id" name="order id"><bpmn:correlationPropertyRetrievalExpression messageRef="paid"><bpmn:messagePath>id</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>
  <bpmn:error id="notFound" name="Not found" errorCode="HttpError404"/><bpmn:signal id="stop" name="stop"/>
  <bpmn:escalation id="late" name="late" escalationCode="late"/><bpmn:dataStore id="prices" name="KKVDataStore"/>`;

/** Ids of the elements, those of flows and data included. */
export const kinds = full.map((xml) => / id="(\w+)"/.exec(xml)[1]).filter((id) => id !== 'invoice');

/** Everything that can be said of each kind of element, with a few mistakes. */
export const everything = () => drawing(full, { roots });

/** The same kinds with nothing said of them. */
export const nothing = () =>
  drawing(
    full
      .filter((xml) => !xml.startsWith('<bpmn:dataObject '))
      .map((xml) => {
        const [, tag] = /^<(bpmn:\w+)/.exec(xml);
        const kept =
          /^<bpmn:\w+ id="\w+"/.exec(xml)[0] +
          (/ (sourceRef|attachedToRef)="\w+"( targetRef="\w+")?/.exec(xml)?.[0] ?? '');
        const definition = /<(bpmn:\w+EventDefinition) id="\w+"/.exec(xml);
        const outgoing = /<bpmn:outgoing>.*<\/bpmn:outgoing>/.exec(xml)?.[0] ?? '';
        return `${kept}>${definition ? `${definition[0]}/>` : outgoing}</${tag}>`;
      }),
  );
