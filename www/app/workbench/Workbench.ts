/**
 * The page's one place of action: files, tabs, the engine's session, and what is kept for the next visit. Panels read its
 * state and call its methods; it reads what engine and diagrams tell.
 */

import type { EngineWorkspace } from '../../bpmn-js/session/contract.ts';
import { Session, type SessionHost } from '../../bpmn-js/session/Session.ts';
import type { Diagnostic, Fix } from '../../bpmn-js/session/types.ts';
import { Diagrams } from '../canvas/Diagrams.ts';
import { Drafts } from '../editor/Drafts.ts';
import type { TextProblem } from '../editor/places.ts';
import { fillIn } from '../editor/templates.ts';
import { Library } from '../library/Library.ts';
import { shortName } from '../library/tree.ts';
import { PeopleBook } from '../people/PeopleBook.ts';
import { Scheduler } from '../schedule/Scheduler.ts';
import { Services } from '../services/Services.ts';
import { download } from './download.ts';
import { type Example, examples, readExample } from './examples.ts';
import { bytesOf, emptyDecision, emptyDiagram, freeName, kindOf, type WorkFile } from './files.ts';
import { KeptRun } from './KeptRun.ts';
import { messageOf } from './message.ts';
import {
  type Edited,
  INITIAL,
  type PanelName,
  type Picking,
  type Profile,
  type SideName,
  type State,
  type Toast,
} from './state.ts';
import { FIRST, type Loaded, Storage } from './storage.ts';

/** Milliseconds of quiet before something is kept. */
const PAUSE = 150;

