//! Events: what is waited for, and what was thrown.

use serde::Serialize;

use crate::source::Text;
use crate::value::{Map, Value};

/// One event that something waits for.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PendingEvent {
    /// Id of the element that receives it: of an event-based gateway, the event behind it.
    pub element: Text,
    /// Name of that element.
    pub name: Option<Text>,
    /// `message`, `timer`, `signal`, `error`, `escalation`, `conditional`, `cancel` or `compensation`.
    #[cfg_attr(
        test,
        ts(
            type = "'message' | 'timer' | 'signal' | 'error' | 'escalation' | 'conditional' | 'cancel' | 'compensation'"
        )
    )]
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Name of the message or signal, code of the error or escalation.
    pub event: Option<Text>,
    /// Of a message, the correlation keys it must carry, one of them: `{key: {property: value}}`. Empty: any will do.
    pub correlations: Map,
    /// A timer's expression or an event's condition, as written.
    pub expression: Option<Text>,
    /// How the timer stands.
    pub timer: Option<PendingTimer>,
    /// Whether it has happened already and the others of a parallel multiple event are still to come.
    pub happened: bool,
}

/// A timer that runs.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PendingTimer {
    /// What its expression gives.
    #[cfg_attr(test, ts(type = "'date' | 'duration' | 'cycle'"))]
    pub kind: &'static str,
    /// The value its expression gave.
    pub value: Value,
    /// When it is due next.
    pub due: i64,
    /// How often it is due after that; null: for ever.
    pub remaining: Option<u32>,
}

/// A message, signal, error or escalation that was thrown in a run or sent to it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LedgerEntry {
    /// Position in the log right after it was sent.
    pub position: usize,
    /// When.
    pub at: i64,
    /// What it is.
    #[cfg_attr(test, ts(type = "'message' | 'signal' | 'error' | 'escalation' | 'cancel'"))]
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Name of the message or signal (or of error and escalation).
    pub name: Option<Text>,
    /// Code of the error or escalation.
    pub code: Option<Text>,
    /// Its payload.
    pub payload: Value,
    /// The correlation keys it carries: `{key: {property: value}}`.
    pub correlations: Map,
    /// Who sent it; null: it came from outside.
    pub sender: Option<Party>,
    /// Who received it.
    pub receivers: Vec<Party>,
    /// `completed` (received), `ready` (kept until somebody waits for it), `not_accepted` (nobody waited, and it is not
    /// kept) or `taken` (nobody waited, and the host took it).
    #[cfg_attr(test, ts(type = "'completed' | 'ready' | 'not_accepted' | 'taken'"))]
    pub status: &'static str,
    /// Why nobody received it, in a sentence.
    pub reason: Option<String>,
}

/// Who sent or received an event.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Party {
    /// The task.
    pub task: u32,
    /// Id of the element.
    pub element: Text,
    /// Name of the element.
    pub name: Option<Text>,
    /// Id of its process.
    pub process: Text,
}
