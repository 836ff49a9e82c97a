/** When a flow is taken, and when a conditional event happens. */
import { child, eventDefinition, is, isAny } from '../../spiffworkflow/model.js';
import type { Context, GroupMaker } from '../context.js';
import type { Entry } from '../entries.js';
import { code, expressionOf } from '../fields.js';

const CONDITIONAL = ['bpmn:Activity', 'bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway', 'bpmn:ComplexGateway'];

export const condition: GroupMaker = (context) => {
  const { model } = context;
  const event = eventDefinition(model, 'bpmn:ConditionalEventDefinition');
  const naming = { id: 'signalbox-condition-text', label: event ? 'Happens when' : 'Taken when' };
  if (event) return group([code(context, expressionOf(context, event, 'condition', naming), 'condition')]);
  const source = child(model, 'sourceRef');
  if (!is(model, 'bpmn:SequenceFlow') || !source || !isAny(source, CONDITIONAL)) return undefined;
  const field = expressionOf(context, model, 'conditionExpression', naming);
  return group([code(context, field, 'condition'), isDefault(context)]);
};

function isDefault({ element, model, editor, entries }: Context): Entry {
  const source = () => child(model, 'sourceRef');
  return entries.check({
    id: 'signalbox-default',
    label: 'Default flow',
    get: () => source()?.get('default') === model,
    set: (value) => {
      const gateway = source();
      if (gateway) editor.set(element, gateway, { default: value ? model : undefined });
    },
  });
}

function group(entries: Entry[]) {
  return { id: 'conditions', label: 'Condition', entries };
}
