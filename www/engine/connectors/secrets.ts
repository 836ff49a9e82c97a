/**
 * Secrets: named in a diagram, put in only at the moment of the call, and taken out of everything that comes back. Kept in
 * memory, never in a run.
 */
import type { Data } from '../value.js';
import { ConnectorError } from './error.js';
import { type Later, whenAll, whenDone } from './later.js';
import { Redactor } from './redact.js';

/** Gives the value of a secret or file by name; nothing when there is none. */
export type SecretProvider =
  | Readonly<Record<string, string>>
  | ((name: string) => string | undefined | Promise<string | undefined>);

type Kind = 'secret' | 'file';

// Anywhere in a text; a name is made of letters, digits, `_`, `-` and `.` (which a full stop behind the name is not).
const INSIDE = /SPIFF_SECRET:([\w-]+(?:\.[\w-]+)*)/g;
// The text as a whole.
const WHOLE = /^(secret|file):(?!\/\/)([\w.\-/ ]+)$/;

export class Secrets {
  readonly #providers: Record<Kind, SecretProvider | undefined> = { secret: undefined, file: undefined };
  readonly #renewed = new Map<string, string>();
  readonly #redactor = new Redactor();

  /** Takes secrets from here: values by name, or a function that is asked at every call. */
  provide(secrets: SecretProvider): void {
    this.#providers.secret = secrets;
    this.#renewed.clear();
    this.#know(secrets);
  }

  /** Takes the texts that `file:name` stands for from here. They are treated as secrets. */
  provideFiles(files: SecretProvider): void {
    this.#providers.file = files;
    this.#know(files);
  }

  /** Forgets all secrets; what was seen of them is still taken out of answers. */
  clear(): void {
    this.#providers.secret = undefined;
    this.#providers.file = undefined;
    this.#renewed.clear();
  }

  /** Names of the secrets that are known without asking. */
  names(): string[] {
    const provider = this.#providers.secret;
    return [...new Set([...(typeof provider === 'object' ? Object.keys(provider) : []), ...this.#renewed.keys()])];
  }

  /** Whether anybody gave secrets or files. */
  get provided(): boolean {
    return Object.values(this.#providers).some((provider) => provider !== undefined) || this.#renewed.size > 0;
  }

  /** A value that a service has renewed replaces the one that was given. */
  renew(name: string, value: string): void {
    this.#renewed.set(name, value);
    this.#redactor.add(name, value);
  }

  /** Keeps a text out of answers. */
  hide(name: string, text: string): void {
    this.#redactor.add(name, text);
  }

  /** The same data without the values of secrets. */
  redact<Value>(value: Value): Value {
    return this.#redactor.redact(value);
  }

  /** Parameters with the secrets in place, also inside lists and maps; a promise when the provider is asked. */
  put(parameters: Data): Later<Data> {
    return this.#in(parameters) as Later<Data>;
  }

  #in(value: unknown): Later<unknown> {
    if (typeof value === 'string') return this.#inText(value);
    if (Array.isArray(value)) return whenAll(value.map((item) => this.#in(item)));
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
    const entries = Object.entries(value);
    const filled = whenAll(entries.map(([, item]) => this.#in(item)));
    return whenDone(filled, (items) => Object.fromEntries(entries.map(([key], at) => [key, items[at]])));
  }

  #inText(text: string): Later<string> {
    const whole = WHOLE.exec(text);
    if (whole) return this.#value(whole[1] as Kind, whole[2] as string);
    const found = [...text.matchAll(INSIDE)];
    if (found.length === 0) return text;
    return whenDone(whenAll(found.map((match) => this.#value('secret', match[1] as string))), (values) => {
      let at = 0;
      return text.replace(INSIDE, () => values[at++] as string);
    });
  }

  #value(kind: Kind, name: string): Later<string> {
    const provider = this.#providers[kind];
    const own = typeof provider === 'object' && Object.hasOwn(provider, name) ? provider[name] : undefined;
    const renewed = kind === 'secret' ? this.#renewed.get(name) : undefined;
    const value = renewed ?? own ?? (typeof provider === 'function' ? provider(name) : undefined);
    return whenDone(value, (known) => {
      if (typeof known !== 'string') throw unknown(kind, name);
      this.#redactor.add(name, known);
      return known;
    });
  }

  #know(provider: SecretProvider): void {
    if (typeof provider !== 'object') return;
    for (const [name, value] of Object.entries(provider)) this.#redactor.add(name, value);
  }
}

function unknown(kind: Kind, name: string): ConnectorError {
  return new ConnectorError({
    reason: `connector/unknown-${kind}`,
    message: `There is no ${kind} "${name}"; the call was not made.`,
    help:
      kind === 'secret' ? 'Give it to `connectors.secrets.provide`.' : 'Give it to `connectors.secrets.provideFiles`.',
  });
}
