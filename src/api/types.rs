//! The shapes that cross the border to JavaScript: plain data, camelCase, no handles but numbers.
//!
//! The TypeScript declarations are generated from this file. Inner types are never serialised, so that what hosts see is
//! decided here and nowhere else. Times are milliseconds since 1970 (UTC). Places count from 1, columns in UTF-16 units.

use serde::{Deserialize, Serialize};

use crate::source::{Position, Text};
use crate::value::{Map, Value};

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// The diagram cannot run, or a run stands still.
    Error,
    /// It runs, but probably not as meant.
    Warning,
    /// Worth knowing.
    Information,
    /// A matter of style.
    Hint,
}

/// A range of a file.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Range {
    /// First character.
    pub start: Position,
    /// One past the last character.
    pub end: Position,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    /// Stable code, such as `bpmn/unresolved-reference`.
    #[cfg_attr(test, ts(type = "DiagnosticCode"))]
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, one sentence.
    pub message: String,
    /// What to do next.
    pub help: Option<String>,
    /// Id of the element.
    pub element: Option<Text>,
    /// The attribute or child element that is wrong.
    pub property: Option<Text>,
    /// Name of the file.
    pub file: Option<Text>,
    /// Where in the file.
    pub range: Option<Range>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// Changes that remove it.
    pub fixes: Vec<Fix>,
}

/// Another place that explains a problem.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Related {
    /// What is there.
    pub message: String,
    /// Id of the element.
    pub element: Option<Text>,
    /// Name of the file.
    pub file: Option<Text>,
    /// Where in the file.
    pub range: Option<Range>,
}

/// A change that removes a problem.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Fix {
    /// What the button says.
    pub title: String,
    /// Replacements in the diagnostic's file, in ascending order.
    pub edits: Vec<Edit>,
}

/// A replacement of text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Edit {
    /// What is replaced.
    pub range: Range,
    /// The new text.
    pub text: String,
}

/// What is thrown when a call is refused; the state is as it was before.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ApiError {
    /// Stable code, such as `run/unknown-task`.
    pub code: &'static str,
    /// What is wrong, one sentence.
    pub message: String,
    /// What to do next.
    pub help: Option<String>,
    /// The problems behind it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Options of a workspace.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkspaceOptions {
    /// Whose semantics: `bpmn` (default) or `spiffworkflow`.
    #[cfg_attr(test, ts(optional, type = "'bpmn' | 'spiffworkflow'"))]
    pub profile: Option<String>,
    /// Language of texts that name none: `javascript` (default) or `python`.
    #[cfg_attr(test, ts(optional, type = "'javascript' | 'python'"))]
    pub language: Option<String>,
    /// Which extension elements give events their payload: `spiff` (default), `camunda` or `bpmn` (none).
    #[cfg_attr(test, ts(optional, type = "'spiff' | 'camunda' | 'bpmn'"))]
    pub dialect: Option<String>,
}

/// A file of the workspace.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FileInfo {
    /// Its name.
    pub name: Text,
    /// `bpmn`, `dmn` or `other`.
    #[cfg_attr(test, ts(type = "'bpmn' | 'dmn' | 'other'"))]
    pub kind: &'static str,
    /// Ids of the processes in it.
    pub processes: Vec<Text>,
    /// Ids of the decisions in it.
    pub decisions: Vec<Text>,
    /// Number of errors in it.
    pub errors: usize,
}

/// A decision that can be made.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DecisionInfo {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// The file it is in.
    pub file: Text,
    /// Hit policy of its table, such as `UNIQUE`; null when it is made without a table.
    pub hit_policy: Option<&'static str>,
    /// What the columns of its table test.
    pub inputs: Vec<Text>,
    /// Names of the outputs of its table.
    pub outputs: Vec<Text>,
    /// Number of rules.
    pub rules: usize,
    /// Ids of the decisions that are made before it.
    pub requires: Vec<Text>,
}

/// What a decision that is made on its own may depend on beside its data.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct DecisionOptions {
    /// The time.
    pub now: Option<i64>,
    /// Seed of random numbers.
    pub seed: Option<u64>,
    /// Names that texts find without import: `{"Decimal": "decimal.Decimal"}`.
    pub globals: Option<Map>,
}

/// A decision that was made.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DecisionResult {
    /// The result as DMN has it: the value of the one output, a map of several, a list where several rules count; null
    /// when no rule matches.
    pub value: Value,
    /// Output name to value, as a business rule task merges it into its data. Empty when no rule matches.
    pub outputs: Map,
    /// The rules that count, those of required decisions first.
    pub rules: Vec<MatchedRule>,
}

