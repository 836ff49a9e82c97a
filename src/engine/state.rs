//! What is, at one moment of a run: live instances, open scopes, timers, data. Plain data; finished instances are history.

mod ask;
mod compensation;
mod incident;
mod instance;
mod job;
mod thrown;
mod work;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use ask::{AskWork, Resume};
pub use compensation::{AfterCompensation, Compensable, CompensateWork, Handler, Inside};
pub use incident::{Incident, IncidentKind, Stage};
pub use instance::{Causes, Instance, Part, Status};
pub use job::{HeldJob, Hold, JobKind, JobWork};
pub use thrown::{EventKind, Subject, Thrown};
pub use work::{CallWork, Catch, Items, MultiWork, Timer, Token, Work};

use super::alarms::Alarms;
use super::limits::Limits;
use super::queue::Queue;
use super::semantics::Semantics;
use crate::graph::{LevelId, NodeId};
use crate::table::{IdSet, Table};
use crate::value::{Map, Text, Value};

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident;)*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
            #[serde(transparent)]
            pub struct $name(pub u32);

            impl crate::table::Id for $name {
                fn from_number(number: u32) -> Self {
                    Self(number)
                }

                fn number(self) -> u32 {
                    self.0
                }
            }
        )*
    };
}

ids! {
    /// An instance of an element. Numbers grow in the order of activation and are never used again.
    InstanceId;
    /// A scope: one execution of a level.
    ScopeId;
}

/// What a run was started with and never changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setup {
    /// The profile's switches.
    pub semantics: Semantics,
    /// What it may use up.
    pub limits: Limits,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Names of host functions that scripts may call.
    pub functions: Vec<Text>,
    /// Names that scripts find without import, to what they are; `None` is the language's usual set.
    pub globals: Option<Map>,
    /// Who acts.
    pub identity: Value,
    /// Id of the collaboration that was started, when it was no single process.
    pub collaboration: Option<Text>,
}

/// What is, at one moment of a run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct State {
    /// What the run was started with.
    pub setup: Arc<Setup>,
    /// The clock: milliseconds since 1970, UTC.
    pub now: i64,
    /// Number of the next instance.
    pub next_instance: u32,
    /// Number of the next scope.
    pub next_scope: u32,
    /// Live instances.
    pub instances: Table<InstanceId, Instance>,
    /// Open scopes.
    pub scopes: Table<ScopeId, Scope>,
    /// Automatic instances to run, in order.
    pub ready: Queue,
    /// Boundary events and children of live instances, by the instance they belong to.
    pub dependents: Table<InstanceId, IdSet<InstanceId>>,
    /// When waiting timers are due.
    pub timers: Alarms,
    /// Who waits for what.
    pub subscriptions: std::collections::BTreeMap<Subject, IdSet<InstanceId>>,
    /// Instances that stand in an incident.
    pub incidents: IdSet<InstanceId>,
    /// Scopes whose inclusive joins must be looked at again.
    pub unsettled: IdSet<ScopeId>,
    /// Values of data stores.
    pub stores: Map,
    /// Events nobody caught, until the host takes them.
    pub unhandled: Vec<Thrown>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The result.
    pub data: Map,
    /// Whether a person has suspended it.
    pub suspended: bool,
    /// Number of the last write of a task's data. Not saved: the data tells it, see [`State::recount_writes`].
    #[serde(skip)]
    pub writes: u32,
}

impl State {
    /// Whether nothing can happen any more.
    pub fn is_over(&self) -> bool {
        self.outcome.is_some() && self.scopes.is_empty()
    }

    /// Finds the number of the last write in the data that is there.
    pub fn recount_writes(&mut self) {
        let ended = self.scopes.values().flat_map(|scope| scope.ended.iter().map(|token| &token.data));
        let waiting = self.instances.values().flat_map(|instance| match instance.at_work() {
            Work::Join(tokens) | Work::Reset { held: tokens, .. } => tokens.as_slice(),
            _ => &[],
        });
        let live = self.instances.values().flat_map(|instance| [&instance.data, &instance.entry]);
        let maps = live.chain(ended).chain(waiting.map(|token| &token.data));
        self.writes = maps.flat_map(|map| map.writes().iter().copied()).max().unwrap_or(0);
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Every token reached an end.
    Completed,
    /// It was cancelled from outside, or an error was not caught.
    Terminated,
}

/// One execution of a level.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Scope {
    /// The level.
    pub level: LevelId,
    /// The sub-process or call activity instance it belongs to; none at the top.
    pub owner: Option<InstanceId>,
    /// Live instances, except boundary events and waiting event sub-processes.
    pub members: IdSet<InstanceId>,
    /// Waiting starts of event sub-processes.
    pub watchers: IdSet<InstanceId>,
    /// Joins that hold tokens.
    pub joins: Table<NodeId, InstanceId>,
    /// Tokens that reached an end.
    pub ended: Vec<Token>,
    /// The data it started with.
    pub start: Map,
    /// Data objects.
    pub objects: Map,
    /// Completed activities that can be compensated, in order.
    pub compensable: Vec<Compensable>,
    /// Correlation keys of the process: key to property to value.
    pub correlations: Map,
    /// How deep it lies.
    pub depth: u32,
}
