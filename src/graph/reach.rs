//! Which nodes can still send a token to which flow of an inclusive join.
//!
//! BPMN 2.0.2 section 13.4.3: the join waits while a token elsewhere has a path to one of its empty flows, unless that
//! token also has a path to one of the flows that already hold a token; the paths must not pass the join itself. Paths
//! are computed once, as one set of nodes per incoming flow, when the diagram is compiled.

use indexmap::IndexMap;

use super::{Deployment, Flow, FlowId, Kind, LevelId, Node, NodeId, Trigger};
use crate::source::Text;
use crate::table::Table;

/// For one join: the nodes from which each of its incoming flows can be reached without passing the join.
#[derive(Debug, Default)]
pub struct Reach {
    flows: Vec<(FlowId, Vec<u64>)>,
}

impl Reach {
    /// Whether a token at `node` can reach `flow`.
    pub fn reaches(&self, node: NodeId, flow: FlowId) -> bool {
        let set = self.flows.iter().find(|(known, _)| *known == flow).map(|(_, set)| set);
        set.and_then(|set| set.get(node.index() / 64)).is_some_and(|word| word >> (node.index() % 64) & 1 == 1)
    }

    /// Computes the sets of the join `join`. `jumps` are edges beside the flows: links, and activities to their boundary
    /// events.
    pub(super) fn new(join: NodeId, nodes: &[Node], flows: &[Flow], jumps: &Jumps) -> Self {
        Self::of(&nodes[join.index()].incoming, join, nodes, flows, jumps)
    }

    /// Computes the sets of some of its incoming flows.
    fn of(incoming: &[FlowId], join: NodeId, nodes: &[Node], flows: &[Flow], jumps: &Jumps) -> Self {
        let set = |flow: &FlowId| (*flow, backwards(join, *flow, nodes, flows, jumps));
        Self { flows: incoming.iter().map(set).collect() }
    }
}

fn backwards(join: NodeId, flow: FlowId, nodes: &[Node], flows: &[Flow], jumps: &Jumps) -> Vec<u64> {
    let mut set = vec![0_u64; nodes.len() / 64 + 1];
    let mut open = vec![flows[flow.index()].source];
    while let Some(node) = open.pop() {
        let (word, bit) = (node.index() / 64, 1 << (node.index() % 64));
        if node == join || set[word] & bit != 0 {
            continue;
        }
        set[word] |= bit;
        open.extend(nodes[node.index()].incoming.iter().map(|flow| flows[flow.index()].source));
        open.extend(jumps.get(&node).into_iter().flatten());
    }
    set
}

impl Deployment {
    /// The same for some incoming flows of any node, computed when somebody asks: each flow costs a look at the level.
    pub fn reach_of(&self, join: NodeId, incoming: &[FlowId]) -> Reach {
        Reach::of(incoming, join, &self.nodes, &self.flows, &jumps(self, self.node(join).level))
    }
}

/// Ways a token takes without a sequence flow, through links and from an activity to its boundary events: for each node
/// those that lead there.
pub(super) type Jumps = Table<NodeId, Vec<NodeId>>;

/// The jumps of one level.
pub(super) fn jumps(graph: &Deployment, level: LevelId) -> Jumps {
    let nodes = || graph.level(level).nodes.iter().map(|id| (*id, graph.node(*id)));
    let mut throwing: IndexMap<&Text, Vec<NodeId>> = IndexMap::new();
    for (id, name) in nodes().filter_map(|(id, node)| Some((id, thrown_link(node)?))) {
        throwing.entry(name).or_default().push(id);
    }
    let mut jumps = Jumps::default();
    for (id, node) in nodes() {
        for event in &node.boundary {
            jumps.get_or_insert_with(*event, Vec::new).push(id);
        }
        if let Some(sources) = caught_link(node).and_then(|name| throwing.get(name)) {
            jumps.get_or_insert_with(id, Vec::new).extend(sources);
        }
    }
    jumps
}

pub(super) fn caught_link(node: &Node) -> Option<&Text> {
    match &node.kind {
        Kind::Catch(catching) => link(&catching.triggers),
        _ => None,
    }
}

fn thrown_link(node: &Node) -> Option<&Text> {
    match &node.kind {
        Kind::Throw(triggers) => link(triggers),
        _ => None,
    }
}

fn link(triggers: &[Trigger]) -> Option<&Text> {
    triggers.iter().find_map(|trigger| match trigger {
        Trigger::Link(name) => Some(name),
        _ => None,
    })
}
