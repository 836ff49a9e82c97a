//! A business rule task names a decision that the workspace has (BPMN 2.0.2 section 10.3.3).

use crate::bpmn::index::NodeId;
use crate::bpmn::{ActivityKind, NodeKind};
use crate::diagnostic::{Code, codes};
use crate::lint::{Context, Rule};

/// Decisions that no file holds.
pub(super) struct Decisions;

impl Rule for Decisions {
    fn codes(&self) -> &'static [Code] {
        &[codes::WORKSPACE_UNKNOWN_DECISION]
    }

    fn explanation(&self) -> &'static str {
        "A business rule task asks for a decision by its id, which is found in any DMN file of the workspace. When none has \
         that id, the host of the run has to decide; SpiffWorkflow refuses the process."
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            let node = context.index.node(id).node;
            let NodeKind::Activity(activity) = &node.kind else { continue };
            let ActivityKind::BusinessRule { .. } = activity.kind else { continue };
            let called = node.base.extensions.known().and_then(|known| known.called_decision.as_ref());
            if let Some(decision) = called {
                called_decision(context, id, decision);
            }
        }
    }
}

fn called_decision(context: &mut Context<'_>, id: NodeId, decision: &str) {
    let computed = decision.contains(['{', '(']) || decision.starts_with('=');
    if computed || context.workspace.decisions.contains(&decision) {
        return;
    }
    let message =
        format!("{} asks for the decision {decision}, which no file of the workspace has.", context.node_name(id));
    let mut finding = context.at_node(codes::WORKSPACE_UNKNOWN_DECISION, id, message).property("calledDecisionId");
    if let Some(near) = context.suggest(decision, |context| context.workspace.decisions.clone()) {
        finding = finding.help(format!("Did you mean {near}?"));
    }
    context.report(finding);
}

#[cfg(test)]
mod tests {
    use super::Decisions;
    use crate::lint::testing::{check, lines, model};
    use crate::lint::{Context, Rule, Workspace};

    fn task(decision: &str) -> String {
        format!(
            "<businessRuleTask id='b' name='Price'><extensionElements><spiff:calledDecisionId>{decision}</spiff:calledDecisionId></extensionElements></businessRuleTask>"
        )
    }

    #[test]
    fn decisions_are_found() {
        let unknown = "warning workspace/unknown-decision b: Business rule task \"Price\" asks for the decision prize, which no file of the workspace has.";
        check(&Decisions, &task("prize"), &[unknown]);
        check(&Decisions, &task("=next"), &[]);
        check(&Decisions, "<businessRuleTask id='b'/>", &[]);
        let known = |decision: &str| {
            let model = model(&task(decision));
            let workspace = Workspace::with_decisions(&[&model], vec!["price"]);
            let mut context = Context::new(&workspace, 0);
            Decisions.check(&mut context);
            context.found
        };
        assert_eq!(known("price"), []);
        let found = known("prize");
        assert_eq!(lines(&found), [unknown]);
        assert_eq!(found[0].help.as_deref(), Some("Did you mean price?"));
    }
}
