/**
 * Values over the border to wasm, as JSON text: measured against building objects property by property, text is faster
 * both ways and costs no code (docs/ARCHITECTURE.md). What JSON lacks goes in the tagged form `{ $type, value }`.
 */
import { SignalboxError } from './errors.js';

/** Arguments as JSON text. Integers that are `bigint`, dates, maps and sets become the tagged form. */
export function encode(args: unknown): string {
  try {
    return isJson(args) ? JSON.stringify(args) : JSON.stringify(args, tag);
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
  return (kind === Object.prototype || kind === Array.prototype || kind === null) && !('toJSON' in value);
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
      return value instanceof Map || value instanceof Set ? tagCollection(value) : value;
    default:
      return value;
  }
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
  if (typeof value !== 'object' || value === null) return undefined;
  if (around.includes(value)) return { path, what: 'a reference to what is around it' };
  const inner: readonly (readonly [unknown, unknown])[] =
    value instanceof Map || value instanceof Set ? [...value].map((item, at) => [at, item]) : Object.entries(value);
  for (const [key, item] of inner) {
    const found = offender(item, step(path, String(key), Array.isArray(value)), [...around, value]);
    if (found) return found;
  }
  return undefined;
}

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
