/** What the page remembers for the next visit beside its files: small choices, in local storage. */

/** A place for one kind of choice; `nothing` is what there is on the first visit. */
export function remembered<Kept extends object>(key: string, nothing: Kept): { kept(): Kept; keep(what: Kept): void } {
  return {
    kept() {
      try {
        return { ...nothing, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Kept>) };
      } catch {
        return nothing;
      }
    },
    keep(what) {
      try {
        localStorage.setItem(key, JSON.stringify(what));
      } catch {
        // A browser without storage forgets them; nothing else depends on it.
      }
    },
  };
}
