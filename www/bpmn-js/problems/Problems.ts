/** Shows the diagram's problems as badges on the elements, and applies the fixes the engine offers. */
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Overlays from 'diagram-js/lib/features/overlays/Overlays';
import type { Injector } from 'didi';
import { applyEdits } from '../../engine/library/edits.js';
import type Binding from '../binding/Binding.js';
import { SEVERITIES } from '../session/severity.js';
import type { Diagnostic, Fix, Severity } from '../session/types.js';
import { button } from '../util/dom.js';
import { OverlaySet, type Wanted } from '../util/OverlaySet.js';
import { differences, FixCommand, type Fixing, type Renamed } from './fix.js';

interface CommandStack {
  register(name: string, handler: unknown): void;
  registerHandler(name: string, handler: unknown): void;
  execute(name: string, context: object): void;
}
interface Moddle {
  fromXML(xml: string): Promise<{ rootElement: unknown }>;
}

const OVERLAY = 'signalbox-problem';

export default class Problems {
  static $inject = ['signalbox', 'eventBus', 'overlays', 'injector', 'translate'];
  #problems: readonly Diagnostic[] = [];
  readonly #badges: OverlaySet;

  constructor(
    private readonly signalbox: Binding,
    private readonly eventBus: EventBus,
    overlays: Overlays,
    private readonly injector: Injector,
    private readonly translate: (text: string) => string,
  ) {
    this.#badges = new OverlaySet(overlays, OVERLAY);
    injector.get<CommandStack>('commandStack', false)?.registerHandler('signalbox.fix', FixCommand);
    eventBus.on('signalbox.problems.changed', ({ problems }: { problems: Diagnostic[] }) => this.#show(problems));
    eventBus.on('import.done', () => {
      this.#badges.forget();
      this.#show(this.signalbox.session?.problems ?? []);
    });
  }

  /** The problems of this diagram. */
  get problems(): readonly Diagnostic[] {
    return this.#problems;
  }

  /**
   * Applies a fix as one command of the diagram, so that one undo takes it back. Gives false when the change is too
   * large for that (a new element that must be drawn): then `text` of the answer is what to open instead.
   */
  async fix(fix: Fix): Promise<{ done: boolean; text: string }> {
    const text = applyEdits(this.signalbox.text, fix.edits);
    return { done: await this.rewrite(text), text };
  }

  /**
   * Makes the diagram say `text` by one command, of which `told` hears when it is taken back or done again; false when
   * that needs the text to be opened anew.
   */
  async rewrite(text: string, renamed?: Renamed & Pick<Fixing, 'told'>): Promise<boolean> {
    const moddle = this.injector.get<Moddle>('moddle');
    const bpmnjs = this.injector.get<{ getDefinitions(): unknown }>('bpmnjs');
    const { rootElement } = await moddle.fromXML(text);
    const changes = differences(bpmnjs.getDefinitions(), rootElement, renamed);
    const commands = this.injector.get<CommandStack>('commandStack', false);
    if (!changes || !commands) return false;
    commands.execute('signalbox.fix', { changes, told: renamed?.told } satisfies Fixing);
    return true;
  }

  #show(problems: readonly Diagnostic[]): void {
    this.#problems = problems.filter((problem) => problem.file === this.signalbox.file);
    const wanted = new Map<string, Wanted>();
    for (const [element, found] of this.#byElement()) wanted.set(element, this.#badge(element, found));
    this.#badges.show(wanted);
  }

  #byElement(): Map<string, Diagnostic[]> {
    const found = new Map<string, Diagnostic[]>();
    for (const problem of this.#problems) {
      if (problem.severity === 'hint' || !this.#isDrawn(problem.element)) continue;
      found.set(problem.element, [...(found.get(problem.element) ?? []), problem]);
    }
    return found;
  }

  /** A process or collaboration as a whole has no place on the canvas; its problems are in the list. */
  #isDrawn(element: string | null): element is string {
    const registry = this.injector.get<{ get(id: string): { parent?: unknown } | undefined }>('elementRegistry');
    return element !== null && registry.get(element)?.parent !== undefined && this.signalbox.has(element);
  }

  #badge(element: string, problems: Diagnostic[]): Wanted {
    const worst = SEVERITIES.find((severity) => problems.some((problem) => problem.severity === severity)) as Severity;
    const title = problems.map((problem) => problem.message).join('\n');
    const make = () => {
      const html = button(`sb-badge sb-badge--${worst}`, title, () => {
        this.eventBus.fire('signalbox.problem.selected', { element, problems });
      });
      html.textContent = problems.length > 1 ? String(problems.length) : worst === 'information' ? 'i' : '!';
      const count = problems.length > 1 ? `${problems.length} ` : '';
      html.setAttribute('aria-label', `${count}${this.translate('Problems')}: ${title}`);
      return { html, position: { top: -9, left: -9 }, minZoom: 0.4 };
    };
    // Whoever hears of the click gets the problems themselves, so that the same words are another badge in another place.
    return { key: JSON.stringify(problems), make };
  }
}
