/** What is remembered of services for the next visit: choices and addresses, never a secret or a key. */
import type { Choice } from './Services.ts';

export interface Kept {
  choices: Record<string, Choice>;
  proxies: { name: string; url: string }[];
}

const KEY = 'signalbox.services';

export function kept(): Kept {
  const nothing: Kept = { choices: {}, proxies: [] };
  try {
    return { ...nothing, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Kept>) };
  } catch {
    return nothing;
  }
}

export function keep(what: Kept): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(what));
  } catch {
    // A browser without storage forgets them; nothing else depends on it.
  }
}
