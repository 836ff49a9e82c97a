//! What a host can ask of a run.

use super::job::Failure;
use super::state::{InstanceId, Thrown};
use crate::graph::{LevelId, NodeId};
use crate::value::{Map, Text, Value};

/// An order to a run. A refused one leaves the run as it was.
#[derive(Clone, Debug)]
pub enum Command {
    /// Begin a process, at its start events or the one named.
    StartProcess {
        /// Top level of the process.
        level: LevelId,
        /// The variables to begin with.
        data: Map,
        /// The start event to take as having happened.
        start: Option<NodeId>,
        /// The message or signal the process begins with; `start` names the event that receives it.
        event: Option<Thrown>,
    },
    /// Begin the participants of a collaboration that can begin by themselves.
    StartCollaboration {
        /// Id of the collaboration.
        id: Text,
        /// The variables every participant begins with.
        data: Map,
    },
    /// Run one automatic element.
    Step,
    /// Run automatic elements until none is ready, at most so many (default: the limit of the run).
    Continue {
        /// So many elements at most.
        steps: Option<u64>,
    },
    /// Complete a person's task or a job.
    Complete {
        /// The task.
        task: InstanceId,
        /// Data of the person, or result of the job.
        data: Value,
        /// Who does it, where that is known.
        by: Option<Text>,
    },
    /// A job or task failed.
    Fail {
        /// The task.
        task: InstanceId,
        /// Why.
        failure: Failure,
    },
    /// The host has taken a job on and will complete or fail it later; it is not handed out again.
    Accept(InstanceId),
    /// Complete a task without doing it.
    Skip {
        /// The task.
        task: InstanceId,
        /// Still run its post-script and write its outputs, as if it had been done.
        finish: bool,
    },
    /// Try a task in an incident again.
    Retry(InstanceId),
    /// Change a task's data.
    Edit {
        /// The task.
        task: InstanceId,
        /// What to set.
        data: Map,
        /// Replace all data instead of merging.
        replace: bool,
    },
    /// Change a data object.
    EditObject {
        /// Its id.
        id: Text,
        /// The task of the sub-process or call activity that holds it; absent at the top.
        holder: Option<InstanceId>,
        /// The new value.
        value: Value,
    },
    /// Change a data store.
    EditStore {
        /// Its id.
        id: Text,
        /// The new value.
        value: Value,
    },
    /// An event from outside.
    Deliver {
        /// The event.
        event: Thrown,
        /// Only this task.
        target: Option<InstanceId>,
        /// Refuse when nobody waits for it; else it is kept with the events nobody caught.
        require: bool,
    },
    /// Let time pass until this moment.
    AdvanceTo(i64),
    /// Fire the next timer of a waiting task now.
    FireTimer(InstanceId),
    /// Cancel the whole run.
    Cancel,
    /// Let nothing automatic happen until resumed.
    Suspend,
    /// Go on after a suspension.
    Resume,
    /// Take the events nobody caught.
    TakeUnhandled,
}
