/** Writes people into a permission file: its permissions, its comments and what else it holds stay as they are. */
import type { Document } from 'yaml';
import type { People } from './directory.js';
import { isRecord, parsePermissions, texts } from './permissions.js';

/** A person as a permission file has one. */
interface User {
  name: string;
  email: string | undefined;
}

/** What the sections `users` and `groups` are to say. */
interface Sections {
  users: User[];
  groups: Map<string, string[]>;
}

/**
 * The text of a permission file with these people: `groups` with their members, and `users` with the address of who has one
 * or is in no group. Passwords are left out. An empty text begins a new file; one that begins with `{` stays JSON.
 */
export async function writePermissions(text: string, people: People): Promise<string> {
  const content = text.trim() === '' ? {} : await parsePermissions(text);
  const sections = sectionsOf(people, isRecord(content.groups) ? content.groups : {});
  if (text.trimStart().startsWith('{')) return `${JSON.stringify(inJson(content, sections), undefined, 2)}\n`;
  const yaml = await import('yaml');
  const document: Document = text.trim() === '' ? new yaml.Document({}) : yaml.parseDocument(text);
  writeUsers(document, content, sections);
  writeGroups(document, content, sections);
  return document.toString();
}

function sectionsOf({ personas = [], groups = {} }: People, before: Record<string, unknown>): Sections {
  const members = new Map(Object.keys(before).map((name): [string, string[]] => [name, []]));
  const join = (group: string, user: string) => {
    const all = members.get(group) ?? [];
    if (!all.includes(user)) members.set(group, [...all, user]);
  };
  for (const { username = '', groups: own = [] } of personas) for (const group of own) join(group, username);
  for (const [group, given] of Object.entries(groups))
    for (const user of Array.isArray(given) ? given : (given.users ?? [])) join(group, user);
  const joined = new Set([...members.values()].flat());
  const users = personas
    .map(({ username = '', email }) => ({ name: username, email: email && email !== username ? email : undefined }))
    .filter(({ name, email }) => email !== undefined || !joined.has(name));
  return { users, groups: members };
}

function inJson(content: Record<string, unknown>, { users, groups }: Sections): Record<string, unknown> {
  const before = isRecord(content.users) ? content.users : {};
  const entry = ({ name, email }: User): [string, object] => {
    const { password: _, email: __, ...rest } = isRecord(before[name]) ? before[name] : {};
    return [name, { ...rest, ...(email && { email }) }];
  };
  const { users: _, ...rest } = content;
  return {
    ...(users.length > 0 && { users: Object.fromEntries(users.map(entry)) }),
    ...rest,
    groups: Object.fromEntries([...groups].map(([name, members]) => [name, { users: members }])),
  };
}

function writeUsers(document: Document, content: Record<string, unknown>, { users }: Sections): void {
  const before = isRecord(content.users) ? content.users : {};
  if (users.length === 0) return void document.delete('users');
  for (const name of Object.keys(before))
    if (!users.some((user) => user.name === name)) document.deleteIn(['users', name]);
  for (const { name, email } of users) {
    const known = isRecord(before[name]) ? before[name] : undefined;
    if (!known) document.setIn(['users', name], document.createNode(email ? { email } : {}));
    else if (email !== known.email) setOrDelete(document, ['users', name, 'email'], email);
    if (known && 'password' in known) document.deleteIn(['users', name, 'password']);
  }
}

// A group that says the same is left as it is written.
function writeGroups(document: Document, content: Record<string, unknown>, { groups }: Sections): void {
  const before = isRecord(content.groups) ? content.groups : {};
  for (const [name, members] of groups) {
    const known = before[name];
    const said = texts(isRecord(known) ? known.users : known);
    if (known !== undefined && said.length === members.length && said.every((user) => members.includes(user))) continue;
    const list = document.createNode(members, { flow: true });
    if (Array.isArray(known)) document.setIn(['groups', name], list);
    else document.setIn(['groups', name, 'users'], list);
  }
}

function setOrDelete(document: Document, path: string[], value: string | undefined): void {
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, value);
}
