/** Written by the build: the code of a wasm module as base64, and the JavaScript that goes with it. */
declare module '*/inline-engine.js' {
  export const code: string;
}
declare module '*/inline-python.js' {
  export const code: string;
  export function create(): import('./glue.js').LanguageGlue;
}
declare module '*/inline-javascript.js' {
  export const code: string;
  export function create(): import('./glue.js').LanguageGlue;
}
declare module '*/inline-jinja.js' {
  export const code: string;
  export function create(): import('./glue.js').LanguageGlue;
}
