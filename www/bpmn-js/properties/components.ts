/** Entries that the properties panel does not bring along, built from those it does. */
import { CollapsibleEntry, ListEntry, TextAreaEntry, TextFieldEntry } from '@bpmn-io/properties-panel';
import { h, type Node } from '@bpmn-io/properties-panel/preact';
import { useEffect, useRef, useState } from '@bpmn-io/properties-panel/preact/hooks';
import type { EditableText, MountedText, TextEditor } from '../spiffworkflow/TextEditor.js';
import type { Item } from './entries.js';

interface LabelledProps {
  id: string;
  label: string;
  description?: string;
}

interface SuggestProps extends LabelledProps {
  getOptions(): { value: string; label: string }[];
  /** Proposals may come while the field is shown. */
  onAnswer(listener: () => void): () => void;
}

/** A text field with proposals. */
export function SuggestEntry(props: SuggestProps): Node {
  const [, drawAgain] = useState(0);
  useEffect(() => props.onAnswer(() => drawAgain((times) => times + 1)), []);
  const place = useRef<HTMLElement | null>(null);
  const list = `${props.id}-proposals`;
  useEffect(() => {
    place.current?.querySelector('input')?.setAttribute('list', list);
    return undefined;
  });
  const options = props.getOptions().map(({ value, label }) => h('option', { value, key: value }, label));
  return h('div', { ref: place }, h(TextFieldEntry, props), h('datalist', { id: list }, ...options));
}

interface CodeProps extends LabelledProps {
  element: EditableText['element'];
  role: EditableText['role'];
  kind: EditableText['kind'];
  editor?: TextEditor;
  getValue(): string;
  setValue(value: string): void;
  launch?: () => void;
  launchLabel: string;
}

/** A text: in the host's editor where there is one, else in a text area; and a way to the large editor. */
export function CodeEntry(props: CodeProps): Node {
  const field = props.editor ? h(Mounted, { ...props, key: props.element.id }) : h(TextAreaEntry, props);
  return h('div', { class: 'sb-code' }, field, props.launch && h(LaunchButton, props));
}

function LaunchButton({ launch, launchLabel }: CodeProps): Node {
  return h('button', { type: 'button', class: 'sb-code__launch', title: launchLabel, onClick: launch }, '⤢');
}

function Mounted(props: CodeProps & { editor: TextEditor }): Node {
  const place = useRef<HTMLElement | null>(null);
  const mounted = useRef<MountedText | null>(null);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    if (!place.current) return undefined;
    const { element, role, kind, label } = props;
    const change = (value: string) => {
      if (value !== latest.current.getValue()) latest.current.setValue(value);
    };
    mounted.current = props.editor.mount(place.current, {
      element,
      role,
      kind,
      label,
      value: props.getValue(),
      change,
    });
    return () => mounted.current?.destroy();
  }, [props.element, props.role]);
  const value = props.getValue();
  useEffect(() => {
    mounted.current?.update(value);
    return undefined;
  }, [value]);
  return h(
    'div',
    { class: 'bio-properties-panel-entry', 'data-entry-id': props.id },
    h('div', { class: 'bio-properties-panel-label' }, props.label),
    h('div', { class: 'sb-code__place', ref: place }),
    props.description && h('div', { class: 'bio-properties-panel-description' }, props.description),
  );
}

/** Something to press. */
export function ButtonEntry({ id, label, press }: LabelledProps & { press(): void }): Node {
  return h(
    'div',
    { class: 'bio-properties-panel-entry', 'data-entry-id': id },
    h('button', { type: 'button', class: 'sb-properties-button', onClick: press }, label),
  );
}

/** Something to read. */
export function NoteEntry({ id, label }: LabelledProps): Node {
  return h(
    'div',
    { class: 'bio-properties-panel-entry', 'data-entry-id': id },
    h('div', { class: 'bio-properties-panel-description' }, label),
  );
}

interface NestedProps extends LabelledProps {
  element: unknown;
  items: Item[];
  add?: () => void;
  translate: unknown;
}

/** The component stays the same while the list is shown, so that its items stay open. */
function NestedItem({ nested, id, index, element, open, translate }: NestedItemProps): Node {
  const { label = '', entries = [] } = nested[index] ?? {};
  return h(CollapsibleEntry, { id: `${id}-${index}`, label, entries, element, open, translate });
}
interface NestedItemProps {
  nested: Item[];
  id: string;
  index: number;
  element: unknown;
  open: boolean;
  translate: unknown;
}

/** A list inside a group or inside an item of a list. */
export function NestedList({ id, element, label, items, add, translate }: NestedProps): Node {
  return h(ListEntry, {
    id,
    element,
    label,
    items: items.map((item) => item.key),
    component: NestedItem,
    nested: items,
    onAdd: add ?? (() => undefined),
    onRemove: (key: unknown) => items.find((item) => item.key === key)?.remove?.(),
    autoFocusEntry: true,
    translate,
  });
}
