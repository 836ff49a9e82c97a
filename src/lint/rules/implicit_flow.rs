//! Splits and joins without a gateway (BPMN 2.0.2 sections 8.4.9, 13.3.1).

use crate::bpmn::NodeKind;
use crate::diagnostic::{Code, codes};
use crate::lint::{Context, Rule};

/// Several flows in or out of an activity or event.
pub(super) struct ImplicitFlow;

impl Rule for ImplicitFlow {
    fn codes(&self) -> &'static [Code] {
        &[codes::STYLE_IMPLICIT_JOIN, codes::STYLE_IMPLICIT_SPLIT]
    }

    fn explanation(&self) -> &'static str {
        "Several flows out of a task all carry a token, as after a parallel gateway. Several flows into a task do not wait \
         for each other: the task runs once for every token. Drawing the gateway shows which is meant."
    }

    fn twin(&self) -> Option<&'static str> {
        Some("fake-join")
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            let node = context.index.node(id);
            if matches!(node.node.kind, NodeKind::Gateway(_)) {
                continue;
            }
            if node.incoming.len() > 1 {
                let message = format!("The {} flows into {} do not join: it happens once for each.", node.incoming.len(), context.node_name(id));
                let finding = context.at_node(codes::STYLE_IMPLICIT_JOIN, id, message);
                context.report(finding);
            }
            let open = |flow: &&crate::bpmn::index::FlowId| context.index.flow(**flow).flow.condition.is_none();
            let open = node.outgoing.iter().filter(open).count();
            if open > 1 {
                let message = format!("{} takes all of its {open} flows at once, without a parallel gateway.", context.node_name(id));
                let finding = context.at_node(codes::STYLE_IMPLICIT_SPLIT, id, message);
                context.report(finding);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ImplicitFlow;
    use crate::lint::testing::check;

    #[test]
    fn gateways_show_what_is_meant() {
        let nodes = "<task id='a'/><task id='b'/><sequenceFlow id='1' sourceRef='a' targetRef='b'/>";
        check(&ImplicitFlow, nodes, &[]);
        check(&ImplicitFlow, &format!("{nodes}<sequenceFlow id='2' sourceRef='a' targetRef='b'/>"), &[
            "hint style/implicit-split a: Task a takes all of its 2 flows at once, without a parallel gateway.",
            "hint style/implicit-join b: The 2 flows into task b do not join: it happens once for each.",
        ]);
    }
}
