/** The parameters of one of the host's own tasks, as it declared them. */
import type { CustomParameter, CustomTask } from '../../binding/options.js';
import { child, children, type Model, text } from '../../spiffworkflow/model.js';
import type { Context, GroupMaker } from '../context.js';
import type { Entry, Field } from '../entries.js';
import { code } from '../fields.js';
import { resultAndRetry } from './serviceTask.js';

export const customTask: GroupMaker = (context) => {
  const { model, customTasks } = context;
  const task = customTasks.of(model);
  const carrier = task && customTasks.carrier(model, task);
  if (!task || !carrier) return undefined;
  const isOperator = !('extension' in task);
  return {
    id: `signalbox-custom-${task.id}`,
    label: task.label,
    entries: [
      ...(task.parameters ?? []).map((parameter) => entry(context, task, carrier, parameter)),
      ...(isOperator ? resultAndRetry(context, carrier) : []),
    ],
  };
};

function entry(context: Context, task: CustomTask, carrier: Model, parameter: CustomParameter): Entry {
  const { entries } = context;
  const field = fieldOf(context, task, carrier, parameter);
  const { type } = parameter;
  if (typeof type === 'object')
    return entries.select(
      field,
      ['', ...type].map((value) => ({ value, label: value })),
    );
  if (type === 'bool' && 'extension' in task)
    return entries.check({
      id: field.id,
      label: field.label,
      get: () => field.get() === 'true',
      set: (value) => field.set(value ? 'true' : undefined),
    });
  return 'extension' in task ? entries.text(field) : code(context, field, `parameter-${parameter.id}`);
}

function fieldOf(context: Context, task: CustomTask, carrier: Model, parameter: CustomParameter): Field<string> {
  const { id, label = id, description, required } = parameter;
  const isOperator = !('extension' in task);
  const find = () => children(child(carrier, 'parameterList'), 'parameters').find((known) => text(known, 'id') === id);
  return {
    id: `signalbox-custom-${task.id}-${id}`,
    label: required ? `${label} *` : label,
    ...(description ? { description } : {}),
    get: () => (isOperator ? text(find(), 'value') : text(carrier, id)),
    set: (value) =>
      isOperator ? setParameter(context, carrier, parameter, value) : setAttribute(context, carrier, id, value),
    validate: (value) => (required && !value ? context.translate('This is needed.') : undefined),
  };
}

function setAttribute({ element, editor }: Context, carrier: Model, id: string, value: string | undefined): void {
  editor.set(element, carrier, { [id]: value || undefined });
}

function setParameter(context: Context, operator: Model, parameter: CustomParameter, value: string | undefined): void {
  const { element, editor } = context;
  const list = child(operator, 'parameterList');
  const known = children(list, 'parameters').find((other) => text(other, 'id') === parameter.id);
  if (known) return editor.set(element, known, { value: value || undefined });
  const type = typeof parameter.type === 'string' ? parameter.type : 'any';
  const make = (parent: Model) => editor.create('spiffworkflow:Parameter', { id: parameter.id, type, value }, parent);
  if (list) return editor.append(element, list, 'parameters', make(list));
  const made = editor.create('spiffworkflow:Parameters', {}, operator);
  Object.assign(made, { parameters: [make(made)] });
  editor.set(element, operator, { parameterList: made });
}
