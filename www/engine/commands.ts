/** The one way into the engine for a run: commands change it, are noted in its journal and told to who listens. */
import type { RunInfo, Update } from './contract/types.js';
import type { Core } from './core.js';
import type { Emitter } from './emitter.js';
import type { Journal } from './journal.js';
import { type ProcessModelOptions, systemErrorMessage } from './library/process-model.js';
import type { RunEvents } from './run-options.js';
import { externalEvent, type SentEvent } from './sent-event.js';
import type { Clock } from './time/clock.js';
import type { Value } from './value.js';

/** What belongs to a run beside its state. */
export interface RunParts {
  core: Core;
  /** The run's number in the engine. */
  id: number;
  clock: Clock;
  emitter: Emitter<RunEvents>;
  journal: Journal | undefined;
  model: ProcessModelOptions | undefined;
}

export class Commands {
  readonly #run: RunParts;
  readonly #changed: (run: RunInfo) => void;
  /** How the run stood after the last command. */
  info: RunInfo;

  /** `changed` is called after every command, when everybody who listens has been told. */
  constructor(run: RunParts, info: RunInfo, changed: (run: RunInfo) => void) {
    this.#run = run;
    this.#changed = changed;
    this.info = info;
  }

  /** The time that a command takes place at, where the run's clock has its own. */
  now(): { now?: number } {
    return this.#run.clock.now(this.info.now);
  }

  /** Asks the engine; nothing is noted and nobody told. */
  query<Result = Value>(method: string, args: object = {}): Result {
    return this.#run.core.call(`run.${method}`, { run: this.#run.id, ...args });
  }

  /** Carries a command out. One that is not `noted` follows from an answer that the journal has. */
  command(method: string, args: object = {}, noted = true): Update {
    const from = this.info.length;
    const update = this.query<Update>(method, args);
    if (noted) this.#run.journal?.act(method, args, from, update.run);
    return this.#answerFailures(this.tell(update));
  }

  /** Tells what a command did. */
  tell(update: Update): Update {
    const { emitter } = this.#run;
    this.info = update.run;
    if (update.events.length > 0) emitter.emit('events', update.events);
    emitter.emit('changed', update.run);
    this.#changed(update.run);
    return update;
  }

  // What the process model asks for when a task has failed: a message to somebody, and that nothing goes on.
  #answerFailures(update: Update): Update {
    const { notify = [], onError } = this.#run.model ?? {};
    if (notify.length === 0 && onError !== 'suspend') return update;
    const failed = update.events.filter(({ type }) => type === 'incidentRaised');
    if (failed.length === 0 || update.run.past) return update;
    const told = notify.length > 0 ? failed.map((incident) => this.#send(systemErrorMessage(incident, notify))) : [];
    const held = onError === 'suspend' && this.info.status !== 'suspended' ? [this.command('suspend')] : [];
    return together([update, ...told, ...held]);
  }

  #send(event: SentEvent): Update {
    return this.command('send', { event: externalEvent(event), ...this.now() });
  }
}

/** What several commands did, as if it had been one. */
export function together(updates: [Update, ...Update[]] | Update[]): Update {
  const last = updates.at(-1) as Update;
  return { events: updates.flatMap((update) => update.events), run: last.run };
}
