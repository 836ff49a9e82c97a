/** Events that a host sends into a run. */
import type { ExternalEvent } from './contract/types.js';
import { SignalboxError } from './errors.js';
import type { Data, Value } from './value.js';

/** An event from outside: `{ message: 'paid', payload: ... }`, or all fields of an `ExternalEvent`. */
export type SentEvent = { payload?: unknown; correlations?: object; target?: number } & (
  | Pick<ExternalEvent, 'type' | 'name' | 'code'>
  | { message: string }
  | { signal: string }
  | { error: string }
  | { escalation: string }
);

/** All fields of an event. */
export function externalEvent(event: SentEvent): ExternalEvent {
  const { payload, correlations, target } = event;
  const rest: Omit<ExternalEvent, 'type'> = {
    ...(payload !== undefined && { payload: payload as Value }),
    ...(correlations && { correlations: correlations as Data }),
    ...(target !== undefined && { target }),
  };
  if ('type' in event) {
    const { type, name, code } = event;
    return { type, ...(name !== undefined && { name }), ...(code !== undefined && { code }), ...rest };
  }
  if ('message' in event) return { type: 'message', name: event.message, ...rest };
  if ('signal' in event) return { type: 'signal', name: event.signal, ...rest };
  if ('error' in event) return { type: 'error', name: event.error, code: event.error, ...rest };
  if ('escalation' in event) return { type: 'escalation', name: event.escalation, code: event.escalation, ...rest };
  throw new SignalboxError('api/invalid-option', 'An event is a message, signal, error or escalation.', {
    help: "Give its name: { message: 'paid', payload: ... }.",
  });
}
