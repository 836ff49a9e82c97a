/** What a task shows to the person who does it, ready for a renderer of JSON Schema forms such as RJSF. */
import type { FormInfo } from '../contract/types.js';

/** A JSON Schema, or a part of one. */
export interface JsonSchema {
  [keyword: string]: unknown;
}

/** Instructions and form of a task. */
export interface Form extends Omit<FormInfo, 'schema' | 'uiSchema'> {
  /**
   * Where the form comes from: a schema file, or fields of the diagram; when there is neither, what elements after the task
   * read and nobody else sets (`expected`), with the data of the task, or that data alone.
   */
  source: 'schema' | 'fields' | 'expected' | 'data';
  /** What may be entered. */
  schema: JsonSchema;
  /** How it is shown: widgets, order, texts. */
  uiSchema: JsonSchema;
}

/** Something entered that the form does not allow. */
export interface FormProblem {
  /** Where, as a JSON pointer: `/address/zip`. */
  path: string;
  /** What is wrong, for the person who entered it. */
  message: string;
  /** The keyword of the schema that says so: `required`, `minimum` ... */
  keyword: string;
}

/** Whether a value is a map, such as a schema or entered data. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
