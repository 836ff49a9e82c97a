/** Keeps for the next visit what the page shows: files and what is open a moment after each change, the run after each step. */

import type { Session } from '../../bpmn-js/session/Session.ts';
import { KeptRun } from './KeptRun.ts';
import type { Store } from './Store.ts';
import { type Loaded, Storage } from './storage.ts';

/** Milliseconds between two times that something is kept. */
const PAUSE = 150;

/** What is kept beside the state of the page. */
export interface Beside {
  session(): Session | undefined;
  /** As whom a person acts. */
  as(): string | undefined;
  /** Number of the schedule's instance that is shown. */
  instance(): number | undefined;
}

export class Keeping {
  readonly storage = new Storage();
  /** Nothing is added to the files, and nothing kept, before those of the last visit are there: else one would hide the other. */
  readonly loaded: Promise<Loaded>;
  readonly #run = new KeptRun();
  #mayKeep = false;
  /** Set for a pause after the files were kept; what changes in it is kept at its end. */
  #pause: number | undefined;
  #changed = false;
  #runSoon = 0;
  /** The last time the run was kept; one time after the other, so that the latest stays. */
  #runKept: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly beside: Beside,
  ) {
    this.loaded = this.#load();
  }

  /** Keeps the files at once after a pause, else at its end: much typing is kept now and then. */
  soon(): void {
    if (this.#pause === undefined) this.now();
    else this.#changed = true;
  }

  /** Keeps the files at once: whole ones that came or went, and what was typed until now. */
  now(): void {
    clearTimeout(this.#pause);
    this.#changed = false;
    this.#pause = window.setTimeout(() => {
      this.#pause = undefined;
      if (this.#changed) this.now();
    }, PAUSE);
    if (!this.#mayKeep) return;
    const { files, tabs, active, profile, breakpoints, library } = this.store.state;
    const people = { as: this.beside.as(), ownPeople: true };
    const saved = { title: library, tabs: [...tabs], active, profile, breakpoints: [...breakpoints], ...people };
    void this.storage.keep(saved, files).catch(this.store.report);
  }

  /** Keeps the run when it stands still for a moment. */
  runSoon(): void {
    clearTimeout(this.#runSoon);
    this.#runSoon = window.setTimeout(() => {
      this.#runKept = this.#runKept.then(() => this.#keepRun());
    }, PAUSE);
  }

  async #keepRun(): Promise<void> {
    const session = this.beside.session();
    if (!session) return;
    // A run that was put away meanwhile is kept with the next change.
    const kept = await this.#run.of(session).catch(() => null);
    if (kept === null) return;
    const instance = session.branches.length === 0 ? this.beside.instance() : undefined;
    await this.storage.keepRun(kept && { ...kept, instance }).catch(this.store.report);
  }

  /** What cannot be read is told, and is not written over. */
  async #load(): Promise<Loaded> {
    try {
      const loaded = await this.storage.load();
      if (loaded.saved) {
        const { tabs, active, profile, title } = loaded.saved;
        this.store.set({ files: loaded.files, tabs, active, profile, library: title });
      }
      this.#mayKeep = true;
      return loaded;
    } catch (error) {
      this.store.report(error);
      return { saved: undefined, files: [], run: undefined };
    }
  }
}
