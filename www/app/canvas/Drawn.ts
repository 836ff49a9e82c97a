/** A file as the page shows it: a diagram, or decisions. */
import type { Diagnostic, Fix } from '../../bpmn-js/session/types.ts';

/** What stands where a file cannot be drawn. */
export interface Unreadable {
  readonly message: string;
  /** The version of its format, when it must be converted before it is edited. */
  readonly old?: string;
}

/** An element that gets another id, and who is told when that is taken back or done again. */
export interface Rename {
  readonly from: string;
  readonly to: string;
  readonly told?: ((done: boolean) => void) | undefined;
}

export interface Drawn {
  /** Resolves once the text was read. */
  readonly loaded: Promise<void>;
  readonly unreadable: Unreadable | undefined;
  /** Moves it into a place of the page. */
  attach(place: HTMLElement, properties: HTMLElement): void;
  detach(): void;
  /** Reads a text; `changed` when it is not the one that was opened. */
  load(text: string, changed?: boolean): Promise<void>;
  /** The file as text: the one that was opened while nothing is changed. */
  save(): Promise<string>;
  /** Resolves once the engine was given what is shown. */
  tell(): Promise<void>;
  /** Does what a key or a command says. */
  trigger(action: string): void | Promise<void>;
  /** Shows all of it. */
  fit(): void;
  /** Name of an element as it is drawn; its id where it has none. */
  nameOf(element: string): string;
  /** Selects an element and brings it into view; a problem of it tells the place more exactly, or alone. */
  reveal(element: string, problem?: Diagnostic): boolean;
  /** Makes it say `text`, in which an element has another id; false when that is no step of its history. */
  rewrite(text: string, renamed: Rename): Promise<boolean>;
  /** Opens a script of an element (`script`, `preScript`, `postScript`) in the large editor; `saved` hears when it was changed. */
  editScript?(element: string, role: string, saved: () => void): void;
  /** Applies a fix; gives what takes it back. */
  fix(fix: Fix): Promise<() => void>;
  destroy(): void;
}
