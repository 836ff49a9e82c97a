import { type ReactNode, useState } from 'react';

/** Entries of a list that are drawn before somebody asks for more. */
const FIRST = 200;

/** A list of which the first entries are drawn, and a button for the next ones. */
export function More<Entry>({
  entries,
  children,
}: {
  entries: readonly Entry[];
  /** Draws the entries it is given. */
  children: (shown: readonly Entry[]) => ReactNode;
}) {
  const [most, setMost] = useState(FIRST);
  return (
    <>
      {children(entries.slice(0, most))}
      {entries.length > most && (
        <button type="button" className="sb-button more" onClick={() => setMost(most + FIRST)}>
          Show {Math.min(FIRST, entries.length - most)} more of {entries.length}
        </button>
      )}
    </>
  );
}
