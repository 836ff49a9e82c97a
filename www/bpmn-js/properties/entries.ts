/** Entries of the properties panel, told as data: where the value comes from and where it goes. */
import {
  CheckboxEntry,
  isCheckboxEntryEdited,
  isSelectEntryEdited,
  isTextAreaEntryEdited,
  isTextFieldEntryEdited,
  SelectEntry,
  TextAreaEntry,
  TextFieldEntry,
} from '@bpmn-io/properties-panel';
import type { Component } from '@bpmn-io/properties-panel/preact';
import type HostOptions from '../spiffworkflow/HostOptions.js';
import type { Model, Shape } from '../spiffworkflow/model.js';
import type { TextEditor, TextKind } from '../spiffworkflow/TextEditor.js';
import type { Translate } from '../spiffworkflow/translate.js';
import {
  ButtonsEntry,
  ChoiceEntry,
  CodeEntry,
  FactEntry,
  NestedList,
  NoteEntry,
  type Presses,
  SuggestEntry,
} from './components.js';

/** What an entry shows and changes. */
export interface Field<Value> {
  id: string;
  label: string;
  get: () => Value;
  /** The panel gives nothing where a text was emptied. */
  set: (value: Value | undefined) => void;
  description?: string;
  /** What is wrong with a value; it is kept all the same, so that nothing typed is lost. */
  validate?: (value: Value | undefined) => string | undefined;
}
/** A text of a language. */
export interface Code extends Field<string> {
  role: string;
  kind: TextKind;
  /** Opens the large editor. */
  launch?: (() => void) | undefined;
}
export interface Choice {
  value: string;
  label: string;
}
/** An entry as the panel takes it. */
export interface Entry {
  id: string;
  component: Component;
  isEdited: (node: unknown) => boolean;
  [prop: string]: unknown;
}
/** An item of a list as the panel takes it. */
export interface Item {
  id: string;
  /** The object that it shows. */
  key?: Model;
  label: string;
  entries: Entry[];
  autoFocusEntry?: string;
  remove?: () => void;
}

/** Makes the entries of one element. */
export class Entries {
  constructor(
    private readonly element: Shape,
    private readonly debounce: unknown,
    private readonly translate: Translate,
    private readonly editor: TextEditor | undefined,
    private readonly onAnswer: HostOptions['onAnswer'],
  ) {}

  text(field: Field<string>): Entry {
    return this.#entry(field, TextFieldEntry, isTextFieldEntryEdited, {});
  }

  /** A text with proposals. */
  suggest(field: Field<string>, options: () => Choice[]): Entry {
    return this.#entry(field, SuggestEntry, isTextFieldEntryEdited, { getOptions: options, onAnswer: this.onAnswer });
  }

  /** A script or expression. */
  code({ role, kind, launch, ...field }: Code): Entry {
    const launchLabel = this.translate('Edit in large editor');
    const look = kind === 'markdown' ? { rows: 2 } : { monospace: true, rows: kind === 'expression' ? 1 : 3 };
    const more = { ...look, autoResize: true, role, kind, launch, launchLabel, editor: this.editor };
    return this.#entry(field, CodeEntry, (node) => isTextAreaEntryEdited(node) || field.get() !== '', more);
  }

  area(field: Field<string>): Entry {
    return this.#entry(field, TextAreaEntry, isTextAreaEntryEdited, { autoResize: true, rows: 2 });
  }

  check(field: Field<boolean>): Entry {
    return this.#entry(field, CheckboxEntry, isCheckboxEntryEdited, {});
  }

  select(field: Field<string>, options: Choice[]): Entry {
    const translated = options.map(({ value, label }) => ({ value, label: label && this.translate(label) }));
    return this.#entry(field, SelectEntry, isSelectEntryEdited, { getOptions: () => translated });
  }

  /** One of several values that may be known only later. */
  choice(field: Field<string>, options: () => Choice[]): Entry {
    return this.#entry(field, ChoiceEntry, isSelectEntryEdited, { getOptions: options, onAnswer: this.onAnswer });
  }

  /** Things to press; nothing where there are none. */
  buttons(id: string, presses: Presses): Entry[] {
    const translated = Object.entries(presses).map(([label, press]) => [this.translate(label), press] as const);
    if (translated.length === 0) return [];
    return [{ id, component: ButtonsEntry, presses: Object.fromEntries(translated), isEdited: () => false }];
  }

  note(id: string, label: string): Entry {
    return { id, label, component: NoteEntry, isEdited: () => false };
  }

  /** A value that is only shown. */
  fact(id: string, label: string, value: string): Entry {
    return { id, label, value, component: FactEntry, isEdited: () => false };
  }

  /** A list within a group or within an item. */
  list(id: string, label: string, items: Item[], add: () => void): Entry {
    const edited = () => items.length > 0;
    return {
      id,
      label: this.translate(label),
      component: NestedList,
      items,
      add,
      translate: this.translate,
      isEdited: edited,
    };
  }

  /** The panel hands an entry to its component as props, so the component itself stays the same while it is shown. */
  #entry<Value>(field: Field<Value>, component: Component, isEdited: (node: unknown) => boolean, more: object): Entry {
    const { validate } = field;
    return {
      id: field.id,
      component,
      isEdited,
      element: this.element,
      label: this.translate(field.label),
      getValue: field.get,
      setValue: field.set,
      debounce: this.debounce,
      translate: this.translate,
      ...(validate ? { validate } : {}),
      ...(field.description ? { description: this.translate(field.description) } : {}),
      ...more,
    };
  }
}
