import type { ParseArgsConfig } from 'node:util';

/** Values of a command's options, as parsed. */
export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** A command of the command line. */
export interface Command {
  /** One line: the command with its arguments. */
  usage: string;
  /** One sentence. */
  summary: string;
  /** Options and exit codes. */
  help: string;
  options: NonNullable<ParseArgsConfig['options']>;
  /** Does it; returns the exit code. */
  run(files: string[], values: Values): Promise<number>;
}

/** A call that cannot be meant; shown with the command's usage, exit code 2. */
export class UsageError extends Error {}

/** A text option. */
export function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}
