/** Connectors and secrets of a run from the command line. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConnectorSettings, Connectors, OutboxEntry } from 'signalbox';
import { textOf, UsageError, type Values } from './command.js';
import { style } from './style.js';

/** What `--connectors`, `--secrets` and `--record` mean, for help texts. */
export const servicesHelp = `  --connectors FILE  who does service tasks, as JSON: { "http": true, "proxies": [{ "url", "apiKey" }],
                  "mocks": { "smtp/SendEmail": { "answer": {} }, "http/*": "recording.json" } }
  --secrets FILE  values for SPIFF_SECRET:name as JSON; "env" takes them from the environment
  --record FILE   write the answers of services, to be given again as a mock`;

export const servicesOptions = {
  connectors: { type: 'string' },
  secrets: { type: 'string' },
  record: { type: 'string' },
} as const;

/** Sets up what the options name. Operators that nobody does then fail with the name that was probably meant. */
export async function setUpServices(connectors: Connectors, values: Values): Promise<void> {
  const secrets = textOf(values, 'secrets');
  if (secrets === 'env') connectors.secrets.provide((name) => process.env[name]);
  else if (secrets !== undefined) connectors.secrets.provide(textsOf(readJson(secrets), secrets));
  const file = textOf(values, 'connectors');
  if (file === undefined) return;
  const problems = await connectors.configure({ strict: true, ...settingsOf(readJson(file), file) });
  for (const { name, problem } of problems)
    console.error(
      `${style.warning('warning')}: the connector proxy ${name}: ${problem?.message} ${problem?.help ?? ''}`,
    );
}

/** Writes what was answered. */
export function recordServices(connectors: Connectors, values: Values): void {
  const file = textOf(values, 'record');
  if (file === undefined) return;
  writeFileSync(file, `${JSON.stringify(connectors.outbox.recording(), plain, 2)}\n`);
}

/** One line for each call. */
export function tellCall({ operator, element, state, source, error, mail }: OutboxEntry): string {
  const what = mail ? `mail to ${mail.to}: ${mail.subject}` : element;
  return `  ${style.dim(source)} ${operator} ${what}: ${error ? `${state}, ${error.message}` : state}`;
}

// The text of a mock is the name of a recording beside the file.
function settingsOf(settings: object, file: string): ConnectorSettings {
  if (!('mocks' in settings) || typeof settings.mocks !== 'object' || settings.mocks === null) return settings;
  const mocks = Object.entries(settings.mocks).map(([operator, given]: [string, unknown]) => [
    operator,
    typeof given === 'string' ? readJson(join(dirname(file), given)) : given,
  ]);
  return { ...settings, mocks: Object.fromEntries(mocks) };
}

function textsOf(values: object, file: string): Record<string, string> {
  for (const [name, value] of Object.entries(values))
    if (typeof value !== 'string') throw new UsageError(`The secret "${name}" of ${file} is no text.`);
  return values as Record<string, string>;
}

function readJson(file: string): object {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    throw new UsageError(`"${file}" cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  throw new UsageError(`"${file}" must hold a JSON object.`);
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
