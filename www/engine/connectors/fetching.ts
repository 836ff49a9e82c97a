/** Calls over HTTP: time limits, and a precise word on why there was no answer. */
import { ConnectorError } from './error.js';

/** The part of `fetch` that is used; hosts may bring their own. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Options of whatever calls over HTTP. */
export interface FetchOptions {
  /** Milliseconds until a call is given up. Default: 30 seconds. */
  timeout?: number;
  /** Default: the `fetch` of the page or of Node. */
  fetch?: Fetch;
}

/** A response that was read to its end. */
export interface Fetched {
  status: number;
  statusText: string;
  headers: Headers;
  text: string;
}

const TIMEOUT = 30_000;
/** Headers that a browser sends to another host without asking it first. */
const SAFE = new Set(['accept', 'accept-language', 'content-language']);
const SAFE_TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'POST']);

/** Sends a request and reads the answer. Fails with `connector/timeout`, `connector/cors`, `connector/unreachable` ... */
export async function send(
  url: string,
  init: RequestInit,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<Fetched> {
  const target = parse(url);
  const limit = AbortSignal.timeout(options.timeout ?? TIMEOUT);
  const ask = options.fetch ?? ((address: string, request: RequestInit) => globalThis.fetch(address, request));
  try {
    const response = await ask(target.href, { ...init, signal: AbortSignal.any([signal, limit]) });
    const { status, statusText, headers } = response;
    return { status, statusText, headers, text: await response.text() };
  } catch (error) {
    if (signal.aborted) throw failed('connector/cancelled', 'The task was cancelled while it was called.');
    if (limit.aborted) throw timedOut(target, options.timeout ?? TIMEOUT);
    throw await explained(target, init, error, ask);
  }
}

function parse(url: string): URL {
  const parsed = URL.canParse(url, globalThis.location?.href) ? new URL(url, globalThis.location?.href) : undefined;
  if (parsed && /^https?:$/.test(parsed.protocol)) return parsed;
  throw new ConnectorError({
    reason: 'connector/bad-url',
    message: `"${url}" is no address of a web service.`,
    help: 'Write the whole address, with https:// in front.',
  });
}

function failed(reason: string, message: string, help?: string, transient = false): ConnectorError {
  return new ConnectorError({ code: reason, reason, message, transient, ...(help && { help }) });
}

function timedOut(target: URL, limit: number): ConnectorError {
  return failed('connector/timeout', `${target.host} did not answer within ${limit / 1000} s.`, undefined, true);
}

async function explained(target: URL, init: RequestInit, error: unknown, ask: Fetch): Promise<ConnectorError> {
  const page = globalThis.location?.origin;
  if (page?.startsWith('https:') && target.protocol === 'http:' && !isLocal(target)) return mixed(target, page);
  if (page && page !== target.origin && (await answers(target, ask))) return cors(target, init, page);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
  const what = cause || (error instanceof Error ? error.message : String(error));
  const help = 'Is the address right, and is the service running and to be reached from here?';
  return failed('connector/unreachable', `${target.host} cannot be reached: ${what.replace(/\.$/, '')}.`, help, true);
}

function isLocal({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

function mixed(target: URL, page: string): ConnectorError {
  const message = `A browser lets the page ${page} call only https addresses, and ${target.origin} is none.`;
  return failed('connector/mixed-content', message, 'Call the service by https, or by a proxy that is.');
}

// Browsers do not tell a page why a call failed. A call whose answer the page may not read tells whether there is somebody.
async function answers(target: URL, ask: Fetch): Promise<boolean> {
  const probe = { method: 'HEAD', mode: 'no-cors', credentials: 'omit', signal: AbortSignal.timeout(5_000) } as const;
  return ask(`${target.origin}/`, probe).then(
    () => true,
    () => false,
  );
}

function cors(target: URL, init: RequestInit, page: string): ConnectorError {
  const wanted = neededHeaders(init, page).join('; ');
  const message = `${target.origin} answers, but does not allow the page ${page} to call it (CORS).`;
  const help = `The server must answer with ${wanted}. If it is not yours, call it through a connector proxy.`;
  return failed('connector/cors', `${message} Needed: ${wanted}`, help);
}

/** What a server must answer with so that a page may make this call. */
export function neededHeaders(init: RequestInit, page: string): string[] {
  const method = (init.method ?? 'GET').toUpperCase();
  const unsafe = [...new Headers(init.headers)].filter(([name, value]) => !isSafe(name, value)).map(([name]) => name);
  return [
    `Access-Control-Allow-Origin: ${page}`,
    ...(SAFE_METHODS.has(method) ? [] : [`Access-Control-Allow-Methods: ${method}`]),
    ...(unsafe.length > 0 ? [`Access-Control-Allow-Headers: ${unsafe.join(', ')}`] : []),
  ];
}

function isSafe(name: string, value: string): boolean {
  return SAFE.has(name) || (name === 'content-type' && SAFE_TYPES.test(value));
}
