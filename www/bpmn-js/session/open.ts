/** Makes a session of its own for a diagram whose host brings none. */
import type { SignalboxOptions } from '../binding/options.js';
import { Session } from './Session.js';

/** Loads the engine in a Worker, so that no script can stop the page, and opens a workspace in it. */
export async function openSession({ profile, language }: SignalboxOptions): Promise<Session> {
  const { load } = await import('signalbox');
  const signalbox = await load({ worker: true });
  const options = { ...(profile ? { profile } : {}), ...(language ? { language } : {}) };
  return new Session(await signalbox.workspace(options));
}
