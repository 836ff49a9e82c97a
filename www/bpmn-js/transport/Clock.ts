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
  readonly #real: HTMLButtonElement;
  #ticking: ReturnType<typeof setInterval> | undefined;

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
    this.#next = button(
      'sb-button',
      translate('Next timer'),
      () => void this.signalbox.session?.run?.toNextTimer(),
      translate('Next timer'),
    );
    const real = translate('Real time');
    const follow = () => {
      const { session } = this.signalbox;
      void session?.follow(!session.following);
    };
    this.#real = button('sb-button', translate('Real time: go on whenever a timer is due'), follow, real);
    menu.append(this.#next, this.#real);
    this.element.append(summary, menu);
    this.element.addEventListener('focusout', ({ relatedTarget }) => {
      if (!this.element.contains(relatedTarget as Node | null)) this.element.open = false;
    });
  }

  draw(view: RunView | undefined): void {
    this.element.hidden = view === undefined;
    clearInterval(this.#ticking);
    if (!view) return;
    const following = this.signalbox.session?.following ?? false;
    this.#next.disabled = view.info.due === null;
    this.#real.setAttribute('aria-pressed', String(following));
    this.element.classList.toggle('is-following', following);
    const moves = following && view.clock.real;
    const time = () => this.#show(moves ? view.clock.now + (Date.now() - view.clock.at) : view.info.now, moves);
    if (moves) this.#ticking = setInterval(time, 1000);
    time();
  }

  #show(now: number, seconds: boolean): void {
    const time = new Date(now);
    const digits = '2-digit';
    this.#time.textContent = time.toLocaleTimeString([], {
      hour: 'numeric',
      minute: digits,
      ...(seconds && { second: digits }),
    });
    this.#time.title = time.toLocaleString();
  }
}
