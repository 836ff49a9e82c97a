/** What SpiffArena adds to JSON Schema forms: choices and hidden fields that come from the data of the task. */
import { isMap, type JsonSchema } from './types.js';

const OPTIONS_FROM = 'options_from_task_data_var:';

/** A schema in which every `"enum": ["options_from_task_data_var:name"]` is replaced by the choices in that variable. */
export function withOptions(schema: unknown, data: Record<string, unknown>): unknown {
  if (Array.isArray(schema)) return schema.map((item) => withOptions(item, data));
  if (!isMap(schema)) return schema;
  const variable = optionsVariable(schema.enum);
  const entries = Object.entries(schema).filter(([keyword]) => variable === undefined || keyword !== 'enum');
  const inner = Object.fromEntries(entries.map(([keyword, value]) => [keyword, withOptions(value, data)]));
  return variable === undefined ? inner : { ...inner, oneOf: choices(data[variable]) };
}

function optionsVariable(values: unknown): string | undefined {
  const first: unknown = Array.isArray(values) ? values[0] : undefined;
  return typeof first === 'string' && first.startsWith(OPTIONS_FROM) ? first.slice(OPTIONS_FROM.length) : undefined;
}

// Choices are `{ value, label }`, or plain values.
function choices(options: unknown): JsonSchema[] {
  if (!Array.isArray(options)) return [];
  return options.map((option: unknown) => {
    const value = isMap(option) && 'value' in option ? option.value : option;
    const title = isMap(option) && 'label' in option ? option.label : value;
    return { const: value, title: String(title) };
  });
}

/** A UI schema in which the fields that the variable `form_ui_hidden_fields` names (`a.b`) are hidden. */
export function withHiddenFields(uiSchema: JsonSchema, data: Record<string, unknown>): JsonSchema {
  const hidden = data.form_ui_hidden_fields;
  const paths = Array.isArray(hidden) ? hidden.filter((path) => typeof path === 'string') : [];
  return paths.reduce((ui, path) => hide(ui, path.split('.')), uiSchema);
}

function hide(uiSchema: JsonSchema, [name, ...rest]: string[]): JsonSchema {
  if (name === undefined) return { ...uiSchema, 'ui:widget': 'hidden' };
  const inner = uiSchema[name];
  return { ...uiSchema, [name]: hide(isMap(inner) ? inner : {}, rest) };
}
