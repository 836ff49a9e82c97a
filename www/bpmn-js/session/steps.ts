/**
 * Where a person wants to stand in a log: after each element, not after each of the events it consists of.
 */
import type { LogEntry } from './types.js';

/** Events with which something new begins; the moment before is one to stand in. */
const BEGINNINGS = new Set(['elementStepped', 'timeAdvanced', 'timerFired', 'eventCaught', 'reset']);
/** Events with which work from outside begins, when they concern another task than the one that was stepped. */
const ANSWERS = new Set(['dataChanged', 'elementCompleted']);
/** Events after which a run may stand and wait for such work. */
const RESTS = new Set(['elementActivated', 'elementReady', 'elementWaiting', 'elementStarted', 'incidentRaised']);

/** A log that grows, and the positions in it that a person steps to. */
export class Steps {
  readonly log: LogEntry[] = [];
  readonly #stops: number[] = [];
  #stepped: number | null = null;

  /** A log as it is found; where commands ended is read from its events. */
  constructor(entries: readonly LogEntry[] = []) {
    for (const entry of entries) this.#add(entry);
  }

  /** Adds what one command did; its end is a place to stand in. */
  append(entries: readonly LogEntry[]): void {
    if (entries.length > 0) this.#stop();
    for (const entry of entries) this.#add(entry);
  }

  /** Positions after which one element's step is over, ascending; the end of the log is always one of them. */
  get stops(): readonly number[] {
    const last = this.log.at(-1);
    return last ? [...this.#stops, last.position] : [];
  }

  #add(entry: LogEntry): void {
    if (this.#begins(entry)) this.#stop();
    if (entry.type === 'elementStepped') this.#stepped = entry.task;
    this.log.push(entry);
  }

  #begins(entry: LogEntry): boolean {
    const last = this.log.at(-1);
    // A command first moves the clock; that and what follows are one.
    if (last?.type === 'timeAdvanced') return false;
    if (BEGINNINGS.has(entry.type)) return true;
    return ANSWERS.has(entry.type) && entry.task !== this.#stepped && last !== undefined && RESTS.has(last.type);
  }

  #stop(): void {
    const last = this.log.at(-1);
    if (last && this.#stops.at(-1) !== last.position) this.#stops.push(last.position);
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
