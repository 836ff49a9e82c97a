/** The clock of a run: stands still when the host gave a time, else follows the host's. */
export class Clock {
  readonly #real: boolean;
  #offset: number;
  #set: number | undefined;

  constructor(real: boolean, offset = 0) {
    this.#real = real;
    this.#offset = offset;
  }

  /** Whether it follows the host's. */
  get real(): boolean {
    return this.#real;
  }

  /** The time to send along with a command; nothing when the clock stands still. Never runs backwards. */
  now(last: number): { now?: number } {
    if (this.#set !== undefined) return { now: Math.max(last, this.#set) };
    return this.#real ? { now: Math.max(last, Date.now() + this.#offset) } : {};
  }

  /** Milliseconds of real time until a moment; nothing when the clock stands still. */
  until(due: number, last: number): number | undefined {
    const { now } = this.now(last);
    return now === undefined ? undefined : Math.max(0, due - now);
  }

  advance(by: number): void {
    this.#offset += by;
    if (this.#set !== undefined) this.#set += by;
  }

  /** From now on it stands at this time. */
  set(time: number): void {
    this.#set = time;
  }

  copy(): Clock {
    const copy = new Clock(this.#real, this.#offset);
    copy.#set = this.#set;
    return copy;
  }
}
