/**
 * Values over the border to wasm, as JSON text: measured against building objects property by property, text is faster
 * both ways and costs no code (docs/ARCHITECTURE.md). What JSON lacks goes in the tagged form `{ $type, value }`.
 */
import { SignalboxError } from './errors.js';

/** Arguments as JSON text. Integers that are `bigint`, dates, maps and sets become the tagged form. */
export function encode(args: unknown): string {
  try {
    const text = isJson(args) ? JSON.stringify(args) : JSON.stringify(args, tag);
    // Only half a character is written as an escape of this kind.
    if (text.includes('\\ud') && offender(args, '', [])) throw new TypeError('A text has half a character.');
    return text;
  } catch (error) {
    const found = offender(args, '', []);
    if (found) throw notData(`${found.path || 'The value'} is ${found.what}; data is made of plain values.`, error);
    throw notData(`This value cannot cross to the engine: ${error instanceof Error ? error.message : error}`, error);
  }
}

// Whether a value is JSON as it stands, which is nearly always so; a replacer would be called for every key. Values nested
// more deeply than arguments are can be anything and are left to it.
function isJson(value: unknown, depth = 0): boolean {
  switch (typeof value) {
    case 'object':
      return (
        value === null || (depth < 8 && isPlain(value) && Object.values(value).every((item) => isJson(item, depth + 1)))
      );
    case 'number':
      return Number.isFinite(value);
    case 'string':
    case 'boolean':
    case 'undefined':
      return true;
    default:
      return false;
  }
}

function isPlain(value: object): boolean {
  const kind = Object.getPrototypeOf(value);
  const usual = kind === Object.prototype || kind === Array.prototype || kind === null;
  return usual && !('toJSON' in value) && Object.getOwnPropertySymbols(value).length === 0;
}

/** A result from JSON text. Own keys stay own keys, `__proto__` too; integers beyond 2^53 become `bigint`. */
export function decode(text: string): unknown {
  return text.includes('"$type":"integer"') ? JSON.parse(text, untag) : JSON.parse(text);
}

// `this[key]` is the value before `toJSON`, so that a date is still a date.
function tag(this: unknown, key: string, value: unknown): unknown {
  switch (typeof value) {
    case 'bigint':
      return { $type: 'integer', value: value.toString() };
    case 'number':
      return Number.isFinite(value) ? value : { $type: 'float', value: floatName(value) };
    case 'function':
    case 'symbol':
      throw new TypeError(`${key} is a ${typeof value}`);
    case 'string':
      return original(this, key) instanceof Date ? { $type: 'datetime', value } : value;
    case 'object':
      return value === null ? tagEmpty(this, key) : tagObject(value, key);
    default:
      return value;
  }
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

// What JSON makes null of although it is something: a date that is none.
function tagEmpty(holder: unknown, key: string): null {
  if (original(holder, key) instanceof Date) throw new TypeError(`${key} is an invalid date`);
  return null;
}

function tagObject(value: object, key: string): unknown {
  if (value instanceof Map || value instanceof Set) return tagCollection(value);
  if (value instanceof Uint8Array) return { $type: 'bytes', value: base64(value) };
  const what = strange(value);
  if (what) throw new TypeError(`${key} is ${what}`);
  return value;
}

// An object that is more than its fields: JSON would silently keep a part of it, or nothing. Instances of a host's own
// classes are their fields.
function strange(value: object): string | undefined {
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1);
  const plain = ['Object', 'Array', 'Number', 'String', 'Boolean', 'BigInt'].includes(kind);
  if (!plain) return `${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}`;
  return Object.getOwnPropertySymbols(value).length > 0 ? 'an object with a symbol as a key' : undefined;
}

function original(holder: unknown, key: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined;
}

function tagCollection(value: Map<unknown, unknown> | Set<unknown>): object {
  return { $type: value instanceof Map ? 'dict' : 'set', value: [...value] };
}

function floatName(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? 'inf' : '-inf';
}

function untag(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$type' in value) || !('value' in value)) return value;
  const integer = value.$type === 'integer' && typeof value.value === 'string' && Object.keys(value).length === 2;
  return integer ? BigInt(String(value.value)) : value;
}

/** What keeps a value from being data, and where: `data.customer.notify is a function`. */
function offender(
  value: unknown,
  path: string,
  around: readonly unknown[],
): { path: string; what: string } | undefined {
  if (typeof value === 'function' || typeof value === 'symbol') return { path, what: `a ${typeof value}` };
  if (typeof value === 'string' && LONE.test(value)) return { path, what: 'a text with half a character' };
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? { path, what: 'an invalid date' } : undefined;
  if ('toJSON' in value || value instanceof Uint8Array) return undefined;
  const what = value instanceof Map || value instanceof Set ? undefined : strange(value);
  if (what) return { path, what };
  if (around.includes(value)) return { path, what: 'a reference to what is around it' };
  const inner: readonly (readonly [unknown, unknown])[] =
    value instanceof Map || value instanceof Set ? [...value].map((item, at) => [at, item]) : Object.entries(value);
  for (const [key, item] of inner) {
    const half = LONE.test(String(key)) ? { path, what: 'an object with half a character in a key' } : undefined;
    if (half) return half;
    const found = offender(item, step(path, String(key), Array.isArray(value)), [...around, value]);
    if (found) return found;
  }
  return undefined;
}

/** A surrogate without its other half, which no text in Unicode can hold. */
const LONE = /\p{Surrogate}/u;

function step(path: string, key: string, inList: boolean): string {
  if (inList) return `${path}[${key}]`;
  return path ? `${path}.${key}` : key;
}

function notData(message: string, cause?: unknown): SignalboxError {
  return new SignalboxError('api/not-data', message, {
    help: 'Pass null, booleans, numbers, text, lists and plain objects; make lists of other collections with Array.from(...).',
    cause,
  });
}
