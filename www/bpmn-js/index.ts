/**
 * Signalbox for bpmn-js: validation, simulation and inspection in any modeler.
 *
 *     new BpmnModeler({ container, additionalModules: [SignalboxModule], signalbox: { profile: 'spiffworkflow' } });
 *
 * Each feature is a folder and one line here; it vanishes when its line does.
 */
import Binding from './binding/index.js';
import Breakpoints from './breakpoints/index.js';
import ContextPad from './context-pad/index.js';
import Coverage from './coverage/index.js';
import Differences from './difference/index.js';
import EditorActions from './editor-actions/index.js';
import Keyboard from './keyboard/index.js';
import Problems from './problems/index.js';
import Rebind from './rebind/index.js';
import Start from './start/index.js';
import States from './states/index.js';
import Tokens from './tokens/index.js';
import Transport from './transport/index.js';

export default {
  __depends__: [
    Binding,
    Problems,
    States,
    Coverage,
    Differences,
    Tokens,
    Rebind,
    Start,
    Transport,
    Breakpoints,
    ContextPad,
    EditorActions,
    Keyboard,
  ],
};

export type { CustomParameter, CustomTask, SignalboxOptions } from './binding/options.js';
export type { EngineRun, EngineWorkspace } from './session/contract.js';
export type { RunView } from './session/RunView.js';
export type { SessionEvents, StartRequest } from './session/Session.js';
export { Session } from './session/Session.js';
export { default as SpiffWorkflowModule } from './spiffworkflow/index.js';
export { spiffworkflowModdle } from './spiffworkflow/moddle.js';
export type { EditableText, MountedText, TextEditor, TextKind } from './spiffworkflow/TextEditor.js';
export { default as SignalboxViewerModule } from './viewer.js';
