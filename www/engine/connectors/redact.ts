/** Takes secrets out of data: as they are, percent-encoded, as base64, and inside keys and numbers. */

/** Shorter values are not looked for: they would be found everywhere. */
const SHORTEST = 4;

export class Redactor {
  readonly #known = new Map<string, string>();
  #longest: [text: string, name: string][] = [];

  /** Looks for a value from now on. */
  add(name: string, value: string): void {
    const forms = [
      value,
      encodeURIComponent(value),
      new URLSearchParams([['', value]]).toString().slice(1),
      base64(value),
    ];
    for (const form of [...forms, JSON.stringify(value).slice(1, -1)])
      if (form.length >= SHORTEST && !this.#known.has(form)) this.#known.set(form, name);
    // A longer secret may contain a shorter one.
    this.#longest = [...this.#known].sort(([left], [right]) => right.length - left.length);
  }

  /** The same value with `[secret name]` where a secret stood. */
  redact<Value>(value: Value): Value {
    return this.#longest.length > 0 ? (this.#clean(value, new Map()) as Value) : value;
  }

  #clean(value: unknown, seen: Map<object, unknown>): unknown {
    if (typeof value === 'string') return this.#text(value);
    if (typeof value === 'number' || typeof value === 'bigint') return this.#number(value);
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    // What contains itself is told by whoever takes the data.
    if (seen.has(value)) return seen.get(value);
    seen.set(value, value);
    if (Array.isArray(value)) return value.map((item) => this.#clean(item, seen));
    if (value instanceof Map) return new Map([...value].map((pair) => this.#clean(pair, seen) as [unknown, unknown]));
    if (value instanceof Set) return new Set([...value].map((item) => this.#clean(item, seen)));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [this.#text(key), this.#clean(item, seen)]));
  }

  #text(text: string): string {
    return this.#longest.reduce((clean, [form, name]) => clean.replaceAll(form, `[secret ${name}]`), text);
  }

  #number(value: number | bigint): unknown {
    const text = String(value);
    const clean = this.#text(text);
    return clean === text ? value : clean;
  }
}

/** Base64 of a text's UTF-8 bytes. */
export function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
