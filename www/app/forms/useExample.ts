/**
 * Asks for data that somebody might enter, and hands them over when they are there: with what was entered before and what is
 * now, as what a person typed meanwhile stays.
 */
import { useRef, useState } from 'react';
import { useWorkbench } from '../workbench/hooks.ts';

type Data = Record<string, unknown>;

export function useExample<Entered>(
  example: () => Promise<Data>,
  entered: Entered,
  take: (data: Data, before: Entered, now: Entered) => void,
) {
  const workbench = useWorkbench();
  const [asking, setAsking] = useState(false);
  const latest = useRef(entered);
  latest.current = entered;
  const fillIn = () => {
    setAsking(true);
    example()
      .then((data) => take(data, entered, latest.current))
      .catch(workbench.report)
      .finally(() => setAsking(false));
  };
  return { asking, fillIn };
}
