/** One file of decisions in dmn-js. Every change becomes a text, and the text goes to the engine. */
import type Modeler from 'dmn-js/lib/Modeler';
import type { ModdleElement, View, Viewer } from 'dmn-js/lib/Modeler';
import type { Diagnostic, Fix } from '../../bpmn-js/session/types.ts';
import { applyEdits } from '../../engine/library/edits.ts';
import type { Drawn, Rename, Unreadable } from '../canvas/Drawn.ts';
import { fit } from '../canvas/fit.ts';
import { givenId } from '../canvas/givenId.ts';
import { historyKey } from '../shell/historyKey.ts';
import { messageOf } from '../workbench/message.ts';
import type { Workbench } from '../workbench/Workbench.ts';
import { complete } from './complete.ts';
import { makeEditor } from './editor.ts';
import { FileText } from './FileText.ts';
import { defaultLanguage } from './languages.ts';
import { children, firstView, nameOf, Places, tableOf } from './places.ts';
import { type Step, Steps } from './Steps.ts';
import { canvasOf, modelingOf, panelOf, selectedOf, stackOf } from './services.ts';
import { nextFrame, showPlace } from './sight.ts';
import { isOld, readable, versionOf } from './versions.ts';

/** Milliseconds of quiet before what was typed goes to the engine. */
const PAUSE = 150;

/** Rules that take dmn-js longer than a person takes for at once. */
const MANY = 150;

/** What the page shows around the editor. */
export interface Shown {
  readonly views: readonly View[];
  readonly active: View | undefined;
  readonly unreadable: Unreadable | undefined;
  /** Whether the text of the file is shown in the place of its views. */
  readonly asText: boolean;
  /** What takes a while. */
  readonly busy: string | undefined;
  /** Grows with every change. */
  readonly version: number;
}

export class DecisionFile implements Drawn {
  readonly #host = document.createElement('div');
  readonly #editor: Modeler;
  readonly #listeners = new Set<() => void>();
  readonly #steps = new Steps();
  #shown: Shown = { views: [], active: undefined, unreadable: undefined, asText: false, busy: undefined, version: 0 };
  #loading: Promise<void> = Promise.resolve();
  readonly #text: FileText;
  /** Ids of the decisions, which other files use them by. */
  #decisions: readonly string[] = [];
  /** The file when the open view was entered. */
  #entered = '';
  #pause = 0;
  #asText = false;
  #busy: string | undefined;
  /** What was begun last: one change of the view or the text comes after the other. */
  #last: Promise<unknown> = Promise.resolve();
  #properties: HTMLElement | undefined;
  unreadable: Unreadable | undefined;

