/** The bar that floats on the canvas: start, step, run, back, forward, the slider over the history, and the clock. */

import type Canvas from 'diagram-js/lib/core/Canvas';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Binding from '../binding/Binding.js';
import type { RunView } from '../session/RunView.js';
import type Start from '../start/Start.js';
import { button, element, icon } from '../util/dom.js';
import { ICONS } from '../util/icons.js';
import { Clock } from './Clock.js';

const STATUS: Record<string, string> = {
  running: 'Ready',
  waiting: 'Waiting',
  completed: 'Done',
  terminated: 'Ended',
  suspended: 'Held',
  incident: 'Failed',
};

export default class Transport {
  static $inject = ['signalbox', 'signalboxStart', 'eventBus', 'canvas', 'translate'];
  readonly #bar = element('div', 'sb-transport');
  readonly #band = element('div', 'sb-past');
  readonly #status = element('span', 'sb-transport__status');
  readonly #place = element('span', 'sb-transport__place');
  readonly #slider = element('input', 'sb-transport__slider');
  readonly #clock: Clock;
  #buttons: Record<string, HTMLButtonElement> = {};
  #view: RunView | undefined;
  #busy = false;
  /** A start that is to run on: whoever presses again meanwhile does not run past the first breakpoint. */
  #starting: Promise<void> | undefined;

  constructor(
    private readonly signalbox: Binding,
    private readonly start: Start,
    eventBus: EventBus,
    canvas: Canvas,
    private readonly translate: (text: string) => string,
  ) {
    this.#clock = new Clock(signalbox, translate);
    this.#build();
    for (const part of [this.#bar, this.#band]) {
      for (const type of ['mousedown', 'wheel', 'dblclick', 'click'])
        part.addEventListener(type, (event) => event.stopPropagation());
      canvas.getContainer().append(part);
    }
    eventBus.on('signalbox.run.changed', () => this.#draw(this.#busy));
    eventBus.on('signalbox.busy', ({ busy }: { busy: boolean }) => this.#draw(busy));
    eventBus.on('signalbox.problems.changed', () => this.#draw(this.#busy));
    eventBus.on('signalbox.following', () => this.#draw(this.#busy));
    this.#draw(false);
  }

  /** Runs on, or stops when it is running on; starts a run when there is none. */
  toggle(): void {
    const run = this.#view && this.signalbox.session?.run;
    if (!run) this.#starting ??= this.#startAndRun();
    else if (run.running) run.stop();
    else void run.continue();
  }

  async #startAndRun(): Promise<void> {
    await this.start.start();
    this.#starting = undefined;
    await this.signalbox.session?.run?.continue();
  }

  /** Runs one element; starts a run when there is none. */
  step(): void {
    const run = this.#view && this.signalbox.session?.run;
    void (run ? run.step() : this.start.start());
  }

  #build(): void {
    const run = () => this.signalbox.session?.run;
    const session = () => this.signalbox.session;
    this.#bar.setAttribute('role', 'toolbar');
    this.#bar.setAttribute('aria-label', this.translate('Simulation'));
    this.#band.setAttribute('role', 'status');
    this.#band.hidden = true;
    this.#status.setAttribute('aria-live', 'polite');
    this.#add('start', 'Start a run (F5)', ICONS.play, () => void this.start.start(), 'Start');
    this.#add('options', 'Start with data, process and start event …', ICONS.options, () => this.start.ask());
    this.#add('restart', 'Restart with the same data', ICONS.restart, () => void session()?.restart());
    this.#add('back', 'Step back (Shift+F10)', ICONS.back, () => void run()?.back());
    this.#add('step', 'Step (F10)', ICONS.step, () => this.step(), 'Step');
    this.#add('run', 'Run until someone is needed (F5)', ICONS.play, () => this.toggle(), 'Run');
    this.#add('forward', 'Step forward in the history', ICONS.forward, () => void run()?.forward());
    this.#slide();
    this.#bar.append(this.#slider, this.#place, this.#status, this.#clock.element);
    this.#add('end', 'Put the run away (Shift+F5)', ICONS.end, () => void session()?.end());
  }

  #add(name: string, label: string, path: string, act: () => void, text?: string): void {
    const made = button(`sb-transport__button sb-transport__button--${name}`, this.translate(label), act, icon(path));
    if (text) made.append(element('span', 'sb-transport__text', this.translate(text)));
    this.#buttons[name] = made;
    this.#bar.append(made);
  }

  #slide(): void {
    this.#slider.type = 'range';
    this.#slider.min = '0';
    this.#slider.setAttribute('aria-label', this.translate('History'));
    this.#slider.addEventListener('input', () => {
      const position = this.#view?.stops[Number(this.#slider.value)];
      if (position !== undefined) void this.signalbox.session?.run?.checkout(position);
    });
  }

  #draw(busy: boolean): void {
    const { view } = this.signalbox;
    this.#view = view;
    this.#busy = busy;
    const { start, options, restart, back, step, run, forward, end } = this.#buttons;
    const startable = this.start.choices().length > 0;
    for (const idle of [start, options])
      if (idle) {
        idle.hidden = view !== undefined;
        idle.disabled = !startable;
      }
    for (const live of [restart, back, step, run, forward, end]) if (live) live.hidden = view === undefined;
    this.#slider.hidden = this.#place.hidden = this.#status.hidden = view === undefined;
    this.#clock.draw(view);
    this.#band.hidden = !view?.info.past;
    if (view) this.#drawRun(view, busy);
  }

  #drawRun(view: RunView, busy: boolean): void {
    const { back, step, run, forward } = this.#buttons;
    const { stops, info } = view;
    const at = stops.findLastIndex((stop) => stop <= info.position);
    const running = this.signalbox.session?.run?.running ?? false;
    const over = info.status === 'completed' || info.status === 'terminated';
    if (back) back.disabled = at <= 0;
    if (forward) forward.disabled = !info.past;
    if (step) step.disabled = !info.past && (over || busy);
    if (run) {
      run.disabled = over && !info.past;
      run.replaceChildren(
        icon(running ? ICONS.stop : ICONS.play),
        element('span', 'sb-transport__text', this.translate(running ? 'Stop' : 'Run')),
      );
    }
    if (document.activeElement !== this.#slider || !busy) this.#slider.value = String(at);
    this.#slider.max = String(Math.max(stops.length - 1, 0));
    this.#slider.value = String(at);
    this.#place.textContent = `${at + 1} / ${stops.length}`;
    this.#status.textContent = this.translate(info.past ? 'Past' : (STATUS[info.status] ?? info.status));
    this.#status.dataset.status = info.past ? 'past' : info.status;
    this.#band.textContent = this.translate('You are looking at the past. Acting here begins a new branch.');
  }
}
