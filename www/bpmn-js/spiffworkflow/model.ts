/** Model objects as moddle makes them, and questions about them. */
import type { Element } from 'diagram-js/lib/model/Types';

/** A model object. */
export interface Model {
  $type: string;
  $parent?: Model;
  id?: string;
  get(name: string): unknown;
  $instanceOf?(type: string): boolean;
}
/** An element of the diagram with the model object it shows. */
export type Shape = Element & { businessObject: Model; type?: string; parent?: Shape };

export function is(model: Model | undefined, type: string): boolean {
  return model?.$instanceOf?.(type) ?? false;
}
export function isAny(model: Model | undefined, types: readonly string[]): boolean {
  return types.some((type) => is(model, type));
}

/** A property that holds another model object. */
export function child(model: Model | undefined, property: string): Model | undefined {
  const value = model?.get(property);
  return isModel(value) ? value : undefined;
}
/** A property that holds several model objects. */
export function children(model: Model | undefined, property: string): Model[] {
  const value = model?.get(property);
  return Array.isArray(value) ? value.filter(isModel) : [];
}
/** A property that holds a text. */
export function text(model: Model | undefined, property: string): string {
  const value = model?.get(property);
  return value === undefined || value === null ? '' : String(value);
}
/** The text of a property that holds an expression. */
export function expression(model: Model | undefined, property: string): string {
  const value = model?.get(property);
  return isModel(value) ? text(value, 'body') : text(model, property);
}

export function extensions(model: Model | undefined): Model[] {
  return children(child(model, 'extensionElements'), 'values');
}
/** The extension element of a type. */
export function extension(model: Model | undefined, type: string): Model | undefined {
  return extensions(model).find((value) => is(value, type));
}
/** The text inside an extension element. */
export function body(model: Model | undefined, type: string): string {
  return text(extension(model, type), 'value');
}

/** The event definition of a type, where the element is an event that has one. */
export function eventDefinition(model: Model, type: string): Model | undefined {
  return is(model, 'bpmn:Event')
    ? children(model, 'eventDefinitions').find((definition) => is(definition, type))
    : undefined;
}

/** The nearest object of a type that contains `model`, or `model` itself. */
export function enclosing(model: Model | undefined, type: string): Model | undefined {
  for (let current = model; current; current = current.$parent) if (is(current, type)) return current;
  return undefined;
}
export function definitionsOf(model: Model): Model | undefined {
  return enclosing(model, 'bpmn:Definitions');
}
/** What stands at the top of the file, of one type. */
export function roots(model: Model, type: string): Model[] {
  return children(definitionsOf(model), 'rootElements').filter((root) => is(root, type));
}

/** The process that an element of the canvas shows or stands in. */
export function processOf(model: Model): Model | undefined {
  return is(model, 'bpmn:Participant') ? child(model, 'processRef') : enclosing(model, 'bpmn:Process');
}

function isModel(value: unknown): value is Model {
  return typeof value === 'object' && value !== null && '$type' in value;
}
