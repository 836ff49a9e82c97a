/** Inputs and outputs: what goes into an activity or process and comes out of it, where this is limited. */
import { INPUT, type IoKind, newSpecification, OUTPUT } from '../../spiffworkflow/ioSpecification.js';
import { child, children, is, isAny, type Model, text } from '../../spiffworkflow/model.js';
import type { Context, GroupMaker, ItemGroup } from '../context.js';
import type { Item } from '../entries.js';
import { property } from '../fields.js';
import { freeName } from '../validate.js';
import { idEntry } from './definitions.js';

export const inputOutput: GroupMaker = (context) => {
  const { model } = context;
  const owner = is(model, 'bpmn:Participant') ? child(model, 'processRef') : model;
  if (!owner || !isAny(owner, ['bpmn:Task', 'bpmn:CallActivity', 'bpmn:Process'])) return undefined;
  return [group(context, owner, INPUT, 'Inputs'), group(context, owner, OUTPUT, 'Outputs')];
};

function group(context: Context, owner: Model, kind: IoKind, label: string): ItemGroup {
  const known = children(child(owner, 'ioSpecification'), kind.list);
  const items = known.map((one) => item(context, owner, kind, one));
  return { id: `signalbox-${kind.list}`, label, items, add: () => add(context, owner, kind) };
}

function item(context: Context, owner: Model, kind: IoKind, one: Model): Item {
  const { entries } = context;
  const id = `signalbox-io-${text(one, 'id')}`;
  return {
    id,
    label: text(one, 'name') || text(one, 'id'),
    entries: [
      { ...idEntry(context, one, id), label: context.translate('Id (the variable)') },
      entries.text(property(context, one, 'name', { id: `${id}-name`, label: 'Name' })),
    ],
    autoFocusEntry: `${id}-id`,
    remove: () => change(context, owner, kind, (items) => items.filter((other) => other !== one)),
  };
}

function add(context: Context, owner: Model, kind: IoKind): void {
  const { editor } = context;
  const stem = kind === INPUT ? 'input' : 'output';
  const used = [INPUT, OUTPUT].flatMap(({ list }) =>
    children(child(owner, 'ioSpecification'), list).map((one) => text(one, 'id')),
  );
  const id = freeName(stem, used);
  change(context, owner, kind, (items) => [...items, editor.create(kind.type, { id, name: id }, owner)]);
}

/** A list and the set beside it change together; a specification without anything goes. */
function change(context: Context, owner: Model, kind: IoKind, next: (items: Model[]) => Model[]): void {
  const { element, editor } = context;
  editor.batch(() => {
    const make = (type: string, properties: object) => editor.create(type, { ...properties }, owner);
    const specification = child(owner, 'ioSpecification') ?? newSpecification(owner, make);
    const other = kind === INPUT ? OUTPUT : INPUT;
    const items = next(children(specification, kind.list));
    if (items.length + children(specification, other.list).length === 0)
      return editor.set(element, owner, { ioSpecification: undefined });
    for (const one of items) one.$parent = specification;
    if (child(owner, 'ioSpecification') !== specification)
      editor.set(element, owner, { ioSpecification: specification });
    editor.set(element, specification, { [kind.list]: items });
    const [set] = children(specification, kind.sets);
    if (set) editor.set(element, set, { [kind.refs]: items });
  });
}
