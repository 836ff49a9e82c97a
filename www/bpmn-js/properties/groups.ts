/** The groups of the spiffworkflow vocabulary: which elements have them and what they show. */
import type { Editor, Model, Shape } from './Editor.js';
import { expression } from './Editor.js';
import type { Entries, Entry } from './entries.js';

/** A group before it becomes one of the panel. */
export interface Group {
  id: string;
  label: string;
  entries: Entry[];
}

const SCRIPTED = ['bpmn:Task', 'bpmn:CallActivity', 'bpmn:SubProcess'];
const INSTRUCTED = [
  'bpmn:Task',
  'bpmn:CallActivity',
  'bpmn:SubProcess',
  'bpmn:EndEvent',
  'bpmn:IntermediateCatchEvent',
];
const LANGUAGES = [
  { value: '', label: 'as the workspace says' },
  { value: 'python', label: 'Python' },
  { value: 'javascript', label: 'JavaScript' },
  { value: 'feel', label: 'FEEL' },
];

/** All groups of one element. */
export function groupsOf(element: Shape, editor: Editor, entries: Entries): Group[] {
  const model = element.businessObject;
  const makers = [script, service, decision, called, condition, message, form, loop, scripts, instructions];
  return makers.map((make) => make(element, model, editor, entries)).filter((group) => group.entries.length > 0);
}

type Maker = (element: Shape, model: Model, editor: Editor, entries: Entries) => Group;

function isAny(model: Model, types: string[]): boolean {
  return types.some((type) => model.$instanceOf(type));
}

