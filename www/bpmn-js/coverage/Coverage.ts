/** Colours elements and flows by whether tests came through them, while a session shows coverage. */
import type Canvas from 'diagram-js/lib/core/Canvas';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Binding from '../binding/Binding.js';
import type { TestView } from '../session/Tests.js';

const SHOWS = 'sb-shows-coverage';

export default class Coverage {
  static $inject = ['signalbox', 'eventBus', 'canvas'];
  #marked = new Map<string, string>();

  constructor(
    private readonly signalbox: Binding,
    eventBus: EventBus,
    private readonly canvas: Canvas,
  ) {
    eventBus.on('signalbox.tests.changed', ({ tests }: { tests: TestView }) => this.#show(tests));
    eventBus.on('import.done', () => {
      this.#marked.clear();
      this.#again();
    });
    // The class stays on an element that gets another id.
    eventBus.on('element.updateId', ({ element, newId }: { element: { id: string }; newId: string }) => {
      const name = this.#marked.get(element.id);
      if (name && this.#marked.delete(element.id)) this.#marked.set(newId, name);
    });
    // A redrawn or replaced element has lost its classes.
    eventBus.on('elements.changed', 500, () => this.#again());
  }

  #again(): void {
    const view = this.signalbox.session?.tests.view;
    if (view) this.#show(view);
  }

  #show({ coverage, covers }: TestView): void {
    this.canvas.getContainer().classList.toggle(SHOWS, covers);
    const wanted = new Map<string, string>();
    for (const { process, elements, flows } of (covers && coverage?.processes) || []) {
      for (const { id, tests } of [...elements, ...flows])
        if (this.signalbox.shows(id, process)) wanted.set(id, tests > 0 ? 'sb-covered' : 'sb-uncovered');
    }
    for (const [element, name] of this.#marked)
      if (this.signalbox.has(element) && wanted.get(element) !== name) this.canvas.removeMarker(element, name);
    for (const [element, name] of wanted)
      if (this.#marked.get(element) !== name || !this.canvas.hasMarker(element, name))
        this.canvas.addMarker(element, name);
    this.#marked = wanted;
  }
}
