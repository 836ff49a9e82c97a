/** The clock of a run: stands still when the host gave a time, else follows the host's. */
export class Clock {
  readonly #real: boolean;
  #offset: number;

  constructor(real: boolean, offset = 0) {
    this.#real = real;
    this.#offset = offset;
  }

  /** The time to send along with a command; nothing when the clock stands still. Never runs backwards. */
  now(last: number): { now?: number } {
    return this.#real ? { now: Math.max(last, Date.now() + this.#offset) } : {};
  }

  advance(by: number): void {
    this.#offset += by;
  }

  copy(): Clock {
    return new Clock(this.#real, this.#offset);
  }
}
