/** Breakpoints as red octagons on the canvas. */
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Overlays from 'diagram-js/lib/features/overlays/Overlays';
import type Binding from '../binding/Binding.js';
import { button, icon } from '../util/dom.js';
import { ICONS } from '../util/icons.js';

const OVERLAY = 'signalbox-breakpoint';

export default class Breakpoints {
  static $inject = ['signalbox', 'eventBus', 'overlays', 'translate'];
  /** Elements with a breakpoint that get another id. */
  readonly #renamed = new Map<string, string>();

  constructor(
    private readonly signalbox: Binding,
    eventBus: EventBus,
    private readonly overlays: Overlays,
    private readonly translate: (text: string) => string,
  ) {
    eventBus.on(['signalbox.breakpoints.changed', 'import.done'], () => this.#show());
    eventBus.on('element.updateId', ({ element, newId }: { element: { id: string }; newId: string }) => {
      if (this.signalbox.session?.breakpoints.includes(element.id)) this.#renamed.set(element.id, newId);
    });
    // Only when the command is done, elements are found by their new id.
    eventBus.on('elements.changed', () => this.#follow());
  }

  /** Sets or removes the breakpoint of an element. */
  toggle(element: string): void {
    this.signalbox.session?.toggleBreakpoint(element);
  }

  /** A breakpoint stays on an element that gets another id. */
  #follow(): void {
    const { session } = this.signalbox;
    if (!session || this.#renamed.size === 0) return;
    const followed = session.breakpoints.map((element) => this.#renamed.get(element) ?? element);
    this.#renamed.clear();
    session.setBreakpoints(followed);
  }

  #show(): void {
    this.overlays.remove({ type: OVERLAY });
    for (const element of this.signalbox.session?.breakpoints ?? []) {
      if (!this.signalbox.has(element)) continue;
      const html = button(
        'sb-breakpoint',
        this.translate('Breakpoint: click to remove (F9)'),
        () => this.toggle(element),
        icon(ICONS.breakpoint),
      );
      this.overlays.add(element, OVERLAY, { position: { bottom: 8, left: -8 }, html });
    }
  }
}