export class Workbench {
  readonly diagrams = new Diagrams(this);
  readonly services = new Services();
  readonly people = new PeopleBook({
    changed: () => void this.#session?.run?.people(this.people.people),
    acts: () => this.#keep(),
    write: (name, text) => this.addAll([this.#edited(name, text)]),
    remove: (name) => this.remove(name),
  });
  readonly library = new Library(this);
  readonly schedule = new Scheduler({
    session: () => this.#session,
    host: () => this.#host(),
    keep: (kept) => this.#storage.keepSchedule(kept),
    report: (error) => this.report(error),
  });
  readonly #storage = new Storage();
  readonly #keptRun = new KeptRun();
  readonly #listeners = new Set<() => void>();
  #state: State = INITIAL;
  #session: Session | undefined;
  #ready: Promise<void> = Promise.resolve();
  /** Nothing is added to the files, and nothing kept, before those of the last visit are there: else one would hide the other. */
  readonly #loaded: Promise<Loaded>;
  #mayKeep = false;
  #keeping = 0;
  #keepingRun = 0;
  /** The last time the run was kept; one time after the other, so that the latest stays. */
  #runKept: Promise<void> = Promise.resolve();
  #toast = 0;
  #edits = 0;
  #drafts: Drafts | undefined;

  constructor() {
    this.#loaded = this.#load();
  }

  get state(): State {
    return this.#state;
  }
  get storage(): Storage {
    return this.#storage;
  }
  get session(): Session | undefined {
    return this.#session;
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly snapshot = (): State => this.#state;

  /** Brings back what was kept, then the engine, then the run. */
  async begin(): Promise<void> {
    void this.diagrams.prepared().catch((error) => this.report(error));
    window.addEventListener('pagehide', () => this.#keepNow());
    const { saved, run } = await this.#loaded;
    if (saved?.as !== undefined) this.people.act(saved.as);
    if (saved ? !saved.ownPeople : this.library.current === FIRST) this.people.takeFormer();
    await this.people.settled;
    this.#ready = this.#connect(saved?.breakpoints ?? []);
    await this.#ready;
    void this.library.folder.recall().catch((error) => this.report(error));
    if (!run || !this.#session) return;
    if (run.instance !== undefined && (await this.schedule.open(run.instance))) return;
    await this.#session.restore(run.branches, run.request, run.current);
    if (run.position !== undefined) await this.#session.run?.checkout(run.position);
  }

  /** What cannot be read is told, and is not written over. */
  async #load(): Promise<Loaded> {
    try {
      const loaded = await this.#storage.load();
      if (loaded.saved) {
        const { tabs, active, profile, title } = loaded.saved;
        this.#set({ files: loaded.files, tabs, active, profile, library: title });
      }
      this.#mayKeep = true;
      return loaded;
    } catch (error) {
      this.report(error);
      return { saved: undefined, files: [], run: undefined };
    }
  }

  /** Resolves when the files of the last visit are there. */
  async loaded(): Promise<void> {
    await this.#loaded;
  }

  /** Resolves when the engine is there, or has failed to come. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** Adds a file and shows it. A file of the same name and text is only shown. */
  async open(name: string, text: string): Promise<void> {
    await this.#loaded;
    const same = this.#state.files.find((file) => file.name === name && file.text === text);
    const free = same
      ? name
      : freeName(
          name,
          this.#state.files.map((file) => file.name),
        );
    if (!same) await this.add(free, text);
    this.show(free);
  }

  /** Adds a file to the workspace without showing it. */
  async add(name: string, text: string): Promise<void> {
    await this.addAll([{ name, text, opened: text }]);
  }

  /** Adds files, or puts them in the place of those of the same name, as they came from outside. */
  async addAll(files: readonly WorkFile[]): Promise<void> {
    await this.#loaded;
    const coming = new Map(files.map((file) => [file.name, file]));
    const kept = this.#state.files.map((file) => coming.get(file.name) ?? file);
    const known = new Set(kept.map(({ name }) => name));
    this.#set({ files: [...kept, ...files.filter(({ name }) => !known.has(name))] });
    this.#keepNow();
    for (const { name, text } of files) if (this.diagrams.get(name)) await this.diagrams.replace(name, text);
    await this.#session?.putAll(files.filter(({ binary }) => !binary)).catch((error) => this.report(error));
    this.#noteStale();
  }

  /** Takes several files out at once, without a word. */
  async removeAll(names: readonly string[]): Promise<void> {
    for (const name of names) {
      this.close(name);
      this.diagrams.drop(name);
    }
    this.#set({ files: this.#state.files.filter(({ name }) => !names.includes(name)) });
    for (const name of names) await this.#session?.remove(name).catch((error) => this.report(error));
    this.#keep();
  }

  /** Makes a file with next to nothing in it, and shows it. */
  async create(kind: 'bpmn' | 'dmn' = 'bpmn'): Promise<void> {
    const name = freeName(
      kind === 'bpmn' ? 'diagram.bpmn' : 'decision.dmn',
      this.#state.files.map((file) => file.name),
    );
    const id = Math.random().toString(36).slice(2, 8);
    await this.open(name, kind === 'bpmn' ? emptyDiagram(`Process_${id}`) : emptyDecision(`Decision_${id}`));
  }

  /** Shows the examples and the files to choose from. */
  home(): void {
    this.#set({ active: undefined, selection: [] });
  }

  /** Adds the files of an example and shows the first; files that are there already are not added again. */
  async openExample(example: Example): Promise<void> {
    await this.#loaded;
    const [first, ...others] = await readExample(example);
    for (const { name, text } of others)
      if (!this.#state.files.some((file) => file.name === name)) await this.add(name, text);
    if (!first) return;
    if (this.#state.files.some((file) => file.name === first.name)) this.show(first.name);
    else await this.open(first.name, first.text);
  }

  /** Opens the first example and runs it to the first person, so that a stranger sees what this is about. */
  async tour(): Promise<void> {
    const [example] = examples;
    if (!example) return;
    await this.openExample(example);
    await this.#ready;
    const process = this.#session?.processes.find((known) => example.files.includes(known.file));
    if (!process || !this.#session) return;
    this.#set({ panel: 'tasks' });
    await this.diagrams.shown(example.files[0] ?? '');
    await this.#session.start({ what: { process: process.id } });
    for (let step = 0; step < 12 && this.#session.view?.info.status === 'running'; step++) {
      await this.#session.run?.step();
      await new Promise((resolve) => setTimeout(resolve, 450));
    }
    const task = this.#session.view?.tasks.find((waiting) => waiting.manual);
    if (task) this.openTask(task.id);
    this.toast('A person is needed: fill in the form below and press Complete. Step back at any time.');
  }

  show(name: string): void {
    const tabs = this.#state.tabs.includes(name) ? this.#state.tabs : [...this.#state.tabs, name];
    this.#set({ tabs, active: name, selection: [] });
    this.#keep();
  }

  /** Closes the tab; the file stays in the workspace. */
  close(name: string): void {
    const at = this.#state.tabs.indexOf(name);
    const tabs = this.#state.tabs.filter((tab) => tab !== name);
    const active = this.#state.active === name ? tabs[Math.min(at, tabs.length - 1)] : this.#state.active;
    this.#set({ tabs, active, selection: [] });
    this.#keep();
  }

  /** Removes a file from the workspace, with a way back. */
  async remove(name: string): Promise<void> {
    const file = this.#state.files.find((known) => known.name === name);
    if (!file) return;
    await this.removeAll([name]);
    this.toast(`${name} was removed.`, { label: 'Undo', act: () => void this.addAll([file]) });
  }

  /** Gives the file to the person, exactly as it was opened when nothing was changed. */
  async export(name: string): Promise<void> {
    const file = this.#state.files.find((known) => known.name === name);
    if (!file) return;
    const editor = this.diagrams.get(name);
    const drawn = editor?.unreadable ? undefined : await editor?.save().catch(() => undefined);
    const saved = drawn === undefined ? file : { ...file, text: drawn };
    if (!(await this.library.folder.save(saved))) download(shortName(name), bytesOf(saved));
  }

  /** What a file is on disk now is what it was opened with: it has no changes any more. */
  written({ name, text }: WorkFile): void {
    const bytesNow = (file: WorkFile): WorkFile => ({ ...file, opened: text, bytes: bytesOf({ ...file, text }) });
    this.#set({ files: this.#state.files.map((file) => (file.name === name ? bytesNow(file) : file)) });
    this.#keep();
  }

  /** What is edited here was edited from this version. */
  basedOn({ name }: WorkFile, { opened, bytes, encoding }: WorkFile): void {
    const based = { opened, ...(bytes && { bytes }), ...(encoding && { encoding }) };
    this.#set({ files: this.#state.files.map((file) => (file.name === name ? { ...file, ...based } : file)) });
    this.#keep();
  }

  /** Another title of the library, or another folder of the disk beside it. */
  describe(change: Partial<Pick<State, 'library' | 'folder' | 'conflicts'>>): void {
    this.#set(change);
    this.#keep();
  }

  /** A file has another text: drawn, typed or fixed. */
  changed(name: string, text: string, tell = false): void {
    if (this.#state.files.find((file) => file.name === name)?.text === text)
      return this.#set({ drawing: this.#state.drawing + 1 });
    this.#set({
      files: this.#state.files.map((file) => (file.name === name ? { ...file, text } : file)),
      drawing: this.#state.drawing + 1,
    });
    if (tell) void this.#session?.put(name, text).catch((error) => this.report(error));
    this.#noteStale();
    this.#keep();
  }

  select(file: string, selection: readonly string[]): void {
    if (file === this.#state.active) this.#set({ selection });
  }

  /** Shows the file and selects the element in it; a problem of it tells the place more exactly. */
  async reveal(
    file: string | null | undefined,
    element: string | null | undefined,
    problem?: Diagnostic,
  ): Promise<void> {
    const name = file ?? this.#state.active;
    if (!name) return;
    if (name !== this.#state.active) this.show(name);
    if (kindOf(name) === 'text') return;
    const drawn = await this.diagrams.shown(name);
    if (!element && !problem) return;
    if (!drawn?.reveal(element ?? '', problem) && element) this.#set({ selection: [element] });
  }

  /** Applies a fix; the diagram's own undo takes it back, or the message's. */
  async fix(problem: Diagnostic, fix: Fix): Promise<void> {
    const name = problem.file ?? this.#state.active;
    if (!name) return;
    if (kindOf(name) === 'text') return;
    if (this.#state.active !== name) this.show(name);
    const drawn = await this.diagrams.shown(name);
    if (!drawn) return;
    const undo = await drawn.fix(fix);
    this.toast(`Done: ${fix.title}.`, { label: 'Undo', act: undo });
  }

  /** Brings a panel to the front; only a person's own click does that. */
  emphasize(panel: PanelName): void {
    this.#set({ panel });
  }

  /** Turns to the properties of the drawing or to how it stands in the run. */
  turnTo(side: SideName): void {
    this.#set({ side });
  }

  openTask(task: number | undefined): void {
    this.#set({ task });
  }

  async setProfile(profile: Profile): Promise<void> {
    await this.#loaded;
    this.#set({ profile, engine: 'loading' });
    // One connection after the other: the engine may still be loading for the profile before.
    this.#ready = this.#ready.then(() => this.#reconnect());
    await this.#ready;
    this.#keep();
  }

  async #reconnect(): Promise<void> {
    await this.schedule.disconnect();
    await this.#session?.end();
    this.diagrams.dropAll();
    this.#set({ engine: 'loading', connection: this.#state.connection + 1 });
    await this.#connect(this.#state.breakpoints);
  }

  /** Opens a text in the large editor, or closes it. */
  edit(edited: Omit<Edited, 'id'> | undefined): void {
    this.#set({ edited: edited && { ...edited, id: ++this.#edits } });
  }

  /** What is wrong with a text that is being edited; undefined when a newer question was asked meanwhile. */
  async check(text: string, { language, kind, data }: Edited): Promise<readonly TextProblem[] | undefined> {
    if (kind === 'script' || kind === 'expression') return this.#drafts?.check(text, language, kind);
    return kind === 'markdown' && this.#session ? (await fillIn(this.#session, text, data)).problems : [];
  }

  /** A text as people will read it, with the data of the run where there is one. */
  async preview(text: string, { data }: Edited): Promise<string> {
    return this.#session && data ? (await fillIn(this.#session, text, data)).text : text;
  }

  /** Offers several things to take one of. */
  pick(picking: Picking | undefined): void {
    this.#set({ picking });
  }

  toast(text: string, action?: Toast['action'], kind: Toast['kind'] = 'info'): void {
    const toast: Toast = { id: ++this.#toast, text, kind, ...(action ? { action } : {}) };
    this.#set({ toasts: [...this.#state.toasts.slice(-2), toast] });
    setTimeout(() => this.dismiss(toast.id), kind === 'error' ? 12_000 : 6_000);
  }

  dismiss(id: number): void {
    this.#set({ toasts: this.#state.toasts.filter((toast) => toast.id !== id) });
  }

  /** Tells a person what was refused and why. */
  readonly report = (error: unknown): void => this.toast(messageOf(error), undefined, 'error');

  async #connect(breakpoints: readonly string[]): Promise<void> {
    try {
      const { http, load } = await import('signalbox');
      const signalbox = await load({ worker: true });
      const workspace = await signalbox.workspace({ profile: this.#state.profile });
      this.#drafts = new Drafts(async (): Promise<EngineWorkspace> => signalbox.workspace());
      this.services.connect(workspace.connectors, { http: http(), expecting: workspace });
      await this.#bind(new Session(workspace), breakpoints);
      await this.schedule.connect(workspace, await this.#storage.schedule()).catch((error) => this.report(error));
      this.#set({ engine: 'ready' });
    } catch (error) {
      this.#set({ engine: 'failed', engineError: messageOf(error) });
    }
  }

  async #bind(session: Session, breakpoints: readonly string[]): Promise<void> {
    this.#session = session;
    session.host = () => this.#host();
    session.on('problems', (problems) => {
      this.#set({ problems, fileInfos: session.files, processes: session.processes });
      this.schedule.edited();
    });
    session.on('busy', (busy) => this.#set({ busy }));
    session.on('following', (following) => this.#set({ following }));
    session.on('breakpoints', (set) => {
      this.#set({ breakpoints: set });
      this.#keep();
    });
    session.on('difference', (difference) => this.#set({ difference }));
    session.on('rebind', () => this.#noteStale());
    session.on('failed', (error) => this.report(error));
    session.on('branches', (branches) =>
      this.#set({ branches: branches.length, branch: session.branch ? branches.indexOf(session.branch) : -1 }),
    );
    session.on('run', (view) => this.#onRun(view));
    session.on('tests', (tests) => this.#set({ tests }));
    this.#set({ tests: session.tests.view });
    session.setBreakpoints(breakpoints);
    await session.putAll(this.#state.files.filter(({ binary }) => !binary));
    this.diagrams.connect(session);
    void session.workspace
      .ready()
      .then(() => session.validate())
      .catch((error) => this.report(error));
  }

  /** What every run is given. */
  #host(): SessionHost {
    return {
      ...(this.people.people && { people: this.people.people }),
      ...(this.people.as && { identity: this.people.as }),
      arena: this.#state.profile === 'spiffworkflow',
    };
  }

  #onRun(view: State['view']): void {
    // The first look at a run: a started, restarted or restored one.
    this.#set({
      view,
      ...(this.#state.view ? {} : { side: 'inspect' }),
      ...(view ? {} : { task: undefined, side: 'properties' }),
    });
    this.#noteStale();
    clearTimeout(this.#keepingRun);
    this.#keepingRun = window.setTimeout(() => {
      this.#runKept = this.#runKept.then(() => this.#keepRun());
    }, PAUSE);
  }

  async #keepRun(): Promise<void> {
    if (!this.#session) return;
    // A run that was put away meanwhile is kept with the next change.
    const kept = await this.#keptRun.of(this.#session).catch(() => null);
    const instance = this.#session.branches.length === 0 ? this.schedule.shown : undefined;
    if (kept !== null) await this.#storage.keepRun(kept && { ...kept, instance }).catch((error) => this.report(error));
  }

  /** A run that cannot go over to the edited diagram, or is kept from it, is behind; that is told. */
  #noteStale(): void {
    const stale = this.#session?.behind ?? false;
    if (stale !== this.#state.stale) this.#set({ stale });
  }

  #keep(): void {
    clearTimeout(this.#keeping);
    this.#keeping = window.setTimeout(() => this.#keepNow(), PAUSE);
  }

  /** Keeps the files at once: whole ones that came or went, and what was typed until now. */
  #keepNow(): void {
    clearTimeout(this.#keeping);
    if (!this.#mayKeep) return;
    const { files, tabs, active, profile, breakpoints, library } = this.#state;
    const people = { as: this.people.as, ownPeople: true };
    const saved = { title: library, tabs: [...tabs], active, profile, breakpoints: [...breakpoints], ...people };
    void this.#storage.keep(saved, files).catch((error) => this.report(error));
  }

  /** A file with another text, or a new one. */
  #edited(name: string, text: string): WorkFile {
    const known = this.#state.files.find((file) => file.name === name);
    return known ? { ...known, text } : { name, text, opened: '' };
  }

  #set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    if (change.files) this.people.look(change.files);
    for (const listener of [...this.#listeners]) listener();
  }
}
