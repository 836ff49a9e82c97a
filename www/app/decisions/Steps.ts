/**
 * Steps back and forward between the views of a file. Each view of dmn-js has a command stack of its own, which is gone
 * when another view is opened; so the text is kept with which each view was entered.
 */

/** A file as it was: its text, and the element whose view was open. */
export interface Step {
  readonly text: string;
  readonly view: string | undefined;
  /** Hears that what followed was taken back, or done again. */
  readonly told?: ((done: boolean) => void) | undefined;
}

export class Steps {
  #past: Step[] = [];
  #future: Step[] = [];

  /** A view is left in which something was changed; `entered` is how the file was before. */
  left(entered: Step): void {
    this.#past.push(entered);
    this.#future = [];
  }

  /** Something was changed: what was taken back is gone. */
  changed(): void {
    this.#future = [];
  }

  back(now: Step): Step | undefined {
    return taken(this.#past, this.#future, now);
  }

  forward(now: Step): Step | undefined {
    return taken(this.#future, this.#past, now);
  }
}

function taken(from: Step[], to: Step[], now: Step): Step | undefined {
  const step = from.pop();
  if (step) to.push({ ...now, told: step.told });
  return step;
}
