/**
 * The names that are known at an element: what the elements before it set, back along the flow, out of sub-processes and
 * into the processes that call. What a run is started with is known to the run only.
 */
import type { TextNames } from '../contract/types.js';
import { isMap } from '../testing/compare.js';
import { folderOf, parsed } from '../testing/find.js';
import { attribute, below, containerOf, content, type Outlined } from './outline.js';
import type { KnownVariable, VariableSource } from './types.js';

/** What the search needs to know of the workspace. */
export interface VariableGround {
  all: readonly Outlined[];
  texts: readonly TextNames[];
  /** The names of a form's fields, by its file. */
  formFields(form: string, usedIn: string): string[];
}

export function knownVariables(ground: VariableGround, id: string, file?: string): KnownVariable[] {
  const element = ground.all.find((known) => known.id === id && (file === undefined || known.file === file));
  if (!element) return [];
  const found = new Map<string, VariableSource[]>();
  const note = (name: string, kind: VariableSource['kind'], by: Outlined) => {
    if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) return;
    const sources = found.get(name) ?? [];
    if (!sources.some((known) => known.element === by.id && known.kind === kind))
      sources.push({ kind, element: by.id ?? '', file: by.file });
    found.set(name, sources);
  };
  const flow = new Flow(ground.all);
  const queue = flow.start(element);
  const seen = new Set(queue);
  for (const at of queue) {
    for (const [name, kind] of at === element ? given(ground, at) : written(ground, at)) note(name, kind, at);
    for (const before of flow.before(at)) {
      if (seen.has(before)) continue;
      seen.add(before);
      queue.push(before);
    }
  }
  return [...found].map(([name, sources]) => ({ name, sources }));
}

/** Names with what gives them. */
export type Names = [name: string, kind: VariableSource['kind']][];

/** What an element finds when it begins, from itself: inputs, the item of a loop, its pre-script, its form. */
function given(ground: VariableGround, element: Outlined): Names {
  return [...provided(ground, element), ...scripts(ground, element, ['preScript']), ...forms(ground, element)];
}

/** What an element finds before anything of its own runs: data objects, data stores, the item of a loop. */
export function provided(ground: VariableGround, element: Outlined): Names {
  return [...dataInputs(ground, element), ...loopItems(element)];
}

/** What an element leaves to those after it without a text of its own: a form, a result, a decision, an event. */
export function brought(ground: VariableGround, element: Outlined): Names {
  return [
    ...forms(ground, element),
    ...results(element),
    ...decisionOutputs(ground, element),
    ...eventVariables(ground, element),
  ];
}

/** What an element leaves to those after it. */
function written(ground: VariableGround, element: Outlined): Names {
  return [
    ...scripts(ground, element, ['script', 'preScript', 'postScript']),
    ...brought(ground, element),
    ...loopItems(element),
  ];
}

function scripts({ texts }: VariableGround, element: Outlined, roles: string[]): Names {
  const own = texts.filter((text) => text.element === element.id && text.file === element.file);
  return own
    .filter(({ role }) => roles.includes(role))
    .flatMap(({ writes }) => writes.map((name): Names[0] => [name, 'script']));
}

function forms({ formFields }: VariableGround, element: Outlined): Names {
  const parts = belongings(element);
  const fields = parts.filter(({ tag }) => tag === 'formField').map(({ id }) => id ?? '');
  const schemas = parts
    .filter(({ name }) => name === 'formJsonSchemaFilename')
    .map((part) => attribute(part, 'value') ?? '');
  const names = [...fields, ...schemas.flatMap((schema) => formFields(schema, element.file))];
  return names.map((name) => [name, 'form']);
}

function results(element: Outlined): Names {
  return [element, ...belongings(element)].flatMap((part): Names => {
    const named = attribute(part, 'resultVariable');
    if (named) return [[named, 'result']];
    const unnamed = part.tag === 'serviceTaskOperator' && element.id;
    return unnamed ? [[`spiff__${unnamed.replaceAll('-', '_')}_result`, 'result']] : [];
  });
}

function decisionOutputs({ all }: VariableGround, element: Outlined): Names {
  const decision = decisionOf(all, element);
  const outputs = decision ? below(decision).filter(({ tag }) => tag === 'output') : [];
  // As in SpiffWorkflow a column without a name goes by its label.
  const named = (output: Outlined) => output.name ?? attribute(output, 'label') ?? '';
  return outputs.map((output) => [named(output).split('.')[0] ?? '', 'decision']);
}

/** The decision that a business rule task makes. */
export function decisionOf(all: readonly Outlined[], element: Outlined): Outlined | undefined {
  const called = belongings(element).find(({ tag }) => tag === 'calledDecisionId');
  const id = called ? content(called) : attribute(element, 'decisionRef');
  return id ? all.find((known) => known.tag === 'decision' && known.id === id) : undefined;
}

