/** Options are checked where they come in, so that a typo is told at once: which key, what was got, what was expected. */
import { SignalboxError } from './errors.js';
import { nearest } from './nearest.js';
import { isProvider } from './stores.js';

type Check = (value: unknown) => string | undefined;

const named =
  (expected: string, holds: (value: unknown) => boolean): Check =>
  (value) =>
    holds(value) ? undefined : expected;
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const anything: Check = () => undefined;
export const text = named('text', (value) => typeof value === 'string');
export const truth = named('true or false', (value) => typeof value === 'boolean');
export const object = named('an object', isObject);
export const count = named('a whole number from 0', (value) => Number.isSafeInteger(value) && Number(value) >= 0);
export const time = named('milliseconds since 1970', (value) => Number.isSafeInteger(value));
export const list = named('a list', Array.isArray);
export const texts = named(
  'a list of texts',
  (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
);

export const durationLike = named(
  'milliseconds or an ISO 8601 duration',
  (value) => count(value) === undefined || typeof value === 'string',
);

export const textOrTexts = named(
  'text or a list of texts',
  (value) => typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string')),
);

/** One of these texts. */
export const oneOf = (...choices: string[]): Check =>
  named(choices.map((choice) => `'${choice}'`).join(' or '), (value) => choices.includes(String(value)));

/** A whole number, or one of these texts. */
export const countOr = (...choices: string[]): Check =>
  named(
    `a whole number or ${choices.map((choice) => `'${choice}'`).join(' or ')}`,
    (value) => count(value) === undefined || choices.some((choice) => choice === value),
  );
/** `true`, `false`, or what another check asks for. */
export const truthOr =
  (check: Check): Check =>
  (value) => {
    const expected = typeof value === 'boolean' ? undefined : check(value);
    return expected === undefined ? undefined : `true, false or ${expected}`;
  };

export const callable = named('a function', (value) => typeof value === 'function');

/** An object whose values are all functions. */
export const functions = named(
  'an object of functions',
  (value) => isObject(value) && Object.values(value).every((item) => typeof item === 'function'),
);

/** Connectors by operator; a Worker gives one function for all of them. */
export const connectors: Check = (value) => (typeof value === 'function' ? undefined : functions(value));

/** An object of providers of data stores. */
export const providers = named(
  'an object of data stores with a function "get"',
  (value) => isObject(value) && Object.values(value).every(isProvider),
);

/** An object whose values are all true or false. */
export const truths = named(
  'an object of true and false',
  (value) => isObject(value) && Object.values(value).every((item) => typeof item === 'boolean'),
);

/** An object with these keys only. */
export const shape =
  (checks: Record<string, Check>, where: string): Check =>
  (value) => {
    if (!isObject(value)) return 'an object';
    checkOptions(where, value, checks);
    return undefined;
  };

/** Refuses options that are unknown or of the wrong kind; `undefined` counts as absent. */
export function checkOptions(where: string, options: object | undefined, checks: Record<string, Check>): void {
  if (options === undefined) return;
  if (!isObject(options)) throw refused(where, `${where} takes an object of options, got ${show(options)}.`);
  for (const [key, value] of Object.entries(options)) {
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
    if (!check) throw unknown(where, key, Object.keys(checks));
    const expected = value === undefined ? undefined : check(value);
    if (expected) throw refused(where, `Option "${key}" of ${where} must be ${expected}, got ${show(value)}.`);
  }
}

function unknown(where: string, key: string, known: string[]): SignalboxError {
  const near = nearest(key, known);
  const help = near ? `Did you mean "${near}"?` : `Known are: ${known.join(', ')}.`;
  return refused(where, `${where} has no option "${key}". ${help}`);
}

function refused(where: string, message: string): SignalboxError {
  return new SignalboxError('api/invalid-option', message, { help: `See the documentation of ${where}.` });
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
