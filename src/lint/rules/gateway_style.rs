//! A gateway either splits or joins.

use crate::bpmn::NodeKind;
use crate::diagnostic::{Code, codes};
use crate::lint::{Context, Rule};

/// Gateways that do nothing, or two things at once.
pub(super) struct GatewayStyle;

impl Rule for GatewayStyle {
    fn codes(&self) -> &'static [Code] {
        &[codes::STYLE_SUPERFLUOUS_GATEWAY, codes::STYLE_JOIN_FORK]
    }

    fn explanation(&self) -> &'static str {
        "A gateway with one way in and one way out changes nothing. One that joins and splits at once is easily misread: \
         two gateways, one after the other, say the same more clearly."
    }

    fn twin(&self) -> Option<&'static str> {
        Some("no-gateway-join-fork")
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            let node = context.index.node(id);
            if !matches!(node.node.kind, NodeKind::Gateway(_)) {
                continue;
            }
            let (code, what) = match (node.incoming.len(), node.outgoing.len()) {
                (1, 1) => (codes::STYLE_SUPERFLUOUS_GATEWAY, "has one way in and one way out: it decides nothing"),
                (2.., 2..) => (codes::STYLE_JOIN_FORK, "joins and splits at once"),
                _ => continue,
            };
            let finding = context.at_node(code, id, format!("{} {what}.", context.node_name(id)));
            context.report(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::GatewayStyle;
    use crate::lint::testing::check;

    #[test]
    fn gateways_do_one_thing() {
        let flow = |id: &str, from: &str, to: &str| format!("<sequenceFlow id='{id}' sourceRef='{from}' targetRef='{to}'/>");
        let nodes = "<task id='a'/><task id='b'/><exclusiveGateway id='g'/>";
        let one = [flow("1", "a", "g"), flow("2", "g", "b")].concat();
        check(&GatewayStyle, &format!("{nodes}{one}"), &[
            "hint style/superfluous-gateway g: Exclusive gateway g has one way in and one way out: it decides nothing.",
        ]);
        let split = flow("3", "g", "a");
        check(&GatewayStyle, &format!("{nodes}{one}{split}"), &[]);
        check(&GatewayStyle, &format!("{nodes}{one}{split}{}", flow("4", "b", "g")), &[
            "hint style/join-fork g: Exclusive gateway g joins and splits at once.",
        ]);
    }
}
