/** Trying a decision: which variables it looks at, and the data that a person's words mean. */

import type { ModdleElement } from 'dmn-js/lib/Modeler';
import type { Data, Value } from 'signalbox';
import { children, isElement, tableOf } from './places.ts';

/** A variable that a decision looks at. */
export interface Asked {
  /** Its name; with dots for what lies in another: `order.amount`. */
  readonly path: string;
  /** Its type, where the table says one. */
  readonly type: string | undefined;
  /** The values it can have, as the table writes them. */
  readonly values: readonly string[];
}

const PATH = /^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u;

/** The variables that the columns of a decision and of those it requires look at, and no decision among them gives. */
export function askedOf(definitions: ModdleElement, decision: ModdleElement): readonly Asked[] {
  const needed = withRequired(definitions, decision);
  const given = new Set(needed.filter((other) => other !== decision).flatMap(namesOf));
  const found = new Map<string, Asked>();
  for (const table of needed.map(tableOf))
    for (const input of children(table, 'input')) {
      const asked = askedBy(input);
      if (asked && !given.has(asked.path.split('.')[0] ?? '') && !found.has(asked.path)) found.set(asked.path, asked);
    }
  return [...found.values()];
}

/** A decision with all that it requires, of the same file. */
function withRequired(definitions: ModdleElement, decision: ModdleElement): ModdleElement[] {
  const all = children(definitions, 'drgElement');
  const found = [decision];
  for (const next of found)
    for (const requirement of children(next, 'informationRequirement')) {
      const required = requirement.get('requiredDecision');
      const href = isElement(required) ? String(required.get('href')).replace(/^.*#/, '') : undefined;
      const other = all.find(({ id }) => id !== undefined && id === href);
      if (other && !found.includes(other)) found.push(other);
    }
  return found;
}

/** The names under which others see what a decision gives. */
function namesOf(decision: ModdleElement): string[] {
  const variable = decision.get('variable');
  const outputs = children(tableOf(decision), 'output').map(({ name }) => name);
  const names = [decision.id, decision.name, isElement(variable) ? variable.name : undefined, ...outputs];
  return names.filter((name) => name !== undefined);
}

function askedBy(input: ModdleElement): Asked | undefined {
  const expression = input.get('inputExpression');
  const text = isElement(expression) ? String(expression.get('text') ?? '').trim() : '';
  // SpiffWorkflow takes the label where no expression is written.
  const path = text || String(input.get('label') ?? '').trim();
  if (!PATH.test(path) || path.split('.').includes('__proto__')) return undefined;
  const type = isElement(expression) ? expression.get('typeRef') : undefined;
  const values = input.get('inputValues');
  const listed = isElement(values) ? String(values.get('text') ?? '') : '';
  return { path, type: typeof type === 'string' ? type : undefined, values: literals(listed) };
}

/** The texts of a list such as `"a","b"`. */
function literals(list: string): string[] {
  return [...list.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text);
}

/** What a person means by a text: a text where the column says so, else JSON where it is some. */
export function meant(text: string, type: string | undefined): Value {
  if (type === 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The data of the fields over other data; a field that is empty gives nothing. */
export function dataOf(asked: readonly Asked[], texts: ReadonlyMap<string, string>, other: Data): Data {
  const data = structuredClone(other);
  for (const { path, type } of asked) {
    const text = texts.get(path) ?? '';
    if (text.trim() !== '') put(data, path.split('.'), meant(text, type));
  }
  return data;
}

function put(data: Data, [first = '', ...rest]: string[], value: Value): void {
  if (rest.length === 0) {
    data[first] = value;
    return;
  }
  const inner = data[first];
  const next: Data = isData(inner) ? inner : {};
  data[first] = next;
  put(next, rest, value);
}

/** The variables that no field has. */
export function withoutAsked(data: Data, asked: readonly Asked[]): Data {
  const named = new Set(asked.map(({ path }) => path));
  return Object.fromEntries(Object.entries(data).filter(([name]) => !named.has(name)));
}

/** The text of a field for a value of some data. */
export function textAt(data: Data, path: string): string {
  let value: Value | undefined = data;
  for (const name of path.split('.')) value = isData(value) ? value[name] : undefined;
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
