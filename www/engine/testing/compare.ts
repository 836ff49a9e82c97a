/** Exact equality of data, told difference by difference. Numbers are equal by value, the order of keys does not count. */
import type { Value } from '../value.js';
import type { Difference } from './types.js';

/** More are not told: nobody reads them. */
const MOST = 100;

/** Where `got` is not `expected`; `ignored` paths and all below them are not looked at. */
export function differences(expected: Value, got: Value, path: string, ignored: readonly string[] = []): Difference[] {
  const found: Difference[] = [];
  compare(expected, got, path, new Set(ignored), found);
  return found;
}

/** Whether two values are equal. */
export function equal(left: Value, right: Value): boolean {
  return differences(left, right, '').length === 0;
}

function compare(
  expected: Value | undefined,
  got: Value | undefined,
  path: string,
  ignored: ReadonlySet<string>,
  found: Difference[],
): void {
  if (found.length >= MOST || ignored.has(path)) return;
  if (isMap(expected) && isMap(got) && !isTagged(expected) && !isTagged(got)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(got)]))
      compare(own(expected, key), own(got, key), member(path, key), ignored, found);
    return;
  }
  if (Array.isArray(expected) && Array.isArray(got)) {
    for (let at = 0; at < Math.max(expected.length, got.length); at++)
      compare(expected[at], got[at], `${path}[${at}]`, ignored, found);
    return;
  }
  if (canonical(expected) === canonical(got)) return;
  found.push({ path, ...(expected !== undefined && { expected }), ...(got !== undefined && { got }) });
}

/** A text that is the same for equal values. */
export function canonical(value: Value | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isMap(value)) return JSON.stringify(value);
  if (value.$type === 'decimal') return String(Number(value.value));
  const items = value.value;
  const unordered = value.$type === 'set' || value.$type === 'dict';
  if (unordered && Array.isArray(items)) return `${value.$type}(${items.map(canonical).sort().join(',')})`;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}

/** Whether a value is a map. */
export function isMap(value: unknown): value is { [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isTagged = (value: { [key: string]: Value }) => '$type' in value && 'value' in value;

function own(map: { [key: string]: Value }, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function member(path: string, key: string): string {
  const plain = /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key);
  return plain ? (path ? `${path}.${key}` : key) : `${path}[${JSON.stringify(key)}]`;
}

/** The difference in words: `data.total is 12, expected 10`. */
export function differenceText({ path, expected, got }: Difference): string {
  if (got === undefined) return `${path} is missing, expected ${brief(expected)}`;
  if (expected === undefined) return `${path} is ${brief(got)}, expected nothing there`;
  return `${path} is ${brief(got)}, expected ${brief(expected)}`;
}

/** A value in at most eighty characters. */
export function brief(value: Value | undefined): string {
  const text = JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? Number(each) : each)) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** Maps merged key by key; anything else of `from` replaces what was there. */
export function deepMerge(into: Value | undefined, from: Value): Value {
  if (!isMap(into) || !isMap(from)) return from;
  const merged = { ...into };
  for (const [key, value] of Object.entries(from)) merged[key] = deepMerge(own(into, key), value);
  return merged;
}
