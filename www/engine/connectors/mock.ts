/** Stand-ins for services: functions, scripted answers, and recordings of real ones. */
import type { Data } from '../value.js';
import { ConnectorError } from './error.js';
import type { RecordedCall, ServiceRecording } from './outbox.js';
import type { Connector, ConnectorSource, Failure } from './types.js';

/** One scripted answer. */
export type ScriptedAnswer = { answer: unknown } | { error: Failure };

/**
 * How a mock answers: a function of the parameters, one answer, several in turn (the last one stays), or a recording, which
 * answers what was answered to the same parameters.
 */
export type Mock = Connector | ScriptedAnswer | ScriptedAnswer[] | ServiceRecording;

/** Options of a set of mocks. */
export interface MockOptions {
  /** Names it in lists. Default: `mock`. */
  name?: string;
}

/** Mocks by operator; `http/*` and `*` stand for many. They come before every other connector and see no secrets. */
export function mock(mocks: Record<string, Mock>, { name = 'mock' }: MockOptions = {}): ConnectorSource {
  const definitions = Object.entries(mocks).map(([id, given]) => ({ id, run: connectorOf(given) }));
  return { name, kind: 'mock', connectors: () => definitions };
}

function connectorOf(given: Mock): Connector {
  if (typeof given === 'function') return given;
  if (Array.isArray(given)) return inTurn(given);
  if ('calls' in given) return replay(given);
  return () => say(given);
}

function inTurn(answers: ScriptedAnswer[]): Connector {
  let turn = 0;
  return () => {
    const answer = answers[Math.min(turn++, answers.length - 1)];
    return answer ? say(answer) : null;
  };
}

// Each recorded call answers once; when all of the same parameters are used up, the last one answers again.
function replay({ calls }: ServiceRecording): Connector {
  const left = [...calls];
  const used: RecordedCall[] = [];
  return (parameters, { operator }) => {
    const asked = key(operator, parameters);
    const same = (call: RecordedCall) => key(call.operator, call.parameters) === asked;
    const at = left.findIndex(same);
    const call = at >= 0 ? left.splice(at, 1)[0] : used.findLast(same);
    if (!call) throw notRecorded(operator, calls);
    used.push(call);
    return say(call.error ? { error: call.error } : { answer: call.answer ?? null });
  };
}

function notRecorded(operator: string, calls: RecordedCall[]): ConnectorError {
  const some = calls.some((call) => call.operator === operator);
  return new ConnectorError({
    reason: 'connector/not-recorded',
    message: `The recording holds no call of ${operator} with these parameters.`,
    help: some ? 'It holds calls of this operator with other parameters; record anew.' : 'Record a run that calls it.',
  });
}

function say(scripted: ScriptedAnswer): unknown {
  if ('error' in scripted) throw new ConnectorError(scripted.error);
  return structuredClone(scripted.answer);
}

function key(operator: string, parameters: Data): string {
  return JSON.stringify([operator, parameters], (_key, value) => {
    if (typeof value === 'bigint') return String(value);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}
