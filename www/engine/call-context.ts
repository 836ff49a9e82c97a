/** What a function of the host is told about the script that calls it. */
import type { CallerInfo } from './contract/types.js';
import type { Acting, Identity } from './people/index.js';

/** Names of the surroundings, as SpiffArena knows them. */
export interface Identifiers {
  /** The environment: `get_env()`. Default `local`. */
  environment?: string;
  /** The process model. Default: the id of what was started. */
  processModel?: string;
}

/** `this` of a host function that is called by a script. Plain data. */
export interface CallContext {
  /** The task on whose behalf the script runs, with its data as it was when the script began. */
  task: CallerInfo;
  environment_identifier: string;
  process_instance_id: string | number;
  process_model_identifier: string;
  /** Who acts: who completed a task last, at first who started the run. */
  user: Identity | null;
  /** Who started the run. */
  initiator: Identity | null;
  /** Members of the groups that are known. */
  groups: Record<string, string[]>;
  /** Who completed which element, oldest first. */
  completions: { element: string; process: string; user: string }[];
}

/** Makes the context of a call. */
export function contextOf(
  from: CallerInfo,
  acting: Acting,
  process: string,
  instance: string | number,
  given: Identifiers = {},
): CallContext {
  const groups = acting.directory?.groups() ?? [];
  return {
    task: from,
    environment_identifier: given.environment ?? 'local',
    process_instance_id: instance,
    process_model_identifier: given.processModel ?? process,
    user: acting.actor,
    initiator: acting.initiator,
    groups: Object.fromEntries(groups.map((group) => [group, acting.members(group)])),
    completions: acting.completions.map(({ element, process, user }) => ({ element, process, user })),
  };
}
