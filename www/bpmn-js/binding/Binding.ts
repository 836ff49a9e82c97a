/**
 * Binds a diagram to a file of the workspace. Every change of the diagram becomes a text, the text goes to the engine,
 * and what the engine says comes back as `signalbox.*` events of the diagram's event bus.
 */

import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type { Element } from 'diagram-js/lib/model/Types';
import type { Injector } from 'didi';
import { openSession } from '../session/open.js';
import type { RunView } from '../session/RunView.js';
import { Session } from '../session/Session.js';
import type { Diagnostic } from '../session/types.js';
import { mark } from '../util/mark.js';
import type { SignalboxOptions } from './options.js';

/** The part of a modeler or viewer the binding needs. */
interface Diagram {
  importXML(xml: string): Promise<{ warnings: unknown[] }>;
  saveXML(options: { format: boolean }): Promise<{ xml?: string }>;
}

interface CommandStack {
  canUndo(): boolean;
}

export default class Binding {
  static $inject = ['config.signalbox', 'bpmnjs', 'eventBus', 'canvas', 'elementRegistry', 'injector'];

  readonly file: string;
  /** Resolves once the engine is there. */
  readonly ready: Promise<Session>;
  #session: Session | undefined;
  #opened = '';
  #text = '';
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the states of the diagram: a text that is written meanwhile belongs to an earlier one. */
  #state = 0;
  /** The state that the engine has heard of, or is just being told of. */
  #told = 0;
  #telling: Promise<void> = Promise.resolve();
  #clean = true;
  /** Whether a diagram is drawn: a text that cannot be read leaves the one before it, or none. */
  #drawn = false;

  constructor(
    options: SignalboxOptions | undefined,
    private readonly diagram: Diagram,
    private readonly eventBus: EventBus,
    private readonly canvas: Canvas,
    private readonly registry: ElementRegistry,
    private readonly injector: Injector,
  ) {
    this.file = options?.file ?? 'diagram.bpmn';
    this.ready = Promise.resolve(options?.session ?? openSession(options ?? {}));
    if (options?.session instanceof Session) this.#bind(options.session);
    else
      this.ready.then(
        (session) => this.#bind(session),
        (error) => this.#fire('failed', { error }),
      );
    eventBus.on('commandStack.changed', () => {
      mark('signalbox.edited');
      this.#schedule();
    });
    eventBus.on('import.render.start', () => {
      this.#drawn = false;
    });
    eventBus.on('import.done', ({ error }: { error: Error | null }) => {
      if (error) return;
      this.#drawn = true;
      this.#schedule();
    });
    eventBus.on('diagram.destroy', () => {
      this.#cancel();
      this.#told = this.#state;
      this.#drawn = false;
    });
  }

  /** The session, once the engine is there. */
  get session(): Session | undefined {
    return this.#session;
  }
  /** The text as the engine last saw it. */
  get text(): string {
    return this.#text;
  }
  /** Whether the diagram is as it was opened. */
  get clean(): boolean {
    return this.#clean;
  }

  /**
   * Shows `text`, or the same model as it is `drawn`; as long as nothing is changed, `save` gives back exactly this text.
   */
  async open(text: string, drawn = text): Promise<unknown[]> {
    const { warnings } = await this.diagram.importXML(drawn);
    this.#opened = text;
    return warnings;
  }

