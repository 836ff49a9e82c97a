/** What a library of files can be asked: who uses what, what a rename changes, which names are known where. */
import type { Edit, Range } from '../contract/types.js';
import type { JsonSchema } from '../forms/types.js';

/** What can be used from elsewhere. */
export type DefinitionKind =
  | 'process'
  | 'decision'
  | 'message'
  | 'signal'
  | 'error'
  | 'escalation'
  | 'dataObject'
  | 'dataStore'
  | 'correlationProperty'
  | 'form'
  | 'element';

/** Something that others use, and where they do. */
export interface References {
  kind: DefinitionKind;
  /** Its id; of a form the name of its file. */
  id: string;
  name: string | null;
  /** The file it is defined in; null when no file has it. */
  file: string | null;
  /** Where its id stands. */
  range: Range | null;
  /** Who uses it; nobody when empty. */
  uses: Use[];
}

/** One place that uses something. */
export interface Use {
  file: string;
  /** The element a person sees on the diagram. */
  element: string;
  name: string | null;
  /** The process it is in; null outside of processes. */
  process: string | null;
  /** The attribute or child element that holds the reference, such as `calledElement`. */
  property: string;
  range: Range | null;
}

/** What is to be renamed. */
export interface RenameRequest {
  file: string;
  /** The id that an element of the file has. */
  from: string;
  /** The id it gets. */
  to: string;
}

/** What a rename changes. Nothing is changed before the texts are put. */
export interface Renaming {
  changes: FileEdits[];
  /** Places that name the id in scripts, expressions and tests, and are left as they are. */
  mentions: Mention[];
}

/** Changes of one file. */
export interface FileEdits {
  file: string;
  /** Replacements in ascending order; everything else stays as it is, byte for byte. */
  edits: Edit[];
  /** The text with all of them made. */
  text: string;
}

/** A text that names an id. */
export interface Mention {
  file: string;
  element: string | null;
  range: Range | null;
}

/** A name that is known at an element. */
export interface KnownVariable {
  name: string;
  /** Who sets it, the nearest first. */
  sources: VariableSource[];
}

/** A variable that elements read and that nothing before them sets. */
export interface ExpectedVariable {
  name: string;
  /** What its uses tell of it: a JSON Schema, empty when they tell nothing. Values it is compared with are `examples`. */
  schema: JsonSchema;
  /** Who reads it. */
  readers: { element: string; file: string }[];
  /** Whether the element itself brings it: as the result of a service, the payload of a message, a field of a form. */
  own: boolean;
}

/** Where a variable gets its value. */
export interface VariableSource {
  kind: 'script' | 'form' | 'result' | 'event' | 'decision' | 'loop' | 'dataObject';
  element: string;
  file: string;
}
