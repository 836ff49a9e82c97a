/** Palette entries: data inputs and outputs of the process, and the host's own tasks. */

import type CustomTasks from './CustomTasks.js';
import type { Model, Shape } from './model.js';
import type { Translate } from './translate.js';

interface Entry {
  group: string;
  className: string;
  title: string;
  imageUrl?: string;
  action: { dragstart: (event: Event) => void; click: (event: Event) => void };
}
interface Factory {
  createShape(attributes: object): Shape;
}
interface Moddle {
  create(type: string, properties: object): Model;
  ids: { nextPrefixed(prefix: string, owner: Model): string };
}
interface Create {
  start(event: Event, shape: Shape): void;
}

export default class Palette {
  static $inject = ['palette', 'elementFactory', 'create', 'translate', 'signalboxCustomTasks', 'moddle'];

  constructor(
    palette: { registerProvider(priority: number, provider: object): void },
    private readonly factory: Factory,
    private readonly create: Create,
    private readonly translate: Translate,
    private readonly customTasks: CustomTasks,
    private readonly moddle: Moddle,
  ) {
    palette.registerProvider(500, this);
  }

  getPaletteEntries(): Record<string, Entry> {
    return {
      'create.data-input': this.#io('bpmn:DataInput', 'bpmn-icon-data-input', 'Create data input'),
      'create.data-output': this.#io('bpmn:DataOutput', 'bpmn-icon-data-output', 'Create data output'),
      ...this.#custom(),
    };
  }

  #io(type: string, className: string, title: string): Entry {
    const size = { width: 36, height: 50 };
    return this.#entry('data-object', className, title, () =>
      this.factory.createShape({ type, businessObject: this.#named(type), ...size }),
    );
  }

  /** bpmn-js gives ids to what stands in a process, but not to what stands in its specification. */
  #named(type: string): Model {
    const made = this.moddle.create(type, {});
    return Object.assign(made, { id: this.moddle.ids.nextPrefixed(`${type.replace('bpmn:', '')}_`, made) });
  }

  #custom(): Record<string, Entry> {
    const entries = this.customTasks.all.map((task) => {
      const make = () => this.customTasks.shape(task);
      const icon = this.customTasks.icon(task);
      const entry = this.#entry(
        'activity',
        icon.className,
        this.translate('Create {label}', { label: task.label }),
        make,
      );
      return [`create.custom-${task.id}`, { ...entry, ...(icon.imageUrl ? { imageUrl: icon.imageUrl } : {}) }] as const;
    });
    return Object.fromEntries(entries);
  }

  #entry(group: string, className: string, title: string, make: () => Shape): Entry {
    const start = (event: Event) => this.create.start(event, make());
    return { group, className, title: this.translate(title), action: { dragstart: start, click: start } };
  }
}