  /** The diagram as text: the opened text itself while nothing is changed. */
  async save(): Promise<string> {
    const changed = this.injector.get<CommandStack>('commandStack', false)?.canUndo() ?? false;
    if (!changed && this.#opened) return this.#opened;
    const { xml } = await this.diagram.saveXML({ format: true });
    return xml ?? '';
  }

  /** Gives the engine what is drawn at once; else it hears of it with the next frame. */
  async tell(): Promise<void> {
    while (this.#told !== this.#state) {
      this.#cancel();
      this.#told = this.#state;
      this.#telling = this.#push();
      await this.#telling;
    }
    await this.#telling;
  }

  /** Whether an element of that id is drawn here. */
  has(element: string | null | undefined): element is string {
    return typeof element === 'string' && this.registry.get(element) !== undefined;
  }

  /**
   * Whether an element of a process is drawn here. Two files may use the same id, so the process decides where it is
   * known.
   */
  shows(element: string, process: string): boolean {
    const file = this.#session?.fileOf(process);
    return (file === undefined || file === this.file) && this.has(element);
  }

  /** The run, if this diagram has a part in it: its process, or one that it called. */
  get view(): RunView | undefined {
    const view = this.#session?.view;
    const here = (process: string) => this.#session?.fileOf(process) === this.file;
    return view && (here(view.info.process) || view.states.elements.some(({ process }) => here(process)))
      ? view
      : undefined;
  }

  /** Selects an element and brings it into view, whatever plane it is on. */
  reveal(element: string): boolean {
    const shape = this.registry.get(element) as Element | undefined;
    if (!shape) return false;
    const root = this.canvas.findRoot(shape);
    if (root && root !== this.canvas.getRootElement()) this.canvas.setRootElement(root);
    this.canvas.scrollToElement(shape, 80);
    this.injector.get<{ select(element: Element): void }>('selection', false)?.select(shape);
    return true;
  }

  #bind(session: Session): void {
    this.#session = session;
    const ends = [
      session.on('problems', (problems) => this.#fireProblems(problems)),
      session.on('run', (view) => this.#fireRun(view)),
      session.on('busy', (busy) => this.#fire('busy', { busy })),
      session.on('following', (following) => this.#fire('following', { following })),
      session.on('breakpoints', (breakpoints) => this.#fire('breakpoints.changed', { breakpoints })),
      session.on('tests', (tests) => this.#fire('tests.changed', { tests })),
      session.on('difference', (difference) => this.#fire('difference.changed', { difference })),
      session.on('rebind', (blocked) => this.#fire('rebind', { blocked })),
      session.on('failed', (error) => this.#fire('failed', { error })),
      session.asksFirst(() => this.tell()),
    ];
    this.eventBus.on('diagram.destroy', () => {
      for (const end of ends) end();
    });
    this.#fire('ready', { session });
    this.#fireProblems(session.problems);
    this.#fireRun(session.view);
    this.#schedule();
  }

  /**
   * At most one text per frame, however many commands a gesture consists of. It is written when the frame is on the
   * screen, in a task of its own: a large diagram takes as long to write as to paint.
   */
  #schedule(): void {
    this.#cancel();
    this.#state += 1;
    this.#frame = requestAnimationFrame(() => {
      this.#timer = setTimeout(() => void this.tell());
    });
  }

  #cancel(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
  }

  async #push(): Promise<void> {
    if (!this.#drawn) return;
    const state = this.#state;
    const text = await this.save();
    // The newer state is about to be written, and none of a diagram that is gone.
    if (state !== this.#state || !this.#drawn) return;
    this.#clean = text === this.#opened;
    if (text !== this.#text) this.#fire('text.changed', { text, clean: this.#clean });
    this.#text = text;
    try {
      await this.#session?.put(this.file, text);
    } catch (error) {
      this.#fire('failed', { error });
    }
  }

  /** `signalbox.problems.changed`: all problems, and the elements of this diagram that have some. */
  #fireProblems(problems: readonly Diagnostic[]): void {
    const here = problems.filter((problem) => problem.file === this.file);
    this.#fire('problems.changed', { problems, elements: this.#elements(here.map(({ element }) => element)) });
  }

  /** `signalbox.run.changed`: how the run stands, and the elements of this diagram that it touched. */
  #fireRun(view: RunView | undefined): void {
    const touched = (view?.states.elements ?? []).filter(({ element, process }) => this.shows(element, process));
    this.#fire('run.changed', { view, elements: this.#elements(touched.map(({ element }) => element)) });
  }

  #elements(ids: readonly (string | null)[]): Element[] {
    const found = [...new Set(ids)].map((id) => (id === null ? undefined : this.registry.get(id)));
    return found.filter((element) => element !== undefined) as Element[];
  }

  #fire(name: string, payload: object): void {
    this.eventBus.fire(`signalbox.${name}`, payload);
  }
}
