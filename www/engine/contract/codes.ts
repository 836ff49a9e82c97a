// Generated from src/diagnostic/codes.rs by `UPDATE_EXPECT=1 cargo test typescript`. Do not edit.

/** The stable codes of diagnostics. */
export type DiagnosticCode =
  /** The file is not well-formed XML. */
  | 'xml/malformed'
  /** The bytes of the file are not text in the encoding it declares. */
  | 'xml/encoding'
  /** The file contains a document type declaration, which is never read. */
  | 'xml/doctype'
  /** The file uses an entity that XML does not define. */
  | 'xml/entity'
  /** The file is larger or deeper than the reader accepts. */
  | 'xml/limit'
  /** The file is XML but not a BPMN 2.0 document. */
  | 'bpmn/not-bpmn'
  /** Two elements have the same id. */
  | 'bpmn/duplicate-id'
  /** An element that others must refer to has no id. */
  | 'bpmn/missing-id'
  /** An element refers to something that does not exist. */
  | 'bpmn/unresolved-reference'
  /** The engine can read this element but not run it yet. */
  | 'bpmn/not-executable-yet'
  /** An element of the BPMN namespace is not part of BPMN 2.0. */
  | 'bpmn/unknown-element'
  /** A BPMN element stands where it has no meaning. */
  | 'bpmn/misplaced-element'
  /** An attribute has a value that BPMN does not allow there. */
  | 'bpmn/invalid-value'
  /** Sub-processes or lanes are nested deeper than the reader accepts. */
  | 'bpmn/nesting'
  /** A sequence flow leaves the process or sub-process it belongs to. */
  | 'bpmn/flow-crosses-scope'
  /** A sequence flow goes into a start event, or out of an end event. */
  | 'bpmn/flow-direction'
  /** A text that should be Python is not. */
  | 'python/syntax'
  /** A script imports a module that scripts cannot have. */
  | 'python/import'
  /** A script uses a part of Python that is not supported here. */
  | 'python/unsupported'
  /** A text that should be JavaScript is not. */
  | 'javascript/syntax';
