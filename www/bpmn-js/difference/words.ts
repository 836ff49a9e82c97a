/** The states of an element in words. */
import type { ElementState } from '../session/types.js';

/** `2 × completed, ready`; an element without states was not reached. */
export function wordsOf(state: ElementState | null): string {
  if (!state) return 'not reached';
  const counts: [number, string][] = [
    [state.completed, 'completed'],
    [state.ready, 'ready'],
    [state.waiting, 'waiting'],
    [state.started, 'started'],
    [state.cancelled, 'cancelled'],
    [state.error, 'failed'],
  ];
  const told = counts.filter(([count]) => count > 0).map(([count, word]) => (count > 1 ? `${count} × ${word}` : word));
  return told.join(', ') || 'not reached';
}
