/** The decision of a business rule task. */
import { body, is } from '../../spiffworkflow/model.js';
import type { GroupMaker } from '../context.js';
import { bodyOf } from '../fields.js';

const TYPE = 'spiffworkflow:CalledDecisionId';

export const businessRule: GroupMaker = (context) => {
  const { element, model, entries, edits, host } = context;
  if (!is(model, 'bpmn:BusinessRuleTask')) return undefined;
  const naming = {
    id: 'signalbox-decision-id',
    label: 'Decision id',
    description: 'The id of a decision, not its name.',
  };
  const open = () => edits.decision(body(model, TYPE));
  const mayOpen = edits.hears('spiff.dmn.edit') && body(model, TYPE) !== '';
  return {
    id: 'business_rule_properties',
    label: 'Decision',
    entries: [
      entries.suggest(bodyOf(context, model, TYPE, naming), () => [...host.ask('decisions', element.id)]),
      ...entries.buttons('signalbox-decision-open', mayOpen ? { 'Open the decision': open } : {}),
    ],
  };
};
