/** One file as a bpmn-js modeler with Signalbox and the properties panel: what an extension author would build. */
import Modeler from 'bpmn-js/lib/Modeler';
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule } from 'bpmn-js-properties-panel';
import type Canvas from 'diagram-js/lib/core/Canvas';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type EditorActions from 'diagram-js/lib/features/editor-actions/EditorActions';
import type Binding from '../../bpmn-js/binding/Binding.ts';
import SignalboxModule from '../../bpmn-js/index.ts';
import type Problems from '../../bpmn-js/problems/Problems.ts';
import PropertiesModule, { spiffworkflowModdle } from '../../bpmn-js/properties/index.ts';
import type { Session } from '../../bpmn-js/session/Session.ts';
import type { Fix } from '../../bpmn-js/session/types.ts';
import type { Shape } from '../../bpmn-js/spiffworkflow/model.ts';
import { fieldEditor } from '../editor/fields.ts';
import { TextSource } from '../editor/TextSource.ts';
import { shortName } from '../library/tree.ts';
import { messageOf } from '../workbench/message.ts';
import type { Workbench } from '../workbench/Workbench.ts';
import type { Drawn, Rename, Unreadable } from './Drawn.ts';
import { fit } from './fit.ts';
import { givenId } from './givenId.ts';
import { answerAsHost } from './host.ts';
import { laidOut } from './layout.ts';
import { editScript } from './scripts.ts';

interface Panel {
  attachTo(container: HTMLElement): void;
  detach(): void;
}
interface Selection {
  get(): { id: string }[];
  select(elements: { id: string }[]): void;
}
interface NewSelection {
  newSelection: { id: string }[];
}

interface Registry {
  get(id: string): Shape | undefined;
}
interface Definitions {
  rootElements?: { $type: string; id: string }[];
}

/** Texts on the canvas are measured in the font they are drawn in. */
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

const LAID_OUT = (name: string) =>
  `${shortName(name)} holds no drawing. It was laid out here; the file stays as it is until you change something.`;

export class Diagram implements Drawn {
  readonly #host = document.createElement('div');
  readonly #modeler: Modeler;
  readonly #texts: TextSource;
  #loading: Promise<void> = Promise.resolve();
  /** Ids of the processes, which other files call by them. */
  #processes: readonly string[] = [];
  unreadable: Unreadable | undefined;

