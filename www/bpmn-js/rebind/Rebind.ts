/**
 * The diagram was edited under a run. Where the run can go on, it does so silently; where not, a band on the canvas says
 * why, element by element, and offers to move the token, to keep the version before for this run, or to restart.
 */
import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Binding from '../binding/Binding.js';
import type { RebindResult } from '../session/types.js';
import { button, element } from '../util/dom.js';
import { choiceOf } from './choice.js';
import { Places } from './Places.js';

type Blocked = RebindResult['elements'][number];

/** Elements that are listed one by one; of more, the number is told. */
const LISTED = 4;

export default class Rebind {
  static $inject = ['signalbox', 'eventBus', 'canvas', 'elementRegistry', 'translate'];
  readonly #band = element('div', 'sb-rebind');
  /** Elements whose token is to be moved, with the place it goes to. */
  readonly #moves = new Map<string, string | null>();
  readonly #places: Places;
  /** Ids that elements had before they got another one, and the one they have now. */
  readonly #renamed = new Map<string, string>();
  /** What was told last; a rename is followed once for each. */
  #followed: string | undefined;

  constructor(
    private readonly signalbox: Binding,
    eventBus: EventBus,
    canvas: Canvas,
    private readonly registry: ElementRegistry,
    private readonly translate: (text: string) => string,
  ) {
    this.#places = new Places(registry, eventBus);
    this.#band.hidden = true;
    this.#band.setAttribute('role', 'status');
    for (const type of ['mousedown', 'wheel', 'dblclick', 'click'])
      this.#band.addEventListener(type, (event) => event.stopPropagation());
    canvas.getContainer().append(this.#band);
    eventBus.on('signalbox.rebind', ({ blocked }: { blocked: RebindResult | undefined }) => {
      if (!this.#follow(blocked)) this.#show(blocked);
    });
    eventBus.on('element.updateId', ({ element: shape, newId }: { element: { id: string }; newId: string }) =>
      this.#rename(shape.id, newId),
    );
  }

  #rename(from: string, to: string): void {
    for (const [first, last] of this.#renamed) if (last === from) this.#renamed.set(first, to);
    this.#renamed.set(from, to);
    this.#renamed.delete(to);
  }

  /** An element that only got another id keeps its token: nobody is asked. */
  #follow(blocked: RebindResult | undefined): boolean {
    const gone = (blocked?.elements ?? []).filter(({ change, tasks }) => change === 'removed' && tasks.length > 0);
    const moves = gone.flatMap(({ element: from }): [string, string][] => {
      const to = this.#renamed.get(from);
      return to !== undefined && this.registry.get(to) && !this.registry.get(from) ? [[from, to]] : [];
    });
    const told = JSON.stringify(moves);
    if (moves.length === 0 || told === this.#followed) {
      this.#followed = undefined;
      return false;
    }
    this.#followed = told;
    void this.signalbox.session?.rebind(Object.fromEntries(moves));
    return true;
  }

  #show(blocked: RebindResult | undefined): void {
    this.#moves.clear();
    this.#band.hidden = blocked === undefined;
    this.#band.replaceChildren();
    if (!blocked) return;
    const inTheWay = blocked.elements.filter(({ problem }) => problem?.severity === 'error');
    const title = this.translate('The run stays on the diagram before your edit:');
    this.#band.append(element('strong', 'sb-rebind__title', title));
    for (const found of inTheWay.slice(0, LISTED)) this.#band.append(this.#row(found));
    for (const problem of blocked.problems.slice(0, LISTED - inTheWay.length))
      this.#band.append(element('div', 'sb-rebind__row', problem.message));
    const more = inTheWay.length - LISTED;
    if (more > 0) this.#band.append(element('div', 'sb-rebind__row', `${more} ${this.translate('more')}`));
    this.#band.append(this.#actions());
  }

  #row(found: Blocked): HTMLElement {
    const row = element('div', 'sb-rebind__row', found.problem?.message ?? '');
    row.title = found.problem?.help ?? '';
    if (found.tasks.length > 0 && found.change !== 'same') row.append(this.#target(found));
    return row;
  }

  // What only listens beside the flow holds no token that could go anywhere.
  #target(found: Blocked): HTMLElement {
    const from = this.#places.of(found.element);
    if (from?.listens) {
      const drop = this.translate('Drop it: it only listened');
      return button('sb-rebind__button', drop, () => this.#move(found.element, null), drop);
    }
    const label = `${this.translate('Move the token of')} ${from?.name ?? found.element}`;
    const places = this.#places.beside(found.element, found.process);
    if (places.length === 0)
      return element('em', 'sb-rebind__none', this.translate('Nothing beside it takes a token.'));
    return choiceOf(places, label, this.translate('Move the token to ...'), (to) => this.#move(found.element, to));
  }

  #move(from: string, to: string | null): void {
    this.#moves.set(from, to);
    void this.signalbox.session?.rebind(Object.fromEntries(this.#moves));
  }

  #actions(): HTMLElement {
    const act = (label: string, work: () => void) =>
      button('sb-rebind__button', this.translate(label), work, this.translate(label));
    const session = () => this.signalbox.session;
    return element(
      'div',
      'sb-rebind__actions',
      act('Keep the old version for this run', () => session()?.keepVersion()),
      act('Restart the run', () => void session()?.restart()),
    );
  }
}
