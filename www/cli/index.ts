#!/usr/bin/env node
/** `signalbox`, the command line for Node and CI. One file per command; each knows its options and its help. */
import { parseArgs } from 'node:util';
import { SignalboxError } from 'signalbox';
import { type Command, UsageError } from './command.js';
import { replay } from './commands/replay.js';
import { run } from './commands/run.js';
import { test } from './commands/test.js';
import { validate } from './commands/validate.js';
import { serveThread } from './replay/pool.js';
import { style } from './style.js';

const commands: Record<string, Command> = { validate, run, test, replay };

const overview = `signalbox: validate, run and test BPMN diagrams

${Object.values(commands)
  .map(({ usage, summary }) => `  signalbox ${usage}\n      ${summary}`)
  .join('\n')}

  signalbox COMMAND --help tells more. Colours are shown on terminals only (NO_COLOR=1 turns them off).
`;

// The threads of `replay` run this same file.
if (!serveThread()) process.exitCode = await main(process.argv.slice(2));

async function main([name, ...rest]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return told(overview, name ? 0 : 2);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return complain(`There is no command "${name}".\n\n${overview}`);
  if (rest.includes('--help') || rest.includes('-h')) return told(`signalbox ${command.usage}\n\n${command.help}\n`, 0);
  try {
    const { values, positionals } = parseArgs({ args: rest, options: command.options, allowPositionals: true });
    return await command.run(positionals, values);
  } catch (error) {
    return failed(error, command);
  }
}

function failed(error: unknown, command: Command): number {
  if (error instanceof UsageError || isParseError(error))
    return complain(`${error.message}\n\nsignalbox ${command.usage}\n`);
  if (!(error instanceof SignalboxError)) throw error;
  console.error(`${style.error(`error[${error.code}]`)}: ${error.message}${error.help ? `\n  ${error.help}` : ''}`);
  return 1;
}

function isParseError(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

function told(text: string, code: number): number {
  console.log(text);
  return code;
}

function complain(text: string): number {
  console.error(text);
  return 2;
}
