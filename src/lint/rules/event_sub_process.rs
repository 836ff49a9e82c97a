//! An event sub-process starts with one event that waits for something (BPMN 2.0.2 section 10.3.5).

use crate::bpmn::index::ScopeId;
use crate::bpmn::{Event, NodeKind};
use crate::diagnostic::{Code, Severity, codes};
use crate::lint::{Context, Rule};

/// Event sub-processes that nothing can trigger.
pub(super) struct EventSubProcess;

impl Rule for EventSubProcess {
    fn codes(&self) -> &'static [Code] {
        &[codes::EVENT_SUB_PROCESS]
    }

    fn explanation(&self) -> &'static str {
        "An event sub-process is entered when its start event happens. It therefore has exactly one start event, and that \
         one waits for a message, a timer, an error or the like."
    }

    fn check(&self, context: &mut Context<'_>) {
        for scope in context.scopes() {
            let Some(owner) = context.index.scope(scope).owner else { continue };
            let NodeKind::Activity(activity) = &context.index.node(owner).node.kind else { continue };
            if !activity.kind.sub_process().is_some_and(|sub_process| sub_process.triggered_by_event) {
                continue;
            }
            if let Some(problem) = problem(context, scope) {
                let message = format!("Nothing starts the event {}: {problem}.", context.node_name(owner));
                let severity = context.severity(scope, Severity::Error);
                let finding = context.at_node(codes::EVENT_SUB_PROCESS, owner, message);
                context.report(finding.severity(severity));
            }
        }
    }
}

fn problem(context: &Context<'_>, scope: ScopeId) -> Option<&'static str> {
    let starts: Vec<&Event> = context.index.starts(scope).filter_map(|id| event(context, id)).collect();
    match starts.as_slice() {
        [] => Some("it has no start event"),
        [start] if start.definitions.is_empty() => Some("its start event waits for nothing"),
        [_] => None,
        _ => Some("it must have one start event, not several"),
    }
}

fn event<'w>(context: &Context<'w>, id: crate::bpmn::index::NodeId) -> Option<&'w Event> {
    match &context.index.node(id).node.kind {
        NodeKind::Event(event) => Some(event),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::EventSubProcess;
    use crate::lint::testing::check;

    fn inside(content: &str, expected: &[&str]) {
        check(&EventSubProcess, &format!("<subProcess id='u' name='On error' triggeredByEvent='true'>{content}</subProcess>"), expected);
    }

    #[test]
    fn one_start_event_waits() {
        inside("<startEvent id='s'><signalEventDefinition/></startEvent>", &[]);
        inside("", &["error event/sub-process u: Nothing starts the event sub-process \"On error\": it has no start event."]);
        inside("<startEvent id='s'/>", &[
            "error event/sub-process u: Nothing starts the event sub-process \"On error\": its start event waits for nothing.",
        ]);
        inside("<startEvent id='s'/><startEvent id='t'/>", &[
            "error event/sub-process u: Nothing starts the event sub-process \"On error\": it must have one start event, not several.",
        ]);
    }
}
