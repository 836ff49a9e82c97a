//! Events and tasks must say which message, signal, error, escalation or condition they mean (BPMN 2.0.2 section 10.5.5).

use crate::bpmn::index::NodeId;
use crate::bpmn::{ActivityKind, Event, EventKind, EventPosition, NodeKind};
use crate::diagnostic::{Code, Severity, codes};
use crate::lint::{Context, Rule};

/// Events that leave open what they are about.
pub(super) struct EventDefinitionComplete;

impl Rule for EventDefinitionComplete {
    fn codes(&self) -> &'static [Code] {
        &[codes::EVENT_INCOMPLETE]
    }

    fn explanation(&self) -> &'static str {
        "What is thrown meets what is caught by the name of its message, signal, error or escalation; a conditional event \
         waits for its condition. Where that is left open, nothing can ever match. Catching every error or escalation \
         without naming one is allowed."
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            match &context.index.node(id).node.kind {
                NodeKind::Event(event) => self::event(context, id, event),
                NodeKind::Activity(activity) => {
                    let open = match &activity.kind {
                        ActivityKind::Send { message: None, operation: None } => "sent",
                        ActivityKind::Receive { message: None, operation: None, .. } => "awaited",
                        _ => continue,
                    };
                    if context.index.node(id).node.base.extensions.known().is_none_or(|known| known.job_type.is_none()) {
                        let what = format!("does not say which message is {open}");
                        report(context, id, "messageRef", &what, Severity::Warning);
                    }
                }
                NodeKind::Gateway(_) => {}
            }
        }
    }
}

fn event(context: &mut Context<'_>, id: NodeId, event: &Event) {
    let throws = event.position.is_throwing();
    for definition in &event.definitions {
        let (property, what, severity) = match &definition.kind {
            EventKind::Message { message: None, operation: None } => ("messageRef", "message", Severity::Warning),
            EventKind::Signal { signal: None } => ("signalRef", "signal", Severity::Warning),
            EventKind::Error { error: None } if throws => ("errorRef", "error", Severity::Warning),
            EventKind::Escalation { escalation: None } if throws => ("escalationRef", "escalation", Severity::Warning),
            EventKind::Conditional { condition: None } => ("condition", "condition", Severity::Error),
            _ => continue,
        };
        let verb = match event.position {
            EventPosition::Throw | EventPosition::End => "it throws",
            _ => "it waits for",
        };
        report(context, id, property, &format!("does not say which {what} {verb}"), severity);
    }
}

fn report(context: &mut Context<'_>, id: NodeId, property: &'static str, what: &str, severity: Severity) {
    let scope = context.index.node(id).scope;
    let severity = match severity {
        Severity::Error => context.severity_of_gap(scope),
        severity => context.severity(scope, severity),
    };
    let message = format!("{} {what}.", context.node_name(id));
    let finding = context.at_node(codes::EVENT_INCOMPLETE, id, message).severity(severity);
    context.report(finding.property(property));
}

#[cfg(test)]
mod tests {
    use super::EventDefinitionComplete;
    use crate::lint::testing::check;

    #[test]
    fn events_say_what_they_are_about() {
        check(&EventDefinitionComplete, "<boundaryEvent id='b'><errorEventDefinition/></boundaryEvent>", &[]);
        check(&EventDefinitionComplete, "<endEvent id='e' name='Failed'><errorEventDefinition/></endEvent>", &[
            "warning event/incomplete e: End event \"Failed\" does not say which error it throws.",
        ]);
        check(&EventDefinitionComplete, "<startEvent id='s'><messageEventDefinition/></startEvent>", &[
            "warning event/incomplete s: Start event s does not say which message it waits for.",
        ]);
        check(&EventDefinitionComplete, "<startEvent id='s'><conditionalEventDefinition/></startEvent>", &[
            "error event/incomplete s: Start event s does not say which condition it waits for.",
        ]);
        check(&EventDefinitionComplete, "<process id='P'><receiveTask id='r'/></process>", &[
            "hint event/incomplete r: Receive task r does not say which message is awaited.",
        ]);
        let drawn = "<process id='P'><startEvent id='s'><conditionalEventDefinition/></startEvent></process>";
        check(&EventDefinitionComplete, drawn, &[
            "hint event/incomplete s: Start event s does not say which condition it waits for.",
        ]);
    }
}
