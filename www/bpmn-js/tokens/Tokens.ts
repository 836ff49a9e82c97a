/** Draws tokens as small discs with a count, ticks on what is done, and how often a flow was taken while it is pointed at. */

import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Overlays from 'diagram-js/lib/features/overlays/Overlays';
import type { Element } from 'diagram-js/lib/model/Types';
import type Binding from '../binding/Binding.js';
import type { RunView } from '../session/RunView.js';
import type { ElementState, FlowState } from '../session/types.js';
import { element } from '../util/dom.js';
import { middle } from './middle.js';

const TOKENS = 'signalbox-token';
const TAKEN = 'signalbox-taken';

/** Told by shape too: the sign inside a token whose colour cannot be seen. */
const SIGNS = { ready: '', started: '…', waiting: '', error: '!' } as const;

export default class Tokens {
  static $inject = ['signalbox', 'eventBus', 'overlays', 'elementRegistry', 'translate'];

  constructor(
    private readonly signalbox: Binding,
    eventBus: EventBus,
    private readonly overlays: Overlays,
    private readonly registry: ElementRegistry,
    private readonly translate: (text: string, values?: object) => string,
  ) {
    eventBus.on('signalbox.run.changed', ({ view }: { view?: RunView }) => this.#show(view));
    eventBus.on('import.done', () => this.#show(this.signalbox.session?.view));
    eventBus.on('element.hover', ({ element }: { element: Element }) => this.#point(element));
    eventBus.on('element.out', () => void this.overlays.remove({ type: TAKEN }));
  }

  #show(view: RunView | undefined): void {
    this.overlays.remove({ type: TOKENS });
    for (const counts of view?.states.elements ?? []) {
      if (this.signalbox.shows(counts.element, counts.process)) this.#element(counts);
    }
    for (const flow of view?.states.flows ?? []) {
      if (flow.tokens > 0 && this.signalbox.shows(flow.flow, flow.process)) this.#flow(flow);
    }
  }

  #element(counts: ElementState): void {
    const discs = (['error', 'ready', 'started', 'waiting'] as const)
      .filter((state) => counts[state] > 0)
      .map((state) => disc(state, counts[state] > 1 ? String(counts[state]) : SIGNS[state], this.translate(state)));
    if (discs.length === 0 && counts.completed > 0) {
      const text = counts.completed > 1 ? `✓ ${counts.completed}` : '✓';
      discs.push(disc('completed', text, this.translate('completed {count} times', { count: counts.completed })));
    }
    if (discs.length === 0 && counts.cancelled > 0) discs.push(disc('cancelled', '✕', this.translate('cancelled')));
    const html = element('div', 'sb-tokens', ...discs);
    const shape = this.registry.get(counts.element) as Element & { width?: number };
    if (shape.width === undefined) return;
    this.overlays.add(counts.element, TOKENS, { position: { top: -10, left: shape.width - 12 }, html });
  }

  #flow(flow: FlowState): void {
    const html = disc('waiting', flow.tokens > 1 ? String(flow.tokens) : '', this.translate('waits at the join'));
    this.#onFlow(flow.flow, TOKENS, html);
  }

  #point(pointed: Element): void {
    const flow = this.signalbox.session?.view?.states.flows.find(
      (taken) => taken.flow === pointed.id && this.signalbox.shows(taken.flow, taken.process),
    );
    if (!flow || flow.taken === 0) return;
    this.overlays.remove({ type: TAKEN });
    this.#onFlow(flow.flow, TAKEN, element('div', 'sb-count', `${flow.taken} ×`));
  }

  #onFlow(flow: string, type: string, html: HTMLElement): void {
    const place = middle(this.registry.get(flow) as Element);
    if (place) this.overlays.add(flow, type, { position: { left: place.x - 9, top: place.y - 9 }, html });
  }
}

function disc(state: string, text: string, title: string): HTMLElement {
  const made = element('span', `sb-token sb-token--${state}`, text);
  made.title = title;
  return made;
}
