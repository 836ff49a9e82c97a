/**
 * Where a person wants to stand in a log: after each element, not after each of the events it consists of.
 */
import type { LogEntry } from './types.js';

const OPENING = new Set([
  'elementCompleted',
  'elementTerminated',
  'incidentRaised',
  'reset',
  'dataEdited',
  'runStarted',
]);

/** Positions after which one element's step is over, ascending; the end of the log is always one of them. */
export function stops(log: readonly LogEntry[]): number[] {
  const positions: number[] = [];
  log.forEach((entry, index) => {
    if (index > 0 && OPENING.has(entry.type)) positions.push((log[index - 1] as LogEntry).position);
  });
  const last = log.at(-1);
  if (last && positions.at(-1) !== last.position) positions.push(last.position);
  return positions;
}

/** The last stop before `position`, or nothing at the beginning. */
export function stopBefore(positions: readonly number[], position: number): number | undefined {
  return positions.filter((stop) => stop < position).at(-1);
}

/** The first stop after `position`, or nothing at the end. */
export function stopAfter(positions: readonly number[], position: number): number | undefined {
  return positions.find((stop) => stop > position);
}
