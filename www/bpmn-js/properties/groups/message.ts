/** The message of an element: which it is, what it carries, and what it sets for correlation. */
import {
  assignMessage,
  messageHolder,
  messageIdentifier,
  messageOf,
  retrievals,
  setRetrieval,
  throwsMessage,
} from '../../spiffworkflow/messages.js';
import {
  body,
  child,
  expression,
  extension,
  extensions,
  is,
  type Model,
  roots,
  text,
} from '../../spiffworkflow/model.js';
import type { Context, GroupMaker, PanelGroup } from '../context.js';
import type { Entry, Item } from '../entries.js';
import { bodyOf, code, flag, isTrue } from '../fields.js';
import { variableProblem } from '../validate.js';

const MATCHING = 'spiffworkflow:isMatchingCorrelation';
const CORRELATION = 'spiffworkflow:ProcessVariableCorrelation';

export const message: GroupMaker = (context) => {
  const { model, entries } = context;
  const holder = messageHolder(model);
  if (!holder) return undefined;
  const throwing = throwsMessage(model);
  const matching = { id: 'signalbox-matching', label: 'Only matching messages' };
  const own: Entry[] = [which(context), ...edit(context), data(context, holder, throwing)];
  if (!throwing) own.push(entries.check(flag(context, model, MATCHING, matching)));
  const groups: PanelGroup[] = [{ id: 'messages', label: 'Message', replaces: 'message', entries: own }];
  const used = messageOf(context.element);
  if (used) groups.push({ id: 'signalbox-retrievals', label: 'Correlation', entries: properties(context, used) });
  if (!throwing && (isTrue(model.get(MATCHING)) || extension(holder, CORRELATION)))
    groups.push(conditions(context, holder));
  return groups;
};

function which(context: Context): Entry {
  const { element, entries, editor, host } = context;
  const offered = () => host.ask('messages', element.id);
  const own = () =>
    roots(element.businessObject, 'bpmn:Message').map((known) => text(known, 'name') || text(known, 'id'));
  const names = () => [...own(), ...offered().map(({ identifier }) => identifier)];
  return entries.suggest(
    {
      id: 'signalbox-message-name',
      label: 'Message',
      description: 'A known name, or a new one.',
      get: () => messageIdentifier(element) ?? '',
      set: (name) => {
        // What the file says of its own messages is newer than what the host says of them.
        const isOwn = own().some((known) => known === name);
        const properties = isOwn
          ? undefined
          : offered().find(({ identifier }) => identifier === name)?.correlation_properties;
        const correlations = properties?.map((one) => [one.identifier, one.retrieval_expression] as const);
        if (name) return assignMessage(editor, element, name, correlations && new Map(correlations));
        const holder = messageHolder(element.businessObject);
        if (holder) editor.set(element, holder, { messageRef: undefined });
      },
    },
    () => [...new Set(names())].map((name) => ({ value: name, label: name })),
  );
}

function edit({ element, entries, edits, editor }: Context): Entry[] {
  if (!edits.hears('spiff.message.edit')) return [];
  const open = () => edits.message(element, (name) => assignMessage(editor, element, name));
  return entries.buttons('signalbox-message-edit', { 'Edit the message': open });
}

/** Payload and variable stand at the element; an old place, the message itself, is read as well. */
function data(context: Context, holder: Model, throwing: boolean): Entry {
  const { element, entries } = context;
  const type = throwing ? 'spiffworkflow:MessagePayload' : 'spiffworkflow:MessageVariable';
  const naming = {
    id: 'signalbox-message-data',
    label: throwing ? 'Payload' : 'Variable',
    description: throwing ? 'An expression; what the message carries.' : 'Receives what the message carries.',
  };
  const field = bodyOf(context, holder, type, naming);
  const get = () => field.get() || body(messageOf(element), type);
  if (throwing) return code(context, { ...field, get }, 'payload');
  return entries.text({ ...field, get, validate: (value) => variableProblem(context, value) });
}

/** Where the file's correlation properties stand in this message. */
function properties(context: Context, used: Model): Entry[] {
  const { element, editor, entries } = context;
  const known = roots(element.businessObject, 'bpmn:CorrelationProperty');
  if (known.length === 0)
    return [
      entries.note('signalbox-no-properties', context.translate('The process names no correlation properties yet.')),
    ];
  return known.map((property) => {
    const id = text(property, 'id');
    const [retrieval] = retrievals(property, used);
    const field = {
      id: `signalbox-retrieval-${id}`,
      label: text(property, 'name') || id,
      get: () => expression(retrieval, 'messagePath'),
      set: (value: string | undefined) => {
        if (value) setRetrieval(editor, element, used, id, value);
        else if (retrieval) editor.drop(element, property, 'correlationPropertyRetrievalExpression', retrieval);
      },
    };
    return code(context, field, `retrieval-${id}`);
  });
}

/** Which values of this process a message must carry. */
function conditions(context: Context, holder: Model): PanelGroup {
  const { element, editor } = context;
  const known = extensions(holder).filter((value) => is(value, CORRELATION));
  const add = () =>
    editor.batch(() => {
      if (!child(holder, 'extensionElements')) {
        const made = editor.create('bpmn:ExtensionElements', {}, holder);
        editor.set(element, holder, { extensionElements: made });
      }
      const parent = child(holder, 'extensionElements');
      if (parent) editor.append(element, parent, 'values', editor.create(CORRELATION, {}, parent));
    });
  const items = known.map((value, index) => conditionItem(context, holder, value, index));
  return { id: 'correlationConditions', label: 'Matching conditions', items, add };
}

function conditionItem(context: Context, holder: Model, value: Model, index: number): Item {
  const { element, editor, entries } = context;
  const id = `signalbox-match-${index}`;
  const part = (name: string, type: string, label: string) => ({
    id: `${id}-${name}`,
    label,
    get: () => text(child(value, name), 'value'),
    set: (typed: string | undefined) =>
      editor.set(element, value, { [name]: typed ? editor.create(type, { value: typed }, value) : undefined }),
  });
  const known = roots(element.businessObject, 'bpmn:CorrelationProperty');
  const parent = child(holder, 'extensionElements');
  return {
    id,
    label: text(child(value, 'propertyId'), 'value'),
    entries: [
      entries.suggest(part('propertyId', 'spiffworkflow:PropertyId', 'Property'), () =>
        known.map((property) => ({ value: text(property, 'id'), label: text(property, 'name') })),
      ),
      code(context, part('expression', 'spiffworkflow:Expression', 'Expected value'), `match-${index}`),
    ],
    remove: () => parent && editor.drop(element, parent, 'values', value),
  };
}
