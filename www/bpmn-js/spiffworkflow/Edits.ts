/**
 * Hands a text to the host's own editor and takes back what became of it. Hosts answer with events that often do not
 * name the element, so the edit that was opened last is remembered per kind of answer; a later edit takes its place,
 * and an edit whose element is gone takes nothing.
 */
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Editor from './Editor.js';
import { messageIdentifier, retrievalsOf } from './messages.js';
import type { Shape } from './model.js';
import { isScriptType, readScript, type ScriptType, writeScript } from './scripts.js';

/** A text that is edited elsewhere. */
interface OpenEdit {
  element: Shape;
  apply: (value: string) => void;
}
/** An update as hosts send it. */
interface Updated {
  element?: Shape;
  scriptType?: string;
  script?: string;
  value?: unknown;
}
interface Listening {
  _getListeners?(event: string): unknown;
}

/** Kinds of texts with the events of bpmn-js-spiffworkflow. */
const TEXTS = {
  markdown: { edit: 'spiff.markdown.edit', update: 'spiff.markdown.update' },
  file: { edit: 'spiff.file.edit', update: 'spiff.jsonSchema.update' },
  message: { edit: 'spiff.message.edit', update: 'spiff.message.update' },
} as const;

export default class Edits {
  static $inject = ['eventBus', 'elementRegistry', 'signalboxEditor'];
  readonly #open = new Map<string, OpenEdit>();

  constructor(
    private readonly eventBus: EventBus,
    private readonly registry: ElementRegistry,
    private readonly editor: Editor,
  ) {
    eventBus.on('spiff.script.update', (event: Updated) => this.#takeScript(event));
    eventBus.on('spiff.callactivity.update', ({ element, value }: Updated) => this.#takeCalled(element, value));
    for (const { update } of Object.values(TEXTS)) {
      eventBus.on(update, ({ value }: Updated) => this.#take(update, nameIn(value)));
    }
    eventBus.on(['import.parse.start', 'diagram.clear'], () => this.#open.clear());
  }

  /** Whether a host answers, so that a button would do something. */
  hears(event: string): boolean {
    return Boolean((this.eventBus as Listening)._getListeners?.(event));
  }

  /** Opens one of the three scripts of an element. */
  script(element: Shape, scriptType: ScriptType): void {
    const apply = (value: string) => writeScript(this.editor, element, scriptType, value);
    this.text(element, scriptType, readScript(element, scriptType), apply);
  }

  /** Opens any other script or expression under a name of its own. */
  text(element: Shape, scriptType: string, script: string, apply: (value: string) => void): void {
    this.#open.set(scriptType, { element, apply });
    this.eventBus.fire('spiff.script.edit', { element, scriptType, script, eventBus: this.eventBus });
  }

  markdown(element: Shape, value: string, apply: (value: string) => void): void {
    this.#edit('markdown', element, value, apply);
  }
  /** Opens a file; the host answers with the name of the file to use. */
  file(element: Shape, value: string, apply: (value: string) => void): void {
    this.#edit('file', element, value, apply);
  }
  decision(value: string): void {
    this.eventBus.fire('spiff.dmn.edit', { value, eventBus: this.eventBus });
  }
  called(element: Shape, processId: string): void {
    this.eventBus.fire('spiff.callactivity.edit', { element, processId });
  }
  search(element: Shape, processId: string): void {
    this.eventBus.fire('spiff.callactivity.search', {
      processId,
      value: processId,
      eventBus: this.eventBus,
      element,
    });
  }
  message(element: Shape, apply: (value: string) => void): void {
    const value = {
      elementId: element.id,
      messageId: messageIdentifier(element),
      correlation_properties: retrievalsOf(element),
    };
    this.#edit('message', element, value, apply);
  }

  #edit(kind: keyof typeof TEXTS, element: Shape, value: unknown, apply: (value: string) => void): void {
    const { edit, update } = TEXTS[kind];
    this.#open.set(update, { element, apply });
    this.eventBus.fire(edit, { value, eventBus: this.eventBus, listenEvent: update });
  }

  /** An update that names its element goes there, whatever was opened since. */
  #takeScript({ element, scriptType = '', script = '' }: Updated): void {
    if (element && isScriptType(scriptType)) {
      const shape = this.#shape(element);
      if (shape) writeScript(this.editor, shape, scriptType, script);
    } else if (!element || this.#open.get(scriptType)?.element.id === element.id) this.#take(scriptType, script);
  }

  #takeCalled(element: Shape | undefined, value: unknown): void {
    const shape = this.#shape(element);
    if (shape) this.editor.set(shape, shape.businessObject, { calledElement: nameIn(value) || undefined });
  }

  #take(name: string, value: string | undefined): void {
    const open = this.#open.get(name);
    if (open && value !== undefined && this.#shape(open.element)) open.apply(value);
  }

  /** The element as it is drawn now; undefined when it is gone. */
  #shape(element: Shape | undefined): Shape | undefined {
    return element && (this.registry.get(element.id) as Shape | undefined);
  }
}

/** Messages come back by name or as the object that went out. */
function nameIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const named = value as { messageId?: unknown; name?: unknown } | null | undefined;
  const name = named?.messageId ?? named?.name;
  return typeof name === 'string' ? name : undefined;
}
