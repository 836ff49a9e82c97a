/** What the page shows, and who wants to know when it changes. It knows no engine and no diagram. */

import { messageOf } from './message.ts';
import { INITIAL, type State, type Toast } from './state.ts';

/** How long a message stays, in milliseconds. */
const STAYS = { info: 6_000, error: 12_000 };

export class Store {
  readonly #listeners = new Set<() => void>();
  #state: State = INITIAL;
  #toast = 0;

  get state(): State {
    return this.#state;
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly snapshot = (): State => this.#state;

  set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of [...this.#listeners]) listener();
  }

  toast(text: string, action?: Toast['action'], kind: Toast['kind'] = 'info'): void {
    const toast: Toast = { id: ++this.#toast, text, kind, ...(action ? { action } : {}) };
    this.set({ toasts: [...this.#state.toasts.slice(-2), toast] });
    setTimeout(() => this.dismiss(toast.id), STAYS[kind]);
  }

  dismiss(id: number): void {
    this.set({ toasts: this.#state.toasts.filter((toast) => toast.id !== id) });
  }

  /** Tells a person what was refused and why. */
  readonly report = (error: unknown): void => this.toast(messageOf(error), undefined, 'error');
}
