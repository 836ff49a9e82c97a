//! Queries: a run, its tasks, jobs, lanes, data objects and element states, as it is looked at.

mod element;
mod job;
mod object_writer;
mod place;
mod run;
mod task;

use crate::engine::State;
use crate::graph::{Deployment, Kind, NodeId};
use crate::value::Text;

pub(super) use element::element_states;
pub(super) use job::{completions, jobs};
pub(super) use place::{data_objects, lanes};
pub(super) use run::{info, must_stop};
pub(super) use task::{changes, data_of, owner_of, task_detail, tasks};

pub(in crate::api) fn is_manual(state: &State, graph: &Deployment, node: NodeId) -> bool {
    match graph.node(node).kind {
        Kind::Human { .. } => true,
        Kind::Task => state.setup.semantics.plain_task_waits,
        _ => false,
    }
}

/// Id of the process a node belongs to.
pub(in crate::api) fn process_of(graph: &Deployment, node: NodeId) -> Text {
    let level = graph.level(graph.node(node).level);
    graph.level(level.process).id.clone()
}
