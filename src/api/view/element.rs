//! Elements and flows: how often they were entered, and where tokens are.

use super::process_of;
use crate::api::types::{ElementState, ElementStates, FlowState};
use crate::engine::{Instance, Part, Status, Work};
use crate::graph::{Deployment, FlowId, NodeId};
use crate::history::{Record, Run};
use crate::table::Table;

/// How often every element was in which state, and every flow was taken.
pub(in crate::api) fn element_states(run: &Run) -> ElementStates {
    let graph = &run.deployment();
    // An element that changed its nature under the run has two numbers, and is one element for people.
    let mut elements: Table<NodeId, ElementState> = Table::new();
    let records = run.records();
    let shown = records.iter().filter(|record| !record.undone && counts(record));
    for record in shown {
        let state = elements.get_or_insert_with(present(graph, record.node), || untouched(graph, record.node));
        *counter(state, record.status) += 1;
    }
    let taken = run.flows_taken();
    let mut tokens: Table<FlowId, u32> = Table::new();
    for token in run.state().instances.values().flat_map(waiting_tokens) {
        *tokens.get_or_insert_with(token, || 0) += 1;
    }
    let flows = taken.into_iter().map(|(flow, taken)| FlowState {
        tokens: tokens.get(&flow).copied().unwrap_or(0),
        flow: graph.flow(flow).id.clone(),
        process: process_of(graph, graph.flow(flow).source),
        taken,
    });
    ElementStates { elements: elements.into_values().collect(), flows: flows.collect() }
}

/// The node of the present diagrams with the same process and id, where an instance stood on one that is gone.
fn present(graph: &Deployment, node: NodeId) -> NodeId {
    if !graph.is_gone(node) {
        return node;
    }
    let level = graph.processes.get(&process_of(graph, node));
    level.and_then(|level| graph.node_in(*level, &graph.node(node).id)).unwrap_or(node)
}

/// Events that only listened and were never needed do not count as cancelled.
fn counts(record: &Record) -> bool {
    let listened = matches!(record.part, Part::Boundary { .. } | Part::EventStart);
    !(listened && record.status == Status::Cancelled)
}

fn waiting_tokens(instance: &Instance) -> Vec<FlowId> {
    match instance.at_work() {
        Work::Join(tokens) => tokens.iter().filter_map(|token| token.flow).collect(),
        _ => Vec::new(),
    }
}

fn untouched(graph: &Deployment, node: NodeId) -> ElementState {
    ElementState {
        element: graph.node(node).id.clone(),
        process: process_of(graph, node),
        ready: 0,
        waiting: 0,
        started: 0,
        error: 0,
        completed: 0,
        cancelled: 0,
    }
}

fn counter(state: &mut ElementState, status: Status) -> &mut u32 {
    match status {
        Status::Ready => &mut state.ready,
        Status::Waiting => &mut state.waiting,
        Status::Started => &mut state.started,
        Status::Error => &mut state.error,
        Status::Completed => &mut state.completed,
        Status::Cancelled => &mut state.cancelled,
    }
}
