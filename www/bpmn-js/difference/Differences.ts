/** Marks the elements that stand otherwise than at the position that is marked: with a sign, and the difference in words. */
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Overlays from 'diagram-js/lib/features/overlays/Overlays';
import type Binding from '../binding/Binding.js';
import type { Difference } from '../session/Marked.js';
import type { Comparison } from '../session/types.js';
import { element } from '../util/dom.js';
import { OverlaySet, type Wanted } from '../util/OverlaySet.js';
import { wordsOf } from './words.js';

const OVERLAY = 'signalbox-difference';

export default class Differences {
  static $inject = ['signalbox', 'eventBus', 'overlays', 'translate'];

  readonly #signs: OverlaySet;

  constructor(
    private readonly signalbox: Binding,
    eventBus: EventBus,
    overlays: Overlays,
    private readonly translate: (text: string) => string,
  ) {
    this.#signs = new OverlaySet(overlays, OVERLAY);
    eventBus.on('signalbox.difference.changed', ({ difference }: { difference?: Difference }) =>
      this.#show(difference?.comparison),
    );
    eventBus.on('import.done', () => {
      this.#signs.forget();
      this.#show(this.signalbox.session?.difference?.comparison);
    });
  }

  #show(comparison: Comparison | undefined): void {
    const wanted = new Map<string, Wanted>();
    for (const [id, title] of this.#titles(comparison)) wanted.set(id, { key: title, make: () => sign(title) });
    this.#signs.show(wanted);
  }

  #titles(comparison: Comparison | undefined): Map<string, string> {
    const titles = new Map<string, string>();
    for (const { element: id, process, left, right } of comparison?.elements ?? [])
      if (this.signalbox.shows(id, process)) titles.set(id, `${wordsOf(left)} → ${wordsOf(right)}`);
    for (const { element: id, data } of comparison?.tasks ?? []) {
      if (!this.signalbox.has(id)) continue;
      const paths = data.map(({ path }) => path).join(', ');
      titles.set(id, [titles.get(id), `${this.translate('other data')}: ${paths}`].filter(Boolean).join('\n'));
    }
    return titles;
  }
}

function sign(title: string) {
  const html = element('div', 'sb-differs', '≠');
  html.title = title;
  html.setAttribute('role', 'img');
  html.setAttribute('aria-label', title);
  return { html, position: { bottom: 10, left: -8 }, minZoom: 0.25 };
}
