/** Starts what the diagram shows: at once when there is one obvious way, else after asking. */
import type Canvas from 'diagram-js/lib/core/Canvas';
import type { ExpectedVariable } from 'signalbox';
import type Binding from '../binding/Binding.js';
import type { StartRequest } from '../session/Session.js';
import { type Choice, choicesOf } from './choices.js';
import { parseObject } from './data.js';
import { StartDialog } from './StartDialog.js';

export default class Start {
  static $inject = ['signalbox', 'canvas', 'translate'];
  /** The data last used, offered again. */
  #data = '{}';
  /** What was chosen last: it is started again without asking. */
  #chosen: string | undefined;
  /** A start on its way: whoever wants another one meanwhile gets this one. */
  #starting: Promise<void> | undefined;

  constructor(
    private readonly signalbox: Binding,
    private readonly canvas: Canvas,
    private readonly translate: (text: string) => string,
  ) {}

  /** What can be started. */
  choices(): Choice[] {
    const { session, file } = this.signalbox;
    return session ? choicesOf(session, file) : [];
  }

  /**
   * Starts the first choice with the data last used. Asks where only triggered start events are to choose from, and where
   * the process reads data that nobody in it sets and that was not given before.
   */
  start(): Promise<void> {
    return this.#starting ?? this.#startOrAsk();
  }

  async #startOrAsk(): Promise<void> {
    const choices = this.choices();
    const choice = choices.find(({ label }) => label === this.#chosen) ?? choices[0];
    if (!choice) return;
    if (choice.starts.length > 1 && !choice.starts.some((start) => start.trigger === 'none')) return this.ask();
    const data = parseObject(this.#data).value ?? {};
    const missing = (await this.#expected(choice)).filter(({ name }) => !(name in data));
    if (missing.length > 0) return this.#open(choice.label);
    await this.#begin({ what: choice.what, data });
  }

  #begin(request: StartRequest): Promise<void> {
    const started = this.signalbox.session?.start(request) ?? Promise.resolve();
    this.#starting = started.finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  /** What whoever starts a choice is to give. */
  async #expected({ what }: Choice): Promise<readonly ExpectedVariable[]> {
    const process = typeof what === 'string' ? what : 'process' in what ? what.process : undefined;
    return (process && (await this.signalbox.session?.workspace.expected(process))) || [];
  }

  /** Asks with what to start. */
  ask(): void {
    this.#open(this.#chosen);
  }

  #open(chosen: string | undefined): void {
    const expected = (choice: Choice) => this.#expected(choice);
    new StartDialog(this.choices(), expected, this.translate).open(
      this.canvas,
      this.#data,
      chosen,
      (request, text, chosen) => {
        this.#data = text;
        this.#chosen = chosen;
        void this.#begin(request);
      },
    );
  }
}
