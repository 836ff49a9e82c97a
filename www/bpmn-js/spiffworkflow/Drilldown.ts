/** A small button on every call activity, and on every business rule task, that leads to what it calls. */
import type EventBus from 'diagram-js/lib/core/EventBus';
import { button, icon } from '../util/dom.js';
import type Edits from './Edits.js';
import { body, is, type Model, type Shape, text } from './model.js';
import type { Translate } from './translate.js';

interface Overlays {
  add(element: Shape, type: string, overlay: object): void;
  remove(filter: { element: Shape; type: string }): void;
}

const TYPE = 'signalbox-drilldown';
const ENTER =
  'M3 3h5v1.500H4.500V13H3V3Zm5.500 4.250h2.900L9.600 5.450l1-1L14.200 8l-3.600 3.550-1-1 1.800-1.800H8.500v-1.500Z';

export default class Drilldown {
  static $inject = ['eventBus', 'overlays', 'signalboxEdits', 'translate'];

  constructor(
    eventBus: EventBus,
    private readonly overlays: Overlays,
    private readonly edits: Edits,
    private readonly translate: Translate,
  ) {
    eventBus.on(['shape.added', 'element.changed'], ({ element }: { element: Shape }) => this.#draw(element));
  }

  #draw(element: Shape): void {
    if (element.type === 'label') return;
    const open = this.#opener(element.businessObject);
    if (!open) return;
    this.overlays.remove({ element, type: TYPE });
    if (!element.parent || !called(element.businessObject)) return;
    const act = () => {
      // What is called may have changed since the button was drawn.
      const id = called(element.businessObject);
      if (id) open.act(element, id);
    };
    const html = button('sb-drilldown', this.translate(open.title), act, icon(ENTER));
    this.overlays.add(element, TYPE, { position: { bottom: 24, right: 24 }, html });
  }

  #opener(model: Model): { title: string; act: (element: Shape, id: string) => void } | undefined {
    if (is(model, 'bpmn:CallActivity'))
      return { title: 'Open the called process', act: (element, id) => this.edits.called(element, id) };
    if (is(model, 'bpmn:BusinessRuleTask') && this.edits.hears('spiff.dmn.edit'))
      return { title: 'Open the decision', act: (_, id) => this.edits.decision(id) };
    return undefined;
  }
}

/** What an activity calls: a process or a decision. */
function called(model: Model): string {
  return text(model, 'calledElement') || body(model, 'spiffworkflow:CalledDecisionId');
}
