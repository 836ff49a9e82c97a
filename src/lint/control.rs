//! Where tokens can come from and go to: entries, reachable nodes and dominators, for all scopes of a file at once.
//!
//! The control flow adds to the sequence flows what BPMN draws without a line: an activity leads to its boundary events,
//! a link throw event to the catch events of its name, a compensation boundary event to its handler.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::bpmn::index::{Index, NodeId, ScopeId};
use crate::bpmn::{ActivityKind, EventKind, EventPosition, NodeKind};

/// The control flow of one file.
#[derive(Debug, Default)]
pub struct Control {
    successors: Vec<Vec<NodeId>>,
    predecessors: Vec<Vec<NodeId>>,
    entry: Vec<bool>,
    /// Position in reverse postorder; `None` for nodes no token reaches.
    order: Vec<Option<u32>>,
    /// Immediate dominator; `None` for entries and unreachable nodes.
    dominator: Vec<Option<NodeId>>,
}

impl Control {
    /// The control flow of a file.
    pub fn new(index: &Index<'_>) -> Self {
        let count = index.nodes.len();
        let mut control = Self {
            successors: vec![Vec::new(); count],
            predecessors: vec![Vec::new(); count],
            entry: vec![false; count],
            order: vec![None; count],
            dominator: vec![None; count],
        };
        control.connect(index);
        control.mark_entries(index);
        let order = control.reverse_postorder();
        control.dominate(&order);
        control
    }

    /// Where a token goes from a node.
    pub fn successors(&self, id: NodeId) -> &[NodeId] {
        &self.successors[id.index()]
    }

    /// Where a token at a node comes from.
    pub fn predecessors(&self, id: NodeId) -> &[NodeId] {
        &self.predecessors[id.index()]
    }

    /// Whether tokens start there.
    pub fn is_entry(&self, id: NodeId) -> bool {
        self.entry[id.index()]
    }

    /// Whether a token can reach a node.
    pub fn is_reachable(&self, id: NodeId) -> bool {
        self.order[id.index()].is_some()
    }

    /// The nearest node that every token passes before it comes to this one.
    pub fn dominator(&self, id: NodeId) -> Option<NodeId> {
        self.dominator[id.index()]
    }

    /// Whether every token that comes to `id` has passed `by`; a node dominates itself.
    pub fn dominates(&self, by: NodeId, id: NodeId) -> bool {
        self.is_reachable(id) && std::iter::successors(Some(id), |id| self.dominator(*id)).any(|id| id == by)
    }

    /// The nodes a token can come to from `from` (themselves included) without entering `barred`; one flag for each node
    /// of the file.
    pub fn reached_from(&self, from: &[NodeId], barred: impl Fn(NodeId) -> bool) -> Vec<bool> {
        let mut seen = vec![false; self.entry.len()];
        let mut open = from.to_vec();
        while let Some(id) = open.pop() {
            if seen[id.index()] || barred(id) {
                continue;
            }
            seen[id.index()] = true;
            open.extend(self.successors(id));
        }
        seen
    }

    /// How many walks through the whole file a rule may make before it leaves the rest of a huge diagram alone.
    pub fn walks(&self) -> usize {
        const STEPS: usize = 20_000_000;
        STEPS / self.entry.len().max(1)
    }

    fn edge(&mut self, from: NodeId, to: NodeId) {
        self.successors[from.index()].push(to);
        self.predecessors[to.index()].push(from);
    }

    fn connect(&mut self, index: &Index<'_>) {
        for flow in &index.flows {
            if let (Some(from), Some(to)) = (flow.source, flow.target)
                && index.node(from).scope == index.node(to).scope
            {
                self.edge(from, to);
            }
        }
        for (number, node) in index.nodes.iter().enumerate() {
            let id = NodeId(number as u32);
            if let Some(host) = node.host.filter(|host| *host != id) {
                self.edge(host, id);
            }
            if let Some(handler) = node.handler {
                self.edge(id, handler);
            }
        }
        (0..index.scopes.len() as u32).for_each(|scope| self.connect_links(index, ScopeId(scope)));
    }

