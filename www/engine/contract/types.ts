// Generated from src/api/types by `UPDATE_EXPECT=1 cargo test typescript`. Do not edit.

import type { Data, Value } from '../value.js';
import type { DiagnosticCode } from './codes.js';

/** How much a problem matters. */
export type Severity = "error" | "warning" | "information" | "hint";

/** A place a person can find: both numbers count from 1; columns count UTF-16 units. */
export type Position = {
  /** Line, from 1. */
  line: number;
  /** Column, from 1, in UTF-16 units. */
  column: number;
};

/** A range of a file. */
export type Range = {
  /** First character. */
  start: Position;
  /** One past the last character. */
  end: Position;
};

/** One problem. */
export type Diagnostic = {
  /** Stable code, such as `bpmn/unresolved-reference`. */
  code: DiagnosticCode;
  /** How much it matters. */
  severity: Severity;
  /** What is wrong, one sentence. */
  message: string;
  /** What to do next. */
  help: string | null;
  /** Id of the element. */
  element: string | null;
  /** The attribute or child element that is wrong. */
  property: string | null;
  /** Name of the file. */
  file: string | null;
  /** Where in the file. */
  range: Range | null;
  /** Other places that explain it. */
  related: Array<Related>;
  /** Changes that remove it. */
  fixes: Array<Fix>;
};

/** Another place that explains a problem. */
export type Related = {
  /** What is there. */
  message: string;
  /** Id of the element. */
  element: string | null;
  /** Name of the file. */
  file: string | null;
  /** Where in the file. */
  range: Range | null;
};

/** A change that removes a problem. */
export type Fix = {
  /** What the button says. */
  title: string;
  /** Replacements in the diagnostic's file, in ascending order. */
  edits: Array<Edit>;
};

/** A replacement of text. */
export type Edit = {
  /** What is replaced. */
  range: Range;
  /** The new text. */
  text: string;
};

/** What is thrown when a call is refused; the state is as it was before. */
export type ApiError = {
  /** Stable code, such as `run/unknown-task`. */
  code: string;
  /** What is wrong, one sentence. */
  message: string;
  /** What to do next. */
  help: string | null;
  /** The problems behind it. */
  diagnostics: Array<Diagnostic>;
};

/** Options of a workspace. */
export type WorkspaceOptions = {
  /** Whose semantics: `bpmn` (default) or `spiffworkflow`. */
  profile?: 'bpmn' | 'spiffworkflow';
  /** Language of texts that name none: `javascript` or `python`. Default: that of the profile, Python under
   * `spiffworkflow`, else JavaScript. */
  language?: 'javascript' | 'python';
  /** Which extension elements give events their payload: `spiff` (default), `camunda` or `bpmn` (none). */
  dialect?: 'spiff' | 'camunda' | 'bpmn';
  /** Single switches of `docs/differences.md` by name, such as `{ 'joins keep surplus': false }`, over those of the profile. */
  semantics?: Record<string, boolean>;
};

/** A file of the workspace. */
export type FileInfo = {
  /** Its name. */
  name: string;
  /** `bpmn`, `dmn` or `other`. */
  kind: 'bpmn' | 'dmn' | 'other';
  /** Ids of the processes in it. */
  processes: Array<string>;
  /** Ids of the decisions in it. */
  decisions: Array<string>;
  /** Number of errors in it. */
  errors: number;
};

/** A decision that can be made. */
export type DecisionInfo = {
  /** Its id. */
  id: string;
  /** Its name. */
  name: string | null;
  /** The file it is in. */
  file: string;
  /** Hit policy of its table, such as `UNIQUE`; null when it is made without a table. */
  hitPolicy: string | null;
  /** What the columns of its table test. */
  inputs: Array<string>;
  /** Names of the outputs of its table. */
  outputs: Array<string>;
  /** Number of rules. */
  rules: number;
  /** Ids of the decisions that are made before it. */
  requires: Array<string>;
};

/** What a decision that is made on its own may depend on beside its data. */
export type DecisionOptions = {
  /** The time. */
  now?: number;
  /** Seed of random numbers. */
  seed?: number;
  /** Names that texts find without import: `{"Decimal": "decimal.Decimal"}`. */
  globals?: Data;
};

