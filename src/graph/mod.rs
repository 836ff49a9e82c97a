//! The compiled form of a workspace: dense numbers instead of ids, flows as adjacency, texts with their language.
//!
//! In: the [`crate::bpmn`] models of all files. Out: a [`Deployment`] and diagnostics. A deployment never changes and is
//! shared by all runs; it knows nothing of instances. Everything a behaviour asks is answered here by an index.

mod activity;
mod association;
mod code;
mod collaboration;
mod compile;
mod counterpart;
mod data;
mod difference;
mod event;
mod form;
mod reach;

use std::sync::Arc;

use indexmap::IndexMap;

pub use code::{Code, Role};
pub use collaboration::{Collaboration, CorrelationProperty, Participant};
pub use compile::{Dialect, Options, compile};
pub use counterpart::{Counterparts, Nature};
pub use data::{Assignment, Association, DataObject, DataRef, ElementData, IoNames, LocalData, state_key};
pub use difference::{Change, Difference, Property, differences};
pub use event::{MessageInfo, PayloadInfo, TimerCode, Trigger};
pub use form::{Form, has_holes};
pub use reach::Reach;

use crate::source::{Span, Text};
use counterpart::Gone;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident;)*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
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

            impl $name {
                /// As an index.
                pub fn index(self) -> usize {
                    self.0 as usize
                }
            }
        )*
    };
}

ids! {
    /// A flow node of the deployment.
    NodeId;
    /// A sequence flow of the deployment.
    FlowId;
    /// A process or sub-process of the deployment: one level of flow.
    LevelId;
    /// A lane of the deployment.
    LaneId;
}

/// All processes of a workspace, compiled.
#[derive(Debug, Default)]
pub struct Deployment {
    /// Flow nodes.
    pub nodes: Vec<Node>,
    /// Sequence flows.
    pub flows: Vec<Flow>,
    /// Processes and sub-processes.
    pub levels: Vec<Level>,
    /// Lanes.
    pub lanes: Vec<Lane>,
    /// Top level of each process, by process id.
    pub processes: IndexMap<Text, LevelId>,
    /// Collaborations by id.
    pub collaborations: IndexMap<Text, Collaboration>,
    /// The decisions that business rule tasks call.
    pub decisions: crate::dmn::Decisions,
    /// Every script and expression.
    pub codes: Vec<Arc<Code>>,
    /// What the engine cannot run: by level, so that only runs which need it are refused.
    pub refused: Vec<(LevelId, crate::diagnostic::Diagnostic)>,
    /// The profile's rules the texts were compiled for.
    pub dialect: Dialect,
    /// The files it was compiled from: name and text.
    pub files: Vec<(Text, Text)>,
    /// Where the elements begin that only an earlier version of the diagrams had.
    gone: Option<Gone>,
    nodes_by_id: IndexMap<Text, Vec<NodeId>>,
}

impl Deployment {
    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// A flow.
    pub fn flow(&self, id: FlowId) -> &Flow {
        &self.flows[id.index()]
    }

    /// A level.
    pub fn level(&self, id: LevelId) -> &Level {
        &self.levels[id.index()]
    }

    /// The nodes with that element id (one per file that uses it).
    pub fn nodes_named(&self, id: &str) -> &[NodeId] {
        self.nodes_by_id.get(id).map_or(&[], Vec::as_slice)
    }

    /// The node with that element id inside a level or the levels below it.
    pub fn node_in(&self, level: LevelId, id: &str) -> Option<NodeId> {
        self.nodes_named(id).iter().copied().find(|node| self.is_within(self.node(*node).level, level))
    }

    /// The flow with that id inside a process.
    pub fn flow_in(&self, process: &str, id: &str) -> Option<FlowId> {
        let level = *self.processes.get(process)?;
        let inside = |flow: &Flow| self.level(self.node(flow.source).level).process == level;
        let found = self.flows.iter().position(|flow| *flow.id == *id && inside(flow))?;
        Some(FlowId(found as u32))
    }

