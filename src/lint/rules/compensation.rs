//! What undoes what: a compensation boundary event and its handler (BPMN 2.0.2 section 10.7.1).

use crate::bpmn::index::NodeId;
use crate::bpmn::{Event, EventKind, EventPosition, NodeKind};
use crate::diagnostic::{Code, Severity, codes};
use crate::lint::{Context, Rule};

/// Compensation that undoes nothing.
pub(super) struct Compensation;

impl Rule for Compensation {
    fn codes(&self) -> &'static [Code] {
        &[codes::EVENT_COMPENSATION]
    }

    fn explanation(&self) -> &'static str {
        "A compensation boundary event is joined by an association, not a sequence flow, to the activity that undoes the \
         work. That activity is marked isForCompensation, so that it runs for no other reason."
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            if let NodeKind::Event(event) = &context.index.node(id).node.kind
                && compensates(event)
            {
                boundary_event(context, id);
            }
        }
    }
}

fn compensates(event: &Event) -> bool {
    let boundary = matches!(event.position, EventPosition::Boundary { .. });
    boundary && event.definitions.iter().any(|definition| matches!(definition.kind, EventKind::Compensation { .. }))
}

fn boundary_event(context: &mut Context<'_>, id: NodeId) {
    let node = context.index.node(id);
    let name = context.node_name(id);
    let message = match node.handler {
        None => format!("{name} has no handler: no association leads from it to an activity."),
        Some(handler) => match &context.index.node(handler).node.kind {
            NodeKind::Activity(activity) if !activity.for_compensation => {
                format!("{} undoes work for {name} but is not marked isForCompensation.", context.node_name(handler))
            }
            _ => return,
        },
    };
    let severity = context.severity(node.scope, Severity::Warning);
    let finding = context.at_node(codes::EVENT_COMPENSATION, id, message);
    context.report(finding.severity(severity));
}

#[cfg(test)]
mod tests {
    use super::Compensation;
    use crate::lint::testing::check;

    #[test]
    fn compensation_has_a_handler() {
        let event = "<task id='t'/><boundaryEvent id='b' attachedToRef='t'><compensateEventDefinition/></boundaryEvent>";
        let line = "<association id='a' sourceRef='b' targetRef='u'/>";
        check(&Compensation, &format!("{event}{line}<task id='u' isForCompensation='true'/>"), &[]);
        check(&Compensation, event, &[
            "warning event/compensation b: Boundary event b has no handler: no association leads from it to an activity.",
        ]);
        check(&Compensation, &format!("{event}{line}<task id='u' name='Undo'/>"), &[
            "warning event/compensation b: Task \"Undo\" undoes work for boundary event b but is not marked isForCompensation.",
        ]);
    }
}
