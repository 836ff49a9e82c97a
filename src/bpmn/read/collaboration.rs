//! Participants, message flows, messages and correlation.

use super::super::{
    Collaboration, CorrelationKey, CorrelationProperty, CorrelationRetrieval, ErrorDefinition, Escalation, Interface,
    Message, MessageFlow, NAMESPACE, Operation, Participant, Signal,
};
use super::process::artifact;
use super::reader::Reader;
use crate::diagnostic::Severity;
use crate::xml::Element;

/// `collaboration`, or what of a choreography or conversation reads like one.
pub(super) fn collaboration(reader: &mut Reader<'_>, element: Element<'_>) -> Collaboration {
    let mut collaboration = Collaboration {
        base: reader.base(element),
        participants: Vec::new(),
        message_flows: Vec::new(),
        correlation_keys: Vec::new(),
        artifacts: Vec::new(),
    };
    for child in element.children_in(NAMESPACE) {
        match child.name() {
            "participant" => collaboration.participants.push(participant(reader, child)),
            "messageFlow" => collaboration.message_flows.push(message_flow(reader, child)),
            "correlationKey" => collaboration.correlation_keys.push(correlation_key(reader, child)),
            "textAnnotation" | "association" | "group" => collaboration.artifacts.extend(artifact(reader, child)),
            _ => reader.other(child),
        }
    }
    collaboration
}

fn participant(reader: &mut Reader<'_>, element: Element<'_>) -> Participant {
    let multiplicity = element.child(NAMESPACE, "participantMultiplicity").map(|child| {
        let minimum = reader.number(child, "minimum").unwrap_or(0);
        (minimum, reader.number(child, "maximum").unwrap_or(1))
    });
    Participant {
        base: reader.named_base(element, Severity::Warning),
        process: reader.reference(element, "processRef"),
        multiplicity,
    }
}

fn message_flow(reader: &mut Reader<'_>, element: Element<'_>) -> MessageFlow {
    MessageFlow {
        base: reader.base(element),
        source: reader.reference(element, "sourceRef"),
        target: reader.reference(element, "targetRef"),
        message: reader.reference(element, "messageRef"),
    }
}

fn correlation_key(reader: &mut Reader<'_>, element: Element<'_>) -> CorrelationKey {
    CorrelationKey { base: reader.base(element), properties: reader.references(element, "correlationPropertyRef") }
}

/// `message`.
pub(super) fn message(reader: &mut Reader<'_>, element: Element<'_>) -> Message {
    let base = reader.named_base(element, Severity::Warning);
    Message { base, item: reader.reference(element, "itemRef") }
}

/// `signal`.
pub(super) fn signal(reader: &mut Reader<'_>, element: Element<'_>) -> Signal {
    let base = reader.named_base(element, Severity::Warning);
    Signal { base, structure: reader.reference(element, "structureRef") }
}

/// `error`.
pub(super) fn error(reader: &mut Reader<'_>, element: Element<'_>) -> ErrorDefinition {
    let base = reader.named_base(element, Severity::Warning);
    ErrorDefinition { base, code: reader.text(element, "errorCode") }
}

/// `escalation`.
pub(super) fn escalation(reader: &mut Reader<'_>, element: Element<'_>) -> Escalation {
    let base = reader.named_base(element, Severity::Warning);
    Escalation { base, code: reader.text(element, "escalationCode") }
}

/// `correlationProperty`.
pub(super) fn correlation_property(reader: &mut Reader<'_>, element: Element<'_>) -> CorrelationProperty {
    let is_retrieval = |child: &Element<'_>| child.is(NAMESPACE, "correlationPropertyRetrievalExpression");
    let retrieval = |child: Element<'_>| CorrelationRetrieval {
        message: reader.reference(child, "messageRef"),
        path: reader
            .child_expression(child, "messagePath")
            .or_else(|| reader.child_expression(child, "formalExpression")),
    };
    let retrievals = element.children().filter(is_retrieval).map(retrieval).collect();
    CorrelationProperty { base: reader.base(element), retrievals }
}

/// `interface`.
pub(super) fn interface(reader: &mut Reader<'_>, element: Element<'_>) -> Interface {
    let operations = element.children().filter(|child| child.is(NAMESPACE, "operation"));
    let operations = operations.map(|child| operation(reader, child)).collect();
    Interface { base: reader.base(element), implementation: reader.text(element, "implementationRef"), operations }
}

fn operation(reader: &mut Reader<'_>, element: Element<'_>) -> Operation {
    Operation {
        base: reader.base(element),
        input: reader.references(element, "inMessageRef").into_iter().next(),
        output: reader.references(element, "outMessageRef").into_iter().next(),
        errors: reader.references(element, "errorRef"),
    }
}
