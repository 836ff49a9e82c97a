/**
 * What is expected of an element: the variables that those after it read and that nothing in between sets. Of a task of a
 * person that is what the form is to ask for, of a service what the answer is to hold, of a process what its caller gives.
 */
import type { TextNames } from '../contract/types.js';
import { isMap, type JsonSchema } from '../forms/types.js';
import { attribute, below, content, type Outlined, processOf } from './outline.js';
import { correlated, valuesOf } from './payload.js';
import { merged } from './schema.js';
import type { ExpectedVariable } from './types.js';
import { belongings, brought, decisionOf, provided, type VariableGround } from './variables.js';
import { Joins, keyOf, type Stop, Ways } from './ways.js';

/** Which element: by its file or its process, where several have the id. */
export interface Whereabouts {
  file?: string | undefined;
  process?: string | undefined;
  /** The process that was started, where that is known: called processes go back only to those that it reaches. */
  root?: string | undefined;
}

/** One thing that happens at a stop: a text that reads and writes, names that are set, or everything being possible: a form nobody has, a text with an error. */
type Act = { reads: Map<string, JsonSchema>; writes: ReadonlySet<string> } | 'anything';

interface SearchOptions {
  /** Called processes go back to these only. */
  within: ReadonlySet<string> | undefined;
  /** Whether it begins with a process. */
  isProcess: boolean;
}

/** Answers what is expected of elements; made once for files as they are. */
export class Expectations {
  readonly #ways: Ways;
  readonly #texts = new Map<string, TextNames[]>();
  readonly #acts = new Map<Outlined, { coming: Act[]; left: Act[] }>();

  constructor(private readonly ground: VariableGround) {
    this.#ways = new Ways(ground.all);
    for (const text of ground.texts) {
      const key = `${text.file}\n${text.element}`;
      this.#texts.set(key, [...(this.#texts.get(key) ?? []), text]);
    }
  }

  /** What is expected of an element, or of whoever starts a process. */
  of(id: string, { file, process, root }: Whereabouts = {}): ExpectedVariable[] {
    const element = this.#find(id, { file, process });
    if (!element) return [];
    const found = new Map<string, ExpectedVariable>();
    for (const name of outputItems(element)) note(found, name, {}, element);
    const isProcess = element.tag === 'process';
    const from = isProcess ? this.#ways.starts(element) : [{ at: element, left: true }];
    // Nothing of a process is expected of its caller that the process may set itself.
    const within = isProcess ? id : root;
    this.#search(from, found, { within: within === undefined ? undefined : this.#ways.reached(within), isProcess });
    const expected = [...found.values()].filter(
      ({ name, readers }) => !readers.every((reader) => this.#isObject(name, reader.file)),
    );
    const own = new Set(brought(this.ground, element).map(([name]) => name));
    return expected.map((variable) => ({ ...variable, own: own.has(variable.name) }));
  }

  /** What the payload is to hold that an element receives: what is read of it, and its correlation properties. */
  payload(id: string, where: Whereabouts = {}, awaited: object = {}): JsonSchema {
    const element = this.#find(id, where);
    const read = this.of(id, where).find(({ own }) => own)?.schema ?? {};
    const schemas = element ? correlated(this.ground, element, valuesOf(awaited)) : [];
    return schemas.reduce(merged, { ...read, type: 'object', properties: read.properties ?? {} });
  }

  #find(id: string, { file, process }: Whereabouts): Outlined | undefined {
    return this.ground.all.find(
      (known) =>
        known.id === id &&
        (file === undefined || known.file === file) &&
        (process === undefined || processOf(known) === process),
    );
  }

