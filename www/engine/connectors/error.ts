/** Errors of connectors: a BPMN error where there is a code, and what the host should know. */
import type { Failure } from './types.js';

/** Thrown by a connector to fail its task. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  /** The code of the BPMN error; without one the task gets an incident. */
  readonly code: string | undefined;
  readonly transient: boolean;
  readonly reason: string | undefined;
  readonly help: string | undefined;
  readonly result: unknown;

  constructor({ code, message, transient = false, reason, help, result }: Failure) {
    super(message);
    this.code = code;
    this.transient = transient;
    this.reason = reason;
    this.help = help;
    this.result = result;
  }
}

/** What a thrown value says. An error with a text `code` is a BPMN error, any other an incident. */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (typeof error !== 'object' || error === null) return { message };
  const field = (name: string): unknown => (name in error ? Reflect.get(error, name) : undefined);
  const texts = Object.fromEntries(
    ['code', 'reason', 'help'].map((name) => [name, field(name)]).filter(([, value]) => typeof value === 'string'),
  );
  const result = typeof texts.code === 'string' ? field('result') : undefined;
  return {
    ...texts,
    message,
    ...(result !== undefined && { result }),
    ...(field('transient') === true && { transient: true }),
  };
}

/** Whether a status of HTTP may be another one soon: too many requests, or the server's own trouble. */
export function isTransient(status: number): boolean {
  return status === 429 || status >= 500;
}
