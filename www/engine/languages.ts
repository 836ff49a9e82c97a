/**
 * The language modules: fetched when the first diagram needs them, one wasm instance each. A script that kills its instance
 * (memory, stack) costs that evaluation; the next one finds a new instance.
 */
import type { LanguageGlue } from './glue.js';
import { isLanguage, type LanguageName } from './language-names.js';
import { compile, importGlue, type LanguageSource } from './locate.js';

export class Languages {
  readonly #sources: Record<LanguageName, LanguageSource>;
  readonly #loading = new Map<LanguageName, Promise<void>>();
  readonly #loaded = new Map<LanguageName, Instance>();

  constructor(sources: Record<LanguageName, LanguageSource>) {
    this.#sources = sources;
  }

  has(name: string): boolean {
    return isLanguage(name) && this.#loaded.has(name);
  }

  /** Fetches a language's module. A failure is told to everyone who waits, and the next call tries again. */
  load(name: LanguageName): Promise<void> {
    const loading = this.#loading.get(name) ?? this.#fetch(name);
    this.#loading.set(name, loading);
    return loading;
  }

  async #fetch(name: LanguageName): Promise<void> {
    try {
      const { code, glue } = this.#sources[name];
      const [module, factory] = await Promise.all([compile(name, code), importGlue(name, glue)]);
      this.#loaded.set(name, await Instance.of(module, factory));
    } catch (error) {
      this.#loading.delete(name);
      throw error;
    }
  }

  /** Runs an evaluation: undefined when the instance died of it, empty when the module has not been loaded. */
  evaluate(name: LanguageName | undefined, request: Uint8Array): Uint8Array | undefined {
    const instance = name && this.#loaded.get(name);
    return instance ? instance.evaluate(request) : new Uint8Array();
  }
}

/** An instance of a language module and the code to make the next one. */
class Instance {
  readonly #module: WebAssembly.Module;
  readonly #factory: () => LanguageGlue;
  #glue: LanguageGlue | undefined;

  private constructor(module: WebAssembly.Module, factory: () => LanguageGlue, glue: LanguageGlue) {
    this.#module = module;
    this.#factory = factory;
    this.#glue = glue;
  }

  static async of(module: WebAssembly.Module, factory: () => LanguageGlue): Promise<Instance> {
    const glue = factory();
    await glue({ module_or_path: module });
    return new Instance(module, factory, glue);
  }

  evaluate(request: Uint8Array): Uint8Array | undefined {
    try {
      return this.#glue?.evaluate(request);
    } catch {
      // Nothing but a trap is thrown: answers to failing scripts are results. What is left of the instance is unusable.
      this.#renew();
      return undefined;
    }
  }

  // At once where the platform allows it. Some browsers refuse to instantiate large modules synchronously; evaluations
  // fail until the new instance is there.
  #renew(): void {
    this.#glue = undefined;
    const glue = this.#factory();
    const take = () => {
      this.#glue = glue;
    };
    try {
      glue.initSync({ module: this.#module });
      take();
    } catch {
      void glue({ module_or_path: this.#module }).then(take);
    }
  }
}
