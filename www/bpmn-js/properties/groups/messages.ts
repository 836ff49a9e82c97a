/** The messages of the file, shown where nothing else is selected. */
import { isAny, type Model, roots, text } from '../../spiffworkflow/model.js';
import type { Context, GroupMaker } from '../context.js';
import type { Item } from '../entries.js';
import { property } from '../fields.js';
import { freeName } from '../validate.js';
import { idEntry } from './definitions.js';

const SCHEMA = 'spiffworkflow:jsonSchemaId';

export const messages: GroupMaker = (context) => {
  const { element, model, editor } = context;
  if (!isAny(model, ['bpmn:Process', 'bpmn:Collaboration'])) return undefined;
  const known = roots(model, 'bpmn:Message');
  const add = () => {
    const name = freeName(
      'message',
      known.map((message) => text(message, 'name')),
    );
    editor.addRoot(element, 'bpmn:Message', { name });
  };
  return { id: 'signalbox-messages', label: 'Messages', items: known.map((message) => item(context, message)), add };
};

function item(context: Context, message: Model): Item {
  const { element, editor, entries, host } = context;
  const id = `signalbox-message-${text(message, 'id')}`;
  const schema = { id: `${id}-schema`, label: 'Schema of what it carries' };
  return {
    id,
    label: text(message, 'name') || text(message, 'id'),
    entries: [
      idEntry(context, message, id),
      entries.text(property(context, message, 'name', { id: `${id}-name`, label: 'Name' })),
      entries.suggest(
        {
          ...schema,
          get: () => text(message, SCHEMA) || unprefixed(message),
          set: (value) =>
            editor.batch(() => {
              if (unprefixed(message)) editor.setPlain(element, message, 'jsonSchemaId', undefined);
              editor.set(element, message, { [SCHEMA]: value || undefined });
            }),
        },
        () => [...host.ask('schemaFiles', element.id)],
      ),
    ],
    autoFocusEntry: `${id}-name`,
    remove: () => editor.removeRoot(element, message),
  };
}

/** SpiffArena's modeler writes this attribute without its prefix. */
function unprefixed(message: Model): string {
  const attributes = (message as Model & { $attrs?: Record<string, string> }).$attrs;
  return attributes?.jsonSchemaId ?? '';
}
