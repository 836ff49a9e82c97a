//! What waits in a run, what for, and until when.

use super::explain;
use super::types::{PendingEvent, PendingTimer, Waiting};
use super::view::is_manual;
use crate::engine::{Catch, Instance, InstanceId, Part, Status, TimerKind, Work, awaited_keys};
use crate::graph::{Deployment, Kind, Node, NodeId, Trigger};
use crate::history::Run;

/// Everything that waits, in the order it began to.
pub(super) fn waiting(run: &Run) -> Vec<Waiting> {
    run.state().instances.iter().filter_map(|(id, instance)| waits(run, id, instance)).collect()
}

fn waits(run: &Run, id: InstanceId, instance: &Instance) -> Option<Waiting> {
    let node = run.deployment().node(instance.node);
    let waits_for = waits_for(run, instance)?;
    let events = match &instance.work {
        Work::Catch(catch) => events(run, instance, catch),
        _ => Vec::new(),
    };
    // What a gateway waits for is told by its events only: they are not its own.
    let own = || events.iter().filter(|event| event.element == node.id);
    let next = events.iter().filter_map(|event| event.timer.as_ref()).min_by_key(|timer| timer.due);
    let (due, value) =
        (next.map(|timer| timer.due).or_else(|| instance.work.job_due()), next.map(|timer| timer.value.clone()));
    Some(Waiting {
        task: id.0,
        element: node.id.clone(),
        name: node.name.clone(),
        kind: node.type_name,
        waits_for,
        event: own().find_map(|event| event.event.clone()),
        due,
        expression: own().find_map(|event| event.expression.clone()),
        value,
        events,
        reason: explain::reason(run, id, instance)?,
    })
}

/// The nodes whose events an instance waits for: of an event-based gateway those behind it.
pub(super) fn receivers(graph: &Deployment, node: NodeId) -> Vec<&Node> {
    let found = graph.node(node);
    match found.kind {
        Kind::EventBased { .. } => found.outgoing.iter().map(|flow| graph.node(graph.flow(*flow).target)).collect(),
        _ => vec![found],
    }
}

fn events(run: &Run, instance: &Instance, catch: &Catch) -> Vec<PendingEvent> {
    let receivers = receivers(run.deployment(), instance.node);
    let triggers = receivers.into_iter().flat_map(|node| node.kind.triggers().iter().map(move |it| (node, it)));
    let pending = triggers.enumerate().map(|(number, (node, trigger))| PendingEvent {
        element: node.id.clone(),
        name: node.name.clone(),
        kind: trigger.kind_name(),
        event: trigger.label().cloned(),
        correlations: match trigger {
            Trigger::Message(message) => {
                awaited_keys(run.state(), run.deployment(), instance, message).cloned().unwrap_or_default()
            }
            _ => Default::default(),
        },
        expression: match trigger {
            Trigger::Timer(timer) => timer.code().map(|code| code.text.text.clone()),
            Trigger::Conditional(code) => code.as_ref().map(|code| code.text.text.clone()),
            _ => None,
        },
        timer: timer(trigger, catch, number as u32),
        happened: !matches!(trigger, Trigger::Conditional(_)) && catch.seen.contains(&(number as u32)),
    });
    pending.collect()
}

fn timer(trigger: &Trigger, catch: &Catch, number: u32) -> Option<PendingTimer> {
    let Trigger::Timer(code) = trigger else { return None };
    let timer = catch.timers.iter().find(|timer| timer.trigger == number)?;
    Some(PendingTimer {
        kind: TimerKind::of(code)?.name(),
        value: timer.value.clone(),
        due: timer.due,
        remaining: timer.repeat.map_or(Some(0), |(_, remaining)| remaining),
    })
}

fn waits_for(run: &Run, instance: &Instance) -> Option<&'static str> {
    let graph = run.deployment();
    let kind = &graph.node(instance.node).kind;
    match &instance.work {
        Work::Catch(_) if instance.part == Part::EventStart && !shows_event_start(run, kind) => None,
        Work::Catch(_) => match (kind, kind.triggers()) {
            (Kind::EventBased { .. }, _) => Some("gateway"),
            (_, [trigger]) => Some(trigger.kind_name()),
            _ => Some("multiple"),
        },
        Work::Join(_) => Some("join"),
        Work::Job(_) | Work::Held(_) | Work::Call(_) | Work::Ask(_) => Some("job"),
        _ if instance.status == Status::Ready && is_manual(run.state(), graph, instance.node) => Some("human"),
        _ => None,
    }
}

/// SpiffWorkflow creates event sub-processes only when their event comes, except for timers.
fn shows_event_start(run: &Run, kind: &Kind) -> bool {
    let always = run.state().setup.semantics.event_sub_process_interrupts;
    always || kind.triggers().iter().all(|trigger| matches!(trigger, Trigger::Timer(_) | Trigger::Conditional(_)))
}
