/** Correlation properties and keys of the file, shown where nothing else is selected. */
import { keysOf, removeProperty } from '../../spiffworkflow/messages.js';
import { child, children, expression, is, isAny, type Model, roots, text } from '../../spiffworkflow/model.js';
import type { Context, GroupMaker } from '../context.js';
import type { Entry, Item } from '../entries.js';
import { code, expressionOf, property } from '../fields.js';
import { freeName } from '../validate.js';
import { idEntry } from './definitions.js';

const PROPERTY = 'bpmn:CorrelationProperty';
const REFS = 'correlationPropertyRef';
const RETRIEVAL = 'bpmn:CorrelationPropertyRetrievalExpression';
const RETRIEVALS = 'correlationPropertyRetrievalExpression';

export const correlationProperties: GroupMaker = (context) => {
  const { element, model, editor } = context;
  if (!isAny(model, ['bpmn:Process', 'bpmn:Collaboration'])) return undefined;
  const known = roots(model, PROPERTY);
  const add = () => {
    const id = freeName(
      'property',
      known.map((one) => text(one, 'id')),
    );
    editor.addRoot(element, PROPERTY, { id, name: id });
  };
  const items = known.map((one) => item(context, one));
  return { id: 'signalbox-correlation-properties', label: 'Correlation properties', items, add };
};

function item(context: Context, correlation: Model): Item {
  const { element, editor, entries } = context;
  const id = `signalbox-property-${text(correlation, 'id')}`;
  return {
    id,
    label: text(correlation, 'name') || text(correlation, 'id'),
    entries: [
      idEntry(context, correlation, id),
      entries.text(property(context, correlation, 'name', { id: `${id}-name`, label: 'Name' })),
      retrievalList(context, correlation, id),
    ],
    autoFocusEntry: `${id}-name`,
    remove: () => editor.batch(() => removeProperty(editor, element, correlation)),
  };
}

/** Where the property stands in which message. */
function retrievalList(context: Context, correlation: Model, id: string): Entry {
  const { element, model, editor, entries } = context;
  const known = children(correlation, RETRIEVALS);
  const add = () => {
    const used = known.map((retrieval) => child(retrieval, 'messageRef'));
    const messageRef = roots(model, 'bpmn:Message').find((message) => !used.includes(message));
    const messagePath = editor.create('bpmn:FormalExpression', {}, correlation);
    const made = editor.create(RETRIEVAL, { ...(messageRef && { messageRef }), messagePath }, correlation);
    editor.append(element, correlation, RETRIEVALS, made);
  };
  const items = known.map((retrieval, index) => retrievalItem(context, correlation, retrieval, `${id}-in-${index}`));
  return entries.list(`${id}-in`, 'In messages', items, add);
}

function retrievalItem(context: Context, correlation: Model, retrieval: Model, id: string): Item {
  const { element, model, editor, entries } = context;
  const messages = roots(model, 'bpmn:Message');
  const choices = messages.map((message) => ({ value: text(message, 'id'), label: nameOf(message) }));
  const message = {
    id: `${id}-message`,
    label: 'Message',
    get: () => text(child(retrieval, 'messageRef'), 'id'),
    set: (chosen: string | undefined) =>
      editor.set(element, retrieval, { messageRef: messages.find((one) => one.id === chosen) }),
  };
  const path = expressionOf(context, retrieval, 'messagePath', { id: `${id}-path`, label: 'Expression' });
  return {
    id,
    key: retrieval,
    label: `${nameOf(child(retrieval, 'messageRef'))}: ${expression(retrieval, 'messagePath')}`,
    entries: [
      entries.select(message, [{ value: '', label: '' }, ...choices]),
      code(context, path, `retrieval-${text(correlation, 'id')}`),
    ],
    remove: () => editor.drop(element, correlation, RETRIEVALS, retrieval),
  };
}

function nameOf(message: Model | undefined): string {
  return text(message, 'name') || text(message, 'id');
}

/** Keys stand in collaborations alone. */
export const correlationKeys: GroupMaker = (context) => {
  const { element, model, editor } = context;
  if (!is(model, 'bpmn:Collaboration')) return undefined;
  const keys = keysOf(model);
  const add = () => {
    const name =
      keys.length === 0
        ? 'MainCorrelationKey'
        : freeName(
            'key',
            keys.map((key) => text(key, 'name')),
          );
    editor.append(element, model, 'correlationKeys', editor.create('bpmn:CorrelationKey', { name }, model));
  };
  const items = keys.map((key, index) => keyItem(context, key, index));
  return { id: 'signalbox-correlation-keys', label: 'Correlation keys', items, add };
};

function keyItem(context: Context, key: Model, index: number): Item {
  const { element, model, editor, entries } = context;
  const id = `signalbox-key-${index}`;
  return {
    id,
    label: text(key, 'name') || text(key, 'id'),
    entries: [
      entries.text(property(context, key, 'name', { id: `${id}-name`, label: 'Name' })),
      ...roots(model, PROPERTY).map((one) => member(context, key, one, id)),
    ],
    autoFocusEntry: `${id}-name`,
    remove: () => editor.drop(element, model, 'correlationKeys', key),
  };
}

function member({ element, editor, entries }: Context, key: Model, correlation: Model, id: string): Entry {
  return entries.check({
    id: `${id}-${text(correlation, 'id')}`,
    label: text(correlation, 'name') || text(correlation, 'id'),
    get: () => children(key, REFS).includes(correlation),
    set: (value) => {
      if (value) editor.append(element, key, REFS, correlation);
      else editor.drop(element, key, REFS, correlation);
    },
  });
}