/** A decision that was made. */
export type DecisionResult = {
  /** The result as DMN has it: the value of the one output, a map of several, a list where several rules count; null
   * when no rule matches. */
  value: Value;
  /** Output name to value, as a business rule task merges it into its data. Empty when no rule matches. */
  outputs: Data;
  /** The rules that count, those of required decisions first. */
  rules: Array<MatchedRule>;
  /** Every decision that was made for it, required ones first; it is the last. */
  made: Array<MadeDecision>;
};

/** A rule that counted. */
export type MatchedRule = {
  /** Id of its decision. */
  decision: string;
  /** Its id; of one that has none, its decision and number: `rule@price.2`. */
  rule: string;
  /** Its number in the table, from 1. */
  number: number;
};

/** One of the decisions that were made. */
export type MadeDecision = {
  /** Its id. */
  decision: string;
  /** Its result. */
  value: Value;
  /** What the columns of its table were tested against, as far as a test asked for them. */
  tested: Array<TestedInput>;
};

/** The value of an input column. */
export type TestedInput = {
  /** Number of the column among the inputs, from 1. */
  column: number;
  /** The value of its expression. */
  value: Value;
};

/** A process that can be started or called. */
export type ProcessInfo = {
  /** Its id. */
  id: string;
  /** Its name. */
  name: string | null;
  /** The file it is in. */
  file: string;
  /** `isExecutable`, where given. */
  executable: boolean | null;
  /** Start events of the top level. */
  starts: Array<StartInfo>;
  /** Names of its lanes, nested ones included. */
  lanes: Array<string>;
  /** Languages its texts are in: `python`, `javascript`, `feel`. */
  languages: ('python' | 'javascript' | 'feel')[];
  /** Ids of the processes it calls. */
  calls: Array<string>;
};

/** A start event. */
export type StartInfo = {
  /** Its id. */
  id: string;
  /** Its name. */
  name: string | null;
  /** `none`, `message`, `timer`, `signal`, `conditional`, `multiple` ... */
  trigger: string;
  /** Each of its triggers. */
  events: Array<StartTrigger>;
};

/** What can begin a process at a start event. */
export type StartTrigger = {
  /** `message`, `timer`, `signal`, `conditional` ... */
  type: string;
  /** Name of the message or signal. */
  event: string | null;
};

/** A collaboration whose participants can be started together. */
export type CollaborationInfo = {
  /** Its id. */
  id: string;
  /** Its name. */
  name: string | null;
  /** The file it is in. */
  file: string;
  /** Participants: id, name and process. */
  participants: Array<ParticipantInfo>;
};

/** A participant. */
export type ParticipantInfo = {
  /** Its id. */
  id: string;
  /** Its name. */
  name: string | null;
  /** Id of its process. */
  process: string | null;
};

/** What is known of an element without running it. */
export type ElementInfo = {
  /** Its id. */
  id: string;
  /** Its name. */
  name: string | null;
  /** Local name of the XML element, such as `userTask`. */
  type: string;
  /** The file it is in. */
  file: string;
  /** Id of its process. */
  process: string | null;
  /** Id of the sub-process it is in. */
  parent: string | null;
  /** Name of its lane. */
  lane: string | null;
  /** Where it stands. */
  range: Range | null;
  /** Its documentation. */
  documentation: Array<string>;
  /** Ids of incoming flows. */
  incoming: Array<string>;
  /** Ids of outgoing flows. */
  outgoing: Array<string>;
  /** Ids of boundary events attached to it. */
  boundary: Array<string>;
  /** Its scripts and expressions. */
  texts: Array<TextInfo>;
  /** Instructions for the person who does it. */
  instructions: string | null;
  /** Extension properties: name and value. */
  properties: Array<[string, string]>;
  /** Fields of its form, where the diagram defines them. */
  formFields: Array<FormFieldInfo>;
  /** Extension elements that are not interpreted, by qualified name. */
  notInterpreted: Array<string>;
};

