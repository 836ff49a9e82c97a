/** How long something still takes, told to a person. */
const UNITS: readonly [string, number][] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
];

/** `2 d 3 h`: the two largest units that matter. */
export function left(time: number): string {
  if (time <= 0) return 'due';
  // The clock of a run moves by milliseconds with every step; a day stays a day.
  const whole = Math.ceil(time / 1000) * 1000;
  const first = UNITS.findIndex(([, length]) => whole >= length);
  const parts = UNITS.slice(first, first + 2).map(([unit, length], index) => {
    const [, larger] = UNITS[first + index - 1] ?? ['', Infinity];
    return [Math.floor((whole % larger) / length), unit] as const;
  });
  return parts.flatMap(([count, unit], index) => (count > 0 || index === 0 ? [`${count} ${unit}`] : [])).join(' ');
}
