//! An event-based gateway waits for one of several events (BPMN 2.0.2 section 10.6.6).

use crate::bpmn::index::NodeId;
use crate::bpmn::{ActivityKind, EventPosition, GatewayKind, NodeKind};
use crate::diagnostic::{Code, Severity, codes};
use crate::lint::{Context, Rule};

/// Event-based gateways followed by something that does not wait.
pub(super) struct EventGateways;

impl Rule for EventGateways {
    fn codes(&self) -> &'static [Code] {
        &[codes::FLOW_EVENT_GATEWAY]
    }

    fn explanation(&self) -> &'static str {
        "After an event-based gateway the first event that happens decides the way. Each of its flows therefore leads, \
         without a condition, straight to a catch event or a receive task, and there are at least two of them."
    }

    fn twin(&self) -> Option<&'static str> {
        Some("event-based-gateway")
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            if let NodeKind::Gateway(gateway) = &context.index.node(id).node.kind
                && matches!(gateway.kind, GatewayKind::EventBased { .. })
            {
                self::gateway(context, id);
            }
        }
    }
}

fn gateway(context: &mut Context<'_>, id: NodeId) {
    let node = context.index.node(id);
    let name = context.node_name(id);
    if node.outgoing.len() == 1 {
        let finding = context.at_node(codes::FLOW_EVENT_GATEWAY, id, format!("{name} has only one event to wait for."));
        context.report(finding.severity(Severity::Warning));
    }
    for flow in &node.outgoing {
        if context.index.flow(*flow).flow.condition.is_some() {
            let message = format!("{} leaves {name}, which asks no conditions.", context.flow_name(*flow));
            let finding = context.at_flow(codes::FLOW_EVENT_GATEWAY, *flow, message);
            context.report(finding.severity(Severity::Warning).property("conditionExpression"));
        }
        let target = context.index.flow(*flow).target;
        if let Some(target) = target.filter(|target| !waits(context, *target)) {
            let message = format!("{name} leads to {}, which does not wait for an event.", context.node_name(target));
            let severity = context.severity(node.scope, Severity::Error);
            let finding = context.at_flow(codes::FLOW_EVENT_GATEWAY, *flow, message);
            context.report(finding.severity(severity));
        }
    }
}

fn waits(context: &Context<'_>, id: NodeId) -> bool {
    match &context.index.node(id).node.kind {
        NodeKind::Event(event) => event.position == EventPosition::Catch,
        NodeKind::Activity(activity) => matches!(activity.kind, ActivityKind::Receive { .. }),
        NodeKind::Gateway(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::EventGateways;
    use crate::lint::testing::check;

    #[test]
    fn only_events_follow() {
        let fine = "<eventBasedGateway id='g'/><intermediateCatchEvent id='a'/><receiveTask id='b'/>
            <sequenceFlow id='f' sourceRef='g' targetRef='a'/><sequenceFlow id='h' sourceRef='g' targetRef='b'/>";
        check(&EventGateways, fine, &[]);
        check(&EventGateways, "<eventBasedGateway id='g'/><task id='t'/><sequenceFlow id='f' sourceRef='g' targetRef='t'><conditionExpression>x</conditionExpression></sequenceFlow>", &[
            "warning flow/event-gateway g: Event based gateway g has only one event to wait for.",
            "warning flow/event-gateway f: Sequence flow f leaves event based gateway g, which asks no conditions.",
            "error flow/event-gateway f: Event based gateway g leads to task t, which does not wait for an event.",
        ]);
    }
}