/** A script or expression of an element. */
export type TextInfo = {
  /** Its role: `script`, `preScript`, `postScript`, `condition`, `timer` ... */
  role: string;
  /** `python`, `javascript` or `feel`. */
  language: 'python' | 'javascript' | 'feel';
  /** The text. */
  text: string;
  /** Where it stands. */
  range: Range | null;
};

/** An element or sequence flow that a run can come through. */
export type ElementSummary = {
  /** Its id. */
  id: string;
  /** Its name. */
  name: string | null;
  /** Local name of the XML element, such as `userTask` or `sequenceFlow`. */
  type: string;
  /** Id of its process. */
  process: string;
  /** The file it is in. */
  file: string;
};

/** Which text of the diagrams is meant. */
export type TextPlace = {
  /** Id of the element. */
  element: string;
  /** Its role: `script`, `preScript`, `postScript`, `condition`, `expression`. Default: the first text of the element. */
  role: 'script' | 'preScript' | 'postScript' | 'condition' | 'expression';
  /** The file, where several use the id. */
  file?: string;
};

/** What a text that is run on its own may depend on beside its data. */
export type EvaluationOptions = {
  /** The time. */
  now?: number;
  /** Seed of random numbers. */
  seed?: number;
  /** Names of the host functions that the text may call. */
  functions?: Array<string>;
  /** Names that texts find without import: `{"Decimal": "decimal.Decimal"}`. */
  globals?: Data;
};

/** What a text did. */
export type Evaluation = {
  /** The value of an expression; null for scripts. */
  value: Value;
  /** The variables after it. */
  data: Data;
  /** What it changed. */
  changes: Array<VariableChange>;
  /** What it printed. */
  printed: string;
};

/** A test that stands in the diagram, `spiffworkflow:unitTest` of a script task. */
export type UnitTestInfo = {
  /** Its id. */
  id: string;
  /** Id of the script task. */
  element: string;
  /** Id of the process. */
  process: string;
  /** The file it is in. */
  file: string;
  /** Variables before the script: a JSON object, as written. */
  input: string;
  /** All variables after it: a JSON object, as written. */
  expected: string;
  /** Where the script task stands. */
  range: Range | null;
};

/** An XML element of a file with some of its attributes. */
export type OutlineElement = {
  /** The file. */
  file: string;
  /** Local name, such as `messageEventDefinition`. */
  tag: string;
  /** The nearest element around it that is told too: its place in the list. */
  parent: number | null;
  /** The attributes that were asked for, and the text inside it. */
  fields: Array<OutlineField>;
};

/** An attribute, or the text inside an element. */
export type OutlineField = {
  /** Local name of the attribute; empty for the text inside the element. */
  name: string;
  /** The value, decoded. */
  value: string;
  /** Where it stands, without quotes. */
  range: Range | null;
};

/** The variables that a script or expression names. */
export type TextNames = {
  /** The file. */
  file: string;
  /** Id of the element. */
  element: string;
  /** `script`, `preScript`, `postScript`, `condition`, `expression`, `instructions` or `correlation`, which reads the payload of a
   * message; in decisions `inputExpression`,
   * `inputEntry`, `outputEntry` and the like. */
  role: string;
  /** The text itself. */
  text: string;
  /** Where it stands. */
  range: Range | null;
  /** Names it reads, in order of appearance; empty while its language is not here. */
  reads: Array<string>;
  /** Names it sets or deletes. */
  writes: Array<string>;
  /** Whether what it reads and writes is not known: it has an error, or its language is not here. */
  unknown: boolean;
  /** What it expects of names it reads: a JSON Schema for each; null for one that it calls or sets itself. */
  expects: Value;
};

/** A field of a form. */
export type FormFieldInfo = {
  /** The variable. */
  id: string;
  /** `string`, `long`, `boolean`, `date`, `enum` ... */
  type: string | null;
  /** What the person sees. */
  label: string | null;
  /** Value to begin with. */
  defaultValue: string | null;
  /** Choices of an enum: value and label. */
  values: Array<[string, string | null]>;
  /** What its value must be: `required`, `min`, `maxlength` ... and how much. */
  constraints: Array<[string, string | null]>;
};

