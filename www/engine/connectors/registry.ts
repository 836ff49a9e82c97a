/**
 * The connectors of a workspace: where operators come from, which of them does a job, and what surrounds every call -
 * parameters are checked, secrets put in, answers cleaned of them, and the outbox kept.
 */
import type { Job } from '../contract/types.js';
import type { Data } from '../value.js';
import { type ConnectorSettings, configure } from './configure.js';
import { type ConnectorError, failureOf } from './error.js';
import { httpOperators } from './http.js';
import { type Later, settle, whenDone } from './later.js';
import { Outbox, type OutboxEntry } from './outbox.js';
import { infoOf, requireParameters, unknownOperator } from './parameters.js';
import { ConnectorProxy, type ProxyOptions } from './proxy.js';
import { Secrets } from './secrets.js';
import { type Clash, clashesOf, type Found, find, listed, Own, ofFunctions } from './sources.js';
import {
  type Connector,
  type ConnectorContext,
  type ConnectorDefinition,
  type ConnectorInfo,
  type ConnectorSource,
  type Dispatch,
  type Failure,
  type JobRequest,
  LATER,
  type ListedConnector,
  type Outcome,
} from './types.js';

/** A source of operators, as lists show it. */
export interface SourceInfo {
  name: string;
  kind: ConnectorSource['kind'];
  operators: number;
  url?: string;
  /** Why its operators are not known. */
  problem?: Failure;
}

/** Whether a proxy is there. */
export interface Liveness {
  name: string;
  alive: boolean;
  problem?: Failure;
}

export class Connectors {
  /** What went out. */
  readonly outbox = new Outbox();
  /** What is put in place of `SPIFF_SECRET:name`. */
  readonly secrets = new Secrets();
  /** Whether a job whose operator nobody knows fails; else it waits in `run.jobs()` for the host. */
  strict = false;
  readonly #own = new Own();
  #sources: ConnectorSource[] = [this.#own];

  /** Adds operators of your own. An id that is taken is refused. */
  register(...definitions: ConnectorDefinition[]): void {
    for (const definition of definitions) this.#own.add(definition);
  }

  /** Takes away an operator of your own; false when there was none. */
  remove(id: string): boolean {
    return this.#own.remove(id);
  }

  /** Adds a source of operators: `http()`, `mock({ ... })`. One of the same name is replaced. */
  use(source: ConnectorSource): void {
    this.#sources = [...this.#sources.filter(({ name }) => name !== source.name), source];
  }

  /** Takes away a source by name; false when there was none. */
  drop(name: string): boolean {
    const left = this.#sources.filter((source) => source.name !== name || source === this.#own);
    const found = left.length < this.#sources.length;
    this.#sources = left;
    return found;
  }

  /** Adds a connector proxy and asks for its commands. A proxy that fails stays, with its problem. */
  async addProxy(options: ProxyOptions): Promise<SourceInfo> {
    const proxy = new ConnectorProxy(options);
    await proxy.refresh();
    this.use(proxy);
    return describe(proxy);
  }

  /** Sets up what plain data names: the built-in operators, proxies, mocks. Gives the sources that have a problem. */
  configure(settings: ConnectorSettings): Promise<SourceInfo[]> {
    return configure(this, settings);
  }

  /** Asks all sources, or one, anew what their operators are. */
  async refresh(name?: string): Promise<void> {
    await Promise.all(
      this.#sources.filter((source) => name === undefined || source.name === name).map((source) => source.refresh?.()),
    );
  }