    fn connect_links(&mut self, index: &Index<'_>, scope: ScopeId) {
        let (throws, catches): (Vec<_>, Vec<_>) =
            links(index, scope).into_iter().partition(|(_, _, position)| position.is_throwing());
        // One name is caught once; a second catch event is told by a rule of its own.
        let catches: HashMap<&str, NodeId, FixedState> =
            catches.iter().rev().map(|(catch, name, _)| (*name, *catch)).collect();
        for (throw, name, _) in throws {
            if let Some(catch) = catches.get(name) {
                self.edge(throw, *catch);
            }
        }
    }

    /// Entries are start events; where a scope has none, the nodes that nothing leads to (section 13.2); and what is
    /// started from outside the flow: event sub-processes, activities of an ad-hoc sub-process, compensation handlers.
    fn mark_entries(&mut self, index: &Index<'_>) {
        for number in 0..index.scopes.len() as u32 {
            let scope = ScopeId(number);
            let mut started = false;
            for start in index.starts(scope) {
                self.entry[start.index()] = true;
                started = true;
            }
            let ad_hoc = is_ad_hoc(index, scope);
            for id in index.scope(scope).nodes() {
                let lonely = self.predecessors[id.index()].is_empty();
                let instantiates = instantiates(index, id);
                if lonely && (!started || ad_hoc || instantiates || starts_itself(index, id)) {
                    self.entry[id.index()] = true;
                }
            }
        }
    }

    /// Depth first without recursion: a diagram may be a line of a hundred thousand nodes.
    fn reverse_postorder(&mut self) -> Vec<NodeId> {
        let mut seen = vec![false; self.entry.len()];
        let mut postorder = Vec::with_capacity(seen.len());
        let entries: Vec<NodeId> = (0..seen.len() as u32).map(NodeId).filter(|id| self.is_entry(*id)).collect();
        for entry in entries {
            let mut open = vec![(entry, 0)];
            while let Some((id, next)) = open.last_mut() {
                let id = *id;
                seen[id.index()] = true;
                match self.successors[id.index()].get(*next) {
                    Some(successor) => {
                        *next += 1;
                        if !seen[successor.index()] {
                            open.push((*successor, 0));
                        }
                    }
                    None => {
                        postorder.push(id);
                        open.pop();
                    }
                }
            }
        }
        postorder.reverse();
        postorder.iter().zip(0..).for_each(|(id, position)| self.order[id.index()] = Some(position));
        postorder
    }

    /// Cooper, Harvey and Kennedy: "A Simple, Fast Dominance Algorithm". All entries hang below one root that is no node.
    fn dominate(&mut self, order: &[NodeId]) {
        let mut parents: Vec<Option<Parent>> = vec![None; self.entry.len()];
        let mut changed = true;
        while changed {
            changed = false;
            for id in order {
                let parent = self.nearest_common(*id, &parents);
                if parents[id.index()] != parent {
                    parents[id.index()] = parent;
                    changed = true;
                }
            }
        }
        for (node, parent) in self.dominator.iter_mut().zip(parents) {
            *node = match parent {
                Some(Parent::Node(id)) => Some(id),
                _ => None,
            };
        }
    }

    fn nearest_common(&self, id: NodeId, parents: &[Option<Parent>]) -> Option<Parent> {
        if self.is_entry(id) {
            return Some(Parent::Root);
        }
        let known = self.predecessors(id).iter().filter(|from| parents[from.index()].is_some());
        known.map(|from| Parent::Node(*from)).reduce(|left, right| self.meet(left, right, parents))
    }

