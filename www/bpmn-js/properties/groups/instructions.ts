/** What a person reads while the element waits. */
import { isAny } from '../../spiffworkflow/model.js';
import type { GroupMaker } from '../context.js';
import { bodyOf, markdown } from '../fields.js';

const INSTRUCTED = [
  ...['bpmn:ManualTask', 'bpmn:UserTask', 'bpmn:ServiceTask', 'bpmn:ScriptTask', 'bpmn:EndEvent'],
  ...['bpmn:IntermediateCatchEvent', 'bpmn:CallActivity', 'bpmn:SubProcess'],
];

export const instructions: GroupMaker = (context) => {
  const { model } = context;
  if (!isAny(model, INSTRUCTED)) return undefined;
  const naming = {
    id: 'signalbox-instructions-text',
    label: 'What the person reads',
    description: 'Markdown; {{ name }} shows a variable.',
  };
  const field = bodyOf(context, model, 'spiffworkflow:InstructionsForEndUser', naming);
  return { id: 'instructions', label: 'Instructions', entries: [markdown(context, field, 'instructions')] };
};
