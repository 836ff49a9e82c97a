/** What the page shows at one moment. The truth is in the engine and in the diagrams; this is what they last said. */

import type { Data } from 'signalbox';
import type { Difference } from '../../bpmn-js/session/Marked.ts';
import type { RunView } from '../../bpmn-js/session/RunView.ts';
import { NO_TESTS, type TestView } from '../../bpmn-js/session/Tests.ts';
import type { Diagnostic, FileInfo, ProcessInfo } from '../../bpmn-js/session/types.ts';
import type { TextKind } from '../../bpmn-js/spiffworkflow/TextEditor.ts';
import type { Language } from '../editor/languages.ts';
import type { Conflict, FolderState } from '../library/FolderLink.ts';
import type { WorkFile } from './files.ts';
import { FIRST_TITLE } from './storage.ts';

export type Profile = 'bpmn' | 'spiffworkflow';

/** The panels below the canvas. */
export type PanelName = 'problems' | 'tasks' | 'timeline' | 'data' | 'messages' | 'outbox' | 'timers' | 'tests';

/** The panels beside the canvas. */
export type SideName = 'properties' | 'inspect';

/** A short message with at most one thing to do. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: 'info' | 'error';
  readonly action?: { readonly label: string; readonly act: () => void };
}

/** A text of a diagram in the large editor. */
export interface Edited {
  /** Another edit has another one. */
  readonly id: number;
  readonly title: string;
  readonly value: string;
  readonly language: Language;
  readonly kind: TextKind;
  /** Names to complete. */
  readonly variables: () => readonly string[];
  readonly save: (value: string) => void;
  /** Data to fill a template in with, where a run has some. */
  readonly data?: Data | undefined;
}

/** Something of which one is to be taken. */
export interface Picking {
  readonly title: string;
  readonly choices: readonly { readonly value: string; readonly label: string; readonly detail: string }[];
  readonly take: (value: string) => void;
}

/** Where a property that correlates a message stands in it. */
export interface Retrieval {
  readonly id: string;
  readonly expression: string;
}

/** The message of an element, while it is edited. */
export interface MessageEdit {
  readonly elementId: string;
  readonly name: string;
  readonly retrievals: readonly Retrieval[];
  /** The messages of all files, to choose from. */
  readonly known: readonly { readonly name: string; readonly retrievals: readonly Retrieval[] }[];
  readonly save: (name: string, retrievals: readonly Retrieval[]) => void;
}

export interface State {
  /** Whether the engine is there; its error when it will not come. */
  readonly engine: 'loading' | 'ready' | 'failed';
  readonly engineError?: string;
  /** Counts the connections to the engine: each draws the diagrams anew. */
  readonly connection: number;
  readonly profile: Profile;
  /** What a person calls the library. */
  readonly library: string;
  /** The folder of the disk beside it. */
  readonly folder: FolderState | undefined;
  /** Files that are not the same there and here. */
  readonly conflicts: readonly Conflict[];
  readonly files: readonly WorkFile[];
  readonly tabs: readonly string[];
  readonly active: string | undefined;
  /** Ids of the selected elements of the active diagram. */
  readonly selection: readonly string[];
  /** Grows when the active diagram changes, so that names are read anew. */
  readonly drawing: number;
  readonly problems: readonly Diagnostic[];
  readonly fileInfos: readonly FileInfo[];
  readonly processes: readonly ProcessInfo[];
  readonly view: RunView | undefined;
  /** What the position looked at differs in from the one that is marked. */
  readonly difference: Difference | undefined;
  /** How many branches the run has, and which one is looked at. */
  readonly branches: number;
  readonly branch: number;
  readonly busy: boolean;
  /** Whether runs go on by themselves when a timer is due. */
  readonly following: boolean;
  readonly breakpoints: readonly string[];
  /** Whether the run stands on an earlier version of a diagram. */
  readonly stale: boolean;
  /** The panel below the canvas that is in front. */
  readonly panel: PanelName;
  /** The panel beside the canvas that is in front. */
  readonly side: SideName;
  /** The task opened in the task panel. */
  readonly task: number | undefined;
  readonly toasts: readonly Toast[];
  /** The tests among the files and what came of them. */
  readonly tests: TestView;
  /** The text in the large editor. */
  readonly edited: Edited | undefined;
  readonly picking: Picking | undefined;
  readonly message: MessageEdit | undefined;
}

export const INITIAL: State = {
  connection: 0,
  engine: 'loading',
  profile: 'bpmn',
  library: FIRST_TITLE,
  folder: undefined,
  conflicts: [],
  files: [],
  tabs: [],
  active: undefined,
  selection: [],
  drawing: 0,
  problems: [],
  fileInfos: [],
  processes: [],
  view: undefined,
  difference: undefined,
  branches: 0,
  branch: -1,
  busy: false,
  following: false,
  breakpoints: [],
  stale: false,
  panel: 'problems',
  side: 'properties',
  task: undefined,
  toasts: [],
  tests: NO_TESTS,
  edited: undefined,
  picking: undefined,
  message: undefined,
};
