/** Which fields a form has: those the diagram defines, else those the data suggests. */
import type { FormFieldInfo } from '../../bpmn-js/session/types.ts';
import { words } from './value.ts';

export type FieldKind = 'text' | 'long text' | 'number' | 'boolean' | 'date' | 'choice' | 'json';
export interface FormField {
  name: string;
  label: string;
  kind: FieldKind;
  value: unknown;
  choices: [string, string][];
}

const KINDS: Record<string, FieldKind> = {
  string: 'text',
  text: 'text',
  textarea: 'long text',
  long: 'number',
  integer: 'number',
  int: 'number',
  number: 'number',
  double: 'number',
  float: 'number',
  boolean: 'boolean',
  checkbox: 'boolean',
  date: 'date',
  enum: 'choice',
  select: 'choice',
};

/** Fields of a task: the diagram's, filled with what the data says. */
export function fieldsOf(defined: readonly FormFieldInfo[], data: Record<string, unknown>): FormField[] {
  if (defined.length > 0) return defined.map((field) => fromDefinition(field, data));
  return Object.entries(data).map(([name, value]) => ({
    name,
    label: words(name),
    kind: kindOf(value),
    value,
    choices: [],
  }));
}

function fromDefinition(field: FormFieldInfo, data: Record<string, unknown>): FormField {
  const kind = KINDS[field.type?.toLowerCase() ?? 'string'] ?? 'text';
  const value = data[field.id] ?? initial(kind, field.defaultValue);
  const choices = field.values.map(([id, label]): [string, string] => [id, label ?? id]);
  return {
    name: field.id,
    label: field.label || words(field.id),
    kind,
    value: value ?? (kind === 'choice' ? choices[0]?.[0] : undefined),
    choices,
  };
}

function initial(kind: FieldKind, text: string | null | undefined): unknown {
  if (text === null || text === undefined) return kind === 'boolean' ? false : undefined;
  if (kind === 'boolean') return text === 'true';
  if (kind === 'number') return Number(text);
  return text;
}

function kindOf(value: unknown): FieldKind {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string') return value.length > 60 ? 'long text' : 'text';
  return 'json';
}
