//! A parallel split inside a loop makes more tokens with every round.

use crate::bpmn::index::NodeId;
use crate::bpmn::{GatewayKind, NodeKind};
use crate::diagnostic::{Code, codes};
use crate::lint::{Context, Rule};

/// Loops that multiply tokens.
pub(super) struct Multiplication;

impl Rule for Multiplication {
    fn codes(&self) -> &'static [Code] {
        &[codes::FLOW_MULTIPLICATION]
    }

    fn explanation(&self) -> &'static str {
        "Two or more ways out of a parallel gateway lead back to it without a join between. Every round doubles the tokens, \
         until a limit ends the run. A parallel or inclusive gateway that joins the ways before the loop keeps them together."
    }

    fn check(&self, context: &mut Context<'_>) {
        let mut walks = context.control.walks();
        for id in context.nodes() {
            if !is_split(context, id) || is_join(context, id) || !context.control.is_reachable(id) {
                continue;
            }
            let Some(left) = walks.checked_sub(context.index.node(id).outgoing.len()) else { return };
            walks = left;
            let returns = |way: &NodeId| context.control.reached_from(&[*way], |node| is_join(context, node))[id.index()];
            let returning = context.index.successors(id).filter(returns).count();
            if returning > 1 {
                let message = format!("{returning} ways out of {} lead back to it: its tokens multiply with every round.", context.node_name(id));
                let finding = context.at_node(codes::FLOW_MULTIPLICATION, id, message);
                context.report(finding);
            }
        }
    }
}

fn is_split(context: &Context<'_>, id: NodeId) -> bool {
    let node = context.index.node(id);
    let all = match &node.node.kind {
        NodeKind::Gateway(gateway) => matches!(gateway.kind, GatewayKind::Parallel),
        _ => node.outgoing.iter().all(|flow| context.index.flow(*flow).flow.condition.is_none()),
    };
    all && node.outgoing.len() > 1
}

fn is_join(context: &Context<'_>, id: NodeId) -> bool {
    let node = context.index.node(id);
    let waits = match &node.node.kind {
        NodeKind::Gateway(gateway) => !matches!(gateway.kind, GatewayKind::Exclusive | GatewayKind::EventBased { .. }),
        _ => false,
    };
    waits && node.incoming.len() > 1
}

#[cfg(test)]
mod tests {
    use super::Multiplication;
    use crate::lint::testing::check;

    #[test]
    fn splits_are_joined_before_a_loop() {
        let nodes = "<startEvent id='s'/><exclusiveGateway id='x'/><parallelGateway id='p'/><parallelGateway id='j'/><endEvent id='e'/>
            <sequenceFlow id='1' sourceRef='s' targetRef='x'/><sequenceFlow id='2' sourceRef='x' targetRef='p'/>";
        check(&Multiplication, &format!("{nodes}<sequenceFlow id='3' sourceRef='p' targetRef='x'/><sequenceFlow id='4' sourceRef='p' targetRef='x'/>"), &[
            "warning flow/multiplication p: 2 ways out of parallel gateway p lead back to it: its tokens multiply with every round.",
        ]);
        check(&Multiplication, &format!("{nodes}<sequenceFlow id='3' sourceRef='p' targetRef='j'/><sequenceFlow id='4' sourceRef='p' targetRef='j'/><sequenceFlow id='5' sourceRef='j' targetRef='x'/>"), &[]);
    }
}
