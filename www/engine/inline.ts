/**
 * The same package for hosts that cannot fetch wasm files: each module's code is in a JavaScript file of its own, imported
 * when it is needed.
 */
import { Signalbox } from './signalbox.js';

export * from './index.js';

/** `load` of the package with the wasm modules inlined; runs in this thread. */
export function load(): Promise<Signalbox> {
  const python = () => import('./inline-python.js');
  const javascript = () => import('./inline-javascript.js');
  const jinja = () => import('./inline-jinja.js');
  return Signalbox.of({
    engine: () => import('./inline-engine.js').then(bytes),
    languages: {
      python: { code: () => python().then(bytes), glue: python },
      javascript: { code: () => javascript().then(bytes), glue: javascript },
      jinja: { code: () => jinja().then(bytes), glue: jinja },
    },
  });
}

function bytes(module: { code: string }): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(module.code), (character) => character.charCodeAt(0));
}
