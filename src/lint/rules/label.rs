//! Labels make a diagram readable.

use crate::bpmn::index::{Item, NodeId};
use crate::bpmn::{Base, GatewayKind, NodeKind};
use crate::diagnostic::{Code, codes};
use crate::lint::{Context, Rule};

/// Elements without a label.
pub(super) struct Labels;

impl Rule for Labels {
    fn codes(&self) -> &'static [Code] {
        &[codes::STYLE_LABEL]
    }

    fn explanation(&self) -> &'static str {
        "Tasks say what is done, events what has happened, decisions what is asked and their flows what is answered. \
         Parallel gateways and the flows between tasks speak for themselves."
    }

    fn twin(&self) -> Option<&'static str> {
        Some("label-required")
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            if needs_label(context, id) {
                ask(context, Item::Node(id));
            }
        }
        for id in context.flows() {
            if context.index.flow(id).flow.condition.is_some() {
                ask(context, Item::Flow(id));
            }
        }
        for lane in 0..context.index.lanes.len() as u32 {
            ask(context, Item::Lane(crate::bpmn::index::LaneId(lane)));
        }
        for participant in context.index.model.collaborations.iter().flat_map(|collaboration| &collaboration.participants) {
            ask(context, Item::Participant(participant));
        }
    }
}

fn needs_label(context: &Context<'_>, id: NodeId) -> bool {
    let node = context.index.node(id);
    match &node.node.kind {
        NodeKind::Gateway(gateway) => {
            let asks = !matches!(gateway.kind, GatewayKind::Parallel | GatewayKind::EventBased { .. });
            asks && node.outgoing.len() > 1
        }
        NodeKind::Activity(activity) => activity.kind.sub_process().is_none(),
        NodeKind::Event(_) => true,
    }
}

fn ask<'w>(context: &mut Context<'w>, item: Item<'w>) {
    let base: &Base = item.base(context.index);
    if base.name.is_none() {
        let finding = context.at(codes::STYLE_LABEL, base, format!("{} has no label.", context.name(item)));
        context.report(finding.property("name"));
    }
}

#[cfg(test)]
mod tests {
    use super::Labels;
    use crate::lint::testing::check;

    #[test]
    fn what_needs_a_label() {
        check(&Labels, "<task id='t'/><task id='u' name='Ship'/><parallelGateway id='g'/><exclusiveGateway id='x'/><subProcess id='s'/>", &[
            "hint style/label t: Task t has no label.",
        ]);
        check(&Labels, "<laneSet><lane id='l'/></laneSet><exclusiveGateway id='x' name='ok?'/>
            <sequenceFlow id='f' sourceRef='x' targetRef='x'><conditionExpression>y</conditionExpression></sequenceFlow>", &[
            "hint style/label f: Sequence flow f has no label.",
            "hint style/label l: Lane l has no label.",
        ]);
    }
}
