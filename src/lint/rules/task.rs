//! Tasks that do their work by themselves must say which.

use crate::bpmn::extension::Known;
use crate::bpmn::index::NodeId;
use crate::bpmn::{Activity, ActivityKind, NodeKind};
use crate::diagnostic::{Code, Severity, codes};
use crate::lint::{Context, Rule};

/// Script, service and business rule tasks without content.
pub(super) struct TaskContent;

impl Rule for TaskContent {
    fn codes(&self) -> &'static [Code] {
        &[codes::TASK_NO_SCRIPT, codes::TASK_NO_OPERATION, codes::TASK_NO_DECISION]
    }

    fn explanation(&self) -> &'static str {
        "A script task runs its script, a service task its operation, a business rule task its decision. Without one the \
         task does nothing or waits for a host that knows what is meant; SpiffWorkflow refuses such a service task."
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            let NodeKind::Activity(activity) = &context.index.node(id).node.kind else { continue };
            let nothing = Known::default();
            let known = context.index.node(id).node.base.extensions.known().unwrap_or(&nothing);
            let Some((code, property, what)) = missing(activity, known) else { continue };
            let severity = context.severity(context.index.node(id).scope, Severity::Warning);
            let message = format!("{} {what}.", context.node_name(id));
            report(context, code, id, property, message, severity);
        }
    }
}

fn missing(activity: &Activity, known: &Known) -> Option<(Code, &'static str, &'static str)> {
    let external = known.job_type.is_some() || calls_code(known);
    match &activity.kind {
        ActivityKind::Script { script: None } if known.script.is_none() && !external => {
            Some((codes::TASK_NO_SCRIPT, "script", "has no script"))
        }
        ActivityKind::Service { operation: None, implementation } => {
            let named = implementation.as_deref().is_some_and(|name| !name.starts_with("##"));
            let has = named || known.service.is_some() || external;
            (!has).then_some((codes::TASK_NO_OPERATION, "implementation", "does not say which service to call"))
        }
        ActivityKind::BusinessRule { .. } if known.called_decision.is_none() && !external => {
            Some((codes::TASK_NO_DECISION, "calledDecisionId", "does not say which decision to make"))
        }
        _ => None,
    }
}

/// Whether Camunda 7 would call Java or evaluate an expression.
fn calls_code(known: &Known) -> bool {
    let code = ["camunda:class", "camunda:delegateExpression", "camunda:expression", "camunda:type", "camunda:connector", "camunda:resource"];
    known.unknown.iter().any(|name| code.contains(&name.as_ref()))
}

fn report(context: &mut Context<'_>, code: Code, id: NodeId, property: &'static str, message: String, severity: Severity) {
    let finding = context.at_node(code, id, message).severity(severity);
    context.report(finding.property(property));
}

#[cfg(test)]
mod tests {
    use super::TaskContent;
    use crate::lint::testing::check;

    #[test]
    fn tasks_have_content() {
        check(&TaskContent, "<scriptTask id='s' name='Add up'><script> </script></scriptTask>", &[
            "warning task/no-script s: Script task \"Add up\" has no script.",
        ]);
        check(&TaskContent, "<serviceTask id='s' implementation='##WebService'/>", &[
            "warning task/no-operation s: Service task s does not say which service to call.",
        ]);
        check(&TaskContent, "<businessRuleTask id='b'/>", &[
            "warning task/no-decision b: Business rule task b does not say which decision to make.",
        ]);
        check(&TaskContent, "<scriptTask id='s'><script>x = 1</script></scriptTask>
            <serviceTask id='t'><extensionElements><spiff:serviceTaskOperator id='http/Get'/></extensionElements></serviceTask>
            <businessRuleTask id='b'><extensionElements><spiff:calledDecisionId>d</spiff:calledDecisionId></extensionElements></businessRuleTask>", &[]);
    }
}
