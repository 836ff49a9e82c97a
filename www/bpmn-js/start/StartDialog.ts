/** Starts a process of the diagram: at once when there is one obvious way, else after asking for process, start and data. */
import type Canvas from 'diagram-js/lib/core/Canvas';
import type Binding from '../binding/Binding.js';
import type { ProcessInfo } from '../session/types.js';
import { button, element } from '../util/dom.js';
import { parseObject } from './data.js';

export default class StartDialog {
  static $inject = ['signalbox', 'canvas', 'translate'];
  /** The data last used, offered again. */
  #data = '{}';

  constructor(
    private readonly signalbox: Binding,
    private readonly canvas: Canvas,
    private readonly translate: (text: string) => string,
  ) {}

  /** The processes of this diagram that can be started; executable ones first. */
  processes(): ProcessInfo[] {
    const here = (this.signalbox.session?.processes ?? []).filter((process) => process.file === this.signalbox.file);
    return here.sort((a, b) => Number(b.executable ?? false) - Number(a.executable ?? false));
  }

  /** Starts the first process with the data last used. Asks where the diagram leaves a choice of start events. */
  async start(): Promise<void> {
    const [process] = this.processes();
    if (!process) return;
    if (process.starts.length > 1 && !process.starts.some((start) => start.trigger === 'none')) return this.ask();
    await this.signalbox.session?.start({ process: process.id, data: parseObject(this.#data).value ?? {} });
  }

  /** Asks with what to start. */
  ask(): void {
    const processes = this.processes();
    const process = select(processes.map((known) => [known.id, known.name || known.id]));
    const start = element('select', 'sb-input');
    const data = element('textarea', 'sb-input sb-input--code');
    const error = element('p', 'sb-dialog__error');
    error.setAttribute('role', 'alert');
    data.rows = 8;
    data.value = this.#data;
    const fill = () => start.replaceChildren(...startChoices(processes.find((known) => known.id === process.value)));
    const startField = field(this.translate('Start event'), start);
    const choose = () => {
      fill();
      startField.hidden = start.options.length < 2;
    };
    process.addEventListener('change', choose);
    choose();
    const processField = field(this.translate('Process'), process);
    processField.hidden = processes.length < 2;
    const title = element('h2', 'sb-dialog__title', this.translate('Start a run'));
    const form = element(
      'form',
      'sb-dialog__form',
      title,
      processField,
      startField,
      field(this.translate('Data (JSON)'), data),
      error,
    );
    this.#open(form, async () => {
      const { value, problem } = parseObject(data.value);
      error.textContent = problem ?? '';
      if (!value) return false;
      this.#data = data.value;
      const startEvent = start.value || undefined;
      await this.signalbox.session?.start({
        process: process.value,
        data: value,
        ...(startEvent ? { startEvent } : {}),
      });
      return true;
    });
  }

  #open(form: HTMLFormElement, act: () => Promise<boolean>): void {
    const dialog = element('dialog', 'sb-dialog', form);
    const cancel = button('sb-button', this.translate('Cancel'), () => dialog.close(), this.translate('Cancel'));
    const start = element('button', 'sb-button sb-button--primary', this.translate('Start'));
    form.append(element('div', 'sb-dialog__actions', cancel, start));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void act().then((done) => {
        if (done) dialog.close();
      });
    });
    form.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    dialog.addEventListener('close', () => dialog.remove());
    this.canvas.getContainer().append(dialog);
    dialog.showModal();
  }
}

function startChoices(process: ProcessInfo | undefined): HTMLOptionElement[] {
  return (process?.starts ?? []).map(
    (start) =>
      new Option(`${start.name || start.id}${start.trigger === 'none' ? '' : ` (${start.trigger})`}`, start.id),
  );
}

function select(choices: [string, string][]): HTMLSelectElement {
  const made = element('select', 'sb-input');
  made.append(...choices.map(([value, label]) => new Option(label, value)));
  return made;
}

function field(label: string, input: HTMLElement): HTMLElement {
  return element('label', 'sb-field', element('span', 'sb-field__label', label), input);
}
