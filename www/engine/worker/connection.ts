/** The page's side of a Worker with the engine: proxies, the functions of the host, and the watchdog. */
import { Connectors } from '../connectors/registry.js';
import type { Connector } from '../connectors/types.js';
import { Emitter } from '../emitter.js';
import { SignalboxError } from '../errors.js';
import type { LanguageSource, Sources } from '../locate.js';
import { functions } from '../options.js';
import { type ScheduleOptions, schedule } from '../schedule/schedule.js';
import { type FollowOptions, follow } from '../time/follow.js';
import { Journal } from './journal.js';
import { type Handle, type ObjectReference, type Request, type Response, ROOT } from './protocol.js';
import type { RemoteRun, RemoteSignalbox, RemoteWorkspace } from './remote.js';
import { Watchdog } from './watchdog.js';

/** Options of a Worker. */
export interface WorkerOptions {
  /** Milliseconds without a sign of life after which the Worker is replaced. Default: 30 seconds. */
  timeout?: number;
  /** Makes the Worker, where a bundler needs help: `() => new Worker(...)` of the entry `signalbox/worker`. */
  create?: () => WorkerLike;
}

/** What is used of a Worker, in browsers and in Node. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): unknown;
  addEventListener(name: 'message' | 'error', listener: (event: { data?: unknown; message?: string }) => void): void;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  target: Handle;
  method: string;
  args: unknown[];
  result: Handle;
}

const released = new FinalizationRegistry<() => void>((release) => release());

export class Connection {
  readonly #sources: Sources;
  readonly #create: () => WorkerLike;
  readonly #journal = new Journal();
  readonly #watchdog: Watchdog;
  readonly #pending = new Map<number, Pending>();
  readonly #handles = new WeakMap<object, Handle>();
  readonly #emitters = new Map<Handle, Emitter<Record<string, unknown>>>();
  readonly #connectors = new Map<Handle, Connectors>();
  readonly #asked = new Map<number, AbortController>();
  #worker: WorkerLike;
  #opened: { resolve(): void; reject(error: unknown): void } | undefined;
  #next = 1;

  private constructor(sources: Sources, create: () => WorkerLike, timeout: number) {
    this.#sources = transferable(sources);
    this.#create = create;
    this.#watchdog = new Watchdog(timeout, { ping: () => this.#send({ type: 'ping' }), hung: () => this.#replace() });
    this.#worker = this.#start();
  }

  /** Starts a Worker and resolves when the engine is loaded in it. */
  static async open(sources: Sources, options: WorkerOptions & { create: () => WorkerLike }): Promise<RemoteSignalbox> {
    let connection: Connection | undefined;
    await new Promise<void>((resolve, reject) => {
      connection = new Connection(sources, options.create, options.timeout ?? 30_000);
      connection.#opened = { resolve, reject };
    });
    return connection?.remote(ROOT) as RemoteSignalbox;
  }

  /** A proxy for an object in the Worker. */
  remote(handle: Handle, kind?: 'workspace' | 'run'): object {
    const members: Record<string, unknown> = { on: this.#listener(handle) };
    if (handle === ROOT) members.terminate = () => this.#terminate();
    const connectors = this.#connectors.get(handle);
    if (connectors) members.connectors = connectors;
    // What drives runs stays in this thread: a Worker that hangs must not take it along.
    if (kind === 'run') members.follow = (options?: FollowOptions) => follow(proxy as RemoteRun, options);
    if (kind === 'workspace')
      members.schedule = (options: ScheduleOptions<RemoteRun> = {}) => schedule(proxy as RemoteWorkspace, options);
    const proxy = new Proxy(members, {
      // A proxy must not look like a promise, or `await` would call it.
      get: (known, name) => {
        if (typeof name !== 'string' || name === 'then') return undefined;
        known[name] ??= (...args: unknown[]) => this.#call(handle, name, args);
        return known[name];
      },
    });
    this.#handles.set(proxy, handle);
    if (handle !== ROOT) released.register(proxy, () => this.#release(handle));
    return proxy;
  }

  #call(target: Handle, method: string, args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      const result = this.#next++;
      const request = {
        target,
        method,
        args: this.#journal.withoutFunctions(this.#here(target, method, this.#withHandles(args), result)),
        result,
      };
      this.#pending.set(id, { resolve, reject, ...request });
      this.#watchdog.expect();
      this.#send({ type: 'call', id, ...request });
    });
  }

  // Connectors stay on this side: the Worker asks for every job, and never sees a secret.
  #here(target: Handle, method: string, args: unknown[], result: Handle): unknown[] {
    if (target === ROOT && method === 'workspace') {
      const connectors = new Connectors();
      this.#connectors.set(result, connectors);
      return [args[0] ?? {}, connectors.dispatcher()];
    }
    const [what, options] = args;
    const given =
      typeof options === 'object' && options !== null && 'connectors' in options ? options.connectors : undefined;
    const registry = this.#connectors.get(target);
    if (!registry || given === undefined || functions(given) !== undefined) return args;
    return [what, { ...(options as object), connectors: registry.dispatcher(given as Record<string, Connector>) }];
  }

  // An object of the Worker goes back as its handle.
  #withHandles(args: unknown[]): unknown[] {
    return args.map((argument) => {
      const handle = typeof argument === 'object' && argument !== null ? this.#handles.get(argument) : undefined;
      return handle === undefined ? argument : ({ $object: handle } satisfies ObjectReference);
    });
  }

  #listener(target: Handle) {
    return (event: string, listener: (payload: unknown) => void) => {
      const emitter = this.#emitters.get(target) ?? new Emitter<Record<string, unknown>>();
      this.#emitters.set(target, emitter);
      if (!emitter.hears(event)) {
        this.#journal.listened(target, event);
        this.#send({ type: 'listen', target, event });
      }
      return emitter.on(event, listener);
    };
  }

  #send(request: Request): void {
    this.#worker.postMessage(request);
  }

  #start(): WorkerLike {
    const worker = this.#create();
    worker.addEventListener('message', ({ data }) => this.#receive(worker, data as Response));
    worker.addEventListener('error', (event) =>
      this.#failed(new Error(event.message ?? 'The Worker could not be started.')),
    );
    worker.postMessage({ type: 'load', sources: this.#sources, revive: this.#journal.revivals() } satisfies Request);
    return worker;
  }

  #receive(worker: WorkerLike, response: Response): void {
    if (worker !== this.#worker) return;
    this.#watchdog.heard();
    switch (response.type) {
      case 'result':
        return this.#settle(response.id, (pending) => this.#resolve(pending, response.value));
      case 'made':
        return this.#settle(response.id, (pending) => this.#resolveObject(pending, response.kind));
      case 'refused':
        return this.#settle(response.id, (pending) => pending.reject(SignalboxError.of(response.error)));
      case 'event':
        return this.#emitters.get(response.target)?.emit(response.event, response.payload);
      case 'ask':
        return void this.#answer(response);
      case 'abandon':
        return this.#asked.get(response.id)?.abort();
      case 'saved':
        return this.#journal.saved(response.target, response.saved);
      case 'loaded':
        return this.#opened?.resolve();
      case 'failed':
        return this.#failed(SignalboxError.of(response.error));
      case 'pong':
        return;
    }
  }

  #settle(id: number, settle: (pending: Pending) => void): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#watchdog.rest();
    if (pending) settle(pending);
  }

  #resolve(pending: Pending, value: unknown): void {
    this.#journal.called(pending.target, pending.method, pending.args);
    pending.resolve(value);
  }

  #resolveObject({ target, args, result, resolve }: Pending, kind: 'workspace' | 'run'): void {
    this.#journal.made(kind, result, target, args);
    resolve(this.remote(result, kind));
  }

  async #answer({ id, function: reference, self, args, abortable }: Extract<Response, { type: 'ask' }>): Promise<void> {
    const worker = this.#worker;
    const controller = new AbortController();
    this.#asked.set(id, controller);
    const given = abortable ? [...args, controller.signal] : args;
    const answer = await Promise.resolve()
      .then(() => this.#journal.function(reference).apply(self, given))
      .then((value) => ({ value }), failure);
    if (this.#asked.get(id) === controller) this.#asked.delete(id);
    // A Worker that took the place of another does not know what that one asked.
    if (worker === this.#worker) this.#reply(id, answer);
  }

  #reply(id: number, answer: { value: unknown } | { error: string; code?: string }): void {
    try {
      this.#send({ type: 'answer', id, ...answer });
    } catch (error) {
      this.#send({ type: 'answer', id, ...failure(error) });
    }
  }

  #failed(error: Error): void {
    this.#opened?.reject(error);
    this.#rejectAll(error);
  }

  #rejectAll(error: Error): void {
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    this.#watchdog.rest();
    for (const { reject } of waiting) reject(error);
  }

  // Ends the hung Worker and brings files and runs back in a new one: the files as they were put, the runs as last saved.
  #replace(): void {
    this.#worker.terminate();
    this.#worker = this.#start();
    const help = 'Its files and runs were brought back as they were last saved; the call that hung did not take place.';
    this.#rejectAll(new SignalboxError('worker/hung', 'The engine gave no sign of life and was replaced.', { help }));
  }

  #terminate(): void {
    this.#worker.terminate();
    this.#rejectAll(new SignalboxError('worker/terminated', 'The Worker was ended.'));
  }

  #release(handle: Handle): void {
    this.#journal.forget(handle);
    this.#connectors.delete(handle);
    this.#emitters.delete(handle);
    this.#send({ type: 'release', target: handle });
  }
}

// A text code makes an error a BPMN error.
function failure(error: unknown): { error: string; code?: string } {
  const message = error instanceof Error ? error.message : String(error);
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? { error: message, code } : { error: message };
}

// A URL object cannot be sent to a Worker.
function transferable({ engine, languages }: Sources): Sources {
  const plain = <Source>(source: Source) => (source instanceof URL ? source.href : source);
  const language = ({ code, glue }: LanguageSource) => ({ code: plain(code), glue: plain(glue) });
  const { python, javascript, jinja } = languages;
  return {
    engine: plain(engine),
    languages: { python: language(python), javascript: language(javascript), jinja: language(jinja) },
  };
}
