/** Work that is done one after the other, each piece when the one before is over. */

/** What a queue tells. */
export interface QueueListener {
  busy(busy: boolean): void;
  failed(error: unknown): void;
  /** A piece of work is over. */
  done(): void;
}

export class Queue {
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;
  #closed = false;

  constructor(private readonly listener: QueueListener) {}

  /** Whether anything is at work or waits. */
  get busy(): boolean {
    return this.#waiting > 0;
  }

  /** Resolves when everything is over that was asked for until now. */
  get last(): Promise<void> {
    return this.#last;
  }

  /** Does `work` when its turn comes; what it throws is told. */
  do(work: () => Promise<void>): Promise<void> {
    if (this.#waiting++ === 0) this.listener.busy(true);
    this.#last = this.#last.then(async () => {
      try {
        if (!this.#closed) await work();
      } catch (error) {
        this.listener.failed(error);
      } finally {
        if (--this.#waiting === 0) this.listener.busy(false);
        this.listener.done();
      }
    });
    return this.#last;
  }

  /** Does what was asked for until now, and nothing more. */
  async close(): Promise<void> {
    await this.#last;
    this.#closed = true;
  }
}
