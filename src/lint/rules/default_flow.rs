//! A default flow is one of the node's own ways out (BPMN 2.0.2 sections 10.3.1, 10.6.2).

use crate::bpmn::index::{FlowId, Item, NodeId};
use crate::bpmn::{GatewayKind, NodeKind, Reference};
use crate::diagnostic::{Code, Severity, codes};
use crate::lint::{Context, Rule};

/// Default flows that are not the node's own, or that never matter.
pub(super) struct DefaultFlow;

impl Rule for DefaultFlow {
    fn codes(&self) -> &'static [Code] {
        &[codes::BPMN_DEFAULT_FLOW]
    }

    fn explanation(&self) -> &'static str {
        "The default flow is taken when no condition of the other ways out holds. It must leave the node that names it, it \
         needs no condition of its own, and a parallel or event-based gateway has no use for it."
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            let (default, decides) = match &context.index.node(id).node.kind {
                NodeKind::Activity(activity) => (&activity.default_flow, true),
                NodeKind::Gateway(gateway) => (&gateway.default_flow, decides(&gateway.kind)),
                NodeKind::Event(_) => continue,
            };
            if let Some(reference) = default {
                default_flow(context, id, reference, decides);
            }
        }
    }
}

fn decides(kind: &GatewayKind) -> bool {
    !matches!(kind, GatewayKind::Parallel | GatewayKind::EventBased { .. })
}

fn default_flow(context: &mut Context<'_>, id: NodeId, reference: &Reference, decides: bool) {
    let Some(Item::Flow(flow)) = context.index.get(&reference.id) else { return };
    let (name, flow_name) = (context.node_name(id), context.flow_name(flow));
    if context.index.flow(flow).source != Some(id) {
        let message = format!("The default flow of {name} is {flow_name}, which does not leave it.");
        report(context, id, reference, message, Severity::Error);
    } else if !decides {
        let message = format!("{name} has a default flow, but it never decides between its flows.");
        report(context, id, reference, message, Severity::Warning);
    } else if context.index.flow(flow).flow.condition.is_some() {
        conditional(context, id, flow);
    }
}

fn report(context: &mut Context<'_>, id: NodeId, reference: &Reference, message: String, severity: Severity) {
    let finding = context.at_node(codes::BPMN_DEFAULT_FLOW, id, message).severity(severity);
    context.report(finding.property("default").span(Some(reference.span)));
}

fn conditional(context: &mut Context<'_>, id: NodeId, flow: FlowId) {
    let (name, flow_name) = (context.node_name(id), context.flow_name(flow));
    let message = format!("{flow_name} is the default flow of {name}, so its condition is never asked.");
    let finding = context.at_flow(codes::BPMN_DEFAULT_FLOW, flow, message).severity(Severity::Warning);
    context.report(finding.property("conditionExpression").help("Remove the condition, or choose another default flow."));
}

#[cfg(test)]
mod tests {
    use super::DefaultFlow;
    use crate::lint::testing::check;

    #[test]
    fn the_default_flow_leaves_its_node() {
        let flows = "<task id='a'/><task id='b'/><sequenceFlow id='f' sourceRef='g' targetRef='a'/>
            <sequenceFlow id='h' sourceRef='a' targetRef='b'/>";
        check(&DefaultFlow, &format!("<exclusiveGateway id='g' default='f'/>{flows}"), &[]);
        check(&DefaultFlow, &format!("<exclusiveGateway id='g' name='ok?' default='h'/>{flows}"), &[
            "error bpmn/default-flow g: The default flow of exclusive gateway \"ok?\" is sequence flow h, which does not leave it.",
        ]);
        check(&DefaultFlow, &format!("<parallelGateway id='g' default='f'/>{flows}"), &[
            "warning bpmn/default-flow g: Parallel gateway g has a default flow, but it never decides between its flows.",
        ]);
        check(&DefaultFlow, "<task id='t' default='f'/><sequenceFlow id='f' sourceRef='t' targetRef='t'><conditionExpression>x</conditionExpression></sequenceFlow>", &[
            "warning bpmn/default-flow f: Sequence flow f is the default flow of task t, so its condition is never asked.",
        ]);
    }
}
