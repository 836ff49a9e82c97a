import type { Session } from '../session/Session.js';

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
}
