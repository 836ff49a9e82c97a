//! Who waits for what: timers that are set and seen triggers of an instance, and the lists of a run that lead to it.

use smallvec::SmallVec;

use super::with;
use crate::engine::state::{Catch, EventKind, InstanceId, State, Status, Subject, Timer, Work};
use crate::graph::{Deployment, Kind, NodeId, Trigger};
use crate::value::Text;

pub(super) fn with_catch(state: &mut State, id: InstanceId, change: impl FnOnce(&mut Catch)) {
    with(state, id, |instance| {
        if let Work::Catch(catch) = &mut instance.work {
            change(catch);
        }
    });
}

pub(super) fn set_timer(state: &mut State, id: InstanceId, timer: &Timer) {
    spend_timer(state, id, timer.trigger);
    with_catch(state, id, |catch| catch.timers.push(timer.clone()));
    state.timers.insert(timer.due, id);
}

pub(super) fn spend_timer(state: &mut State, id: InstanceId, trigger: u32) {
    let mut due = SmallVec::<[i64; 1]>::new();
    with_catch(state, id, |catch| {
        due.extend(catch.timers.iter().filter(|timer| timer.trigger == trigger).map(|timer| timer.due));
        catch.timers.retain(|timer| timer.trigger != trigger);
    });
    for due in due {
        state.timers.remove(due, id);
    }
}

pub(super) fn see(state: &mut State, id: InstanceId, trigger: u32) {
    with_catch(state, id, |catch| {
        if !catch.seen.contains(&trigger) {
            catch.seen.push(trigger);
        }
    });
}

/// Enters a waiting instance into the lists of who waits for what, and its timers into the clock; one in an incident into
/// the list of those.
pub(super) fn subscribe(state: &mut State, graph: &Deployment, id: InstanceId) {
    let Some(instance) = state.instances.get(&id) else { return };
    if instance.status == Status::Error {
        state.incidents.insert(id);
    }
    if let Some(due) = instance.work.job_due() {
        state.timers.insert(due, id);
    }
    let Work::Catch(catch) = &instance.work else { return };
    let due: SmallVec<[i64; 1]> = catch.timers.iter().map(|timer| timer.due).collect();
    let subjects = subjects(graph, instance.node);
    due.into_iter().for_each(|due| state.timers.insert(due, id));
    for subject in subjects {
        state.subscriptions.entry(subject).or_default().insert(id);
    }
}

pub(super) fn unsubscribe(state: &mut State, graph: &Deployment, id: InstanceId) {
    state.incidents.remove(&id);
    let Some(instance) = state.instances.get(&id) else { return };
    if let Some(due) = instance.work.job_due() {
        state.timers.remove(due, id);
    }
    let Work::Catch(catch) = &instance.work else { return };
    let due: SmallVec<[i64; 1]> = catch.timers.iter().map(|timer| timer.due).collect();
    let subjects = subjects(graph, instance.node);
    for due in due {
        state.timers.remove(due, id);
    }
    for subject in subjects {
        if let Some(waiting) = state.subscriptions.get_mut(&subject) {
            waiting.remove(&id);
            if waiting.is_empty() {
                state.subscriptions.remove(&subject);
            }
        }
    }
}

/// The nodes whose triggers an instance of `node` listens to: itself, or the events behind an event-based gateway.
pub(in crate::engine) fn listened(graph: &Deployment, node: NodeId) -> SmallVec<[NodeId; 2]> {
    match graph.node(node).kind {
        Kind::EventBased { .. } => graph.node(node).outgoing.iter().map(|flow| graph.flow(*flow).target).collect(),
        _ => SmallVec::from_slice(&[node]),
    }
}

/// What an instance of `node` listens for.
pub(in crate::engine) fn subjects(graph: &Deployment, node: NodeId) -> SmallVec<[Subject; 2]> {
    let nodes = listened(graph, node);
    nodes.iter().flat_map(|node| graph.node(*node).kind.triggers()).filter_map(subject).collect()
}

/// What a catching trigger listens for; timers are kept by due time instead.
fn subject(trigger: &Trigger) -> Option<Subject> {
    let (kind, name) = match trigger {
        Trigger::Message(message) => (EventKind::Message, Some(&message.name)),
        Trigger::Signal { name, .. } => (EventKind::Signal, Some(name)),
        Trigger::Error { code, .. } => (EventKind::Error, code.as_ref()),
        Trigger::Escalation { code, .. } => (EventKind::Escalation, code.as_ref()),
        Trigger::Conditional(_) => (EventKind::Conditional, None),
        Trigger::Cancel => (EventKind::Cancel, None),
        Trigger::Compensation { .. } => (EventKind::Compensation, None),
        Trigger::Timer(_) | Trigger::Link(_) | Trigger::Terminate => return None,
    };
    Some(Subject { kind, name: name.cloned().unwrap_or_else(|| Text::from("")) })
}
