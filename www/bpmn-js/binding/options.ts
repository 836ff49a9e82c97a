import type { Session } from '../session/Session.js';
import type { TextEditor } from '../spiffworkflow/TextEditor.js';

/** What stands under `signalbox` in the options of a modeler or viewer. */
export interface SignalboxOptions {
  /** Whose semantics: `bpmn` (default) or `spiffworkflow`. */
  profile?: 'bpmn' | 'spiffworkflow';
  /** Language of texts that name none: `javascript` (default) or `python`. */
  language?: 'javascript' | 'python';
  /** Name of the diagram's file in the workspace. Default: `diagram.bpmn`. */
  file?: string;
  /** A session shared by several diagrams, now or soon; without it the diagram has a workspace of its own. */
  session?: Session | Promise<Session>;
  /** Tasks of the host's own, for palette, context pad and properties. */
  customTasks?: readonly CustomTask[];
  /** Edits texts in the properties panel; without it they are edited in plain text areas. */
  textEditor?: TextEditor;
}

/** A task of the host's own. In the file it is a task of the standard. */
export type CustomTask = {
  /** Tells it from the others. */
  id: string;
  /** The type of the standard it is, such as `bpmn:ServiceTask`. */
  type: string;
  label: string;
  /** Class of an icon font, or the address of a picture. */
  icon?: string;
  parameters?: readonly CustomParameter[];
} & (
  | {
      /** The operator of a connector; parameters are its expressions. */
      operator: string;
    }
  | {
      /** An extension element by its qualified name; parameters are its attributes. */
      extension: { name: string; uri: string };
    }
);

/** A parameter of a task of the host's own. */
export interface CustomParameter {
  id: string;
  label?: string;
  /** `bool` is a check box, a list a choice, everything else a text. */
  type?: string | readonly string[];
  required?: boolean;
  description?: string;
  /** What a new task begins with. */
  value?: string;
}
