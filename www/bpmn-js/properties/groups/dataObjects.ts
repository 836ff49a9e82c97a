/** The data objects of a process or sub-process. */
import { dataObjectsOf } from '../../spiffworkflow/DataObjects.js';
import { child, children, is, isAny, type Model, text } from '../../spiffworkflow/model.js';
import type { Context, GroupMaker } from '../context.js';
import type { Item } from '../entries.js';
import { bodyOf, property } from '../fields.js';
import { freeName } from '../validate.js';
import { idEntry } from './definitions.js';

export const dataObjects: GroupMaker = (context) => {
  const { element, model, editor } = context;
  const level = is(model, 'bpmn:Participant') ? child(model, 'processRef') : model;
  if (!level || !isAny(level, ['bpmn:Process', 'bpmn:SubProcess'])) return undefined;
  const own = children(level, 'flowElements').filter((item) => is(item, 'bpmn:DataObject'));
  const add = () => {
    const id = freeName(
      'data_object_',
      dataObjectsOf(level).map((object) => text(object, 'id')),
    );
    editor.append(element, level, 'flowElements', editor.create('bpmn:DataObject', { id }, level));
  };
  const items = own.map((object) => item(context, level, object));
  return { id: 'editDataObjects', label: 'Data objects', items, add };
};

function item(context: Context, level: Model, object: Model): Item {
  const { entries } = context;
  const id = `signalbox-object-${text(object, 'id')}`;
  const category = { id: `${id}-category`, label: 'Category', description: 'Who may see it.' };
  return {
    id,
    label: text(object, 'name') || text(object, 'id'),
    entries: [
      { ...idEntry(context, object, id), label: context.translate('Id (the variable)') },
      entries.text(property(context, object, 'name', { id: `${id}-name`, label: 'Name' })),
      entries.text(bodyOf(context, object, 'spiffworkflow:Category', category)),
    ],
    autoFocusEntry: `${id}-id`,
    remove: () => remove(context, level, object),
  };
}

/** References to it stay and are marked, so that nothing on the canvas goes unasked. */
function remove({ element, editor, registry }: Context, level: Model, object: Model): void {
  const referring = registry.filter((other) => {
    const { businessObject } = other as unknown as { businessObject: Model };
    return is(businessObject, 'bpmn:DataObjectReference') && child(businessObject, 'dataObjectRef') === object;
  });
  editor.batch(() => {
    for (const reference of referring.filter((other) => (other as { type?: string }).type !== 'label')) {
      const shape = reference as unknown as Context['element'];
      editor.set(shape, shape.businessObject, { dataObjectRef: undefined });
    }
    editor.drop(element, level, 'flowElements', object);
  });
}
