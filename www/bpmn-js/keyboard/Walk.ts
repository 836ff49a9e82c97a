/** From element to element without a mouse: PageDown selects the next one, PageUp the one before, and it is said which. */
import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type Keyboard from 'diagram-js/lib/features/keyboard/Keyboard';
import type Selection from 'diagram-js/lib/features/selection/Selection';
import type { Shape } from 'diagram-js/lib/model/Types';
import { element } from '../util/dom.js';

interface Drawn extends Shape {
  type?: string;
  businessObject?: { name?: string };
}

export default class Walk {
  static $inject = ['canvas', 'elementRegistry', 'keyboard', 'selection'];
  readonly #said = element('div', 'sb-said');

  constructor(
    private readonly canvas: Canvas,
    private readonly elements: ElementRegistry,
    keyboard: Keyboard,
    private readonly selection: Selection,
  ) {
    this.#said.setAttribute('role', 'status');
    canvas.getContainer().append(this.#said);
    keyboard.addListener(1500, ({ keyEvent }: { keyEvent: KeyboardEvent }) => {
      const step = keyEvent.key === 'PageDown' ? 1 : keyEvent.key === 'PageUp' ? -1 : 0;
      if (step === 0) return undefined;
      this.#go(step);
      return true;
    });
  }

  #go(step: number): void {
    const all = this.#shapes();
    const at = all.findIndex((shape) => this.selection.isSelected(shape));
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length];
    if (!next) return;
    this.selection.select(next);
    this.canvas.scrollToElement(next, 60);
    const kind = (next.type ?? '')
      .replace('bpmn:', '')
      .replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    this.#said.textContent = `${kind} ${next.businessObject?.name ?? next.id}`;
  }

  /** The shapes of the level that is shown, from left to right. */
  #shapes(): Drawn[] {
    const root = this.canvas.getRootElement();
    const isShown = (shape: Drawn) =>
      shape.x !== undefined && shape.type !== 'label' && this.canvas.findRoot(shape) === root;
    return (this.elements.filter((shape) => isShown(shape as Drawn)) as Drawn[]).sort((a, b) => a.x - b.x || a.y - b.y);
  }
}
