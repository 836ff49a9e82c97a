/** The corpus's rules of equality: numbers by value, order of keys irrelevant, sets and dicts without order. */
import { Mismatch } from './scenario.js';

/** A text that is the same for equal values. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'bigint') return String(Number(value));
  if (value === undefined) return 'nothing';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const tagged = unordered(value);
  if (tagged) return tagged;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}

function unordered(value: object): string | undefined {
  if (!('$type' in value) || !('value' in value) || !Array.isArray(value.value)) return undefined;
  if (value.$type !== 'set' && value.$type !== 'dict') return undefined;
  return `${value.$type}(${value.value.map(canonical).sort().join(',')})`;
}

export function equal(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right);
}

/** Demands equality; names the first key that differs. */
export function same(what: string, expected: unknown, got: unknown): void {
  const differing = difference(expected, got);
  if (differing) throw new Mismatch(`${what}${differing}`);
}

/** Demands equality of two lists whose order does not count. */
export function sameMultiset(what: string, expected: readonly unknown[], got: readonly unknown[]): void {
  const missing = without(expected, got);
  const surplus = without(got, expected);
  if (missing.length === 0 && surplus.length === 0) return;
  const [wanted] = missing;
  const [had] = surplus;
  if (missing.length === 1 && surplus.length === 1 && typeof wanted === 'object') return same(what, wanted, had);
  const parts = [
    missing.length ? `missing ${brief(missing)}` : '',
    surplus.length ? `unexpected ${brief(surplus)}` : '',
  ];
  throw new Mismatch(`${what}: ${parts.filter(Boolean).join(', ')}`);
}

function without(items: readonly unknown[], others: readonly unknown[]): unknown[] {
  const left = others.map(canonical);
  return items.filter((item) => {
    const found = left.indexOf(canonical(item));
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
}

// The path to the first difference and both values there; undefined when equal.
function difference(expected: unknown, got: unknown): string | undefined {
  if (equal(expected, got)) return undefined;
  if (!isPlain(expected) || !isPlain(got)) return `: expected ${brief(expected)}, got ${brief(got)}`;
  const keys = new Set([...Object.keys(expected), ...Object.keys(got)]);
  for (const key of keys) {
    const path = difference(Reflect.get(expected, key), Reflect.get(got, key));
    if (path) return `.${key}${path}`;
  }
  return `: expected ${brief(expected)}, got ${brief(got)}`;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('$type' in value);
}

/** A value in at most eighty characters. */
export function brief(value: unknown): string {
  const text = canonical(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
