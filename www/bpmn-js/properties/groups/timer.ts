/** A hint where a timer's value is not what SpiffWorkflow expects: a text in quotes, or a variable. */
import { child, eventDefinition, text } from '../../spiffworkflow/model.js';
import type { GroupMaker } from '../context.js';

const KINDS = ['timeDate', 'timeDuration', 'timeCycle'];

export const timer: GroupMaker = ({ model, entries, translate }) => {
  const definition = eventDefinition(model, 'bpmn:TimerEventDefinition');
  const value = KINDS.map((kind) => child(definition, kind)).find((known) => known !== undefined);
  if (!definition) return undefined;
  const plain = /^(R\d*\/|P|\d{4}-)/.test(text(value, 'body').trim());
  const hint = plain
    ? translate('SpiffWorkflow evaluates this as Python: write a fixed time in quotes, "PT1H".')
    : translate('An expression: "PT1H" in quotes, a date, or a variable.');
  return { id: 'timer', label: 'Timer', joins: true, entries: [entries.note('signalbox-timer-hint', hint)] };
};
