/** A client of connector proxies: which commands there are (`GET /v1/commands`), and doing one (`POST /v1/do/...`). */
import type { Data } from '../value.js';
import { excerpt, isFields, resultOf, tellsError } from './envelope.js';
import { ConnectorError, failureOf, isTransient } from './error.js';
import { type Fetched, type FetchOptions, send } from './fetching.js';
import { type HeaderProvider, headersFrom, hideHeader } from './headers.js';
import {
  BAD_CALLBACK,
  type ConnectorContext,
  type ConnectorDefinition,
  type ConnectorInfo,
  type ConnectorParameter,
  type ConnectorSource,
  type Failure,
  LATER,
} from './types.js';

/** A connector proxy. */
export interface ProxyOptions extends FetchOptions {
  /** Where it is: the part before `/v1/commands`. */
  url: string;
  /** Names it in lists; default: its host. */
  name?: string;
  /** Sent as `Spiff-Connector-Proxy-Api-Key`. */
  apiKey?: string;
  /** Further headers, such as a token. */
  headers?: HeaderProvider;
  /** Begins the address at which answers of asynchronous commands are taken; `/{run}/{task}` is added. */
  callbackUrl?: string;
}

const API_KEY = 'Spiff-Connector-Proxy-Api-Key';
/** Stands where a host has no address for callbacks; `run.callback` understands it. */
const NO_CALLBACK = 'signalbox:callback';

/** A connector proxy as a source of operators; `refresh` asks it for its commands. */
export class ConnectorProxy implements ConnectorSource {
  readonly kind = 'proxy';
  readonly name: string;
  readonly url: string;
  problem: Failure | undefined;
  readonly #options: ProxyOptions;
  #connectors: ConnectorDefinition[] = [];

  constructor(options: ProxyOptions) {
    this.url = options.url.replace(/\/+$/, '');
    this.name = options.name ?? (URL.canParse(this.url) ? new URL(this.url).host : this.url);
    this.#options = options;
  }

  connectors(): readonly ConnectorDefinition[] {
    return this.#connectors;
  }

  /** Asks for the commands. When that fails, the ones known stay, and `problem` tells why. */
  async refresh(): Promise<void> {
    try {
      const { status, text } = await this.#get('/v1/commands');
      if (status >= 300) throw badStatus(this.name, status, text);
      this.#connectors = commandsOf(text, this.name).map((command) => ({ ...command, run: this.#run }));
      this.problem = undefined;
    } catch (error) {
      this.problem = failureOf(error);
    }
  }

  /** The ways to sign in at services that it offers (`GET /v1/auths`); a proxy that has no such list offers none. */
  async auths(): Promise<ConnectorInfo[]> {
    const { status, text } = await this.#get('/v1/auths');
    const listed = status < 300 ? parsed(text) : undefined;
    return Array.isArray(listed) ? listed.filter(isFields).flatMap(commandOf) : [];
  }

  /** Whether it answers `GET /liveness`; the answer is why not. */
  async liveness(): Promise<Failure | undefined> {
    try {
      const { status, text } = await this.#get('/liveness');
      return status < 300 ? undefined : failureOf(badStatus(this.name, status, text));
    } catch (error) {
      return failureOf(error);
    }
  }

  async #get(path: string): Promise<Fetched> {
    const url = `${this.url}${path}`;
    const headers = await this.#headers(url, { hide: () => {} });
    return send(url, { headers }, this.#options, new AbortController().signal);
  }

  /** A callback must bring an envelope with an error or a body. */
  refusal(envelope: unknown): Failure | undefined {
    const response = isFields(envelope) ? envelope.command_response : undefined;
    if (tellsError(envelope) || (isFields(response) && 'body' in response)) return undefined;
    const message = 'The answer has no `command_response` with a `body`.';
    return { reason: BAD_CALLBACK, message, help: 'Send the same envelope as for an answer at once.' };
  }

  /** What a callback brings. */
  answer(envelope: unknown, _operator: string, context: ConnectorContext): unknown {
    return resultOf(envelope, context);
  }

