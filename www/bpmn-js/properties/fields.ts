/** Shapes of fields that several groups have. */
import { body, expression, type Model, text } from '../spiffworkflow/model.js';
import type { TextKind } from '../spiffworkflow/TextEditor.js';
import type { Context } from './context.js';
import type { Entry, Field } from './entries.js';

/** How a field is called. */
export interface Naming {
  id: string;
  label: string;
  description?: string;
}

/** The value of a property of any model object. */
export function property({ editor, element }: Context, model: Model, name: string, naming: Naming): Field<string> {
  return {
    ...naming,
    get: () => text(model, name),
    set: (value) => editor.set(element, model, { [name]: value || undefined }),
  };
}

/** The text of an extension element. */
export function bodyOf({ editor, element }: Context, model: Model, type: string, naming: Naming): Field<string> {
  return {
    ...naming,
    get: () => body(model, type),
    set: (value) => editor.setBody(element, model, type, value),
  };
}

/** A property that holds an expression. */
export function expressionOf({ editor, element }: Context, model: Model, name: string, naming: Naming): Field<string> {
  return {
    ...naming,
    get: () => expression(model, name),
    set: (value) => editor.setExpression(element, model, name, value),
  };
}

/** A text in a language, with a way to the host's large editor under the name `role`. */
export function code(context: Context, field: Field<string>, role: string, kind: TextKind = 'expression'): Entry {
  const { edits, element, entries } = context;
  const launch = edits.hears('spiff.script.edit')
    ? () => edits.text(element, `signalbox:${role}`, field.get(), field.set)
    : undefined;
  return entries.code({ ...field, role, kind, launch });
}

/** A Markdown text with a way to the host's Markdown editor. */
export function markdown(context: Context, field: Field<string>, role: string): Entry {
  const { edits, element, entries } = context;
  const launch = edits.hears('spiff.markdown.edit') ? () => edits.markdown(element, field.get(), field.set) : undefined;
  return entries.code({ ...field, role, kind: 'markdown', launch });
}

/** A check box whose attribute is absent when it is not set. */
export function flag({ editor, element }: Context, model: Model, name: string, naming: Naming): Field<boolean> {
  return {
    ...naming,
    get: () => isTrue(model.get(name)),
    set: (value) => editor.set(element, model, { [name]: value || undefined }),
  };
}

/** Flags come as booleans, or as texts where a vocabulary is read without its descriptor. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
