//! How tokens get from node to node: flows and their order, where a level starts, boundary events and compensation
//! handlers, and what reaches an inclusive join.

use indexmap::IndexMap;

use super::compile::{At, Compiler};
use super::reach::{caught_link, jumps};
use super::{Flow, FlowId, Kind, LevelId, Node, NodeId, Reach, Role, Trigger};
use crate::bpmn::ArtifactKind;
use crate::table::{IdSet, sort_by};

impl<'m> Compiler<'m> {
    pub(super) fn flows(&mut self, at: At<'m>) {
        for flow in &at.content.flows {
            let ends = (flow.source.as_ref(), flow.target.as_ref());
            let (Some(source), Some(target)) = ends else { continue };
            let ends = (self.node_id(at.model, &source.id), self.node_id(at.model, &target.id));
            let (Some(source), Some(target)) = ends else { continue };
            if self.deployment.node(source).level != at.level || self.deployment.node(target).level != at.level {
                continue; // The linter reports flows that dangle or leave their level.
            }
            let condition = flow.condition.as_ref();
            let condition = condition.map(|condition| self.expression(at, condition, Role::Condition, &flow.base.id));
            let id = FlowId(self.deployment.flows.len() as u32);
            let (name, flow_id) = (flow.base.name.clone(), flow.base.id.clone());
            self.deployment.flows.push(Flow { id: flow_id, name, source, target, condition });
            self.deployment.nodes[source.index()].outgoing.push(id);
            self.deployment.nodes[target.index()].incoming.push(id);
        }
        self.sort_as_drawn(at);
    }

    fn sort_as_drawn(&mut self, at: At<'m>) {
        let shapes = &self.model(at).shapes;
        if shapes.is_empty() {
            return self.each_node(at.level, |node, _| node.outgoing_drawn.clone_from(&node.outgoing));
        }
        let heights: IndexMap<&str, f64> = shapes.iter().map(|shape| (&*shape.element, shape.y)).collect();
        for id in self.deployment.level(at.level).nodes.clone() {
            let height = |flow: &FlowId| {
                let target = self.deployment.flow(*flow).target;
                heights.get(&*self.deployment.node(target).id).copied().unwrap_or(0.0)
            };
            let mut drawn = self.deployment.node(id).outgoing.clone();
            sort_by(&mut drawn, |left, right| height(left).total_cmp(&height(right)));
            self.deployment.nodes[id.index()].outgoing_drawn = drawn;
        }
    }

    fn each_node(&mut self, level: LevelId, mut change: impl FnMut(&mut Node, NodeId)) {
        for id in self.deployment.level(level).nodes.clone() {
            change(&mut self.deployment.nodes[id.index()], id);
        }
    }

    /// Associations from compensation boundary events to their handlers (BPMN 2.0.2 section 10.7.1).
    pub(super) fn compensation_handlers(&mut self, at: At<'m>) {
        for artifact in &at.content.artifacts {
            let ArtifactKind::Association { source: Some(source), target: Some(target) } = &artifact.kind else {
                continue;
            };
            let ends = (self.node_id(at.model, &source.id), self.node_id(at.model, &target.id));
            let (Some(source), Some(target)) = ends else { continue };
            let Kind::Boundary { host, catching } = &self.deployment.node(source).kind else { continue };
            let host = *host;
            if matches!(catching.triggers.as_slice(), [Trigger::Compensation { .. }]) {
                self.deployment.nodes[host.index()].compensation = Some(target);
            }
        }
    }

    pub(super) fn attach_boundary_events(&mut self, at: At<'m>) {
        for id in self.deployment.level(at.level).nodes.clone() {
            if let Kind::Boundary { host, .. } = self.deployment.node(id).kind {
                self.deployment.nodes[host.index()].boundary.push(id);
            }
        }
    }

    pub(super) fn starts(&mut self, at: At<'m>) {
        let level = self.deployment.level(at.level);
        let nodes = level.nodes.iter().map(|id| (*id, self.deployment.node(*id)));
        let explicit: Vec<NodeId> = nodes.clone().filter(|(_, node)| is_start(node)).map(|(id, _)| id).collect();
        let implicit = nodes.clone().filter(|(_, node)| is_implicit_start(node)).map(|(id, _)| id);
        let starts = if explicit.is_empty() { implicit.collect() } else { explicit };
        let event_sub_processes = nodes.filter(|(_, node)| is_event_sub_process(node)).map(|(id, _)| id).collect();
        let level = &mut self.deployment.levels[at.level.index()];
        level.starts = starts;
        level.event_sub_processes = event_sub_processes;
    }

    pub(super) fn count_sources(&mut self) {
        for node in &mut self.deployment.nodes {
            let sources = node.incoming.iter().map(|flow| self.deployment.flows[flow.index()].source);
            node.sources = sources.collect::<IdSet<NodeId>>().len() as u32;
        }
    }

    pub(super) fn reach(&mut self) {
        for level in 0..self.deployment.levels.len() {
            let jumps = jumps(&self.deployment, LevelId(level as u32));
            let joins =
                self.deployment.levels[level].nodes.iter().copied().filter(|node| self.is_joining_by_reach(*node));
            let (nodes, flows) = (&self.deployment.nodes, &self.deployment.flows);
            let reach: IndexMap<NodeId, Reach> =
                joins.map(|join| (join, Reach::new(join, nodes, flows, &jumps))).collect();
            self.deployment.levels[level].reach = reach;
        }
    }

    fn is_joining_by_reach(&self, id: NodeId) -> bool {
        let node = self.deployment.node(id);
        matches!(node.kind, Kind::Inclusive | Kind::Complex(_)) && node.incoming.len() > 1
    }
}

fn is_start(node: &Node) -> bool {
    matches!(
        node.kind,
        Kind::Start(_) | Kind::Receive { instantiate: true, .. } | Kind::EventBased { instantiate: true, .. }
    ) && node.incoming.is_empty()
}

/// BPMN 2.0.2 section 10.5.2: without a start event, every flow object without incoming flow begins.
fn is_implicit_start(node: &Node) -> bool {
    node.incoming.is_empty()
        && !node.for_compensation
        && !is_event_sub_process(node)
        && !matches!(node.kind, Kind::Boundary { .. })
        && caught_link(node).is_none()
}

fn is_event_sub_process(node: &Node) -> bool {
    matches!(node.kind, Kind::SubProcess { event: true, .. })
}
