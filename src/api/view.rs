//! Queries: tasks, jobs, lanes, data objects, element states, as the run is looked at.

use super::session::Open;
use super::types::{
    Completion, DataObjectState, ElementState, ElementStates, FlowState, Incident, Job, LaneState, RunInfo, Task,
    TaskDetail, TaskFilter, VariableChange,
};
use super::workspace::Workspace;
use super::{explain, handlers};
use crate::engine::{Event, Hold, Instance, InstanceId, Outcome, Part, ScopeId, State, Status, Work, next_automatic};
use crate::graph::{Deployment, FlowId, Kind, NodeId, state_key};
use crate::history::{Record, Run};
use crate::table::Table;
use crate::value::{Map, Text};

/// How a run stands.
pub(super) fn info(open: &Open, workspace: Option<&Workspace>) -> RunInfo {
    let run = &open.run;
    let state = run.state();
    let incidents = workspace.map(|workspace| incidents(run, workspace)).unwrap_or_default();
    RunInfo {
        process: open.process.clone(),
        status: status(state, !incidents.is_empty()),
        position: run.position(),
        length: run.length(),
        past: run.is_past(),
        now: state.now,
        due: state.timers.first().map(|(due, _)| due),
        identity: state.setup.identity.clone(),
        data: state.outcome.map(|_| state.data.clone()),
        incidents,
        notice: None,
    }
}

fn status(state: &State, incidents: bool) -> &'static str {
    match state.outcome.filter(|_| state.is_over()) {
        Some(Outcome::Completed) => "completed",
        Some(Outcome::Terminated) => "terminated",
        None if state.suspended => "suspended",
        None if !state.ready.is_empty() || !state.unsettled.is_empty() => "running",
        None if incidents => "incident",
        None => "waiting",
    }
}

fn incidents(run: &Run, workspace: &Workspace) -> Vec<Incident> {
    let state = run.state();
    let live = state.incidents.iter().filter_map(|id| Some((id, state.instances.get(&id)?)));
    let found = live.filter_map(|(id, instance)| match &instance.work {
        Work::Incident(incident) => {
            let element = run.deployment().node(instance.node).id.clone();
            Some(workspace.sources().incident(id.0, element, incident))
        }
        _ => None,
    });
    found.collect()
}

/// Whether the next automatic element has a breakpoint or is one of `until`, or a token that is not older than `newest`
/// waits at one of these.
pub(super) fn must_stop(open: &Open, until: &[Text], newest: u32) -> bool {
    let state = open.run.state();
    let element = |instance: &Instance| &open.run.deployment().node(instance.node).id;
    let next = next_automatic(state).and_then(|(id, _)| state.instances.get(&id)).map(element);
    let stops = next.is_some_and(|next| open.breakpoints.contains(next) || until.contains(next));
    let mut young = state.instances.from(InstanceId(newest)).map(|(_, instance)| instance);
    let stands = |instance: &Instance| {
        let listens = matches!(instance.part, Part::Boundary { .. } | Part::EventStart);
        !listens && instance.status != Status::Ready || is_manual(state, open.run.deployment(), instance.node)
    };
    stops || !until.is_empty() && young.any(|instance| until.contains(element(instance)) && stands(instance))
}

/// Tasks that match a filter, in the order they were reached.
pub(super) fn tasks(run: &Run, filter: &TaskFilter) -> Vec<Task> {
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
        assignment: node.extensions.as_ref().map(|extensions| extensions.assignment.clone()).unwrap_or_default(),
        instance: match facts.part {
            Part::Child { index, .. } if node.repeat.is_some() => Some(index),
            _ => None,
        },
        since: facts.since,
        data,
    }
}

pub(super) fn is_manual(state: &State, graph: &Deployment, node: NodeId) -> bool {
    match graph.node(node).kind {
        Kind::Human { .. } => true,
        Kind::Task => state.setup.semantics.plain_task_waits,
        _ => false,
    }
}

/// The task a scope belongs to, also when both are over.
pub(super) fn owner_of(run: &Run, scope: ScopeId) -> Option<InstanceId> {
    if let Some(open) = run.state().scopes.get(&scope) {
        return open.owner;
    }
    run.log().iter().find_map(|event| match event {
        Event::ScopeOpened { scope: opened, owner, .. } if *opened == scope => Some(*owner),
        _ => None,
    })?
}

