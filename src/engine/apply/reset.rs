//! The event that goes back to a task: what it undoes, closes, opens again and brings back.

use super::listening::subscribe;
use super::{close_scope, enlist, enqueue, is_automatic, remove};
use crate::engine::event::Reset;
use crate::engine::state::{Instance, InstanceId, State, Status, Work};
use crate::graph::Deployment;

/// Applies a reset to a state.
pub(super) fn apply_reset(state: &mut State, graph: &Deployment, reset: &Reset) {
    if state.setup.semantics.reset_restores_objects {
        state.outcome = None;
    }
    if let Some(result) = &reset.result {
        state.data = result.clone();
    }
    for id in &reset.undone {
        remove(state, graph, *id);
    }
    for scope in &reset.closed {
        close_scope(state, *scope);
    }
    for (id, scope) in &reset.reopened {
        match state.scopes.get_mut(id) {
            Some(open) => (open.ended, open.compensable) = (scope.ended.clone(), scope.compensable.clone()),
            None => drop(state.scopes.insert(*id, scope.clone())),
        }
    }
    for (id, instance) in &reset.revived {
        revive(state, graph, *id, instance);
    }
    for (scope, objects) in &reset.objects {
        if let Some(scope) = state.scopes.get_mut(scope) {
            scope.objects = objects.clone();
        }
    }
}

/// Brings an instance back as it was.
fn revive(state: &mut State, graph: &Deployment, id: InstanceId, instance: &Instance) {
    let dependents = state.dependents.remove(&id); // Those that live on belong to it as before.
    remove(state, graph, id);
    if let Some(dependents) = dependents {
        state.dependents.insert(id, dependents);
    }
    state.instances.insert(id, instance.clone());
    enlist(state, id);
    subscribe(state, graph, id);
    if let (Work::Join(_), Some(scope)) = (instance.at_work(), state.scopes.get_mut(&instance.scope)) {
        scope.joins.insert(instance.node, id);
    }
    if instance.status == Status::Ready && is_automatic(state, graph, id) {
        enqueue(state, instance.scope, id);
    }
}
