//! A gateway leads somewhere (BPMN 2.0.2 section 10.6).

use crate::bpmn::{GatewayKind, NodeKind};
use crate::diagnostic::{Code, Severity, codes};
use crate::lint::{Context, Rule};

/// Gateways without a way out.
pub(super) struct GatewayDeadEnd;

impl Rule for GatewayDeadEnd {
    fn codes(&self) -> &'static [Code] {
        &[codes::FLOW_GATEWAY_DEAD_END]
    }

    fn explanation(&self) -> &'static str {
        "A gateway decides where tokens go on; one without an outgoing sequence flow has nothing to decide, and a token \
         that comes to it is stuck. A flow was probably deleted or attached to something else."
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            let node = context.index.node(id);
            let NodeKind::Gateway(gateway) = &node.node.kind else { continue };
            if !node.outgoing.is_empty() {
                continue;
            }
            // Tokens may end at a join of parallel ways.
            let running = if matches!(gateway.kind, GatewayKind::Parallel) { Severity::Warning } else { Severity::Error };
            let severity = context.severity(node.scope, running);
            let message = format!("{} has no outgoing sequence flow.", context.node_name(id));
            let finding = context.at_node(codes::FLOW_GATEWAY_DEAD_END, id, message);
            context.report(finding.severity(severity));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::GatewayDeadEnd;
    use crate::lint::testing::check;

    #[test]
    fn gateways_lead_somewhere() {
        check(&GatewayDeadEnd, "<exclusiveGateway id='g' name='ok?'/><parallelGateway id='p'/>", &[
            "error flow/gateway-dead-end g: Exclusive gateway \"ok?\" has no outgoing sequence flow.",
            "warning flow/gateway-dead-end p: Parallel gateway p has no outgoing sequence flow.",
        ]);
        check(&GatewayDeadEnd, "<exclusiveGateway id='g'/><sequenceFlow id='f' sourceRef='g' targetRef='g'/>", &[]);
    }
}
