/** Signals, errors and escalations of the file, shown where nothing else is selected. */
import { isAny, type Model, roots, text } from '../../spiffworkflow/model.js';
import type { Context, GroupMaker } from '../context.js';
import type { Entry, Item } from '../entries.js';
import { bodyOf, code, property } from '../fields.js';
import { freeName, idProblem, takenProblem, variableProblem } from '../validate.js';

/** A kind of event that is defined once and referred to. */
interface Kind {
  type: string;
  group: string;
  label: string;
  stem: string;
  /** The property that holds its code. */
  code?: string;
}
const SIGNAL: Kind = { type: 'bpmn:Signal', group: 'signalbox-signals', label: 'Signals', stem: 'signal' };
const ERROR: Kind = {
  type: 'bpmn:Error',
  group: 'signalbox-errors',
  label: 'Errors',
  stem: 'error',
  code: 'errorCode',
};
const ESCALATION: Kind = {
  type: 'bpmn:Escalation',
  group: 'signalbox-escalations',
  label: 'Escalations',
  stem: 'escalation',
  code: 'escalationCode',
};

export const signals = list(SIGNAL);
export const errors = list(ERROR);
export const escalations = list(ESCALATION);

function list(kind: Kind): GroupMaker {
  return (context) => {
    const { element, model, editor } = context;
    if (!isAny(model, ['bpmn:Process', 'bpmn:Collaboration'])) return undefined;
    const known = roots(model, kind.type);
    const add = () => {
      const name = freeName(
        kind.stem,
        known.map((one) => text(one, 'name')),
      );
      editor.addRoot(element, kind.type, { name, ...(kind.code ? { [kind.code]: name } : {}) });
    };
    return { id: kind.group, label: kind.label, items: known.map((one) => item(context, kind, one)), add };
  };
}

function item(context: Context, kind: Kind, definition: Model): Item {
  const { element, editor, entries } = context;
  const id = `signalbox-${kind.stem}-${text(definition, 'id')}`;
  const named = { id: `${id}-name`, label: 'Name' };
  return {
    id,
    label: text(definition, 'name') || text(definition, 'id'),
    entries: [
      idEntry(context, definition, id),
      entries.text(property(context, definition, 'name', named)),
      ...(kind.code
        ? [entries.text(property(context, definition, kind.code, { id: `${id}-code`, label: 'Code' }))]
        : []),
      ...payload(context, definition, id),
    ],
    autoFocusEntry: `${id}-name`,
    remove: () => editor.removeRoot(element, definition),
  };
}

/** What a signal, error or escalation carries: an expression of the thrower, a variable of the catcher. */
export function payload(context: Context, definition: Model, id: string): Entry[] {
  const { entries } = context;
  const expression = { id: `${id}-payload`, label: 'Payload (expression)' };
  const variable = { id: `${id}-variable`, label: 'Variable for what it carries' };
  return [
    code(context, bodyOf(context, definition, 'spiffworkflow:PayloadExpression', expression), 'payload'),
    entries.text({
      ...bodyOf(context, definition, 'spiffworkflow:VariableName', variable),
      validate: (value) => variableProblem(context, value),
    }),
  ];
}

/** The id of something that is referred to; an id that cannot be one, or is taken, is told and not kept. */
export function idEntry(context: Context, model: Model, id: string): Entry {
  const { element, editor, entries } = context;
  const problem = (value: string | undefined) => idProblem(context, value) ?? takenProblem(context, model, value);
  return entries.text({
    id: `${id}-id`,
    label: 'Id',
    get: () => text(model, 'id'),
    set: (value) => {
      if (!problem(value)) editor.set(element, model, { id: value });
    },
    validate: problem,
  });
}
