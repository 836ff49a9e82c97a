/** What wasm-bindgen makes of the Rust side: the only place that knows the exports of the wasm modules. */

/** What engine.wasm calls in its host. */
export interface EngineHost {
  /**
   * Runs an evaluation in a language module, by the place of the language in `languageNames`: undefined when the
   * module died of it, empty when there is none.
   */
  evaluate(language: number, request: Uint8Array): Uint8Array | undefined;
  /** Whether the module of a language is here. */
  hasLanguage(language: string): boolean;
  /** Calls a host function (JSON in, JSON out); undefined when the answer comes later. */
  callHost(run: number, call: string): string | undefined;
  /** Is told what a panic said, right before the instance traps. */
  panicked(message: string): void;
}

interface Glue {
  (options: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  initSync(options: { module: WebAssembly.Module }): unknown;
}

/** engine.wasm. Texts are JSON; a refused call throws the JSON of an `ApiError`. */
export interface EngineGlue extends Glue {
  call(method: string, args: string): string;
  put_bytes(workspace: number, name: string, bytes: Uint8Array): string;
  save(run: number): Uint8Array;
  restore(workspace: number, saved: Uint8Array): string;
}

/** python.wasm and javascript.wasm. */
export interface LanguageGlue extends Glue {
  evaluate(request: Uint8Array): Uint8Array;
}
