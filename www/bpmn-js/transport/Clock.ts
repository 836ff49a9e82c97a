/** The run's virtual clock: what time it is in the run, and the ways to let time pass. */
import type Binding from '../binding/Binding.js';
import type { RunView } from '../session/RunView.js';
import { button, element, icon } from '../util/dom.js';
import { ICONS } from '../util/icons.js';

const MINUTE = 60_000;
const JUMPS: readonly [string, number][] = [
  ['+1 min', MINUTE],
  ['+1 h', 60 * MINUTE],
  ['+1 day', 1440 * MINUTE],
];

export class Clock {
  readonly element = element('details', 'sb-clock');
  readonly #time = element('span', 'sb-clock__time');
  readonly #next: HTMLButtonElement;

  constructor(
    private readonly signalbox: Binding,
    translate: (text: string) => string,
  ) {
    const summary = element('summary', 'sb-clock__summary', icon(ICONS.clock), this.#time);
    summary.title = translate('Clock of the run: let time pass');
    const menu = element('div', 'sb-clock__menu');
    for (const [label, by] of JUMPS) {
      menu.append(
        button('sb-button', translate(label), () => void this.signalbox.session?.run?.advance(by), translate(label)),
      );
    }
    this.#next = button('sb-button', translate('Next timer'), () => this.#toNext(), translate('Next timer'));
    menu.append(this.#next);
    this.element.append(summary, menu);
    this.element.addEventListener('focusout', ({ relatedTarget }) => {
      if (!this.element.contains(relatedTarget as Node | null)) this.element.open = false;
    });
  }

  draw(view: RunView | undefined): void {
    this.element.hidden = view === undefined;
    if (!view) return;
    const now = new Date(view.info.now);
    this.#time.textContent = now.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    this.#time.title = now.toLocaleString();
    this.#next.disabled = this.#due(view) === undefined;
  }

  #due(view: RunView): number | undefined {
    const times = view.waiting.flatMap((waiting) => (typeof waiting.due === 'number' ? [waiting.due] : []));
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  #toNext(): void {
    const view = this.signalbox.session?.view;
    const due = view && this.#due(view);
    if (view && due !== undefined) void this.signalbox.session?.run?.advance(Math.max(due - view.info.now, 0));
  }
}