/** Instructions and form of a task, filled in with its data. */
export type FormInfo = {
  /** Instructions as Markdown, filled in. */
  instructions: string | null;
  /** What a guest sees afterwards, as Markdown. */
  confirmation: string | null;
  /** The JSON Schema of the form's file, filled in. */
  schema: Value | null;
  /** How the schema is shown: the UI schema of the form's file. */
  uiSchema: Value | null;
  /** Fields that the diagram itself defines. */
  fields: Array<FormFieldInfo>;
  /** The variable that takes what the person enters; null when it is merged into the task's data. */
  variable: string | null;
  /** What the form begins with. */
  data: Data;
  /** Buttons beside the form that send a signal instead of completing the task. */
  signals: Array<SignalButton>;
  /** What is wrong with instructions and form. */
  problems: Array<Diagnostic>;
};

/** A button that sends a signal to a boundary event of the task (`spiffworkflow:signalButtonLabel`). */
export type SignalButton = {
  /** What stands on it. */
  label: string;
  /** The signal, by name. */
  signal: string;
  /** The waiting boundary event: the target of the signal. */
  target: number;
};

/** A template to fill in. */
export type TemplateOptions = {
  /** What it gives: `markdown` (default) escapes values for HTML, `json` for the strings of a JSON text. */
  format?: 'markdown' | 'json';
  /** The time. */
  now?: number;
};

/** A template, filled in. */
export type Rendered = {
  /** The text; the template itself when it could not be filled in. */
  text: string;
  /** What is wrong with it, with places in the template. */
  problems: Array<Diagnostic>;
  /** Variables it reads that the data has not. */
  missing: Array<string>;
};

/** What a run is started with. */
export type StartOptions = {
  /** The variables to begin with. */
  data?: Data;
  /** Id of the start event, when there is a choice. */
  startEvent?: string;
  /** The message or signal that starts it; the start event for it receives the payload. */
  event?: ExternalEvent;
  /** The time of the start. */
  now?: number;
  /** Seed of all random numbers of the run. */
  seed?: number;
  /** How much of the log is kept: `full` (default), `none`, or a number: so many of the latest events at least, and at
   * most about twice as many. */
  history?: 'full' | 'none' | number;
  /** Names of the host functions that scripts may call. */
  functions?: Array<string>;
  /** Names that scripts find without import: `{"Decimal": "decimal.Decimal"}`. */
  globals?: Data;
  /** Values of data stores by id. */
  dataStores?: Data;
  /** Who starts it, and is its initiator: a user name, or an object that describes the user. */
  identity?: Value;
  /** Limits that differ from the defaults. */
  limits?: LimitOptions;
  /** What the host has handlers for: ids, templates, extensions, types such as `bpmn:ServiceTask`. */
  handlers?: Array<string>;
};

/** Limits of a run; each ends what exceeds it with a diagnostic of its own. */
export type LimitOptions = {
  /** Automatic elements one command may run. */
  steps?: number;
  /** Live tokens. */
  tokens?: number;
  /** Depth of calls and sub-processes. */
  depth?: number;
  /** Instances of one multi-instance activity. */
  instances?: number;
  /** Milliseconds of one script. */
  scriptMilliseconds?: number;
};

/** How a run stands. */
export type RunInfo = {
  /** Id of the process or collaboration it runs. */
  process: string;
  /** `running` (something can step), `waiting`, `completed`, `terminated`, `suspended` or `incident`. */
  status: 'running' | 'waiting' | 'completed' | 'terminated' | 'suspended' | 'incident';
  /** Events applied at the position looked at. */
  position: number;
  /** Events in the log. */
  length: number;
  /** Whether it stands in the past (read-only until forked or checked out to the end). */
  past: boolean;
  /** Its clock. */
  now: number;
  /** When its next timer is due. */
  due: number | null;
  /** Who started it. */
  identity: Value;
  /** The result, once completed. */
  data: Data | null;
  /** What stands still and why. */
  incidents: Array<Incident>;
  /** What the last command could not finish, such as a run that went into the step limit. */
  notice: Diagnostic | null;
};

