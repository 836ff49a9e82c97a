/**
 * Marks elements with their state. The classes that end in `-task-highlight` are the ones SpiffArena puts on elements;
 * those that begin with `sb-` tell more. Colours and shapes stand in the style sheet.
 */

import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Binding from '../binding/Binding.js';
import type { RunView } from '../session/RunView.js';
import type { ElementState } from '../session/types.js';

type CountedState = Exclude<keyof ElementState, 'element' | 'process'>;

/** The state that is shown when an element is in several: what needs attention most comes first. */
const ORDER: readonly CountedState[] = ['error', 'ready', 'started', 'waiting', 'completed', 'cancelled'];

const CLASSES: Record<CountedState, readonly string[]> = {
  error: ['sb-error', 'errored-task-highlight'],
  ready: ['sb-ready', 'active-task-highlight'],
  started: ['sb-started', 'active-task-highlight'],
  waiting: ['sb-waiting', 'active-task-highlight'],
  completed: ['sb-completed', 'completed-task-highlight'],
  cancelled: ['sb-cancelled', 'cancelled-task-highlight'],
};

const TAKEN: readonly string[] = ['sb-taken'];

/** The most pressing state of an element. */
export function stateOf(counts: ElementState): CountedState | undefined {
  return ORDER.find((state) => counts[state] > 0);
}

export default class States {
  static $inject = ['signalbox', 'eventBus', 'canvas', 'elementRegistry'];
  /** Which classes stand on which element. */
  #marked = new Map<string, readonly string[]>();

  constructor(
    private readonly signalbox: Binding,
    eventBus: EventBus,
    private readonly canvas: Canvas,
    private readonly registry: ElementRegistry,
  ) {
    eventBus.on('signalbox.run.changed', ({ view }: { view?: RunView }) => this.#show(view));
    eventBus.on('import.done', () => {
      this.#marked.clear();
      this.#show(this.signalbox.session?.view);
    });
    // The classes stay on an element that gets another id.
    eventBus.on('element.updateId', ({ element, newId }: { element: { id: string }; newId: string }) => {
      const classes = this.#marked.get(element.id);
      if (classes && this.#marked.delete(element.id)) this.#marked.set(newId, classes);
    });
    // A replaced element has lost its classes.
    eventBus.on('elements.changed', 500, ({ elements }: { elements: { id: string }[] }) => {
      for (const { id } of elements) this.#forget(id);
      this.#show(this.signalbox.session?.view);
    });
    eventBus.on(['shape.added', 'connection.added'], ({ element }: { element: { id: string } }) =>
      this.#marked.delete(element.id),
    );
  }

  #forget(element: string): void {
    const classes = this.#marked.get(element) ?? [];
    if (this.signalbox.has(element)) for (const name of classes) this.#mark(element, name, false);
    this.#marked.delete(element);
  }

  #show(view: RunView | undefined): void {
    const wanted = new Map<string, readonly string[]>();
    for (const counts of view?.states.elements ?? []) {
      const state = stateOf(counts);
      if (state && this.signalbox.shows(counts.element, counts.process)) wanted.set(counts.element, CLASSES[state]);
    }
    for (const flow of view?.states.flows ?? []) {
      if (flow.taken > 0 && this.signalbox.shows(flow.flow, flow.process)) wanted.set(flow.flow, TAKEN);
    }
    this.#change(wanted);
  }

  // Only what differs: each change of a class is heard by everybody who draws at that element.
  #change(wanted: Map<string, readonly string[]>): void {
    for (const [element, classes] of this.#marked) {
      if (wanted.get(element) === classes || !this.signalbox.has(element)) continue;
      for (const name of classes) if (!wanted.get(element)?.includes(name)) this.#mark(element, name, false);
    }
    for (const [element, classes] of wanted) {
      const before = this.#marked.get(element);
      if (before === classes) continue;
      for (const name of classes) if (!before?.includes(name)) this.#mark(element, name, true);
    }
    this.#marked = wanted;
  }

  // The modeler draws the handles of a flow anew for each of its markers, so flows get the bare class.
  #mark(element: string, name: string, on: boolean): void {
    const shape = this.registry.get(element);
    if (shape && 'waypoints' in shape) this.registry.getGraphics(element)?.classList.toggle(name, on);
    else if (on) this.canvas.addMarker(element, name);
    else this.canvas.removeMarker(element, name);
  }
}
