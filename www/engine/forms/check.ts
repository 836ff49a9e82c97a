/** Whether data is what a form allows. The schema is interpreted, not compiled, so that a strict CSP is kept. */
import { type OutputUnit, Validator } from '@cfworker/json-schema';
import { dateProblems } from './dates.js';
import { type FormProblem, isMap, type JsonSchema } from './types.js';
import { wording } from './wording.js';

/** Keywords that only say that something inside is wrong, which is told by itself. */
const OUTER = new Set([
  'properties',
  'items',
  'prefixItems',
  '$ref',
  'allOf',
  'if',
  'then',
  'else',
  'dependentSchemas',
]);

/** Everything in the data that the schema does not allow; `today` is a day such as `2026-03-01`. */
export function checkForm(schema: JsonSchema, data: unknown, today: string): FormProblem[] {
  const { errors } = new Validator(schema, draftOf(schema), false).validate(data);
  const told = errors.filter((error) => !OUTER.has(error.keyword) && !isInsideChoice(error, errors));
  const problems = told.map((error) => problemOf(error, schema));
  return [...problems, ...unaccepted(schema, data, ''), ...dateProblems(schema, data, today)];
}

function draftOf(schema: JsonSchema): '7' | '2019-09' | '2020-12' {
  const uri = String(schema.$schema ?? '');
  if (uri.includes('2020-12')) return '2020-12';
  return uri.includes('2019-09') ? '2019-09' : '7';
}

// That none of several alternatives fits is told once, not for each of them.
function isInsideChoice(error: OutputUnit, all: OutputUnit[]): boolean {
  return all.some(
    (outer) =>
      (outer.keyword === 'anyOf' || outer.keyword === 'oneOf') &&
      error.keywordLocation.startsWith(`${outer.keywordLocation}/`),
  );
}

function problemOf({ keyword, keywordLocation, instanceLocation, error }: OutputUnit, schema: JsonSchema): FormProblem {
  const holder = at(schema, keywordLocation.split('/').slice(1, -1));
  const base = instanceLocation.replace(/^#/, '');
  const missing = keyword === 'required' ? error.match(/"(.*)"/)?.[1] : undefined;
  const path = missing === undefined ? base : `${base}/${missing}`;
  const own = isMap(holder) ? holder.validationErrorMessage : undefined;
  const message = typeof own === 'string' ? own : isMap(holder) ? wording(keyword, holder[keyword], error) : error;
  return { path, message, keyword };
}

// The part of a schema that a pointer leads to; references lead back to the top.
function at(schema: JsonSchema, path: string[]): unknown {
  return path.reduce<unknown>((part, name) => {
    if (Array.isArray(part)) return part[Number(name)];
    const next = isMap(part) ? part[decodeURIComponent(name).replace(/~1/g, '/').replace(/~0/g, '~')] : undefined;
    const refers = name === '$ref' && typeof next === 'string' && next.startsWith('#');
    return refers ? at(schema, next.split('/').slice(1)) : next;
  }, schema);
}

// As in SpiffArena a required yes-or-no question must be answered with yes: terms that must be accepted.
function unaccepted(schema: JsonSchema, data: unknown, path: string): FormProblem[] {
  if (!isMap(schema.properties) || !isMap(data)) return [];
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties).flatMap(([name, inner]) => {
    if (!isMap(inner)) return [];
    const refused = inner.type === 'boolean' && required.includes(name) && data[name] === false;
    const here = { path: `${path}/${name}`, message: 'must be accepted', keyword: 'required' };
    return [...(refused ? [here] : []), ...unaccepted(inner, data[name], `${path}/${name}`)];
  });
}
