/** Asks for data that somebody might enter, and hands them over when they are there. */
import { useState } from 'react';
import { useWorkbench } from '../workbench/hooks.ts';

type Data = Record<string, unknown>;

export function useExample(example: () => Promise<Data>, take: (data: Data) => void) {
  const workbench = useWorkbench();
  const [asking, setAsking] = useState(false);
  const fillIn = () => {
    setAsking(true);
    example()
      .then(take)
      .catch(workbench.report)
      .finally(() => setAsking(false));
  };
  return { asking, fillIn };
}
