//! What two runs, or two positions of one run, differ in.

use serde::Serialize;

use super::ElementState;
use crate::api::fields::read_fields;
use crate::source::Text;
use crate::value::Value;

/// Which positions of two runs are compared.
#[derive(Clone, Debug, Default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields, rename_all = "camelCase"))]
pub struct CompareOptions {
    /// Position of this run; absent: the one it is looked at.
    pub position: Option<usize>,
    /// Position of the other run; absent: the one it is looked at.
    pub other_position: Option<usize>,
}

read_fields! {
    CompareOptions {
        position: "position";
        other_position: "otherPosition";
    }
}

/// What two runs, or two positions of one run, differ in. `left` is the run that was asked.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The last position they have in common; what comes after it happened in one of them only. Null when both logs are
    /// the same.
    pub parted: Option<usize>,
    /// Elements whose counts of states differ.
    pub elements: Vec<ElementDifference>,
    /// Tasks of the same element, the first with the first and so on, whose data differ.
    pub tasks: Vec<TaskDifference>,
    /// Data objects, as `id` and paths inside it.
    pub data_objects: Vec<PathDifference>,
    /// The results, where a run has one.
    pub result: Vec<PathDifference>,
}

/// An element in two runs.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ElementDifference {
    /// Id of the element.
    pub element: Text,
    /// Id of its process.
    pub process: Text,
    /// Its states in this run; null when no token has reached it.
    pub left: Option<ElementState>,
    /// Its states in the other run.
    pub right: Option<ElementState>,
}

/// Two tasks of the same element.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TaskDifference {
    /// Id of the element.
    pub element: Text,
    /// The task in this run.
    pub left: u32,
    /// The task in the other run.
    pub right: u32,
    /// What differs in their data.
    pub data: Vec<PathDifference>,
}

/// A place in data whose values differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PathDifference {
    /// The place: `order.items[2].price`.
    pub path: String,
    /// The value in this run; absent where there is none.
    #[cfg_attr(test, ts(optional))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Value>,
    /// The value in the other run; absent where there is none.
    #[cfg_attr(test, ts(optional))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<Value>,
}
