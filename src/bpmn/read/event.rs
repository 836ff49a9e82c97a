//! Events and event definitions.

use super::super::{Event, EventDefinition, EventKind, EventPosition, NAMESPACE, Timer};
use super::data;
use super::reader::{Reader, shown};
use crate::diagnostic::{Diagnostic, codes};
use crate::xml::Element;

/// Where an event stands in the flow; `None` when the element is no event.
pub(super) fn position(reader: &mut Reader<'_>, element: Element<'_>) -> Option<EventPosition> {
    Some(match element.name() {
        "startEvent" => EventPosition::Start { interrupting: reader.flag(element, "isInterrupting", true) },
        "intermediateCatchEvent" => EventPosition::Catch,
        "intermediateThrowEvent" => EventPosition::Throw,
        "boundaryEvent" => EventPosition::Boundary {
            attached_to: reader.reference(element, "attachedToRef"),
            interrupting: reader.flag(element, "cancelActivity", true),
        },
        "endEvent" => EventPosition::End,
        _ => return None,
    })
}

/// An event that stands there.
pub(super) fn event(reader: &mut Reader<'_>, element: Element<'_>, position: EventPosition) -> Event {
    let mut event = Event {
        position,
        definitions: Vec::new(),
        parallel_multiple: reader.flag(element, "parallelMultiple", false),
        inputs: Vec::new(),
        outputs: Vec::new(),
        properties: Vec::new(),
        data_inputs: Vec::new(),
        data_outputs: Vec::new(),
    };
    for child in element.children_in(NAMESPACE) {
        match child.name() {
            "inputSet" | "outputSet" => {}
            "dataInput" => event.data_inputs.push(data::data_input(reader, child)),
            "dataOutput" => event.data_outputs.push(data::data_input(reader, child)),
            "dataInputAssociation" => event.inputs.push(data::association(reader, child)),
            "dataOutputAssociation" => event.outputs.push(data::association(reader, child)),
            "property" => event.properties.push(data::property(reader, child)),
            "eventDefinitionRef" => event.definitions.extend(referred_definition(reader, element, child)),
            name if name.ends_with("EventDefinition") => event.definitions.extend(definition(reader, child)),
            _ => reader.other(child),
        }
    }
    event
}

fn referred_definition(reader: &mut Reader<'_>, event: Element<'_>, child: Element<'_>) -> Option<EventDefinition> {
    let reference = reader.text_reference(child)?;
    if let Some(element) = reader.event_definition(&reference.id) {
        return definition(reader, element);
    }
    let message =
        format!("{} refers to the event definition {:?}, which does not exist.", shown(event), &*reference.id);
    let problem = Diagnostic::new(codes::BPMN_UNRESOLVED_REFERENCE, message);
    let problem = problem.property("eventDefinitionRef").span(Some(reference.span));
    let id = event.attribute("id").map(|id| id.to_text()).unwrap_or_default();
    reader.diagnostics.push(problem.at(id));
    None
}

/// An event definition, inside an event or at the root.
pub(super) fn definition(reader: &mut Reader<'_>, element: Element<'_>) -> Option<EventDefinition> {
    let kind = match element.name() {
        "messageEventDefinition" => EventKind::Message {
            message: reader.reference_or_child(element, "messageRef"),
            operation: reader.reference_or_child(element, "operationRef"),
        },
        "timerEventDefinition" => EventKind::Timer(Timer {
            date: reader.child_expression(element, "timeDate"),
            duration: reader.child_expression(element, "timeDuration"),
            cycle: reader.child_expression(element, "timeCycle"),
        }),
        "signalEventDefinition" => EventKind::Signal { signal: reader.reference_or_child(element, "signalRef") },
        "errorEventDefinition" => EventKind::Error { error: reader.reference_or_child(element, "errorRef") },
        "escalationEventDefinition" => {
            EventKind::Escalation { escalation: reader.reference_or_child(element, "escalationRef") }
        }
        "conditionalEventDefinition" => {
            EventKind::Conditional { condition: reader.child_expression(element, "condition") }
        }
        "compensateEventDefinition" => EventKind::Compensation {
            activity: reader.reference_or_child(element, "activityRef"),
            wait: reader.flag(element, "waitForCompletion", true),
        },
        "linkEventDefinition" => EventKind::Link { name: reader.text(element, "name").unwrap_or_default() },
        "cancelEventDefinition" => EventKind::Cancel,
        "terminateEventDefinition" => EventKind::Terminate,
        _ => {
            reader.other(element);
            return None;
        }
    };
    Some(EventDefinition { base: reader.base(element), kind })
}
