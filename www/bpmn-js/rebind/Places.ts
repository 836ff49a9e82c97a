/** Where a token of an element that is gone could go: to what stands beside it in the same process or sub-process. */
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type { Element } from 'diagram-js/lib/model/Types';

interface Modeled extends Element {
  x?: number;
  y?: number;
  businessObject?: ModelObject;
}
interface ModelObject {
  $type: string;
  id?: string;
  $parent?: { id?: string } | null;
  $instanceOf?(type: string): boolean;
  name?: string;
  triggeredByEvent?: boolean;
  isForCompensation?: boolean;
}

/** An element as it stood. */
export interface Stood {
  readonly name: string;
  readonly type: string;
  /** Id of the process or sub-process it stood in. */
  readonly inside: string | undefined;
  /** Whether it waits beside the flow, where no token comes. */
  readonly listens: boolean;
  readonly x: number;
  readonly y: number;
}

/** An element that a token could go to. */
export interface Place {
  readonly id: string;
  readonly name: string;
  /** Its kind in words: `user task`. */
  readonly kind: string;
}

export class Places {
  /** Elements that are gone, as they stood last. */
  readonly #gone = new Map<string, Stood>();

  constructor(
    private readonly registry: ElementRegistry,
    eventBus: EventBus,
  ) {
    // Before it is taken out of the model, it still tells where it stood.
    eventBus.on('shape.remove', 2000, ({ element }: { element: Modeled }) => {
      if (element.businessObject?.$instanceOf?.('bpmn:FlowNode') && isItself(element))
        this.#gone.set(element.id, stood(element, element.businessObject));
    });
  }

  /** An element as it stands, or as it stood before it went. */
  of(id: string): Stood | undefined {
    const shape = this.registry.get(id) as Modeled | undefined;
    return shape?.businessObject ? stood(shape, shape.businessObject) : this.#gone.get(id);
  }

  /** What a token of the element could go to: the same kind first, then by distance. */
  beside(id: string, process: string): Place[] {
    const from = this.of(id);
    const inside = from?.inside ?? process;
    const shapes = (this.registry.getAll() as Modeled[]).filter(
      (shape) => shape.id !== id && isItself(shape) && takesTokens(shape.businessObject, inside),
    );
    const rank = (shape: Modeled): number => {
      if (!from) return 0;
      const distance = Math.hypot((shape.x ?? 0) - from.x, (shape.y ?? 0) - from.y);
      return distance + (shape.businessObject?.$type === from.type ? 0 : FAR);
    };
    return shapes
      .sort((a, b) => rank(a) - rank(b))
      .map(({ id: own, businessObject }) => ({
        id: own,
        name: businessObject?.name || own,
        kind: kindOf(businessObject),
      }));
  }
}

/** Farther than anything is drawn. */
const FAR = 1e9;

/** Labels and the planes of sub-processes show an element once more, under an id of their own. */
const isItself = (shape: Modeled): boolean => shape.businessObject?.id === shape.id;

function stood(shape: Modeled, model: ModelObject): Stood {
  return {
    name: model.name || shape.id,
    type: model.$type,
    inside: model.$parent?.id,
    listens: model.$type === 'bpmn:BoundaryEvent' || model.$type === 'bpmn:StartEvent',
    x: shape.x ?? 0,
    y: shape.y ?? 0,
  };
}

function takesTokens(model: ModelObject | undefined, inside: string): boolean {
  if (!model?.$instanceOf?.('bpmn:FlowNode') || model.$parent?.id !== inside) return false;
  const listens = model.$type === 'bpmn:StartEvent' || model.$type === 'bpmn:BoundaryEvent';
  return !listens && !model.triggeredByEvent && !model.isForCompensation;
}

/** `bpmn:UserTask` in words: `user task`. */
function kindOf(model: ModelObject | undefined): string {
  return (model?.$type ?? '')
    .replace(/^\w+:/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
