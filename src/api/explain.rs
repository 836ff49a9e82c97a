//! Why something waits, in sentences for people.

use crate::engine::{HeldJob, Hold, Instance, InstanceId, Part, Status, Work, instant_text};
use crate::graph::{Deployment, FlowId, Kind, Node, NodeId, Trigger};
use crate::history::Run;

/// Why a task, or every live task of an element, is where it is.
pub(super) fn explain(run: &Run, task: Option<InstanceId>, element: Option<&str>) -> Vec<String> {
    let live = run.state().instances.iter().filter(|(id, instance)| {
        task.is_none_or(|task| task == *id)
            && element.is_none_or(|element| *run.deployment().node(instance.node).id == *element)
    });
    let mut reasons: Vec<String> = live.filter_map(|(id, instance)| reason(run, id, instance)).collect();
    if reasons.is_empty() {
        reasons.extend(finished(run, task, element));
    }
    reasons
}

fn finished(run: &Run, task: Option<InstanceId>, element: Option<&str>) -> Option<String> {
    let records = run.records();
    let mut found = records.iter().rev().filter(|record| {
        task.is_none_or(|task| task == record.id)
            && element.is_none_or(|element| *run.deployment().node(record.node).id == *element)
    });
    match found.next() {
        Some(record) => Some(format!("It is {}.", record.status.name().to_lowercase())),
        None if element.is_some() => Some("No token has reached it in this run.".to_owned()),
        None => None,
    }
}

/// One sentence about what a live instance waits for; `None` when it waits for nothing.
pub(super) fn reason(run: &Run, id: InstanceId, instance: &Instance) -> Option<String> {
    let graph = &run.deployment();
    let node = graph.node(instance.node);
    match &instance.work {
        Work::Join(_) => Some(join(run, instance, node)),
        Work::Reset { .. } => Some("Waits until the other tokens of this round have arrived.".to_owned()),
        Work::Catch(_) => Some(catch(run, instance)),
        Work::Job(job) => Some(format!("Waits for the host to do \"{}\".", job.operator)),
        Work::Held(held) => Some(held_job(held)),
        Work::Call(_) | Work::Ask(_) => {
            let (function, ..) = instance.work.call()?;
            Some(format!("Waits for the answer of the host function {function}."))
        }
        Work::Incident(incident) => Some(format!("Stands still: {}", incident.message)),
        Work::Inner(_) => Some("Waits for what is inside it.".to_owned()),
        Work::Multi(multi) => {
            Some(format!("Waits for its instances: {} of {} are done.", multi.completed, multi.items.len()))
        }
        Work::Loop { rounds } => Some(format!("Waits for its round {}.", rounds + 1)),
        Work::Result(_) => Some("Waits until the result of what was inside it can be taken.".to_owned()),
        Work::Interrupt(_) => Some("Is about to interrupt its activity.".to_owned()),
        Work::Compensate(_) => Some("Waits for compensation handlers.".to_owned()),
        Work::None | Work::InnerDone if instance.status == Status::Ready => Some(ready(run, id, instance)),
        Work::None | Work::InnerDone => None,
    }
}

fn held_job(HeldJob { job, attempt, hold }: &HeldJob) -> String {
    let operator = &job.operator;
    match hold {
        Hold::Out => format!("Waits for the host to do \"{operator}\" (attempt {}).", attempt + 1),
        Hold::Accepted => format!("Waits for the answer of \"{operator}\", which was accepted and comes later."),
        Hold::Until { due, message } => {
            let due = instant_text(*due);
            format!("Waits until {due} to try \"{operator}\" again (attempt {}), because: {message}", attempt + 1)
        }
    }
}

