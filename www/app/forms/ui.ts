/** The UI schema a form is drawn with: what the file says, and what the renderer must be told beside it. */
import type { UiSchema } from '@rjsf/utils';
import type { Form, JsonSchema } from 'signalbox';

/** Keywords that say what a value is; without any of them it is typed as JSON. */
const TELLING = ['type', 'enum', 'const', 'oneOf', 'anyOf', 'allOf', '$ref', 'properties', 'items'];

/** Widgets of SpiffArena under the names this renderer has for them. */
const WIDGETS: Record<string, string> = { markdown: 'textarea' };

/** The UI schema for a form. The submit button is the panel's own. */
export function uiSchemaOf(form: Form): UiSchema {
  return { ...told(form.schema, known(form.uiSchema)), 'ui:submitButtonOptions': { norender: true } };
}

function told(schema: JsonSchema, ui: JsonSchema): JsonSchema {
  if (!TELLING.some((keyword) => keyword in schema)) return { 'ui:field': 'json', ...ui };
  if (!isMap(schema.properties)) return ui;
  const inner = Object.entries(schema.properties).flatMap(([name, property]) => {
    const own = ui[name];
    const found = isMap(property) ? told(property, isMap(own) ? own : {}) : {};
    return Object.keys(found).length > 0 ? [[name, found] as const] : [];
  });
  return { ...ui, ...Object.fromEntries(inner) };
}

function known(ui: JsonSchema): JsonSchema {
  const entries = Object.entries(ui).map(([name, value]) => {
    const widget = name === 'ui:widget' && typeof value === 'string' ? (WIDGETS[value] ?? value) : value;
    return [name, isMap(widget) ? known(widget) : widget];
  });
  return Object.fromEntries(entries);
}

function isMap(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
