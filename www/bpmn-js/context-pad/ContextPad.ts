/** Adds the run's commands to the pad beside an element. */
import type Pad from 'diagram-js/lib/features/context-pad/ContextPad';
import type { Element } from 'diagram-js/lib/model/Types';
import type Binding from '../binding/Binding.js';
import type Breakpoints from '../breakpoints/Breakpoints.js';

interface Entry {
  group: string;
  className: string;
  title: string;
  action: { click: () => void };
}
interface Modeled extends Element {
  type?: string;
  businessObject?: { $instanceOf?(type: string): boolean };
}

export default class ContextPad {
  static $inject = ['signalbox', 'signalboxBreakpoints', 'contextPad', 'translate'];

  constructor(
    private readonly signalbox: Binding,
    private readonly breakpoints: Breakpoints,
    pad: Pad,
    private readonly translate: (text: string) => string,
  ) {
    pad.registerProvider(400, this as never);
  }

  /** Entries for one element; only what can hold a token has them. */
  getContextPadEntries(element: Modeled): Record<string, Entry> {
    if (!element.businessObject?.$instanceOf?.('bpmn:FlowNode') || element.type === 'label') return {};
    return { ...this.#runTo(element.id), ...this.#breakpoint(element.id), ...this.#reset(element.id) };
  }

  /** Runs until a token stands at `element`. */
  runTo(element: string): void {
    void this.signalbox.session?.run?.runTo([element]);
  }

  /** Goes back to the moment before the last instance of `element` began. */
  async resetTo(element: string): Promise<void> {
    const run = this.signalbox.session?.run;
    const last = (await run?.instances(element))?.at(-1);
    if (last) await run?.reset(last.id);
  }

  #runTo(element: string): Record<string, Entry> {
    if (!this.signalbox.view) return {};
    return { 'signalbox-run-to': this.#entry('run-to', 'Run to here', () => this.runTo(element)) };
  }

  #breakpoint(element: string): Record<string, Entry> {
    const set = this.signalbox.session?.breakpoints.includes(element);
    const title = set ? 'Remove breakpoint (F9)' : 'Set breakpoint (F9)';
    return { 'signalbox-breakpoint': this.#entry('breakpoint', title, () => this.breakpoints.toggle(element)) };
  }

  #reset(element: string): Record<string, Entry> {
    const touched = this.signalbox.view?.states.elements.some(
      (state) => state.element === element && this.signalbox.shows(state.element, state.process),
    );
    if (!touched) return {};
    return { 'signalbox-reset': this.#entry('reset', 'Reset the run to here', () => void this.resetTo(element)) };
  }

  #entry(name: string, title: string, click: () => void): Entry {
    return { group: 'signalbox', className: `sb-pad sb-pad--${name}`, title: this.translate(title), action: { click } };
  }
}
