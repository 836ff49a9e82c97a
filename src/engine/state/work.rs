//! What instances work on or wait for, one kind each.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::{AskWork, CompensateWork, HeldJob, Incident, InstanceId, JobKind, JobWork, ScopeId};
use crate::graph::FlowId;
use crate::value::{Map, Text, Value};

/// What an instance works on or waits for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Work {
    /// Nothing in particular.
    #[default]
    None,
    /// Tokens at a join.
    Join(Vec<Token>),
    /// A complex gateway that has fired and waits for the tokens still on their way (section 13.4.5).
    Reset {
        /// Flows whose token is still to come.
        awaited: Vec<FlowId>,
        /// Tokens of the next round.
        held: Vec<Token>,
    },
    /// Events: which have been seen, and the timers it has set.
    Catch(Box<Catch>),
    /// An inner scope.
    Inner(ScopeId),
    /// An inner scope that is done; the instance completes when it runs next.
    InnerDone,
    /// Instances of a multi-instance activity.
    Multi(Box<MultiWork>),
    /// A boundary event that will interrupt its host when it runs.
    Interrupt(InstanceId),
    /// Rounds of a loop: how many are done.
    Loop {
        /// Completed rounds.
        rounds: u32,
    },
    /// Work for the host.
    Job(Box<JobWork>),
    /// Compensation under way.
    Compensate(Box<CompensateWork>),
    /// A script that waits for answers of host functions.
    Call(Box<CallWork>),
    /// An incident.
    Incident(Box<Incident>),
    /// An inner scope is done, and its result cannot be taken yet: the data the instance had before.
    Result(Map),
    /// Work for the host that it has taken on, or that is tried again.
    Held(Box<HeldJob>),
    /// A text that waits for the host.
    Ask(Box<AskWork>),
}

impl Work {
    /// The job, whether it is out for the first time or held.
    pub fn job(&self) -> Option<&JobWork> {
        match self {
            Self::Job(job) => Some(job),
            Self::Held(held) => Some(&held.job),
            _ => None,
        }
    }

    /// The work that goes on when an incident or a question to the host interrupts it.
    pub(in crate::engine) fn held(&self) -> Option<Box<Work>> {
        match self {
            Self::Multi(multi) if multi.begun == 0 => None,
            Self::Join(_) | Self::Multi(_) | Self::Loop { .. } | Self::Inner(_) | Self::Result(_) => {
                Some(Box::new(self.clone()))
            }
            Self::Incident(incident) => incident.held.clone(),
            Self::Ask(ask) => ask.held.clone(),
            work if work.job().is_some_and(|job| job.kind == JobKind::StoreWrite) => Some(Box::new(work.clone())),
            _ => None,
        }
    }

    /// What it interrupts, where it does; else itself.
    pub(super) fn beneath(&self) -> &Work {
        let held = match self {
            Self::Incident(incident) => &incident.held,
            Self::Ask(ask) => &ask.held,
            _ => return self,
        };
        held.as_deref().map_or(self, Work::beneath)
    }

    /// The same, to change it.
    pub(super) fn beneath_mut(&mut self) -> &mut Work {
        let interrupts = match self {
            Self::Incident(incident) => incident.held.is_some(),
            Self::Ask(ask) => ask.held.is_some(),
            _ => false,
        };
        if !interrupts {
            return self;
        }
        match self {
            Self::Incident(incident) => incident.held.get_or_insert_default().beneath_mut(),
            Self::Ask(ask) => ask.held.get_or_insert_default().beneath_mut(),
            work => work,
        }
    }

    /// The call of the host whose answer it waits for: function, arguments and named arguments.
    pub fn call(&self) -> Option<(&Text, &[Value], &Map)> {
        match self {
            Self::Call(call) => Some((&call.function, &call.arguments, &call.named)),
            Self::Ask(ask) => Some((&ask.call.function, &ask.call.arguments, &ask.call.named)),
            _ => None,
        }
    }

    /// When it is tried again.
    pub fn job_due(&self) -> Option<i64> {
        match self {
            Self::Held(held) => held.due(),
            _ => None,
        }
    }
}

/// A token that arrived at a join.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Token {
    /// The flow it came by; none for tokens that came without one.
    pub flow: Option<FlowId>,
    /// Where it came from.
    pub cause: InstanceId,
    /// Its data.
    pub data: Map,
}

/// What a catching instance has seen so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catch {
    /// Its timers, by number of the trigger.
    pub timers: SmallVec<[Timer; 1]>,
    /// Triggers that have happened, of a parallel multiple event; conditions that held when last looked at.
    pub seen: SmallVec<[u32; 2]>,
}

/// A timer that runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timer {
    /// Number of the trigger.
    pub trigger: u32,
    /// When it is due.
    pub due: i64,
    /// For cycles: milliseconds between, and how often still (after this one); `None` is for ever.
    pub repeat: Option<(i64, Option<u32>)>,
    /// The value its expression gave.
    pub value: Value,
}

/// How a multi-instance activity stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MultiWork {
    /// What it runs over.
    pub items: Items,
    /// Instances begun.
    pub begun: u32,
    /// Instances that are active.
    pub active: u32,
    /// Instances completed.
    pub completed: u32,
    /// Results so far, by item where the position is known.
    pub results: Vec<(u32, Value)>,
    /// The completion condition held: no more instances.
    pub finished: bool,
}

/// What a multi-instance activity runs over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Items {
    /// So many, by number.
    Count(u32),
    /// Items of a list.
    List(Arc<Vec<Value>>),
    /// Values of a map, by key.
    Map(Map),
}

impl Items {
    /// How many.
    pub fn len(&self) -> usize {
        match self {
            Self::Count(count) => *count as usize,
            Self::List(items) => items.len(),
            Self::Map(map) => map.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A script that waits for answers of host functions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallWork {
    /// The function it waits for.
    pub function: Text,
    /// Positional arguments.
    pub arguments: Vec<Value>,
    /// Named arguments.
    pub named: Map,
    /// Answers so far.
    pub answers: Vec<Value>,
}
