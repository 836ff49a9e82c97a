/** A loop of the standard: until when, and at most how often. */
import { child, is, text } from '../../spiffworkflow/model.js';
import type { GroupMaker } from '../context.js';
import { code, expressionOf, flag } from '../fields.js';

export const standardLoop: GroupMaker = (context) => {
  const { element, model, editor, entries, translate } = context;
  const loop = child(model, 'loopCharacteristics');
  if (!loop || !is(loop, 'bpmn:StandardLoopCharacteristics')) return undefined;
  const naming = { id: 'signalbox-loop-condition', label: 'Repeat while' };
  return {
    id: 'signalbox-loop',
    label: 'Loop',
    entries: [
      code(context, expressionOf(context, loop, 'loopCondition', naming), 'loopCondition'),
      entries.text({
        id: 'signalbox-loop-maximum',
        label: 'At most',
        get: () => text(loop, 'loopMaximum'),
        set: (value) => editor.set(element, loop, { loopMaximum: Number.parseInt(value ?? '', 10) || undefined }),
        validate: (value) => (!value || /^[1-9]\d*$/.test(value) ? undefined : translate('A number is needed.')),
      }),
      entries.check(
        flag(context, loop, 'testBefore', { id: 'signalbox-loop-before', label: 'Test before the first round' }),
      ),
    ],
  };
};
