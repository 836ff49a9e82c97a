/** The script of a script task and its tests. */
import { child, children, extension, is, type Model, text } from '../../spiffworkflow/model.js';
import { readScript, writeScript } from '../../spiffworkflow/scripts.js';
import type { Context, GroupMaker } from '../context.js';
import type { Item } from '../entries.js';
import { freeName, jsonProblem } from '../validate.js';

const LANGUAGES = [
  { value: '', label: 'as the workspace says' },
  { value: 'python', label: 'Python' },
  { value: 'javascript', label: 'JavaScript' },
  { value: 'feel', label: 'FEEL' },
];
const TESTS = 'spiffworkflow:UnitTests';

export const script: GroupMaker = ({ element, model, editor, edits, entries }) => {
  if (!is(model, 'bpmn:ScriptTask')) return undefined;
  const launch = edits.hears('spiff.script.edit') ? () => edits.script(element, 'bpmn:script') : undefined;
  return {
    id: 'spiff_script',
    label: 'Script',
    entries: [
      entries.select(
        {
          id: 'signalbox-scriptFormat',
          label: 'Language',
          get: () => text(model, 'scriptFormat').replace(/^.*\//, ''),
          set: (value) => editor.set(element, model, { scriptFormat: value || undefined }),
        },
        LANGUAGES,
      ),
      entries.code({
        id: 'signalbox-script-text',
        label: 'Script',
        role: 'script',
        kind: 'script',
        launch,
        get: () => readScript(element, 'bpmn:script'),
        set: (value) => writeScript(editor, element, 'bpmn:script', value),
      }),
    ],
  };
};

export const unitTests: GroupMaker = (context) => {
  const { element, model, editor } = context;
  if (!is(model, 'bpmn:ScriptTask')) return undefined;
  const holder = extension(model, TESTS);
  const tests = children(holder, 'unitTests');
  const add = () => {
    const id = freeName(
      'test',
      tests.map((test) => text(test, 'id')),
    );
    const made = newTest(context, id, holder ?? model);
    if (holder) editor.append(element, holder, 'unitTests', made);
    else editor.replaceExtension(element, model, TESTS, { unitTests: [made] });
  };
  return { id: 'signalbox-unit-tests', label: 'Script tests', items: tests.map((test) => item(context, test)), add };
};

function newTest({ editor }: Context, id: string, parent: Model): Model {
  return editor.create(
    'spiffworkflow:UnitTest',
    {
      id,
      inputJson: editor.create('spiffworkflow:InputJson', { value: '{}' }, parent),
      expectedOutputJson: editor.create('spiffworkflow:ExpectedOutputJson', { value: '{}' }, parent),
    },
    parent,
  );
}

function item(context: Context, test: Model): Item {
  const { element, model, editor, entries } = context;
  const id = `signalbox-test-${text(test, 'id')}`;
  const json = (property: string, type: string, label: string) =>
    entries.code({
      id: `${id}-${property}`,
      label,
      role: property,
      kind: 'json',
      get: () => text(child(test, property), 'value'),
      set: (value) => editor.set(element, test, { [property]: editor.create(type, { value: value ?? '' }, test) }),
      validate: (value) => jsonProblem(context, value),
    });
  return {
    id,
    label: text(test, 'id'),
    entries: [
      entries.text({
        id: `${id}-id`,
        label: 'Name',
        get: () => text(test, 'id'),
        set: (value) => editor.set(element, test, { id: value || undefined }),
      }),
      json('inputJson', 'spiffworkflow:InputJson', 'Data before (JSON)'),
      json('expectedOutputJson', 'spiffworkflow:ExpectedOutputJson', 'Data expected after (JSON)'),
    ],
    remove: () => removeTest(context, model, test),
  };
}

function removeTest({ element, editor }: Context, model: Model, test: Model): void {
  const holder = extension(model, TESTS);
  if (!holder) return;
  if (children(holder, 'unitTests').length > 1) editor.drop(element, holder, 'unitTests', test);
  else editor.replaceExtension(element, model, TESTS, undefined);
}