/// A rule that counted.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MatchedRule {
    /// Id of its decision.
    pub decision: Text,
    /// Its id.
    pub rule: Text,
    /// Its number in the table, from 1.
    pub number: usize,
}

/// A process that can be started or called.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ProcessInfo {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// The file it is in.
    pub file: Text,
    /// `isExecutable`, where given.
    pub executable: Option<bool>,
    /// Start events of the top level.
    pub starts: Vec<StartInfo>,
    /// Names of its lanes, nested ones included.
    pub lanes: Vec<Text>,
    /// Languages its texts are in: `python`, `javascript`, `feel`.
    #[cfg_attr(test, ts(type = "('python' | 'javascript' | 'feel')[]"))]
    pub languages: Vec<&'static str>,
    /// Ids of the processes it calls.
    pub calls: Vec<Text>,
}

/// A start event.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct StartInfo {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// `none`, `message`, `timer`, `signal`, `conditional`, `multiple` ...
    pub trigger: &'static str,
}

/// A collaboration whose participants can be started together.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct CollaborationInfo {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// The file it is in.
    pub file: Text,
    /// Participants: id, name and process.
    pub participants: Vec<ParticipantInfo>,
}

/// A participant.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ParticipantInfo {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// Id of its process.
    pub process: Option<Text>,
}

/// What is known of an element without running it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ElementInfo {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// Local name of the XML element, such as `userTask`.
    #[serde(rename = "type")]
    pub kind: Text,
    /// The file it is in.
    pub file: Text,
    /// Id of its process.
    pub process: Option<Text>,
    /// Id of the sub-process it is in.
    pub parent: Option<Text>,
    /// Name of its lane.
    pub lane: Option<Text>,
    /// Where it stands.
    pub range: Option<Range>,
    /// Its documentation.
    pub documentation: Vec<Text>,
    /// Ids of incoming flows.
    pub incoming: Vec<Text>,
    /// Ids of outgoing flows.
    pub outgoing: Vec<Text>,
    /// Ids of boundary events attached to it.
    pub boundary: Vec<Text>,
    /// Its scripts and expressions.
    pub texts: Vec<TextInfo>,
    /// Instructions for the person who does it.
    pub instructions: Option<Text>,
    /// Extension properties: name and value.
    pub properties: Vec<(Text, Text)>,
    /// Fields of its form, where the diagram defines them.
    pub form_fields: Vec<FormFieldInfo>,
    /// Extension elements that are not interpreted, by qualified name.
    pub not_interpreted: Vec<Text>,
}

/// A script or expression of an element.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TextInfo {
    /// Its role: `script`, `preScript`, `postScript`, `condition`, `timer` ...
    pub role: &'static str,
    /// `python`, `javascript` or `feel`.
    #[cfg_attr(test, ts(type = "'python' | 'javascript' | 'feel'"))]
    pub language: &'static str,
    /// The text.
    pub text: Text,
    /// Where it stands.
    pub range: Option<Range>,
}

/// A field of a form.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FormFieldInfo {
    /// The variable.
    pub id: Text,
    /// `string`, `long`, `boolean`, `date`, `enum` ...
    #[serde(rename = "type")]
    pub kind: Option<Text>,
    /// What the person sees.
    pub label: Option<Text>,
    /// Value to begin with.
    pub default_value: Option<Text>,
    /// Choices of an enum: value and label.
    pub values: Vec<(Text, Option<Text>)>,
}

/// What a run is started with.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct StartOptions {
    /// The variables to begin with.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub data: Map,
    /// Id of the start event, when there is a choice.
    pub start_event: Option<String>,
    /// The time of the start.
    pub now: Option<i64>,
    /// Seed of all random numbers of the run.
    pub seed: Option<u64>,
    /// How much of the log is kept and told: `full` (default), `none`.
    #[cfg_attr(test, ts(optional, type = "'full' | 'none'"))]
    pub history: Option<String>,
    /// Names of the host functions that scripts may call.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub functions: Vec<Text>,
    /// Names that scripts find without import: `{"Decimal": "decimal.Decimal"}`.
    pub globals: Option<Map>,
    /// Values of data stores by id.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub data_stores: Map,
    /// Who acts: any object; scripts see it as `identity` where they ask for it.
    pub identity: Option<Value>,
    /// Limits that differ from the defaults.
    pub limits: Option<LimitOptions>,
}

