//! Which events may stand where (BPMN 2.0.2 section 10.5.1, table 10.93).

use crate::bpmn::index::NodeId;
use crate::bpmn::{Event, EventKind, EventPosition, NodeKind};
use crate::diagnostic::{Code, Severity, codes};
use crate::lint::{Context, Rule};

/// Events of a kind that cannot happen at their place.
pub(super) struct EventKindAllowed;

impl Rule for EventKindAllowed {
    fn codes(&self) -> &'static [Code] {
        &[codes::EVENT_NOT_ALLOWED]
    }

    fn explanation(&self) -> &'static str {
        "Not every event can happen everywhere: a timer can be waited for but not thrown, a process can be terminated at an \
         end event only, an error is caught at a boundary or by an event sub-process, and only a transaction is cancelled."
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            if let NodeKind::Event(event) = &context.index.node(id).node.kind
                && let Some(problem) = problem(context, id, event)
            {
                let severity = context.severity(context.index.node(id).scope, Severity::Error);
                let message = format!("{} {problem}.", context.node_name(id));
                let finding = context.at_node(codes::EVENT_NOT_ALLOWED, id, message);
                context.report(finding.severity(severity));
            }
        }
    }
}

fn problem(context: &Context<'_>, id: NodeId, event: &Event) -> Option<String> {
    if event.definitions.is_empty() {
        let waits = matches!(event.position, EventPosition::Catch | EventPosition::Boundary { .. });
        return waits.then(|| "waits for nothing: it has no event definition".to_owned());
    }
    let at_start = matches!(event.position, EventPosition::Start { .. });
    if at_start && starts_embedded(context, id) {
        return Some("starts an embedded sub-process, which starts with its parent: it must not wait for anything".to_owned());
    }
    let wrong = event.definitions.iter().find(|definition| !allowed(context, id, event, &definition.kind));
    wrong.map(|definition| format!("cannot be {}", an(definition.kind.name())))
}

/// Whether a node stands in a sub-process that its own flow enters.
fn starts_embedded(context: &Context<'_>, id: NodeId) -> bool {
    let owner = context.index.scope(context.index.node(id).scope).owner;
    owner.is_some() && !in_event_sub_process(context, id)
}

fn in_event_sub_process(context: &Context<'_>, id: NodeId) -> bool {
    let Some(owner) = context.index.scope(context.index.node(id).scope).owner else { return false };
    match &context.index.node(owner).node.kind {
        NodeKind::Activity(activity) => activity.kind.sub_process().is_some_and(|inner| inner.triggered_by_event),
        _ => false,
    }
}

fn allowed(context: &Context<'_>, id: NodeId, event: &Event, kind: &EventKind) -> bool {
    use EventKind::{Cancel, Compensation, Conditional, Error, Escalation, Link, Message, Signal, Terminate, Timer};
    match (&event.position, kind) {
        (_, Message { .. } | Signal { .. }) => true,
        (EventPosition::Start { .. } | EventPosition::Boundary { .. } | EventPosition::Catch, Timer(_) | Conditional { .. }) => true,
        (EventPosition::Start { .. }, Error { .. } | Escalation { .. } | Compensation { .. }) => {
            in_event_sub_process(context, id)
        }
        (EventPosition::Boundary { .. }, Error { .. } | Escalation { .. } | Compensation { .. }) => true,
        (EventPosition::Boundary { .. }, Cancel) => {
            context.index.node(id).host.is_none_or(|host| is_transaction(context, host))
        }
        (EventPosition::Catch, Link { .. }) => true,
        (EventPosition::Throw, Escalation { .. } | Compensation { .. } | Link { .. }) => true,
        (EventPosition::End, Error { .. } | Escalation { .. } | Compensation { .. } | Terminate) => true,
        (EventPosition::End, Cancel) => in_transaction(context, id),
        _ => false,
    }
}

fn is_transaction(context: &Context<'_>, id: NodeId) -> bool {
    context.index.node(id).node.type_name() == "transaction"
}

fn in_transaction(context: &Context<'_>, id: NodeId) -> bool {
    let outer = |scope| context.index.scope(scope).parent;
    let mut scopes = std::iter::successors(Some(context.index.node(id).scope), |scope| outer(*scope));
    scopes.any(|scope| context.index.scope(scope).owner.is_some_and(|owner| is_transaction(context, owner)))
}

fn an(kind: &str) -> String {
    let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {kind} event")
}

#[cfg(test)]
mod tests {
    use super::EventKindAllowed;
    use crate::lint::testing::check;

    #[test]
    fn every_event_has_its_places() {
        check(&EventKindAllowed, "<startEvent id='s'/><endEvent id='e'><terminateEventDefinition/></endEvent>", &[]);
        check(&EventKindAllowed, "<intermediateThrowEvent id='t'><timerEventDefinition/></intermediateThrowEvent>", &[
            "error event/not-allowed t: Intermediate throw event t cannot be a timer event.",
        ]);
        check(&EventKindAllowed, "<startEvent id='s'><errorEventDefinition/></startEvent>", &[
            "error event/not-allowed s: Start event s cannot be an error event.",
        ]);
        check(&EventKindAllowed, "<subProcess id='u' triggeredByEvent='true'><startEvent id='s'><errorEventDefinition/></startEvent></subProcess>", &[]);
        check(&EventKindAllowed, "<task id='t'/><boundaryEvent id='b' attachedToRef='t'/>", &[
            "error event/not-allowed b: Boundary event b waits for nothing: it has no event definition.",
        ]);
        check(&EventKindAllowed, "<subProcess id='u'><startEvent id='s' name='Go'><timerEventDefinition/></startEvent></subProcess>", &[
            "error event/not-allowed s: Start event \"Go\" starts an embedded sub-process, which starts with its parent: it must not wait for anything.",
        ]);
    }

    #[test]
    fn only_transactions_are_cancelled() {
        let cancel = "<endEvent id='e'><cancelEventDefinition/></endEvent>";
        check(&EventKindAllowed, &format!("<transaction id='t'>{cancel}</transaction>"), &[]);
        check(&EventKindAllowed, cancel, &["error event/not-allowed e: End event e cannot be a cancel event."]);
        check(&EventKindAllowed, "<task id='t'/><boundaryEvent id='b' attachedToRef='t'><cancelEventDefinition/></boundaryEvent>", &[
            "error event/not-allowed b: Boundary event b cannot be a cancel event.",
        ]);
    }
}
