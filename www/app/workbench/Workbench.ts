/**
 * The page's one place of action: files, tabs, and what is in front. Panels read its state and call its methods. The parts it is
 * made of do the rest: the state (Store), the engine's session (Engine), what is kept for the next visit (Keeping).
 */

import type { Session } from '../../bpmn-js/session/Session.ts';
import type { Diagnostic, Fix } from '../../bpmn-js/session/types.ts';
import { Diagrams } from '../canvas/Diagrams.ts';
import type { TextProblem } from '../editor/places.ts';
import { Library } from '../library/Library.ts';
import { shortName } from '../library/tree.ts';
import { PeopleBook } from '../people/PeopleBook.ts';
import { Scheduler } from '../schedule/Scheduler.ts';
import { Services } from '../services/Services.ts';
import { download } from './download.ts';
import { Engine } from './Engine.ts';
import { bytesOf, emptyDecision, emptyDiagram, freeName, kindOf, type WorkFile } from './files.ts';
import { Keeping } from './Keeping.ts';
import { Store } from './Store.ts';
import type { Edited, MessageEdit, PanelName, Picking, Profile, SideName, State, Toast } from './state.ts';
import { FIRST, type Storage } from './storage.ts';

export class Workbench {
  readonly diagrams = new Diagrams(this);
  readonly services = new Services();
  readonly people = new PeopleBook({
    changed: () => void this.session?.run?.people(this.people.people),
    acts: () => this.#keeping.soon(),
    write: (name, text) => this.addAll([this.#edited(name, text)]),
    remove: (name) => this.remove(name),
  });
  readonly library = new Library(this);
  readonly #store = new Store();
  readonly #keeping = new Keeping(this.#store, {
    session: () => this.session,
    as: () => this.people.as,
    instance: () => this.schedule.shown,
  });
  readonly schedule = new Scheduler({
    session: () => this.session,
    host: () => this.#engine.host(),
    keep: (kept) => this.storage.keepSchedule(kept),
    report: this.#store.report,
  });
  readonly #engine = new Engine(this.#store, {
    diagrams: this.diagrams,
    services: this.services,
    people: this.people,
    schedule: this.schedule,
    keeping: this.#keeping,
  });
  #edits = 0;

  constructor() {
    let { files } = this.state;
    this.subscribe(() => {
      if (files === this.state.files) return;
      files = this.state.files;
      this.people.look(files);
    });
  }

  get state(): State {
    return this.#store.state;
  }
  get storage(): Storage {
    return this.#keeping.storage;
  }
  get session(): Session | undefined {
    return this.#engine.session;
  }

  readonly subscribe = this.#store.subscribe;
  readonly snapshot = this.#store.snapshot;
  readonly report = this.#store.report;

  /** Brings back what was kept, then the engine, then the run. */
  async begin(): Promise<void> {
    void this.diagrams.prepared().catch(this.report);
    window.addEventListener('pagehide', () => this.#keeping.now());
    const connected = this.#engine.connect(this.#recalled());
    const { run } = await this.#keeping.loaded;
    await connected;
    void this.library.folder.recall().catch(this.report);
    if (!run || !this.session) return;
    if (run.instance !== undefined && (await this.schedule.open(run.instance))) return;
    await this.session.restore(run.branches, run.request, run.current);
    if (run.position !== undefined) await this.session.run?.checkout(run.position);
  }

  /** What runs are given is there; gives the breakpoints of the last visit. */
  async #recalled(): Promise<readonly string[]> {
    const { saved } = await this.#keeping.loaded;
    if (saved?.as !== undefined) this.people.act(saved.as);
    if (saved ? !saved.ownPeople : this.library.current === FIRST) this.people.takeFormer();
    await this.people.settled;
    return saved?.breakpoints ?? [];
  }

  /** Resolves when the files of the last visit are there. */
  async loaded(): Promise<void> {
    await this.#keeping.loaded;
  }

  /** Resolves when the engine is there, or has failed to come. */
  get ready(): Promise<void> {
    return this.#engine.ready;
  }

  /** Adds a file and shows it. A file of the same name and text is only shown. */
  async open(name: string, text: string): Promise<void> {
    await this.loaded();
    const same = this.state.files.find((file) => file.name === name && file.text === text);
    const free = same
      ? name
      : freeName(
          name,
          this.state.files.map((file) => file.name),
        );
    if (same) this.show(free);
    else await this.#put([{ name: free, text, opened: text }], free);
  }

  /** Adds a file to the workspace without showing it. */
  async add(name: string, text: string): Promise<void> {
    await this.addAll([{ name, text, opened: text }]);
  }

  /** Adds files, or puts them in the place of those of the same name, as they came from outside; `shown` comes to the front. */
  async addAll(files: readonly WorkFile[], shown?: string): Promise<void> {
    await this.loaded();
    await this.#put(files, shown);
  }

  /** They are there and shown at once; the engine hears of them after that. */
  async #put(files: readonly WorkFile[], shown?: string): Promise<void> {
    const coming = new Map(files.map((file) => [file.name, file]));
    const kept = this.state.files.map((file) => coming.get(file.name) ?? file);
    const known = new Set(kept.map(({ name }) => name));
    this.#store.set({ files: [...kept, ...files.filter(({ name }) => !known.has(name))] });
    if (shown !== undefined) this.show(shown);
    this.#keeping.now();
    for (const { name, text } of files) if (this.diagrams.get(name)) await this.diagrams.replace(name, text);
    await this.session?.putAll(files.filter(({ binary }) => !binary)).catch(this.report);
    this.#engine.noteStale();
  }

  /** Takes several files out at once, without a word. */
  async removeAll(names: readonly string[]): Promise<void> {
    for (const name of names) {
      this.close(name);
      this.diagrams.drop(name);
    }
    this.#store.set({ files: this.state.files.filter(({ name }) => !names.includes(name)) });
    for (const name of names) await this.session?.remove(name).catch(this.report);
    this.#keeping.soon();
  }

  /** Makes a file with next to nothing in it, and shows it. */
  async create(kind: 'bpmn' | 'dmn' = 'bpmn'): Promise<void> {
    const name = freeName(
      kind === 'bpmn' ? 'diagram.bpmn' : 'decision.dmn',
      this.state.files.map((file) => file.name),
    );
    const id = Math.random().toString(36).slice(2, 8);
    await this.open(name, kind === 'bpmn' ? emptyDiagram(`Process_${id}`) : emptyDecision(`Decision_${id}`));
  }

  /** Shows the examples and the files to choose from. */
  home(): void {
    this.#store.set({ active: undefined, selection: [] });
  }

  show(name: string): void {
    const tabs = this.state.tabs.includes(name) ? this.state.tabs : [...this.state.tabs, name];
    this.#store.set({ tabs, active: name, selection: [] });
    this.#keeping.soon();
  }

  /** Closes the tab; the file stays in the workspace. */
  close(name: string): void {
    const at = this.state.tabs.indexOf(name);
    const tabs = this.state.tabs.filter((tab) => tab !== name);
    const active = this.state.active === name ? tabs[Math.min(at, tabs.length - 1)] : this.state.active;
    this.#store.set({ tabs, active, selection: [] });
    this.#keeping.soon();
  }

  /** Removes a file from the workspace, with a way back. */
  async remove(name: string): Promise<void> {
    const file = this.state.files.find((known) => known.name === name);
    if (!file) return;
    await this.removeAll([name]);
    this.toast(`${name} was removed.`, { label: 'Undo', act: () => void this.addAll([file]) });
  }

  /** Gives the file to the person, exactly as it was opened when nothing was changed. */
  async export(name: string): Promise<void> {
    const file = this.state.files.find((known) => known.name === name);
    if (!file) return;
    const editor = this.diagrams.get(name);
    const drawn = editor?.unreadable ? undefined : await editor?.save().catch(() => undefined);
    const saved = drawn === undefined ? file : { ...file, text: drawn };
    if (!(await this.library.folder.save(saved))) download(shortName(name), bytesOf(saved));
  }

  /** What a file is on disk now is what it was opened with: it has no changes any more. */
  written({ name, text }: WorkFile): void {
    const bytesNow = (file: WorkFile): WorkFile => ({ ...file, opened: text, bytes: bytesOf({ ...file, text }) });
    this.#store.set({ files: this.state.files.map((file) => (file.name === name ? bytesNow(file) : file)) });
    this.#keeping.soon();
  }

  /** What is edited here was edited from this version. */
  basedOn({ name }: WorkFile, { opened, bytes, encoding }: WorkFile): void {
    const based = { opened, ...(bytes && { bytes }), ...(encoding && { encoding }) };
    this.#store.set({ files: this.state.files.map((file) => (file.name === name ? { ...file, ...based } : file)) });
    this.#keeping.soon();
  }

  /** Another title of the library, or another folder of the disk beside it. */
  describe(change: Partial<Pick<State, 'library' | 'folder' | 'conflicts'>>): void {
    this.#store.set(change);
    this.#keeping.soon();
  }

  /** A file has been drawn, so that its elements are known by name. */
  drawn(): void {
    this.#store.set({ drawing: this.state.drawing + 1 });
  }

  /** A file has another text: drawn, typed or fixed. */
  changed(name: string, text: string, tell = false): void {
    if (this.state.files.find((file) => file.name === name)?.text === text) return this.drawn();
    this.#store.set({
      files: this.state.files.map((file) => (file.name === name ? { ...file, text } : file)),
      drawing: this.state.drawing + 1,
    });
    if (tell) void this.session?.put(name, text).catch(this.report);
    this.#engine.noteStale();
    this.#keeping.soon();
  }

  /** An editor gave an element another id, and is about to tell its new text. */
  gaveId(file: string, given: { from: string; to: string }, after: string): void {
    const before = this.state.files.find(({ name }) => name === file)?.text ?? '';
    void this.library.renames.given({ file, ...given, before, after }).catch(this.report);
  }

  select(file: string, selection: readonly string[]): void {
    if (file === this.state.active) this.#store.set({ selection });
  }

  /** Shows the file and selects the element in it; a problem of it tells the place more exactly. */
  async reveal(
    file: string | null | undefined,
    element: string | null | undefined,
    problem?: Diagnostic,
  ): Promise<void> {
    const name = file ?? this.state.active;
    if (!name) return;
    if (name !== this.state.active) this.show(name);
    if (kindOf(name) === 'text') return;
    const drawn = await this.diagrams.shown(name);
    if (!element && !problem) return;
    if (!drawn?.reveal(element ?? '', problem) && element) this.#store.set({ selection: [element] });
  }

  /** Applies a fix; the diagram's own undo takes it back, or the message's. */
  async fix(problem: Diagnostic, fix: Fix): Promise<void> {
    const name = problem.file ?? this.state.active;
    if (!name) return;
    if (kindOf(name) === 'text') return;
    if (this.state.active !== name) this.show(name);
    const drawn = await this.diagrams.shown(name);
    if (!drawn) return;
    const current = await this.#current(problem, fix);
    if (!current) return this.toast('This was corrected meanwhile.');
    const undo = await drawn.fix(current);
    this.toast(`Done: ${fix.title}.`, { label: 'Undo', act: undo });
  }

  /** The same fix of the texts as they are now: what it changes are places in a text. */
  async #current(problem: Diagnostic, { title }: Fix): Promise<Fix | undefined> {
    await this.diagrams.tell();
    await this.session?.validate();
    const { code, file, element, message } = problem;
    const alike = this.state.problems
      .filter((known) => known.code === code && known.file === file && known.element === element)
      .flatMap((known) => known.fixes.filter((each) => each.title === title).map((each) => ({ known, each })));
    // A message tells names, which may be other ones by now.
    return (alike.find(({ known }) => known.message === message) ?? alike[0])?.each;
  }

  /** Brings a panel to the front; only a person's own click does that. */
  emphasize(panel: PanelName): void {
    this.#store.set({ panel });
  }

  /** Turns to the properties of the drawing or to how it stands in the run. */
  turnTo(side: SideName): void {
    this.#store.set({ side });
  }

  openTask(task: number | undefined): void {
    this.#store.set({ task });
  }

  async setProfile(profile: Profile): Promise<void> {
    await this.loaded();
    await this.#engine.setProfile(profile);
    this.#keeping.soon();
  }

  /** Opens a text in the large editor, or closes it. */
  edit(edited: Omit<Edited, 'id'> | undefined): void {
    this.#store.set({ edited: edited && { ...edited, id: ++this.#edits } });
  }

  /** What is wrong with a text that is being edited; undefined when a newer question was asked meanwhile. */
  check(text: string, edited: Edited): Promise<readonly TextProblem[] | undefined> {
    return this.#engine.check(text, edited);
  }

  /** A text as people will read it, with the data of the run where there is one. */
  preview(text: string, edited: Edited): Promise<string> {
    return this.#engine.preview(text, edited);
  }

  /** Offers several things to take one of. */
  pick(picking: Picking | undefined): void {
    this.#store.set({ picking });
  }

  /** Opens the message of an element, or closes it. */
  editMessage(message: MessageEdit | undefined): void {
    this.#store.set({ message });
  }

  toast(text: string, action?: Toast['action'], kind?: Toast['kind']): void {
    this.#store.toast(text, action, kind);
  }

  dismiss(id: number): void {
    this.#store.dismiss(id);
  }

  /** A file with another text, or a new one. */
  #edited(name: string, text: string): WorkFile {
    const known = this.state.files.find((file) => file.name === name);
    return known ? { ...known, text } : { name, text, opened: '' };
  }
}
