/** What went out: every call of a connector with its answer, mails among them. Holds no secrets. */
import { Emitter } from '../emitter.js';
import type { Data } from '../value.js';
import type { Failure } from './types.js';

/** A mail, as far as the parameters of a call tell one. */
export interface Mail {
  from?: string;
  to: string;
  cc?: string;
  bcc?: string;
  subject: string;
  body: string;
}

/** One call. */
export interface OutboxEntry {
  /** From 1, in the order of the calls. */
  id: number;
  /** The run, as connectors know it. */
  run: string;
  task: number;
  /** Id of the element. */
  element: string;
  operator: string;
  /** Name of the source that did it: `own`, `http`, a mock, a proxy. */
  source: string;
  /** What kind of source that is; what a mock answered went nowhere. */
  kind: 'mock' | 'own' | 'http' | 'proxy';
  /** Which attempt, from 1. */
  attempt: number;
  /** The run's clock, in milliseconds since 1970. */
  time: number;
  /** As they were evaluated; secrets stand as the diagram names them. */
  parameters: Data;
  state: 'waiting' | 'accepted' | 'answered' | 'failed';
  answer?: unknown;
  error?: Failure;
  mail?: Mail;
  logs?: string[];
}

/** Real answers, to be given again by `mock`. JSON. */
export interface ServiceRecording {
  signalbox: 'recording';
  version: 1;
  calls: RecordedCall[];
}

export interface RecordedCall {
  operator: string;
  parameters: Data;
  answer?: unknown;
  error?: Failure;
}

/** What can be listened to. */
export interface OutboxEvents {
  /** An entry came or changed. */
  changed: OutboxEntry;
}

/** The oldest entries go when there are more. */
const MOST = 1000;

export class Outbox {
  readonly #emitter = new Emitter<OutboxEvents>();
  #entries: OutboxEntry[] = [];
  #next = 1;

  /** All calls, oldest first. */
  entries(): OutboxEntry[] {
    return this.#entries.map((entry) => ({ ...entry }));
  }

  /** The mails among them. */
  mails(): Mail[] {
    return this.#entries.flatMap(({ mail }) => (mail ? [mail] : []));
  }

  /** Forgets all entries. */
  clear(): void {
    this.#entries = [];
  }

  /** The answers so far as JSON that `mock` gives again; by default those that were no mock's. */
  recording({ mocks = false }: { mocks?: boolean } = {}): ServiceRecording {
    const ended = this.#entries.filter(
      ({ kind, state }) => (mocks || kind !== 'mock') && /answered|failed/.test(state),
    );
    const calls = ended.map(({ operator, parameters, answer, error }) => ({
      operator,
      parameters,
      ...(error ? { error } : { answer: answer ?? null }),
    }));
    return structuredClone({ signalbox: 'recording', version: 1, calls });
  }

  /** Listens; returns a function that ends it. */
  on<Name extends keyof OutboxEvents>(event: Name, listener: (payload: OutboxEvents[Name]) => void): () => void {
    return this.#emitter.on(event, listener);
  }

  /** Notes that a call begins; the registry does this. */
  begin(call: Omit<OutboxEntry, 'id' | 'state' | 'mail'>): OutboxEntry {
    const mail = mailOf(call.operator, call.parameters);
    const entry: OutboxEntry = { id: this.#next++, ...call, state: 'waiting', ...(mail && { mail }) };
    this.#entries.push(entry);
    if (this.#entries.length > MOST) this.#entries.shift();
    this.#emitter.emit('changed', entry);
    return entry;
  }

  /** Notes how it stands with a call; the registry does this. */
  note(entry: OutboxEntry, change: Pick<OutboxEntry, 'state'> & Partial<OutboxEntry>): void {
    Object.assign(entry, change);
    this.#emitter.emit('changed', entry);
  }

  /** The call whose answer a task still waits for. */
  accepted(run: string, task: number): OutboxEntry | undefined {
    return this.#entries.findLast((entry) => entry.run === run && entry.task === task && entry.state === 'accepted');
  }
}

/** The mail that parameters describe: who it goes to, and a subject or a body. */
export function mailOf(operator: string, parameters: Data): Mail | undefined {
  const text = (...names: string[]) => {
    const name = names.find((known) => parameters[known] !== undefined && parameters[known] !== null);
    return name === undefined ? undefined : plain(parameters[name]);
  };
  const to = text('email_to', 'to', 'recipients', 'recipient');
  const subject = text('email_subject', 'subject');
  const body = text('email_body', 'email_body_html', 'body', 'text', 'html');
  const named = /mail/i.test(operator);
  if (to === undefined || (subject === undefined && !(named && body !== undefined))) return undefined;
  const rest = {
    from: text('email_from', 'from', 'sender'),
    cc: text('email_cc', 'cc'),
    bcc: text('email_bcc', 'bcc'),
  };
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { ...given, to, subject: subject ?? '', body: body ?? '' };
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
