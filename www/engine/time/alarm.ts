/**
 * Rings at a time of the host's clock. The clock is read anew every half minute: a computer that slept rings late by no more
 * than that, a clock that was set is followed, and no delay comes near the 2^31 milliseconds that `setTimeout` can take.
 */

/** The longest sleep between two looks at the clock, in milliseconds. */
const LOOK = 30_000;

export class Alarm {
  readonly #ring: () => void;
  readonly #keepAlive: boolean;
  #at = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** With `keepAlive`, a set alarm keeps a Node process from ending. */
  constructor(ring: () => void, keepAlive = false) {
    this.#ring = ring;
    this.#keepAlive = keepAlive;
  }

  /** Rings once at that time; an earlier wish is forgotten. */
  set(at: number): void {
    this.clear();
    this.#at = at;
    this.#sleep();
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #sleep(): void {
    const timer: unknown = setTimeout(() => this.#look(), Math.min(Math.max(this.#at - Date.now(), 0), LOOK));
    this.#timer = timer as ReturnType<typeof setTimeout>;
    // Node's timers are objects; those of browsers are numbers and keep nothing alive.
    if (!this.#keepAlive && typeof timer === 'object' && timer !== null && 'unref' in timer) {
      (timer as { unref(): void }).unref();
    }
  }

  #look(): void {
    if (Date.now() < this.#at) return this.#sleep();
    this.#timer = undefined;
    this.#ring();
  }
}
