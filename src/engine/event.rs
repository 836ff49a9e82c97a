//! Past facts. The log of a run is a list of these; applying them in order gives its state, always the same.

use serde::{Deserialize, Serialize};

use super::queue::Cursor;
use super::state::{
    Causes, Compensable, CompensateWork, Incident, InstanceId, Items, Outcome, Part, Scope, ScopeId, Status, Thrown,
    Timer, Token, Work,
};
use crate::graph::{FlowId, LevelId, NodeId};
use crate::value::{Map, Text, Value};

/// Variables set, or removed where the value is `None`, in order.
pub type Changes = Vec<(Text, Option<Value>)>;

/// Something that happened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Event {
    /// The clock moved on.
    TimeAdvanced(i64),
    /// A level began: a process, a sub-process, a called process.
    ScopeOpened {
        /// The new scope.
        scope: ScopeId,
        /// Its level.
        level: LevelId,
        /// The instance it belongs to.
        owner: Option<InstanceId>,
        /// The data it starts with.
        data: Map,
    },
    /// An interrupting event sub-process took over a scope; what ended in it before counts no more.
    ScopeInterrupted(ScopeId),
    /// A scope ended; its members are gone before.
    ScopeClosed(ScopeId),
    /// A token reached an element, or an event began to wait.
    Activated(Box<Activated>),
    /// A token reached a join that waits for more.
    TokenArrived {
        /// The waiting join.
        instance: InstanceId,
        /// The token.
        token: Token,
    },
    /// A join has what it waited for.
    Joined {
        /// The join.
        instance: InstanceId,
        /// The flows whose tokens it consumed.
        flows: Vec<FlowId>,
        /// The merged data.
        data: Map,
        /// The instances it follows from.
        causes: Causes,
    },
    /// An instance came into a status with new work.
    Became {
        /// The instance.
        instance: InstanceId,
        /// Its status.
        status: Status,
        /// What it works on.
        work: Work,
    },
    /// An automatic instance left the queue to be run.
    Taken {
        /// The instance.
        instance: InstanceId,
        /// Where the queue's passes stand after it.
        cursor: Cursor,
    },
    /// A task's data changed.
    DataChanged {
        /// The task.
        instance: InstanceId,
        /// What changed.
        changes: Changes,
    },
    /// A task's data was replaced as a whole.
    DataReplaced {
        /// The task.
        instance: InstanceId,
        /// The new data.
        data: Map,
    },
    /// An instance is done.
    Completed(InstanceId),
    /// An instance was interrupted, or lost against another event.
    Cancelled(InstanceId),
    /// A token reached an end of its scope.
    TokenEnded {
        /// The scope it ended in.
        scope: ScopeId,
        /// The token.
        token: Token,
    },
    /// A data object was written.
    ObjectWritten {
        /// The scope that holds it.
        scope: ScopeId,
        /// Its id.
        id: Text,
        /// The value.
        value: Value,
    },
    /// A data store was written.
    StoreWritten {
        /// Its id.
        id: Text,
        /// The value.
        value: Value,
    },
    /// A timer was set again.
    TimerSet {
        /// The waiting instance.
        instance: InstanceId,
        /// The timer; its trigger's earlier one is replaced.
        timer: Timer,
    },
    /// A timer ran out and will not run again.
    TimerSpent {
        /// The instance.
        instance: InstanceId,
        /// Number of the trigger.
        trigger: u32,
    },
    /// A trigger of a parallel multiple event happened, or the condition of a conditional event holds.
    TriggerSeen {
        /// The waiting instance.
        instance: InstanceId,
        /// Number of the trigger.
        trigger: u32,
    },
    /// The condition of a conditional event that had happened does not hold any more; it can happen again.
    TriggerForgotten {
        /// The waiting instance.
        instance: InstanceId,
        /// Number of the trigger.
        trigger: u32,
    },
    /// An event was thrown and caught inside the run, `by` the instances named.
    Caught {
        /// The event.
        event: Thrown,
        /// Who caught it.
        by: Vec<InstanceId>,
    },
    /// An event was thrown that nobody caught.
    Uncaught(Thrown),
    /// A kept message was handed to a catcher that came later.
    KeptMessageTaken(usize),
    /// The host took the events nobody caught.
    UnhandledTaken,
    /// A correlation key of a process got its values.
    Correlated {
        /// The scope of the process.
        scope: ScopeId,
        /// The key.
        key: Text,
        /// Property to value.
        properties: Map,
    },
    /// A multi-instance activity knows its items.
    MultiBegan {
        /// The activity.
        instance: InstanceId,
        /// Its items.
        items: Items,
    },
    /// A multi-instance activity, loop or ad-hoc sub-process began one more.
    ChildBegan(InstanceId),
    /// One instance of a multi-instance activity is done.
    ChildDone {
        /// The activity.
        instance: InstanceId,
        /// Which instance.
        index: u32,
        /// Its result, where results are collected.
        result: Option<Value>,
    },
    /// The completion condition of a multi-instance activity held.
    MultiFinished(InstanceId),
    /// A completed activity can be compensated.
    Compensable {
        /// The scope it completed in.
        scope: ScopeId,
        /// The activity.
        entry: Compensable,
    },
    /// Compensation took these entries of a scope away, to run them.
    CompensationTaken {
        /// The scope.
        scope: ScopeId,
        /// Activities; all when `None`.
        activity: Option<NodeId>,
    },
    /// Compensation goes on.
    Compensating {
        /// The thrower.
        instance: InstanceId,
        /// How it stands.
        work: Box<CompensateWork>,
    },
    /// Something failed; the instance stands still.
    IncidentRaised {
        /// The instance.
        instance: InstanceId,
        /// Why.
        incident: Box<Incident>,
    },
    /// A script printed.
    Printed {
        /// The task.
        instance: InstanceId,
        /// The text.
        text: Text,
    },
    /// A participant ended; others go on.
    ResultMerged(Map),
    /// The run ended.
    Ended {
        /// How.
        outcome: Outcome,
        /// The result.
        data: Map,
    },
    /// Inclusive joins were looked at, and those of these scopes wait on.
    Settled,
    /// A person suspended the run.
    Suspended,
    /// A person resumed it.
    Resumed,
    /// The run went back to a task; what followed from it is undone.
    Reset(Box<Reset>),
    /// A decision was made for a task: the one it calls, or one that this one requires.
    DecisionMade {
        /// The task.
        instance: InstanceId,
        /// Id of the decision.
        decision: Text,
        /// Ids of the rules that count.
        rules: Vec<Text>,
        /// The result.
        value: Value,
    },
    /// A repeated activity was interrupted: what had completed of it cannot be compensated.
    CompensationForgotten {
        /// The scope.
        scope: ScopeId,
        /// The activity as a whole.
        instance: InstanceId,
    },
    /// The run went over to an edited version of its diagrams. What comes after it in the log follows that version.
    Rebound(Box<Rebound>),
    /// Who completes a task; its completion follows.
    CompletedBy {
        /// The task.
        instance: InstanceId,
        /// The user.
        user: Text,
    },
    /// The host gave a data store that it keeps.
    StoreRead {
        /// Its id.
        id: Text,
        /// The value.
        value: Value,
    },
    /// A data object was edited from outside.
    ObjectEdited {
        /// The scope that holds it.
        scope: ScopeId,
        /// Its id.
        id: Text,
        /// The value.
        value: Value,
    },
}

