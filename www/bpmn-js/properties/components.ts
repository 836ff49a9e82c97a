/** Entries that the properties panel does not bring along, built from those it does. */
import { CollapsibleEntry, ListEntry, SelectEntry, TextAreaEntry, TextFieldEntry } from '@bpmn-io/properties-panel';
import { h, type Node } from '@bpmn-io/properties-panel/preact';
import { useEffect, useRef, useState } from '@bpmn-io/properties-panel/preact/hooks';
import type { EditableText, MountedText, TextEditor } from '../spiffworkflow/TextEditor.js';
import type { Item } from './entries.js';

interface LabelledProps {
  id: string;
  label: string;
  description?: string;
}

interface OfferedProps extends LabelledProps {
  getOptions(): { value: string; label: string }[];
  /** Proposals may come while the field is shown. */
  onAnswer(listener: () => void): () => void;
}

/** Draws again when proposals have come. */
function useAnswers(onAnswer: OfferedProps['onAnswer']): void {
  const [, drawAgain] = useState(0);
  useEffect(() => onAnswer(() => drawAgain((times) => times + 1)), []);
}

/** A text field with proposals. What it names may be made, so half a name is not taken: only a proposal, Enter, or leaving. */
export function SuggestEntry(props: OfferedProps): Node {
  useAnswers(props.onAnswer);
  const place = useRef<HTMLElement | null>(null);
  const [typing] = useState(() => new Typing());
  const list = `${props.id}-proposals`;
  useEffect(() => {
    place.current?.querySelector('input')?.setAttribute('list', list);
    return undefined;
  });
  const take = (event: Event) => {
    if (event.type === 'change' || (event as KeyboardEvent).key === 'Enter') typing.take();
  };
  const options = props.getOptions().map(({ value, label }) => h('option', { value, key: value }, label));
  const field = h(TextFieldEntry, { ...props, debounce: typing.waits });
  return h('div', { ref: place, onChange: take, onKeyDown: take }, field, h('datalist', { id: list }, ...options));
}

/** Keeps what was typed last until it is finished. */
class Typing {
  #latest: (() => void) | undefined;

  /** Stands where the panel would wait for a pause. */
  readonly waits = (commit: (value: string) => void) =>
    Object.assign(
      (value: string) => {
        this.#latest = () => commit(value);
      },
      { flush: () => this.take(), cancel: () => this.#forget() },
    );

  take(): void {
    const latest = this.#latest;
    this.#forget();
    latest?.();
  }

  #forget(): void {
    this.#latest = undefined;
  }
}

/** A choice whose options may come while it is shown; until there are some it is not seen. */
export function ChoiceEntry(props: OfferedProps): Node {
  useAnswers(props.onAnswer);
  return props.getOptions().length > 0 ? h(SelectEntry, props) : h('div', { hidden: true });
}

interface CodeProps extends LabelledProps {
  element: EditableText['element'];
  role: EditableText['role'];
  kind: EditableText['kind'];
  editor?: TextEditor;
  getValue(): string;
  setValue(value: string): void;
  validate?: (value: string) => string | undefined;
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
  // What is no JSON the editor itself tells, with the place.
  const problem = props.kind === 'json' ? undefined : props.validate?.(value);
  return h(
    'div',
    { class: `bio-properties-panel-entry${problem ? ' has-error' : ''}`, 'data-entry-id': props.id },
    h('div', { class: 'bio-properties-panel-label' }, props.label),
    h('div', { class: 'sb-code__place', ref: place }),
    problem && h('div', { class: 'bio-properties-panel-error' }, problem),
    props.description && h('div', { class: 'bio-properties-panel-description' }, props.description),
  );
}

/** What buttons do, by their labels. */
export type Presses = Record<string, () => void>;

/** Things to press, beside each other. */
export function ButtonsEntry({ id, presses }: { id: string; presses: Presses }): Node {
  const buttons = Object.entries(presses).map(([label, onClick]) =>
    h('button', { type: 'button', class: 'sb-properties-button', onClick, key: label }, label),
  );
  return h('div', { class: 'bio-properties-panel-entry sb-properties-buttons', 'data-entry-id': id }, ...buttons);
}

/** Something to read. */
export function NoteEntry({ id, label }: LabelledProps): Node {
  return h(
    'div',
    { class: 'bio-properties-panel-entry', 'data-entry-id': id },
    h('div', { class: 'bio-properties-panel-description' }, label),
  );
}

/** Something to read that has a name. */
export function FactEntry({ id, label, value }: LabelledProps & { value: string }): Node {
  return h(
    'div',
    { class: 'bio-properties-panel-entry sb-properties-fact', 'data-entry-id': id },
    h('code', null, label),
    h('span', null, value),
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
    open: true,
    onAdd: add ?? (() => undefined),
    onRemove: (key: unknown) => items.find((item) => item.key === key)?.remove?.(),
    autoFocusEntry: true,
    translate,
  });
}
