/**
 * A multi-instance activity names the collections it reads and writes. SpiffWorkflow lets these be variables, which no
 * element of the file declares, and what is not declared would be lost on saving: the reference gets an object to point to.
 */
import type EventBus from 'diagram-js/lib/core/EventBus';
import type { Model } from './model.js';

const PROPERTIES = ['bpmn:loopDataInputRef', 'bpmn:loopDataOutputRef'];

interface Parsed {
  error?: Error;
  references?: { element: Model; property: string; id: string }[];
  elementsById?: Record<string, Model>;
}
interface Factory {
  create(type: string, properties: object): Model;
}

export default class LoopReferences {
  static $inject = ['eventBus', 'moddle'];

  constructor(eventBus: EventBus, moddle: Factory) {
    eventBus.on('import.parse.complete', ({ references = [], elementsById = {} }: Parsed) => {
      for (const { element, property, id } of references) {
        if (!PROPERTIES.includes(property) || elementsById[id]) continue;
        const name = property.replace('bpmn:', '');
        if (!element.get(name)) Object.assign(element, { [name]: variable(moddle, id, element) });
      }
    });
  }
}

/** Something that a reference can name; it stands nowhere in the file. */
export function variable(moddle: Factory, id: string, parent: Model): Model {
  const made = moddle.create('bpmn:ItemAwareElement', { id });
  made.$parent = parent;
  return made;
}
