/**
 * The people of a library: personas, groups, and as whom the person in front of the page acts. They stand in a file of the
 * library, `permissions.yml` as SpiffArena has it, so that they go wherever the library goes.
 */
import type { People, Permission, Persona } from '../../bpmn-js/session/types.ts';
import type { WorkFile } from '../workbench/files.ts';
import { messageOf } from '../workbench/message.ts';
import { former } from './former.ts';

export interface PersonaEntry {
  username: string;
  email: string;
  groups: string[];
}

export interface PeopleState {
  readonly personas: readonly PersonaEntry[];
  /** What the file permits; shown, never acted upon. */
  readonly permissions: readonly Permission[];
  /** The persona that acts; nothing: everything is open. */
  readonly as: string | undefined;
  /** Name of the file they stand in, when there is one. */
  readonly file: string | undefined;
  /** Whether the dialog is open. */
  readonly open: boolean;
  /** What was wrong with the last import. */
  readonly problem: string | undefined;
  /** What is wrong with the file. */
  readonly broken: string | undefined;
}

/** What the people need of the page. */
export interface Surroundings {
  /** A run must hear of other people. */
  changed(): void;
  /** Somebody else acts. */
  acts(): void;
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
}

const NOBODY = { personas: [], permissions: [], file: undefined, broken: undefined };

type Change = (personas: readonly PersonaEntry[]) => readonly PersonaEntry[];

/** Whether people stand in a file of that name. */
const isPeopleFile = ({ name }: WorkFile): boolean => /^permissions\.(ya?ml|json)$/i.test(name);

export class PeopleBook {
  readonly #listeners = new Set<() => void>();
  readonly #around: Surroundings;
  #state: PeopleState = { ...NOBODY, as: undefined, open: false, problem: undefined };
  /** The personas of the file. */
  #written: readonly PersonaEntry[] = [];
  /** Changes that are shown and not written yet: other people may come in before them. */
  #pending: Change[] = [];
  /** The text that is shown; undefined while there is no file. */
  #text: string | undefined;
  /** One reading or writing after the other. */
  #queue: Promise<void> = Promise.resolve();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly snapshot = (): PeopleState => this.#state;

  /** Resolves when everything was read and written. */
  get settled(): Promise<void> {
    return this.#queue;
  }

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
    this.#around.acts();
  }

  show(open: boolean): void {
    this.#set({ open, problem: undefined });
  }

  /** Other files are there: people are read anew where their file says something else. */
  look(files: readonly WorkFile[]): void {
    const file = files.find(isPeopleFile);
    if (file?.text === this.#text && file?.name === this.#state.file) return;
    this.#text = file?.text;
    this.#do(() => this.#read(file));
  }

  /** Takes over what earlier versions kept for all libraries; a library has it as its own from then on. */
  takeFormer(): void {
    const { personas, as } = former();
    if (personas.length === 0 || this.#text !== undefined) return;
    this.#change(() => personas);
    this.act(as);
  }

  /** Adds a persona, or takes the place of the one at `index`. */
  put(entry: PersonaEntry, index = this.#state.personas.length): void {
    const before = this.#state.personas[index]?.username;
    if (before === undefined) this.#change((personas) => [...personas, entry]);
    else this.#change((personas) => personas.map((known) => (known.username === before ? entry : known)));
    if (before !== undefined && this.#state.as === before) this.act(entry.username);
  }

  remove(username: string): void {
    this.#change((personas) => personas.filter((entry) => entry.username !== username));
    if (this.#state.as === username) this.act(undefined);
  }

  clear(): void {
    this.#pending = [];
    // The file keeps its name here until it is taken away.
    this.#show([], { permissions: [], broken: undefined, problem: undefined });
    this.act(undefined);
    this.#around.changed();
    this.#do(() => this.#clear());
  }

  /** Takes in a permission file: its users are added to the personas, and what it permits is shown. */
  import(text: string): Promise<void> {
    this.#do(async () => {
      const { readPermissions } = await import('signalbox');
      try {
        const { people } = await readPermissions(text);
        await this.#put(text, merged(this.#written, people));
      } catch (error) {
        this.#set({ problem: messageOf(error) });
      }
    });
    return this.#queue;
  }

  async #read(file: WorkFile | undefined): Promise<void> {
    // It has another text by now, which is read or was written after this.
    if (file?.text !== this.#text) return;
    if (!file) this.#show([], NOBODY);
    else {
      const { readPermissions } = await import('signalbox');
      try {
        const { people, permissions } = await readPermissions(file.text);
        this.#show(merged([], people), { permissions, file: file.name, broken: undefined });
      } catch (error) {
        // While a person types in it, the file says what it said last.
        this.#set({ file: file.name, broken: messageOf(error) });
      }
    }
    this.#around.changed();
  }

  /** Shows a change at once and writes it into the file. */
  #change(change: Change): void {
    this.#pending.push(change);
    this.#show(this.#written, { problem: undefined });
    this.#around.changed();
    this.#do(async () => {
      if (!this.#pending.includes(change)) return;
      const personas = change(this.#written);
      this.#pending = this.#pending.filter((known) => known !== change);
      this.#written = personas;
      await this.#put(this.#text ?? '', personas);
    });
  }

  /** Shows what the file has, with what is to be written into it. */
  #show(written: readonly PersonaEntry[], change: Partial<PeopleState>): void {
    this.#written = written;
    this.#set({ ...change, personas: this.#pending.reduce((personas, each) => each(personas), written) });
  }

  /** Takes the file away, whatever was written into it before. */
  async #clear(): Promise<void> {
    const { file } = this.#state;
    this.#text = undefined;
    this.#show([], NOBODY);
    if (file !== undefined) await this.#around.remove(file);
  }

  async #put(text: string, personas: readonly PersonaEntry[]): Promise<void> {
    const { readPermissions, writePermissions } = await import('signalbox');
    const written = await writePermissions(text, { personas: personas.map(persona) });
    const { permissions } = await readPermissions(written);
    const before = this.#state.file;
    const file = nameFor(written, before);
    this.#text = written;
    this.#show(personas, { permissions, file, problem: undefined, broken: undefined });
    this.#around.changed();
    if (before !== undefined && before !== file) await this.#around.remove(before);
    await this.#around.write(file, written);
  }

  #do(work: () => Promise<void>): void {
    const failed = (error: unknown) => this.#set({ problem: messageOf(error) });
    this.#queue = this.#queue.then(work).catch(failed);
  }

  #set(change: Partial<PeopleState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of [...this.#listeners]) listener();
  }
}

/** A file keeps its name as long as its text is what the name says. */
function nameFor(text: string, before: string | undefined): string {
  const isJson = text.trimStart().startsWith('{');
  if (before !== undefined && /\.json$/i.test(before) === isJson) return before;
  return isJson ? 'permissions.json' : 'permissions.yml';
}

function persona({ username, email, groups }: PersonaEntry): Persona {
  return { username, groups, ...(email && { email }) };
}

// A name that is there already gets the groups of the file too.
function merged(known: readonly PersonaEntry[], { personas = [], groups = {} }: People): PersonaEntry[] {
  const found = new Map(known.map((entry) => [entry.username, entry]));
  for (const { username = '', email = '' } of personas) {
    const isMember = (users: unknown) => Array.isArray(users) && (users.includes(username) || users.includes(email));
    const members = Object.entries(groups).filter(([, users]) => isMember(users));
    const before = found.get(username) ?? { username, email, groups: [] };
    const all = new Set([...before.groups, ...members.map(([group]) => group)]);
    found.set(username, { ...before, email: before.email || email, groups: [...all] });
  }
  return [...found.values()];
}
