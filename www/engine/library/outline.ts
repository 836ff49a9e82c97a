/**
 * The XML of all files as far as elements refer to each other: ids, references, and the few attributes that give
 * variables their names. Everything about references is decided by the tables in this file.
 */
import type { OutlineElement, OutlineField } from '../contract/types.js';

/** Attributes and elements that the engine is asked for, beside ids and everything that ends with `Ref`. */
export const OUTLINED = [
  'name',
  'label',
  'value',
  'default',
  'bpmnElement',
  'incoming',
  'outgoing',
  'href',
  'calledElement',
  'processId',
  'calledDecisionId',
  'decisionId',
  'propertyId',
  'resultVariable',
  'messageVariable',
  'variableName',
  'elementVariable',
  'collection',
  'formalExpression',
  'messagePath',
  'inputElement',
  'outputElement',
];

/** An element with its family. */
export interface Outlined {
  file: string;
  tag: string;
  id: string | undefined;
  name: string | undefined;
  fields: OutlineField[];
  parent: Outlined | undefined;
  children: Outlined[];
}

/** A reference as it is written. */
export interface Written {
  from: Outlined;
  /** Attribute, or the element around the text. */
  property: string;
  /** The id referred to, without a prefix. */
  id: string;
  /** What stands before it: the prefix of a qualified name, or the `#` of an address. */
  before: string;
  to: 'process' | 'decision' | 'here';
  field: OutlineField;
}

const CONTAINERS = new Set(['process', 'subProcess', 'transaction', 'adHocSubProcess', 'definitions', 'collaboration']);
const HERE = new Set(['default', 'bpmnElement', 'incoming', 'outgoing', 'propertyId', 'href']);
const PROCESS = new Set(['calledElement', 'processRef']);
const DECISION = new Set(['calledDecisionId', 'decisionId']);

/** Makes a tree of the engine's list. */
export function familyOf(list: readonly OutlineElement[]): Outlined[] {
  const all: Outlined[] = [];
  for (const { file, tag, parent, fields } of list) {
    const text = (name: string) => fields.find((field) => field.name === name)?.value;
    const above = parent === null ? undefined : all[parent];
    const element: Outlined = { file, tag, id: text('id'), name: text('name'), fields, parent: above, children: [] };
    above?.children.push(element);
    all.push(element);
  }
  return all;
}

/** The value of an attribute. */
export const attribute = (element: Outlined, name: string) =>
  element.fields.find((field) => field.name === name)?.value;

/** The text inside an element. */
export const content = (element: Outlined) => attribute(element, '') ?? '';

/** All elements below one. */
export function below(element: Outlined): Outlined[] {
  return element.children.flatMap((child) => [child, ...below(child)]);
}

/** The element a person sees on the diagram: the one that stands directly in a process, sub-process or file. */
export function ownerOf(element: Outlined): Outlined {
  let owner = element;
  while (owner.parent && !CONTAINERS.has(owner.parent.tag)) owner = owner.parent;
  return owner;
}

/** The process or sub-process around an element. */
export function containerOf(element: Outlined): Outlined | undefined {
  return ownerOf(element).parent;
}

/** The process an element is in, or is. */
export function processOf(element: Outlined): string | null {
  let at: Outlined | undefined = element;
  while (at && at.tag !== 'process') at = at.parent;
  return at?.id ?? null;
}

/** The references that an element writes down itself. */
export function referencesOf(element: Outlined): Written[] {
  return element.fields.flatMap((field) => {
    const property = field.name || element.tag;
    const to = meaning(element, property);
    if (!to) return [];
    const cut = property === 'href' ? field.value.indexOf('#') + 1 : field.value.indexOf(':') + 1;
    const [before, id] = [field.value.slice(0, cut), field.value.slice(cut)];
    return id ? [{ from: element, property, id, before, to, field }] : [];
  });
}

function meaning(element: Outlined, property: string): Written['to'] | undefined {
  // `zeebe:calledElement` has the id in an attribute; `href` of DMN refers to its own file.
  if (PROCESS.has(property) || (property === 'processId' && element.tag === 'calledElement')) return 'process';
  if (DECISION.has(property)) return 'decision';
  if (property === 'decisionRef') return element.tag === 'businessRuleTask' ? 'decision' : 'here';
  if (property === 'structureRef' || property === 'id') return undefined;
  return property.endsWith('Ref') || HERE.has(property) ? 'here' : undefined;
}
