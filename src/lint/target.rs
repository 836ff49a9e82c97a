//! Where a diagram is to run: what one engine lets pass another refuses.

use super::Context;
use crate::bpmn::index::{Item, NodeId};
use crate::diagnostic::{Code, Diagnostic, Severity, codes};

/// The engine whose rules decide what is an error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// BPMN 2.0 as this engine runs it.
    #[default]
    Standard,
    /// SpiffWorkflow, whose parser refuses a process for more reasons.
    SpiffWorkflow,
}

impl Target {
    /// Whether a finding matters to this engine at all: what another engine ignores need not trouble here.
    pub(super) fn concerns(self, code: Code) -> bool {
        self == Self::SpiffWorkflow || code != codes::EXTENSION_FOREIGN_ASSIGNMENT
    }

    /// The finding with the severity it has for this engine.
    pub(super) fn judge(self, context: &Context<'_>, finding: Diagnostic) -> Diagnostic {
        if self == Self::SpiffWorkflow && is_refused(finding.code) && is_parsed(context, &finding) {
            let help = finding.help.clone().unwrap_or_default();
            let help = format!("{help} SpiffWorkflow refuses to load the process.");
            return finding.severity(Severity::Error).help(help.trim());
        }
        finding
    }
}

/// What SpiffWorkflow's parser refuses.
fn is_refused(code: Code) -> bool {
    const REFUSED: [Code; 11] = [
        codes::BPMN_NOT_EXECUTABLE,
        codes::BPMN_CORRELATION,
        codes::FLOW_NO_START,
        codes::FLOW_MISSING_CONDITION,
        codes::TASK_NO_OPERATION,
        codes::TASK_NO_DECISION,
        codes::TASK_NO_CALLED_ELEMENT,
        codes::TASK_REPETITION,
        codes::EVENT_SUB_PROCESS,
        codes::WORKSPACE_UNKNOWN_PROCESS,
        codes::WORKSPACE_UNKNOWN_DECISION,
    ];
    REFUSED.contains(&code)
}

/// Its parser follows the flow from the start events and never sees the rest.
fn is_parsed(context: &Context<'_>, finding: &Diagnostic) -> bool {
    let index = context.index;
    let node = finding.place.element.as_ref().and_then(|element| match index.get(element)? {
        Item::Node(node) => Some(node),
        Item::Flow(flow) => index.flow(flow).source,
        _ => None,
    });
    let outer = |node: &NodeId| index.scope(index.node(*node).scope).owner;
    std::iter::successors(node, outer).all(|node| context.control.is_reachable(node))
}

#[cfg(test)]
mod tests {
    use super::Target;
    use crate::diagnostic::Severity;
    use crate::dmn::Decisions;
    use crate::lint::check_for;
    use crate::lint::testing::model;

    fn errors(content: &str, target: Target) -> Vec<String> {
        let model = model(content);
        let errors = check_for(&[&model], &Decisions::default(), target)
            .into_iter()
            .filter(|finding| finding.severity == Severity::Error);
        errors.map(|finding| finding.code.to_string()).collect()
    }

    #[test]
    fn assignment_is_told_to_those_who_deploy_on_spiffworkflow() {
        let model = model(
            "<startEvent id='s'/><userTask xmlns:camunda='http://camunda.org/schema/1.0/bpmn' id='t' camunda:assignee='ada'/>",
        );
        let told = |target| {
            let found = check_for(&[&model], &Decisions::default(), target);
            found.iter().any(|finding| finding.code.name() == "extension/foreign-assignment")
        };
        assert!(told(Target::SpiffWorkflow) && !told(Target::Standard));
    }

    #[test]
    fn spiffworkflow_refuses_more() {
        let connected = "<startEvent id='s'/><serviceTask id='t'/><sequenceFlow id='f' sourceRef='s' targetRef='t'/>";
        assert_eq!(errors(connected, Target::Standard), Vec::<String>::new());
        assert_eq!(errors(connected, Target::SpiffWorkflow), ["task/no-operation"]);
        assert_eq!(errors("<startEvent id='s'/><serviceTask id='t'/>", Target::SpiffWorkflow), Vec::<String>::new());
    }
}
