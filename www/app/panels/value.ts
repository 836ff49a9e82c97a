/** Values of the engine as a person reads and types them. */

/** JSON text of a value; big integers and tagged values included. */
export function toText(value: unknown, indent = 0): string {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? Number(part) : part), indent);
  return text ?? '';
}

/** One line for lists. */
export function brief(value: unknown, most = 80): string {
  if (value === undefined) return '';
  const tagged =
    typeof value === 'object' && value !== null && '$type' in value && 'value' in value ? value.value : value;
  const text = typeof tagged === 'string' ? (tagged === value ? JSON.stringify(tagged) : tagged) : oneLine(tagged);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** JSON with a space behind colons and commas, so that narrow columns break it there and not within a word. */
export function oneLine(value: unknown): string {
  return toText(value, 1)
    .replace(/([[{])\n */g, '$1')
    .replace(/\n *([\]}])/g, '$1')
    .replace(/\n */g, ' ');
}

/** A sentence of the engine with its points in time as people here write them. */
export function localTimes(sentence: string): string {
  return sentence.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:\d\d)/g, (instant) =>
    new Date(instant).toLocaleString(),
  );
}

/** `approveOrder` and `approve_order` as words: `Approve order`. */
export function words(name: string): string {
  const text = name
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A value as the data it is; what is no map is none. */
export function dataOf(value: unknown): Record<string, unknown> {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMap ? (value as Record<string, unknown>) : {};
}
