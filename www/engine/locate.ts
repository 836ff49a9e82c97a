/** Where the wasm modules are, and how their code gets here: read from disk in Node, fetched elsewhere, or given. */
import { SignalboxError } from './errors.js';
import type { LanguageGlue } from './glue.js';
import { type LanguageName, languageNames } from './language-names.js';

export type ModuleName = 'engine' | LanguageName;

/** Where the code of a module comes from. */
export type ModuleSource = string | URL | BufferSource | WebAssembly.Module | (() => Promise<BufferSource>);

/** Sources of the modules; a name that is missing is found beside the package. */
export type ModuleSources = Partial<Record<ModuleName, ModuleSource>>;

/** Where a language's glue comes from: a place to import, or the module itself. */
export type GlueSource = string | URL | (() => Promise<{ create(): LanguageGlue }>);

/** What a language is made of: code and the JavaScript that goes with it. */
export interface LanguageSource {
  code: ModuleSource;
  glue: GlueSource;
}

/** Everything `load` may need, resolved. */
export interface Sources {
  engine: ModuleSource;
  languages: Record<LanguageName, LanguageSource>;
}

/** The files beside this package. Bundlers see these expressions and carry the files along, as they are. */
const packaged = {
  engine: () => new URL('./engine.wasm', import.meta.url),
  languages: (): Record<LanguageName, LanguageSource> => ({
    python: { code: new URL('./python.wasm', import.meta.url), glue: new URL('./python.js', import.meta.url) },
    javascript: {
      code: new URL('./javascript.wasm', import.meta.url),
      glue: new URL('./javascript.js', import.meta.url),
    },
    jinja: { code: new URL('./jinja.wasm', import.meta.url), glue: new URL('./jinja.js', import.meta.url) },
  }),
};

/** Sources for all modules from what `load({ wasm })` was given: a place stands for a folder with all files of dist/. */
export function sourcesFrom(wasm: ModuleSource | ModuleSources | undefined): Sources {
  if (isPlace(wasm)) return beside(wasm);
  const given: ModuleSources = isCode(wasm) ? { engine: wasm } : (wasm ?? {});
  const languages = packaged.languages();
  for (const name of languageNames) languages[name].code = given[name] ?? languages[name].code;
  return { engine: given.engine ?? packaged.engine(), languages };
}

function isPlace(wasm: unknown): wasm is string | URL {
  return typeof wasm === 'string' || wasm instanceof URL;
}

function isCode(wasm: unknown): wasm is BufferSource | WebAssembly.Module {
  return wasm instanceof WebAssembly.Module || wasm instanceof ArrayBuffer || ArrayBuffer.isView(wasm);
}

// `.../wasm/` and `.../wasm/engine.wasm` both mean the folder.
function beside(place: string | URL): Sources {
  const base = new URL(place, globalThis.document?.baseURI ?? globalThis.location?.href ?? import.meta.url);
  const engine = base.pathname.endsWith('/') ? new URL('engine.wasm', base) : base;
  const language = (name: LanguageName) => ({
    code: new URL(`${name}.wasm`, engine),
    glue: new URL(`${name}.js`, engine),
  });
  const [python, javascript, jinja] = [language('python'), language('javascript'), language('jinja')];
  return { engine, languages: { python, javascript, jinja } };
}

/** Fetches the JavaScript that goes with a language module. */
export async function importGlue(name: ModuleName, source: GlueSource): Promise<() => LanguageGlue> {
  if (typeof source === 'function') return (await source()).create;
  try {
    const module: { create(): LanguageGlue } = await import(
      /* @vite-ignore */ /* webpackIgnore: true */ String(source)
    );
    return module.create;
  } catch (error) {
    throw notFound(`${name}.js`, String(source), error);
  }
}

const compiled = new Map<string, Promise<WebAssembly.Module>>();

/** Compiles a module; one place is compiled once. */
export async function compile(name: ModuleName, source: ModuleSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source === 'function') return WebAssembly.compile(await source());
  if (!isPlace(source)) return WebAssembly.compile(source);
  const key = String(source);
  const known = compiled.get(key);
  if (known) return known;
  const compiling = compileFrom(new URL(source)).catch((error: unknown) => {
    compiled.delete(key);
    throw notFound(`${name}.wasm`, key, error);
  });
  compiled.set(key, compiling);
  return compiling;
}

async function compileFrom(url: URL): Promise<WebAssembly.Module> {
  if (url.protocol === 'file:') return WebAssembly.compile(await readFile(url));
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The server answered ${response.status} ${response.statusText}.`);
  const streams = response.headers.get('content-type')?.startsWith('application/wasm');
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

// Asked for at run time, so that bundlers for the browser never see an import of Node's modules.
async function readFile(url: URL): Promise<BufferSource> {
  const fs = globalThis.process?.getBuiltinModule?.('node:fs/promises');
  if (!fs) throw new Error('Files can only be read in Node 20.16 or newer.');
  return fs.readFile(url);
}

function notFound(file: string, place: string, cause: unknown): SignalboxError {
  const help =
    `Serve ${file} there or name its place: load({ wasm: 'https://.../' }). ` +
    "With Vite's development server add optimizeDeps: { exclude: ['signalbox'] } to its configuration.";
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SignalboxError('module/not-loaded', `${file} could not be loaded from ${place}: ${reason}`, {
    help,
    cause,
  });
}
