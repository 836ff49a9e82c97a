/** Data inputs and outputs of a process on the canvas: where they may be dropped, and where they stand in the file. */
import type EventBus from 'diagram-js/lib/core/EventBus';
import { addTo, type IoKind, ioKindOf, removeFrom } from './ioSpecification.js';
import { is, type Model, processOf, type Shape } from './model.js';

interface Updater {
  updateSemanticParent(model: Model, parent: Model | null | undefined, visual?: unknown): void;
}
interface Factory {
  create(type: string, properties: object): unknown;
}
interface Question {
  context: { shape?: Shape; elements?: Shape[]; target?: Shape };
}

export default class IoElements {
  static $inject = ['eventBus', 'bpmnUpdater', 'bpmnFactory'];

  constructor(eventBus: EventBus, updater: Updater, factory: Factory) {
    const may = ({ context }: Question) =>
      mayDrop(context.elements ?? (context.shape ? [context.shape] : []), context.target);
    eventBus.on(['commandStack.shape.create.canExecute', 'commandStack.elements.create.canExecute'], 1500, may);
    place(updater, factory);
  }
}

/** Only processes have inputs and outputs that are drawn; other elements are decided elsewhere. */
function mayDrop(elements: readonly Shape[], target: Shape | undefined): boolean | undefined {
  const io = elements.filter(({ businessObject, parent }) => ioKindOf(businessObject) && !parent);
  if (io.length === 0) return undefined;
  const container = target?.businessObject;
  return is(container, 'bpmn:Process') || (is(container, 'bpmn:Participant') && Boolean(container?.get('processRef')));
}

/** bpmn-js knows where they stand once they stand somewhere, but not where new ones go. */
function place(updater: Updater, factory: Factory): void {
  const standard = updater.updateSemanticParent.bind(updater);
  updater.updateSemanticParent = (model, parent, visual) => {
    const kind = ioKindOf(model);
    if (!kind) return standard(model, parent, visual);
    move(model, kind, parent ?? undefined, (type, properties) => factory.create(type, properties) as Model);
  };
}

function move(
  model: Model,
  kind: IoKind,
  parent: Model | undefined,
  create: (type: string, properties: object) => Model,
) {
  const process = parent && processOf(parent);
  const holder = process?.get('ioSpecification') as Model | undefined;
  if (model.$parent && holder === model.$parent) return;
  if (model.$parent) removeFrom(model.$parent, kind, model);
  if (process) addTo(process, kind, model, create);
}
