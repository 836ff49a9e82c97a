/** The people of the page: personas, groups, and as whom the person in front of it acts. Kept for the next visit. */
import type { People, Permission, Persona } from '../../bpmn-js/session/types.ts';
import { keep, kept } from './kept.ts';

export interface PersonaEntry {
  username: string;
  email: string;
  groups: string[];
}

export interface PeopleState {
  readonly personas: readonly PersonaEntry[];
  /** What an imported file permits; shown, never acted upon. */
  readonly permissions: readonly Permission[];
  /** The persona that acts; nothing: everything is open. */
  readonly as: string | undefined;
  /** Whether the dialog is open. */
  readonly open: boolean;
  /** What was wrong with the last import. */
  readonly problem: string | undefined;
}

export class PeopleBook {
  readonly #listeners = new Set<() => void>();
  readonly #changed: () => void;
  #state: PeopleState;

  /** `changed` is called when a run must hear of other people. */
  constructor(changed: () => void) {
    this.#changed = changed;
    this.#state = { ...kept(), open: false, problem: undefined };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly snapshot = (): PeopleState => this.#state;

  /** What runs are given; nothing while there are no personas, so that everything stays open. */
  get people(): People | undefined {
    const { personas } = this.#state;
    return personas.length > 0 ? { personas: personas.map(persona) } : undefined;
  }

  /** Who acts. */
  get as(): string | undefined {
    return this.#state.as;
  }

  act(as: string | undefined): void {
    this.#set({ as });
  }

  show(open: boolean): void {
    this.#set({ open, problem: undefined });
  }

  /** Adds a persona, or takes the place of the one at `index`. */
  put(entry: PersonaEntry, index = this.#state.personas.length): void {
    const personas = [...this.#state.personas];
    const before = personas[index]?.username;
    personas[index] = entry;
    const as = before !== undefined && this.#state.as === before ? entry.username : this.#state.as;
    this.#set({ personas, as });
    this.#changed();
  }

  remove(username: string): void {
    const personas = this.#state.personas.filter((entry) => entry.username !== username);
    this.#set({ personas, as: this.#state.as === username ? undefined : this.#state.as });
    this.#changed();
  }

  clear(): void {
    this.#set({ personas: [], permissions: [], as: undefined });
    this.#changed();
  }

  /** Adds the users of a permission file to the personas. */
  async import(text: string): Promise<void> {
    const { readPermissions } = await import('signalbox');
    try {
      const { people, permissions } = await readPermissions(text);
      this.#set({ personas: merged(this.#state.personas, people), permissions, problem: undefined });
      this.#changed();
    } catch (error) {
      this.#set({ problem: error instanceof Error ? error.message : String(error) });
    }
  }

  #set(change: Partial<PeopleState>): void {
    this.#state = { ...this.#state, ...change };
    const { personas, permissions, as } = this.#state;
    keep({ personas, permissions, as });
    for (const listener of [...this.#listeners]) listener();
  }
}

function persona({ username, email, groups }: PersonaEntry): Persona {
  return { username, groups, ...(email && { email }) };
}

// A name that is there already gets the groups of the file too.
function merged(known: readonly PersonaEntry[], { personas = [], groups = {} }: People): PersonaEntry[] {
  const found = new Map(known.map((entry) => [entry.username, entry]));
  for (const { username = '', email = '' } of personas) {
    const members = Object.entries(groups).filter(([, users]) => Array.isArray(users) && users.includes(username));
    const before = found.get(username) ?? { username, email, groups: [] };
    const all = new Set([...before.groups, ...members.map(([group]) => group)]);
    found.set(username, { ...before, groups: [...all] });
  }
  return [...found.values()];
}
