/** The people of one run: who started it, who acts now, who completed what, and who may do which task. */
import type { Completion, Task } from '../contract/types.js';
import { SignalboxError } from '../errors.js';
import { Directory, type Identity, type People, type Persona } from './directory.js';
import { mayDo, type Owners, ownersOf, refusal, sentence } from './owners.js';

/** Who may do a task, as one person sees it. */
export interface Assignment {
  task: number;
  owners: Owners;
  /** Whether that person may complete it. */
  may: boolean;
  /** Who may and, where that person may not, why; for people to read. */
  reason: string;
}

export class Acting {
  readonly #identity: unknown;
  #directory: Directory | null = null;
  #initiator: Identity | null = null;
  #actor: Identity | null;
  #completions: Completion[];

  constructor(people: People | undefined, identity: unknown, completions: Completion[] = []) {
    this.#identity = identity;
    this.use(people);
    this.#actor = this.#initiator;
    this.#completions = completions;
  }

  /** Takes other people; none at all opens everything to everybody. */
  use(people: People | undefined): void {
    this.#directory = people ? new Directory(people) : null;
    this.#initiator = this.#started(this.#identity);
  }

  /** Null while everything is open to everybody. */
  get directory(): Directory | null {
    return this.#directory;
  }

  /** Who started the run. */
  get initiator(): Identity | null {
    return this.#initiator;
  }

  /** Who acted last; scripts that run now run on that person's behalf. */
  get actor(): Identity | null {
    return this.#actor;
  }

  identify(who: string | Persona): Identity {
    return (this.directory ?? new Directory({})).identify(who);
  }

  owners(task: Task): Owners {
    if (this.directory) return ownersOf(task, this.directory, this.#initiator);
    const why = 'The run has no people, so everything is open.';
    return { users: [], groups: [], waiting: [], guest: true, why, problem: null };
  }

  may(who: Identity, task: Task): boolean {
    return mayDo(who, this.owners(task));
  }

  /** Who may do a task, for one person to see. */
  assignment(task: Task, who: Identity | null): Assignment {
    const owners = this.owners(task);
    const may = who === null || mayDo(who, owners);
    const reason = who && !may ? refusal(who, owners) : `${owners.why} ${sentence(owners)}`.trim();
    return { task: task.id, owners, may, reason };
  }

  /** Refuses who may not do the task. */
  check(who: Identity, task: Task): void {
    const owners = this.owners(task);
    if (mayDo(who, owners)) return;
    const name = task.name || task.element;
    const code = owners.problem ? 'run/no-potential-owner' : 'run/not-potential-owner';
    const help = 'Let a potential owner complete it, or change lane, groups or lane_owners.';
    throw new SignalboxError(code, refusal(who, owners, `The task "${name}"`), { help });
  }

  /** Lets somebody complete a task; a refused completion did not take place. */
  completing<Result>(who: Identity, { id: task, element, process }: Task, complete: () => Result): Result {
    const before = { actor: this.#actor, completions: this.#completions };
    this.#actor = who;
    this.#completions = [...this.#completions, { task, element, process, user: who.username }];
    try {
      return complete();
    } catch (error) {
      ({ actor: this.#actor, completions: this.#completions } = before);
      throw error;
    }
  }

  /** Takes over what the log says, after the run went elsewhere in its history. */
  recall(completions: Completion[]): void {
    this.#completions = completions;
  }

  /** Who completed what, oldest first. */
  get completions(): readonly Completion[] {
    return this.#completions;
  }

  /** Everybody a group names, whether known as a persona or not. */
  members(group: string): string[] {
    const { users, unknown } = this.directory?.members(group) ?? { users: [], unknown: [] };
    return [...users, ...unknown];
  }

  // What `identity` was, before there were people, was up to the host: anything without a name starts nothing.
  #started(identity: unknown): Identity | null {
    if (typeof identity === 'string' && identity !== '') return this.identify(identity);
    if (typeof identity !== 'object' || identity === null || Array.isArray(identity)) return null;
    try {
      return this.identify({ ...identity });
    } catch {
      return null;
    }
  }
}