/// Limits of a run; each ends what exceeds it with a diagnostic of its own.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct LimitOptions {
    /// Automatic elements one command may run.
    pub steps: Option<u64>,
    /// Live tokens.
    pub tokens: Option<u64>,
    /// Depth of calls and sub-processes.
    pub depth: Option<u32>,
    /// Instances of one multi-instance activity.
    pub instances: Option<u64>,
    /// Milliseconds of one script.
    pub script_milliseconds: Option<u32>,
}

/// How a run stands.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RunInfo {
    /// Id of the process or collaboration it runs.
    pub process: Text,
    /// `running` (something can step), `waiting`, `completed`, `terminated`, `suspended` or `incident`.
    #[cfg_attr(test, ts(type = "'running' | 'waiting' | 'completed' | 'terminated' | 'suspended' | 'incident'"))]
    pub status: &'static str,
    /// Events applied at the position looked at.
    pub position: usize,
    /// Events in the log.
    pub length: usize,
    /// Whether it stands in the past (read-only until forked or checked out to the end).
    pub past: bool,
    /// Its clock.
    pub now: i64,
    /// The result, once completed.
    pub data: Option<Map>,
    /// What stands still and why.
    pub incidents: Vec<Incident>,
    /// What the last command could not finish, such as a run that went into the step limit.
    pub notice: Option<Diagnostic>,
}

/// A task whose script, condition or job failed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Incident {
    /// The task.
    pub task: u32,
    /// What is wrong, where and what to do.
    pub diagnostic: Diagnostic,
    /// The kind the conformance corpus names: `script`, `condition`, `expression`, `decision`, `data`, `job`, `limit`.
    #[cfg_attr(test, ts(type = "'script' | 'condition' | 'expression' | 'decision' | 'data' | 'job' | 'limit'"))]
    pub kind: &'static str,
    /// The language's class of the error.
    pub exception: Option<String>,
}

/// An instance of an element: an activity, event or gateway that was reached.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// Names it in every call.
    pub id: u32,
    /// Id of the element.
    pub element: Text,
    /// Name of the element.
    pub name: Option<Text>,
    /// Local name of the XML element, such as `userTask`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// `FUTURE`, `WAITING`, `READY`, `STARTED`, `COMPLETED`, `ERROR` or `CANCELLED`.
    #[cfg_attr(test, ts(type = "'FUTURE' | 'WAITING' | 'READY' | 'STARTED' | 'COMPLETED' | 'ERROR' | 'CANCELLED'"))]
    pub state: &'static str,
    /// Whether a person does it.
    pub manual: bool,
    /// Whether it is a multi-instance or loop activity as a whole; its instances are tasks of their own.
    pub repeated: bool,
    /// Id of its process.
    pub process: Text,
    /// The task of the sub-process, call activity or multi-instance activity it is part of.
    pub parent: Option<u32>,
    /// The tasks it follows from.
    pub causes: Vec<u32>,
    /// Name of its lane.
    pub lane: Option<Text>,
    /// Which instance of a repeated activity, from 0.
    pub instance: Option<u32>,
    /// When it came into this state.
    pub since: i64,
    /// Its data: as it stands while it is active, as it left it when it is finished.
    pub data: Map,
}

/// Filter of tasks; what is absent matches everything.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct TaskFilter {
    /// State, in any case.
    pub state: Option<String>,
    /// Name of the lane.
    pub lane: Option<String>,
    /// Id of the element.
    pub element: Option<String>,
    /// Only tasks for people (true) or only others (false).
    pub manual: Option<bool>,
    /// Also finished ones. Default: only when `state` names a finished state.
    pub finished: Option<bool>,
}

/// Everything about one task.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TaskDetail {
    /// The task.
    pub task: Task,
    /// The data it began with.
    pub before: Map,
    /// What it changed: variable to `[before, after]`; null where absent.
    pub changes: Vec<VariableChange>,
    /// The incident it stands in.
    pub incident: Option<Incident>,
    /// The job a host must do for it.
    pub job: Option<Job>,
    /// What it waits for, in a sentence.
    pub waits_for: Option<String>,
}

