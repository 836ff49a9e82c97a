/**
 * Carries messages and signals to instances. A message has one receiver: an instance that waits for it and whose correlation
 * keys fit, else a process that begins with it, else it is kept. A signal reaches everybody.
 */
import type { ExternalEvent, ProcessInfo } from '../contract/types.js';
import { SignalboxError } from '../errors.js';
import { milliseconds } from '../time/duration.js';
import type { Awaitable } from '../time/follow.js';
import { goOn, type HostedRun } from './hosted.js';
import type { Started } from './schedule.js';

/** What became of an event. */
export interface Delivery<R extends HostedRun> {
  /**
   * An instance received it, it started one, it is kept until somebody waits for it, it was not accepted, or one with its
   * `uuid` came before.
   */
  status: 'completed' | 'started' | 'kept' | 'not_accepted' | 'duplicate';
  /** Who received it, or was started. */
  runs: R[];
  /** Why nobody received it, in a sentence. */
  reason?: string;
}

/** A message that nobody has taken yet. */
export interface KeptMessage {
  event: ExternalEvent;
  /** When it came. */
  at: number;
  /** Why nobody has taken it, in a sentence. */
  reason: string;
  /** When it is given up. */
  until?: number;
}

/** How an event is sent. */
export interface SendOptions {
  /** Whether a message that nobody waits for is kept. Default: true. */
  keep?: boolean;
  /** How long it is kept, in milliseconds or as an ISO 8601 duration. Default: for ever. */
  ttl?: number | string;
  /** Names the event: a second one of that name, such as a repeated call, is not delivered. */
  uuid?: string;
}

/** What is kept of messages. */
export interface SavedPost {
  kept: Pick<KeptMessage, 'event' | 'at' | 'until'>[];
  /** Names of events that came. */
  uuids?: string[];
}

interface Surroundings<R extends HostedRun> {
  runs(): R[];
  processes(): Awaitable<ProcessInfo[]>;
  isWanted(process: string): boolean;
  start(started: Started): Promise<R>;
}

export class Post<R extends HostedRun> {
  readonly #around: Surroundings<R>;
  readonly #uuids = new Set<string>();
  #kept: KeptMessage[] = [];

  constructor(around: Surroundings<R>) {
    this.#around = around;
  }

  /** What nobody has taken so far; what is kept no longer is given up. */
  messages(now: number): KeptMessage[] {
    this.#kept = this.#kept.filter(({ until = Infinity }) => now < until);
    return this.#kept.map((kept) => ({ ...kept }));
  }

  /** Delivers an event from outside. */
  async send(event: ExternalEvent, at: number, { keep = true, ttl, uuid }: SendOptions): Promise<Delivery<R>> {
    if (uuid !== undefined) {
      if (this.#uuids.has(uuid)) return { status: 'duplicate', runs: [], reason: `An event "${uuid}" came before.` };
      this.#uuids.add(uuid);
    }
    if (event.type === 'signal') return this.#signal(event, at);
    if (event.type !== 'message') {
      throw new SignalboxError('api/invalid-option', `A schedule carries messages and signals, no ${event.type}.`, {
        help: 'Send errors and escalations to the run they belong to: run.send(...).',
      });
    }
    return this.#message(event, at, keep, ttl === undefined ? undefined : at + milliseconds(ttl, at));
  }

  /** An instance has thrown an event that nobody in it caught. Errors and escalations end there. */
  async thrown(from: R, event: ExternalEvent, at: number): Promise<void> {
    if (event.type === 'message') await this.#message(event, at, true);
    if (event.type === 'signal') await this.#signal(event, at, from);
  }

  /** Offers an instance the messages that are kept. */
  async offer(run: R, now: number): Promise<void> {
    this.messages(now);
    for (const kept of [...this.#kept]) {
      if (!(await deliver(run, kept.event))) continue;
      this.#kept = this.#kept.filter((other) => other !== kept);
    }
  }

  save(now: number): SavedPost {
    const kept = this.messages(now).map(({ reason: _, ...message }) => message);
    return { kept, ...(this.#uuids.size > 0 && { uuids: [...this.#uuids] }) };
  }

  restore({ kept, uuids = [] }: SavedPost): void {
    this.#kept = kept.map((message) => ({ ...message, reason: nobodyWaits(message.event) }));
    for (const uuid of uuids) this.#uuids.add(uuid);
  }

  async #message(event: ExternalEvent, at: number, keep: boolean, until?: number): Promise<Delivery<R>> {
    for (const run of this.#around.runs()) {
      if (await deliver(run, event)) return { status: 'completed', runs: [run] };
    }
    const [start] = await this.#starts(event);
    if (start) return { status: 'started', runs: [await this.#around.start({ ...start, at, event })] };
    const reason = await this.#reason(event);
    if (keep) this.#kept.push({ event, at, reason, ...(until !== undefined && { until }) });
    return { status: keep ? 'kept' : 'not_accepted', runs: [], reason };
  }

  async #signal(event: ExternalEvent, at: number, from?: R): Promise<Delivery<R>> {
    const received: R[] = [];
    for (const run of this.#around.runs()) {
      if (run !== from && (await deliver(run, event))) received.push(run);
    }
    const starts = await this.#starts(event);
    for (const start of starts) received.push(await this.#around.start({ ...start, at, event }));
    if (received.length === 0) {
      return { status: 'not_accepted', runs: [], reason: `Nobody listens for the signal "${event.name}".` };
    }
    return { status: starts.length > 0 ? 'started' : 'completed', runs: received };
  }

  /** The start events of processes that begin with an event. */
  async #starts(event: ExternalEvent): Promise<{ process: string; element: string }[]> {
    const processes = await this.#around.processes();
    const wanted = processes.filter(({ id, executable }) => executable !== false && this.#around.isWanted(id));
    return wanted.flatMap(({ id, starts }) => {
      const start = starts.find(({ events }) =>
        events.some((known) => known.type === event.type && known.event === event.name),
      );
      return start ? [{ process: id, element: start.id }] : [];
    });
  }

  /** What instances say: one that waits for the message with other keys explains most. */
  async #reason(event: ExternalEvent): Promise<string> {
    const said: string[] = [];
    for (const run of this.#around.runs()) said.push(...(await run.explain(event)));
    return said.find((sentence) => sentence.includes(' with ')) ?? said[0] ?? nobodyWaits(event);
  }
}

function nobodyWaits({ name }: ExternalEvent): string {
  return `No instance waits for the message "${name}", and no process begins with it.`;
}

/** Whether a run received the event; it goes on at once. */
async function deliver(run: HostedRun, event: ExternalEvent): Promise<boolean> {
  try {
    await run.send(event, { require: true });
  } catch (error) {
    const refused = ['run/not-waiting', 'run/ended', 'run/past', 'run/suspended'];
    if (error instanceof SignalboxError && refused.includes(error.code)) return false;
    throw error;
  }
  await goOn(run);
  return true;
}
