/** The form of a task, whatever the diagram defines it by. */
import type { FormInfo } from '../contract/types.js';
import { withHiddenFields, withOptions } from './arena.js';
import { schemaOfFields } from './fields.js';
import { schemaOfData } from './generated.js';
import { type Form, isMap } from './types.js';

/** Makes the form of what the engine knows. */
export function formOf(info: FormInfo): Form {
  const { schema, uiSchema, ...rest } = info;
  if (isMap(schema)) {
    const filled = withOptions(schema, info.data);
    const ui = withHiddenFields(isMap(uiSchema) ? uiSchema : {}, info.data);
    return { ...rest, source: 'schema', schema: isMap(filled) ? filled : schema, uiSchema: ui };
  }
  if (info.fields.length > 0) return { ...rest, source: 'fields', ...schemaOfFields(info.fields) };
  return { ...rest, source: 'data', schema: schemaOfData(info.data), uiSchema: {} };
}
