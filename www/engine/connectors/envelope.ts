/** What a connector proxy answers with: the envelope of version 2 and the older forms, and what they mean for the task. */
import { ConnectorError, isTransient } from './error.js';
import type { ConnectorContext } from './types.js';

type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The result that an envelope gives, or the error it tells, thrown. `status` is the proxy's own. */
export function resultOf(envelope: unknown, context: ConnectorContext, status = 200): unknown {
  if (!isFields(envelope)) return envelope;
  noteLogs(envelope, context);
  const response = envelope.command_response;
  const fields = isFields(response) ? response : { body: response };
  const result = 'command_response' in envelope ? { ...fields, operator_identifier: context.operator } : undefined;
  const http = upstream(response);
  refuse(envelope.error, http ?? status, result);
  if (!result) return older(envelope, context);
  if (http !== undefined && http >= 300) throw httpError(http, result, context.operator);
  return result;
}

/** Whether the text is an envelope whose error tells more than the proxy's status. */
export function tellsError(envelope: unknown): boolean {
  return isFields(envelope) && isFields(envelope.error) && typeof envelope.error.error_code === 'string';
}

// The older form brings the answer as it is, and perhaps a token that was renewed.
function older(envelope: Fields, context: ConnectorContext): unknown {
  const { refreshed_token_set: tokens, auth } = envelope;
  if (tokens !== undefined && typeof auth === 'string') {
    if (isFields(tokens))
      for (const [name, value] of Object.entries(tokens)) hideText(context, `${auth}.${name}`, value);
    context.renew(auth, JSON.stringify(tokens));
  }
  return 'api_response' in envelope ? envelope.api_response : envelope;
}

function hideText(context: ConnectorContext, name: string, value: unknown): void {
  if (typeof value === 'string') context.hide(name, value);
}

function noteLogs({ spiff__logs: logs }: Fields, context: ConnectorContext): void {
  if (Array.isArray(logs) && logs.length > 0)
    context.log(...logs.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))));
}

function refuse(error: unknown, status: number, result: unknown): void {
  if (!isFields(error)) return;
  const code = typeof error.error_code === 'string' && error.error_code ? error.error_code : undefined;
  if (!code) return;
  const message = typeof error.message === 'string' && error.message ? error.message : `The operator failed: ${code}.`;
  throw new ConnectorError({ code, message, transient: isTransient(status), result });
}

function upstream(response: unknown): number | undefined {
  const status = isFields(response) ? Number(response.http_status) : Number.NaN;
  return Number.isFinite(status) && status > 0 ? status : undefined;
}

function httpError(status: number, result: Fields, operator: string): ConnectorError {
  const body = excerpt(result.body);
  return new ConnectorError({
    code: `ServiceTaskHttpError${status}`,
    message: `The service behind ${operator} answered with status ${status}${body ? `: ${body}` : '.'}`,
    transient: isTransient(status),
    result,
  });
}

/** The beginning of a body, for messages. */
export function excerpt(body: unknown): string {
  const text = typeof body === 'string' ? body : body === undefined || body === null ? '' : JSON.stringify(body);
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)} ...` : line === '{}' ? '' : line;
}