  #isObject(name: string, file: string): boolean {
    return this.ground.all.some((known) => known.tag === 'dataObject' && known.id === name && known.file === file);
  }

  /**
   * Goes on from stops until it is known at each place which names are set on all ways there (of a process: on any way),
   * then notes what is read beside these.
   */
  #search(from: readonly Stop[], found: Map<string, ExpectedVariable>, { within, isProcess }: SearchOptions): void {
    const known = new Map<string, { stop: Stop; set: ReadonlySet<string> }>();
    const open: { stop: Stop; set: ReadonlySet<string> }[] = from.map((stop) => ({ stop, set: new Set() }));
    const joins = new Joins(this.#ways);
    for (let next = open.pop(); next; next = open.pop() ?? joins.pass()) {
      const from = next.stop;
      const key = keyOf(from);
      const before = known.get(key)?.set;
      const set = before ? (isProcess ? union(before, next.set) : common(before, next.set)) : next.set;
      if (before && set.size === before.size) continue;
      known.set(key, { stop: from, set });
      const behind = this.#happens(from, set);
      for (const stop of behind ? this.#ways.after(from, within) : [])
        if (behind && (isProcess || !joins.waits(stop, from, behind))) open.push({ stop, set: behind });
    }
    for (const { stop, set } of known.values())
      this.#happens(stop, set, (name, schema) => note(found, name, schema, stop.at));
  }

  /** Tells what is read at a stop; returns the names that are set behind it, nothing when all may be. */
  #happens(
    stop: Stop,
    before: ReadonlySet<string>,
    read?: (name: string, schema: JsonSchema) => void,
  ): Set<string> | undefined {
    const set = new Set(before);
    for (const act of this.#actsAt(stop)) {
      if (act === 'anything') return undefined;
      for (const [name, schema] of act.reads) if (!set.has(name)) read?.(name, schema);
      for (const name of act.writes) set.add(name);
    }
    return set;
  }

  #actsAt({ at, left }: Stop): readonly Act[] {
    const known = this.#acts.get(at) ?? { coming: this.#coming(at), left: this.#left(at) };
    this.#acts.set(at, known);
    return left ? known.left : known.coming;
  }

  #coming(element: Outlined): Act[] {
    const own = [element, ...belongings(element)].flatMap((part) => this.#textsOf(part));
    const role = (...roles: string[]) => own.filter((text) => roles.includes(text.role)).map(actOf);
    return [
      { reads: collections(element), writes: new Set() },
      sets(provided(this.ground, element)),
      ...role('preScript'),
      ...role('script', 'expression'),
      ...this.#decision(element),
      ...(isUnknownForm(this.ground, element) ? (['anything'] as const) : [sets(brought(this.ground, element))]),
    ];
  }

  #left(element: Outlined): Act[] {
    const behind = this.#textsOf(element).filter(({ role }) => role === 'postScript');
    const conditions = this.#ways.flows(element).flatMap((flow) => this.#textsOf(flow));
    return [...behind.map(actOf), ...conditions.map(actOf)];
  }

  #decision(element: Outlined): Act[] {
    const decision = decisionOf(this.ground.all, element);
    const parts = decision ? [decision, ...below(decision)] : [];
    return parts.flatMap((part) => this.#textsOf(part)).map(actOf);
  }

  #textsOf({ file, id }: Outlined): TextNames[] {
    return (id && this.#texts.get(`${file}\n${id}`)) || [];
  }
}

const union = (one: ReadonlySet<string>, other: ReadonlySet<string>) => new Set([...one, ...other]);
const common = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  new Set([...one].filter((name) => other.has(name)));

/** A task whose form nobody has: what a person enters there may be anything. */
function isUnknownForm(ground: VariableGround, element: Outlined): boolean {
  return element.tag === 'userTask' && brought(ground, element).length === 0;
}

/** What texts can read without anybody setting it. */
const CONTEXT = new Set(['task', 'loopCounter']);

/** Whether a text calls a name: then it is a function of the host, and no data. */
function isCalled(name: string, text: string): boolean {
  const at = text.indexOf(`${name}(`);
  return at >= 0 && !/[\w$.]/.test(text.charAt(at - 1));
}

function actOf({ reads, writes, expects, role, text, unknown }: TextNames): Act {
  if (unknown) return 'anything';
  const told = isMap(expects) ? expects : {};
  const data = reads.filter((name) => !CONTEXT.has(name) && told[name] !== null && !isCalled(name, text));
  const schemaOf = (name: string): JsonSchema => {
    const schema = told[name];
    return isMap(schema) ? schema : role === 'condition' && text.trim() === name ? { type: 'boolean' } : {};
  };
  return { reads: new Map(data.map((name) => [name, schemaOf(name)])), writes: new Set(writes) };
}

const sets = (names: readonly (readonly [string, unknown])[]): Act => ({
  reads: new Map(),
  writes: new Set(names.map(([name]) => name)),
});

/** The collection of a multi-instance activity, where it is a variable. */
function collections(element: Outlined): Map<string, JsonSchema> {
  const names = belongings(element).map((part) =>
    part.tag === 'loopDataInputRef' ? content(part) : attribute(part, 'collection'),
  );
  return new Map(names.flatMap((name) => (name && /^\w+$/.test(name) ? [[name, { type: 'array' }] as const] : [])));
}

/** What each instance of a multi-instance activity is to leave. */
function outputItems(element: Outlined): string[] {
  const items = belongings(element).filter(({ tag }) => tag === 'outputDataItem');
  return items.flatMap(({ id, name }) => name ?? id ?? []);
}

function note(found: Map<string, ExpectedVariable>, name: string, schema: JsonSchema, reader: Outlined): void {
  const known = found.get(name) ?? { name, schema: {}, readers: [], own: false };
  known.schema = merged(known.schema, schema);
  if (!known.readers.some(({ element, file }) => element === reader.id && file === reader.file))
    known.readers.push({ element: reader.id ?? '', file: reader.file });
  found.set(name, known);
}
