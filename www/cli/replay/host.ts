/** The services and functions of a scenario, as a host would give them. */
import type { Connector, Data, HostFunction, Job, Value } from 'signalbox';
import type { Scenario, ServiceCall } from './scenario.js';

export interface ScenarioHost {
  connectors: Record<string, Connector>;
  functions: Record<string, HostFunction>;
  /** The service calls made so far. */
  calls: ServiceCall[];
}

export function hostOf({ services = {}, functions = {} }: Scenario): ScenarioHost {
  const calls: ServiceCall[] = [];
  const turns = new Map<string, number>();
  const answer = (operator: string, params: Data): Value => {
    calls.push({ operator, params });
    const body = services[operator] ?? services['*'] ?? null;
    const turn = turns.get(operator) ?? 0;
    turns.set(operator, turn + 1);
    return inTurn(body, turn);
  };
  const service: Connector = (parameters, { job }: { job: Job }) => answer(job.operator, parameters);
  return {
    calls,
    connectors: Object.keys(services).length > 0 ? { '*': service } : {},
    functions: Object.fromEntries(Object.entries(functions).map(([name, value]) => [name, hostFunction(value)])),
  };
}

function inTurn(body: Value, turn: number): Value {
  const sequence = isRecord(body) ? body.$sequence : undefined;
  return Array.isArray(sequence) ? (sequence[Math.min(turn, sequence.length - 1)] ?? null) : body;
}

function hostFunction(value: Value): HostFunction {
  const named = isRecord(value) ? value.$fn : undefined;
  if (named === 'upper') return (text) => String(text).toUpperCase();
  if (named !== 'counter') return () => value;
  let count = 0;
  return () => {
    count += 1;
    return count;
  };
}

function isRecord(value: Value): value is Record<string, Value> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
