/** Messages of a file, which elements use them, and where their correlation properties stand in them. */
import type Editor from './Editor.js';
import {
  child,
  children,
  definitionsOf,
  eventDefinition,
  expression,
  isAny,
  type Model,
  roots,
  type Shape,
  text,
} from './model.js';

const PROPERTY = 'bpmn:CorrelationProperty';
const RETRIEVAL = 'bpmn:CorrelationPropertyRetrievalExpression';
const RETRIEVALS = 'correlationPropertyRetrievalExpression';

/** What a message carries for correlation: property to expression. */
export type Retrievals = ReadonlyMap<string, string>;

/** What carries the message of an element: the event definition, or the task itself. */
export function messageHolder(model: Model): Model | undefined {
  return isAny(model, ['bpmn:SendTask', 'bpmn:ReceiveTask'])
    ? model
    : eventDefinition(model, 'bpmn:MessageEventDefinition');
}
export function throwsMessage(model: Model): boolean {
  return isAny(model, ['bpmn:SendTask', 'bpmn:ThrowEvent']);
}
export function messageOf(element: Shape): Model | undefined {
  return child(messageHolder(element.businessObject), 'messageRef');
}
/** The name by which hosts know the message. */
export function messageIdentifier(element: Shape): string | null {
  const message = messageOf(element);
  return message ? text(message, 'name') || text(message, 'id') : null;
}

/** Where each correlation property stands in the element's message. */
export function retrievalsOf(element: Shape): { id: string; retrievalExpression: string }[] {
  const message = messageOf(element);
  if (!message) return [];
  return roots(element.businessObject, PROPERTY).flatMap((property) =>
    retrievals(property, message).map((retrieval) => ({
      id: text(property, 'id'),
      retrievalExpression: expression(retrieval, 'messagePath'),
    })),
  );
}

/** How a correlation property is read from one message. */
export function retrievals(property: Model, message: Model): Model[] {
  return children(property, RETRIEVALS).filter((retrieval) => child(retrieval, 'messageRef') === message);
}

/** Makes `element` use the message of that name, which is made where there is none. One undo. */
export function assignMessage(editor: Editor, element: Shape, name: string, correlations?: Retrievals): void {
  const holder = messageHolder(element.businessObject);
  const isAssigned = messageIdentifier(element) === name;
  if (!holder || !name || (isAssigned && !correlations)) return;
  editor.batch(() => {
    const message = messageNamed(editor, element, name);
    if (!message) return;
    if (child(holder, 'messageRef') !== message) editor.set(element, holder, { messageRef: message });
    if (correlations) setRetrievals(editor, element, message, correlations);
  });
}

function messageNamed(editor: Editor, element: Shape, name: string): Model | undefined {
  const known = roots(element.businessObject, 'bpmn:Message');
  const named = known.find((message) => text(message, 'name') === name || message.id === name);
  if (named) return named;
  const id = /^[A-Za-z_][\w.-]*$/.test(name) && !isTaken(element.businessObject, name) ? { id: name } : {};
  return editor.addRoot(element, 'bpmn:Message', { ...id, name });
}

function isTaken(model: Model, id: string): boolean {
  return children(definitionsOf(model), 'rootElements').some((root) => root.id === id);
}

/** Makes the correlation properties of a message exactly these; properties that no message has any more go. */
function setRetrievals(editor: Editor, element: Shape, message: Model, wanted: Retrievals): void {
  for (const property of roots(element.businessObject, PROPERTY)) {
    const gone = retrievals(property, message);
    if (gone.length === 0 || wanted.has(text(property, 'id'))) continue;
    if (gone.length < children(property, RETRIEVALS).length) editor.drop(element, property, RETRIEVALS, ...gone);
    else removeProperty(editor, element, property);
  }
  for (const [id, path] of wanted) setRetrieval(editor, element, message, id, path);
}

/** Says where a property stands in a message; the property is made where there is none. */
export function setRetrieval(editor: Editor, element: Shape, message: Model, id: string, path: string): void {
  const property = editor.rootOf(element, PROPERTY, id, { name: id });
  if (!property) return;
  const [known] = retrievals(property, message);
  if (known) return editor.setExpression(element, known, 'messagePath', path);
  const messagePath = editor.create('bpmn:FormalExpression', { body: path }, property);
  editor.append(
    element,
    property,
    RETRIEVALS,
    editor.create(RETRIEVAL, { messageRef: message, messagePath }, property),
  );
  addToKey(editor, element, property);
}

/** Removes a correlation property, also from the keys that name it. */
export function removeProperty(editor: Editor, element: Shape, property: Model): void {
  for (const key of keysOf(element.businessObject)) {
    if (children(key, 'correlationPropertyRef').includes(property))
      editor.drop(element, key, 'correlationPropertyRef', property);
  }
  editor.removeRoot(element, property);
}

/** Correlation keys stand in the collaboration. */
export function keysOf(model: Model): Model[] {
  return roots(model, 'bpmn:Collaboration').flatMap((collaboration) => children(collaboration, 'correlationKeys'));
}

/** A property that no key names correlates nothing, so it joins the first key, or the one that is made for it. */
function addToKey(editor: Editor, element: Shape, property: Model): void {
  const [collaboration] = roots(element.businessObject, 'bpmn:Collaboration');
  const keys = keysOf(element.businessObject);
  if (!collaboration || keys.some((key) => children(key, 'correlationPropertyRef').includes(property))) return;
  const [key] = keys;
  if (key) return editor.append(element, key, 'correlationPropertyRef', property);
  const properties = { name: 'MainCorrelationKey', correlationPropertyRef: [property] };
  const made = editor.create('bpmn:CorrelationKey', properties, collaboration);
  editor.append(element, collaboration, 'correlationKeys', made);
}
