/** Entries beside an element: its scripts, and the host's own tasks to append. */

import type CustomTasks from './CustomTasks.js';
import type Edits from './Edits.js';
import { is, type Shape } from './model.js';
import { hasScripts, type ScriptType } from './scripts.js';
import type { Translate } from './translate.js';

interface Entry {
  group: string;
  className: string;
  title: string;
  imageUrl?: string;
  action: { click: (event: Event, element: Shape) => void; dragstart?: (event: Event, element: Shape) => void };
}
interface AutoPlace {
  append(source: Shape, shape: Shape): void;
}
interface Create {
  start(event: Event, shape: Shape, hints: { source: Shape }): void;
}
interface Injector {
  get<Service>(name: string, strict: false): Service | undefined;
}

export default class ScriptPad {
  static $inject = ['contextPad', 'signalboxEdits', 'signalboxCustomTasks', 'translate', 'injector'];

  constructor(
    pad: { registerProvider(priority: number, provider: object): void },
    private readonly edits: Edits,
    private readonly customTasks: CustomTasks,
    private readonly translate: Translate,
    private readonly injector: Injector,
  ) {
    pad.registerProvider(450, this);
  }

  getContextPadEntries(element: Shape): Record<string, Entry> {
    if (element.type === 'label') return {};
    return { ...this.#scripts(element), ...this.#append(element) };
  }

  #scripts(element: Shape): Record<string, Entry> {
    if (!this.edits.hears('spiff.script.edit')) return {};
    if (is(element.businessObject, 'bpmn:ScriptTask'))
      return { 'trigger-script': this.#script(element, 'bpmn:script', 'Edit script', 'script') };
    if (!hasScripts(element)) return {};
    return {
      'trigger-preScript': this.#script(element, 'spiffworkflow:PreScript', 'Edit script before', 'pre-script'),
      'trigger-postScript': this.#script(element, 'spiffworkflow:PostScript', 'Edit script after', 'post-script'),
    };
  }

  #script(element: Shape, type: ScriptType, title: string, name: string): Entry {
    return {
      group: 'spiff-scripts',
      className: `sb-pad sb-pad--${name}`,
      title: this.translate(title),
      action: { click: () => this.edits.script(element, type) },
    };
  }

  #append({ businessObject }: Shape): Record<string, Entry> {
    if (!is(businessObject, 'bpmn:FlowNode') || is(businessObject, 'bpmn:EndEvent')) return {};
    return Object.fromEntries(this.customTasks.all.map((task) => [`append.custom-${task.id}`, this.#custom(task)]));
  }

  #custom(task: CustomTasks['all'][number]): Entry {
    const { className, imageUrl } = this.customTasks.icon(task);
    const drag = (event: Event, source: Shape) =>
      this.injector.get<Create>('create', false)?.start(event, this.customTasks.shape(task), { source });
    const place = this.injector.get<AutoPlace>('autoPlace', false);
    return {
      group: 'model',
      className,
      title: this.translate('Append {label}', { label: task.label }),
      ...(imageUrl ? { imageUrl } : {}),
      action: {
        dragstart: drag,
        click: place ? (_event, source) => place.append(source, this.customTasks.shape(task)) : drag,
      },
    };
  }
}
