/** Schemas that several readers suggest for one variable, made one. */
import { isMap, type JsonSchema } from '../forms/types.js';

/** Types from those that say least to those that say most. */
const WEIGHT = ['boolean', 'array', 'object', 'string', 'number'];

/** One schema of two: all fields and examples of both, and the type that says more. */
export function merged(one: JsonSchema, other: JsonSchema): JsonSchema {
  const [less, more] = weight(one) > weight(other) ? [other, one] : [one, other];
  const properties = bothOf(less.properties, more.properties);
  const items = isMap(less.items) && isMap(more.items) ? merged(less.items, more.items) : undefined;
  const examples = more.type === less.type ? [...new Set([...listed(one), ...listed(other)])] : listed(more);
  return {
    ...less,
    ...more,
    ...(properties && { properties }),
    ...(items && { items }),
    ...(examples.length > 0 && { examples }),
  };
}

function weight({ type, properties, items }: JsonSchema): number {
  return (properties ? 20 : 0) + (items ? 10 : 0) + WEIGHT.indexOf(String(type));
}

function listed({ examples }: JsonSchema): unknown[] {
  return Array.isArray(examples) ? examples : [];
}

function bothOf(one: unknown, other: unknown): Record<string, unknown> | undefined {
  if (!isMap(one) || !isMap(other)) return undefined;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  const both = (name: string) => {
    const [left, right] = [one[name], other[name]];
    return isMap(left) && isMap(right) ? merged(left, right) : (right ?? left);
  };
  return Object.fromEntries([...names].map((name) => [name, both(name)]));
}