/** A task whose script, condition or job failed. */
export type Incident = {
  /** The task. */
  task: number;
  /** What is wrong, where and what to do. */
  diagnostic: Diagnostic;
  /** The kind the conformance corpus names: `script`, `condition`, `expression`, `decision`, `data`, `job`, `limit`. */
  kind: 'script' | 'condition' | 'expression' | 'decision' | 'data' | 'job' | 'limit';
  /** The language's class of the error. */
  exception: string | null;
};

/** An instance of an element: an activity, event or gateway that was reached. */
export type Task = {
  /** Names it in every call. */
  id: number;
  /** Id of the element. */
  element: string;
  /** Name of the element. */
  name: string | null;
  /** Local name of the XML element, such as `userTask`. */
  type: string;
  /** `FUTURE`, `WAITING`, `READY`, `STARTED`, `COMPLETED`, `ERROR` or `CANCELLED`. */
  state: 'FUTURE' | 'WAITING' | 'READY' | 'STARTED' | 'COMPLETED' | 'ERROR' | 'CANCELLED';
  /** Whether a person does it. */
  manual: boolean;
  /** Whether it is a multi-instance or loop activity as a whole; its instances are tasks of their own. */
  repeated: boolean;
  /** Id of its process. */
  process: string;
  /** The task of the sub-process, call activity or multi-instance activity it is part of. */
  parent: number | null;
  /** The tasks it follows from. */
  causes: Array<number>;
  /** Name of its lane. */
  lane: string | null;
  /** Whether everybody may do it (`spiffworkflow:allowGuest`). */
  allowGuest: boolean;
  /** The process model that is to be started when the task is available (`spiffworkflow:processModelToStartOnTaskAvailable`). */
  processToStart: string | null;
  /** Who is to do it in the words of `camunda:` or `zeebe:`: `assignee`, `candidateGroups` ... and the value. */
  assignment: Array<[string, string]>;
  /** Which instance of a repeated activity, from 0. */
  instance: number | null;
  /** When it came into this state. */
  since: number;
  /** Its data: as it stands while it is active, as it left it when it is finished. */
  data: Data;
};

/** Filter of tasks; what is absent matches everything. */
export type TaskFilter = {
  /** The task of that number. */
  id?: number;
  /** State, in any case. */
  state?: string;
  /** Name of the lane. */
  lane?: string;
  /** Id of the element. */
  element?: string;
  /** Only tasks for people (true) or only others (false). */
  manual?: boolean;
  /** Also finished ones. Default: only when `state` names a finished state. */
  finished?: boolean;
};

/** Everything about one task. */
export type TaskDetail = {
  /** The task. */
  task: Task;
  /** The data it began with. */
  before: Data;
  /** What it changed: variable to `[before, after]`; null where absent. */
  changes: Array<VariableChange>;
  /** The incident it stands in. */
  incident: Incident | null;
  /** The job a host must do for it. */
  job: Job | null;
  /** What it waits for, in a sentence. */
  waitsFor: string | null;
};

/** A variable that a task changed. */
export type VariableChange = {
  /** Its name. */
  name: string;
  /** The value before; absent when it is new. */
  before?: Value;
  /** The value after; absent when it was deleted. */
  after?: Value;
};

/** A variable of a task and who wrote it. */
export type Provenance = {
  /** The variable. */
  name: string;
  /** Its value. */
  value: Value;
  /** The task that wrote it last: itself, or one it follows from. The first task of all where the data came with the start. */
  task: number;
  /** The element of that task. */
  element: string;
  /** The process of that element. */
  process: string;
  /** Values of parallel branches that lost against this one at a join. */
  overwrote: Array<Overwritten>;
};

/** A value that did not come through a join. */
export type Overwritten = {
  /** The task that wrote it. */
  task: number;
  /** The element of that task. */
  element: string;
  /** The process of that element. */
  process: string;
  /** The value that was lost. */
  value: Value;
};

