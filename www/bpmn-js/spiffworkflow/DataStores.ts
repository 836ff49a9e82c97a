/** Data stores stand at the top of the file: made when a reference first names one, removed with the last reference. */
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Editor from './Editor.js';
import { child, is, roots, type Shape } from './model.js';

const REFERENCE = 'bpmn:DataStoreReference';

interface Deleted {
  context: { shape: Shape };
}
interface Rooted {
  getRootElement(): Shape;
}

export default class DataStores {
  static $inject = ['eventBus', 'elementRegistry', 'canvas', 'signalboxEditor'];

  constructor(eventBus: EventBus, registry: ElementRegistry, canvas: Rooted, editor: Editor) {
    eventBus.on('commandStack.shape.delete.postExecute', ({ context: { shape } }: Deleted) => {
      const store = is(shape.businessObject, REFERENCE) ? child(shape.businessObject, 'dataStoreRef') : undefined;
      const root = canvas.getRootElement();
      if (!store || shape.type === 'label' || !roots(root.businessObject, 'bpmn:DataStore').includes(store)) return;
      if (!isReferred(registry, store, shape)) editor.removeRoot(root, store);
    });
  }
}

/** Whether a reference other than `but` names the store. */
export function isReferred(registry: ElementRegistry, store: unknown, but: Shape): boolean {
  return (registry.getAll() as Shape[]).some(
    (other) =>
      other.businessObject !== but.businessObject &&
      is(other.businessObject, REFERENCE) &&
      child(other.businessObject, 'dataStoreRef') === store,
  );
}
