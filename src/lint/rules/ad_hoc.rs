//! An ad-hoc sub-process has no fixed beginning or end (BPMN 2.0.2 section 10.3.5).

use crate::bpmn::{EventPosition, NodeKind};
use crate::diagnostic::{Code, codes};
use crate::lint::control::is_ad_hoc;
use crate::lint::{Context, Rule};

/// Start and end events in an ad-hoc sub-process.
pub(super) struct AdHoc;

impl Rule for AdHoc {
    fn codes(&self) -> &'static [Code] {
        &[codes::BPMN_AD_HOC]
    }

    fn explanation(&self) -> &'static str {
        "The activities of an ad-hoc sub-process are started by people, in the order they like, and it is complete when its \
         condition says so. Start and end events have no meaning there, and BPMN forbids them."
    }

    fn twin(&self) -> Option<&'static str> {
        Some("ad-hoc-sub-process")
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            let node = context.index.node(id);
            let NodeKind::Event(event) = &node.node.kind else { continue };
            let edge = matches!(event.position, EventPosition::Start { .. } | EventPosition::End);
            if edge && is_ad_hoc(context.index, node.scope) {
                let message = format!("{} has no meaning in {}.", context.node_name(id), context.scope_name(node.scope));
                let finding = context.at_node(codes::BPMN_AD_HOC, id, message);
                context.report(finding);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::AdHoc;
    use crate::lint::testing::check;

    #[test]
    fn no_starts_and_ends() {
        check(&AdHoc, "<adHocSubProcess id='a'><task id='t'/><endEvent id='e'/></adHocSubProcess><endEvent id='f'/>", &[
            "warning bpmn/ad-hoc e: End event e has no meaning in ad hoc sub-process a.",
        ]);
    }
}
