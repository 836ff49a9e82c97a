//! Runs: what they are started with, how they stand, what a command did.

use serde::Serialize;

use super::diagnostic::Diagnostic;
use crate::api::fields::read_fields;
use crate::source::Text;
use crate::value::{Map, Value};

/// What a run is started with.
#[derive(Clone, Debug, Default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields, rename_all = "camelCase"))]
pub struct StartOptions {
    /// The variables to begin with.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub data: Map,
    /// Id of the start event, when there is a choice.
    pub start_event: Option<String>,
    /// The message or signal that starts it; the start event for it receives the payload.
    pub event: Option<ExternalEvent>,
    /// The time of the start.
    pub now: Option<i64>,
    /// Seed of all random numbers of the run.
    pub seed: Option<u64>,
    /// How much of the log is kept: `full` (default), `none`, or a number: so many of the latest events at least, and at
    /// most about twice as many.
    #[cfg_attr(test, ts(optional, type = "'full' | 'none' | number"))]
    pub history: Option<Value>,
    /// Names of the host functions that scripts may call.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub functions: Vec<Text>,
    /// Names that scripts find without import: `{"Decimal": "decimal.Decimal"}`.
    pub globals: Option<Map>,
    /// Values of data stores by id.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub data_stores: Map,
    /// Who starts it, and is its initiator: a user name, or an object that describes the user.
    pub identity: Option<Value>,
    /// Limits that differ from the defaults.
    pub limits: Option<LimitOptions>,
    /// What the host has handlers for: ids, templates, extensions, types such as `bpmn:ServiceTask`.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub handlers: Vec<Text>,
}

read_fields! {
    StartOptions {
        data: "data", or default;
        start_event: "startEvent";
        event: "event";
        now: "now";
        seed: "seed";
        history: "history";
        functions: "functions", or default;
        globals: "globals";
        data_stores: "dataStores", or default;
        identity: "identity";
        limits: "limits";
        handlers: "handlers", or default;
    }
}

/// Limits of a run; each ends what exceeds it with a diagnostic of its own.
#[derive(Clone, Debug, Default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields, rename_all = "camelCase"))]
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

read_fields! {
    LimitOptions {
        steps: "steps";
        tokens: "tokens";
        depth: "depth";
        instances: "instances";
        script_milliseconds: "scriptMilliseconds";
    }
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
    /// When its next timer is due.
    pub due: Option<i64>,
    /// Who started it.
    pub identity: Value,
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

/// What a command did.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Update {
    /// The new log entries; none for a run without history. After a command that did very much the latest of them: the
    /// log tells the others.
    pub events: Vec<LogEntry>,
    /// How the run stands now.
    pub run: RunInfo,
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
    /// Who did it, where that is known.
    pub user: Option<Text>,
    /// One short line for a person.
    pub text: String,
    /// What the text tells, as data: of a decision `{decision, rules, value}`, of an event `{type, name, code, payload}`.
    #[cfg_attr(test, ts(optional))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<Value>,
}

/// An event from outside, or one nobody inside caught.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
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

read_fields! {
    ExternalEvent {
        kind: "type", or default;
        name: "name";
        code: "code";
        payload: "payload", or default;
        correlations: "correlations", or default;
        target: "target";
    }
}
