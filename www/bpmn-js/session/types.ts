/** The engine's plain shapes (src/api/types.rs), as the page reads them. */

export type Severity = 'error' | 'warning' | 'information' | 'hint';
/** A place in a file; both count from 1, columns in UTF-16 units. */
export interface Position { line: number; column: number }
export interface Range { start: Position; end: Position }
export interface Edit { range: Range; text: string }
export interface Fix { title: string; edits: Edit[] }
export interface Related { message: string; element?: string | null; file?: string | null; range?: Range | null }
export interface Diagnostic {
  code: string; severity: Severity; message: string; help?: string | null; element?: string | null;
  property?: string | null; file?: string | null; range?: Range | null; related: Related[]; fixes: Fix[];
}
export interface FileInfo { name: string; kind: string; processes: string[]; errors: number }
export interface StartInfo { id: string; name?: string | null; trigger: string }
export interface ProcessInfo {
  id: string; name?: string | null; file: string; executable?: boolean | null; starts: StartInfo[]; lanes: string[];
  languages: string[]; calls: string[];
}
export interface CollaborationInfo {
  id: string; name?: string | null; file: string;
  participants: { id: string; name?: string | null; process?: string | null }[];
}
export interface FormFieldInfo {
  id: string; type?: string | null; label?: string | null; defaultValue?: string | null;
  values: [string, string | null][];
}
export interface TextInfo { role: string; language: string; text: string; range?: Range | null }
export interface ElementInfo {
  id: string; name?: string | null; type: string; file: string; process?: string | null; parent?: string | null;
  lane?: string | null; documentation: string[]; incoming: string[]; outgoing: string[]; boundary: string[];
  texts: TextInfo[]; instructions?: string | null; properties: [string, string][]; formFields: FormFieldInfo[];
}
export interface StartOptions { data?: Record<string, unknown>; startEvent?: string; now?: number; seed?: number }
export type RunStatus = 'running' | 'waiting' | 'completed' | 'terminated' | 'suspended' | 'incident';
export interface Incident { task: number; diagnostic: Diagnostic; kind: string; exception?: string | null }
export interface RunInfo {
  process: string; status: RunStatus; position: number; length: number; past: boolean; now: number;
  data?: Record<string, unknown> | null; incidents: Incident[];
}
export type TaskState = 'FUTURE' | 'WAITING' | 'READY' | 'STARTED' | 'COMPLETED' | 'ERROR' | 'CANCELLED';
export interface Task {
  id: number; element: string; name?: string | null; type: string; state: TaskState; manual: boolean; process: string;
  parent?: number | null; causes: number[]; lane?: string | null; instance?: number | null; since: number;
  data: Record<string, unknown>;
}
export interface TaskFilter { state?: string; lane?: string; element?: string; manual?: boolean; finished?: boolean }
export interface VariableChange { name: string; before?: unknown; after?: unknown }
export interface Job {
  task: number; element: string; type: string; operator: string; parameters: Record<string, unknown>;
  resultVariable?: string | null;
}
export interface TaskDetail {
  task: Task; before: Record<string, unknown>; changes: VariableChange[]; incident?: Incident | null; job?: Job | null;
  waitsFor?: string | null;
}
export interface Waiting {
  task: number; element: string; name?: string | null; type: string; for: string; event?: string | null;
  due?: number | null; expression?: string | null; value?: unknown; reason: string;
}
export interface LaneState { id: string; name?: string | null; process: string; parent?: string | null; tasks: number[] }
export interface DataObjectState { id: string; name?: string | null; scope?: number | null; value: unknown; written: boolean }
export interface ElementState {
  element: string; ready: number; waiting: number; started: number; error: number; completed: number; cancelled: number;
  process?: string | null;
}
export interface FlowState { flow: string; taken: number; tokens: number; process?: string | null }
export interface ElementStates { elements: ElementState[]; flows: FlowState[] }
export interface LogEntry {
  position: number; at: number; type: string; task?: number | null; element?: string | null; text: string;
}
export interface Update { events: LogEntry[]; run: RunInfo }
export interface ExternalEvent { type: string; name?: string; code?: string; payload?: unknown; target?: number }