  #run = async (parameters: Data, context: ConnectorContext): Promise<unknown> => {
    const url = `${this.url}/v1/do/${context.operator.split('/').map(encodeURIComponent).join('/')}`;
    const headers = { ...(await this.#headers(url, context)), 'Content-Type': 'application/json' };
    const body = JSON.stringify({ ...parameters, ...this.#origin(context) }, plainBigint);
    const answer = await send(url, { method: 'POST', headers, body }, this.#options, context.signal);
    if (answer.status === 202) return LATER;
    const envelope = parsed(answer.text);
    if (answer.status >= 300 && !tellsError(envelope)) throw badStatus(context.operator, answer.status, answer.text);
    if (envelope === undefined) throw invalidJson(context.operator, answer.text);
    return resultOf(envelope, context, answer.status);
  };

  #origin(context: ConnectorContext): Data {
    return {
      spiff__process_instance_id: context.run,
      spiff__process_model_identifier: context.process,
      spiff__task_id: String(context.task),
      spiff__task_data: context.taskData,
      spiff__callback_url: callbackUrl(this.#options.callbackUrl, context),
    } as Data;
  }

  async #headers(url: string, context: Pick<ConnectorContext, 'hide'>): Promise<Record<string, string>> {
    const { apiKey, headers } = this.#options;
    if (apiKey) hideHeader(API_KEY, apiKey, context);
    return { ...(await headersFrom(headers, url, context)), ...(apiKey && { [API_KEY]: apiKey }) };
  }
}

/** Where the answer of a task is taken. */
function callbackUrl(base: string | undefined, { run, task }: Pick<ConnectorContext, 'run' | 'task'>): string {
  return `${(base ?? NO_CALLBACK).replace(/\/+$/, '')}/${encodeURIComponent(run)}/${task}`;
}

/** The run and task that a callback address ends with. */
export function callbackTarget(url: string): { run: string; task: number } | undefined {
  const found = /\/([^/?#]+)\/(\d+)(?:[?#].*)?$/.exec(url);
  return found ? { run: decodeURIComponent(found[1] as string), task: Number(found[2]) } : undefined;
}

function commandsOf(text: string, name: string): Omit<ConnectorDefinition, 'run'>[] {
  const listed = parsed(text);
  if (Array.isArray(listed)) return listed.filter(isFields).flatMap(commandOf);
  const message = `${name} does not list its commands: ${excerpt(text) || 'its answer is empty'}`;
  throw new ConnectorError({
    reason: 'connector/no-commands',
    message,
    help: 'The address must be the part before /v1/commands of a connector proxy.',
  });
}

function commandOf({ id, parameters, errors }: Record<string, unknown>): ConnectorInfo[] {
  if (typeof id !== 'string') return [];
  const listed = Array.isArray(parameters) ? parameters.filter(isFields).map(parameterOf) : [];
  const codes = Array.isArray(errors) ? errors.filter((code) => typeof code === 'string') : undefined;
  return [{ id, parameters: listed, ...(codes && { errors: codes }) }];
}

function parameterOf({ id, type, required }: Record<string, unknown>): ConnectorParameter {
  return { id: String(id), type: typeof type === 'string' ? type : 'any', required: required === true };
}

function badStatus(who: string, status: number, text: string): ConnectorError {
  const body = excerpt(text);
  return new ConnectorError({
    code: 'ServiceTaskOperatorReturnedBadStatusError',
    message: `The connector proxy answered ${who} with status ${status}${body ? `: ${body}` : '.'}`,
    transient: isTransient(status),
    ...(status === 401 || status === 403 ? { help: 'Is the API key of the proxy right?' } : {}),
  });
}

function invalidJson(operator: string, text: string): ConnectorError {
  return new ConnectorError({
    code: 'ServiceTaskOperatorReturnedInvalidJsonError',
    message: `The connector proxy answered ${operator} with what is no JSON: ${excerpt(text) || 'nothing'}`,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function plainBigint(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
