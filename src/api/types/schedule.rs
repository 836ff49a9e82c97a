//! Timer start events: when a workspace's processes are to be started.

use serde::Serialize;

use super::diagnostic::Diagnostic;
use crate::source::Text;
use crate::value::Value;

/// The timer of a start event.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TimerStart {
    /// Id of the process.
    pub process: Text,
    /// Id of the start event.
    pub element: Text,
    /// Name of the start event.
    pub name: Option<Text>,
    /// What its expression gives.
    #[cfg_attr(test, ts(type = "'date' | 'duration' | 'cycle'"))]
    pub kind: &'static str,
    /// The expression, as written.
    pub expression: Text,
    /// The value it gave; null when it failed.
    pub value: Value,
    /// Why it gives no time.
    pub problem: Option<Diagnostic>,
}

/// A time at which a timer is due.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Occurrence {
    /// When.
    pub due: i64,
    /// How often it is due after that; null: for ever.
    pub remaining: Option<u32>,
}