  /** The ways to sign in at services that the proxies offer, with the proxy of each; one that cannot be asked offers none. */
  async auths(): Promise<ListedConnector[]> {
    const asked = listed(this.#sources).map(async (source) => {
      const auths = (await source.auths?.().catch(() => [])) ?? [];
      return auths.map((auth) => ({ ...auth, source: source.name }));
    });
    return (await Promise.all(asked)).flat();
  }

  /** Which proxies are there, and why others are not. */
  async liveness(): Promise<Liveness[]> {
    const asked = listed(this.#sources).map(async (source): Promise<Liveness[]> => {
      if (!source.liveness) return [];
      const problem = await source.liveness();
      return [{ name: source.name, alive: !problem, ...(problem && { problem }) }];
    });
    return (await Promise.all(asked)).flat();
  }

  /** Where operators come from, in the order in which they are asked. */
  sources(): SourceInfo[] {
    return listed(this.#sources).map(describe);
  }

  /** All operators that can be called, each once, with the place that does it. */
  list(): ListedConnector[] {
    const all = listed(this.#sources).flatMap((source) =>
      source.connectors().map((definition) => ({ ...this.#declared(definition), source: source.name })),
    );
    return all.filter(({ id }, at) => all.findIndex((other) => other.id === id) === at);
  }

  /** Operators that two sources offer: the first one does them. */
  clashes(): Clash[] {
    return clashesOf(this.#sources);
  }

  /** Why a job of this operator would not be done; nothing when it would. */
  explain(operator: string): Failure | undefined {
    return find(this.#sources, operator) ? undefined : failureOf(this.#unknown(operator));
  }

  /** Does jobs with these connectors, before them with the functions given. */
  dispatcher(functions?: Readonly<Record<string, Connector>>): Dispatch {
    const first = functions ? [ofFunctions(functions)] : [];
    return (request, signal) => this.#dispatch(request, signal, first);
  }

  #dispatch(request: JobRequest, signal: AbortSignal, first: ConnectorSource[]): Later<Outcome> {
    const { job } = request;
    const found = find(first, job.operator) ?? this.#find(job);
    if (!found)
      return this.strict && job.type === 'service'
        ? { error: failureOf(this.#unknown(job.operator)) }
        : { unclaimed: true };
    const refusal = 'envelope' in request ? found.source.refusal?.(request.envelope) : undefined;
    if (refusal) return { error: refusal };
    const entry = this.#entry(request, found);
    const context = this.#context(request, signal, entry);
    const work =
      'envelope' in request ? () => answered(found, request.envelope, context) : () => this.#call(found, context);
    return settle<unknown, Outcome>(
      work,
      (value) => this.#done(entry, value),
      (error) => this.#failed(entry, error),
    );
  }

  // Decisions and host functions are jobs too, but no operators: only the host's own functions do them.
  #find({ type, operator }: Job): Found | undefined {
    return find(type === 'service' ? this.#sources : [this.#own], operator);
  }

  #call({ source, definition }: Found, context: ConnectorContext): Later<unknown> {
    requireParameters(this.#declared(definition, context.operator), context.job.parameters);
    return whenDone(this.#parameters(source, context.job.parameters), (parameters) =>
      definition.run(parameters, context),
    );
  }

  // A mock sees what the diagram says. A function of the host does so too while it has told no secrets.
  #parameters({ kind }: ConnectorSource, parameters: Data): Later<Data> {
    const plain = kind === 'mock' || (kind === 'own' && !this.secrets.provided);
    return plain ? parameters : this.secrets.put(parameters);
  }

  #entry({ run, now, job, envelope }: JobRequest, { source }: Found): OutboxEntry {
    const open = envelope === undefined ? undefined : this.outbox.accepted(run, job.task);
    if (open) return open;
    const { task, element, operator, attempt } = job;
    const parameters = this.secrets.redact(job.parameters);
    return this.outbox.begin({
      run,
      task,
      element,
      operator,
      source: source.name,
      kind: source.kind,
      attempt,
      time: now,
      parameters,
    });
  }

  #context(
    { run, process, now, job, taskData }: JobRequest,
    signal: AbortSignal,
    entry: OutboxEntry,
  ): ConnectorContext {
    const { task, operator, attempt } = job;
    return {
      ...{ task, job, operator, attempt, run, process, now, taskData, data: taskData, signal },
      hide: (name, text) => this.secrets.hide(name, text),
      renew: (name, value) => this.secrets.renew(name, value),
      log: (...lines) => {
        entry.logs = [...(entry.logs ?? []), ...this.secrets.redact(lines)];
      },
    };
  }

  #done(entry: OutboxEntry, value: unknown): Outcome {
    if (value === LATER) {
      this.outbox.note(entry, { state: 'accepted' });
      return { accepted: true };
    }
    const answer = this.secrets.redact(value ?? null);
    this.outbox.note(entry, { state: 'answered', answer });
    return { value: answer };
  }

  #failed(entry: OutboxEntry, error: unknown): Outcome {
    const failure = this.secrets.redact(failureOf(error));
    this.outbox.note(entry, { state: 'failed', error: failure });
    return { error: failure };
  }

  // A mock and a pattern say nothing of parameters and codes; the operator they stand for may be known elsewhere.
  #declared(definition: ConnectorDefinition, operator = definition.id): ConnectorInfo {
    const others = listed(this.#sources).flatMap((source) => source.connectors());
    const known = [...others, ...httpOperators].find(({ id, parameters }) => id === operator && parameters);
    const told = definition.parameters || !known ? definition : { run: () => null, ...known };
    return infoOf({ ...told, id: operator });
  }

  #unknown(operator: string): ConnectorError {
    return unknownOperator(
      operator,
      this.list().map(({ id }) => id),
    );
  }
}

function answered({ source }: Found, envelope: unknown, context: ConnectorContext): unknown {
  return source.answer ? source.answer(envelope, context.operator, context) : envelope;
}

function describe(source: ConnectorSource): SourceInfo {
  const { name, kind, url, problem } = source;
  return { name, kind, operators: source.connectors().length, ...(url && { url }), ...(problem && { problem }) };
}
