//! A model made quick to ask: who has this id, what flows in and out, which scope, which lane, which boundary events.
//!
//! In: a [`Model`]. Out: dense numbers for scopes, nodes, flows and lanes, and a table of all ids. The nodes and flows of
//! one scope (a process or a sub-process) are consecutive and in document order. The index judges nothing: references
//! that lead nowhere are `None`, and of two elements with one id the first has it.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;
use smallvec::SmallVec;

mod build;
mod item;

pub use item::Item;

use super::{Content, EventPosition, FlowNode, Model, NodeKind, Reference, SequenceFlow};

macro_rules! numbers {
    ($($name:ident, $what:literal;)*) => {
        $(
            #[doc = concat!("The number of a ", $what, " in its index.")]
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(pub u32);

            impl $name {
                /// The number as an index of a list.
                pub fn index(self) -> usize {
                    self.0 as usize
                }
            }
        )*
    };
}

numbers! {
    ScopeId, "scope";
    NodeId, "node";
    FlowId, "flow";
    LaneId, "lane";
}

/// A model with everything looked up.
#[derive(Debug)]
pub struct Index<'m> {
    /// The model.
    pub model: &'m Model,
    /// Processes and sub-processes; an outer one comes before the ones inside it. The first ones are the processes, in
    /// the order of the model.
    pub scopes: Vec<Scope<'m>>,
    /// Every flow node.
    pub nodes: Vec<Node<'m>>,
    /// Every sequence flow.
    pub flows: Vec<Flow<'m>>,
    /// Every lane, an outer one before the ones inside it.
    pub lanes: Vec<Lane<'m>>,
    /// Pairs of elements with the same id, the one that has it first.
    pub duplicates: Vec<(Item<'m>, Item<'m>)>,
    ids: HashMap<&'m str, Item<'m>, FixedState>,
}

/// A process or sub-process.
#[derive(Debug)]
pub struct Scope<'m> {
    /// What it contains.
    pub content: &'m Content,
    /// The process it is or belongs to, as an index of `model.processes`.
    pub process: u32,
    /// The sub-process it is; `None` for a process.
    pub owner: Option<NodeId>,
    /// The scope around it.
    pub parent: Option<ScopeId>,
    nodes: Range<u32>,
    flows: Range<u32>,
}

impl Scope<'_> {
    /// Its nodes, in document order.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        self.nodes.clone().map(NodeId)
    }

    /// Its flows, in document order.
    pub fn flows(&self) -> impl Iterator<Item = FlowId> + use<> {
        self.flows.clone().map(FlowId)
    }
}

/// A flow node.
#[derive(Debug)]
pub struct Node<'m> {
    /// The node.
    pub node: &'m FlowNode,
    /// Where it stands.
    pub scope: ScopeId,
    /// The scope it opens, when it is a sub-process.
    pub inner: Option<ScopeId>,
    /// Flows whose `targetRef` it is, in document order.
    pub incoming: SmallVec<[FlowId; 2]>,
    /// Flows whose `sourceRef` it is, in document order.
    pub outgoing: SmallVec<[FlowId; 2]>,
    /// The innermost lane that names it; see [`Index::lane_of`] for the one it inherits.
    pub lane: Option<LaneId>,
    /// The activity a boundary event is attached to.
    pub host: Option<NodeId>,
    /// The boundary events attached to it, in document order.
    pub boundaries: SmallVec<[NodeId; 2]>,
    /// The activity that an association leads to from a compensation boundary event.
    pub handler: Option<NodeId>,
}

/// A sequence flow.
#[derive(Debug)]
pub struct Flow<'m> {
    /// The flow.
    pub flow: &'m SequenceFlow,
    /// The scope it is written in.
    pub scope: ScopeId,
    /// The node it leaves.
    pub source: Option<NodeId>,
    /// The node it enters.
    pub target: Option<NodeId>,
}

/// A lane.
#[derive(Debug)]
pub struct Lane<'m> {
    /// The lane.
    pub lane: &'m super::Lane,
    /// The scope whose lane set it belongs to.
    pub scope: ScopeId,
    /// The lane around it.
    pub parent: Option<LaneId>,
}

impl<'m> Index<'m> {
    /// Looks everything up, once.
    pub fn new(model: &'m Model) -> Self {
        build::build(model)
    }

