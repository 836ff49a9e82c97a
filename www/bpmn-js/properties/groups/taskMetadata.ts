/** Values that lists of tasks show beside the task. */
import { children, extension, isAny, type Model, text } from '../../spiffworkflow/model.js';
import type { Context, GroupMaker } from '../context.js';
import type { Item } from '../entries.js';
import { code, property } from '../fields.js';
import { freeName } from '../validate.js';

const TYPE = 'spiffworkflow:TaskMetadataValues';
const VALUES = 'taskMetadataValues';

export const taskMetadata: GroupMaker = (context) => {
  const { element, model, editor, host } = context;
  if (!isAny(model, ['bpmn:UserTask', 'bpmn:ManualTask'])) return undefined;
  const holder = extension(model, TYPE);
  const values = children(holder, VALUES);
  const used = values.map((value) => text(value, 'name'));
  const unused = () => host.ask('metadataKeys', element.id).find(({ name }) => !used.includes(name))?.name;
  const add = () =>
    editor.batch(() => {
      if (!holder) editor.replaceExtension(element, model, TYPE, {});
      const parent = extension(model, TYPE);
      const name = unused() ?? freeName('key', used);
      if (parent)
        editor.append(element, parent, VALUES, editor.create('spiffworkflow:TaskMetadataValue', { name }, parent));
    });
  const items = values.map((value, index) => item(context, value, index));
  return { id: 'task_metadata_properties', label: 'Task metadata', items, add };
};

function item(context: Context, value: Model, index: number): Item {
  const { element, model, editor, entries, host } = context;
  const id = `signalbox-metadata-${index}`;
  const keys = () => host.ask('metadataKeys', element.id);
  const described = keys().find(({ name }) => name === text(value, 'name'))?.description;
  const naming = { id: `${id}-name`, label: 'Key', ...(described ? { description: described } : {}) };
  const holder = extension(model, TYPE);
  return {
    id,
    label: text(value, 'name'),
    entries: [
      entries.suggest(property(context, value, 'name', naming), () =>
        keys().map(({ name, label }) => ({ value: name, label: label ?? name })),
      ),
      code(context, property(context, value, 'value', { id: `${id}-value`, label: 'Value' }), `metadata-${index}`),
    ],
    autoFocusEntry: `${id}-name`,
    remove: () => {
      if (holder && children(holder, VALUES).length > 1) editor.drop(element, holder, VALUES, value);
      else editor.replaceExtension(element, model, TYPE, undefined);
    },
  };
}