    /// Whether `level` is `outer` or lies somewhere inside it.
    pub fn is_within(&self, level: LevelId, outer: LevelId) -> bool {
        let mut level = Some(level);
        while let Some(current) = level {
            if current == outer {
                return true;
            }
            level = self.level(current).parent.map(|node| self.node(node).level);
        }
        false
    }

    /// The lane a node is in: its own, or that of the sub-process around it.
    pub fn lane_of(&self, node: NodeId) -> Option<LaneId> {
        let mut current = Some(node);
        while let Some(node) = current {
            if let Some(lane) = self.node(node).lane {
                return Some(lane);
            }
            current = self.level(self.node(node).level).parent;
        }
        None
    }

    /// The name of the lane a node is in; a lane without name is nobody's.
    pub fn lane_name(&self, node: NodeId) -> Option<&Text> {
        self.lanes[self.lane_of(node)?.index()].name.as_ref()
    }
}

/// One level of flow: the content of a process or sub-process.
#[derive(Debug)]
pub struct Level {
    /// Id of the process or sub-process.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// The file it is in.
    pub file: Text,
    /// The sub-process node that holds it; none for a process.
    pub parent: Option<NodeId>,
    /// The process it belongs to.
    pub process: LevelId,
    /// Nodes in document order.
    pub nodes: Vec<NodeId>,
    /// Where tokens begin: start events, or activities and gateways without incoming flow when there is none.
    pub starts: Vec<NodeId>,
    /// Event sub-processes.
    pub event_sub_processes: Vec<NodeId>,
    /// Data objects declared here.
    pub data_objects: Vec<DataObject>,
    /// Named inputs and outputs of a process, where it declares them.
    pub io: Option<IoNames>,
    /// Properties of a process: variables that are there, as null, when it begins.
    pub properties: Vec<Text>,
    /// For each inclusive join (and complex gateway): what can still reach which of its flows.
    pub reach: IndexMap<NodeId, Reach>,
    /// `isExecutable`, where given.
    pub executable: Option<bool>,
}

/// A sequence flow.
#[derive(Debug)]
pub struct Flow {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// Where it starts.
    pub source: NodeId,
    /// Where it leads.
    pub target: NodeId,
    /// Its condition.
    pub condition: Option<Arc<Code>>,
}

/// A lane.
#[derive(Debug)]
pub struct Lane {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// The lane it is nested in.
    pub parent: Option<LaneId>,
    /// Top level of its process.
    pub process: LevelId,
}

/// A flow node.
#[derive(Debug)]
pub struct Node {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// Local name of its XML element.
    pub type_name: &'static str,
    /// What it does.
    pub kind: Kind,
    /// The level it is part of.
    pub level: LevelId,
    /// Its lane.
    pub lane: Option<LaneId>,
    /// Incoming flows in document order.
    pub incoming: Vec<FlowId>,
    /// How many different nodes the incoming flows come from.
    pub sources: u32,
    /// Outgoing flows in document order.
    pub outgoing: Vec<FlowId>,
    /// Outgoing flows by the height of their targets in the diagram.
    pub outgoing_drawn: Vec<FlowId>,
    /// The flow taken when no condition holds.
    pub default: Option<FlowId>,
    /// Boundary events attached to it.
    pub boundary: Vec<NodeId>,
    /// Runs when it becomes ready.
    pub pre_script: Option<Arc<Code>>,
    /// Runs on completion.
    pub post_script: Option<Arc<Code>>,
    /// Data objects and stores copied in before it runs.
    pub reads: Vec<DataRef>,
    /// Data objects and stores written on completion.
    pub writes: Vec<DataRef>,
    /// Named inputs and outputs, where it declares them.
    pub io: Option<IoNames>,
    /// Associations and data of its own, as they are written.
    pub data: ElementData,
    /// Repetition.
    pub repeat: Option<Box<Repeat>>,
    /// `isForCompensation`.
    pub for_compensation: bool,
    /// The compensation handler its compensation boundary event is associated with.
    pub compensation: Option<NodeId>,
    /// Tokens it takes to start.
    pub start_quantity: u32,
    /// Tokens it makes on completion.
    pub completion_quantity: u32,
    /// What it shows to the person who does it.
    pub form: Option<Box<Form>>,
    /// What its extensions say to hosts.
    pub extensions: Option<Box<HostExtensions>>,
    /// Where its start tag stands.
    pub span: Span,
}

