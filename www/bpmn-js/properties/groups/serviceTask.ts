/** The operator that a service task calls, its parameters, its result and when it is tried again. */
import type { Operator } from '../../spiffworkflow/HostOptions.js';
import { child, children, extension, is, type Model, text } from '../../spiffworkflow/model.js';
import type { Context, GroupMaker } from '../context.js';
import type { Entry, Item } from '../entries.js';
import { code, property } from '../fields.js';
import { freeName, variableProblem } from '../validate.js';

const TYPE = 'spiffworkflow:ServiceTaskOperator';

export const serviceTask: GroupMaker = (context) => {
  const { element, model, host, customTasks } = context;
  if (!is(model, 'bpmn:ServiceTask') || customTasks.of(model)) return undefined;
  const operators = () => host.ask('operators', element.id);
  const operator = extension(model, TYPE);
  return {
    id: 'service_task_properties',
    label: 'Service',
    entries: [which(context, operators), ...(operator ? details(context, operator) : [])],
  };
};

/** The entries that belong to an operator, also to one of the host's own tasks. */
export function resultAndRetry(context: Context, operator: Model): Entry[] {
  const { entries } = context;
  const result = {
    id: 'signalbox-result',
    label: 'Result variable',
    description: 'Empty: a name made from the operator.',
  };
  return [
    entries.text({
      ...property(context, operator, 'resultVariable', result),
      validate: (value) => variableProblem(context, value),
    }),
    retry(context, operator, 'retries', 'Attempts after a failure'),
    retry(context, operator, 'backoff_base', 'Base of the delay (seconds)'),
  ];
}

function which(context: Context, operators: () => readonly Operator[]): Entry {
  const { model, entries } = context;
  return entries.suggest(
    {
      id: 'signalbox-operator',
      label: 'Operator',
      description: 'A known one, or the id of any other.',
      get: () => text(extension(model, TYPE), 'id'),
      set: (id) => setOperator(context, id, operators),
    },
    () => operators().map(({ id }) => ({ value: id, label: id })),
  );
}

/** A known operator brings its parameters; values that stand under the same name stay. */
function setOperator(context: Context, id: string | undefined, operators: () => readonly Operator[]): void {
  const { element, model, editor } = context;
  if (!id) return editor.replaceExtension(element, model, TYPE, undefined);
  const known = operators().find((operator) => operator.id === id);
  editor.batch(() => {
    editor.changeExtension(element, model, TYPE, { id });
    const operator = extension(model, TYPE);
    if (operator && known) setParameters(context, operator, known.parameters);
  });
}

function setParameters(context: Context, operator: Model, wanted: Operator['parameters']): void {
  const { element, editor } = context;
  const old = children(child(operator, 'parameterList'), 'parameters');
  const list = editor.create('spiffworkflow:Parameters', {}, operator);
  const parameters = wanted.map(({ id, type = 'any' }) => {
    const value = text(
      old.find((parameter) => text(parameter, 'id') === id),
      'value',
    );
    return editor.create('spiffworkflow:Parameter', { id, type, ...(value ? { value } : {}) }, list);
  });
  Object.assign(list, { parameters });
  editor.set(element, operator, { parameterList: parameters.length > 0 ? list : undefined });
}

function details(context: Context, operator: Model): Entry[] {
  const { entries } = context;
  const parameters = children(child(operator, 'parameterList'), 'parameters');
  const items = parameters.map((parameter, index) => item(context, operator, parameter, index));
  const add = () => addParameter(context, operator);
  return [entries.list('signalbox-parameters', 'Parameters', items, add), ...resultAndRetry(context, operator)];
}

function addParameter({ element, editor }: Context, operator: Model): void {
  const list = child(operator, 'parameterList');
  const used = children(list, 'parameters').map((parameter) => text(parameter, 'id'));
  const properties = { id: freeName('parameter', used), type: 'any' };
  if (list)
    return editor.append(element, list, 'parameters', editor.create('spiffworkflow:Parameter', properties, list));
  const made = editor.create('spiffworkflow:Parameters', {}, operator);
  Object.assign(made, { parameters: [editor.create('spiffworkflow:Parameter', properties, made)] });
  editor.set(element, operator, { parameterList: made });
}

function item(context: Context, operator: Model, parameter: Model, index: number): Item {
  const { element, entries, editor, host } = context;
  const id = `signalbox-parameter-${index}`;
  const list = child(operator, 'parameterList');
  const known = host.ask('operators', element.id).find((other) => other.id === text(operator, 'id'));
  const declared = known?.parameters.find((other) => other.id === text(parameter, 'id'));
  const problem = (value: string | undefined) =>
    declared?.required && !value ? context.translate('The operator needs this.') : undefined;
  const value = property(context, parameter, 'value', { id: `${id}-value`, label: 'Value (expression)' });
  const named = property(context, parameter, 'id', { id: `${id}-name`, label: 'Name' });
  const type = property(context, parameter, 'type', { id: `${id}-type`, label: 'Type' });
  return {
    id,
    key: parameter,
    label: labelOf(parameter, declared?.required),
    entries: [
      // What the operator says of its own parameters is nothing to change.
      ...(declared ? [] : [entries.text(named)]),
      code(context, { ...value, validate: problem }, `parameter-${text(parameter, 'id')}`),
      ...(declared ? [] : [entries.text(type)]),
    ],
    remove: () => list && editor.drop(element, list, 'parameters', parameter),
  };
}

/** How many characters of name and value stand in the list. */
const LISTED = 23;

/** `url * = 'https://...'`: name, whether it is needed, and the value, so that a closed list can be read. */
function labelOf(parameter: Model, required: boolean | undefined): string {
  const value = text(parameter, 'value').replace(/\s+/g, ' ');
  const room = Math.max(LISTED - text(parameter, 'id').length, 2);
  const shown = value.length > room ? `${value.slice(0, room - 1)}…` : value;
  return `${text(parameter, 'id')}${required ? ' *' : ''}${shown && ` = ${shown}`}`;
}

function retry({ element, editor, entries, translate }: Context, operator: Model, name: string, label: string): Entry {
  const known = child(operator, 'retry');
  return entries.text({
    id: `signalbox-${name}`,
    label,
    get: () => text(known, name),
    set: (value) => {
      if (known && (value || text(known, name === 'retries' ? 'backoff_base' : 'retries')))
        return editor.set(element, known, { [name]: value || undefined });
      const made = value ? editor.create('spiffworkflow:Retry', { [name]: value }, operator) : undefined;
      editor.set(element, operator, { retry: made });
    },
    validate: (value) => (!value || /^\d+(\.\d+)?$/.test(value) ? undefined : translate('A number is needed.')),
  });
}