/// Everything about one task.
pub(super) fn task_detail(open: &Open, workspace: Option<&Workspace>, id: u32) -> Option<TaskDetail> {
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
pub(super) fn data_of(run: &Run, id: InstanceId) -> Option<(NodeId, Map)> {
    if let Some(instance) = run.state().instances.get(&id) {
        return Some((instance.node, instance.data.clone()));
    }
    let record = run.records().into_iter().find(|record| record.id == id && !record.undone)?;
    Some((record.node, record.data))
}

/// The variables in which two states of data differ.
pub(super) fn changes(before: &Map, after: &Map) -> Vec<VariableChange> {
    let changed = after.iter().filter(|(name, value)| before.get(name) != Some(value));
    let changed = changed.map(|(name, value)| (name, before.get(name), Some(value)));
    let gone =
        before.iter().filter(|(name, _)| !after.contains_key(name)).map(|(name, value)| (name, Some(value), None));
    let change = |(name, before, after): (&Text, Option<&crate::value::Value>, Option<&crate::value::Value>)| {
        VariableChange { name: name.clone(), before: before.cloned(), after: after.cloned() }
    };
    changed.chain(gone).map(change).collect()
}

/// Work the host must do.
pub(super) fn jobs(open: &Open) -> Vec<Job> {
    open.run.state().instances.iter().filter_map(|(id, instance)| job(open, id, instance)).collect()
}

/// Who completed which task, in order, as far as it is known.
pub(super) fn completions(run: &Run) -> Vec<Completion> {
    let records = run.records();
    let node = |task: InstanceId| records.iter().find(|record| record.id == task && !record.undone).map(|it| it.node);
    let completion = |event: &Event| match event {
        Event::CompletedBy { instance, user } => {
            let (graph, node) = (run.deployment(), node(*instance)?);
            let (element, process) = (graph.node(node).id.clone(), process_of(graph, node));
            Some(Completion { task: instance.0, element, process, user: user.clone() })
        }
        _ => None,
    };
    run.log().iter().filter_map(completion).collect()
}

fn job(open: &Open, id: InstanceId, instance: &Instance) -> Option<Job> {
    let node = open.run.deployment().node(instance.node);
    let element = node.id.clone();
    if let Some(work) = instance.work.job() {
        let held = match &instance.work {
            Work::Held(held) => Some(held),
            _ => None,
        };
        return Some(Job {
            task: id.0,
            element,
            kind: work.kind.name(),
            operator: work.operator.clone(),
            parameters: work.parameters.clone(),
            result_variable: work.result_variable.clone(),
            attempt: held.map_or(1, |held| held.attempt + 1),
            accepted: held.is_some_and(|held| held.hold == Hold::Accepted),
            due: instance.work.job_due(),
            handler: handlers::handler_of(&open.handlers, node).cloned(),
        });
    }
    let Work::Call(call) = &instance.work else { return None };
    let arguments = crate::value::Value::list(call.arguments.clone());
    Some(Job {
        task: id.0,
        element,
        kind: "call",
        operator: call.function.clone(),
        parameters: Map::from_iter([("arguments", arguments), ("named", call.named.clone().into())]),
        result_variable: None,
        attempt: 1,
        accepted: false,
        due: None,
        handler: None,
    })
}

/// Lanes with what stands in them.
pub(super) fn lanes(run: &Run) -> Vec<LaneState> {
    let graph = &run.deployment();
    let state = run.state();
    let processes: Vec<_> = state.scopes.values().map(|scope| graph.level(scope.level).process).collect();
    let lanes =
        graph.lanes.iter().enumerate().filter(|(_, lane)| processes.is_empty() || processes.contains(&lane.process));
    let state_of = |(index, lane): (usize, &crate::graph::Lane)| LaneState {
        id: lane.id.clone(),
        name: lane.name.clone(),
        process: graph.level(lane.process).id.clone(),
        parent: lane.parent.map(|parent| graph.lanes[parent.index()].id.clone()),
        tasks: in_lane(run, index),
    };
    lanes.map(state_of).collect()
}

fn in_lane(run: &Run, lane: usize) -> Vec<u32> {
    let live = run.state().instances.iter();
    let inside = live.filter(|(_, instance)| {
        let own = run.deployment().lane_of(instance.node);
        own.is_some_and(|known| known.index() == lane) && !matches!(instance.part, Part::Boundary { .. })
    });
    inside.map(|(id, _)| id.0).collect()
}

/// Data objects of all open scopes, outermost first; after the end, as they were left.
pub(super) fn data_objects(run: &Run) -> Vec<DataObjectState> {
    let mut last: Table<ScopeId, (crate::graph::LevelId, Option<InstanceId>, Map)> = Table::new();
    for (id, scope) in &run.state().scopes {
        last.insert(id, (scope.level, scope.owner, scope.objects.clone()));
    }
    for (id, level, owner, objects) in closed_scopes(run) {
        last.get_or_insert_with(id, || (level, owner, objects));
    }
    let states = last.into_values().flat_map(|(level, owner, objects)| {
        let begin_null = run.state().setup.semantics.data_objects_begin_null;
        let known = objects.clone();
        let exists = move |id: &Text| begin_null || owner.is_none() || known.contains_key(id);
        let declared = run.deployment().level(level).data_objects.iter().filter(move |object| exists(&object.id));
        let state = declared.map(move |object| {
            let value = objects.get(&object.id);
            DataObjectState {
                id: object.id.clone(),
                name: object.name.clone(),
                scope: owner.map(|owner| owner.0),
                written: value.is_some_and(|value| !matches!(value, crate::value::Value::Null)),
                value: value.cloned().unwrap_or_default(),
                state: objects.get(&state_key(&object.id)).and_then(|state| state.as_str().map(Text::from)),
            }
        });
        state.collect::<Vec<_>>()
    });
    states.collect()
}

type ClosedScope = (ScopeId, crate::graph::LevelId, Option<InstanceId>, Map);

/// Scopes that have closed, with the data objects they left.
fn closed_scopes(run: &Run) -> Vec<ClosedScope> {
    let mut found: Table<ScopeId, ClosedScope> = Table::new();
    for event in run.log() {
        match event {
            Event::ScopeOpened { scope, level, owner, .. } => {
                found.insert(*scope, (*scope, *level, *owner, Map::new()));
            }
            Event::ObjectWritten { scope, id, value } => {
                if let Some((.., objects)) = found.get_mut(scope) {
                    objects.insert(id.clone(), value.clone());
                }
            }
            _ => {}
        }
    }
    found.into_values().collect()
}

/// How often every element was in which state, and every flow was taken.
pub(super) fn element_states(run: &Run) -> ElementStates {
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

/// Id of the process a node belongs to.
pub(super) fn process_of(graph: &Deployment, node: NodeId) -> Text {
    let level = graph.level(graph.node(node).level);
    graph.level(level.process).id.clone()
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