    fn meet(&self, mut left: Parent, mut right: Parent, parents: &[Option<Parent>]) -> Parent {
        let depth = |parent: Parent| match parent {
            Parent::Root => None,
            Parent::Node(id) => self.order[id.index()],
        };
        let up = |parent: Parent| match parent {
            Parent::Root => Parent::Root,
            Parent::Node(id) => parents[id.index()].unwrap_or(Parent::Root),
        };
        while left != right {
            if depth(left) > depth(right) {
                left = up(left);
            } else {
                right = up(right);
            }
        }
        left
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parent {
    Root,
    Node(NodeId),
}

/// The link events of a scope: node, link name and position.
pub(super) fn links<'m>(index: &Index<'m>, scope: ScopeId) -> Vec<(NodeId, &'m str, &'m EventPosition)> {
    let link = |id: NodeId| {
        let NodeKind::Event(event) = &index.node(id).node.kind else { return None };
        let name = event.definitions.iter().find_map(|definition| match &definition.kind {
            EventKind::Link { name } => Some(name.as_ref()),
            _ => None,
        });
        Some((id, name?, &event.position))
    };
    index.scope(scope).nodes().filter_map(link).collect()
}

/// Whether a scope is an ad-hoc sub-process, whose activities start when a person likes.
pub(super) fn is_ad_hoc(index: &Index<'_>, scope: ScopeId) -> bool {
    index.scope(scope).owner.is_some_and(|owner| index.node(owner).node.type_name() == "adHocSubProcess")
}

/// Whether a node is started by something else than the flow before it: an event sub-process, a compensation handler, a
/// boundary event whose host is unknown, a link event that no other leads to.
pub(super) fn starts_itself(index: &Index<'_>, id: NodeId) -> bool {
    match &index.node(id).node.kind {
        NodeKind::Activity(activity) => {
            let event = activity.kind.sub_process().is_some_and(|sub_process| sub_process.triggered_by_event);
            event || activity.for_compensation
        }
        NodeKind::Event(event) => {
            let link = event.definitions.iter().any(|definition| matches!(definition.kind, EventKind::Link { .. }));
            matches!(event.position, EventPosition::Boundary { .. }) || (link && event.position == EventPosition::Catch)
        }
        NodeKind::Gateway(_) => false,
    }
}

/// Whether a node starts the process when its message comes (section 10.5.2).
fn instantiates(index: &Index<'_>, id: NodeId) -> bool {
    use crate::bpmn::GatewayKind::EventBased;
    match &index.node(id).node.kind {
        NodeKind::Activity(activity) => matches!(activity.kind, ActivityKind::Receive { instantiate: true, .. }),
        NodeKind::Gateway(gateway) => matches!(gateway.kind, EventBased { instantiate: true, .. }),
        NodeKind::Event(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::model;

    #[test]
    fn dominators_follow_all_ways() {
        let model = model(
            "<startEvent id='s'/><exclusiveGateway id='x'/><task id='a'/><task id='b'/><task id='j'/><task id='lost'/>
             <boundaryEvent id='t' attachedToRef='a'/>
             <sequenceFlow id='1' sourceRef='s' targetRef='x'/><sequenceFlow id='2' sourceRef='x' targetRef='a'/>
             <sequenceFlow id='3' sourceRef='x' targetRef='b'/><sequenceFlow id='4' sourceRef='a' targetRef='j'/>
             <sequenceFlow id='5' sourceRef='b' targetRef='j'/><sequenceFlow id='6' sourceRef='j' targetRef='x'/>",
        );
        let index = Index::new(&model);
        let control = Control::new(&index);
        let id = |name| index.node_named(name).unwrap();
        assert_eq!(control.dominator(id("j")), Some(id("x")));
        assert_eq!(control.dominator(id("t")), Some(id("a")));
        assert_eq!(control.dominator(id("s")), None);
        assert!(control.dominates(id("s"), id("t")) && !control.dominates(id("a"), id("j")));
        assert!(!control.is_reachable(id("lost")));
        assert!(!control.reached_from(&[id("a")], |node| node == id("j"))[id("b").index()]);
    }
}