/// What the extensions of an element say to hosts, and not to the engine.
#[derive(Debug, Default)]
pub struct HostExtensions {
    /// `spiffworkflow:allowGuest`.
    pub allow_guest: bool,
    /// `camunda:assignee`, `camunda:candidateGroups` ...: name and value.
    pub assignment: Vec<(Text, Text)>,
    /// Qualified names of extensions that are not interpreted.
    pub names: Vec<Text>,
    /// The element template it was made from.
    pub template: Option<Text>,
}

impl Node {
    /// A node that stands alone and does nothing beside its kind.
    fn new(id: Text, type_name: &'static str, kind: Kind, level: LevelId, span: Span) -> Self {
        Self {
            id,
            name: None,
            type_name,
            kind,
            level,
            lane: None,
            incoming: Vec::new(),
            sources: 0,
            outgoing: Vec::new(),
            outgoing_drawn: Vec::new(),
            default: None,
            boundary: Vec::new(),
            pre_script: None,
            post_script: None,
            reads: Vec::new(),
            writes: Vec::new(),
            io: None,
            data: ElementData::default(),
            repeat: None,
            for_compensation: false,
            compensation: None,
            start_quantity: 1,
            completion_quantity: 1,
            form: None,
            extensions: None,
            span,
        }
    }

    /// Outgoing flows in the order they are tried: as drawn, or as in the document.
    pub fn outgoing_in(&self, as_drawn: bool) -> &[FlowId] {
        if as_drawn { &self.outgoing_drawn } else { &self.outgoing }
    }
}

/// What a node does.
#[derive(Debug)]
pub enum Kind {
    /// A plain task.
    Task,
    /// A user or manual task: a person completes it.
    Human {
        /// The variable its result is stored under, instead of being merged.
        variable: Option<Text>,
    },
    /// A script task.
    Script(Option<Arc<Code>>),
    /// A service task.
    Service(Service),
    /// A business rule task with the decision it calls.
    Decision {
        /// Id of the decision.
        decision: Option<Text>,
        /// The variable that receives the result; absent: it is merged.
        variable: Option<Text>,
    },
    /// A send task.
    Send(Trigger),
    /// A receive task.
    Receive {
        /// The message it waits for.
        trigger: Trigger,
        /// It starts the process.
        instantiate: bool,
    },
    /// An embedded sub-process, transaction or event sub-process.
    SubProcess {
        /// Its content.
        level: LevelId,
        /// A transaction.
        transaction: bool,
        /// An event sub-process.
        event: bool,
    },
    /// An ad-hoc sub-process.
    AdHoc(AdHoc),
    /// A call activity.
    Call {
        /// Id of the called process.
        process: Text,
    },
    /// An exclusive gateway.
    Exclusive,
    /// An inclusive gateway.
    Inclusive,
    /// A parallel gateway.
    Parallel,
    /// A complex gateway with its activation condition.
    Complex(Option<Arc<Code>>),
    /// An event-based gateway.
    EventBased {
        /// It starts the process.
        instantiate: bool,
        /// All of its events must happen.
        parallel: bool,
    },
    /// A start event.
    Start(Catching),
    /// An intermediate catch event.
    Catch(Catching),
    /// A boundary event.
    Boundary {
        /// The activity it is attached to.
        host: NodeId,
        /// What it catches.
        catching: Catching,
    },
    /// An intermediate throw event: everything it throws.
    Throw(Vec<Trigger>),
    /// An end event: everything it throws.
    End(Vec<Trigger>),
}

impl Kind {
    /// Whether it is an activity.
    pub fn is_activity(&self) -> bool {
        matches!(
            self,
            Self::Task
                | Self::Human { .. }
                | Self::Script(_)
                | Self::Service(_)
                | Self::Decision { .. }
                | Self::Send(_)
                | Self::Receive { .. }
                | Self::SubProcess { .. }
                | Self::AdHoc(_)
                | Self::Call { .. }
        )
    }

