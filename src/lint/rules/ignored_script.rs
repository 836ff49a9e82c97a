//! Pre- and postscripts that nobody runs: SpiffWorkflow reads them on tasks and sub-processes only.

use crate::bpmn::{ActivityKind, FlowNode, NodeKind};
use crate::diagnostic::{Code, codes};
use crate::lint::{Context, Rule};

/// Scripts at a place where they are ignored.
pub(super) struct IgnoredScripts;

impl Rule for IgnoredScripts {
    fn codes(&self) -> &'static [Code] {
        &[codes::EXTENSION_IGNORED_SCRIPT]
    }

    fn explanation(&self) -> &'static str {
        "SpiffWorkflow runs prescripts and postscripts of tasks, sub-processes and call activities. On script tasks, events \
         and gateways they are read and never run; what they should do belongs into the script itself or into a task before."
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            let node = context.index.node(id).node;
            let Some(known) = node.base.extensions.known().filter(|_| !runs_scripts(node)) else { continue };
            for (property, script) in [("preScript", &known.pre_script), ("postScript", &known.post_script)] {
                let Some(script) = script else { continue };
                let message = format!("The {property} of {} never runs.", context.node_name(id));
                let span = script.text.span(0, script.text.text.len() as u32).unwrap_or(node.base.span);
                let finding = context.at_node(codes::EXTENSION_IGNORED_SCRIPT, id, message);
                context.report(finding.property(property).span(Some(span)));
            }
        }
    }
}

fn runs_scripts(node: &FlowNode) -> bool {
    match &node.kind {
        NodeKind::Activity(activity) => !matches!(activity.kind, ActivityKind::Script { .. }),
        NodeKind::Event(_) | NodeKind::Gateway(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::IgnoredScripts;
    use crate::lint::testing::check;

    #[test]
    fn tasks_run_their_scripts_and_others_do_not() {
        let with = |kind: &str| format!("<{kind} id='t'><extensionElements><spiff:preScript>x = 1</spiff:preScript></extensionElements></{kind}>");
        check(&IgnoredScripts, &with("userTask"), &[]);
        check(&IgnoredScripts, &with("scriptTask"), &["warning extension/ignored-script t: The preScript of script task t never runs."]);
        check(&IgnoredScripts, &with("endEvent"), &["warning extension/ignored-script t: The preScript of end event t never runs."]);
    }
}
