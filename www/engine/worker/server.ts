/** The Worker's side: keeps the real objects by handle, calls their methods, and saves runs that changed. */
import type { Dispatch } from '../connectors/types.js';
import type { ApiError } from '../contract/types.js';
import { SignalboxError } from '../errors.js';
import { Run } from '../run.js';
import { Signalbox } from '../signalbox.js';
import { Workspace } from '../workspace.js';
import {
  type FunctionReference,
  functionKeys,
  type Handle,
  isReplacedProvider,
  type ObjectReference,
  providerKey,
  type Request,
  type Response,
  type Revival,
  ROOT,
} from './protocol.js';

/** How long changes are gathered before a run is saved, in milliseconds. */
const SAVE_DELAY = 250;

export class Server {
  readonly #post: (response: Response) => void;
  readonly #objects = new Map<Handle, object>();
  readonly #asked = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  readonly #changed = new Map<Handle, Run>();
  #ready: Promise<void> = Promise.resolve();
  #nextAsk = 0;
  #saving: ReturnType<typeof setTimeout> | undefined;

  constructor(post: (response: Response) => void) {
    this.#post = post;
  }

  /** Takes a message of the page. Calls wait until the engine is loaded. */
  receive(request: Request): void {
    switch (request.type) {
      case 'load':
        this.#ready = this.#load(request);
        return;
      case 'answer':
        return this.#answered(request);
      case 'ping':
        return this.#post({ type: 'pong' });
      case 'call':
        return void this.#ready.then(() => this.#call(request));
      case 'listen':
        return void this.#ready.then(() => this.#listen(request.target, request.event));
      case 'release':
        return void this.#ready.then(() => this.#release(request.target));
    }
  }

