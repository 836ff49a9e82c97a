/** Draws tokens as small discs with a count, ticks on what is done, and how often a flow was taken while it is pointed at. */

import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Overlays from 'diagram-js/lib/features/overlays/Overlays';
import type { Element } from 'diagram-js/lib/model/Types';
import type Binding from '../binding/Binding.js';
import type { RunView } from '../session/RunView.js';
import type { ElementState, FlowState } from '../session/types.js';
import { element } from '../util/dom.js';
import { OverlaySet, type Wanted } from '../util/OverlaySet.js';
import { middle } from './middle.js';

const TOKENS = 'signalbox-token';
const TAKEN = 'signalbox-taken';

/** Told by shape too: the sign inside a token whose colour cannot be seen. */
const SIGNS = { ready: '', started: '…', waiting: '', error: '!' } as const;

export default class Tokens {
  static $inject = ['signalbox', 'eventBus', 'overlays', 'elementRegistry', 'translate'];

  readonly #tokens: OverlaySet;

  constructor(
    private readonly signalbox: Binding,
    eventBus: EventBus,
    private readonly overlays: Overlays,
    private readonly registry: ElementRegistry,
    private readonly translate: (text: string, values?: object) => string,
  ) {
    this.#tokens = new OverlaySet(overlays, TOKENS);
    eventBus.on('signalbox.run.changed', ({ view }: { view?: RunView }) => this.#show(view));
    eventBus.on('import.done', () => {
      this.#tokens.forget();
      this.#show(this.signalbox.session?.view);
    });
    eventBus.on('element.hover', ({ element }: { element: Element }) => this.#point(element));
    eventBus.on('element.out', () => void this.overlays.remove({ type: TAKEN }));
  }

  #show(view: RunView | undefined): void {
    const wanted = new Map<string, Wanted>();
    for (const counts of view?.states.elements ?? []) {
      if (this.signalbox.shows(counts.element, counts.process)) this.#element(counts, wanted);
    }
    for (const flow of view?.states.flows ?? []) {
      if (flow.tokens > 0 && this.signalbox.shows(flow.flow, flow.process)) this.#flow(flow, wanted);
    }
    this.#tokens.show(wanted);
  }

  #element(counts: ElementState, wanted: Map<string, Wanted>): void {
    const shape = this.registry.get(counts.element) as Element & { width?: number };
    const { width } = shape;
    if (width === undefined) return;
    const discs = discsOf(counts);
    if (discs.length === 0) return;
    wanted.set(counts.element, {
      key: `${width} ${discs.map(({ state, text }) => `${state} ${text}`).join()}`,
      make: () => ({
        html: element('div', 'sb-tokens', ...discs.map((told) => this.#disc(told))),
        position: { top: -10, left: width - 12 },
      }),
    });
  }

  #flow({ flow, tokens }: FlowState, wanted: Map<string, Wanted>): void {
    const place = middle(this.registry.get(flow) as Element);
    if (!place) return;
    wanted.set(flow, {
      key: `${tokens} ${place.x} ${place.y}`,
      make: () => ({
        html: disc('waiting', tokens > 1 ? String(tokens) : '', this.translate('waits at the join')),
        position: { left: place.x - 9, top: place.y - 9 },
      }),
    });
  }

  #disc({ state, text, count }: Disc): HTMLElement {
    const title = state === 'completed' ? this.translate('completed {count} times', { count }) : this.translate(state);
    return disc(state, text, title);
  }

  #point(pointed: Element): void {
    const flow = this.signalbox.session?.view?.states.flows.find(
      (taken) => taken.flow === pointed.id && this.signalbox.shows(taken.flow, taken.process),
    );
    if (!flow || flow.taken === 0) return;
    this.overlays.remove({ type: TAKEN });
    const place = middle(pointed);
    const html = element('div', 'sb-count', `${flow.taken} ×`);
    if (place) this.overlays.add(flow.flow, TAKEN, { position: { left: place.x - 9, top: place.y - 9 }, html });
  }
}

/** A disc as it is to be drawn. */
interface Disc {
  state: keyof typeof SIGNS | 'completed' | 'cancelled';
  text: string;
  count: number;
}

/** What is active is told first; what is over only where nothing is active. */
function discsOf(counts: ElementState): Disc[] {
  const active = (['error', 'ready', 'started', 'waiting'] as const)
    .filter((state) => counts[state] > 0)
    .map((state): Disc => {
      const count = counts[state];
      return { state, text: count > 1 ? String(count) : SIGNS[state], count };
    });
  if (active.length > 0) return active;
  const { completed, cancelled } = counts;
  if (completed > 0) return [{ state: 'completed', text: completed > 1 ? `✓ ${completed}` : '✓', count: completed }];
  return cancelled > 0 ? [{ state: 'cancelled', text: '✕', count: cancelled }] : [];
}

function disc(state: string, text: string, title: string): HTMLElement {
  const made = element('span', `sb-token sb-token--${state}`, text);
  made.title = title;
  return made;
}
