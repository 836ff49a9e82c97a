//! Lanes of a process and the nodes they hold.

use super::compile::{At, Compiler};
use super::{Lane, LaneId};
use crate::bpmn;

impl<'m> Compiler<'m> {
    /// Gives nodes their innermost lane. A lane names nodes of its own process; those it does not name inherit nothing.
    pub(super) fn lanes(&mut self, at: At<'m>) {
        for set in &at.content.lane_sets {
            self.lane_set(at, set, None);
        }
    }

    fn lane_set(&mut self, at: At<'m>, set: &bpmn::LaneSet, parent: Option<LaneId>) {
        for lane in &set.lanes {
            let id = LaneId(self.deployment.lanes.len() as u32);
            let process = self.deployment.level(at.level).process;
            let (lane_id, name) = (lane.base.id.clone(), lane.base.name.clone());
            self.deployment.lanes.push(Lane { id: lane_id, name, parent, process });
            for reference in &lane.nodes {
                if let Some(node) = self.node_id(at.model, &reference.id) {
                    self.deployment.nodes[node.index()].lane = Some(id);
                }
            }
            if let Some(children) = &lane.children {
                self.lane_set(at, children, Some(id));
            }
        }
    }
}
