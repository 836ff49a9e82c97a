/**
 * The one point at which a host brings an editor of its own into the panel:
 *
 *     new BpmnModeler({ signalbox: { textEditor: { mount: (place, text) => ... } } });
 */
import type { Shape } from './model.js';

/** What kind of text it is. */
export type TextKind = 'script' | 'expression' | 'markdown' | 'json';

/** A text of the diagram that is edited. */
export interface EditableText {
  /** The element it belongs to. */
  element: Shape;
  /** Tells texts of one element apart, in the engine's words where it has some: `script`, `preScript`, `condition`. */
  role: string;
  kind: TextKind;
  /** What the field is called. */
  label: string;
  value: string;
  /** Takes over what was typed. */
  change(value: string): void;
}

/** An editor that stands in the panel. */
export interface MountedText {
  /** The text changed elsewhere, as by undo. */
  update(value: string): void;
  destroy(): void;
}

export interface TextEditor {
  /** Puts an editor for a text into an empty place. */
  mount(place: HTMLElement, text: EditableText): MountedText;
}
