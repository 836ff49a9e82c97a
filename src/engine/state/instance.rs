//! Instances of elements: what part they play and how they stand.

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::{InstanceId, ScopeId, Work};
use crate::graph::NodeId;
use crate::value::Map;

/// An instance of an element.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Instance {
    /// The element.
    pub node: NodeId,
    /// The scope it lives in.
    pub scope: ScopeId,
    /// How it stands.
    pub status: Status,
    /// What part it plays.
    pub part: Part,
    /// Its data.
    pub data: Map,
    /// The data it was entered with.
    pub entry: Map,
    /// The instances it follows from.
    pub causes: Causes,
    /// When it came into this status.
    pub since: i64,
    /// What it works on or waits for.
    pub work: Work,
}

impl Instance {
    /// What it works on; in an incident or while the host is asked, what it was at work on when that came.
    pub fn at_work(&self) -> &Work {
        self.work.beneath()
    }

    /// The same, to change it.
    pub(in crate::engine) fn at_work_mut(&mut self) -> &mut Work {
        self.work.beneath_mut()
    }
}

/// The instances something follows from; nearly always one.
pub type Causes = SmallVec<[InstanceId; 1]>;

/// How an instance stands, in SpiffWorkflow's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// It can run, or a person can complete it.
    Ready,
    /// It waits for an event, a timer or further tokens.
    Waiting,
    /// It is at work: inner elements, instances or a job.
    Started,
    /// It stands still in an incident.
    Error,
    /// It is done.
    Completed,
    /// It was interrupted, or lost against another event.
    Cancelled,
}

impl Status {
    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ready => "READY",
            Self::Waiting => "WAITING",
            Self::Started => "STARTED",
            Self::Error => "ERROR",
            Self::Completed => "COMPLETED",
            Self::Cancelled => "CANCELLED",
        }
    }
}

/// What part an instance plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// A token stands on it.
    Token,
    /// One instance or round of a repeated activity, or a compensation handler; its owner is told when it ends.
    Child {
        /// Who is told.
        owner: InstanceId,
        /// Which one, from 0.
        index: u32,
    },
    /// A boundary event that waits while its host is active.
    Boundary {
        /// The activity.
        host: InstanceId,
    },
    /// The start event of an event sub-process, waiting while the enclosing scope is open.
    EventStart,
}