/** Work for the host: a service call, a message to send. */
export type Job = {
  /** The task; complete or fail it with the result. */
  task: number;
  /** Id of the element. */
  element: string;
  /** `service`, `businessRule`, `call` (of a host function) ... */
  type: string;
  /** The operator, topic, decision or function. */
  operator: string;
  /** Evaluated parameters in order. */
  parameters: Data;
  /** The variable that receives the result. */
  resultVariable: string | null;
  /** Which attempt this is, from 1. */
  attempt: number;
  /** Whether the host has taken it on and will answer later (`accept`). */
  accepted: boolean;
  /** When it is tried again after a failure that may pass; until then it must not be done. */
  due: number | null;
  /** The host's handler for the element: an id, a template, an extension or a type such as `bpmn:ServiceTask`. */
  handler: string | null;
};

/** A task that somebody completed. */
export type Completion = {
  /** The task. */
  task: number;
  /** Id of the element. */
  element: string;
  /** Id of its process. */
  process: string;
  /** Who did it. */
  user: string;
};

/** The task on whose behalf a script calls a function of the host. */
export type CallerInfo = {
  /** The task. */
  task: number;
  /** Id of the element. */
  element: string;
  /** Name of the element. */
  name: string | null;
  /** Local name of the XML element. */
  type: string;
  /** Name of its lane. */
  lane: string | null;
  /** Id of its process. */
  process: string;
  /** Its data, as it was when the script began. */
  data: Data;
  /** The run's clock. */
  now: number;
};

/** Something that waits. */
export type Waiting = {
  /** The task. */
  task: number;
  /** Id of the element. */
  element: string;
  /** Name of the element. */
  name: string | null;
  /** Local name of the XML element. */
  type: string;
  /** What for: `human`, `job`, `message`, `timer`, `signal`, `error`, `escalation`, `conditional`, `cancel`,
   * `compensation`, `join`, `gateway`, `multiple`. */
  for: 'human' | 'job' | 'message' | 'timer' | 'signal' | 'error' | 'escalation' | 'conditional' | 'cancel' | 'compensation' | 'join' | 'gateway' | 'multiple';
  /** Name of the message or signal, code of the error or escalation. */
  event: string | null;
  /** When a timer is due, or a job is tried again. */
  due: number | null;
  /** The timer's expression. */
  expression: string | null;
  /** The value it evaluated to. */
  value: Value | null;
  /** Each event it waits for: one of an event with one definition, several of a multiple event or event-based gateway. */
  events: Array<PendingEvent>;
  /** One sentence for a person. */
  reason: string;
};

/** One event that something waits for. */
export type PendingEvent = {
  /** Id of the element that receives it: of an event-based gateway, the event behind it. */
  element: string;
  /** Name of that element. */
  name: string | null;
  /** `message`, `timer`, `signal`, `error`, `escalation`, `conditional`, `cancel` or `compensation`. */
  type: 'message' | 'timer' | 'signal' | 'error' | 'escalation' | 'conditional' | 'cancel' | 'compensation';
  /** Name of the message or signal, code of the error or escalation. */
  event: string | null;
  /** Of a message, the correlation keys it must carry, one of them: `{key: {property: value}}`. Empty: any will do. */
  correlations: Data;
  /** A timer's expression or an event's condition, as written. */
  expression: string | null;
  /** How the timer stands. */
  timer: PendingTimer | null;
  /** Whether it has happened already and the others of a parallel multiple event are still to come. */
  happened: boolean;
};

/** A timer that runs. */
export type PendingTimer = {
  /** What its expression gives. */
  kind: 'date' | 'duration' | 'cycle';
  /** The value its expression gave. */
  value: Value;
  /** When it is due next. */
  due: number;
  /** How often it is due after that; null: for ever. */
  remaining: number | null;
};

