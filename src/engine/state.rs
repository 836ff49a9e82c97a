//! What is, at one moment of a run: live instances, open scopes, timers, data. Plain data; finished instances are history.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::alarms::Alarms;
use super::limits::Limits;
use super::queue::Queue;
use super::semantics::Semantics;
use crate::graph::{FlowId, LevelId, NodeId};
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

/// What somebody waits for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Subject {
    /// What kind of event.
    pub kind: EventKind,
    /// Name of the message or signal, code of the error or escalation; empty for those without.
    pub name: Text,
}

/// Kinds of events that travel between elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EventKind {
    /// A message.
    Message,
    /// A signal.
    Signal,
    /// An error.
    Error,
    /// An escalation.
    Escalation,
    /// A conditional event, woken by changes of data.
    Conditional,
    /// Cancellation of a transaction.
    Cancel,
    /// Compensation.
    Compensation,
}

impl EventKind {
    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Signal => "signal",
            Self::Error => "error",
            Self::Escalation => "escalation",
            Self::Conditional => "conditional",
            Self::Cancel => "cancel",
            Self::Compensation => "compensation",
        }
    }
}

/// An event on its way, or one nobody caught.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Thrown {
    /// What kind.
    pub kind: EventKind,
    /// Name of the message or signal (or of error and escalation).
    pub name: Option<Text>,
    /// Code of the error or escalation.
    pub code: Option<Text>,
    /// Payload.
    pub payload: Option<Value>,
    /// Correlation keys: key to property to value.
    pub correlations: Map,
    /// The variable that the thrower names for its payload, as `camunda:resultVariable` does.
    pub variable: Option<Text>,
}

impl Thrown {
    /// An event of that kind, without anything.
    pub fn new(kind: EventKind) -> Self {
        Self { kind, name: None, code: None, payload: None, correlations: Map::new(), variable: None }
    }
}

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
    /// What it works on; in an incident, what it was at work on when that came.
    pub fn at_work(&self) -> &Work {
        match &self.work {
            Work::Incident(incident) => incident.held.as_deref().unwrap_or(&self.work),
            work => work,
        }
    }

    /// The same, to change it.
    pub(super) fn at_work_mut(&mut self) -> &mut Work {
        if !matches!(&self.work, Work::Incident(incident) if incident.held.is_some()) {
            return &mut self.work;
        }
        match &mut self.work {
            Work::Incident(incident) => incident.held.get_or_insert_default(),
            work => work,
        }
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

/// Work for the host.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobWork {
    /// `service`, `businessRule`.
    pub kind: JobKind,
    /// The operator, topic or decision.
    pub operator: Text,
    /// Evaluated parameters.
    pub parameters: Map,
    /// The variable that receives the result; absent: it is merged.
    pub result_variable: Option<Text>,
}

/// A job that is not simply out for the first time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeldJob {
    /// The job.
    pub job: JobWork,
    /// How often it was tried again.
    pub attempt: u32,
    /// Where it is.
    pub hold: Hold,
}

impl HeldJob {
    /// When it is tried again.
    pub fn due(&self) -> Option<i64> {
        match self.hold {
            Hold::Until { due, .. } => Some(due),
            Hold::Out | Hold::Accepted => None,
        }
    }
}

/// Where a job is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Hold {
    /// It waits for the host to do it.
    #[default]
    Out,
    /// The host has taken it on and will answer later.
    Accepted,
    /// It failed and waits to be tried again.
    Until {
        /// When, in milliseconds since 1970.
        due: i64,
        /// How it failed.
        message: Text,
    },
}

/// Kinds of jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JobKind {
    /// A service task's operator.
    Service,
    /// A decision the workspace does not hold.
    Decision,
    /// An element that the host does itself.
    Handler,
}

impl JobKind {
    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Decision => "businessRule",
            Self::Handler => "handler",
        }
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

/// Why an instance stands still.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// The kind, as the conformance corpus names it.
    pub kind: IncidentKind,
    /// Code of the diagnostic.
    pub code: Text,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The language's class of the error.
    pub exception: Option<String>,
    /// The text's place: file and byte range.
    pub place: Option<(Text, u32, u32)>,
    /// What a retry does again.
    pub stage: Stage,
    /// What the instance was at work on, where that goes on: tokens of a join, instances, rounds, an inner scope.
    pub held: Option<Box<Work>>,
}

/// Kinds of incidents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IncidentKind {
    /// A script task's script.
    Script,
    /// A condition, or none true and no default.
    Condition,
    /// Any other expression, pre- and post-scripts.
    Expression,
    /// A decision.
    Decision,
    /// A missing or clashing variable.
    Data,
    /// A job the host failed.
    Job,
    /// A limit.
    Limit,
    /// Something the workspace lacks.
    Workflow,
}

impl IncidentKind {
    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Condition => "condition",
            Self::Expression => "expression",
            Self::Decision => "decision",
            Self::Data => "data",
            Self::Job => "job",
            Self::Limit => "limit",
            Self::Workflow => "workflow",
        }
    }
}

/// Where in its life an instance failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Becoming ready: inputs, pre-script, timers.
    Enter,
    /// Running.
    Run,
    /// Completing: post-script, outputs, conditions of its flows.
    Complete,
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

/// A completed activity that can be compensated. How it is read from saved runs stands in [`super::first_layout`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compensable {
    /// The activity.
    pub node: NodeId,
    /// Its instance; of a repeated activity the whole, which must have completed before any of it can be compensated.
    pub instance: InstanceId,
    /// Its handlers in order of completion: its own, or those inside it.
    pub handlers: Vec<Handler>,
}

/// What undoes a completed activity.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
