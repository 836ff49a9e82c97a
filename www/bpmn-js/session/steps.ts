/**
 * Where a person wants to stand in a log: after each element, not after each of the events it consists of.
 */
import type { LogEntry } from './types.js';

/** Events with which something new begins; the moment before is one to stand in. */
const BEGINNINGS = new Set([
  'elementCompleted',
  'elementTerminated',
  'incidentRaised',
  'reset',
  'dataEdited',
  'runStarted',
]);

/** A log that grows, and the positions in it that a person steps to. */
export class Steps {
  readonly log: LogEntry[] = [];
  readonly #stops: number[] = [];

  constructor(entries: readonly LogEntry[] = []) {
    this.append(entries);
  }

  append(entries: readonly LogEntry[]): void {
    for (const entry of entries) {
      const last = this.log.at(-1);
      if (last && BEGINNINGS.has(entry.type)) this.#stops.push(last.position);
      this.log.push(entry);
    }
  }

  /** Positions after which one element's step is over, ascending; the end of the log is always one of them. */
  get stops(): readonly number[] {
    const last = this.log.at(-1);
    return last ? [...this.#stops, last.position] : [];
  }
}

/** The last stop before `position`, or nothing at the beginning. */
export function stopBefore(positions: readonly number[], position: number): number | undefined {
  return positions.findLast((stop) => stop < position);
}

/** The first stop after `position`, or nothing at the end. */
export function stopAfter(positions: readonly number[], position: number): number | undefined {
  return positions.find((stop) => stop > position);
}
