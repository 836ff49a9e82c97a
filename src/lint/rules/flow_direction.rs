//! Nothing flows into a start or out of an end (BPMN 2.0.2 sections 10.5.2, 10.5.3, 10.3.5).

use crate::bpmn::index::{FlowId, NodeId};
use crate::bpmn::{EventPosition, NodeKind};
use crate::diagnostic::{Code, codes};
use crate::lint::{Context, Rule};

/// Flows at the wrong side of an event.
pub(super) struct FlowDirection;

impl Rule for FlowDirection {
    fn codes(&self) -> &'static [Code] {
        &[codes::BPMN_FLOW_DIRECTION]
    }

    fn explanation(&self) -> &'static str {
        "Start events, boundary events, event sub-processes and compensation handlers are entered because something \
         happens, never along a sequence flow; end events, event sub-processes and compensation handlers are left along none."
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.flows() {
            let flow = context.index.flow(id);
            if let Some(what) = flow.source.and_then(|node| no_way_out(context, node)) {
                report(context, id, "sourceRef", format!("comes out of {what}"));
            }
            if let Some(what) = flow.target.and_then(|node| no_way_in(context, node)) {
                report(context, id, "targetRef", format!("goes into {what}"));
            }
        }
    }
}

fn no_way_out(context: &Context<'_>, id: NodeId) -> Option<String> {
    let closed = match &context.index.node(id).node.kind {
        NodeKind::Event(event) => event.position == EventPosition::End,
        _ => return apart(context, id),
    };
    closed.then(|| context.node_name(id))
}

fn no_way_in(context: &Context<'_>, id: NodeId) -> Option<String> {
    let closed = match &context.index.node(id).node.kind {
        NodeKind::Event(event) => {
            matches!(event.position, EventPosition::Start { .. } | EventPosition::Boundary { .. })
        }
        _ => return apart(context, id),
    };
    closed.then(|| context.node_name(id))
}

/// Activities that stand apart from the flow.
fn apart(context: &Context<'_>, id: NodeId) -> Option<String> {
    let NodeKind::Activity(activity) = &context.index.node(id).node.kind else { return None };
    let event = activity.kind.sub_process().is_some_and(|sub_process| sub_process.triggered_by_event);
    if event {
        Some(format!("the event {}", context.node_name(id)))
    } else if activity.for_compensation {
        Some(format!("the compensation handler {}", context.node_name(id)))
    } else {
        None
    }
}

fn report(context: &mut Context<'_>, id: FlowId, property: &'static str, what: String) {
    let message = format!("{} {what}.", context.flow_name(id));
    let finding = context.at_flow(codes::BPMN_FLOW_DIRECTION, id, message);
    context.report(finding.property(property));
}

#[cfg(test)]
mod tests {
    use super::FlowDirection;
    use crate::lint::testing::check;

    #[test]
    fn flows_leave_starts_and_enter_ends() {
        let nodes = "<startEvent id='s' name='Begin'/><endEvent id='e'/>";
        check(&FlowDirection, &format!("{nodes}<sequenceFlow id='f' sourceRef='s' targetRef='e'/>"), &[]);
        check(&FlowDirection, &format!("{nodes}<sequenceFlow id='f' sourceRef='e' targetRef='s'/>"), &[
            "error bpmn/flow-direction f: Sequence flow f comes out of end event e.",
            "error bpmn/flow-direction f: Sequence flow f goes into start event \"Begin\".",
        ]);
        check(&FlowDirection, "<task id='t'/><subProcess id='e' triggeredByEvent='true'/><sequenceFlow id='f' sourceRef='t' targetRef='e'/>", &[
            "error bpmn/flow-direction f: Sequence flow f goes into the event sub-process e.",
        ]);
        check(&FlowDirection, "<task id='t'/><task id='u' isForCompensation='true'/><sequenceFlow id='f' sourceRef='u' targetRef='t'/>", &[
            "error bpmn/flow-direction f: Sequence flow f comes out of the compensation handler task u.",
        ]);
    }
}