  constructor(
    readonly name: string,
    private readonly workbench: Workbench,
  ) {
    this.#host.className = 'decisions__host';
    this.#editor = makeEditor(this.#host, () => this.#workspaceLanguage);
    this.#text = new FileText(this.#editor);
    this.#editor.on('views.changed', () => this.#tell());
    this.#editor.on('viewer.created', ({ viewer }: { viewer: Viewer }) => this.#listen(viewer));
    // The editor's own keys come second: its command stack may be empty while an earlier view can still be taken back.
    this.#host.addEventListener('keydown', (event) => this.press(event), { capture: true });
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
  readonly snapshot = (): Shown => this.#shown;

  get loaded(): Promise<void> {
    return this.#loading;
  }
  get definitions(): ModdleElement | undefined {
    return this.#editor.getDefinitions();
  }
  /** The language of texts that name none. */
  get language(): string {
    return defaultLanguage(this.#editor, this.#workspaceLanguage);
  }
  get host(): HTMLElement {
    return this.#host;
  }

  attach(place: HTMLElement, properties: HTMLElement): void {
    place.replaceChildren(this.#host);
    this.#properties = properties;
    this.#attachProperties();
    canvasOf(this.#editor)?.resized();
    this.#select();
  }

  detach(): void {
    panelOf(this.#editor)?.detach();
    this.#properties = undefined;
    this.#host.remove();
  }

  load(text: string, changed = false): Promise<void> {
    const view = this.#shown.active?.id;
    this.#loading = this.#inTurn(async () => {
      await this.#read(text, view);
      this.#decisions = this.#decisionIds();
      if (changed) this.workbench.changed(this.name, text, true);
    });
    return this.#loading;
  }

  /** Opens a view: of a decision its table or expression, of the file how decisions depend on each other. */
  open(id: string | undefined): Promise<void> {
    return this.#inTurn(async () => {
      await this.#turn(false);
      await this.#open(id);
    });
  }

  /** Turns to the text of the file, or back to its views. */
  turn(asText: boolean): Promise<void> {
    return this.#inTurn(() => this.#turn(asText));
  }

  /** What was typed as text is read; what was not touched keeps its steps back. */
  async #turn(asText: boolean): Promise<void> {
    if (asText === this.#asText) return;
    if (asText) await this.#push();
    else if ((await this.#edited()) !== this.#fileText) await this.#replace(this.#fileText);
    this.#asText = asText;
    this.#tell();
  }

  async #open(id: string | undefined): Promise<void> {
    const view = this.#editor.getViews().find((known) => known.id === id);
    if (this.unreadable || !view || view === this.#editor.getActiveView()) return;
    const now = await this.#edited();
    if (now !== this.#entered) this.#steps.left({ text: this.#entered, view: this.#shown.active?.id });
    await this.#enter(view);
  }

  /** Changes properties of an element as one step that can be taken back. */
  update(element: ModdleElement, properties: object): void {
    modelingOf(this.#editor)?.updateProperties(element, properties);
  }

  /** Gives the texts of the file that name no language another one; the view is drawn anew, as its cells look different. */
  setLanguage(language: string | undefined): Promise<void> {
    return this.#inTurn(() => this.#setLanguage(language));
  }

  async #setLanguage(expressionLanguage: string | undefined): Promise<void> {
    const { definitions } = this;
    const view = this.#editor.getActiveView();
    if (!definitions || !view) return;
    const before = await this.#edited();
    definitions.set('expressionLanguage', expressionLanguage);
    this.#steps.left({ text: before, view: view.id });
    await this.#enter(view);
    await this.#push();
  }

  /** Where the text is shown, it is what counts. */
  async save(): Promise<string> {
    return this.unreadable || this.#asText ? this.#fileText : this.#edited();
  }

  tell(): Promise<void> {
    return this.#inTurn(() => this.#push());
  }

  async trigger(action: string): Promise<void> {
    if (action === 'undo') await this.#inTurn(() => this.#undo());
    if (action === 'redo') await this.#inTurn(() => this.#redo());
  }

  async #undo(): Promise<void> {
    const stack = stackOf(this.#editor);
    if (stack?.canUndo()) return stack.undo();
    const now = { text: await this.#edited(), view: this.#shown.active?.id };
    const step = this.#steps.back(now);
    await this.#goTo(step);
    step?.told?.(false);
  }

  async #redo(): Promise<void> {
    const stack = stackOf(this.#editor);
    if (stack?.canRedo()) return stack.redo();
    const now = { text: await this.#edited(), view: this.#shown.active?.id };
    const step = this.#steps.forward(now);
    await this.#goTo(step);
    step?.told?.(true);
  }

  /** Takes back or does again what a key says, as one history of all views. */
  press(event: KeyboardEvent): void {
    const action = historyKey(event);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    void this.trigger(action);
  }

  fit(): void {
    const canvas = canvasOf(this.#editor);
    if (canvas) fit(canvas);
  }

  nameOf(element: string): string {
    const { definitions } = this;
    return (definitions && nameOf(definitions, element)) ?? element;
  }

  reveal(element: string, problem?: Diagnostic): boolean {
    const { definitions } = this;
    const place = this.places?.of(element, problem);
    if (!definitions || !place) return false;
    const view = this.#editor.getViews().find((known) => known.element === place.owner);
    this.open(view?.id ?? definitions.id)
      .then(() => showPlace(this.#editor.getActiveViewer(), this.#host, place.element))
      .catch((error) => this.workbench.report(error));
    return true;
  }

  /** Where what the engine names stands in the editor, as the file is now. */
  get places(): Places | undefined {
    return this.definitions && !this.unreadable ? new Places(this.definitions, this.#fileText) : undefined;
  }

  async fix(fix: Fix): Promise<() => void> {
    await this.#inTurn(async () => this.#replace(applyEdits(await this.#edited(), fix.edits)));
    return () => void this.trigger('undo');
  }

  async rewrite(text: string, { from, to, told }: Rename): Promise<boolean> {
    const view = this.#shown.active?.id;
    await this.#inTurn(() => this.#replace(text, view === from ? to : view, told));
    return true;
  }

  destroy(): void {
    window.clearTimeout(this.#pause);
    this.detach();
    this.#editor.destroy();
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** The text that the workspace has. */
  get #fileText(): string {
    return this.workbench.state.files.find(({ name }) => name === this.name)?.text ?? '';
  }

  get #workspaceLanguage(): string {
    return this.workbench.state.profile === 'spiffworkflow' ? 'python' : 'javascript';
  }
  async #read(text: string, wanted?: string): Promise<void> {
    const version = versionOf(text);
    this.unreadable = undefined;
    this.#text.reading(text);
    if (isOld(version))
      this.unreadable = {
        message: `It is in DMN ${version}, the editor writes DMN 1.3. It runs as it is.`,
        old: version,
      };
    else await this.#import(text, wanted).catch((error) => this.#refuse(messageOf(error)));
    this.#tell();
  }

  async #import(text: string, wanted: string | undefined): Promise<void> {
    const { text: given, restored } = readable(text);
    const { warnings } = await this.#editor.importXML(given, { open: false });
    const lost = warnings.find(({ message }) => message.startsWith('unparsable content'));
    if (lost) return this.#refuse(`The editor would lose a part of it: ${lost.message.split('\n')[0]}.`);
    const incomplete = this.definitions && complete(this.definitions);
    if (incomplete) return this.#refuse(incomplete);
    const views = this.#editor.getViews();
    const view = views.find(({ id }) => id === wanted) ?? firstView(views);
    if (!view) return this.#refuse('It has no decision.');
    await this.#text.begin(restored);
    await this.#enter(view);
  }

  #refuse(message: string): void {
    this.unreadable = { message };
  }

  /** Opens a view. Where nothing is drawn yet, dmn-js places the decisions; that alone is no change of the file. */
  async #enter(view: View): Promise<void> {
    await this.#announce(view);
    await this.#text.without(() => this.#editor.open(view));
    this.#busy = undefined;
    this.#entered = await this.#edited();
    this.#attachProperties();
    this.fit();
    this.#select();
    this.#tell();
  }

  /** Reads another text as one step that can be taken back. */
  async #replace(text: string, view = this.#shown.active?.id, told?: Step['told']): Promise<void> {
    this.#steps.left({ text: await this.#edited(), view: this.#shown.active?.id, told });
    await this.#read(text, view);
    this.#decisions = this.#decisionIds();
    this.workbench.changed(this.name, text, true);
  }

  /** dmn-js draws all rules at once; a person sees what they wait for before it does. */
  async #announce(view: View): Promise<void> {
    const rules = children(tableOf(view.element), 'rule').length;
    if (rules < MANY) return;
    this.#busy = `Drawing ${rules} rules …`;
    this.#tell();
    await nextFrame();
  }

  async #goTo(step: Pick<Step, 'text' | 'view'> | undefined): Promise<void> {
    if (!step) return;
    await this.#read(step.text, step.view);
    this.#tellText(step.text);
  }

  /** A decision may have another id: those who refer to it follow. */
  #tellText(text: string): void {
    const before = this.#decisions;
    this.#decisions = this.#decisionIds();
    const given = givenId(before, this.#decisions);
    if (given) this.workbench.gaveId(this.name, given, text);
    this.workbench.changed(this.name, text, true);
  }

  #decisionIds(): string[] {
    return children(this.definitions, 'drgElement').map(({ id = '' }) => id);
  }

  /** The file as the editor has it. */
  async #edited(): Promise<string> {
    return this.unreadable || !this.definitions ? this.#text.read : this.#text.now();
  }

  #listen(viewer: Viewer): void {
    viewer.on('commandStack.changed', ({ trigger }: { trigger?: string }) => {
      if (trigger === 'clear') return;
      if (trigger === 'execute') this.#steps.changed();
      window.clearTimeout(this.#pause);
      this.#pause = window.setTimeout(() => void this.#push(), PAUSE);
      this.#tell();
    });
    viewer.on('selection.changed', () => this.#select());
  }

  async #push(): Promise<void> {
    try {
      window.clearTimeout(this.#pause);
      if (!this.#asText) this.#tellText(await this.#edited());
    } catch (error) {
      this.workbench.report(error);
    }
  }

  #attachProperties(): void {
    if (this.#properties) panelOf(this.#editor)?.attachTo(this.#properties);
  }

  #select(): void {
    this.workbench.select(this.name, selectedOf(this.#editor));
    this.#tell();
  }

  #tell(): void {
    this.#host.classList.toggle('decisions__host--plain', this.language !== 'feel');
    const views = this.unreadable ? [] : this.#editor.getViews();
    const active = (!this.unreadable && this.#editor.getActiveView()) || undefined;
    this.#shown = {
      views: [...views],
      active,
      unreadable: this.unreadable,
      asText: this.#asText,
      busy: this.#busy,
      version: this.#shown.version + 1,
    };
    for (const listener of [...this.#listeners]) listener();
  }
}
