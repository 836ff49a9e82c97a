/** The inputs and outputs of an activity or process, with the sets that BPMN demands beside them (section 10.4.1). */
import { children, is, type Model } from './model.js';

/** How inputs and outputs are named in the file. */
export interface IoKind {
  type: string;
  list: 'dataInputs' | 'dataOutputs';
  sets: 'inputSets' | 'outputSets';
  set: string;
  refs: 'dataInputRefs' | 'dataOutputRefs';
}
export const INPUT: IoKind = {
  type: 'bpmn:DataInput',
  list: 'dataInputs',
  sets: 'inputSets',
  set: 'bpmn:InputSet',
  refs: 'dataInputRefs',
};
export const OUTPUT: IoKind = {
  type: 'bpmn:DataOutput',
  list: 'dataOutputs',
  sets: 'outputSets',
  set: 'bpmn:OutputSet',
  refs: 'dataOutputRefs',
};

export function ioKindOf(model: Model): IoKind | undefined {
  return [INPUT, OUTPUT].find(({ type }) => is(model, type));
}

type Create = (type: string, properties: object) => Model;

/** Adds to the specification of `owner`, which gets one where it has none. */
export function addTo(owner: Model, kind: IoKind, made: Model, create: Create): void {
  const specification = (owner.get('ioSpecification') as Model | undefined) ?? newSpecification(owner, create);
  const lists = listsWith(specification, kind, [...children(specification, kind.list), made]);
  Object.assign(specification, lists);
  Object.assign(owner, { ioSpecification: specification });
  made.$parent = specification;
}

/** Removes from a specification, which stays, as it may be brought back. */
export function removeFrom(specification: Model, kind: IoKind, gone: Model): void {
  const left = children(specification, kind.list).filter((item) => item !== gone);
  Object.assign(specification, listsWith(specification, kind, left));
  Object.assign(gone, { $parent: undefined });
}

/** A specification with empty sets. */
export function newSpecification(owner: Model, create: Create): Model {
  const specification = create('bpmn:InputOutputSpecification', {});
  specification.$parent = owner;
  for (const { set, sets } of [INPUT, OUTPUT]) {
    const made = create(set, {});
    made.$parent = specification;
    Object.assign(specification, { [sets]: [made] });
  }
  return specification;
}

/** The property of a list, and its first set changed along with it. */
function listsWith(specification: Model, kind: IoKind, items: Model[]): Record<string, unknown> {
  const [set] = children(specification, kind.sets);
  if (set) Object.assign(set, { [kind.refs]: items });
  return { [kind.list]: items };
}