  constructor(
    readonly name: string,
    private readonly workbench: Workbench,
    session: Promise<Session>,
  ) {
    const texts = new TextSource(workbench, name);
    this.#texts = texts;
    this.#host.className = 'canvas-host';
    this.#modeler = new Modeler({
      container: this.#host,
      additionalModules: [BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, PropertiesModule, SignalboxModule],
      moddleExtensions: { spiffworkflow: spiffworkflowModdle },
      bpmnRenderer: {
        defaultFillColor: 'var(--bpmn-fill)',
        defaultStrokeColor: 'var(--bpmn-stroke)',
        defaultLabelColor: 'var(--bpmn-label)',
      },
      textRenderer: { defaultStyle: { fontFamily: FONT }, externalStyle: { fontFamily: FONT } },
      signalbox: { file: name, session, textEditor: fieldEditor(texts) },
    } as ConstructorParameters<typeof Modeler>[0]);
    this.#listen();
    answerAsHost(this.#modeler.get<EventBus>('eventBus'), workbench, texts);
  }

  get signalbox(): Binding {
    return this.#modeler.get('signalbox');
  }
  get #problems(): Problems {
    return this.#modeler.get('signalboxProblems');
  }
  get loaded(): Promise<void> {
    return this.#loading;
  }

  attach(place: HTMLElement, properties: HTMLElement): void {
    place.replaceChildren(this.#host);
    this.#modeler.get<Panel>('propertiesPanel').attachTo(properties);
    this.#modeler.get<Canvas>('canvas').resized();
    this.#selectAgain();
  }

  detach(): void {
    this.#modeler.get<Panel>('propertiesPanel').detach();
    this.#host.remove();
  }

  load(text: string, changed = false): Promise<void> {
    this.#loading = this.#read(text, changed);
    return this.#loading;
  }

  async rewrite(text: string, renamed: Rename): Promise<boolean> {
    const done = await this.#problems.rewrite(text, renamed);
    if (!done) await this.load(text, true);
    this.#processes = this.#processIds();
    return done;
  }

  save(): Promise<string> {
    return this.signalbox.save();
  }

  tell(): Promise<void> {
    return this.signalbox.tell();
  }

  trigger(action: string): void {
    this.#modeler.get<EditorActions>('editorActions').trigger(action, undefined);
  }

  reveal(element: string): boolean {
    return this.signalbox.reveal(element);
  }

  /** A fix is one command of the diagram, so that its own undo takes it back; else another text is read. */
  async fix(fix: Fix): Promise<() => void> {
    const before = this.signalbox.text;
    const { done, text } = await this.#problems.fix(fix);
    if (!done) await this.load(text, true);
    return () => (done ? this.trigger('undo') : void this.load(before, true));
  }

  editScript(id: string, role: string, saved: () => void): void {
    const element = this.#modeler.get<Registry>('elementRegistry').get(id);
    if (element) editScript(this.#modeler.get<EventBus>('eventBus'), this.workbench, this.#texts, element, role, saved);
  }

  /** Shows the whole diagram beside the palette and above the transport bar, never larger than life. */
  fit(): void {
    fit(this.#modeler.get<Canvas>('canvas'));
  }

  nameOf(element: string): string {
    const shape = this.#modeler.get<Registry>('elementRegistry').get(element);
    return String(shape?.businessObject.get('name') || element);
  }

  async svg(): Promise<string> {
    return (await this.#modeler.saveSVG()).svg;
  }

  destroy(): void {
    this.detach();
    this.#hideTooltip();
    this.#modeler.destroy();
  }

  /** A tooltip that is about to show would look for the canvas when it is gone. */
  #hideTooltip(): void {
    this.#modeler.get<{ _hide?(): void } | null>('hoverTooltip', false)?._hide?.();
  }

  /** Panels that were elsewhere meanwhile hear what is selected here. */
  #selectAgain(): void {
    const selection = this.#modeler.get<Selection>('selection');
    const selected = [...selection.get()];
    selection.select([]);
    selection.select(selected);
    this.workbench.select(
      this.name,
      selected.map(({ id }) => id),
    );
  }

  /** What is selected may have another id. */
  #tellRenamed(): void {
    const ids = this.#modeler
      .get<Selection>('selection')
      .get()
      .map(({ id }) => id);
    const { active, selection } = this.workbench.state;
    if (active === this.name && ids.length === selection.length && ids.some((id, at) => id !== selection[at]))
      this.workbench.select(this.name, ids);
  }

  /** A process may have another id: those who call it follow. */
  #tellGivenId(after: string): void {
    const before = this.#processes;
    this.#processes = this.#processIds();
    const given = givenId(before, this.#processes);
    if (given) this.workbench.gaveId(this.name, given, after);
  }

  #processIds(): string[] {
    const { rootElements = [] }: Definitions = this.#modeler.getDefinitions() ?? {};
    return rootElements.filter(({ $type }) => $type === 'bpmn:Process').map(({ id }) => id);
  }

  async #read(text: string, changed: boolean): Promise<void> {
    try {
      const picture = await laidOut(text);
      await this.signalbox.open(text, picture);
      this.#processes = this.#processIds();
      this.unreadable = undefined;
      this.fit();
      if (picture) this.workbench.toast(LAID_OUT(this.name));
      if (changed) this.workbench.changed(this.name, text, true);
    } catch (error) {
      this.unreadable = { message: messageOf(error) };
      // What is only read stays as it is in the workspace: it may have been typed anew meanwhile.
      if (changed) this.workbench.changed(this.name, text, true);
    }
  }

  #listen(): void {
    const bus = this.#modeler.get<EventBus>('eventBus');
    bus.on('selection.changed', ({ newSelection }: NewSelection) =>
      this.workbench.select(
        this.name,
        newSelection.map(({ id }) => id),
      ),
    );
    bus.on('elements.changed', () => this.#tellRenamed());
    bus.on('signalbox.text.changed', ({ text }: { text: string }) => {
      this.#tellGivenId(text);
      this.workbench.changed(this.name, text);
    });
    bus.on('signalbox.problem.selected', ({ element }: { element: string }) => {
      this.workbench.reveal(this.name, element).then(
        () => this.workbench.emphasize('problems'),
        (error) => this.workbench.report(error),
      );
    });
  }
}
