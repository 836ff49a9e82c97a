/** Changes the model objects behind an element: every change is a command, every `batch` is one undo. */
import type BpmnFactory from 'bpmn-js/lib/features/modeling/BpmnFactory';
import type Modeling from 'bpmn-js/lib/features/modeling/Modeling';
import { child, children, definitionsOf, extension, extensions, type Model, roots, type Shape, text } from './model.js';

/** The part of the command stack that is used. */
interface CommandStack {
  registerHandler(name: string, handler: new () => object): void;
  execute(name: string, context: object): void;
}

const BATCH = 'signalbox.batch';

/** A command that consists of those that `work` gives. */
class Batch {
  preExecute({ work }: { work: () => void }): void {
    work();
  }
}

const PLAIN = 'signalbox.plainAttribute';

/** What a command on an attribute is told, and keeps for its way back. */
interface Plain {
  element: Shape;
  model: Model;
  name: string;
  value: string | undefined;
  before?: unknown;
}

/** A command on an attribute as it stands in the file, past what a vocabulary knows under the same name. */
class PlainAttribute {
  execute(context: Plain): Shape[] {
    context.before = attributes(context.model)[context.name];
    return assign(context, context.value);
  }

  revert(context: Plain): Shape[] {
    return assign(context, context.before);
  }
}

function assign({ element, model, name }: Plain, value: unknown): Shape[] {
  const own = attributes(model);
  if (value === undefined) delete own[name];
  else own[name] = value;
  return [element];
}

function attributes(model: Model): Record<string, unknown> {
  return (model as Model & { $attrs: Record<string, unknown> }).$attrs;
}

export default class Editor {
  static $inject = ['modeling', 'bpmnFactory', 'commandStack'];

  constructor(
    private readonly modeling: Modeling,
    private readonly factory: BpmnFactory,
    private readonly commandStack: CommandStack,
  ) {
    commandStack.registerHandler(BATCH, Batch);
    commandStack.registerHandler(PLAIN, PlainAttribute);
  }

  /** Makes several changes one undo. */
  batch(work: () => void): void {
    this.commandStack.execute(BATCH, { work });
  }

  /** Sets properties of any model object near `element`. */
  set(element: Shape, model: Model, properties: Record<string, unknown>): void {
    this.modeling.updateModdleProperties(element as never, model as never, properties);
  }

  /** Sets properties of the element itself; its id and name are kept in step with what is drawn. */
  setOwn(element: Shape, properties: Record<string, unknown>): void {
    this.modeling.updateProperties(element as never, properties);
  }

  /** Sets an attribute without prefix, where a vocabulary knows one of that name with a prefix. */
  setPlain(element: Shape, model: Model, name: string, value: string | undefined): void {
    this.commandStack.execute(PLAIN, { element, model, name, value });
  }

  /** A new model object below `parent`; the objects among its properties become its children. */
  create(type: string, properties: Record<string, unknown>, parent: Model): Model {
    const made = this.factory.create(type, properties) as unknown as Model;
    made.$parent = parent;
    for (const name of Object.keys(properties)) adopt(made, name);
    return made;
  }

  /** Appends to a property that holds several objects. */
  append(element: Shape, parent: Model, property: string, ...made: Model[]): void {
    this.set(element, parent, { [property]: [...children(parent, property), ...made] });
  }
  /** Removes from a property that holds several objects. */
  drop(element: Shape, parent: Model, property: string, ...gone: Model[]): void {
    this.set(element, parent, { [property]: children(parent, property).filter((part) => !gone.includes(part)) });
  }

  /** A new object at the top of the file, with an id that nobody has. */
  addRoot(element: Shape, type: string, properties: Record<string, unknown>): Model | undefined {
    const definitions = definitionsOf(element.businessObject);
    if (!definitions) return undefined;
    const made = this.create(type, properties, definitions);
    this.append(element, definitions, 'rootElements', made);
    return made;
  }
  removeRoot(element: Shape, gone: Model): void {
    const definitions = definitionsOf(element.businessObject);
    if (definitions) this.drop(element, definitions, 'rootElements', gone);
  }
  /** The root of a type with that id, made where there is none. */
  rootOf(element: Shape, type: string, id: string, properties: Record<string, unknown> = {}): Model | undefined {
    const known = roots(element.businessObject, type).find((root) => root.id === id);
    return known ?? this.addRoot(element, type, { id, ...properties });
  }

  /** Sets the text of an extension element; an empty text removes it. */
  setBody(element: Shape, model: Model, type: string, value: string | undefined): void {
    const known = extension(model, type);
    if (known && value) return this.set(element, known, { value });
    this.replaceExtension(element, model, type, value ? { value } : undefined);
  }

  /** Changes the extension element of a type, or makes it; what else it contains stays. */
  changeExtension(element: Shape, model: Model, type: string, properties: Record<string, unknown>): void {
    const known = extension(model, type);
    if (known) this.set(element, known, properties);
    else this.replaceExtension(element, model, type, properties);
  }

  /** Puts another extension element in place of all of that type; without properties they are only removed. */
  replaceExtension(element: Shape, model: Model, type: string, properties: Record<string, unknown> | undefined): void {
    const gone = extensions(model).filter((value) => value.$instanceOf?.(type));
    const kept = extensions(model).filter((value) => !gone.includes(value));
    const holder = child(model, 'extensionElements');
    if (!holder) {
      if (!properties) return;
      const made = this.create('bpmn:ExtensionElements', {}, model);
      Object.assign(made, { values: [this.create(type, properties, made)] });
      return this.set(element, model, { extensionElements: made });
    }
    const values = properties ? [...kept, this.create(type, properties, holder)] : kept;
    if (values.length > 0) this.set(element, holder, { values });
    else this.set(element, model, { extensionElements: undefined });
  }

  /** Sets a property that holds an expression; an empty text removes it. Its language stays. */
  setExpression(element: Shape, model: Model, property: string, value: string | undefined): void {
    const language = text(child(model, property), 'language');
    if (!value) return this.set(element, model, { [property]: undefined });
    const properties = { body: value, ...(language ? { language } : {}) };
    this.set(element, model, { [property]: this.create('bpmn:FormalExpression', properties, model) });
  }
}

/** What a property contains belongs to its owner; what it only refers to does not. */
function adopt(owner: Model, name: string): void {
  const { $descriptor } = owner as Described;
  if ($descriptor?.propertiesByName[name]?.isReference) return;
  const single = child(owner, name);
  for (const part of single ? [single] : children(owner, name)) part.$parent = owner;
}

interface Described extends Model {
  $descriptor?: { propertiesByName: Record<string, { isReference?: boolean } | undefined> };
}
