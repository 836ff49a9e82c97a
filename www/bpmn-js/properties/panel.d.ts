/** What we use of the two properties-panel packages, which come without declarations of their own. */
declare module '@bpmn-io/properties-panel' {
  import type { Component } from '@bpmn-io/properties-panel/preact';
  export const TextFieldEntry: Component;
  export const TextAreaEntry: Component;
  export const CheckboxEntry: Component;
  export const SelectEntry: Component;
  export const ListEntry: Component;
  export const CollapsibleEntry: Component;
  export const ListGroup: Component;
  export const Group: Component;
  export function isTextFieldEntryEdited(node: unknown): boolean;
  export function isTextAreaEntryEdited(node: unknown): boolean;
  export function isCheckboxEntryEdited(node: unknown): boolean;
  export function isSelectEntryEdited(node: unknown): boolean;
}

declare module '@bpmn-io/properties-panel/preact' {
  export interface Node {
    readonly type: unknown;
  }
  export type Child = Node | string | false | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: every component names its own properties; the panel hands them through
  export type Component = (props: any) => Node;
  export function h(type: string | Component, props: object | null, ...children: Child[]): Node;
}

declare module '@bpmn-io/properties-panel/preact/hooks' {
  export function useEffect(effect: () => undefined | (() => void), inputs?: readonly unknown[]): void;
  export function useState<Value>(value: Value | (() => Value)): [Value, (change: (value: Value) => Value) => void];
  export function useRef<Value>(value: Value): { current: Value };
}

declare module 'bpmn-js-properties-panel' {
  export const BpmnPropertiesPanelModule: object;
  export const BpmnPropertiesProviderModule: object;
}
