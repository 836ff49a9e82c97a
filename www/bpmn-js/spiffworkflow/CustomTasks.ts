/** The host's own tasks: a type of the standard with an operator or an extension element, told as data. */
import type { CustomTask, SignalboxOptions } from '../binding/options.js';
import { children, extension, extensions, is, type Model, type Shape } from './model.js';

interface ElementFactory {
  createShape(attributes: object): Shape;
}
interface Moddle {
  create(type: string, properties: object): Model;
  createAny(name: string, uri: string, properties: object): Model;
}

const OPERATOR = 'spiffworkflow:ServiceTaskOperator';

export default class CustomTasks {
  static $inject = ['config.signalbox', 'injector'];
  readonly all: readonly CustomTask[];

  constructor(
    options: SignalboxOptions | undefined,
    private readonly injector: { get<Service>(name: string): Service },
  ) {
    this.all = options?.customTasks ?? [];
  }

  /** Which of the host's tasks an element is. */
  of(model: Model): CustomTask | undefined {
    return this.all.find((task) => is(model, task.type) && this.carrier(model, task) !== undefined);
  }

  /** What makes an element one of these tasks: its operator, or its extension element. */
  carrier(model: Model, task: CustomTask): Model | undefined {
    if (!('extension' in task)) {
      const operator = extension(model, OPERATOR);
      return operator?.get('id') === task.operator ? operator : undefined;
    }
    return extensions(model).find(({ $type }) => $type === task.extension.name);
  }

  /** A new shape with everything that was declared. */
  shape(task: CustomTask): Shape {
    const shape = this.injector.get<ElementFactory>('elementFactory').createShape({ type: task.type });
    const moddle = this.injector.get<Moddle>('moddle');
    const holder = moddle.create('bpmn:ExtensionElements', {});
    const made = 'extension' in task ? any(moddle, task) : operator(moddle, task);
    made.$parent = holder;
    Object.assign(holder, { values: [made], $parent: shape.businessObject });
    Object.assign(shape.businessObject, { name: task.label, extensionElements: holder });
    return shape;
  }

  /** An icon is a class of an icon font, or a picture. */
  icon({ icon = 'bpmn-icon-service-task' }: CustomTask): { className: string; imageUrl?: string } {
    return /^(data:|https?:|[./])/.test(icon) ? { className: 'sb-custom-task', imageUrl: icon } : { className: icon };
  }
}

function any(moddle: Moddle, task: CustomTask & { extension: { name: string; uri: string } }): Model {
  const given = (task.parameters ?? []).filter(({ value }) => value !== undefined);
  const properties = Object.fromEntries(given.map(({ id, value }) => [id, value]));
  return moddle.createAny(task.extension.name, task.extension.uri, properties);
}

function operator(moddle: Moddle, task: CustomTask & { operator: string }): Model {
  const parameters = (task.parameters ?? []).map(({ id, type, value }) => {
    const plain = typeof type === 'string' ? type : 'any';
    return moddle.create('spiffworkflow:Parameter', { id, type: plain, ...(value === undefined ? {} : { value }) });
  });
  const parameterList = moddle.create('spiffworkflow:Parameters', { parameters });
  const made = moddle.create(OPERATOR, { id: task.operator, parameterList });
  parameterList.$parent = made;
  for (const parameter of children(parameterList, 'parameters')) parameter.$parent = parameterList;
  return made;
}