// A variable is named at the event itself, or at the signal, error or escalation that it catches.
function eventVariables({ all }: VariableGround, element: Outlined): Names {
  const parts = belongings(element);
  const caught = parts.flatMap((part) =>
    ['signalRef', 'errorRef', 'escalationRef', 'messageRef'].map((name) => attribute(part, name)),
  );
  const roots = all.filter(
    ({ file, id, parent }) => parent?.tag === 'definitions' && file === element.file && id && caught.includes(id),
  );
  const naming = [...parts, ...roots.flatMap(below)].filter(
    ({ tag }) => tag === 'messageVariable' || tag === 'variableName',
  );
  const kind = element.tag === 'userTask' ? 'form' : 'event';
  return naming.map((part) => [content(part), kind]);
}

function loopItems(element: Outlined): Names {
  return belongings(element).flatMap((part): Names => {
    const item = part.tag === 'inputDataItem' || part.tag === 'outputDataItem' ? [part.id, part.name] : [];
    const named = ['elementVariable', 'inputElement', 'outputElement'].map((name) => attribute(part, name));
    const output = part.tag === 'loopDataOutputRef' ? [content(part)] : [];
    return [...item, ...named, ...output].flatMap((name): Names => (name ? [[name, 'loop']] : []));
  });
}

function dataInputs({ all }: VariableGround, element: Outlined): Names {
  const inputs = belongings(element)
    .filter(({ tag }) => tag === 'dataInputAssociation')
    .flatMap(below);
  const sources = inputs.filter(({ tag }) => tag === 'sourceRef').map(content);
  const objects = all.filter(({ file, id }) => file === element.file && id && sources.includes(id));
  return objects.map((object) => [
    attribute(object, 'dataObjectRef') ?? attribute(object, 'dataStoreRef') ?? object.id ?? '',
    'dataObject',
  ]);
}

/** Elements with a flow inside. */
export const LEVELS = new Set(['process', 'subProcess', 'transaction', 'adHocSubProcess']);

/** What belongs to an element, without the elements of a sub-process's inside. */
export function belongings(element: Outlined): Outlined[] {
  if (!LEVELS.has(element.tag)) return below(element);
  const own = [
    ...['extensionElements', 'ioSpecification', 'dataInputAssociation', 'dataOutputAssociation'],
    ...['inputDataItem', 'outputDataItem', 'loopDataInputRef', 'loopDataOutputRef'],
  ];
  const beside = element.children.filter(({ tag, id }) => own.includes(tag) || !id || /LoopCharacteristics$/.test(tag));
  return beside.flatMap((child) => [child, ...below(child)]);
}

/** The flow of all files, backwards. */
class Flow {
  readonly #byId = new Map<string, Outlined>();
  readonly #incoming = new Map<Outlined, Outlined[]>();
  readonly #callers = new Map<string, Outlined[]>();

  constructor(all: readonly Outlined[]) {
    const here = ({ file }: Outlined, id: string | undefined) => this.#byId.get(`${file}\n${id}`);
    for (const element of all) if (element.id) this.#byId.set(`${element.file}\n${element.id}`, element);
    for (const element of all) {
      if (element.tag === 'sequenceFlow')
        push(
          this.#incoming,
          here(element, attribute(element, 'targetRef')),
          here(element, attribute(element, 'sourceRef')),
        );
      if (element.tag === 'boundaryEvent')
        push(this.#incoming, element, here(element, attribute(element, 'attachedToRef')));
      const called = element.tag === 'callActivity' && attribute(element, 'calledElement');
      if (called) push(this.#callers, called, element);
    }
  }

  /** Where the search begins: at the element, or at the source of a flow. */
  start(element: Outlined): Outlined[] {
    const source =
      element.tag === 'sequenceFlow' && this.#byId.get(`${element.file}\n${attribute(element, 'sourceRef')}`);
    return [source || element];
  }

  before(element: Outlined): Outlined[] {
    const before = this.#incoming.get(element) ?? [];
    if (before.length > 0) return before;
    if (element.tag === 'process') return this.#callers.get(element.id ?? '') ?? [];
    const around = containerOf(element);
    return around && LEVELS.has(around.tag) ? [around] : [];
  }
}

function push<Key>(map: Map<Key, Outlined[]>, key: Key | undefined, value: Outlined | undefined): void {
  if (key !== undefined && value) map.set(key, [...(map.get(key) ?? []), value]);
}

/** The fields of a form's JSON Schema, whose file stands beside the diagram or goes by its whole name. */
export function formFields(
  form: string,
  usedIn: string,
  files: readonly string[],
  text: (file: string) => string | null,
): string[] {
  const file = [folderOf(usedIn) + form, form].find((name) => files.includes(name));
  const schema = file === undefined ? undefined : parsed(text(file) ?? '');
  return isMap(schema) && isMap(schema.properties) ? Object.keys(schema.properties) : [];
}