const script: Maker = (element, model, editor, entries) => ({
  id: 'signalbox-script',
  label: 'Script',
  entries: model.$instanceOf('bpmn:ScriptTask')
    ? [
        entries.select(
          {
            id: 'signalbox-scriptFormat',
            label: 'Language',
            get: () => String(model.get('scriptFormat') ?? '').replace(/^.*\//, ''),
            set: (value) => editor.set(element, model, { scriptFormat: value || undefined }),
          },
          LANGUAGES,
        ),
        entries.code({
          id: 'signalbox-script-text',
          label: 'Script',
          get: () => String(model.get('script') ?? ''),
          set: (value) => editor.set(element, model, { script: value || undefined }),
        }),
      ]
    : [],
});

const scripts: Maker = (element, model, editor, entries) => {
  const body = (id: string, type: string, label: string, description: string) =>
    entries.code({
      id,
      label,
      description,
      get: () => editor.body(model, type),
      set: (value) => editor.setBody(element, model, type, value),
    });
  return {
    id: 'signalbox-scripts',
    label: 'Before and after',
    entries:
      isAny(model, SCRIPTED) && !model.$instanceOf('bpmn:ScriptTask')
        ? [
            body(
              'signalbox-preScript',
              'spiffworkflow:PreScript',
              'Script before',
              'Runs when the task becomes ready.',
            ),
            body(
              'signalbox-postScript',
              'spiffworkflow:PostScript',
              'Script after',
              'Runs when the task is completed.',
            ),
          ]
        : [],
  };
};

const instructions: Maker = (element, model, editor, entries) => ({
  id: 'signalbox-instructions',
  label: 'Instructions',
  entries: isAny(model, INSTRUCTED)
    ? [
        entries.area({
          id: 'signalbox-instructions-text',
          label: 'What the person reads',
          description: 'Markdown; {{ name }} shows a variable.',
          get: () => editor.body(model, 'spiffworkflow:InstructionsForEndUser'),
          set: (value) => editor.setBody(element, model, 'spiffworkflow:InstructionsForEndUser', value),
        }),
      ]
    : [],
});

const service: Maker = (element, model, editor, entries) => {
  const type = 'spiffworkflow:ServiceTaskOperator';
  const operator = () => editor.extension(model, type);
  const change = (properties: Record<string, unknown>) =>
    editor.setExtension(element, model, type, {
      id: operator()?.get('id'),
      resultVariable: operator()?.get('resultVariable'),
      parameterList: operator()?.get('parameterList'),
      ...properties,
    });
  const parameters = () =>
    ((operator()?.get('parameterList') as Model | undefined)?.get('parameters') as Model[] | undefined) ?? [];
  return {
    id: 'signalbox-service',
    label: 'Service',
    entries: model.$instanceOf('bpmn:ServiceTask')
      ? [
          entries.text({
            id: 'signalbox-operator',
            label: 'Operator',
            get: () => String(operator()?.get('id') ?? ''),
            set: (id) => change({ id }),
          }),
          entries.text({
            id: 'signalbox-result',
            label: 'Result variable',
            get: () => String(operator()?.get('resultVariable') ?? ''),
            set: (resultVariable) => change({ resultVariable: resultVariable || undefined }),
          }),
          entries.code({
            id: 'signalbox-parameters',
            label: 'Parameters',
            description: 'One per line: name = expression',
            get: () =>
              parameters()
                .map((parameter) => `${parameter.get('id')} = ${parameter.get('value') ?? ''}`)
                .join('\n'),
            set: (value) => change({ parameterList: parameterList(value ?? '', parameters(), model, editor) }),
          }),
        ]
      : [],
  };
};

function parameterList(text: string, old: Model[], model: Model, editor: Editor): Model | undefined {
  const lines = text
    .split('\n')
    .map((line) => /^\s*([^=]+?)\s*=\s*(.*)$/.exec(line))
    .filter((line) => line !== null);
  if (lines.length === 0) return undefined;
  const list = editor.create('spiffworkflow:Parameters', {}, model);
  const parameters = lines.map(([, id, value]) =>
    editor.create(
      'spiffworkflow:Parameter',
      {
        id,
        value,
        type: old.find((parameter) => parameter.get('id') === id)?.get('type') ?? 'any',
      },
      list,
    ),
  );
  (list as Model & { parameters: Model[] }).parameters = parameters;
  return list;
}

const decision: Maker = (element, model, editor, entries) => ({
  id: 'signalbox-decision',
  label: 'Decision',
  entries: model.$instanceOf('bpmn:BusinessRuleTask')
    ? [
        entries.text({
          id: 'signalbox-decision-id',
          label: 'Decision id',
          get: () => editor.body(model, 'spiffworkflow:CalledDecisionId'),
          set: (value) => editor.setBody(element, model, 'spiffworkflow:CalledDecisionId', value),
        }),
      ]
    : [],
});

const called: Maker = (element, model, editor, entries) => ({
  id: 'signalbox-called',
  label: 'Called process',
  entries: model.$instanceOf('bpmn:CallActivity')
    ? [
        entries.text({
          id: 'signalbox-called-element',
          label: 'Process id',
          description: 'A process of any file of the workspace.',
          get: () => String(model.get('calledElement') ?? ''),
          set: (value) => editor.set(element, model, { calledElement: value || undefined }),
        }),
      ]
    : [],
});

const condition: Maker = (element, model, editor, entries) => {
  const conditional =
    model.$instanceOf('bpmn:SequenceFlow') &&
    isAny(model.get('sourceRef') as Model, [
      'bpmn:Activity',
      'bpmn:ExclusiveGateway',
      'bpmn:InclusiveGateway',
      'bpmn:ComplexGateway',
    ]);
  const source = () => model.get('sourceRef') as Model;
  return {
    id: 'signalbox-condition',
    label: 'Condition',
    entries: conditional
      ? [
          entries.code({
            id: 'signalbox-condition-text',
            label: 'Taken when',
            get: () => expression(model, 'conditionExpression'),
            set: (value) => editor.setExpression(element, model, 'conditionExpression', value),
          }),
          entries.check({
            id: 'signalbox-default',
            label: 'Default flow',
            get: () => source().get('default') === model,
            set: (value) => editor.set(element, source(), { default: value ? model : undefined }),
          }),
        ]
      : [],
  };
};

/** The place that carries payload and variable: the event definition, or the task itself. */
function messageHolder(model: Model): Model | undefined {
  if (isAny(model, ['bpmn:SendTask', 'bpmn:ReceiveTask'])) return model;
  const definitions = model.$instanceOf('bpmn:Event')
    ? (model.get('eventDefinitions') as Model[] | undefined)
    : undefined;
  return definitions?.find((definition) => definition.$instanceOf('bpmn:MessageEventDefinition'));
}

const message: Maker = (element, model, editor, entries) => {
  const holder = messageHolder(model);
  const throwing = isAny(model, ['bpmn:SendTask', 'bpmn:ThrowEvent']);
  const type = throwing ? 'spiffworkflow:MessagePayload' : 'spiffworkflow:MessageVariable';
  return {
    id: 'signalbox-message',
    label: 'Message data',
    entries: holder
      ? [
          entries.code({
            id: 'signalbox-message-data',
            label: throwing ? 'Payload' : 'Variable',
            description: throwing ? 'An expression.' : 'Receives the payload.',
            get: () => editor.body(holder, type),
            set: (value) => editor.setBody(element, holder, type, value),
          }),
        ]
      : [],
  };
};

const form: Maker = (element, model, editor, entries) => ({
  id: 'signalbox-form',
  label: 'Form',
  entries: model.$instanceOf('bpmn:UserTask')
    ? [
        entries.text({
          id: 'signalbox-variable-name',
          label: 'Variable',
          description: 'Keeps the answers under one name; empty: beside the other data.',
          get: () => editor.body(model, 'spiffworkflow:VariableName'),
          set: (value) => editor.setBody(element, model, 'spiffworkflow:VariableName', value),
        }),
      ]
    : [],
});

const loop: Maker = (element, model, editor, entries) => {
  const characteristics = model.$instanceOf('bpmn:Activity')
    ? (model.get('loopCharacteristics') as Model | undefined)
    : undefined;
  const standard = characteristics?.$instanceOf('bpmn:StandardLoopCharacteristics') ? characteristics : undefined;
  return {
    id: 'signalbox-loop',
    label: 'Loop',
    entries: standard
      ? [
          entries.code({
            id: 'signalbox-loop-condition',
            label: 'Repeat while',
            get: () => expression(standard, 'loopCondition'),
            set: (value) => editor.setExpression(element, standard, 'loopCondition', value),
          }),
          entries.text({
            id: 'signalbox-loop-maximum',
            label: 'At most',
            get: () => String(standard.get('loopMaximum') ?? ''),
            set: (value) => editor.set(element, standard, { loopMaximum: Number.parseInt(value, 10) || undefined }),
          }),
          entries.check({
            id: 'signalbox-loop-before',
            label: 'Test before the first round',
            get: () => Boolean(standard.get('testBefore')),
            set: (value) => editor.set(element, standard, { testBefore: value }),
          }),
          entries.check({
            id: 'signalbox-loop-scripts',
            label: 'Scripts in every round',
            get: () => Boolean(standard.get('spiffworkflow:scriptsOnInstances')),
            set: (value) => editor.set(element, standard, { 'spiffworkflow:scriptsOnInstances': value || undefined }),
          }),
        ]
      : [],
  };
};
