/** Data that a form allows, as somebody might enter it to try a process. */
import { isMap, type JsonSchema } from './types.js';

/** Schemas nested deeper than this get no example: they may refer to themselves. */
const DEEPEST = 8;

/** Examples of texts by their format. */
const FORMATS: Record<string, string> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T09:30:00Z',
  time: '09:30:00',
  email: 'somebody@example.org',
  uri: 'https://example.org',
  uuid: '6f2c2b1e-5d0a-4b5e-9c3f-0d1e2f3a4b5c',
};

/** What is known beside the schema. */
export interface ExampleOptions {
  /** By field: another schema, whose examples come before defaults, such as what readers expect. */
  hints?: Record<string, JsonSchema>;
}

/**
 * An example of what a schema allows: a value its readers name, its default, a choice, an example, else something of its
 * type. What `data` holds already stays.
 */
export function exampleOf(schema: JsonSchema, data?: unknown, { hints = {} }: ExampleOptions = {}): unknown {
  return new Examples(schema, hints).of(schema, data, 0);
}

class Examples {
  constructor(
    /** Where references lead. */
    private readonly whole: JsonSchema,
    private readonly hints: Record<string, JsonSchema>,
  ) {}

  of(written: JsonSchema, data: unknown, depth: number, hint: JsonSchema = {}): unknown {
    const schema = this.#resolved(written);
    if (isMap(schema.properties) && depth < DEEPEST) return this.#fields(schema.properties, data, depth);
    if (data !== undefined) return data;
    const [named] = valuesFor(schema, hint);
    return named === undefined ? this.#ofType(schema, depth) : named;
  }

  #fields(properties: Record<string, unknown>, data: unknown, depth: number): Record<string, unknown> {
    const known = isMap(data) ? data : {};
    const told = Object.entries(properties).map(([name, field]) => {
      const hint = depth === 0 ? this.hints[name] : undefined;
      return [name, this.of(isMap(field) ? field : {}, known[name], depth + 1, hint)] as const;
    });
    return { ...known, ...Object.fromEntries(told) };
  }

  #ofType(schema: JsonSchema, depth: number): unknown {
    switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
      case 'boolean':
        return true;
      case 'integer':
      case 'number':
        return typeof schema.minimum === 'number' ? schema.minimum : 1;
      case 'array':
        return depth < DEEPEST && isMap(schema.items) ? [this.of(schema.items, undefined, depth + 1)] : [];
      case 'object':
        return {};
      case 'null':
        return null;
      default:
        return FORMATS[String(schema.format)] ?? 'text'.padEnd(Number(schema.minLength ?? 0), '.');
    }
  }

  #resolved(schema: JsonSchema): JsonSchema {
    const path = typeof schema.$ref === 'string' && schema.$ref.startsWith('#/') ? schema.$ref.slice(2).split('/') : [];
    if (path.length === 0) return schema;
    const found = path.reduce<unknown>((part, name) => (isMap(part) ? part[name] : undefined), this.whole);
    return isMap(found) ? found : schema;
  }
}

/** Values that are named for a field, the best first; readers count only among what the form lets choose. */
function valuesFor(schema: JsonSchema, hint: JsonSchema): unknown[] {
  const alternatives = [schema.oneOf, schema.anyOf].flatMap(listed);
  const constants = alternatives.flatMap((choice) => (isMap(choice) && 'const' in choice ? [choice.const] : []));
  const choices = [...listed(schema.enum), ...constants];
  const read = listed(hint.examples).filter((value) => choices.length === 0 || choices.includes(value));
  const own = ['const', 'default'].flatMap((keyword) => (keyword in schema ? [schema[keyword]] : []));
  return [...read, ...own, ...choices, ...listed(schema.examples)];
}

const listed = (values: unknown): unknown[] => (Array.isArray(values) ? values : []);
