/** For servers: takes the answers that connector proxies send later. */
import { SignalboxError } from '../errors.js';
import { callbackTarget } from './proxy.js';

/** The part of a run that takes answers; one in a Worker fits too. */
export interface CallbackRun {
  callback(target: string, envelope: unknown): Promise<unknown>;
}

/**
 * Makes a handler for requests to the `callbackUrl` of a proxy: `PUT .../{run}/{task}` with an envelope. `find` gives the
 * run by its start option `instance`.
 */
export function callbackHandler(
  find: (run: string) => CallbackRun | undefined | Promise<CallbackRun | undefined>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'PUT') return reply(405, 'Answers come by PUT.');
    const target = callbackTarget(request.url);
    const run = target && (await find(target.run));
    if (!run) return reply(404, 'There is no such run.');
    const envelope: unknown = await request.json().catch(() => undefined);
    if (envelope === undefined) return reply(400, 'The answer is no JSON.');
    try {
      await run.callback(request.url, envelope);
      return reply(200, 'Taken.');
    } catch (error) {
      if (error instanceof SignalboxError) return reply(error.code === 'run/not-waiting' ? 409 : 400, error.message);
      throw error;
    }
  };
}

function reply(status: number, message: string): Response {
  return Response.json({ ok: status === 200, message }, { status });
}
