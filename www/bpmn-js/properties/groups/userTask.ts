/** The form of a user task, and what is started when it becomes available. */
import { children, extension, is, isAny, type Model, text } from '../../spiffworkflow/model.js';
import type { Context, GroupMaker } from '../context.js';
import type { Entry } from '../entries.js';
import { bodyOf } from '../fields.js';
import { variableProblem } from '../validate.js';

const PROPERTIES = 'spiffworkflow:Properties';
const FILES = [
  { name: 'formJsonSchemaFilename', label: 'Form schema (JSON file)' },
  { name: 'formUiSchemaFilename', label: 'Form layout (UI schema file)' },
];

export const userTask: GroupMaker = (context) => {
  const { model, entries } = context;
  if (!isAny(model, ['bpmn:UserTask', 'bpmn:ManualTask'])) return undefined;
  const started = {
    id: 'signalbox-start-on-available',
    label: 'Process model to start with it',
    description: 'Started when the task becomes available.',
  };
  const start = entries.text(bodyOf(context, model, 'spiffworkflow:ProcessModelToStartOnTaskAvailable', started));
  return is(model, 'bpmn:UserTask')
    ? { id: 'user_task_properties', label: 'Form', entries: [...form(context), start] }
    : { id: 'signalbox-manual-task', label: 'Availability', entries: [start] };
};

function form(context: Context): Entry[] {
  const { model, entries } = context;
  const variable = {
    id: 'signalbox-variable-name',
    label: 'Variable',
    description: 'Keeps the answers under one name; empty: beside the other data.',
  };
  return [
    ...FILES.flatMap(({ name, label }) => file(context, name, label)),
    entries.text({
      ...bodyOf(context, model, 'spiffworkflow:VariableName', variable),
      validate: (value) => variableProblem(context, value),
    }),
  ];
}

function file(context: Context, name: string, label: string): Entry[] {
  const { element, entries, edits, host } = context;
  const id = `signalbox-${name}`;
  const field = {
    id,
    label,
    get: () => text(named(context, name), 'value'),
    set: (value: string | undefined) => setNamed(context, name, value),
  };
  const open = () => edits.file(element, field.get(), field.set);
  return [
    entries.suggest(field, () => [...host.ask('schemaFiles', element.id)]),
    ...entries.buttons(`${id}-open`, edits.hears('spiff.file.edit') ? { 'Edit the file': open } : {}),
  ];
}

function named({ model }: Context, name: string): Model | undefined {
  return children(extension(model, PROPERTIES), 'properties').find((property) => text(property, 'name') === name);
}

function setNamed(context: Context, name: string, value: string | undefined): void {
  const { element, model, editor } = context;
  const known = named(context, name);
  const holder = extension(model, PROPERTIES);
  const make = (parent: Model) => editor.create('spiffworkflow:Property', { name, value }, parent);
  if (known && value) return editor.set(element, known, { value });
  if (known && holder) {
    if (children(holder, 'properties').length > 1) return editor.drop(element, holder, 'properties', known);
    return editor.replaceExtension(element, model, PROPERTIES, undefined);
  }
  if (!value) return;
  if (holder) return editor.append(element, holder, 'properties', make(holder));
  editor.batch(() => {
    editor.replaceExtension(element, model, PROPERTIES, {});
    const made = extension(model, PROPERTIES);
    if (made) editor.append(element, made, 'properties', make(made));
  });
}
