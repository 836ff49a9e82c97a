/** Asks with what to start a run: which process, which start event, which data. */

import type Canvas from 'diagram-js/lib/core/Canvas';
import type { ExpectedVariable } from 'signalbox';
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

  constructor(
    private readonly choices: readonly Choice[],
    /** What whoever starts a choice is to give. */
    private readonly expected: (choice: Choice) => Promise<readonly ExpectedVariable[]>,
    private readonly translate: Translate,
  ) {
    this.#what = element('select', 'sb-input');
    this.#what.append(...choices.map(({ label }, index) => new Option(label, String(index))));
    this.#error.setAttribute('role', 'alert');
    this.#data.rows = 8;
    this.#payload.rows = 4;
    this.#payload.value = '{}';
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

  /** Names what the process reads and nobody in it sets, and adds examples of it to the data. */
  async #tellExpected(): Promise<void> {
    this.#reads.hidden = true;
    const choice = this.#choice();
    const text = this.#data.value;
    const { value } = parseObject(text);
    const expected = choice ? await this.expected(choice) : [];
    if (choice !== this.#choice() || !value || expected.length === 0) return;
    const names = expected.map(({ name }) => name).join(', ');
    this.#reads.textContent = `${this.translate('Read by the process and set by nobody in it:')} ${names}`;
    this.#reads.hidden = false;
    const examples = await examplesOf(expected.filter(({ name }) => !(name in value)));
    const untouched = this.#data.value === text;
    if (untouched && Object.keys(examples).length > 0)
      this.#data.value = JSON.stringify({ ...value, ...examples }, null, 2);
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
