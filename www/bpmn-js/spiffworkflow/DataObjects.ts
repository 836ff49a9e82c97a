/**
 * Data objects and the references that show them. Several references may show one object: it goes with the last of
 * them, a reference stays in the process of its object, and one that shows nothing is marked.
 */
import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type { SignalboxOptions } from '../binding/options.js';
import type Editor from './Editor.js';
import { child, children, enclosing, is, type Model, processOf, type Shape, text } from './model.js';

interface Updater {
  updateSemanticParent(model: Model, parent: Model | null | undefined, visual?: unknown): void;
}
interface Created {
  context: { shape: Shape; parent?: Shape };
}
interface Moved {
  context: { shapes?: Shape[]; target?: Shape | null };
}

const REFERENCE = 'bpmn:DataObjectReference';
const DANGLING = 'sb-dangling';

export default class DataObjects {
  static $inject = ['eventBus', 'elementRegistry', 'canvas', 'bpmnUpdater', 'config.signalbox'];

  constructor(
    eventBus: EventBus,
    private readonly registry: ElementRegistry,
    private readonly canvas: Canvas,
    updater: Updater,
    options: SignalboxOptions | undefined,
  ) {
    this.#keepShared(updater);
    if (options?.profile === 'spiffworkflow')
      eventBus.on('commandStack.shape.create.preExecute', 500, ({ context }: Created) => share(context));
    eventBus.on('commandStack.elements.move.canExecute', 1500, ({ context }: Moved) => mayMove(context));
    eventBus.on(['import.done', 'elements.changed'], () => this.#mark());
  }

  /** bpmn-js takes the data object away with any of its references. */
  #keepShared(updater: Updater): void {
    const standard = updater.updateSemanticParent.bind(updater);
    updater.updateSemanticParent = (model, parent, visual) => {
      if (is(model, 'bpmn:DataObject') && this.#isShown(model)) {
        if (!parent) return;
        if (model.$parent && processOf(model) === processOf(parent)) return;
      }
      standard(model, parent, visual);
    };
  }

  #isShown(dataObject: Model): boolean {
    return references(this.registry).some(
      ({ businessObject, parent }) => parent && child(businessObject, 'dataObjectRef') === dataObject,
    );
  }

  #mark(): void {
    for (const reference of references(this.registry)) {
      if (isDangling(reference)) this.canvas.addMarker(reference as never, DANGLING);
      else this.canvas.removeMarker(reference as never, DANGLING);
    }
  }
}

function references(registry: ElementRegistry): Shape[] {
  const all = registry.getAll() as Shape[];
  return all.filter(({ businessObject, type }) => type !== 'label' && is(businessObject, REFERENCE));
}

function isDangling({ businessObject }: Shape): boolean {
  const dataObject = child(businessObject, 'dataObjectRef');
  return !dataObject?.$parent;
}

/** In SpiffArena's modeler a new reference shows the process's first data object, where it has one. */
function share({ shape, parent }: Created['context']): void {
  const container = (parent ?? shape.parent)?.businessObject;
  if (shape.type === 'label' || !is(shape.businessObject, REFERENCE) || !container) return;
  const [first] = dataObjectsOf(container);
  if (first) Object.assign(shape.businessObject, { dataObjectRef: first });
}

function mayMove({ shapes = [], target }: Moved['context']): boolean | undefined {
  if (!target) return undefined;
  const strays = shapes.some(
    ({ businessObject, type, parent }) =>
      type !== 'label' && is(businessObject, REFERENCE) && parent && levelOf(parent) !== levelOf(target),
  );
  return strays ? false : undefined;
}

/** The process or sub-process that a place on the canvas belongs to; lanes and pools belong to their process. */
function levelOf(shape: Shape): Model | undefined {
  const { businessObject } = shape;
  return is(businessObject, 'bpmn:Participant')
    ? child(businessObject, 'processRef')
    : enclosing(businessObject, 'bpmn:FlowElementsContainer');
}

/** The data objects that can be referred to from a place: its own and those of the levels around it. */
export function dataObjectsOf(model: Model): Model[] {
  const level = is(model, 'bpmn:Participant')
    ? child(model, 'processRef')
    : enclosing(model, 'bpmn:FlowElementsContainer');
  if (!level) return [];
  const own = children(level, 'flowElements').filter((item) => is(item, 'bpmn:DataObject'));
  return level.$parent ? [...own, ...dataObjectsOf(level.$parent)] : own;
}

/** The label of a reference: the object's name and, in brackets, its state. */
export function labelled(name: string, state: string): string {
  const plain = name.replace(/\s*\[[^\]]*\]$/, '');
  return state ? `${plain} [${state}]` : plain;
}

/** Makes a reference show another object; its label follows. */
export function refer(editor: Editor, element: Shape, dataObject: Model | undefined): void {
  const { businessObject } = element;
  const state = text(child(businessObject, 'dataState'), 'name');
  const name = dataObject ? text(dataObject, 'name') || text(dataObject, 'id') : '';
  editor.batch(() => {
    const old = child(businessObject, 'dataObjectRef');
    editor.set(element, businessObject, { dataObjectRef: dataObject });
    if (name) editor.setOwn(element, { name: labelled(name, state) });
    const level = old && enclosing(old, 'bpmn:FlowElementsContainer');
    // An object that nobody shows any more would be left behind unseen, if it was only made along with this reference.
    if (old && level && !text(old, 'name') && !isReferred(level, old)) editor.drop(element, level, 'flowElements', old);
  });
}

function isReferred(level: Model, dataObject: Model): boolean {
  return children(level, 'flowElements').some(
    (item) =>
      child(item, 'dataObjectRef') === dataObject ||
      (is(item, 'bpmn:FlowElementsContainer') && isReferred(item, dataObject)),
  );
}
