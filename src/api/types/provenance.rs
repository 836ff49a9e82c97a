//! Where the values that a task sees come from.

use serde::Serialize;

use crate::source::Text;
use crate::value::Value;

/// A variable of a task and who wrote it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Provenance {
    /// The variable.
    pub name: Text,
    /// Its value.
    pub value: Value,
    /// The task that wrote it last: itself, or one it follows from. The first task of all where the data came with the start.
    pub task: u32,
    /// The element of that task.
    pub element: Text,
    /// The process of that element.
    pub process: Text,
    /// Values of parallel branches that lost against this one at a join.
    pub overwrote: Vec<Overwritten>,
}

/// A value that did not come through a join.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Overwritten {
    /// The task that wrote it.
    pub task: u32,
    /// The element of that task.
    pub element: Text,
    /// The process of that element.
    pub process: Text,
    /// The value that was lost.
    pub value: Value,
}
