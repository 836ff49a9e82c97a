//! Assignment in the words of another engine: SpiffWorkflow gives tasks to people by lanes.

use crate::bpmn::index::NodeId;
use crate::bpmn::{ActivityKind, NodeKind};
use crate::diagnostic::{Code, codes};
use crate::lint::{Context, Rule};

/// `camunda:assignee`, `candidateUsers` and `candidateGroups`, which SpiffWorkflow ignores.
pub(super) struct ForeignAssignment;

impl Rule for ForeignAssignment {
    fn codes(&self) -> &'static [Code] {
        &[codes::EXTENSION_FOREIGN_ASSIGNMENT]
    }

    fn explanation(&self) -> &'static str {
        "SpiffWorkflow reads neither assignee nor candidates of Camunda. There a task is for the group that is named like its \
         lane, for those whom the variable lane_owners names for the lane, and without a lane for who started the process. \
         Here the option assignment of people lets assignee and candidates decide."
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            let node = context.index.node(id).node;
            let Some(known) = node.base.extensions.known() else { continue };
            let told = known.assignment.iter().filter(|(name, _)| assigns(name));
            for (name, value) in told {
                let message = format!("The {name} of {} is ignored by SpiffWorkflow.", context.node_name(id));
                let finding = context.at_node(codes::EXTENSION_FOREIGN_ASSIGNMENT, id, message);
                let finding = finding.property(name.clone()).help(advice(context, id, name, value));
                context.report(finding);
            }
        }
    }
}

fn assigns(name: &str) -> bool {
    matches!(name, "assignee" | "candidateUsers" | "candidateGroups")
}

/// What to do instead, with the names that stand here.
fn advice(context: &Context<'_>, id: NodeId, name: &str, value: &str) -> String {
    let node = context.index.node(id).node;
    let human = matches!(&node.kind, NodeKind::Activity(activity) if is_human(&activity.kind));
    if !human {
        return "Only tasks of people are assigned; remove it.".to_owned();
    }
    match name {
        "candidateGroups" => format!("Put the task in a lane named {value}, like the group, and remove it."),
        _ => format!("Put the task in a lane and let lane_owners name {value} for it, then remove it."),
    }
}

fn is_human(kind: &ActivityKind) -> bool {
    matches!(kind, ActivityKind::User | ActivityKind::Manual)
}

#[cfg(test)]
mod tests {
    use super::ForeignAssignment;
    use crate::diagnostic::Severity;
    use crate::lint::testing::{check, findings, model};

    fn task(kind: &str, attributes: &str) -> String {
        format!("<{kind} xmlns:camunda='http://camunda.org/schema/1.0/bpmn' id='t' {attributes}/>")
    }

    #[test]
    fn what_spiffworkflow_ignores_is_told_for_each_attribute() {
        check(&ForeignAssignment, &task("userTask", "camunda:assignee='ada' camunda:candidateGroups='Clerks'"), &[
            "information extension/foreign-assignment t: The assignee of user task t is ignored by SpiffWorkflow.",
            "information extension/foreign-assignment t: The candidateGroups of user task t is ignored by SpiffWorkflow.",
        ]);
        check(&ForeignAssignment, &task("userTask", "camunda:dueDate='2026-01-01' camunda:formKey='f'"), &[]);
    }

    #[test]
    fn the_advice_names_the_lane() {
        let help = |text: &str| findings(&ForeignAssignment, &[model(text)])[0].help.clone().unwrap_or_default();
        assert!(help(&task("manualTask", "camunda:candidateGroups='Clerks'")).contains("lane named Clerks"));
        assert!(help(&task("userTask", "camunda:assignee='ada'")).contains("name ada for it"));
        assert!(help(&task("serviceTask", "camunda:assignee='ada'")).contains("Only tasks of people"));
        assert_eq!(findings(&ForeignAssignment, &[model(&task("userTask", "camunda:assignee='a'"))])[0].severity, Severity::Information);
    }
}
