//! A decision needs conditions, and conditions need a decision (BPMN 2.0.2 sections 8.4.13, 10.6.2, 10.6.3).

use crate::bpmn::index::{FlowId, NodeId};
use crate::bpmn::{Base, GatewayKind, NodeKind, Reference};
use crate::diagnostic::{Code, Severity, codes};
use crate::lint::{Context, Rule, names};
use crate::source::Span;

/// Decisions without conditions, and conditions that nobody asks.
pub(super) struct Conditions;

impl Rule for Conditions {
    fn codes(&self) -> &'static [Code] {
        &[codes::FLOW_MISSING_CONDITION, codes::FLOW_IGNORED_CONDITION]
    }

    fn explanation(&self) -> &'static str {
        "Where an exclusive or inclusive gateway has several ways out, each needs a condition, except the default flow, \
         which is taken when no condition holds. After a parallel gateway all ways are taken, whatever condition they have."
    }

    fn twin(&self) -> Option<&'static str> {
        Some("conditional-flows")
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            let NodeKind::Gateway(gateway) = &context.index.node(id).node.kind else { continue };
            match gateway.kind {
                GatewayKind::Exclusive | GatewayKind::Inclusive => decision(context, id, gateway.default_flow.as_ref()),
                GatewayKind::Parallel => parallel(context, id),
                GatewayKind::Complex { .. } | GatewayKind::EventBased { .. } => {}
            }
        }
    }
}

fn decision(context: &mut Context<'_>, id: NodeId, default: Option<&Reference>) {
    let outgoing = &context.index.node(id).outgoing;
    if outgoing.len() < 2 {
        return;
    }
    let base = |flow: &FlowId| &context.index.flow(*flow).flow.base;
    let open = outgoing.iter().filter(|flow| context.index.flow(**flow).flow.condition.is_none());
    let open: Vec<FlowId> = open.filter(|flow| default.is_none_or(|default| default.id != base(flow).id)).copied().collect();
    if open.is_empty() {
        return;
    }
    let node = context.node_name(id);
    let flows: Vec<String> = open.iter().map(|flow| context.flow_name(*flow)).collect();
    let have = if open.len() == 1 { "has no condition and is" } else { "have no conditions and are" };
    let message = format!("{} out of {node} {have} not its default.", names::list(&flows));
    let severity = context.severity(context.index.node(id).scope, Severity::Warning);
    let at = if let [flow] = open.as_slice() { base(flow) } else { &context.index.node(id).node.base };
    let mut finding = context.at(codes::FLOW_MISSING_CONDITION, at, message).severity(severity);
    if let ([flow], None) = (open.as_slice(), default) {
        let title = format!("Make {} the default", context.flow_name(*flow));
        let gateway = &context.index.node(id).node.base;
        finding = finding.fix(title, vec![new_attribute(gateway, "default", &base(flow).id)]);
    }
    context.report(finding.property("conditionExpression"));
}

/// An attribute written at the end of a start tag.
fn new_attribute(base: &Base, name: &str, value: &str) -> (Span, String) {
    let closing = if base.span.end == base.outer.end { "/>" } else { ">" };
    let at = base.span.end.saturating_sub(closing.len() as u32);
    (Span::new(at, at), format!(" {name}=\"{value}\""))
}

fn parallel(context: &mut Context<'_>, id: NodeId) {
    for flow in &context.index.node(id).outgoing {
        if context.index.flow(*flow).flow.condition.is_some() {
            let message = format!("The condition of {} is ignored: {} takes every way.", context.flow_name(*flow), context.node_name(id));
            let finding = context.at_flow(codes::FLOW_IGNORED_CONDITION, *flow, message);
            context.report(finding.property("conditionExpression"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Conditions;
    use crate::lint::testing::{check, check_fix};

    const FLOWS: &str = "<task id='t'/><sequenceFlow id='yes' name='yes' sourceRef='g' targetRef='t'><conditionExpression>x</conditionExpression></sequenceFlow>
        <sequenceFlow id='no' name='no' sourceRef='g' targetRef='t'/>";

    #[test]
    fn decisions_have_conditions() {
        check(&Conditions, &format!("<exclusiveGateway id='g' default='no'/>{FLOWS}"), &[]);
        let open = format!("<exclusiveGateway id='g' name='ok?'/>{FLOWS}");
        check(&Conditions, &open, &[
            "warning flow/missing-condition no: Sequence flow \"no\" out of exclusive gateway \"ok?\" has no condition and is not its default.",
        ]);
        check_fix(&Conditions, &open, "name='ok?' default=\"no\"/>");
        check(&Conditions, "<process id='P'><inclusiveGateway id='g'/><sequenceFlow id='a' sourceRef='g' targetRef='g'/><sequenceFlow id='b' sourceRef='g' targetRef='g'/></process>", &[
            "hint flow/missing-condition g: Sequence flow a and sequence flow b out of inclusive gateway g have no conditions and are not its default.",
        ]);
    }

    #[test]
    fn parallel_gateways_ask_no_conditions() {
        check(&Conditions, &format!("<parallelGateway id='g'/>{FLOWS}"), &[
            "warning flow/ignored-condition yes: The condition of sequence flow \"yes\" is ignored: parallel gateway g takes every way.",
        ]);
    }
}