/** A message, signal, error or escalation that was thrown in a run or sent to it. */
export type LedgerEntry = {
  /** Position in the log right after it was sent. */
  position: number;
  /** When. */
  at: number;
  /** What it is. */
  type: 'message' | 'signal' | 'error' | 'escalation' | 'cancel';
  /** Name of the message or signal (or of error and escalation). */
  name: string | null;
  /** Code of the error or escalation. */
  code: string | null;
  /** Its payload. */
  payload: Value;
  /** The correlation keys it carries: `{key: {property: value}}`. */
  correlations: Data;
  /** Who sent it; null: it came from outside. */
  sender: Party | null;
  /** Who received it. */
  receivers: Array<Party>;
  /** `completed` (received), `ready` (kept until somebody waits for it), `not_accepted` (nobody waited, and it is not
   * kept) or `taken` (nobody waited, and the host took it). */
  status: 'completed' | 'ready' | 'not_accepted' | 'taken';
  /** Why nobody received it, in a sentence. */
  reason: string | null;
};

/** Who sent or received an event. */
export type Party = {
  /** The task. */
  task: number;
  /** Id of the element. */
  element: string;
  /** Name of the element. */
  name: string | null;
  /** Id of its process. */
  process: string;
};

/** The timer of a start event. */
export type TimerStart = {
  /** Id of the process. */
  process: string;
  /** Id of the start event. */
  element: string;
  /** Name of the start event. */
  name: string | null;
  /** What its expression gives. */
  kind: 'date' | 'duration' | 'cycle';
  /** The expression, as written. */
  expression: string;
  /** The value it gave; null when it failed. */
  value: Value;
  /** Why it gives no time. */
  problem: Diagnostic | null;
};

/** A time at which a timer is due. */
export type Occurrence = {
  /** When. */
  due: number;
  /** How often it is due after that; null: for ever. */
  remaining: number | null;
};

/** A lane with what stands in it. */
export type LaneState = {
  /** Id of the lane. */
  id: string;
  /** Name of the lane. */
  name: string | null;
  /** Id of the process. */
  process: string;
  /** The lane it is nested in. */
  parent: string | null;
  /** Tasks that are active in it. */
  tasks: Array<number>;
};

/** A data object of a scope. */
export type DataObjectState = {
  /** Id of the data object. */
  id: string;
  /** Its name. */
  name: string | null;
  /** The task of the sub-process or call activity that holds it; absent at the top. */
  scope: number | null;
  /** Its value; null before the first write. */
  value: Value;
  /** Whether anything was written. */
  written: boolean;
  /** Its state: the `dataState` of the reference it was last written through. */
  state: string | null;
  /** The task that wrote the value; null before the first write, where it was edited from outside, and where the
   * history that is kept begins later. */
  writer: Writer | null;
};

/** A task that wrote a value. */
export type Writer = {
  /** The task. */
  task: number;
  /** Its element. */
  element: string;
  /** The process of that element. */
  process: string;
};

/** How often an element was in which state; the page colours the canvas from these. */
export type ElementState = {
  /** Id of the element. */
  element: string;
  /** Id of its process, because two files may use the same id. */
  process: string;
  /** Instances ready for a person or to be stepped. */
  ready: number;
  /** Instances waiting for an event, timer or join. */
  waiting: number;
  /** Instances at work: jobs out, sub-processes active. */
  started: number;
  /** Instances in an incident. */
  error: number;
  /** Instances completed. */
  completed: number;
  /** Instances cancelled. */
  cancelled: number;
};

/** How often a sequence flow was taken. */
export type FlowState = {
  /** Id of the flow. */
  flow: string;
  /** Id of its process. */
  process: string;
  /** Times taken. */
  taken: number;
  /** Tokens that stand on it, waiting at a join. */
  tokens: number;
};

/** States of all elements and flows that were touched. */
export type ElementStates = {
  /** Elements. */
  elements: Array<ElementState>;
  /** Flows. */
  flows: Array<FlowState>;
};

/** One line of the log. */
export type LogEntry = {
  /** Position after it: `checkout(position)` shows the state right after this event. */
  position: number;
  /** When. */
  at: number;
  /** What happened: `elementActivated`, `elementCompleted`, `flowTaken`, `dataChanged`, `incidentRaised` ... */
  type: string;
  /** The task concerned. */
  task: number | null;
  /** Id of the element or flow concerned. */
  element: string | null;
  /** Who did it, where that is known. */
  user: string | null;
  /** One short line for a person. */
  text: string;
  /** What the text tells, as data: of a decision `{decision, rules, value}`, of an event `{type, name, code, payload}`. */
  details?: Value;
};

