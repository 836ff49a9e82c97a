/** Functions about users. */
import type { CallContext } from '../call-context.js';
import type { HostFunction } from '../host-functions.js';
import type { Identity } from '../people/index.js';
import type { ArenaOptions } from './index.js';

/** A user as scripts see one. */
export function userRecord({ username, email, name }: Identity): object {
  return { username, email, display_name: name, service: 'signalbox', service_id: username };
}

export function userFunctions({ user = 'admin', userProperties = {} }: ArenaOptions): Record<string, HostFunction> {
  const someone: Identity = { username: user, email: null, name: user, groups: [] };
  const properties = new Map<string, Record<string, unknown>>();
  const acting = (context: CallContext) => context.user ?? someone;
  return {
    get_current_user() {
      return userRecord(acting(this));
    },
    get_process_initiator_user() {
      return userRecord(this.initiator ?? someone);
    },
    get_group_members(group: string) {
      return this.groups[group] ?? [];
    },
    get_last_user_completing_task(process: string, element: string) {
      const last = this.completions.findLast((each) => each.process === process && each.element === element);
      return last ? userRecord({ username: last.user, email: null, name: last.user, groups: [] }) : null;
    },
    times_executed_by_user(element?: string) {
      const [{ username }, wanted] = [acting(this), element ?? this.task.element];
      return this.completions.filter((each) => each.user === username && each.element === wanted).length;
    },
    user_has_started_instance() {
      return (this.initiator ?? someone).username === acting(this).username;
    },
    get_user_properties() {
      return { ...userProperties, ...properties.get(acting(this).username) };
    },
    set_user_properties(given: Record<string, unknown>) {
      const { username } = acting(this);
      properties.set(username, { ...properties.get(username), ...given });
    },
  };
}
