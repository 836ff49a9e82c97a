/** Breakpoints as red octagons on the canvas. */
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Overlays from 'diagram-js/lib/features/overlays/Overlays';
import type Binding from '../binding/Binding.js';
import { button, icon } from '../util/dom.js';
import { ICONS } from '../util/icons.js';

const OVERLAY = 'signalbox-breakpoint';

export default class Breakpoints {
  static $inject = ['signalbox', 'eventBus', 'overlays', 'translate'];

  constructor(
    private readonly signalbox: Binding,
    eventBus: EventBus,
    private readonly overlays: Overlays,
    private readonly translate: (text: string) => string,
  ) {
    eventBus.on(['signalbox.breakpoints.changed', 'import.done'], () => this.#show());
  }

  /** Sets or removes the breakpoint of an element. */
  toggle(element: string): void {
    this.signalbox.session?.toggleBreakpoint(element);
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
