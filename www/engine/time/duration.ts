/** ISO 8601 durations, such as `PT1H30M` or `P1M`. */
import { SignalboxError } from '../errors.js';

const pattern = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Milliseconds of a duration that begins at `now`: months and years have the length they have there (UTC). */
export function milliseconds(duration: number | string, now: number): number {
  if (typeof duration === 'number' && Number.isFinite(duration)) return Math.round(duration);
  const parts = pattern.exec(String(duration));
  if (!parts || !/\d/.test(parts[0])) {
    throw new SignalboxError('api/invalid-option', `"${duration}" is not a duration.`, {
      help: 'Give milliseconds, or ISO 8601 such as "PT1H".',
    });
  }
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(2)
    .map((part) => Number(part ?? 0));
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + years, end.getUTCMonth() + months);
  const fixed = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds;
  const length = end.getTime() - now + Math.round(fixed * 1000);
  return parts[1] ? -length : length;
}
