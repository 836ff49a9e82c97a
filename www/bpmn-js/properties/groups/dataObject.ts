/** A reference to a data object: which object, and in which state. */
import { dataObjectsOf, labelled, refer } from '../../spiffworkflow/DataObjects.js';
import { child, is, text } from '../../spiffworkflow/model.js';
import type { Context, GroupMaker } from '../context.js';
import type { Entry } from '../entries.js';
import { bodyOf, property } from '../fields.js';
import { idEntry } from './definitions.js';

export const dataObject: GroupMaker = (context) => {
  const { model } = context;
  if (!is(model, 'bpmn:DataObjectReference')) return undefined;
  const entries = [which(context), state(context), ...own(context)];
  return { id: 'data_object_properties', label: 'Data object', entries };
};

function which({ element, model, editor, entries }: Context): Entry {
  const parent = model.$parent;
  const known = parent ? dataObjectsOf(parent) : [];
  const options = known.map((one) => ({
    value: text(one, 'id'),
    label: text(one, 'name') ? `${text(one, 'name')} (${text(one, 'id')})` : text(one, 'id'),
  }));
  return entries.select(
    {
      id: 'signalbox-data-object',
      label: 'Shows the data object',
      get: () => text(child(model, 'dataObjectRef'), 'id'),
      set: (id) =>
        refer(
          editor,
          element,
          known.find((one) => one.id === id),
        ),
    },
    [{ value: '', label: '' }, ...options],
  );
}

function state({ element, model, editor, entries }: Context): Entry {
  return entries.text({
    id: 'signalbox-data-state',
    label: 'State',
    description: 'Stands in brackets behind the name.',
    get: () => text(child(model, 'dataState'), 'name'),
    set: (name) =>
      editor.batch(() => {
        const dataState = name ? editor.create('bpmn:DataState', { name }, model) : undefined;
        editor.set(element, model, { dataState });
        const label = labelled(text(model, 'name') || text(child(model, 'dataObjectRef'), 'id'), name ?? '');
        editor.setOwn(element, { name: label });
      }),
  });
}

/** The object itself: its id is the variable's name. */
function own(context: Context): Entry[] {
  const object = child(context.model, 'dataObjectRef');
  if (!object) return [];
  const id = 'signalbox-shown-object';
  const name = { id: `${id}-name`, label: 'Name of the data object' };
  const category = { id: `${id}-category`, label: 'Category', description: 'Who may see it.' };
  return [
    { ...idEntry(context, object, id), label: context.translate('Id (the variable)') },
    context.entries.text(property(context, object, 'name', name)),
    context.entries.text(bodyOf(context, object, 'spiffworkflow:Category', category)),
  ];
}