  async #load({ sources, revive }: Extract<Request, { type: 'load' }>): Promise<void> {
    try {
      this.#objects.set(ROOT, await Signalbox.of(sources));
      for (const revival of revive) await this.#revive(revival);
      this.#post({ type: 'loaded' });
    } catch (error) {
      this.#post({ type: 'failed', error: apiError(error) });
    }
  }

  async #revive(revival: Revival): Promise<void> {
    const { handle, events } = revival;
    this.#keep(handle, revival.kind === 'workspace' ? this.#openWorkspace(revival) : await this.#restoreRun(revival));
    for (const event of events) this.#listen(handle, event);
  }

  #openWorkspace({ options, dispatch, files }: Extract<Revival, { kind: 'workspace' }>): Workspace {
    const asking = this.#asking(dispatch) as Dispatch;
    const workspace = (this.#objects.get(ROOT) as Signalbox).workspace(options, asking);
    for (const [name, content] of files) workspace.put(name, content);
    return workspace;
  }

  #restoreRun({ workspace, saved, host }: Extract<Revival, { kind: 'run' }>): Promise<Run> {
    return (this.#objects.get(workspace) as Workspace).restore(saved, this.#withFunctions(host));
  }

  async #call({ id, target, method, args, result }: Extract<Request, { type: 'call' }>): Promise<void> {
    try {
      const object = this.#objects.get(target);
      const found: unknown = object && Reflect.get(object, method);
      if (typeof found !== 'function')
        throw new SignalboxError('api/unknown-method', `There is no method "${method}".`);
      const value: unknown = await found.apply(
        object,
        args.map((argument) => this.#object(argument) ?? this.#withFunctions(argument)),
      );
      this.#reply(id, result, value);
    } catch (error) {
      this.#post({ type: 'refused', id, error: apiError(error) });
    }
  }

  #object(argument: unknown): object | undefined {
    if (typeof argument !== 'object' || argument === null || !('$object' in argument)) return undefined;
    return this.#objects.get((argument as ObjectReference).$object);
  }

  #reply(id: number, result: Handle, value: unknown): void {
    if (!(value instanceof Workspace || value instanceof Run)) return this.#post({ type: 'result', id, value });
    this.#keep(result, value);
    this.#post({ type: 'made', id, kind: value instanceof Run ? 'run' : 'workspace' });
  }

  #keep(handle: Handle, object: Workspace | Run): void {
    this.#objects.set(handle, object);
    if (!(object instanceof Run)) return;
    const changed = () => this.#saveSoon(handle, object);
    object.on('changed', changed);
    changed();
  }

  #saveSoon(handle: Handle, run: Run): void {
    this.#changed.set(handle, run);
    this.#saving ??= setTimeout(() => {
      this.#saving = undefined;
      const changed = [...this.#changed];
      this.#changed.clear();
      for (const [target, each] of changed) this.#save(target, each);
    }, SAVE_DELAY);
  }

  // A run that stands in the past is saved once it is back at its end.
  #save(target: Handle, run: Run): void {
    try {
      this.#post({ type: 'saved', target, saved: run.save() });
    } catch {
      // The last save stays the one to come back to.
    }
  }

  #listen(target: Handle, event: string): void {
    const object = this.#objects.get(target);
    const send = (payload: unknown) => this.#post({ type: 'event', target, event, payload });
    if (object instanceof Run) object.on(event as 'changed', send);
    if (object instanceof Workspace) object.on(event as 'diagnostics', send);
  }

  #release(target: Handle): void {
    const object = this.#objects.get(target);
    this.#objects.delete(target);
    if (object instanceof Run || object instanceof Workspace) object.close();
  }

  // The page's functions become functions whose answers come later.
  #withFunctions<Options>(options: Options): Options {
    const plain = typeof options === 'object' && options !== null && !Array.isArray(options);
    if (!plain || options instanceof Uint8Array) return options;
    if ('$function' in options) return this.#asking(options) as Options;
    const replaced: Record<string, unknown> = Object.fromEntries(Object.entries(options));
    for (const key of functionKeys) {
      const given = replaced[key];
      if (typeof given !== 'object' || given === null) continue;
      if ('$function' in given) replaced[key] = this.#asking(given);
      else
        replaced[key] = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, this.#asking(value)]));
    }
    const stores = replaced[providerKey];
    if (typeof stores === 'object' && stores !== null) replaced[providerKey] = this.#withProviders(stores);
    return replaced as Options;
  }

  #withProviders(stores: object): object {
    const asking = (store: object) =>
      Object.fromEntries(Object.entries(store).map(([name, reference]) => [name, this.#asking(reference)]));
    const pairs = Object.entries(stores).map(([id, store]) => [id, isReplacedProvider(store) ? asking(store) : store]);
    return Object.fromEntries(pairs);
  }

  #asking(reference: unknown): unknown {
    if (typeof reference !== 'object' || reference === null || !('$function' in reference)) return reference;
    const { $function } = reference as FunctionReference;
    const ask = (self: unknown, args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = this.#nextAsk++;
        this.#asked.set(id, { resolve, reject });
        const signal = args.find((argument) => argument instanceof AbortSignal);
        signal?.addEventListener('abort', () => this.#post({ type: 'abandon', id }), { once: true });
        const plain = args.filter((argument) => argument !== signal);
        this.#post({ type: 'ask', id, function: $function, self, args: plain, abortable: signal !== undefined });
      });
    return function asking(this: unknown, ...args: unknown[]) {
      return ask(isCallContext(this) ? this : undefined, args);
    };
  }

  #answered({ id, value, error, code }: Extract<Request, { type: 'answer' }>): void {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (error === undefined) asked?.resolve(value);
    else asked?.reject(Object.assign(new Error(error), code === undefined ? {} : { code }));
  }
}

// What a function of the host is told of a call is data; any other `this` is a table of functions, which cannot be sent.
function isCallContext(self: unknown): boolean {
  return typeof self === 'object' && self !== null && 'environment_identifier' in self;
}

function apiError(error: unknown): ApiError {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof SignalboxError)) return { code: 'api/failed', message, help: null, diagnostics: [] };
  return { code: error.code, message, help: error.help, diagnostics: error.diagnostics };
}
