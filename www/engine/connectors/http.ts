/** The built-in operators `http/GetRequest` and its kin: a call by `fetch`, the answer in the envelope of version 2. */
import type { Data } from '../value.js';
import { excerpt, isFields } from './envelope.js';
import { ConnectorError, isTransient } from './error.js';
import { type Fetched, type FetchOptions, send } from './fetching.js';
import { type HeaderProvider, headersFrom, hideHeader } from './headers.js';
import { base64 } from './redact.js';
import type { ConnectorContext, ConnectorDefinition, ConnectorParameter, ConnectorSource } from './types.js';

/** Options of the built-in operators. */
export interface HttpOptions extends FetchOptions {
  /** Headers that the host adds, such as a token for a service: fixed, or by the address. */
  headers?: HeaderProvider;
}

const parameter = (id: string, type: string, required = false): ConnectorParameter => ({ id, type, required });
const authentication = [parameter('basic_auth_username', 'str'), parameter('basic_auth_password', 'str')];
const reading = [
  parameter('url', 'str', true),
  parameter('headers', 'any'),
  parameter('params', 'any'),
  ...authentication,
];
const writing = [
  parameter('url', 'str', true),
  parameter('headers', 'any'),
  parameter('data', 'any'),
  parameter('body_format', 'str'),
  parameter('include_response_headers', 'bool'),
  ...authentication,
];

/** Operator to method and parameters. */
const OPERATORS: Record<string, { method: string; parameters: ConnectorParameter[] }> = {
  'http/GetRequest': { method: 'GET', parameters: reading },
  'http/HeadRequest': { method: 'HEAD', parameters: reading },
  'http/PostRequest': { method: 'POST', parameters: writing },
  'http/PutRequest': { method: 'PUT', parameters: writing },
  'http/PatchRequest': { method: 'PATCH', parameters: writing },
  'http/DeleteRequest': { method: 'DELETE', parameters: writing },
};

/** The codes that models catch most; any status from 300 has one. */
const ERRORS = [400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504].map((status) => `HttpError${status}`);
const FAILURES = ['connector/unreachable', 'connector/timeout', 'connector/cors'];

/** What the built-in operators say of themselves. */
export const httpOperators = Object.entries(OPERATORS).map(([id, { parameters }]) => ({
  id,
  parameters,
  errors: [...ERRORS, ...FAILURES],
}));

/** The built-in HTTP operators, calling with the `fetch` of this place. */
export function http(options: HttpOptions = {}): ConnectorSource {
  const definitions = httpOperators.map(
    (operator): ConnectorDefinition => ({
      ...operator,
      run: (given, context) => request(OPERATORS[operator.id]?.method ?? 'GET', given, context, options),
    }),
  );
  return { name: 'http', kind: 'http', connectors: () => definitions };
}

async function request(method: string, given: Data, context: ConnectorContext, options: HttpOptions): Promise<object> {
  const url = addressOf(given);
  const headers = new Headers(await headersFrom(options.headers, url, context));
  for (const [name, value] of Object.entries(fieldsOf(given.headers, 'headers'))) headers.set(name, String(value));
  authenticate(headers, given, context);
  const body = bodyOf(given, headers);
  const answer = await send(url, { method, headers, ...(body !== undefined && { body }) }, options, context.signal);
  const result = responseOf(answer, given.include_response_headers === true, context.operator);
  if (answer.status >= 300) throw refused(method, url, answer, result);
  return result;
}

function addressOf({ url, params }: Data): string {
  const given = Object.entries(fieldsOf(params, 'params')).filter(([, value]) => value !== null);
  const pairs = given.flatMap(([name, value]) => [value].flat().map((item) => [name, asText(item)]));
  const [address = '', fragment] = String(url).split('#');
  if (pairs.length === 0) return address;
  const query = new URLSearchParams(pairs).toString();
  return `${address}${address.includes('?') ? '&' : '?'}${query}${fragment === undefined ? '' : `#${fragment}`}`;
}

// Diagrams also give headers as the text of a JSON object.
function fieldsOf(value: unknown, name: string): Record<string, unknown> {
  if (value === undefined || value === null || value === '') return {};
  const fields = typeof value === 'string' ? parsed(value) : value;
  if (isFields(fields)) return fields;
  throw new ConnectorError({ reason: 'connector/bad-parameter', message: `The parameter "${name}" must be a map.` });
}

function authenticate(headers: Headers, given: Data, context: ConnectorContext): void {
  const { basic_auth_username: user, basic_auth_password: password } = given;
  if (user === undefined || user === null || user === '') return;
  headers.set('Authorization', `Basic ${base64(`${user}:${password ?? ''}`)}`);
  hideHeader('basic_auth_password', headers.get('Authorization') ?? '', context);
}

function bodyOf({ data, body_format: format = 'json' }: Data, headers: Headers): string | undefined {
  if (data === undefined || data === null || format === 'none') return undefined;
  const typed = (type: string, text: string) => {
    if (!headers.has('Content-Type')) headers.set('Content-Type', type);
    return text;
  };
  if (format === 'json' || format === null) return typed('application/json', JSON.stringify(data, plainBigint));
  if (format === 'raw') return typed('text/plain;charset=UTF-8', asText(data));
  if (format === 'form') return typed('application/x-www-form-urlencoded', formOf(data));
  const message = `The parameter "body_format" must be 'json', 'form', 'raw' or 'none', got ${JSON.stringify(format)}.`;
  throw new ConnectorError({ reason: 'connector/bad-parameter', message });
}

function formOf(data: unknown): string {
  const pairs = Object.entries(fieldsOf(data, 'data')).flatMap(([name, value]) =>
    [value].flat().map((item) => [name, asText(item)]),
  );
  return new URLSearchParams(pairs).toString();
}

function plainBigint(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

function asText(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value, plainBigint) : String(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refused(method: string, url: string, answer: Fetched, result: object): ConnectorError {
  const { status, statusText, text } = answer;
  const body = excerpt(text);
  return new ConnectorError({
    code: `HttpError${status}`,
    message: `${method} ${url} was answered with ${status} ${statusText}${body ? `: ${body}` : ''}`.trim(),
    transient: isTransient(status),
    result,
  });
}

function responseOf({ status, headers, text }: Fetched, withHeaders: boolean, operator: string): object {
  const json = text === '' ? {} : parsed(text);
  const mimetype = headers.get('Content-Type')?.split(';')[0]?.trim() || 'application/json';
  return {
    body: json === undefined ? { raw_response: text } : json,
    mimetype,
    http_status: status,
    headers: withHeaders ? Object.fromEntries(headers) : {},
    operator_identifier: operator,
  };
}
