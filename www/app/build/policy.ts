import type { Plugin } from 'vite';

/**
 * What the built page may do: everything from its own place, and WebAssembly. Calls to other hosts are those of service
 * tasks that a person chose to make for real; nothing else is fetched from elsewhere. Styles may stand in the page because
 * bpmn-js and the editors of the properties panel position things with them.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "connect-src 'self' https: http:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

export function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', injectTo: 'head-prepend', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY } },
    ],
  };
}
