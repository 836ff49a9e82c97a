//! Boundary events stand on activities of their own level (BPMN 2.0.2 section 10.5.4).

use crate::bpmn::index::NodeId;
use crate::bpmn::{EventPosition, NodeKind};
use crate::diagnostic::{Code, codes};
use crate::lint::{Context, Rule};

/// Boundary events at a place where they cannot happen.
pub(super) struct BoundaryHost;

impl Rule for BoundaryHost {
    fn codes(&self) -> &'static [Code] {
        &[codes::BPMN_BOUNDARY_HOST]
    }

    fn explanation(&self) -> &'static str {
        "A boundary event waits while its activity runs. Only activities run: an event or a gateway is passed in an \
         instant. The activity must be of the same process or sub-process as the event, because the token goes on there."
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            let node = context.index.node(id);
            let NodeKind::Event(event) = &node.node.kind else { continue };
            let EventPosition::Boundary { attached_to: Some(reference), .. } = &event.position else { continue };
            let Some(what) = node.host.and_then(|host| wrong(context, id, host)) else { continue };
            let message = format!("{} is attached to {what}.", context.node_name(id));
            let finding = context.at_node(codes::BPMN_BOUNDARY_HOST, id, message);
            context.report(finding.property("attachedToRef").span(Some(reference.span)));
        }
    }
}

fn wrong(context: &Context<'_>, id: NodeId, host: NodeId) -> Option<String> {
    let (node, of) = (context.index.node(id), context.index.node(host));
    if id == host {
        Some("itself".to_owned())
    } else if !matches!(of.node.kind, NodeKind::Activity(_)) {
        Some(format!("{}, which is no activity", context.node_name(host)))
    } else if node.scope != of.scope {
        Some(format!("{}, which belongs to {}", context.node_name(host), context.scope_name(of.scope)))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::BoundaryHost;
    use crate::lint::testing::check;

    #[test]
    fn boundary_events_stand_on_activities() {
        check(&BoundaryHost, "<task id='t'/><boundaryEvent id='b' attachedToRef='t'/>", &[]);
        check(&BoundaryHost, "<boundaryEvent id='b' attachedToRef='b'/>", &[
            "error bpmn/boundary-host b: Boundary event b is attached to itself.",
        ]);
        check(&BoundaryHost, "<startEvent id='s'/><boundaryEvent id='b' attachedToRef='s'/>", &[
            "error bpmn/boundary-host b: Boundary event b is attached to start event s, which is no activity.",
        ]);
        check(&BoundaryHost, "<subProcess id='u'><task id='t'/></subProcess><boundaryEvent id='b' attachedToRef='t'/>", &[
            "error bpmn/boundary-host b: Boundary event b is attached to task t, which belongs to sub-process u.",
        ]);
    }
}
