/** Functions about permissions: kept and told, never acted upon. */
import type { HostFunction } from '../host-functions.js';

interface Entry {
  group_identifier: string;
  uri: string;
  permissions: string[];
}

/** What `refresh_permissions` takes, one group. */
interface GroupInfo {
  name?: string;
  permissions?: { uri?: string; actions?: string[] }[];
}

export function permissionFunctions(): Record<string, HostFunction> {
  let entries: Entry[] = [];
  return {
    refresh_permissions(groups: GroupInfo[]) {
      entries = (Array.isArray(groups) ? groups : []).flatMap(entriesOf);
    },
    add_permission(permission: string, uri: string, group: string) {
      entries.push({ group_identifier: group, uri, permissions: [permission] });
    },
    delete_permission(permission: string, uri: string, group: string) {
      const isIt = (each: Entry) => each.group_identifier === group && each.uri === uri;
      entries = entries.filter((each) => !(isIt(each) && each.permissions.includes(permission)));
    },
    get_all_permissions: () => entries,
  };
}

function entriesOf({ name = '', permissions = [] }: GroupInfo): Entry[] {
  return permissions.map(({ uri = '', actions = [] }) => ({ group_identifier: name, uri, permissions: actions }));
}
