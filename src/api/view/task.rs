//! Tasks, and one in detail.

use super::job::job;
use super::run::incidents;
use super::{is_manual, process_of};
use crate::api::explain;
use crate::api::open::Open;
use crate::api::types::{Task, TaskDetail, TaskFilter, VariableChange};
use crate::api::workspace::Workspace;
use crate::engine::{Event, Instance, InstanceId, Part, ScopeId, Status};
use crate::graph::NodeId;
use crate::history::{Record, Run};
use crate::value::{Map, Text};

/// Tasks that match a filter, in the order they were reached.
pub(in crate::api) fn tasks(run: &Run, filter: &TaskFilter) -> Vec<Task> {
    let state_named = filter.state.as_ref().map(|state| state.to_ascii_uppercase());
    let finished = state_named.as_deref().is_some_and(|state| matches!(state, "COMPLETED" | "CANCELLED"));
    let found: Vec<Task> = match filter.finished.unwrap_or(finished) && run.keeps_log() {
        true => run.records().iter().filter(|record| !record.undone).map(|record| recorded(run, record)).collect(),
        false => run.state().instances.iter().map(|(id, instance)| live(run, id, instance)).collect(),
    };
    let matches = |task: &Task| {
        filter.id.is_none_or(|id| id == task.id)
            && state_named.as_ref().is_none_or(|state| *state == task.state)
            && filter.lane.as_ref().is_none_or(|lane| task.lane.as_deref() == Some(lane))
            && filter.element.as_ref().is_none_or(|element| *task.element == **element)
            && filter.manual.is_none_or(|manual| manual == task.manual)
    };
    found.into_iter().filter(matches).collect()
}

fn live(run: &Run, id: InstanceId, instance: &Instance) -> Task {
    let facts = Facts {
        id,
        node: instance.node,
        scope: instance.scope,
        part: instance.part,
        causes: &instance.causes,
        status: instance.status,
        since: instance.since,
    };
    task(run, facts, instance.data.clone())
}

fn recorded(run: &Run, record: &Record) -> Task {
    let facts = Facts {
        id: record.id,
        node: record.node,
        scope: record.scope,
        part: record.part,
        causes: &record.causes,
        status: record.status,
        since: record.since,
    };
    task(run, facts, record.data.clone())
}

struct Facts<'f> {
    id: InstanceId,
    node: NodeId,
    scope: ScopeId,
    part: Part,
    causes: &'f [InstanceId],
    status: Status,
    since: i64,
}

fn task(run: &Run, facts: Facts<'_>, data: Map) -> Task {
    let graph = &run.deployment();
    let node = graph.node(facts.node);
    let child = matches!(facts.part, Part::Child { .. });
    let repeated = node.repeat.is_some() && !child;
    let parent = match facts.part {
        Part::Child { owner, .. } => Some(owner),
        _ => owner_of(run, facts.scope),
    };
    Task {
        id: facts.id.0,
        element: node.id.clone(),
        name: node.name.clone(),
        kind: node.type_name,
        state: facts.status.name(),
        manual: is_manual(run.state(), graph, facts.node) && !repeated,
        repeated,
        process: process_of(graph, facts.node),
        parent: parent.map(|parent| parent.0),
        causes: facts.causes.iter().map(|cause| cause.0).collect(),
        lane: graph.lane_name(facts.node).cloned(),
        allow_guest: node.extensions.as_ref().is_some_and(|extensions| extensions.allow_guest),
        process_to_start: node.extensions.as_ref().and_then(|extensions| extensions.process_to_start.clone()),
        assignment: node.extensions.as_ref().map(|extensions| extensions.assignment.clone()).unwrap_or_default(),
        instance: match facts.part {
            Part::Child { index, .. } if node.repeat.is_some() => Some(index),
            _ => None,
        },
        since: facts.since,
        data,
    }
}

/// Everything about one task.
pub(in crate::api) fn task_detail(open: &Open, workspace: Option<&Workspace>, id: u32) -> Option<TaskDetail> {
    let run = &open.run;
    let id = InstanceId(id);
    let instance = run.state().instances.get(&id);
    let record = run.records().into_iter().find(|record| record.id == id && !record.undone);
    let task = match (instance, &record) {
        (Some(instance), _) => live(run, id, instance),
        (None, Some(record)) => recorded(run, record),
        (None, None) => return None,
    };
    let before = instance.map(|instance| instance.entry.clone()).or_else(|| record.map(|record| record.entry));
    let before = before.unwrap_or_default();
    let incident = workspace.and_then(|workspace| {
        let incidents = incidents(run, workspace);
        incidents.into_iter().find(|incident| incident.task == id.0)
    });
    Some(TaskDetail {
        changes: changes(&before, &task.data),
        before,
        incident,
        job: instance.and_then(|instance| job(open, id, instance)),
        waits_for: instance.and_then(|instance| explain::reason(run, id, instance)),
        task,
    })
}

/// The element and the data of a task, live or finished.
pub(in crate::api) fn data_of(run: &Run, id: InstanceId) -> Option<(NodeId, Map)> {
    if let Some(instance) = run.state().instances.get(&id) {
        return Some((instance.node, instance.data.clone()));
    }
    let record = run.records().into_iter().find(|record| record.id == id && !record.undone)?;
    Some((record.node, record.data))
}

/// The variables in which two states of data differ.
pub(in crate::api) fn changes(before: &Map, after: &Map) -> Vec<VariableChange> {
    let changed = after.iter().filter(|(name, value)| before.get(name) != Some(value));
    let changed = changed.map(|(name, value)| (name, before.get(name), Some(value)));
    let gone =
        before.iter().filter(|(name, _)| !after.contains_key(name)).map(|(name, value)| (name, Some(value), None));
    let change = |(name, before, after): (&Text, Option<&crate::value::Value>, Option<&crate::value::Value>)| {
        VariableChange { name: name.clone(), before: before.cloned(), after: after.cloned() }
    };
    changed.chain(gone).map(change).collect()
}

/// The task a scope belongs to, also when both are over.
pub(in crate::api) fn owner_of(run: &Run, scope: ScopeId) -> Option<InstanceId> {
    if let Some(open) = run.state().scopes.get(&scope) {
        return open.owner;
    }
    run.log().iter().find_map(|event| match event {
        Event::ScopeOpened { scope: opened, owner, .. } if *opened == scope => Some(*owner),
        _ => None,
    })?
}
