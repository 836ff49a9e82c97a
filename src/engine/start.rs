//! What a run begins with: the participants of a collaboration, or a chosen start event.

use super::context::Context;
use crate::graph::{Deployment, Kind, LevelId, NodeId, Trigger};
use crate::value::Map;

impl Context<'_> {
    pub(super) fn start_collaboration(&mut self, id: &str, data: &Map) {
        let graph = self.graph;
        let Some(collaboration) = graph.collaborations.get(id) else { return };
        for level in collaboration.levels(graph) {
            if self.begins_by_itself(level) {
                self.begin_root(level, data.clone(), None);
            }
        }
    }

    /// Whether a participant begins with the collaboration: at a plain or timed start event.
    pub(crate) fn begins_by_itself(&self, level: LevelId) -> bool {
        self.graph.level(level).starts.iter().any(|start| {
            let kind = &self.graph.node(*start).kind;
            let triggers = kind.triggers();
            let alone =
                !matches!(kind, Kind::Receive { instantiate: true, .. } | Kind::EventBased { instantiate: true, .. });
            alone && triggers.iter().all(|trigger| matches!(trigger, Trigger::Timer(_)))
        })
    }
}

/// The node of a chosen start event, when it is one of the level's starts.
pub fn start_named(graph: &Deployment, level: LevelId, id: &str) -> Option<NodeId> {
    graph.level(level).starts.iter().copied().find(|start| *graph.node(*start).id == *id)
}
