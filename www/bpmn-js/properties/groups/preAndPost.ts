/** Scripts that run before and after an activity. */
import { child } from '../../spiffworkflow/model.js';
import { hasScripts, readScript, type ScriptType, writeScript } from '../../spiffworkflow/scripts.js';
import type { Context, GroupMaker } from '../context.js';
import type { Entry } from '../entries.js';
import { flag, type Naming } from '../fields.js';

const BEFORE: Naming = {
  id: 'signalbox-preScript',
  label: 'Script before',
  description: 'Runs when the task becomes ready.',
};
const AFTER: Naming = {
  id: 'signalbox-postScript',
  label: 'Script after',
  description: 'Runs when the task is completed.',
};

export const preAndPost: GroupMaker = (context) => {
  const { element, model, entries } = context;
  if (!hasScripts(element)) return undefined;
  const loop = child(model, 'loopCharacteristics');
  const each = { id: 'signalbox-scripts-on-instances', label: 'Run in every instance' };
  return {
    id: 'spiff_pre_post_scripts',
    label: 'Before and after',
    entries: [
      code(context, 'spiffworkflow:PreScript', 'preScript', BEFORE),
      code(context, 'spiffworkflow:PostScript', 'postScript', AFTER),
      ...(loop ? [entries.check(flag(context, loop, 'spiffworkflow:scriptsOnInstances', each))] : []),
    ],
  };
};

function code({ element, editor, edits, entries }: Context, type: ScriptType, role: string, naming: Naming): Entry {
  return entries.code({
    ...naming,
    role,
    kind: 'script',
    launch: edits.hears('spiff.script.edit') ? () => edits.script(element, type) : undefined,
    get: () => readScript(element, type),
    set: (value) => writeScript(editor, element, type, value),
  });
}