    /// The element of that id.
    pub fn get(&self, id: &str) -> Option<Item<'m>> {
        self.ids.get(id).copied()
    }

    /// The flow node of that id.
    pub fn node_named(&self, id: &str) -> Option<NodeId> {
        match self.get(id)? {
            Item::Node(node) => Some(node),
            _ => None,
        }
    }

    /// The flow node a reference means.
    pub fn resolve(&self, reference: Option<&Reference>) -> Option<NodeId> {
        self.node_named(&reference?.id)
    }

    /// All ids, in no particular order.
    pub fn ids(&self) -> impl Iterator<Item = (&'m str, Item<'m>)> {
        self.ids.iter().map(|(id, item)| (*id, *item))
    }

    /// The scopes that are processes, in the order of the model.
    pub fn processes(&self) -> impl Iterator<Item = ScopeId> + use<> {
        (0..self.model.processes.len() as u32).map(ScopeId)
    }

    /// A scope.
    pub fn scope(&self, id: ScopeId) -> &Scope<'m> {
        &self.scopes[id.index()]
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node<'m> {
        &self.nodes[id.index()]
    }

    /// A flow.
    pub fn flow(&self, id: FlowId) -> &Flow<'m> {
        &self.flows[id.index()]
    }

    /// A lane.
    pub fn lane(&self, id: LaneId) -> &Lane<'m> {
        &self.lanes[id.index()]
    }

    /// The lane a node works in: its own, else its host's, else that of the sub-process around it.
    pub fn lane_of(&self, id: NodeId) -> Option<LaneId> {
        let mut at = Some(id);
        while let Some(id) = at {
            let node = self.node(id);
            if node.lane.is_some() {
                return node.lane;
            }
            at = node
                .host
                .filter(|host| *host != id && self.node(*host).host.is_none())
                .or(self.scope(node.scope).owner);
        }
        None
    }

    /// The nodes that flows lead to, in the order of the flows.
    pub fn successors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        self.node(id).outgoing.iter().filter_map(|flow| self.flow(*flow).target)
    }

    /// The nodes that flows come from, in the order of the flows.
    pub fn predecessors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        self.node(id).incoming.iter().filter_map(|flow| self.flow(*flow).source)
    }

    /// Whether a flow joins nodes of two scopes.
    pub fn crosses_scope(&self, id: FlowId) -> bool {
        let flow = self.flow(id);
        let scopes = flow.source.zip(flow.target).map(|(from, to)| (self.node(from).scope, self.node(to).scope));
        scopes.is_some_and(|(from, to)| from != to)
    }

    /// Call activities and what they call, in document order of their scopes.
    pub fn calls(&self) -> impl Iterator<Item = (NodeId, &'m Reference)> {
        let numbered = self.nodes.iter().zip(0..);
        numbered.filter_map(|(node, number)| match &node.node.kind {
            NodeKind::Activity(activity) => match &activity.kind {
                super::ActivityKind::Call { called } => Some((NodeId(number), called.as_ref()?)),
                _ => None,
            },
            _ => None,
        })
    }

    /// The start events of a scope, in document order.
    pub fn starts(&self, scope: ScopeId) -> impl Iterator<Item = NodeId> {
        let is_start = |id: &NodeId| match &self.node(*id).node.kind {
            NodeKind::Event(event) => matches!(event.position, EventPosition::Start { .. }),
            _ => false,
        };
        self.scope(scope).nodes().filter(is_start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn finds_scopes_flows_lanes_and_hosts() {
        let text = r#"<d:definitions xmlns:d="http://www.omg.org/spec/BPMN/20100524/MODEL">
            <d:process id="P">
              <d:laneSet><d:lane id="L"><d:flowNodeRef>sub</d:flowNodeRef>
                <d:childLaneSet><d:lane id="M"><d:flowNodeRef>s</d:flowNodeRef></d:lane></d:childLaneSet></d:lane></d:laneSet>
              <d:startEvent id="s"/>
              <d:subProcess id="sub"><d:task id="in"/></d:subProcess>
              <d:boundaryEvent id="b" attachedToRef="sub"><d:compensateEventDefinition/></d:boundaryEvent>
              <d:task id="undo" isForCompensation="true"/>
              <d:callActivity id="c" calledElement="Q"/>
              <d:sequenceFlow id="f" sourceRef="s" targetRef="sub"/>
              <d:sequenceFlow id="g" sourceRef="sub" targetRef="in"/>
              <d:sequenceFlow id="f" sourceRef="sub" targetRef="nobody"/>
              <d:association id="a" sourceRef="b" targetRef="undo"/>
            </d:process></d:definitions>"#;
        let (model, problems) = crate::bpmn::read(&Source::new("a.bpmn", text));
        assert_eq!(problems, []);
        let index = Index::new(&model);
        let id = |name| index.node_named(name).unwrap();
        let lane = |name| index.lane_of(id(name)).map(|lane| &*index.lane(lane).lane.base.id);
        assert_eq!(
            [lane("s"), lane("sub"), lane("in"), lane("b"), lane("c")],
            [Some("M"), Some("L"), Some("L"), Some("L"), None]
        );
        assert_eq!(index.node(id("sub")).boundaries.as_slice(), [id("b")]);
        assert_eq!((index.node(id("b")).host, index.node(id("b")).handler), (Some(id("sub")), Some(id("undo"))));
        assert_eq!(index.successors(id("s")).collect::<Vec<_>>(), [id("sub")]);
        assert_eq!(index.node(id("sub")).outgoing.len(), 2);
        assert!(index.crosses_scope(FlowId(1)) && !index.crosses_scope(FlowId(0)));
        assert_eq!(index.duplicates.len(), 1);
        assert_eq!(index.calls().map(|(node, called)| (node, &*called.id)).collect::<Vec<_>>(), [(id("c"), "Q")]);
        let inner = index.node(id("sub")).inner.unwrap();
        assert_eq!((index.scope(inner).owner, index.scope(inner).parent), (Some(id("sub")), Some(ScopeId(0))));
        assert_eq!(index.scope(inner).nodes().collect::<Vec<_>>(), [id("in")]);
    }
}
