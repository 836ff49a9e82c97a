/** Asks with what to start a run: which process, which start event, which data. */

import type Canvas from 'diagram-js/lib/core/Canvas';
import type { ExpectedVariable, JsonSchema } from 'signalbox';
import type { StartRequest } from '../session/Session.js';
import { button, element } from '../util/dom.js';
import { type Choice, eventOf } from './choices.js';
import { parseObject } from './data.js';

type Translate = (text: string) => string;
type Act = (request: StartRequest, text: string, chosen: string) => void;

export class StartDialog {
  readonly #what: HTMLSelectElement;
  readonly #start = element('select', 'sb-input');
  readonly #data = element('textarea', 'sb-input sb-input--code');
  readonly #payload = element('textarea', 'sb-input sb-input--code');
  readonly #who = element('p', 'sb-dialog__hint');
  readonly #reads = element('p', 'sb-dialog__hint');
  readonly #error = element('p', 'sb-dialog__error');
  /** How often somebody typed into the data. */
  #typed = 0;
  /** The payload as it was last offered. */
  #examplePayload = '{}';
  /** The data before and after the last examples were added. */
  #offered: { without: string; with: string } | undefined;

  constructor(
    private readonly choices: readonly Choice[],
    /** What whoever starts a choice is to give. */
    private readonly expected: (choice: Choice) => Promise<readonly ExpectedVariable[]>,
    /** What the payload of the event is to hold that a start event waits for. */
    private readonly payload: (start: string) => Promise<JsonSchema>,
    private readonly translate: Translate,
  ) {
    this.#what = element('select', 'sb-input');
    this.#what.append(...choices.map(({ label }, index) => new Option(label, String(index))));
    this.#error.setAttribute('role', 'alert');
    this.#data.rows = 8;
    this.#data.addEventListener('input', () => {
      this.#typed += 1;
    });
    this.#payload.rows = 4;
    this.#payload.value = this.#examplePayload;
  }

  /** Opens the dialog on a canvas, with the data and the choice last used. */
  open(canvas: Canvas, data: string, chosen: string | undefined, act: Act): void {
    this.#data.value = data;
    this.#what.value = String(
      Math.max(
        0,
        this.choices.findIndex(({ label }) => label === chosen),
      ),
    );
    const form = this.#form();
    const dialog = element('dialog', 'sb-dialog', form);
    const cancel = button('sb-button', this.translate('Cancel'), () => dialog.close(), this.translate('Cancel'));
    const start = element('button', 'sb-button sb-button--primary', this.translate('Start'));
    form.append(element('div', 'sb-dialog__actions', cancel, start));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#submit(act)) dialog.close();
    });
    dialog.addEventListener('close', () => dialog.remove());
    canvas.getContainer().append(dialog);
    dialog.showModal();
  }

  #form(): HTMLFormElement {
    const what = field(this.translate('Process or collaboration'), this.#what);
    const payload = field(this.translate('Payload of its event (JSON)'), this.#payload);
    const start = field(this.translate('Start event'), this.#start);
    what.hidden = this.choices.length < 2;
    const chooseStart = () => {
      payload.hidden = this.#event() === undefined;
      void this.#offerPayload();
    };
    const choose = () => {
      this.#start.replaceChildren(...this.#starts());
      start.hidden = this.#start.options.length < 2;
      const together = this.#choice()?.participants ?? [];
      this.#who.hidden = together.length === 0;
      this.#who.textContent = `${this.translate('Run together:')} ${together.join(', ')}`;
      chooseStart();
      void this.#tellExpected();
    };
    this.#what.addEventListener('change', choose);
    this.#start.addEventListener('change', chooseStart);
    choose();
    const title = element('h2', 'sb-dialog__title', this.translate('Start a run'));
    const data = field(this.translate('Data (JSON)'), this.#data);
    const form = element(
      'form',
      'sb-dialog__form',
      title,
      what,
      this.#who,
      start,
      payload,
      this.#reads,
      data,
      this.#error,
    );
    form.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    return form;
  }

  /** Asks what the process reads and nobody in it sets, names it, and adds examples of it to the data. */
  async #tellExpected(): Promise<void> {
    const choice = this.#choice();
    this.#reads.hidden = true;
    if (!choice) return;
    const typed = this.#typed;
    this.#data.setAttribute('aria-busy', 'true');
    this.#reads.textContent = this.translate('Looking for what the process reads …');
    this.#reads.hidden = false;
    const examples = await examplesOf(await this.expected(choice));
    if (choice !== this.#choice()) return;
    this.#tellRead(Object.keys(examples));
    // What was typed meanwhile stays as it is.
    if (this.#typed === typed) this.#offer(examples);
    this.#data.removeAttribute('aria-busy');
  }

  #tellRead(names: readonly string[]): void {
    this.#reads.textContent = `${this.translate('Read by the process and set by nobody in it:')} ${names.join(', ')}`;
    this.#reads.hidden = names.length === 0;
  }

  /** Adds the examples that the data does not have; those of another choice that nobody touched go. */
  #offer(examples: Record<string, unknown>): void {
    if (this.#data.value === this.#offered?.with) this.#data.value = this.#offered.without;
    const { value } = parseObject(this.#data.value);
    const missing = Object.keys(examples).filter((name) => value && !(name in value));
    if (missing.length === 0) return;
    const without = this.#data.value;
    this.#data.value = JSON.stringify({ ...examples, ...value }, null, 2);
    this.#offered = { without, with: this.#data.value };
  }

  /** An example of what is read of the event; what somebody typed stays. */
  async #offerPayload(): Promise<void> {
    const start = this.#start.value;
    if (!this.#event()) return;
    this.#payload.setAttribute('aria-busy', 'true');
    const { exampleOf } = await import('signalbox');
    const example = JSON.stringify(exampleOf(await this.payload(start)) ?? {}, null, 2);
    if (start !== this.#start.value) return;
    if (this.#payload.value === this.#examplePayload) this.#payload.value = this.#examplePayload = example;
    this.#payload.removeAttribute('aria-busy');
  }

  #starts(): HTMLOptionElement[] {
    const starts = this.#choice()?.starts ?? [];
    const trigger = (name: string) => (name === 'none' ? '' : ` (${this.translate(name)})`);
    return starts.map((start) => new Option(`${start.name || start.id}${trigger(start.trigger)}`, start.id));
  }

  #choice(): Choice | undefined {
    return this.choices[Number(this.#what.value)];
  }

  #event() {
    const choice = this.#choice();
    return choice && eventOf(choice, this.#start.value);
  }

  #submit(act: Act): boolean {
    const { value, problem } = parseObject(this.#data.value);
    const event = this.#event();
    const payload = event ? parseObject(this.#payload.value) : {};
    const choice = this.#choice();
    this.#error.textContent = problem ?? payload.problem ?? '';
    if (!value || !choice || (event && !payload.value)) return false;
    const startEvent = this.#start.value;
    const request = {
      what: choice.what,
      data: value,
      ...(startEvent ? { startEvent } : {}),
      ...(event ? { event: { ...event, payload: payload.value } } : {}),
    };
    act(request, this.#data.value, choice.label);
    return true;
  }
}

async function examplesOf(expected: readonly ExpectedVariable[]): Promise<Record<string, unknown>> {
  const { exampleOf } = await import('signalbox');
  return Object.fromEntries(expected.map(({ name, schema }) => [name, exampleOf(schema)]));
}

function field(label: string, input: HTMLElement): HTMLElement {
  return element('label', 'sb-field', element('span', 'sb-field__label', label), input);
}