/// A variable that a task changed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct VariableChange {
    /// Its name.
    pub name: Text,
    /// The value before; absent when it is new.
    #[cfg_attr(test, ts(optional))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// The value after; absent when it was deleted.
    #[cfg_attr(test, ts(optional))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// Work for the host: a service call, a message to send.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// The task; complete or fail it with the result.
    pub task: u32,
    /// Id of the element.
    pub element: Text,
    /// `service`, `businessRule`, `call` (of a host function) ...
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The operator, topic, decision or function.
    pub operator: Text,
    /// Evaluated parameters in order.
    pub parameters: Map,
    /// The variable that receives the result.
    pub result_variable: Option<Text>,
}

/// Something that waits.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Waiting {
    /// The task.
    pub task: u32,
    /// Id of the element.
    pub element: Text,
    /// Name of the element.
    pub name: Option<Text>,
    /// Local name of the XML element.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What for: `human`, `job`, `message`, `timer`, `signal`, `error`, `escalation`, `conditional`, `cancel`,
    /// `compensation`, `join`, `gateway`.
    #[cfg_attr(
        test,
        ts(
            type = "'human' | 'job' | 'message' | 'timer' | 'signal' | 'error' | 'escalation' | 'conditional' | 'cancel' | 'compensation' | 'join' | 'gateway'"
        )
    )]
    #[serde(rename = "for")]
    pub waits_for: &'static str,
    /// Name of the message or signal, code of the error or escalation.
    pub event: Option<Text>,
    /// When a timer is due.
    pub due: Option<i64>,
    /// The timer's expression.
    pub expression: Option<Text>,
    /// The value it evaluated to.
    pub value: Option<Value>,
    /// One sentence for a person.
    pub reason: String,
}

/// A lane with what stands in it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LaneState {
    /// Id of the lane.
    pub id: Text,
    /// Name of the lane.
    pub name: Option<Text>,
    /// Id of the process.
    pub process: Text,
    /// The lane it is nested in.
    pub parent: Option<Text>,
    /// Tasks that are active in it.
    pub tasks: Vec<u32>,
}

/// A data object of a scope.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DataObjectState {
    /// Id of the data object.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// The task of the sub-process or call activity that holds it; absent at the top.
    pub scope: Option<u32>,
    /// Its value; null before the first write.
    pub value: Value,
    /// Whether anything was written.
    pub written: bool,
}

/// How often an element was in which state; the page colours the canvas from these.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ElementState {
    /// Id of the element.
    pub element: Text,
    /// Id of its process, because two files may use the same id.
    pub process: Text,
    /// Instances ready for a person or to be stepped.
    pub ready: u32,
    /// Instances waiting for an event, timer or join.
    pub waiting: u32,
    /// Instances at work: jobs out, sub-processes active.
    pub started: u32,
    /// Instances in an incident.
    pub error: u32,
    /// Instances completed.
    pub completed: u32,
    /// Instances cancelled.
    pub cancelled: u32,
}

/// How often a sequence flow was taken.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FlowState {
    /// Id of the flow.
    pub flow: Text,
    /// Id of its process.
    pub process: Text,
    /// Times taken.
    pub taken: u32,
    /// Tokens that stand on it, waiting at a join.
    pub tokens: u32,
}

/// States of all elements and flows that were touched.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ElementStates {
    /// Elements.
    pub elements: Vec<ElementState>,
    /// Flows.
    pub flows: Vec<FlowState>,
}

/// One line of the log.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LogEntry {
    /// Position after it: `checkout(position)` shows the state right after this event.
    pub position: usize,
    /// When.
    pub at: i64,
    /// What happened: `elementActivated`, `elementCompleted`, `flowTaken`, `dataChanged`, `incidentRaised` ...
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The task concerned.
    pub task: Option<u32>,
    /// Id of the element or flow concerned.
    pub element: Option<Text>,
    /// One short line for a person.
    pub text: String,
}

/// What a command did.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Update {
    /// The new log entries; none for a run without history.
    pub events: Vec<LogEntry>,
    /// How the run stands now.
    pub run: RunInfo,
}

/// An event from outside, or one nobody inside caught.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ExternalEvent {
    /// `message`, `signal`, `error`, `escalation` or `cancel`.
    #[cfg_attr(test, ts(type = "'message' | 'signal' | 'error' | 'escalation' | 'cancel'"))]
    #[serde(rename = "type")]
    pub kind: String,
    /// Name of the message or signal (or of error and escalation).
    pub name: Option<Text>,
    /// Code of the error or escalation.
    pub code: Option<Text>,
    /// Payload.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub payload: Value,
    /// Correlation keys: `{key: {property: value}}`.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub correlations: Map,
    /// Only this task; absent: whoever waits.
    pub target: Option<u32>,
}
