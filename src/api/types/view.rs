//! What a diagram shows of a run: lanes, data objects, states of elements and flows.

use serde::Serialize;

use crate::source::Text;
use crate::value::Value;

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
    /// Its state: the `dataState` of the reference it was last written through.
    pub state: Option<Text>,
    /// The task that wrote the value; null before the first write, where it was edited from outside, and where the
    /// history that is kept begins later.
    pub writer: Option<Writer>,
}

/// A task that wrote a value.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Writer {
    /// The task.
    pub task: u32,
    /// Its element.
    pub element: Text,
    /// The process of that element.
    pub process: Text,
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
