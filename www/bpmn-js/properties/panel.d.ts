/** What we use of the two properties-panel packages, which come without declarations of their own. */
declare module '@bpmn-io/properties-panel' {
  export type Component = (props: object) => unknown;
  export const TextFieldEntry: Component;
  export const TextAreaEntry: Component;
  export const CheckboxEntry: Component;
  export const SelectEntry: Component;
  export const ListGroup: Component;
  export const Group: Component;
  export function isTextFieldEntryEdited(node: unknown): boolean;
  export function isTextAreaEntryEdited(node: unknown): boolean;
  export function isCheckboxEntryEdited(node: unknown): boolean;
  export function isSelectEntryEdited(node: unknown): boolean;
}

declare module 'bpmn-js-properties-panel' {
  export const BpmnPropertiesPanelModule: object;
  export const BpmnPropertiesProviderModule: object;
}
