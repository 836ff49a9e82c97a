/** A position of the run that is marked, and what the position looked at differs from it in. */
import type { RunControl } from './RunControl.js';
import type { RunView } from './RunView.js';
import type { Comparison } from './types.js';

/** Two positions side by side. */
export interface Difference {
  /** The position that is marked: the left side. */
  readonly marked: number;
  /** The position looked at: the right side. */
  readonly shown: number;
  /** Undefined until the engine has answered for the first time. */
  readonly comparison: Comparison | undefined;
}

export class Marked {
  #difference: Difference | undefined;
  #question = 0;

  constructor(
    private readonly changed: (difference: Difference | undefined) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  get difference(): Difference | undefined {
    return this.#difference;
  }

  /** Compares with `position` from now on; with nothing no longer. */
  mark(position: number | undefined, run: RunControl | undefined): void {
    const view = run?.view;
    if (position === undefined || !run || !view) return this.#set(undefined);
    this.#set({ marked: position, shown: view.info.position, comparison: undefined });
    this.#ask(run, view);
  }

  /** Another position is looked at, or the run went on. */
  look(run: RunControl | undefined, view: RunView | undefined): void {
    if (!this.#difference) return;
    if (!run || !view || this.#difference.marked > view.info.length) return this.#set(undefined);
    this.#ask(run, view);
  }

  // What was asked before is shown until the newest question is answered; answers that are overtaken are dropped.
  #ask(run: RunControl, { info }: RunView): void {
    const marked = this.#difference?.marked;
    if (marked === undefined) return;
    const question = ++this.#question;
    run.difference(marked, info.position).then(
      (comparison) => {
        if (question === this.#question) this.#set({ marked, shown: info.position, comparison });
      },
      (error) => {
        if (question !== this.#question) return;
        this.#set(undefined);
        this.failed(error);
      },
    );
  }

  #set(difference: Difference | undefined): void {
    if (difference === undefined) this.#question++;
    if (difference === this.#difference) return;
    this.#difference = difference;
    this.changed(difference);
  }
}
