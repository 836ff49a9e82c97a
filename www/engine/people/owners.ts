/**
 * Who may do a task of a person, by the rules of SpiffArena: guests where they are allowed; the initiator where there is no
 * lane or the lane says so; whom `lane_owners` in the data names for the lane; else the group named like the lane.
 */
import type { Task } from '../contract/types.js';
import type { Directory, Identity } from './directory.js';

/** The potential owners of a task. */
export interface Owners {
  /** User names of those who may do it. */
  users: string[];
  /** Groups whose members may do it. */
  groups: string[];
  /** Names that nobody answers to yet; whoever comes under one of them may do it. */
  waiting: string[];
  /** Whether everybody may do it. */
  guest: boolean;
  /** How that came about, one sentence. */
  why: string;
  /** Why nobody may do it; null when somebody may. */
  problem: string | null;
}

type Facts = Pick<Task, 'lane' | 'allowGuest' | 'assignment' | 'data'>;

/** The potential owners of a task that these people could do, in a run that `initiator` has started. */
export function ownersOf(task: Facts, people: Directory, initiator: Identity | null): Owners {
  if (task.allowGuest) return owners({ guest: true, why: 'The task allows guests.' });
  const assigned = people.assignment ? byAssignment(task, people, initiator) : undefined;
  if (assigned) return assigned;
  if (!task.lane) return byInitiator(initiator, 'The task stands in no lane');
  if (/^(process.?)initiator/i.test(task.lane))
    return byInitiator(initiator, `The lane "${task.lane}" is the initiator's`);
  return byLaneOwners(task.lane, task.data.lane_owners, people) ?? byGroup(task.lane, people);
}

/** Whether somebody is among the owners. */
export function mayDo(who: Identity, { users, groups, waiting, guest }: Owners): boolean {
  const named = [...users, ...waiting].some((name) => name === who.username || name === who.email);
  return guest || named || groups.some((group) => who.groups.includes(group));
}

/** Who may do a task and why somebody may not; `what` names the task. */
export function refusal(who: Identity, found: Owners, what = 'This'): string {
  const own = who.groups.length > 0 ? `who is in ${who.groups.join(', ')}` : 'who is in no group';
  const why = found.problem ? '' : `${found.why} `;
  return `${what} is not for ${who.username}, ${own}. ${why}${sentence(found)}`;
}

/** Who may do a task, one sentence. */
export function sentence({ users, groups, waiting, guest, problem }: Owners): string {
  if (problem) return problem;
  if (guest) return 'Everybody may do it.';
  const inGroups = groups.length > 0 ? [`members of ${groups.join(', ')}`] : [];
  const late = waiting.length > 0 ? [`${waiting.join(', ')} (not known yet)`] : [];
  const who = [...(users.length > 0 ? [users.join(', ')] : []), ...inGroups, ...late];
  return `It is for ${who.join('; ')}.`;
}

function owners(found: Partial<Owners> & Pick<Owners, 'why'>): Owners {
  return { users: [], groups: [], waiting: [], guest: false, problem: null, ...found };
}

function byInitiator(initiator: Identity | null, ground: string): Owners {
  if (initiator) return owners({ users: [initiator.username], why: `${ground}, so it is for who started the run.` });
  const problem = `${ground}, so it is for who started the run, and that is not known: start it with "identity".`;
  return owners({ why: `${ground}.`, problem });
}

// A lane that the variable does not name falls back to the group of its name.
function byLaneOwners(lane: string, given: unknown, people: Directory): Owners | undefined {
  if (typeof given !== 'object' || given === null || !Object.hasOwn(given, lane)) return undefined;
  const named: unknown = Reflect.get(given, lane);
  const names = (Array.isArray(named) ? named : [named]).filter((name) => typeof name === 'string');
  const found = resolve(names, people);
  const why = `lane_owners["${lane}"] names ${names.length > 0 ? names.join(', ') : 'nobody'}.`;
  return owners({ ...found, why, problem: nobody(found, `${why} Nobody may do the task.`) });
}

function byGroup(lane: string, people: Directory): Owners {
  const { users, unknown } = people.members(lane);
  const found = { users, groups: people.hasGroup(lane) ? [lane] : [], waiting: unknown };
  const missing = `The task stands in the lane "${lane}", and no group has that name. Nobody may do the task.`;
  return owners({ ...found, why: `The task stands in the lane "${lane}".`, problem: nobody(found, missing) });
}

function byAssignment({ assignment, data }: Facts, people: Directory, initiator: Identity | null): Owners | undefined {
  const values = (...names: string[]) =>
    assignment
      .filter(([name]) => names.includes(name))
      .flatMap(([, value]) => value.split(','))
      .map((value) => evaluated(value.trim(), data, initiator))
      .filter((value) => value !== '');
  const users = values('assignee', 'candidateUsers');
  const groups = values('candidateGroups');
  if (users.length + groups.length === 0) return undefined;
  const found = resolve([...users, ...groups.map((group) => `group:${group}`)], people);
  return owners({ ...found, why: 'The element names an assignee or candidates.' });
}

// `${initiator}`, `=initiator` and names of variables are understood; other expressions stay as they are and match nobody.
function evaluated(text: string, data: Facts['data'], initiator: Identity | null): string {
  const name = /^(?:[$#]\{\s*([\w.]+)\s*\}|=\s*([\w.]+))$/.exec(text);
  const variable = name?.[1] ?? name?.[2];
  if (variable === undefined) return text;
  const value = data[variable];
  if (typeof value === 'string') return value;
  return variable === 'initiator' ? (initiator?.username ?? text) : text;
}

// `group:x` stands for the members of x; a user nobody knows is kept for the day somebody comes under that name.
function resolve(names: string[], people: Directory): Pick<Owners, 'users' | 'groups' | 'waiting'> {
  const groups = names.filter((name) => name.startsWith('group:')).map((name) => name.slice('group:'.length));
  const single = names.filter((name) => !name.startsWith('group:'));
  const members = groups.map((group) => people.members(group));
  const users = single.flatMap((name) => people.find(name)?.username ?? []);
  const waiting = single.filter((name) => !people.find(name));
  return {
    users: [...new Set([...users, ...members.flatMap((group) => group.users)])],
    groups,
    waiting: [...new Set([...waiting, ...members.flatMap((group) => group.unknown)])],
  };
}

function nobody(
  { users, groups, waiting }: Pick<Owners, 'users' | 'groups' | 'waiting'>,
  message: string,
): string | null {
  return users.length + groups.length + waiting.length > 0 ? null : message;
}
