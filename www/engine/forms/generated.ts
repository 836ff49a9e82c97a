/** A form from nothing but data: one field for each variable, of the type its value has or its readers expect. */
import type { ExpectedVariable } from '../library/types.js';
import { isMap, type JsonSchema } from './types.js';

/** Values nested deeper than this are typed as JSON. */
const DEEPEST = 3;

/** The schema that data suggests, after what is asked for beside it. */
export function schemaOfData(data: Record<string, unknown>, asked: readonly ExpectedVariable[] = []): JsonSchema {
  const fields = asked.map(({ name, schema }) => [name, titled(name, schema)] as const);
  return { type: 'object', properties: { ...Object.fromEntries(fields), ...properties(data, 0) } };
}

// A value of which nothing is known is most likely a text.
function titled(name: string, schema: JsonSchema): JsonSchema {
  const { properties, items, ...own } = schema;
  const inner = isMap(properties) ? Object.entries(properties) : [];
  const told = inner.map(([field, part]) => [field, titled(field, isMap(part) ? part : {})] as const);
  return {
    title: words(name),
    ...(Object.keys(own).length > 0 ? own : { type: 'string' }),
    ...(isMap(properties) && { properties: Object.fromEntries(told) }),
    ...(isMap(items) && { items: titled('', items) }),
  };
}

function properties(data: Record<string, unknown>, depth: number): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, { title: words(name), ...schemaOf(value, depth) }]),
  );
}

function schemaOf(value: unknown, depth: number): JsonSchema {
  if (typeof value === 'boolean') return { type: 'boolean' };
  if (typeof value === 'number') return { type: 'number' };
  if (typeof value === 'string') return { type: 'string' };
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return list({ type: 'string' });
  if (Array.isArray(value) && value.every((item) => typeof item === 'number')) return list({ type: 'number' });
  if (isMap(value) && depth < DEEPEST && !('$type' in value)) {
    return { type: 'object', properties: properties(value, depth + 1) };
  }
  return {};
}

function list(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

/** `order_total` and `orderTotal` as a person writes them: `Order total`. */
function words(name: string): string {
  const spaced = name
    .replace(/_+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .trim();
  return spaced ? spaced.charAt(0).toUpperCase() + spaced.slice(1) : name;
}