fn ready(run: &Run, id: InstanceId, instance: &Instance) -> String {
    let node = run.deployment().node(instance.node);
    let waits = matches!(node.kind, Kind::Human { .. })
        || matches!(node.kind, Kind::Task) && run.state().setup.semantics.plain_task_waits;
    match (waits, run.deployment().lane_name(instance.node)) {
        (true, Some(lane)) => format!("Waits for somebody of the lane \"{lane}\" to complete it."),
        (true, None) => "Waits for a person to complete it.".to_owned(),
        (false, _) => format!("Is ready to run (task {}).", id.0),
    }
}

/// Flows of a join that are told one by one.
const TOLD: usize = 5;

/// Which flows of a join still have no token, and where the token stands that could come by each.
fn join(run: &Run, instance: &Instance, node: &Node) -> String {
    let graph = &run.deployment();
    let Work::Join(tokens) = &instance.work else { return String::new() };
    let holds = |flow: &FlowId| tokens.iter().any(|token| token.flow == Some(*flow));
    let missing: Vec<FlowId> = node.incoming.iter().copied().filter(|flow| !holds(flow)).collect();
    if missing.is_empty() {
        return "Waits for further tokens.".to_owned();
    }
    let held = format!("Holds {} of {} tokens; still to come", tokens.len(), node.incoming.len());
    if missing.len() > TOLD {
        return format!("{held} are those of {} flows.", missing.len());
    }
    let reach = graph.reach_of(instance.node, &missing);
    let told = missing.iter().map(|flow| {
        let source = label(graph, graph.flow(*flow).source);
        match on_its_way(run, instance, |at| reach.reaches(at, *flow)) {
            Some(at) if at == graph.flow(*flow).source => format!("from {source}, where its token stands"),
            Some(at) => format!("from {source}, whose token stands at {}", label(graph, at)),
            None => format!("from {source}, which no token can reach any more"),
        }
    });
    format!("{held} {}.", told.collect::<Vec<_>>().join(", "))
}

/// The element of the last live task beside a join, in its scope, from which a way leads on.
fn on_its_way(run: &Run, join: &Instance, leads: impl Fn(NodeId) -> bool) -> Option<NodeId> {
    let others = run.state().instances.values().filter(|other| other.scope == join.scope && other.node != join.node);
    others.map(|other| other.node).filter(|at| leads(*at)).last()
}

pub(super) fn label(graph: &Deployment, node: NodeId) -> String {
    format!("\"{}\"", graph.node(node).label())
}

fn catch(run: &Run, instance: &Instance) -> String {
    let graph = &run.deployment();
    let node = graph.node(instance.node);
    let parts: Vec<String> = match node.kind {
        Kind::EventBased { .. } => {
            let targets = node.outgoing.iter().map(|flow| graph.flow(*flow).target);
            targets
                .flat_map(|target| graph.node(target).kind.triggers())
                .map(|trigger| wanted(trigger, instance))
                .collect()
        }
        _ => node.kind.triggers().iter().map(|trigger| wanted(trigger, instance)).collect(),
    };
    let while_active = match instance.part {
        Part::Boundary { .. } => ", while its activity is active",
        Part::EventStart => ", while the scope around it is open",
        _ => "",
    };
    format!("Waits for {}{while_active}.", parts.join(" or "))
}

fn wanted(trigger: &Trigger, instance: &Instance) -> String {
    let label = trigger.label().map(|label| format!(" \"{label}\"")).unwrap_or_default();
    match trigger {
        Trigger::Timer(_) => timer(instance),
        Trigger::Conditional(Some(code)) => format!("the condition {} to become true", code.text.text),
        Trigger::Cancel => "its transaction to be cancelled".to_owned(),
        Trigger::Compensation { .. } => "compensation".to_owned(),
        other => format!("the {}{label}", other.kind_name()),
    }
}

fn timer(instance: &Instance) -> String {
    let Work::Catch(catch) = &instance.work else { return "a timer".to_owned() };
    let due = catch.timers.iter().map(|timer| timer.due).min();
    due.map_or_else(|| "a timer".to_owned(), |due| format!("the timer that is due at {}", instant_text(due)))
}
