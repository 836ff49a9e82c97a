/** SpiffArena's limits of dates: `minimumDate` and `maximumDate`, which may name another field or today. */
import { type FormProblem, isMap, type JsonSchema } from './types.js';

/** Dates outside their limits. */
export function dateProblems(schema: JsonSchema, data: unknown, today: string): FormProblem[] {
  return isMap(data) ? inside(schema, data, data, '', today) : [];
}

function inside(
  schema: JsonSchema,
  value: Record<string, unknown>,
  all: Record<string, unknown>,
  path: string,
  today: string,
): FormProblem[] {
  if (!isMap(schema.properties)) return [];
  return Object.entries(schema.properties).flatMap(([name, property]) => {
    if (!isMap(property)) return [];
    const here = `${path}/${name}`;
    const entered = value[name];
    if (isMap(entered)) return inside(property, entered, all, here, today);
    return typeof entered === 'string' ? limits(property, entered, all, here, today) : [];
  });
}

function limits(
  property: JsonSchema,
  entered: string,
  all: Record<string, unknown>,
  path: string,
  today: string,
): FormProblem[] {
  const [first, last] = range(entered);
  const least = limit(property.minimumDate, all, today);
  const most = limit(property.maximumDate, all, today);
  const told = (keyword: string, message: string): FormProblem => ({ path, message, keyword });
  return [
    ...(least !== undefined && first < least ? [told('minimumDate', `must not be before ${least}`)] : []),
    ...(most !== undefined && last > most ? [told('maximumDate', `must not be after ${most}`)] : []),
  ];
}

// A range of dates is one text: `2026-01-01:::2026-01-31`.
function range(text: string): [string, string] {
  const [first = text, last = first] = text.split(':::');
  return [first.slice(0, 10), last.slice(0, 10)];
}

function limit(written: unknown, all: Record<string, unknown>, today: string): string | undefined {
  if (typeof written !== 'string') return undefined;
  if (written === 'today') return today;
  const [kind, name = '', end] = written.split(':');
  if (kind !== 'field') return written.slice(0, 10);
  const other = all[name];
  if (typeof other !== 'string' || other === '') return undefined;
  const [first, last] = range(other);
  return end === 'end' ? last : first;
}
