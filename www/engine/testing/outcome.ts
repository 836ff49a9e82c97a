/** What came of a run, in the form in which it is expected and compared. */
import type { LogEntry } from '../contract/types.js';
import type { Run } from '../run.js';
import type { Data, Value } from '../value.js';
import type { Expected } from './recording.js';
import type { Reached } from './types.js';

export function outcomeOf(run: Run): Expected {
  const info = run.info();
  const log = run.log();
  const objects = run.dataObjects().filter(({ scope, written }) => scope === null && written);
  return {
    status: info.status,
    data: info.data,
    path: log.flatMap((entry) => (entry.type === 'elementCompleted' && entry.element ? [entry.element] : [])),
    dataObjects: Object.fromEntries(objects.map(({ id, value }) => [id, value])),
    dataStores: run.dataStores(),
    decisions: log.flatMap(decision),
    events: log.flatMap((entry) => (isEvent(entry) && isData(entry.details) ? [entry.details] : [])),
    waiting: run.waiting().map(({ element }) => element),
    incidents: info.incidents.map(({ diagnostic }) => ({ element: diagnostic.element ?? '', code: diagnostic.code })),
  };
}

function decision({ type, element, details }: LogEntry): Expected['decisions'] {
  if (type !== 'decisionMade' || !isData(details)) return [];
  const { decision = '', rules = [], value = null } = details;
  return [{ element: element ?? '', decision: String(decision), rules, value }];
}

const isEvent = ({ type }: LogEntry) => type === 'eventCaught' || type === 'eventUncaught';

function isData(value: Value | undefined): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The elements a run came to and the flows it took, process by process. */
export function reachedBy(run: Run): Reached[] {
  const { elements, flows } = run.elementStates();
  const processes = new Map<string, Reached>();
  const of = (process: string) => {
    const known = processes.get(process) ?? { process, elements: [], flows: [] };
    processes.set(process, known);
    return known;
  };
  for (const { element, process, ready, started, error, completed } of elements)
    if (ready + started + error + completed > 0) of(process).elements.push(element);
  for (const { flow, process, taken } of flows) if (taken > 0) of(process).flows.push(flow);
  return [...processes.values()];
}
