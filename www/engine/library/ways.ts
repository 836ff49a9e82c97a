/** The flow of all files, forwards: into sub-processes and called processes, and out of them again. */
import { attribute, below, containerOf, type Outlined, ownerOf, processOf } from './outline.js';
import { LEVELS } from './variables.js';

/** A place on the way: where a token comes to an element, or has left it. */
export interface Stop {
  at: Outlined;
  left: boolean;
}

/** Where tokens go. */
export class Ways {
  readonly #byId = new Map<string, Outlined>();
  readonly #flows = new Map<Outlined, Outlined[]>();
  readonly #incoming = new Map<Outlined, number>();
  readonly #inside = new Map<Outlined, Outlined[]>();
  readonly #boundary = new Map<Outlined, Outlined[]>();
  readonly #processes = new Map<string, Outlined>();
  readonly #callers = new Map<string, Outlined[]>();
  readonly #called = new Map<string, string[]>();

  constructor(all: readonly Outlined[]) {
    for (const element of all) if (element.id) this.#byId.set(`${element.file}\n${element.id}`, element);
    const targets = new Set<Outlined>();
    for (const element of all) {
      if (element.tag === 'process' && element.id) this.#processes.set(element.id, element);
      if (element.tag === 'sequenceFlow') {
        push(this.#flows, this.#named(element, 'sourceRef'), element);
        const target = this.#named(element, 'targetRef');
        if (target) this.#incoming.set(target, this.incoming(target) + 1);
        if (target) targets.add(target);
      }
      if (element.tag === 'boundaryEvent') push(this.#boundary, this.#named(element, 'attachedToRef'), element);
      const called = element.tag === 'callActivity' && attribute(element, 'calledElement');
      if (called) {
        push(this.#callers, called, element);
        push(this.#called, processOf(element) ?? undefined, called);
      }
    }
    for (const element of all)
      if (beginsAt(element) && !targets.has(element)) push(this.#inside, containerOf(element), element);
  }

  /** The sequence flows out of an element. */
  flows(element: Outlined): readonly Outlined[] {
    return this.#flows.get(element) ?? [];
  }

  /** How many sequence flows lead to an element. */
  incoming(element: Outlined): number {
    return this.#incoming.get(element) ?? 0;
  }

  /** A process and all that it calls, and they call. */
  reached(root: string): ReadonlySet<string> {
    const found = new Set([root]);
    // A set is gone through with what is added on the way.
    for (const process of found) for (const called of this.#called.get(process) ?? []) found.add(called);
    return found;
  }

  /** What comes after a stop; where a called process ends, its callers, of those `within` or the only one. */
  after({ at, left }: Stop, within?: ReadonlySet<string>): Stop[] {
    return left ? this.#onwards(at, within) : [...this.#into(at), ...coming(this.#boundary.get(at) ?? [])];
  }

  /** Where a process or sub-process begins. */
  starts(level: Outlined): Stop[] {
    return coming(this.#inside.get(level) ?? []);
  }

  #into(element: Outlined): Stop[] {
    const called =
      element.tag === 'callActivity' ? this.#processes.get(attribute(element, 'calledElement') ?? '') : undefined;
    const inside = LEVELS.has(element.tag) ? this.starts(element) : called ? this.starts(called) : [];
    return inside.length > 0 ? inside : [{ at: element, left: true }];
  }

  #onwards(element: Outlined, within?: ReadonlySet<string>): Stop[] {
    const flows = this.flows(element);
    if (flows.length > 0) return coming(flows.flatMap((flow) => this.#named(flow, 'targetRef') ?? []));
    const around = containerOf(element);
    if (around?.tag !== 'process') return around && LEVELS.has(around.tag) ? [{ at: around, left: true }] : [];
    const callers = this.#callers.get(around.id ?? '') ?? [];
    const possible = within ? callers.filter((caller) => within.has(processOf(caller) ?? '')) : callers;
    return within || possible.length === 1 ? possible.map((at) => ({ at, left: true })) : [];
  }

  #named(element: Outlined, property: string): Outlined | undefined {
    return this.#byId.get(`${element.file}\n${attribute(element, property)}`);
  }
}

/** A stop by its place. */
export const keyOf = ({ at, left }: Stop): string => `${left} ${at.file}\n${at.id}`;

/** Parallel joins, which nothing passes before all branches have come: what any of them sets is set behind the join. */
export class Joins {
  readonly #waiting = new Map<string, { stop: Stop; set: Set<string>; from: Set<Outlined> }>();
  readonly #passed = new Set<string>();

  constructor(private readonly ways: Ways) {}

  /** Whether a branch that comes to a stop waits there for others; a join that was passed is not passed again. */
  waits(stop: Stop, from: Stop, set: ReadonlySet<string>): boolean {
    if (stop.left || stop.at.tag !== 'parallelGateway' || this.ways.incoming(stop.at) < 2) return false;
    const key = keyOf(stop);
    if (this.#passed.has(key)) return true;
    const known = this.#waiting.get(key) ?? { stop, set: new Set(), from: new Set() };
    for (const name of set) known.set.add(name);
    known.from.add(from.at);
    this.#waiting.set(key, known);
    return true;
  }

  /** The next join that is passed, once nothing else can go on: first one to which every branch has come. */
  pass(): { stop: Stop; set: ReadonlySet<string> } | undefined {
    const all = [...this.#waiting];
    const [key, found] = all.find(([, { stop, from }]) => from.size >= this.ways.incoming(stop.at)) ?? all[0] ?? [];
    if (key === undefined || !found) return undefined;
    this.#waiting.delete(key);
    this.#passed.add(key);
    return found;
  }
}

const coming = (elements: readonly Outlined[]): Stop[] => elements.map((at) => ({ at, left: false }));

const NODE = /(Task|Event|Gateway|Activity|subProcess|SubProcess|transaction)$|^task$/;

/** Whether tokens may begin at an element when no flow leads there. */
function beginsAt(element: Outlined): boolean {
  if (!NODE.test(element.tag) || element.tag === 'boundaryEvent' || ownerOf(element) !== element) return false;
  const around = containerOf(element);
  const explicit = around?.children.some(({ tag }) => tag === 'startEvent') ?? false;
  return element.tag === 'startEvent' || !explicit || isEventSubProcess(element);
}

const isEventSubProcess = (element: Outlined) =>
  LEVELS.has(element.tag) && below(element).some(({ tag, parent }) => tag === 'startEvent' && parent === element);

function push<Key, Value>(map: Map<Key, Value[]>, key: Key | undefined, value: Value): void {
  if (key !== undefined) map.set(key, [...(map.get(key) ?? []), value]);
}
