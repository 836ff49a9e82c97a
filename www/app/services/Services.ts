/**
 * Who does the service tasks of the page: a mock until a person chooses otherwise. Choices and addresses are kept for the
 * next visit; secrets and keys are in memory only and gone with the page.
 */
import type {
  ConnectorContext,
  ConnectorDefinition,
  ConnectorSource,
  Connectors,
  Expecting,
  OutboxEntry,
  SourceInfo,
} from 'signalbox';
import { keep, kept } from './kept.ts';

/** How an operator is done: by a mock, by a real call, or by nobody, so that the person answers. */
export type Way = 'mock' | 'call' | 'ask';

/** How an operator is done, and what its mock answers. */
export interface Choice {
  way: Way;
  /** JSON of the mock's answer; absent: an example of what the diagram reads. */
  answer?: string;
}

/** A connector proxy as it is entered; the key is not kept. */
export interface ProxyEntry {
  name: string;
  url: string;
  apiKey: string;
}

/** What is asked of a service, and in which process. */
export type Asked = Pick<ConnectorContext, 'job' | 'operator' | 'process'>;

export interface ServicesState {
  readonly choices: Readonly<Record<string, Choice>>;
  readonly proxies: readonly ProxyEntry[];
  /** Names of the secrets; nobody asks for their values. */
  readonly secrets: readonly string[];
  /** Where operators come from now, with their problems. */
  readonly sources: readonly SourceInfo[];
  readonly clashes: readonly string[];
  readonly outbox: readonly OutboxEntry[];
  /** A proxy is being asked for its commands. */
  readonly busy: boolean;
  /** Whether the dialog is open. */
  readonly open: boolean;
}

export class Services {
  readonly #listeners = new Set<() => void>();
  readonly #secrets = new Map<string, string>();
  #connectors: Connectors | undefined;
  #expecting: Expecting | undefined;
  #state: ServicesState;
  #telling = false;

  constructor() {
    const { choices, proxies } = kept();
    this.#state = {
      choices,
      proxies: proxies.map((proxy) => ({ ...proxy, apiKey: '' })),
      ...{ secrets: [], sources: [], clashes: [], outbox: [], busy: false, open: false },
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly snapshot = (): ServicesState => this.#state;

  /** Sets up the connectors of a workspace as they were chosen; `http` are the built-in operators, `expecting` knows what is read of an answer. */
  connect(connectors: Connectors, { http, expecting }: { http: ConnectorSource; expecting: Expecting }): void {
    this.#connectors = connectors;
    this.#expecting = expecting;
    connectors.use({ name: 'mock', kind: 'mock', connectors: () => [], serves: (operator) => this.#mock(operator) });
    connectors.use(http);
    connectors.secrets.provide(Object.fromEntries(this.#secrets));
    connectors.outbox.on('changed', () => this.#tell());
    for (const proxy of this.#state.proxies) void this.#add(proxy);
    this.#set({ outbox: [] });
    this.#look();
  }

  /** Operators that could be called; those of the properties panel. */
  operators() {
    const listed = this.#connectors?.list() ?? [];
    return listed.filter(({ id }) => !id.endsWith('*'));
  }

  /** Why a real call would reach nobody. */
  callable(operator: string): string | undefined {
    const failure = this.#connectors?.explain(operator);
    return failure && `${failure.message} ${failure.help ?? ''} The task will wait for you.`;
  }

  choose(operator: string, choice: Choice): void {
    this.#set({ choices: { ...this.#state.choices, [operator]: choice } });
    this.#keep();
  }

  async addProxy(proxy: ProxyEntry): Promise<void> {
    const proxies = [...this.#state.proxies.filter(({ name }) => name !== proxy.name), proxy];
    this.#set({ proxies });
    this.#keep();
    await this.#add(proxy);
  }

  dropProxy(name: string): void {
    this.#connectors?.drop(name);
    this.#set({ proxies: this.#state.proxies.filter((proxy) => proxy.name !== name) });
    this.#keep();
    this.#look();
  }

  async refresh(name: string): Promise<void> {
    this.#set({ busy: true });
    await this.#connectors?.refresh(name);
    this.#set({ busy: false });
    this.#look();
  }

  setSecret(name: string, value: string): void {
    this.#secrets.set(name, value);
    this.#provide();
  }

  dropSecret(name: string): void {
    this.#secrets.delete(name);
    this.#provide();
  }

  clearOutbox(): void {
    this.#connectors?.outbox.clear();
    this.#set({ outbox: [] });
  }

  /** Everything that was answered, as a recording. */
  recording(): string {
    return JSON.stringify(this.#connectors?.outbox.recording({ mocks: true }) ?? {}, null, 2);
  }

  /** An answer that nobody gave: success, with what the diagram goes on to read of it. */
  async example({ job, operator, process }: Asked): Promise<unknown> {
    const expected = await this.#expecting?.expected(job.element, { root: process });
    const result = expected?.find(({ own }) => own);
    const usual = empty(operator, job.resultVariable !== null);
    if (!result) return usual;
    const { exampleOf } = await import('signalbox');
    const example = exampleOf(result.schema);
    return isMap(example) ? { ...usual, ...example } : example;
  }

  show(open: boolean): void {
    this.#look();
    this.#set({ open });
  }

  #mock(operator: string): ConnectorDefinition | null | undefined {
    const { way, answer } = this.#state.choices[operator] ?? { way: 'mock' };
    if (way === 'call' || operator === '') return undefined;
    if (way === 'ask') return null;
    return {
      id: operator,
      run: (_, context) => (answer === undefined ? this.example(context) : JSON.parse(answer)),
    };
  }

  async #add({ name, url, apiKey }: ProxyEntry): Promise<void> {
    this.#set({ busy: true });
    await this.#connectors?.addProxy({ name, url, ...(apiKey && { apiKey }) });
    this.#set({ busy: false });
    this.#look();
  }

  #provide(): void {
    this.#connectors?.secrets.provide(Object.fromEntries(this.#secrets));
    this.#set({ secrets: [...this.#secrets.keys()] });
  }

  #look(): void {
    const sources = this.#connectors?.sources() ?? [];
    this.#set({ sources, clashes: this.#connectors?.clashes().map(({ message }) => message) ?? [] });
  }

  // Many calls may come at once; they are shown together.
  #tell(): void {
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      this.#set({ outbox: this.#connectors?.outbox.entries() ?? [] });
    });
  }

  #keep(): void {
    const { choices, proxies } = this.#state;
    keep({ choices: { ...choices }, proxies: proxies.map(({ name, url }) => ({ name, url })) });
  }

  #set(change: Partial<ServicesState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of [...this.#listeners]) listener();
  }
}

const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a mock answers that nobody gave an answer: success without content. */
function empty(operator: string, kept: boolean): object {
  if (!kept) return {};
  return { body: {}, mimetype: 'application/json', http_status: 200, headers: {}, operator_identifier: operator };
}

/** The answer that a mock gives, as text to edit. */
export function answerText(operator: string, { answer }: Choice): string {
  return answer ?? JSON.stringify(empty(operator, true), null, 2);
}
