/** One instance of engine.wasm and what it needs from its host. The classes that people use are thin layers over it. */
import { decode, encode } from './border.js';
import type { ApiError } from './contract/types.js';
import { SignalboxError } from './errors.js';
import { create } from './generated/engine.js';
import type { EngineGlue } from './glue.js';
import { HostFunctions } from './host-functions.js';
import { languageNames } from './language-names.js';
import { Languages } from './languages.js';
import { compile, type Sources } from './locate.js';

export class Core {
  readonly languages: Languages;
  readonly functions = new HostFunctions();
  /** How often files of workspaces were changed. */
  edits = 0;
  readonly #glue: EngineGlue;
  #busy = false;
  #dead: SignalboxError | undefined;
  #panic = '';

  private constructor(sources: Sources) {
    this.languages = new Languages(sources.languages);
    this.#glue = create({
      evaluate: (language, request) => this.languages.evaluate(languageNames[language], request),
      hasLanguage: (language) => this.languages.has(language),
      callHost: (run, call) => this.functions.call(run, call),
      panicked: (message) => {
        this.#panic = message;
      },
    });
  }

  static async load(sources: Sources): Promise<Core> {
    const core = new Core(sources);
    await core.#glue({ module_or_path: await compile('engine', sources.engine) });
    return core;
  }

  /** Calls a method of the contract. */
  call<Result>(method: string, args: object): Result {
    const text = encode(args);
    return this.#enter((glue) => decode(glue.call(method, text))) as Result;
  }

  /** Reads a file whose encoding its bytes tell. */
  putBytes<Result>(workspace: number, name: string, bytes: Uint8Array): Result {
    return this.#enter((glue) => decode(glue.put_bytes(workspace, name, bytes))) as Result;
  }

  save(run: number): Uint8Array {
    return this.#enter((glue) => glue.save(run));
  }

  restore<Result>(workspace: number, saved: Uint8Array): Result {
    return this.#enter((glue) => decode(glue.restore(workspace, saved))) as Result;
  }

  // One call at a time: a host function that calls back into the engine would find it in the middle of a change.
  #enter<Result>(work: (glue: EngineGlue) => Result): Result {
    if (this.#dead) throw this.#dead;
    if (this.#busy)
      throw new SignalboxError('api/reentrant', 'The engine was called from inside a host function or script.');
    this.#busy = true;
    try {
      return work(this.#glue);
    } catch (error) {
      throw this.#translate(error);
    } finally {
      this.#busy = false;
    }
  }

  // The engine throws the JSON of an `ApiError`; a trap leaves the instance in an unknown state and ends it.
  #translate(error: unknown): unknown {
    if (typeof error === 'string') return SignalboxError.of(decode(error) as ApiError);
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) return error;
    this.#dead = new SignalboxError('engine/crashed', `The engine crashed: ${this.#panic || error.message}`, {
      help: 'Load a new engine and restore the run from its last save; please report how this came about.',
      cause: error,
    });
    return this.#dead;
  }
}
