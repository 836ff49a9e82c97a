//! Applies one event to a state. Runs no script, asks no clock, cannot fail: replaying a log gives the same state.

mod listening;
mod repeated;
mod reset;

use listening::{see, set_timer, spend_timer, subscribe, unsubscribe, with_catch};
use repeated::{begin_multi, child_began, child_done, with_multi};

pub(super) use listening::{listened, subjects};

use super::event::{Activated, Changes, Event};
use super::state::{Compensable, Instance, InstanceId, Part, Scope, ScopeId, State, Status, Token, Work};
use crate::graph::{Deployment, Kind, LevelId};
use crate::table::IdSet;
use crate::value::{Map, Value};

/// Applies `event` to `state`.
pub fn apply(state: &mut State, graph: &Deployment, event: &Event) {
    match event {
        Event::TimeAdvanced(now) => state.now = *now,
        Event::ScopeOpened { scope, level, owner, data } => open_scope(state, graph, *scope, *level, *owner, data),
        Event::ScopeInterrupted(scope) => {
            if let Some(scope) = state.scopes.get_mut(scope) {
                scope.ended.clear();
            }
        }
        Event::ScopeClosed(scope) => close_scope(state, *scope),
        Event::Activated(activated) => activate(state, activated),
        Event::TokenArrived { instance, token } => arrive(state, *instance, token),
        Event::Joined { instance, data, causes, .. } => {
            joined(state, graph, *instance, data);
            with(state, *instance, |instance| instance.causes.clone_from(causes));
        }
        Event::Became { instance, status, work } => become_(state, graph, *instance, *status, work.clone()),
        Event::Taken { instance, cursor } => {
            state.ready.remove(*instance);
            state.ready.set_cursor(*cursor);
        }
        Event::DataChanged { instance, changes } => change(state, *instance, changes),
        Event::DataReplaced { instance, data } => replace(state, *instance, data),
        Event::Completed(instance) | Event::Cancelled(instance) => remove(state, graph, *instance),
        Event::TokenEnded { scope, token } => {
            if let Some(scope) = state.scopes.get_mut(scope) {
                scope.ended.push(token.clone());
            }
        }
        Event::ObjectWritten { scope, id, value } | Event::ObjectEdited { scope, id, value } => {
            if let Some(scope) = state.scopes.get_mut(scope) {
                scope.objects.insert(id.clone(), value.clone());
            }
        }
        Event::StoreWritten { id, value } | Event::StoreRead { id, value } => {
            drop(state.stores.insert(id.clone(), value.clone()))
        }
        Event::TimerSet { instance, timer } => set_timer(state, *instance, timer),
        Event::TimerSpent { instance, trigger } => spend_timer(state, *instance, *trigger),
        Event::TriggerSeen { instance, trigger } => see(state, *instance, *trigger),
        Event::TriggerForgotten { instance, trigger } => {
            with_catch(state, *instance, |catch| catch.seen.retain(|known| known != trigger));
        }
        Event::Caught { .. }
        | Event::Printed { .. }
        | Event::DecisionMade { .. }
        | Event::Rebound(_)
        | Event::CompletedBy { .. } => {}
        Event::Uncaught(thrown) => state.unhandled.push(thrown.clone()),
        Event::KeptMessageTaken(index) => {
            if *index < state.unhandled.len() {
                state.unhandled.remove(*index);
            }
        }
        Event::UnhandledTaken => state.unhandled.clear(),
        Event::Correlated { scope, key, properties } => {
            if let Some(scope) = state.scopes.get_mut(scope) {
                scope.correlations.insert(key.clone(), properties.clone().into());
            }
        }
        Event::MultiBegan { instance, items } => begin_multi(state, *instance, items),
        Event::ChildBegan(instance) => child_began(state, *instance),
        Event::ChildDone { instance, index, result } => child_done(state, *instance, *index, result.as_ref()),
        Event::MultiFinished(instance) => with_multi(state, *instance, |multi| multi.finished = true),
        Event::Compensable { scope, entry } => {
            if let Some(scope) = state.scopes.get_mut(scope) {
                scope.compensable.push(entry.clone());
            }
        }
        Event::CompensationTaken { scope, activity } => {
            let instances = &state.instances;
            if let Some(scope) = state.scopes.get_mut(scope) {
                let fits = |entry: &Compensable| activity.is_none_or(|activity| activity == entry.node);
                scope.compensable.retain(|entry| !fits(entry) || instances.contains_key(&entry.instance));
            }
        }
        Event::CompensationForgotten { scope, instance } => {
            if let Some(scope) = state.scopes.get_mut(scope) {
                scope.compensable.retain(|entry| entry.instance != *instance);
            }
        }
        Event::Compensating { instance, work } => {
            become_(state, graph, *instance, Status::Started, Work::Compensate(work.clone()));
        }
        Event::IncidentRaised { instance, incident } => {
            let mut incident = incident.clone();
            incident.held = state.instances.get(instance).and_then(|instance| instance.work.held());
            become_(state, graph, *instance, Status::Error, Work::Incident(incident));
        }
        Event::ResultMerged(data) => state.data = data.clone(),
        Event::Ended { outcome, data } => {
            state.outcome = Some(*outcome);
            state.data = data.clone();
        }
        Event::Settled => state.unsettled.clear(),
        Event::Suspended => state.suspended = true,
        Event::Resumed => state.suspended = false,
        Event::Reset(reset) => reset::apply_reset(state, graph, reset),
    }
}