/// What differs between the version of the diagrams a run left and the one it went over to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Rebound {
    /// Ids of elements that are new.
    pub added: Vec<Text>,
    /// Ids of elements that changed.
    pub changed: Vec<Text>,
    /// Ids of elements that are gone.
    pub removed: Vec<Text>,
    /// Elements whose tokens were moved to another element; to none when they were only withdrawn.
    pub moved: Vec<(Text, Option<Text>)>,
}

/// A token reached an element, or an event began to wait.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Activated {
    /// The new instance.
    pub instance: InstanceId,
    /// The element.
    pub node: NodeId,
    /// The scope.
    pub scope: ScopeId,
    /// The part it plays.
    pub part: Part,
    /// The flow the token came by.
    pub via: Option<FlowId>,
    /// The instances it follows from.
    pub causes: Causes,
    /// Its data.
    pub data: Map,
    /// How it stands.
    pub status: Status,
    /// Whether it waits in the queue of automatic elements.
    pub queued: bool,
}

/// What going back to a task does.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reset {
    /// The task gone back to.
    pub target: InstanceId,
    /// Instances that are undone; the live ones among them are removed.
    pub undone: Vec<InstanceId>,
    /// Scopes that are undone.
    pub closed: Vec<ScopeId>,
    /// Scopes opened again, outermost first, with the instances they belong to.
    pub reopened: Vec<(ScopeId, Scope)>,
    /// Instances that are live again, with all they hold.
    pub revived: Vec<(InstanceId, super::state::Instance)>,
    /// Data objects as they were.
    pub objects: Vec<(ScopeId, Map)>,
    /// What had been the result of the run, of participants that had ended.
    pub result: Option<Map>,
}
