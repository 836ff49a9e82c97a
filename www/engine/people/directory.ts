/** Who is there: personas, groups, and how a session of an identity provider is read. */
import { SignalboxError } from '../errors.js';

/** A person of the simulation. The claims of a JWT are accepted as they are. */
export interface Persona {
  /** Names the person; of claims, `preferred_username`, `email` or `sub` is taken when it is absent. */
  username?: string;
  email?: string;
  /** How the person is shown. */
  name?: string;
  /** Groups the person is in. */
  groups?: string[];
  /** What an identity provider says of the person. */
  claims?: Record<string, unknown>;
  /** Any other claim, where the claims themselves are given. */
  [claim: string]: unknown;
}

/** The people of a run. */
export interface People {
  personas?: Persona[];
  /** Members of groups, by user name or email; SpiffArena's `{ users: [...] }` is accepted too. */
  groups?: Record<string, string[] | { users?: string[] }>;
  /** The claim that names a person's groups; a path with dots goes inside. Default `groups`. */
  groupsClaim?: string;
  /** Let `camunda:assignee`, `candidateUsers` and `candidateGroups` decide where an element has them. Default false. */
  assignment?: boolean;
}

/** A person as the engine speaks of one. */
export interface Identity {
  username: string;
  email: string | null;
  name: string;
  /** Names of all groups the person is in. */
  groups: string[];
}

/** Personas and groups, looked up. */
export class Directory {
  readonly assignment: boolean;
  readonly #claim: string;
  readonly #personas: Identity[];
  readonly #members = new Map<string, string[]>();

  constructor(people: People) {
    this.assignment = people.assignment ?? false;
    this.#claim = people.groupsClaim ?? 'groups';
    for (const [group, given] of Object.entries(people.groups ?? {})) {
      this.#members.set(group, Array.isArray(given) ? given : (given.users ?? []));
    }
    this.#personas = (people.personas ?? []).map((persona) => this.#read(persona));
    this.#refuseTwins();
  }

  /** Every persona, in the order given. */
  personas(): Identity[] {
    return this.#personas;
  }

  /** Names of all groups that are known, declared ones first. */
  groups(): string[] {
    return [...new Set([...this.#members.keys(), ...this.#personas.flatMap((persona) => persona.groups)])];
  }

  /** The persona of that user name or email. */
  find(name: string): Identity | undefined {
    return this.#personas.find((persona) => isCalled(persona, name));
  }

  /** Who somebody is: a persona by name, whoever a JWT names, or whoever the claims or the persona given describe. */
  identify(who: string | Persona): Identity {
    const claims = typeof who === 'string' ? claimsOf(who) : who;
    if (claims === undefined) return this.find(String(who)) ?? this.#read({ username: String(who) });
    const read = this.#read(claims);
    const known = this.find(read.username);
    return known ? { ...read, groups: [...new Set([...known.groups, ...read.groups])] } : read;
  }

  /** Members of a group, and those that it names but nobody knows. */
  members(group: string): { users: string[]; unknown: string[] } {
    const named = this.#members.get(group) ?? [];
    const users = this.#personas.filter((persona) => persona.groups.includes(group)).map(({ username }) => username);
    return { users, unknown: named.filter((name) => !this.find(name)) };
  }

  /** Whether anybody speaks of the group. */
  hasGroup(group: string): boolean {
    return this.groups().includes(group);
  }

  #read(persona: Persona): Identity {
    const claims = { ...persona, ...persona.claims };
    const texts = [persona.username, claims.preferred_username, persona.email, claims.email, claims.sub];
    const username = texts.find((text): text is string => typeof text === 'string' && text !== '');
    if (username === undefined) throw nameless();
    const email = typeof claims.email === 'string' ? claims.email : null;
    const name = typeof claims.name === 'string' && claims.name ? claims.name : username;
    const claimed = at(claims, this.#claim);
    const own = [...listed(persona.groups), ...listed(claimed)];
    const declared = [...this.#members].filter(
      ([, users]) => users.includes(username) || (email && users.includes(email)),
    );
    return { username, email, name, groups: [...new Set([...own, ...declared.map(([group]) => group)])] };
  }

  #refuseTwins(): void {
    const names = this.#personas.map(({ username }) => username);
    const twin = names.find((name, index) => names.indexOf(name) !== index);
    if (twin) throw refused(`Two personas are called "${twin}".`);
  }
}

// The claims inside the text of a JWT. Whether its signature holds is for who received it to check.
function claimsOf(text: string): Persona | undefined {
  const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(text) ?? [];
  if (!payload?.startsWith('ey')) return undefined;
  try {
    const bytes = Uint8Array.from(atob(payload.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims) ? { ...claims } : undefined;
  } catch {
    return undefined;
  }
}

function isCalled({ username, email }: Identity, name: string): boolean {
  return username === name || (email !== null && email === name);
}

// A list of texts, one text, or nothing: providers send all three.
function listed(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item): item is string => typeof item === 'string' && item !== '');
}

function at(claims: Record<string, unknown>, path: string): unknown {
  if (path in claims) return claims[path];
  return path
    .split('.')
    .reduce<unknown>(
      (inner, key) => (typeof inner === 'object' && inner ? Reflect.get(inner, key) : undefined),
      claims,
    );
}

function nameless(): SignalboxError {
  return refused('A persona has no name: give it "username", or the claim "preferred_username", "email" or "sub".');
}

function refused(message: string): SignalboxError {
  return new SignalboxError('api/invalid-option', message, { help: 'See docs/people.md.' });
}
