/** The button on a task's form that sends the signal of a boundary event. */
import { child, eventDefinition, is, isAny } from '../../spiffworkflow/model.js';
import type { GroupMaker } from '../context.js';
import { bodyOf } from '../fields.js';

export const signalButton: GroupMaker = (context) => {
  const { model, entries } = context;
  const host = child(model, 'attachedToRef');
  if (!is(model, 'bpmn:BoundaryEvent') || !eventDefinition(model, 'bpmn:SignalEventDefinition')) return undefined;
  if (!isAny(host, ['bpmn:UserTask', 'bpmn:ManualTask'])) return undefined;
  const naming = {
    id: 'signalbox-signal-button',
    label: 'Label of the button',
    description: 'The form of the task shows a button that sends this signal.',
  };
  const entry = entries.text(bodyOf(context, model, 'spiffworkflow:SignalButtonLabel', naming));
  return { id: 'signal_button', label: 'Button', entries: [entry] };
};
