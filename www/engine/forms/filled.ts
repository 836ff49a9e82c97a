/** The form of a task as it is asked for again and again while somebody types: filled in anew only when it can differ. */
import type { Commands } from '../commands.js';
import type { Core } from '../core.js';
import type { Form } from './types.js';

export class FilledForms {
  readonly #core: Core;
  readonly #commands: Commands;
  readonly #fill: (task: number) => Form | null;
  #last: { key: string; form: Form } | undefined;

  constructor(core: Core, commands: Commands, fill: (task: number) => Form | null) {
    this.#fill = fill;
    this.#core = core;
    this.#commands = commands;
  }

  /** The form of a task, for reading; null when there is no such task. */
  of(task: number): Form | null {
    const { position, length, now } = this.#commands.info;
    const key = [task, position, length, now, this.#core.edits].join();
    if (this.#last?.key === key) return this.#last.form;
    const form = this.#fill(task);
    // What could not be filled in may be, once its language or a file is here.
    this.#last = form && form.problems.length === 0 ? { key, form } : undefined;
    return form;
  }
}