    /// Whether it is a gateway.
    pub fn is_gateway(&self) -> bool {
        matches!(self, Self::Exclusive | Self::Inclusive | Self::Parallel | Self::Complex(_) | Self::EventBased { .. })
    }

    /// What it catches, when it is a catching event or receive task.
    pub fn triggers(&self) -> &[Trigger] {
        match self {
            Self::Start(catching) | Self::Catch(catching) | Self::Boundary { catching, .. } => &catching.triggers,
            Self::Receive { trigger, .. } => std::slice::from_ref(trigger),
            _ => &[],
        }
    }

    /// The level inside it.
    pub fn inner_level(&self) -> Option<LevelId> {
        match self {
            Self::SubProcess { level, .. } => Some(*level),
            Self::AdHoc(ad_hoc) => Some(ad_hoc.level),
            _ => None,
        }
    }
}

/// What a catching event waits for.
#[derive(Debug)]
pub struct Catching {
    /// Its triggers; none for a none event.
    pub triggers: Vec<Trigger>,
    /// All triggers must happen, not just one.
    pub all: bool,
    /// Whether it interrupts its host or the enclosing level.
    pub interrupting: bool,
}

/// A service task's work.
#[derive(Debug)]
pub struct Service {
    /// The operator, topic or operation; empty when the diagram names none.
    pub operator: Text,
    /// Parameters with their expressions.
    pub parameters: Vec<(Text, Arc<Code>)>,
    /// The variable that receives the result.
    pub result_variable: Option<Text>,
    /// Whether a failure that may pass is tried again.
    pub retry: Option<Retry>,
}

/// `spiffworkflow:retry`: how often a job is tried again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Retry {
    /// How often at most.
    pub times: u32,
    /// The wait before the n-th time is this many seconds to the power of n.
    pub base: f64,
}

/// An ad-hoc sub-process.
#[derive(Debug)]
pub struct AdHoc {
    /// Its content.
    pub level: LevelId,
    /// One activity at a time.
    pub sequential: bool,
    /// Completes it when true.
    pub completion: Option<Arc<Code>>,
    /// Whether completion cancels what still runs.
    pub cancel_remaining: bool,
}

/// Repetition of an activity.
#[derive(Debug)]
pub enum Repeat {
    /// While a condition holds.
    Loop {
        /// Test before the first round.
        test_before: bool,
        /// Rounds at most.
        maximum: Option<Arc<Code>>,
        /// The condition.
        condition: Option<Arc<Code>>,
        /// Pre- and post-scripts run per round.
        scripts_on_instances: bool,
    },
    /// Several instances.
    Multi(Multi),
}

/// A multi-instance activity.
#[derive(Debug)]
pub struct Multi {
    /// One after the other.
    pub sequential: bool,
    /// Number of instances.
    pub cardinality: Option<Arc<Code>>,
    /// The collection it runs over.
    pub input: Option<Collection>,
    /// The variable that holds the item.
    pub input_item: Option<Text>,
    /// The collection of results.
    pub output: Option<DataRef>,
    /// The variable each result is taken from.
    pub output_item: Option<Text>,
    /// An expression each result is computed by (zeebe), instead of a variable.
    pub output_expression: Option<Arc<Code>>,
    /// Ends it early.
    pub completion: Option<Arc<Code>>,
    /// When it throws events.
    pub behavior: crate::bpmn::MultiInstanceBehavior,
    /// What it throws at the first or at each completion.
    pub event: Option<Trigger>,
    /// Conditions with what they throw.
    pub complex: Vec<(Arc<Code>, Vec<Trigger>)>,
    /// Pre- and post-scripts run per instance.
    pub scripts_on_instances: bool,
}

/// Where a collection comes from.
#[derive(Debug)]
pub enum Collection {
    /// A variable, data object or store.
    Named(DataRef),
    /// An expression.
    Computed(Arc<Code>),
}
