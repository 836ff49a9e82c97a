/** Functions that turn values into others: times of a zone, text without Markdown. */

/** A time in another zone: takes ISO text or a datetime, gives a datetime with the zone's offset. */
export function localTime(given: unknown, zone: unknown = 'US/Eastern'): object {
  const at = new Date(normalized(given));
  if (Number.isNaN(at.getTime())) throw new Error(`${JSON.stringify(given)} is no time.`);
  const named = typeof zone === 'object' && zone !== null && 'timezone' in zone ? zone.timezone : zone;
  return { $type: 'datetime', value: inZone(at, String(named)) };
}

/** Text with everything escaped that Markdown would act upon. */
export function plainText(text: unknown): string {
  return String(text).replace(/[\\`*_{}[\]()#+\-.!|<>~]/g, '\\$&');
}

// A time without offset is UTC.
function normalized(given: unknown): string {
  const text = typeof given === 'object' && given !== null && 'value' in given ? String(given.value) : String(given);
  return /(?:Z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes(':') ? text : `${text.replace(' ', 'T')}Z`;
}

function inZone(at: Date, zone: string): string {
  const options = { timeZone: zone, hourCycle: 'h23', timeZoneName: 'longOffset', fractionalSecondDigits: 3 } as const;
  const fields = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  const parts = new Intl.DateTimeFormat('en-US', { ...options, ...fields, ...time }).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  const fraction = part('fractionalSecond') === '000' ? '' : `.${part('fractionalSecond')}`;
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  return `${date}T${part('hour')}:${part('minute')}:${part('second')}${fraction}${offset}`;
}
