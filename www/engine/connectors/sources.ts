/** Sources of operators side by side: which one does a job, and where they are in each other's way. */
import { SignalboxError } from '../errors.js';
import type { Connector, ConnectorDefinition, ConnectorSource } from './types.js';

/** Who does a job. */
export interface Found {
  source: ConnectorSource;
  definition: ConnectorDefinition;
}

/** An operator that several sources offer. Shaped like a diagnostic. */
export interface Clash {
  code: 'connector/clash';
  severity: 'warning';
  message: string;
  help: string;
  operator: string;
  /** The source that does it, then those that are not asked. */
  sources: string[];
}

const ORDER = { mock: 0, own: 1, http: 2, proxy: 3 } as const;

/** Sources in the order in which they are asked: by kind, then as they were added. */
export function listed(sources: readonly ConnectorSource[]): ConnectorSource[] {
  return [...sources].sort((left, right) => ORDER[left.kind] - ORDER[right.kind]);
}

/** The operator of that very name in the first source that has it or a pattern for it; the longest pattern counts. */
export function find(sources: readonly ConnectorSource[], operator: string): Found | undefined {
  for (const source of listed(sources)) {
    const fitting = source.connectors().filter(({ id }) => fits(id, operator));
    const [definition] = fitting.sort((left, right) => weight(right.id, operator) - weight(left.id, operator));
    const serving = definition ?? source.serves?.(operator);
    if (serving === null) return undefined;
    if (serving) return { source, definition: serving };
  }
  return undefined;
}

function fits(id: string, operator: string): boolean {
  return id === operator || (id.endsWith('*') && operator.startsWith(id.slice(0, -1)));
}

function weight(id: string, operator: string): number {
  return id === operator ? Number.POSITIVE_INFINITY : id.length;
}

/** Operators that two sources offer. Mocks are meant to come before others. */
export function clashesOf(sources: readonly ConnectorSource[]): Clash[] {
  const byOperator = new Map<string, string[]>();
  for (const source of listed(sources).filter(({ kind }) => kind !== 'mock'))
    for (const { id } of source.connectors()) byOperator.set(id, [...(byOperator.get(id) ?? []), source.name]);
  return [...byOperator].filter(([, names]) => names.length > 1).map(([operator, names]) => clash(operator, names));
}

function clash(operator: string, [first = '', ...others]: string[]): Clash {
  return {
    code: 'connector/clash',
    severity: 'warning',
    message: `${operator} is offered by ${[first, ...others].join(' and ')}; ${first} does it.`,
    help: 'Take one of the sources away, or add them in another order.',
    operator,
    sources: [first, ...others],
  };
}

/** The operators that a host registers one by one. */
export class Own implements ConnectorSource {
  readonly name = 'own';
  readonly kind = 'own';
  readonly #definitions = new Map<string, ConnectorDefinition>();

  connectors(): readonly ConnectorDefinition[] {
    return [...this.#definitions.values()];
  }

  add(definition: ConnectorDefinition): void {
    const problem = problemOf(definition);
    if (problem) throw new SignalboxError('api/invalid-option', `connectors.register: ${problem}`);
    if (this.#definitions.has(definition.id))
      throw new SignalboxError('connector/duplicate', `There is a connector "${definition.id}" already.`, {
        help: 'Remove it first.',
      });
    this.#definitions.set(definition.id, definition);
  }

  remove(id: string): boolean {
    return this.#definitions.delete(id);
  }
}

function problemOf({ id, parameters = [], run }: ConnectorDefinition): string | undefined {
  if (typeof id !== 'string' || id === '') return 'a connector needs an id, such as "crm/FindCustomer".';
  if (typeof run !== 'function') return `the connector "${id}" needs a function "run".`;
  const fits = Array.isArray(parameters) && parameters.every((parameter) => typeof parameter?.id === 'string');
  return fits ? undefined : `the parameters of "${id}" must be a list of { id, type, required }.`;
}

/** Functions by operator, as a start option gives them. */
export function ofFunctions(functions: Readonly<Record<string, Connector>>): ConnectorSource {
  const definitions = Object.entries(functions).map(([id, run]) => ({ id, run }));
  return { name: 'start', kind: 'own', connectors: () => definitions };
}
