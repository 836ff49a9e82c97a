/** Reads and changes the model objects behind an element; every change is one command and one undo. */

import type BpmnFactory from 'bpmn-js/lib/features/modeling/BpmnFactory';
import type Modeling from 'bpmn-js/lib/features/modeling/Modeling';
import type { Element } from 'diagram-js/lib/model/Types';

/** A model object as moddle makes them. */
export interface Model {
  $type: string;
  $parent?: Model;
  id?: string;
  get(name: string): unknown;
  $instanceOf(type: string): boolean;
}
/** An element of the diagram with the model object it shows. */
export type Shape = Element & { businessObject: Model };

export class Editor {
  static $inject = ['modeling', 'bpmnFactory'];

  constructor(
    private readonly modeling: Modeling,
    private readonly factory: BpmnFactory,
  ) {}

  /** Sets properties of any model object near `element`. */
  set(element: Shape, model: Model, properties: Record<string, unknown>): void {
    this.modeling.updateModdleProperties(element as never, model as never, properties);
  }

  create(type: string, properties: Record<string, unknown>, parent: Model): Model {
    const made = this.factory.create(type, properties) as unknown as Model;
    made.$parent = parent;
    return made;
  }

  /** The extension element of a type. */
  extension(model: Model, type: string): Model | undefined {
    return extensions(model).find((value) => value.$instanceOf?.(type));
  }

  /** The text inside an extension element. */
  body(model: Model, type: string): string {
    return String(this.extension(model, type)?.get('value') ?? '');
  }

  /** Sets the text of an extension element; an empty text removes it. */
  setBody(element: Shape, model: Model, type: string, value: string | undefined): void {
    this.setExtension(element, model, type, value ? { value } : undefined);
  }

  /** Replaces the extension element of a type; without properties it is removed. */
  setExtension(element: Shape, model: Model, type: string, properties: Record<string, unknown> | undefined): void {
    const holder = this.create('bpmn:ExtensionElements', {}, model);
    const others = extensions(model).filter((value) => !value.$instanceOf?.(type));
    const made = properties && this.create(type, properties, holder);
    for (const value of others) value.$parent = holder;
    const values = made ? [...others, made] : others;
    (holder as Model & { values: Model[] }).values = values;
    for (const child of Object.values(properties ?? {})) if (made && isModel(child)) child.$parent = made;
    this.set(element, model, { extensionElements: values.length > 0 ? holder : undefined });
  }

  /** Sets a property that holds an expression; an empty text removes it. */
  setExpression(element: Shape, model: Model, property: string, value: string | undefined): void {
    const old = model.get(property) as Model | undefined;
    if (!value) return this.set(element, model, { [property]: undefined });
    const language = old?.get('language');
    const made = this.create('bpmn:FormalExpression', { body: value, ...(language ? { language } : {}) }, model);
    this.set(element, model, { [property]: made });
  }
}

function extensions(model: Model): Model[] {
  return ((model.get('extensionElements') as Model | undefined)?.get('values') as Model[] | undefined) ?? [];
}

function isModel(value: unknown): value is Model {
  return typeof value === 'object' && value !== null && '$type' in value;
}

/** The text of a property that holds an expression. */
export function expression(model: Model | undefined, property: string): string {
  const value = model?.get(property) as Model | string | undefined;
  return typeof value === 'object' ? String(value.get('body') ?? '') : (value ?? '');
}