fn enqueue(state: &mut State, scope: ScopeId, id: InstanceId) {
    let depth = state.scopes.get(&scope).map_or(0, |scope| scope.depth);
    state.ready.push(scope, depth, id);
}

fn with(state: &mut State, id: InstanceId, change: impl FnOnce(&mut Instance)) {
    if let Some(instance) = state.instances.get_mut(&id) {
        change(instance);
    }
}

fn open_scope(
    state: &mut State,
    graph: &Deployment,
    id: ScopeId,
    level: LevelId,
    owner: Option<InstanceId>,
    data: &Map,
) {
    let outer = owner.and_then(|owner| state.instances.get(&owner)).and_then(|owner| state.scopes.get(&owner.scope));
    let top = u32::from(state.setup.collaboration.is_some());
    let depth = outer.map_or(top, |outer| outer.depth + 1);
    let begins_null = owner.is_none() || state.setup.semantics.data_objects_begin_null;
    let objects = graph.level(level).data_objects.iter().filter(|_| begins_null);
    let objects = objects.map(|object| (object.id.clone(), Value::Null)).collect();
    let scope = Scope {
        level,
        owner,
        members: Default::default(),
        watchers: Default::default(),
        joins: Default::default(),
        ended: Vec::new(),
        start: data.clone(),
        objects,
        compensable: Vec::new(),
        correlations: Map::new(),
        depth,
    };
    state.scopes.insert(id, scope);
    state.next_scope = state.next_scope.max(id.0 + 1);
}

fn close_scope(state: &mut State, id: ScopeId) {
    state.scopes.remove(&id);
    state.unsettled.remove(&id);
}

fn activate(state: &mut State, activated: &Activated) {
    let id = activated.instance;
    let instance = Instance {
        node: activated.node,
        scope: activated.scope,
        status: activated.status,
        part: activated.part,
        data: activated.data.clone(),
        entry: activated.data.clone(),
        causes: activated.causes.clone(),
        since: state.now,
        work: Work::None,
    };
    state.instances.insert(id, instance);
    state.next_instance = state.next_instance.max(id.0 + 1);
    if activated.via.is_none() {
        // An event may have brought something with it, which is a write of its own.
        let latest = activated.data.writes().iter().copied().max().unwrap_or(0);
        state.writes = state.writes.max(latest);
    }
    enlist(state, id);
    if activated.queued {
        enqueue(state, activated.scope, id);
    }
    unsettle(state, activated.scope);
}

/// Enters a live instance into the lists that lead to it.
fn enlist(state: &mut State, id: InstanceId) {
    let Some(instance) = state.instances.get(&id) else { return };
    let (part, scope) = (instance.part, instance.scope);
    match part {
        Part::Boundary { host } => drop(state.dependents.get_or_insert_with(host, IdSet::new).insert(id)),
        Part::Child { owner, .. } => drop(state.dependents.get_or_insert_with(owner, IdSet::new).insert(id)),
        Part::Token | Part::EventStart => {}
    }
    if let Some(scope) = state.scopes.get_mut(&scope) {
        match part {
            Part::EventStart => drop(scope.watchers.insert(id)),
            Part::Boundary { .. } => {}
            _ => drop(scope.members.insert(id)),
        }
    }
}

/// Inclusive joins of a scope must be looked at again whenever a token of it came or went.
fn unsettle(state: &mut State, scope: ScopeId) {
    if state.scopes.get(&scope).is_some_and(|scope| !scope.joins.is_empty()) {
        state.unsettled.insert(scope);
    }
}

