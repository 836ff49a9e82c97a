//! Two flows between the same nodes make two tokens.

use crate::bpmn::{GatewayKind, NodeKind};
use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::bpmn::index::{FlowId, NodeId};
use crate::diagnostic::{Code, codes};
use crate::lint::{Context, Rule};

/// Sequence flows that do the same twice.
pub(super) struct DuplicateFlow;

impl Rule for DuplicateFlow {
    fn codes(&self) -> &'static [Code] {
        &[codes::FLOW_DUPLICATE]
    }

    fn explanation(&self) -> &'static str {
        "Two sequence flows without conditions from one node to the same other node are usually drawn one over the other by \
         mistake. Each of them carries a token, so what follows happens twice."
    }

    fn twin(&self) -> Option<&'static str> {
        Some("no-duplicate-sequence-flows")
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            if decides(context, id) {
                continue;
            }
            let mut first: HashMap<NodeId, FlowId, FixedState> = HashMap::default();
            for flow in &context.index.node(id).outgoing {
                let Some(target) = doubled(context, *flow) else { continue };
                match first.get(&target) {
                    Some(first) => report(context, *first, *flow),
                    None => {
                        first.insert(target, *flow);
                    }
                }
            }
        }
    }
}

/// A gateway that takes one of several ways does not double the token.
fn decides(context: &Context<'_>, id: NodeId) -> bool {
    match &context.index.node(id).node.kind {
        NodeKind::Gateway(gateway) => matches!(gateway.kind, GatewayKind::Exclusive | GatewayKind::EventBased { .. }),
        _ => false,
    }
}

/// The target of a flow, where a second flow to it would make a second token.
fn doubled(context: &Context<'_>, id: FlowId) -> Option<NodeId> {
    let flow = context.index.flow(id);
    flow.target.filter(|target| flow.flow.condition.is_none() && !joins(context, *target))
}

/// A gateway that waits for all of its flows makes one token of two.
fn joins(context: &Context<'_>, id: NodeId) -> bool {
    match &context.index.node(id).node.kind {
        NodeKind::Gateway(gateway) => matches!(gateway.kind, GatewayKind::Parallel | GatewayKind::Inclusive),
        _ => false,
    }
}

fn report(context: &mut Context<'_>, first: FlowId, flow: FlowId) {
    let index = context.index;
    let ends = [index.flow(flow).source, index.flow(flow).target].map(|end| end.map(|node| context.node_name(node)));
    let [Some(from), Some(to)] = ends else { return };
    let (name, other) = (context.flow_name(flow), context.flow_name(first));
    let message = format!("{name} leads from {from} to {to}, as {other} does: {to} happens twice.");
    let finding = context.at_flow(codes::FLOW_DUPLICATE, flow, message);
    let place = context.place(&index.flow(first).flow.base);
    context.report(finding.related("The other one is here.", place));
}

#[cfg(test)]
mod tests {
    use super::DuplicateFlow;
    use crate::lint::testing::check;

    #[test]
    fn one_flow_is_enough() {
        let flows = "<task id='b'/><sequenceFlow id='f' sourceRef='a' targetRef='b'/><sequenceFlow id='g' sourceRef='a' targetRef='b'/>";
        check(&DuplicateFlow, &format!("<exclusiveGateway id='a'/>{flows}"), &[]);
        check(&DuplicateFlow, &format!("<task id='a'/>{flows}").replace("task id='b'", "parallelGateway id='b'"), &[]);
        check(&DuplicateFlow, &format!("<task id='a'/>{flows}"), &[
            "warning flow/duplicate g: Sequence flow g leads from task a to task b, as sequence flow f does: task b happens twice.",
        ]);
    }
}
