/** The form of a task, whatever the diagram defines it by. */
import type { FormInfo } from '../contract/types.js';
import type { ExpectedVariable } from '../library/types.js';
import { withHiddenFields, withOptions } from './arena.js';
import { schemaOfFields } from './fields.js';
import { schemaOfData } from './generated.js';
import { type Form, isMap, type JsonSchema } from './types.js';

/**
 * Makes the form of what the engine knows. Where the diagram names no form, or one that is not there, it asks for what is
 * expected of the task and for the data it has.
 */
export function formOf(info: FormInfo, expected: () => readonly ExpectedVariable[]): Form {
  const form = drawn(info, expected);
  return { ...form, data: withoutNulls(form.data, form.schema) };
}

function drawn(info: FormInfo, expected: () => readonly ExpectedVariable[]): Form {
  const { schema, uiSchema, ...rest } = info;
  if (isMap(schema)) {
    const filled = withOptions(schema, info.data);
    const ui = withHiddenFields(isMap(uiSchema) ? uiSchema : {}, info.data);
    return { ...rest, source: 'schema', schema: isMap(filled) ? filled : schema, uiSchema: ui };
  }
  if (info.fields.length > 0) return { ...rest, source: 'fields', ...schemaOfFields(info.fields) };
  const asked = expected().filter(({ name }) => !(name in info.data));
  const source = asked.length > 0 ? 'expected' : 'data';
  return { ...rest, source, schema: schemaOfData(info.data, asked), uiSchema: {} };
}

/** A null where a field must hold something is a field that nobody filled in. */
function withoutNulls<Data extends object>(data: Data, { properties }: JsonSchema): Data {
  const fields = isMap(properties) ? properties : {};
  const entered = Object.entries(data).filter(([name, value]) => value !== null || allowsNull(fields[name]));
  return Object.fromEntries(entered) as Data;
}

function allowsNull(field: unknown): boolean {
  if (!isMap(field) || field.type === undefined) return true;
  return [field.type].flat().includes('null');
}
