import { type ModuleSource, type ModuleSources, sourcesFrom } from './locate.js';
import { anything, checkOptions } from './options.js';
import { Signalbox } from './signalbox.js';
import { Connection, type WorkerLike, type WorkerOptions } from './worker/connection.js';
import type { RemoteSignalbox } from './worker/remote.js';

/** Options of `load`. */
export interface LoadOptions {
  /**
   * Where the wasm modules are: a folder (`'https://.../wasm/'`), the place or code of engine.wasm, or one entry for each
   * of `engine`, `python`, `javascript` and `jinja`. By default they are beside the package.
   */
  wasm?: ModuleSource | ModuleSources;
  /** Run in a Worker: the same API, each method returning a promise, and a watchdog that ends a hung engine. */
  worker?: boolean | WorkerOptions;
}

/** Options of `load` in a Worker. */
export interface WorkerLoadOptions extends LoadOptions {
  worker: true | WorkerOptions;
}

/** Loads the engine: the same call in a page, a Worker and Node. */
export function load(options: WorkerLoadOptions): Promise<RemoteSignalbox>;
export function load(options?: LoadOptions & { worker?: false }): Promise<Signalbox>;
export async function load(options: LoadOptions = {}): Promise<Signalbox | RemoteSignalbox> {
  checkOptions('load', options, { wasm: anything, worker: anything });
  const sources = sourcesFrom(options.wasm);
  if (!options.worker) return Signalbox.of(sources);
  const settings = options.worker === true ? {} : options.worker;
  return Connection.open(sources, { create: createWorker, ...settings });
}

// The expression with both literals is what bundlers look for. Node's Worker comes from a module they must not see, and
// takes the same file, by an expression that no bundler follows.
function createWorker(): WorkerLike {
  const threads = globalThis.process?.getBuiltinModule?.('node:worker_threads');
  if (!threads) return new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  const here = import.meta.url;
  const worker = new threads.Worker(new URL('./worker.js', here));
  worker.unref();
  return {
    postMessage: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
    addEventListener: (name, listener) => void worker.on(name, (data) => listener(name === 'error' ? data : { data })),
  };
}
