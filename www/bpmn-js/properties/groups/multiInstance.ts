/** A multi-instance activity: over what, under which names, and until when. */

import { dataObjectsOf } from '../../spiffworkflow/DataObjects.js';
import { variable } from '../../spiffworkflow/LoopReferences.js';
import { child, is, type Model, text } from '../../spiffworkflow/model.js';
import type { Context, GroupMaker } from '../context.js';
import type { Entry } from '../entries.js';
import { flag, isTrue, type Naming } from '../fields.js';
import { variableProblem } from '../validate.js';

const SYNCED = 'spiffworkflow:isOutputSynced';

export const multiInstance: GroupMaker = (context) => {
  const { model } = context;
  const loop = child(model, 'loopCharacteristics');
  if (!loop || !is(loop, 'bpmn:MultiInstanceLoopCharacteristics')) return undefined;
  return {
    id: 'multiInstance',
    label: 'Multi-instance',
    joins: true,
    entries: [...input(context, loop), ...output(context, loop)],
  };
};

/** The standard's own group holds cardinality and completion condition. */
function input(context: Context, loop: Model): Entry[] {
  const over = {
    id: 'signalbox-mi-input',
    label: 'Input collection',
    description: 'A variable or data object; instead of the cardinality.',
  };
  const item = { id: 'signalbox-mi-input-item', label: 'Input item', description: 'Holds the item in each instance.' };
  return [
    collection(context, loop, 'loopDataInputRef', over),
    dataItem(context, loop, 'inputDataItem', 'bpmn:DataInput', item),
    ...sync(context, loop),
  ];
}

function output(context: Context, loop: Model): Entry[] {
  const { model } = context;
  const into = { id: 'signalbox-mi-output', label: 'Output collection', description: 'Receives the results.' };
  const item = { id: 'signalbox-mi-output-item', label: 'Output item', description: 'The result of each instance.' };
  const synced = isTrue(model.get(SYNCED));
  return [
    collection(context, loop, 'loopDataOutputRef', into),
    ...(synced ? [] : [dataItem(context, loop, 'outputDataItem', 'bpmn:DataOutput', item)]),
  ];
}

function collection(context: Context, loop: Model, name: string, naming: Naming): Entry {
  const { element, model, editor, entries, moddle } = context;
  const objects = dataObjectsOf(model.$parent ?? model);
  return entries.suggest(
    {
      ...naming,
      get: () => text(child(loop, name), 'id'),
      set: (id) => {
        const known = objects.find((object) => object.id === id);
        editor.set(element, loop, { [name]: id ? (known ?? variable(moddle, id, loop)) : undefined });
      },
      validate: (value) => variableProblem(context, value),
    },
    () => objects.map((object) => ({ value: text(object, 'id'), label: text(object, 'name') || text(object, 'id') })),
  );
}

/** The item's id is its variable. While the output is in step with the input, both change. */
function dataItem(context: Context, loop: Model, name: string, type: string, naming: Naming): Entry {
  const { element, model, editor, entries } = context;
  return entries.text({
    ...naming,
    get: () => text(child(loop, name), 'id'),
    set: (id) =>
      editor.batch(() => {
        editor.set(element, loop, { [name]: id ? editor.create(type, { id, name: id }, loop) : undefined });
        if (name === 'inputDataItem' && isTrue(model.get(SYNCED))) copyItem(context, loop);
      }),
    validate: (value) => variableProblem(context, value),
  });
}

function sync(context: Context, loop: Model): Entry[] {
  const { element, model, editor, entries } = context;
  const field = flag(context, model, SYNCED, { id: 'signalbox-mi-synced', label: 'The result is the item itself' });
  return [
    entries.check({
      ...field,
      set: (value) =>
        editor.batch(() => {
          editor.set(element, model, { [SYNCED]: value || undefined });
          if (value) copyItem(context, loop);
        }),
    }),
  ];
}

function copyItem({ element, editor }: Context, loop: Model): void {
  const id = text(child(loop, 'inputDataItem'), 'id');
  const outputDataItem = id ? editor.create('bpmn:DataOutput', { id, name: id }, loop) : undefined;
  editor.set(element, loop, { outputDataItem });
}
