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
mod kind;
mod lane;
mod node;
mod reach;
mod repeat;
mod way;

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
pub use kind::{AdHoc, Catching, Kind, Retry, Service};
pub use node::{HostExtensions, Node};
pub use reach::Reach;
pub use repeat::{Collection, Multi, Repeat};

use crate::source::Text;
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
