//! Compensation: what has completed and can be undone, and undoing it (BPMN 2.0.2 section 10.7).

use serde::{Deserialize, Serialize};

use super::InstanceId;
use crate::graph::NodeId;
use crate::value::Map;

/// Compensation under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompensateWork {
    /// Handlers still to run; the last is next.
    pub open: Vec<Handler>,
    /// A handler that runs.
    pub active: bool,
    /// What happens when all are done.
    pub then: AfterCompensation,
}

/// What follows compensation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AfterCompensation {
    /// The thrower completes.
    Complete,
    /// The transaction is cancelled.
    CancelTransaction,
    /// Nothing: the thrower did not wait, its token has gone on.
    Nothing,
}

/// A completed activity that can be compensated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compensable {
    /// The activity.
    pub node: NodeId,
    /// Its instance; of a repeated activity the whole, which must have completed before any of it can be compensated.
    pub instance: InstanceId,
    /// Its handlers in order of completion: its own, or those inside it.
    pub handlers: Vec<Handler>,
}

/// What undoes a completed activity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handler {
    /// The handler; of a sub-process that undoes itself, the sub-process.
    pub node: NodeId,
    /// How that sub-process stood when it completed (section 10.7.2: the snapshot its event sub-process works on).
    pub inside: Option<Box<Inside>>,
}

/// A completed sub-process with an event sub-process for compensation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inside {
    /// The start event of that event sub-process.
    pub start: NodeId,
    /// Data objects as they were.
    pub objects: Map,
    /// Variables as they were.
    pub data: Map,
    /// What had completed inside and can be compensated.
    pub compensable: Vec<Compensable>,
}