/** What a command did. */
export type Update = {
  /** The new log entries; none for a run without history. After a command that did very much the latest of them: the
   * log tells the others. */
  events: Array<LogEntry>;
  /** How the run stands now. */
  run: RunInfo;
};

/** Which positions of two runs are compared. */
export type CompareOptions = {
  /** Position of this run; absent: the one it is looked at. */
  position?: number;
  /** Position of the other run; absent: the one it is looked at. */
  otherPosition?: number;
};

/** What two runs, or two positions of one run, differ in. `left` is the run that was asked. */
export type Comparison = {
  /** The last position they have in common; what comes after it happened in one of them only. Null when both logs are
   * the same. */
  parted: number | null;
  /** Elements whose counts of states differ. */
  elements: Array<ElementDifference>;
  /** Tasks of the same element, the first with the first and so on, whose data differ. */
  tasks: Array<TaskDifference>;
  /** Data objects, as `id` and paths inside it. */
  dataObjects: Array<PathDifference>;
  /** The results, where a run has one. */
  result: Array<PathDifference>;
};

/** An element in two runs. */
export type ElementDifference = {
  /** Id of the element. */
  element: string;
  /** Id of its process. */
  process: string;
  /** Its states in this run; null when no token has reached it. */
  left: ElementState | null;
  /** Its states in the other run. */
  right: ElementState | null;
};

/** Two tasks of the same element. */
export type TaskDifference = {
  /** Id of the element. */
  element: string;
  /** The task in this run. */
  left: number;
  /** The task in the other run. */
  right: number;
  /** What differs in their data. */
  data: Array<PathDifference>;
};

/** A place in data whose values differ. */
export type PathDifference = {
  /** The place: `order.items[2].price`. */
  path: string;
  /** The value in this run; absent where there is none. */
  left?: Value;
  /** The value in the other run; absent where there is none. */
  right?: Value;
};

/** How a run goes over to the edited diagrams of its workspace. */
export type RebindOptions = {
  /** Tokens to move: id of the element they stand on to the id of another one of the same scope; null drops a boundary
   * event, or the start event of an event sub-process, that listens. */
  move?: Record<string, string | null>;
  /** Only tells what would come of it. */
  dryRun?: boolean;
};

/** What came of a re-bind, or would come of it. */
export type RebindResult = {
  /** Whether the run stands on the edited diagrams now; of a dry run, whether it would. If not, nothing has changed. */
  bound: boolean;
  /** The elements that differ or on which something lives, in document order, those that are gone last. */
  elements: Array<ElementChange>;
  /** What else is in the way, such as errors of elements that nothing stands on. */
  problems: Array<Diagnostic>;
  /** What it did; of a dry run or a refused one, how the run stands. */
  update: Update;
};

/** What became of one element. */
export type ElementChange = {
  /** Id of the element. */
  element: string;
  /** Id of its process. */
  process: string;
  /** What became of it; `moved` stands in another process or sub-process. */
  change: 'same' | 'changed' | 'added' | 'removed' | 'moved';
  /** The properties that are others. */
  properties: Array<PropertyChange>;
  /** Active tasks that stand on it. */
  tasks: Array<number>;
  /** What is in the way (an error) or worth knowing (an information). */
  problem: Diagnostic | null;
};

/** A property of an element that is another one. */
export type PropertyChange = {
  /** Its name: `name`, `script`, `condition`, `target`, `timer` ... */
  name: string;
  /** How it was. */
  before: string | null;
  /** How it is. */
  after: string | null;
};

/** An event from outside, or one nobody inside caught. */
export type ExternalEvent = {
  /** `message`, `signal`, `error`, `escalation` or `cancel`. */
  type: 'message' | 'signal' | 'error' | 'escalation' | 'cancel';
  /** Name of the message or signal (or of error and escalation). */
  name?: string;
  /** Code of the error or escalation. */
  code?: string;
  /** Payload. */
  payload?: Value;
  /** Correlation keys: `{key: {property: value}}`. */
  correlations?: Data;
  /** Only this task; absent: whoever waits. */
  target?: number;
};
