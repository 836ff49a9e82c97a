/** What the signal, error or escalation of an event carries; beside the standard's choice of which it is. */
import { child, eventDefinition, is, type Model } from '../../spiffworkflow/model.js';
import type { Context, EntryGroup, GroupMaker } from '../context.js';
import { bodyOf, code } from '../fields.js';
import { variableProblem } from '../validate.js';

/** Event definition, its reference, and the standard's group. */
const KINDS = [
  { type: 'bpmn:SignalEventDefinition', reference: 'signalRef', group: 'signal', label: 'Signal' },
  { type: 'bpmn:ErrorEventDefinition', reference: 'errorRef', group: 'error', label: 'Error' },
  { type: 'bpmn:EscalationEventDefinition', reference: 'escalationRef', group: 'escalation', label: 'Escalation' },
];

export const eventData: GroupMaker = (context) =>
  KINDS.flatMap(({ type, reference, group, label }) => {
    const definition = child(eventDefinition(context.model, type), reference);
    return definition ? [carried(context, definition, group, label)] : [];
  });

function carried(context: Context, definition: Model, group: string, label: string): EntryGroup {
  const { model, entries } = context;
  const naming = { id: `signalbox-${group}-payload`, label: 'Payload (expression)' };
  const variable = { id: `signalbox-${group}-variable`, label: 'Variable for what it carries' };
  const entry = is(model, 'bpmn:ThrowEvent')
    ? code(context, bodyOf(context, definition, 'spiffworkflow:PayloadExpression', naming), 'payload')
    : entries.text({
        ...bodyOf(context, definition, 'spiffworkflow:VariableName', variable),
        validate: (value) => variableProblem(context, value),
      });
  return { id: group, label, joins: true, entries: [entry] };
}
