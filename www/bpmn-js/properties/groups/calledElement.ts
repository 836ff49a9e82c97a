/** The process that a call activity calls. */
import { is, text } from '../../spiffworkflow/model.js';
import type { GroupMaker } from '../context.js';
import { property } from '../fields.js';

export const calledElement: GroupMaker = (context) => {
  const { element, model, entries, edits } = context;
  if (!is(model, 'bpmn:CallActivity')) return undefined;
  const called = () => text(model, 'calledElement');
  const naming = {
    id: 'signalbox-called-element',
    label: 'Process id',
    description: 'A process of any file of the workspace.',
  };
  const presses = {
    ...(edits.hears('spiff.callactivity.search') && { 'Find a process': () => edits.search(element, called()) }),
    ...(edits.hears('spiff.callactivity.edit') && called() && { 'Open it': () => edits.called(element, called()) }),
  };
  return {
    id: 'called_element',
    label: 'Called process',
    entries: [
      entries.text(property(context, model, 'calledElement', naming)),
      ...entries.buttons('signalbox-called-buttons', presses),
    ],
  };
};
