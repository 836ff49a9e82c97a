/**
 * The functions that SpiffArena gives to scripts, answered without a server: from the people, the run and the values given.
 * The same inputs give the same answers: time comes from the script, names from the run.
 */
import type { HostFunction } from '../host-functions.js';
import { permissionFunctions } from './permissions.js';
import { processFunctions } from './process.js';
import { localTime, plainText } from './text.js';
import { userFunctions } from './users.js';

/** Values that the functions answer with. */
export interface ArenaOptions {
  /** `get_frontend_url()`. Default `http://localhost:8001`. */
  frontendUrl?: string;
  /** Values of `get_secret()`. One that is not here answers with its name, for connectors to look up. */
  secrets?: Record<string, string>;
  /** `get_current_user()` where nobody is known to act. Default `admin`. */
  user?: string;
  /** `get_user_properties()`. */
  userProperties?: Record<string, unknown>;
}

/** The functions by name, for the option `functions` of a run; `start(..., { arena: true })` gives them too. */
export function arenaFunctions(options: ArenaOptions = {}): Record<string, HostFunction> {
  return {
    ...userFunctions(options),
    ...processFunctions(options),
    ...permissionFunctions(),
    get_localtime: localTime,
    sanitize_for_md: plainText,
  };
}
