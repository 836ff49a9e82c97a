/** Starts what the diagram shows: at once when there is one obvious way, else after asking. */
import type Canvas from 'diagram-js/lib/core/Canvas';
import type Binding from '../binding/Binding.js';
import { type Choice, choicesOf } from './choices.js';
import { parseObject } from './data.js';
import { StartDialog } from './StartDialog.js';

export default class Start {
  static $inject = ['signalbox', 'canvas', 'translate'];
  /** The data last used, offered again. */
  #data = '{}';
  /** What was chosen last: it is started again without asking. */
  #chosen: string | undefined;

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

  /** Starts the first choice with the data last used; asks where only triggered start events are to choose from. */
  async start(): Promise<void> {
    const choices = this.choices();
    const choice = choices.find(({ label }) => label === this.#chosen) ?? choices[0];
    if (!choice) return;
    if (choice.starts.length > 1 && !choice.starts.some((start) => start.trigger === 'none')) return this.ask();
    await this.signalbox.session?.start({ what: choice.what, data: parseObject(this.#data).value ?? {} });
  }

  /** Asks with what to start. */
  ask(): void {
    new StartDialog(this.choices(), this.translate).open(
      this.canvas,
      this.#data,
      this.#chosen,
      (request, text, chosen) => {
        this.#data = text;
        this.#chosen = chosen;
        void this.signalbox.session?.start(request);
      },
    );
  }
}
