/** Starts what the diagram shows: at once when there is one obvious way, else after asking. */
import type Canvas from 'diagram-js/lib/core/Canvas';
import type { ExpectedVariable, JsonSchema } from 'signalbox';
import type Binding from '../binding/Binding.js';
import type { Session, StartRequest } from '../session/Session.js';
import type { Startable } from '../session/types.js';
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
    return this.#starting ?? this.#once(this.#startOrAsk());
  }

  async #startOrAsk(): Promise<void> {
    await this.signalbox.tell();
    const choices = this.choices();
    const choice = choices.find(({ label }) => label === this.#chosen) ?? choices[0];
    if (!choice) return;
    if (choice.starts.length > 1 && !choice.starts.some((start) => start.trigger === 'none')) return this.ask();
    const data = parseObject(this.#data).value ?? {};
    const missing = (await this.#expected(choice)).filter(({ name }) => !(name in data));
    if (missing.length > 0) return this.#open(choice.label);
    await this.#begin({ what: choice.what, data });
  }

  #once(work: Promise<void>): Promise<void> {
    const starting = work.finally(() => {
      if (this.#starting === starting) this.#starting = undefined;
    });
    this.#starting = starting;
    return starting;
  }

  async #begin(request: StartRequest): Promise<void> {
    await this.signalbox.session?.start(request);
  }

  /** What whoever starts a choice is to give. Texts in a language that is still being fetched would tell nothing. */
  async #expected({ what }: Choice): Promise<readonly ExpectedVariable[]> {
    const session = await this.#readable();
    if (!session) return [];
    const all = await Promise.all(processesOf(what, session).map((process) => session.workspace.expected(process)));
    return [...new Map(all.flat().map((variable) => [variable.name, variable])).values()];
  }

  async #payload(start: string): Promise<JsonSchema> {
    const { file } = this.signalbox;
    return (await this.#readable())?.workspace.expectedPayload(start, { file }) ?? {};
  }

  /** The session when the languages of its texts are there. That one does not come is told by the start. */
  async #readable(): Promise<Session | undefined> {
    const { session } = this.signalbox;
    await Promise.resolve(session?.workspace.ready()).catch(() => {});
    return session;
  }

  /** Asks with what to start. */
  ask(): void {
    this.#open(this.#chosen);
  }

  #open(chosen: string | undefined): void {
    const expected = (choice: Choice) => this.#expected(choice);
    const payload = (start: string) => this.#payload(start);
    new StartDialog(this.choices(), expected, payload, this.translate).open(
      this.canvas,
      this.#data,
      chosen,
      (request, text, chosen) => {
        this.#data = text;
        this.#chosen = chosen;
        void this.#once(this.#begin(request));
      },
    );
  }
}

/** The processes that a start runs. */
function processesOf(what: Startable, { collaborations }: Session): readonly string[] {
  if (typeof what === 'string') return [what];
  if ('process' in what) return [what.process];
  const together = collaborations.find(({ id }) => id === what.collaboration);
  return together?.participants.flatMap(({ process }) => process ?? []) ?? [];
}
