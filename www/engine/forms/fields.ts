/** A form from the fields that a diagram defines (`camunda:formData`). */
import type { FormFieldInfo } from '../contract/types.js';
import type { JsonSchema } from './types.js';

/** Schema and UI schema of the fields. */
export function schemaOfFields(fields: readonly FormFieldInfo[]): { schema: JsonSchema; uiSchema: JsonSchema } {
  const properties = Object.fromEntries(fields.map((field) => [field.id, propertyOf(field)]));
  const required = fields.filter((field) => constraint(field, 'required') !== undefined).map((field) => field.id);
  const widgets = fields.flatMap((field) => widgetOf(field));
  return {
    schema: { type: 'object', properties, ...(required.length > 0 && { required }) },
    uiSchema: { 'ui:order': [...fields.map((field) => field.id), '*'], ...Object.fromEntries(widgets) },
  };
}

const TYPES: Record<string, JsonSchema> = {
  boolean: { type: 'boolean' },
  checkbox: { type: 'boolean' },
  long: { type: 'integer' },
  int: { type: 'integer' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  double: { type: 'number' },
  float: { type: 'number' },
  date: { type: 'string', format: 'date' },
};

function propertyOf(field: FormFieldInfo): JsonSchema {
  const type = TYPES[field.type ?? ''] ?? { type: 'string' };
  const begin = field.defaultValue === null ? undefined : typed(field.defaultValue, type.type);
  const choices = field.values.map(([value, label]) => ({ const: value, title: label ?? value }));
  return {
    ...type,
    title: field.label ?? field.id,
    ...(choices.length > 0 && { oneOf: choices }),
    ...(begin !== undefined && { default: begin }),
    ...limits(field),
  };
}

const LIMITS: Record<string, string> = {
  min: 'minimum',
  max: 'maximum',
  minlength: 'minLength',
  maxlength: 'maxLength',
};

function limits(field: FormFieldInfo): JsonSchema {
  const known = field.constraints.flatMap(([name, value]) => {
    const keyword = LIMITS[name];
    const limit = Number(value);
    return keyword && value !== null && Number.isFinite(limit) ? [[keyword, limit] as const] : [];
  });
  return Object.fromEntries(known);
}

function widgetOf(field: FormFieldInfo): [string, JsonSchema][] {
  const widget: JsonSchema = {};
  if (field.type === 'textarea') widget['ui:widget'] = 'textarea';
  if (constraint(field, 'readonly') !== undefined) widget['ui:readonly'] = true;
  return Object.keys(widget).length > 0 ? [[field.id, widget]] : [];
}

// A constraint without configuration is switched on by its being there.
function constraint(field: FormFieldInfo, name: string): string | undefined {
  const found = field.constraints.find(([known]) => known === name);
  return found && found[1] !== 'false' ? (found[1] ?? '') : undefined;
}

function typed(text: string, type: unknown): unknown {
  if (type === 'boolean') return text === 'true';
  if (type !== 'number' && type !== 'integer') return text;
  const number = Number(text);
  return Number.isFinite(number) && text.trim() !== '' ? number : undefined;
}
