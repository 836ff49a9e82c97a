/** What correlation asks of the payload of a message. */
import { isMap, type JsonSchema } from '../forms/types.js';
import { attribute, below, content, type Outlined } from './outline.js';
import { belongings, type VariableGround } from './variables.js';

/** The values of correlation properties among `{key: {property: value}}`. */
export function valuesOf(correlations: object): Map<string, unknown> {
  return new Map(Object.values(correlations).flatMap((key) => (isMap(key) ? Object.entries(key) : [])));
}

/** One schema for each correlation property of the message that an element waits for, with its value where it is known. */
export function correlated(
  { all, texts }: VariableGround,
  element: Outlined,
  values: ReadonlyMap<string, unknown>,
): JsonSchema[] {
  const messages = [element, ...belongings(element)].map((part) => attribute(part, 'messageRef'));
  const own = all.filter(({ file, tag }) => file === element.file && tag === 'correlationPropertyRetrievalExpression');
  const retrievals = own.filter((part) => messages.includes(attribute(part, 'messageRef')));
  return retrievals.flatMap((retrieval) => {
    const path = below(retrieval).map(content).find(Boolean);
    const property = retrieval.parent?.id ?? '';
    const text = texts.find(
      (known) => known.role === 'correlation' && known.text === path && known.file === element.file,
    );
    const expects = text && isMap(text.expects) ? text.expects : {};
    return (text?.reads ?? []).map((name) => {
      const read = expects[name];
      return field(name, valued(isMap(read) ? read : {}, values, property));
    });
  });
}

const field = (name: string, schema: JsonSchema): JsonSchema => ({ type: 'object', properties: { [name]: schema } });

/** The value stands where the path ends. */
function valued(schema: JsonSchema, values: ReadonlyMap<string, unknown>, property: string): JsonSchema {
  const [first] = isMap(schema.properties) ? Object.entries(schema.properties) : [];
  if (first) return field(first[0], valued(isMap(first[1]) ? first[1] : {}, values, property));
  return values.has(property) ? { const: values.get(property) } : schema;
}
