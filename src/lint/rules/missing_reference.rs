//! A sequence flow needs both ends, a boundary event its activity.

use crate::bpmn::{EventPosition, NodeKind};
use crate::diagnostic::{Code, Severity, codes};
use crate::lint::{Context, Rule};

/// References that must be there and are not.
pub(super) struct MissingReference;

impl Rule for MissingReference {
    fn codes(&self) -> &'static [Code] {
        &[codes::BPMN_MISSING_REFERENCE]
    }

    fn explanation(&self) -> &'static str {
        "A sequence flow leads from one node to another, and a boundary event stands on an activity. Where the file does \
         not say which, the element hangs in the air and a token can never use it."
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.flows() {
            let flow = context.index.flow(id).flow;
            let ends = [("sourceRef", &flow.source, "comes from nowhere"), ("targetRef", &flow.target, "leads nowhere")];
            for (property, _, what) in ends.iter().filter(|(_, end, _)| end.is_none()) {
                let message = format!("{} {what}: it has no {property}.", context.flow_name(id));
                let finding = context.at_flow(codes::BPMN_MISSING_REFERENCE, id, message);
                // A token may be sent along a flow without target; one without source is merely never used.
                let severity = if flow.source.is_none() { Severity::Warning } else { Severity::Error };
                context.report(finding.property(*property).severity(severity));
            }
        }
        for id in context.nodes() {
            let NodeKind::Event(event) = &context.index.node(id).node.kind else { continue };
            if matches!(event.position, EventPosition::Boundary { attached_to: None, .. }) {
                let message = format!("{} is not attached to an activity: it has no attachedToRef.", context.node_name(id));
                let finding = context.at_node(codes::BPMN_MISSING_REFERENCE, id, message);
                context.report(finding.property("attachedToRef"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MissingReference;
    use crate::lint::testing::check;

    #[test]
    fn a_flow_from_nowhere_is_merely_never_used() {
        check(&MissingReference, "<task id='t'/><sequenceFlow id='f' targetRef='t'/>", &[
            "warning bpmn/missing-reference f: Sequence flow f comes from nowhere: it has no sourceRef.",
        ]);
    }

    #[test]
    fn flows_have_ends_and_boundary_events_hosts() {
        check(&MissingReference, "<task id='t'/><sequenceFlow id='f' sourceRef='t'/><boundaryEvent id='b' name='Late'/>", &[
            "error bpmn/missing-reference f: Sequence flow f leads nowhere: it has no targetRef.",
            "error bpmn/missing-reference b: Boundary event \"Late\" is not attached to an activity: it has no attachedToRef.",
        ]);
    }
}
