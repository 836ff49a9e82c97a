/** Connectors and functions that answer as they did when a run was recorded. */
import { ConnectorError } from '../connectors/error.js';
import type { Job } from '../contract/types.js';
import type { Handler } from '../handlers.js';
import { storeCall } from '../journal.js';
import type { RunHost } from '../run-options.js';
import type { DataStoreProvider, DataStoreProviders } from '../stores.js';
import type { Data, Value } from '../value.js';
import { differences, equal } from './compare.js';
import type { ConnectorMock, FunctionMock, Recording, TaskName } from './recording.js';
import type { Difference } from './types.js';
import type { Visits } from './visits.js';

export class MockedHost {
  /** Calls with other parameters than recorded. */
  readonly differences: Difference[] = [];
  /** Calls that have no recorded answer, in words. */
  readonly missing: string[] = [];
  readonly #connectors: ConnectorMock[];
  readonly #functions: FunctionMock[];
  readonly #visits: Visits;
  readonly #later: readonly TaskName[];

  constructor({ connectors, functions }: Recording['mocks'], visits: Visits, later: readonly TaskName[]) {
    this.#connectors = [...connectors];
    this.#functions = [...functions];
    this.#visits = visits;
    this.#later = later;
  }

  get connectors(): NonNullable<RunHost['connectors']> {
    return { '*': (parameters, { task, job }) => this.#answer(task, job, parameters) };
  }

  get functions(): NonNullable<RunHost['functions']> {
    const names = new Set(this.#functions.map(({ name }) => name));
    return Object.fromEntries([...names].map((name) => [name, (...args: Value[]) => this.#call(name, args)]));
  }

  /** Data stores that the host kept. */
  stores(ids: readonly string[]): DataStoreProviders {
    const store = (id: string): DataStoreProvider => ({
      get: (...keys) => this.#call(storeCall(id, 'get'), keys),
      set: (value, ...keys) => this.#call(storeCall(id, 'set'), [value, ...keys]),
    });
    return Object.fromEntries(ids.map((id) => [id, store(id)]));
  }

  /** What the host had handlers for. */
  handlers(names: readonly string[]): Record<string, Handler> {
    const handler: Handler = ({ task, element, parameters }) => this.#answer(task, { operator: element }, parameters);
    return Object.fromEntries(names.map((name) => [name, handler]));
  }

  #answer(task: number, job: Pick<Job, 'operator'>, parameters: Data): unknown {
    const { element, visit } = this.#visits.nameOf(task);
    const here = (mock: ConnectorMock) => mock.element === element && mock.visit === visit;
    const elsewhere = (mock: ConnectorMock) => mock.operator === job.operator;
    const mock =
      take(this.#connectors, here) ??
      (this.#comesLater(element, visit) ? undefined : take(this.#connectors, elsewhere));
    if (!mock) {
      if (!this.#comesLater(element, visit))
        this.missing.push(`The service ${job.operator} of ${element} has no recorded answer.`);
      return never;
    }
    this.differences.push(...differences(mock.parameters, parameters, `services.${element}.parameters`));
    return answered(mock);
  }

  #comesLater(element: string, visit: number): boolean {
    return this.#later.some((task) => task.element === element && task.visit === visit);
  }

  #call(name: string, args: Value[]): unknown {
    const mock =
      take(this.#functions, (known) => known.name === name && equal(known.arguments, args)) ??
      take(this.#functions, (known) => known.name === name);
    if (!mock) throw new Error(`The recording has no further answer of ${name}.`);
    this.differences.push(...differences(mock.arguments, args, `functions.${name}.arguments`));
    return answered(mock);
  }
}

/** The answer comes as an act. */
const never = new Promise<never>(() => {});

function answered({ value, error, later }: ConnectorMock | FunctionMock): unknown {
  if (later) return never;
  if (error) throw new ConnectorError(error);
  return value ?? null;
}

function take<Item>(items: Item[], fits: (item: Item) => boolean): Item | undefined {
  const at = items.findIndex(fits);
  return at < 0 ? undefined : items.splice(at, 1)[0];
}
