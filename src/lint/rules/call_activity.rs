//! A call activity calls a process that the workspace has (BPMN 2.0.2 section 10.3.6).

use crate::bpmn::index::NodeId;
use crate::bpmn::{ActivityKind, NodeKind, Reference};
use crate::diagnostic::{Code, Severity, codes};
use crate::lint::{Context, Rule};

/// Calls of nothing, or of something unknown.
pub(super) struct CallActivities;

impl Rule for CallActivities {
    fn codes(&self) -> &'static [Code] {
        &[codes::TASK_NO_CALLED_ELEMENT, codes::WORKSPACE_UNKNOWN_PROCESS]
    }

    fn explanation(&self) -> &'static str {
        "A call activity runs another process, found by its id in any file of the workspace. When none has that id, the run \
         stops there until the file is added."
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            let NodeKind::Activity(activity) = &context.index.node(id).node.kind else { continue };
            match &activity.kind {
                ActivityKind::Call { called: None } if !is_computed(context, id) => nothing_called(context, id),
                ActivityKind::Call { called: Some(reference) } => called(context, id, reference),
                _ => {}
            }
        }
    }
}

/// Whether an extension computes what is called.
fn is_computed(context: &Context<'_>, id: NodeId) -> bool {
    let known = context.index.node(id).node.base.extensions.known();
    known.is_some_and(|known| known.called_element.is_some())
}

fn nothing_called(context: &mut Context<'_>, id: NodeId) {
    let severity = context.severity(context.index.node(id).scope, Severity::Error);
    let message = format!("{} does not say which process it calls.", context.node_name(id));
    let finding = context.at_node(codes::TASK_NO_CALLED_ELEMENT, id, message);
    context.report(finding.severity(severity).property("calledElement"));
}

fn called(context: &mut Context<'_>, id: NodeId, reference: &Reference) {
    let computed = reference.id.contains(['{', '(']) || reference.id.starts_with('=');
    if computed || context.workspace.callable(&reference.id).is_some() {
        return;
    }
    let message = format!("{} calls the process {}, which no file of the workspace has.", context.node_name(id), reference.id);
    let finding = context.at_node(codes::WORKSPACE_UNKNOWN_PROCESS, id, message);
    let mut finding = finding.property("calledElement").span(Some(reference.span));
    if let Some(near) = context.suggest(&reference.id, |context| context.workspace.callable_ids()) {
        finding = finding.help(format!("Did you mean {near}?"));
        finding = finding.fix(format!("Call {near}"), vec![(reference.span, near.to_owned())]);
    }
    context.report(finding);
}

#[cfg(test)]
mod tests {
    use super::CallActivities;
    use crate::lint::testing::{check, check_fix, findings, model};

    #[test]
    fn calls_find_their_process() {
        let caller = |id: &str| format!("<process id='P' isExecutable='true'><callActivity id='c' name='Pay' calledElement='{id}'/></process>");
        check(&CallActivities, &caller("P"), &[]);
        check(&CallActivities, &caller("${next}"), &[]);
        check(&CallActivities, &caller("Payment"), &[
            "warning workspace/unknown-process c: Call activity \"Pay\" calls the process Payment, which no file of the workspace has.",
        ]);
        assert_eq!(findings(&CallActivities, &[model(&caller("Payment")), model("<process id='Payment'/>")]), []);
        check_fix(&CallActivities, "<process id='Payment'><callActivity id='c' calledElement='Paymnt'/></process>", "calledElement='Payment'");
        check(&CallActivities, "<callActivity id='c'/>", &[
            "error task/no-called-element c: Call activity c does not say which process it calls.",
        ]);
    }
}
