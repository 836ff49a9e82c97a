/**
 * Handlers: the host does what an element does. They are found by the element's id, the element template it was made from,
 * an extension element or attribute by its qualified name (`myns:thing`), or its type (`bpmn:ServiceTask`).
 */
import { failureOf } from './connectors/error.js';
import { type Dispatch, type JobRequest, LATER, type Outcome } from './connectors/types.js';
import { isPromise } from './host-functions.js';
import type { Data } from './value.js';

/** What a handler is told. Plain data. */
export interface HandlerContext {
  /** The task; `run.complete(task)` answers for it later. */
  task: number;
  /** Id, name and type of the element, and its lane. */
  element: string;
  name: string | null;
  type: string;
  lane: string | null;
  /** What the handler was found by. */
  handler: string;
  /** The task's data. */
  data: Data;
  /** Evaluated parameters of a service task. */
  parameters: Data;
}

/**
 * Does an element. `true` completes it; an object completes it and is its result; `false` or an error fails it, an error
 * with a text `code` as a BPMN error. A promise leaves it STARTED until it is resolved, `undefined` until somebody completes it.
 */
export type Handler = (context: HandlerContext) => unknown;

/** Hands jobs to handlers. Those by type leave a service task to a connector of its operator, where there is one. */
export function withHandlers(handlers: Record<string, Handler>, dispatch: Dispatch): Dispatch {
  return (request, signal) => {
    const { job, envelope } = request;
    const handler = job.handler !== null && Object.hasOwn(handlers, job.handler) ? handlers[job.handler] : undefined;
    if (!handler || envelope !== undefined) return dispatch(request, signal);
    const handle = () => handled(handler, request);
    const byType = job.handler?.startsWith('bpmn:') && job.type !== 'handler';
    return byType ? unlessClaimed(dispatch(request, signal), handle) : handle();
  };
}

function unlessClaimed(outcome: Outcome | Promise<Outcome>, handle: () => Outcome | Promise<Outcome>) {
  if (isPromise(outcome))
    return (outcome as Promise<Outcome>).then((ended) => ('unclaimed' in ended ? handle() : ended));
  return 'unclaimed' in outcome ? handle() : outcome;
}

function handled(handler: Handler, request: JobRequest): Outcome | Promise<Outcome> {
  const { job, element, taskData } = request;
  const context: HandlerContext = {
    task: job.task,
    element: job.element,
    ...element,
    handler: job.handler ?? '',
    data: taskData,
    parameters: job.parameters,
  };
  const outcome = (result: unknown) => outcomeOf(result, job.element);
  try {
    const result = handler(context);
    return isPromise(result) ? result.then(outcome, failed) : outcome(result);
  } catch (error) {
    return failed(error);
  }
}

function outcomeOf(result: unknown, element: string): Outcome {
  if (result === undefined || result === LATER) return { accepted: true };
  if (result === false) return { error: { message: `The handler of ${element} answered false.` } };
  return { value: result === true ? {} : result };
}

function failed(error: unknown): Outcome {
  return { error: failureOf(error) };
}
