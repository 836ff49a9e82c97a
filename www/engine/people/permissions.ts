/**
 * Reads SpiffArena's permission files: `groups: { name: { users: [...] } }`, `users: { name: { email } }` and, to be shown,
 * `permissions:`.
 */
import { SignalboxError } from '../errors.js';
import type { People, Persona } from './directory.js';

/** One entry of `permissions:`: who may do what on which address. Signalbox shows it and does not act on it. */
export interface Permission {
  id: string;
  groups: string[];
  users: string[];
  actions: string[];
  uri: string;
}

/** What a permission file holds. */
export interface Permissions {
  /** Its groups, with a persona for every user that they or `users` name. */
  people: People;
  permissions: Permission[];
}

/** Reads the text of a permission file, YAML or JSON. */
export async function readPermissions(text: string): Promise<Permissions> {
  const content = await parsePermissions(text);
  const groups = groupsOf(content.groups);
  const known = usersOf(content.users);
  const named = [...new Set(Object.values(groups).flat())].filter(
    (name) => !known.some(({ username, email }) => username === name || email === name),
  );
  const personas = named.map((name) => (name.includes('@') ? { username: name, email: name } : { username: name }));
  return { people: { personas: [...known, ...personas], groups }, permissions: permissionsOf(content.permissions) };
}

/** The content of a permission file; what is none is refused with the reason. */
export async function parsePermissions(text: string): Promise<Record<string, unknown>> {
  const content: unknown = text.trimStart().startsWith('{') ? json(text) : await yaml(text);
  if (!isRecord(content)) throw refused('it holds no groups');
  if (!isRecord(content.groups) && !isRecord(content.users) && content.permissions === undefined)
    throw refused('it has no "groups"');
  return content;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error));
  }
}

// The reader of YAML is fetched only when somebody brings such a file.
async function yaml(text: string): Promise<unknown> {
  const { parse } = await import('yaml');
  try {
    return parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // After the sentence the reader of YAML draws the line once more.
    throw refused(message.split(/:?\n/)[0] ?? message);
  }
}

function usersOf(given: unknown): Persona[] {
  if (!isRecord(given)) return [];
  return Object.entries(given).map(([username, user]) => {
    const email = isRecord(user) && typeof user.email === 'string' ? user.email : undefined;
    return { username, ...(email && { email }) };
  });
}

function groupsOf(given: unknown): Record<string, string[]> {
  if (!isRecord(given)) return {};
  const members = (group: unknown) => texts(isRecord(group) ? group.users : group);
  return Object.fromEntries(Object.entries(given).map(([name, group]) => [name, members(group)]));
}

function permissionsOf(given: unknown): Permission[] {
  if (!isRecord(given)) return [];
  return Object.entries(given)
    .filter((entry): entry is [string, Record<string, unknown>] => isRecord(entry[1]))
    .map(([id, entry]) => ({
      id,
      groups: texts(entry.groups),
      users: texts(entry.users),
      actions: texts(entry.actions ?? entry.allowed_permissions),
      uri: String(entry.uri ?? ''),
    }));
}

/** One text or several, as a list. */
export function texts(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item) => typeof item === 'string' || typeof item === 'number').map(String);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(reason: string): SignalboxError {
  const message = `This is no permission file: ${reason}.`;
  return new SignalboxError('api/invalid-option', message, {
    help: 'Give YAML or JSON such as {"groups": {"Approvers": {"users": ["ada"]}}}.',
  });
}
