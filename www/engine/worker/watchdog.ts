/** Notices when a Worker that owes answers gives no sign of life: pings are answered unless its thread is stuck. */
export class Watchdog {
  readonly #timeout: number;
  readonly #actions: { ping(): void; hung(): void };
  #heard = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(timeout: number, actions: { ping(): void; hung(): void }) {
    this.#timeout = timeout;
    this.#actions = actions;
  }

  /** An answer is owed from now on. */
  expect(): void {
    if (this.#timer) return;
    this.#heard = performance.now();
    this.#timer = setInterval(() => this.#look(), this.#timeout / 4);
  }

  /** Something came. */
  heard(): void {
    this.#heard = performance.now();
  }

  /** Nothing is owed any more. */
  rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    if (performance.now() - this.#heard > this.#timeout) this.#actions.hung();
    else this.#actions.ping();
  }
}
