import type { ApiError, Diagnostic } from './contract/types.js';

/** What every refused call throws. The state is as it was before the call. */
export class SignalboxError extends Error {
  override readonly name = 'SignalboxError';
  /** Stable code, such as `run/unknown-task`. */
  readonly code: string;
  /** What to do next. */
  readonly help: string | null;
  /** The problems behind it. */
  readonly diagnostics: Diagnostic[];

  constructor(code: string, message: string, { help = null, diagnostics = [], cause }: ErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.help = help;
    this.diagnostics = diagnostics;
  }

  /** The error that an `ApiError` of the engine stands for. */
  static of(error: ApiError): SignalboxError {
    return new SignalboxError(error.code, error.message, { help: error.help, diagnostics: error.diagnostics });
  }
}

interface ErrorDetails {
  help?: string | null;
  diagnostics?: Diagnostic[];
  cause?: unknown;
}
