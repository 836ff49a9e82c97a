/**
 * A fix is a change of text; the diagram is a tree of model objects with undo. This compares the tree that is drawn with
 * the tree of the fixed text and tells the difference as property changes, which one command makes and takes back.
 */
import type Modeling from 'bpmn-js/lib/features/modeling/Modeling';
import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type { Element } from 'diagram-js/lib/model/Types';

interface PropertyDescriptor {
  name: string;
  type: string;
  isMany?: boolean;
  isReference?: boolean;
  isVirtual?: boolean;
}
/** A model object as moddle makes them. */
export interface Model {
  $type: string;
  $attrs: Record<string, unknown>;
  $parent?: Model;
  /** Elements of a vocabulary that is not known have no properties here. */
  $descriptor: { properties?: PropertyDescriptor[] };
  id?: string;
  get(name: string): unknown;
}
/** Properties of one model object that get other values. */
export interface Change {
  model: Model;
  properties: Record<string, unknown>;
}

/** Properties whose members are drawn; a change in their number needs a new import. */
const DRAWN = new Set([
  'bpmn:flowElements',
  'bpmn:rootElements',
  'bpmn:artifacts',
  'bpmndi:diagrams',
  'bpmn:laneSets',
  'bpmn:participants',
  'bpmn:messageFlows',
  'di:planeElement',
  'bpmn:sourceRef',
  'bpmn:targetRef',
  'bpmn:attachedToRef',
  'di:waypoint',
]);
/** Back references that the modeler keeps by itself. */
const DERIVED = new Set(['bpmn:incoming', 'bpmn:outgoing', 'bpmn:flowNodeRef']);

/** An element that has another id in the text. References to it are objects in the tree and follow by themselves. */
export interface Renamed {
  from: string;
  to: string;
}

/** What to change in `live` to make it say what `fresh` says; undefined when it cannot be told as properties. */
export function differences(live: unknown, fresh: unknown, renamed?: Renamed): Change[] | undefined {
  const changes: Changes = { list: [], renamed };
  return compare(live as Model, fresh as Model, changes) ? changes.list : undefined;
}

interface Changes {
  readonly list: Change[];
  readonly renamed: Renamed | undefined;
}

function compare(live: Model, fresh: Model, changes: Changes): boolean {
  if (live.$type !== fresh.$type) return false;
  if (!live.$descriptor.properties) return plain(live) === plain(fresh);
  const properties: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fresh.$attrs ?? {})) {
    if (!name.startsWith('xmlns') && live.$attrs[name] !== value) properties[name] = value;
  }
  const fits = live.$descriptor.properties.every((property) =>
    compareProperty(live, fresh, property, properties, changes),
  );
  if (Object.keys(properties).length > 0) changes.list.push({ model: live, properties });
  return fits;
}

function compareProperty(
  live: Model,
  fresh: Model,
  property: PropertyDescriptor,
  properties: Record<string, unknown>,
  changes: Changes,
): boolean {
  if (property.isVirtual || DERIVED.has(property.name)) return true;
  const [now, then] = [live.get(property.name), fresh.get(property.name)];
  if (property.isReference)
    return sameReference(now, then, changes.renamed) || setReference(live, property, then, properties);
  if (Array.isArray(now) && Array.isArray(then)) return compareLists(now, then, fresh, property, properties, changes);
  if (isModel(now) && isModel(then) && now.$type === then.$type) return compare(now, then, changes);
  if (now === then || (now === undefined && then === undefined)) return true;
  if (DRAWN.has(property.name)) return false;
  properties[property.name] = isModel(then) ? adopt(then, live) : then;
  return true;
}

function compareLists(
  now: unknown[],
  then: unknown[],
  fresh: Model,
  property: PropertyDescriptor,
  properties: Record<string, unknown>,
  changes: Changes,
): boolean {
  if (now.length === then.length) {
    const same = now.every((value, index) => {
      const other = then[index];
      return isModel(value) && isModel(other) ? compare(value, other, changes) : value === other;
    });
    if (same) return true;
  }
  if (DRAWN.has(property.name)) return false;
  properties[property.name] = then.map((value) => (isModel(value) ? adopt(value, fresh) : value));
  return true;
}

/** The content of an element of an unknown vocabulary, for comparing. */
function plain(model: Model): string {
  return JSON.stringify(model, (key, value: unknown) =>
    key === '$parent' || key === '$descriptor' ? undefined : value,
  );
}

function sameReference(now: unknown, then: unknown, renamed: Renamed | undefined): boolean {
  const id = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(id).join(' ') : isModel(value) ? value.id : value;
  const ofNow = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(ofNow).join(' ');
    return renamed && id(value) === renamed.from ? renamed.to : id(value);
  };
  return ofNow(now) === id(then);
}

/** A reference points into the live tree, never into the one that was read for comparing. */
function setReference(
  live: Model,
  property: PropertyDescriptor,
  then: unknown,
  properties: Record<string, unknown>,
): boolean {
  if (DRAWN.has(property.name) || property.isMany) return false;
  const target = isModel(then) && then.id ? find(root(live), then.id) : undefined;
  if (then !== undefined && !target) return false;
  properties[property.name] = target;
  return true;
}

function root(model: Model): Model {
  return model.$parent ? root(model.$parent) : model;
}

function find(model: Model, id: string): Model | undefined {
  if (model.id === id) return model;
  for (const property of model.$descriptor.properties ?? []) {
    if (property.isReference || property.isVirtual) continue;
    const values = [model.get(property.name)].flat();
    for (const value of values) {
      const found = isModel(value) && value !== model ? find(value, id) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

function adopt(model: Model, parent: Model): Model {
  model.$parent = parent;
  return model;
}

function isModel(value: unknown): value is Model {
  return typeof value === 'object' && value !== null && '$descriptor' in value;
}

/** What the command is given. */
export interface Fixing {
  changes: Change[];
  /** Hears that it was done (first, or again) or taken back. */
  told?: ((done: boolean) => void) | undefined;
}

/** Command `signalbox.fix`: all changes at once, taken back by one undo. */
export class FixCommand {
  static $inject = ['modeling', 'elementRegistry', 'canvas'];

  constructor(
    private readonly modeling: Modeling,
    private readonly registry: ElementRegistry,
    private readonly canvas: Canvas,
  ) {}

  preExecute({ changes }: Fixing): void {
    for (const { model, properties } of changes) {
      const drawn = this.#drawn(model);
      if (properties.id === undefined) this.modeling.updateModdleProperties(drawn as never, model as never, properties);
      else this.#giveId(drawn, model, properties);
    }
  }

  /** Ids are claimed, and what is drawn is registered by its id. */
  #giveId(drawn: Element, model: Model, properties: Record<string, unknown>): void {
    if (drawn.businessObject === model) return this.modeling.updateProperties(drawn as never, properties);
    if (model.id) this.modeling.unclaimId(model.id, model as never);
    this.modeling.claimId(String(properties.id), model as never);
    this.modeling.updateModdleProperties(drawn as never, model as never, properties);
  }

  execute({ told }: Fixing): Element[] {
    told?.(true);
    return [];
  }
  revert({ told }: Fixing): Element[] {
    told?.(false);
    return [];
  }

  /** The element that shows `model`, or the nearest one around it. */
  #drawn(model: Model | undefined): Element {
    if (!model) return this.canvas.getRootElement() as Element;
    return (model.id && (this.registry.get(model.id) as Element)) || this.#drawn(model.$parent);
  }
}
