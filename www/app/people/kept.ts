/** What is remembered of people for the next visit. */
import type { PeopleState } from './PeopleBook.ts';

type Kept = Pick<PeopleState, 'personas' | 'permissions' | 'as'>;

const KEY = 'signalbox.people';

export function kept(): Kept {
  const nothing: Kept = { personas: [], permissions: [], as: undefined };
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