fn arrive(state: &mut State, id: InstanceId, token: &Token) {
    let Some(instance) = state.instances.get_mut(&id) else { return };
    let (node, scope) = (instance.node, instance.scope);
    match instance.at_work_mut() {
        Work::Join(tokens) => tokens.push(token.clone()),
        Work::Reset { awaited, held } => match awaited.iter().position(|flow| token.flow == Some(*flow)) {
            Some(at) => drop(awaited.remove(at)),
            None => held.push(token.clone()),
        },
        work => *work = Work::Join(vec![token.clone()]),
    }
    if let Some(scope) = state.scopes.get_mut(&scope) {
        scope.joins.insert(node, id);
    }
    unsettle(state, scope);
}

fn joined(state: &mut State, graph: &Deployment, id: InstanceId, data: &Map) {
    let Some(instance) = state.instances.get_mut(&id) else { return };
    let (node, scope) = (instance.node, instance.scope);
    instance.status = Status::Ready;
    instance.data = data.clone();
    instance.entry = data.clone();
    instance.since = state.now;
    instance.work = Work::None;
    if let Some(scope) = state.scopes.get_mut(&scope) {
        scope.joins.remove(&node);
    }
    if graph.node(node).kind.is_gateway() {
        enqueue(state, scope, id);
    }
}

fn become_(state: &mut State, graph: &Deployment, id: InstanceId, status: Status, work: Work) {
    unsubscribe(state, graph, id);
    state.ready.remove(id);
    let now = state.now;
    let Some(instance) = state.instances.get_mut(&id) else { return };
    instance.status = status;
    instance.work = work;
    instance.since = now;
    let (scope, node) = (instance.scope, instance.node);
    if let (Work::Reset { .. }, Some(scope)) = (&instance.work, state.scopes.get_mut(&scope)) {
        scope.joins.insert(node, id);
    }
    if status == Status::Ready && is_automatic(state, graph, id) {
        enqueue(state, scope, id);
    }
    subscribe(state, graph, id);
}

/// Whether a ready instance runs by itself; people complete the others.
pub(super) fn is_automatic(state: &State, graph: &Deployment, id: InstanceId) -> bool {
    let Some(instance) = state.instances.get(&id) else { return false };
    let node = graph.node(instance.node);
    if matches!(instance.work, Work::InnerDone) {
        return true; // Its work is done; it only has to complete.
    }
    let single = node.repeat.is_none() || matches!(instance.part, Part::Child { .. });
    match node.kind {
        Kind::Human { .. } => !single,
        Kind::Task => !single || !state.setup.semantics.plain_task_waits,
        _ => true,
    }
}

fn change(state: &mut State, id: InstanceId, changes: &Changes) {
    state.writes = state.writes.saturating_add(1);
    let number = state.writes;
    with(state, id, |instance| super::data::apply(&mut instance.data, changes, number));
}

/// Replaces a task's data. What it had already keeps the number of its write; what is new and has none gets one.
fn replace(state: &mut State, id: InstanceId, data: &Map) {
    state.writes = state.writes.saturating_add(1);
    let number = state.writes;
    with(state, id, |instance| {
        let before = std::mem::replace(&mut instance.data, data.clone());
        if before.is_same(data) {
            return;
        }
        for (name, value) in data.iter().filter(|(name, _)| data.written(name) == 0) {
            let known = before.get(name).is_some_and(|known| known.is_identical(value));
            let number = if known { before.written(name) } else { number };
            if number > 0 {
                instance.data.write(name.clone(), value.clone(), number);
            }
        }
    });
}

fn remove(state: &mut State, graph: &Deployment, id: InstanceId) {
    unsubscribe(state, graph, id);
    state.ready.remove(id);
    state.dependents.remove(&id);
    let Some(instance) = state.instances.remove(&id) else { return };
    if let Part::Boundary { host: owner } | Part::Child { owner, .. } = instance.part
        && let Some(dependents) = state.dependents.get_mut(&owner)
    {
        dependents.remove(&id);
    }
    let Some(scope) = state.scopes.get_mut(&instance.scope) else { return };
    scope.members.remove(&id);
    scope.watchers.remove(&id);
    if scope.joins.get(&instance.node) == Some(&id) {
        scope.joins.remove(&instance.node);
    }
    unsettle(state, instance.scope);
}
