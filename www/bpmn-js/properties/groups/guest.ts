/** Whether somebody who is not signed in may do it, and what they read afterwards. */
import { body, eventDefinition, is, isAny, type Model } from '../../spiffworkflow/model.js';
import type { GroupMaker } from '../context.js';
import { bodyOf, markdown } from '../fields.js';

export const guest: GroupMaker = (context) => {
  const { element, model, editor, entries } = context;
  if (!mayBeOpen(model)) return undefined;
  const type = 'spiffworkflow:AllowGuest';
  const confirmation = {
    id: 'signalbox-guest-confirmation',
    label: 'What they read afterwards',
    description: 'Markdown.',
  };
  return {
    id: 'allow_guest_user',
    label: 'Guests',
    entries: [
      entries.check({
        id: 'signalbox-allow-guest',
        label: 'Guests may do this',
        get: () => body(model, type).trim() === 'true',
        set: (value) => editor.setBody(element, model, type, value ? 'true' : undefined),
      }),
      markdown(context, bodyOf(context, model, 'spiffworkflow:GuestConfirmation', confirmation), 'guestConfirmation'),
    ],
  };
};

function mayBeOpen(model: Model): boolean {
  if (isAny(model, ['bpmn:UserTask', 'bpmn:ManualTask'])) return true;
  return is(model, 'bpmn:StartEvent') && eventDefinition(model, 'bpmn:MessageEventDefinition') !== undefined;
}
