/** Entries of the properties panel, told as data: where the value comes from and where it goes. */
import {
  CheckboxEntry,
  type Component,
  isCheckboxEntryEdited,
  isSelectEntryEdited,
  isTextAreaEntryEdited,
  isTextFieldEntryEdited,
  SelectEntry,
  TextAreaEntry,
  TextFieldEntry,
} from '@bpmn-io/properties-panel';

/** What an entry shows and changes. */
export interface Field<Value> {
  id: string;
  label: string;
  get: () => Value;
  set: (value: Value) => void;
  description?: string;
}
/** An entry as the panel takes it. */
export interface Entry {
  id: string;
  component: Component;
  isEdited: (node: unknown) => boolean;
  [prop: string]: unknown;
}

/** Makes the entries of one element. */
export class Entries {
  constructor(
    private readonly debounce: unknown,
    private readonly translate: (text: string) => string,
  ) {}

  text(field: Field<string>): Entry {
    return this.#entry(field, TextFieldEntry, isTextFieldEntryEdited, {});
  }

  /** A text of several lines in a fixed-width font. */
  code(field: Field<string>): Entry {
    return this.#entry(field, TextAreaEntry, isTextAreaEntryEdited, { monospace: true, autoResize: true, rows: 3 });
  }

  area(field: Field<string>): Entry {
    return this.#entry(field, TextAreaEntry, isTextAreaEntryEdited, { autoResize: true, rows: 2 });
  }

  check(field: Field<boolean>): Entry {
    return this.#entry(field, CheckboxEntry, isCheckboxEntryEdited, {});
  }

  select(field: Field<string>, options: { value: string; label: string }[]): Entry {
    return this.#entry(field, SelectEntry, isSelectEntryEdited, { getOptions: () => options });
  }

  /** The panel hands an entry to its component as props, so the component itself stays the same while it is shown. */
  #entry<Value>(field: Field<Value>, component: Component, isEdited: (node: unknown) => boolean, more: object): Entry {
    return {
      id: field.id,
      component,
      isEdited,
      label: this.translate(field.label),
      getValue: field.get,
      setValue: field.set,
      debounce: this.debounce,
      ...(field.description ? { description: this.translate(field.description) } : {}),
      ...more,
    };
  }
}
