//! The vocabulary of Camunda 8. A value that begins with `=` is FEEL; any other is the text itself.

use super::fields::{pairs, text};
use super::{Expression, Extensions, Mapping, Text, feel};
use crate::bpmn::{NAMESPACE as BPMN, Reference};
use crate::source::MappedText;
use crate::xml::{Attribute, Element};

/// Its namespace.
pub(in crate::bpmn) const NAMESPACE: &str = "http://camunda.org/schema/zeebe/1.0";

/// An attribute; whether it is known.
pub(super) fn attribute(extensions: &mut Extensions, attribute: Attribute<'_>) -> bool {
    match attribute.name() {
        "modelerTemplate" => extensions.known_mut().template = Some(attribute.to_text()),
        "modelerTemplateVersion" | "modelerTemplateIcon" => {}
        _ => return false,
    }
    true
}

/// An element below `extensionElements`; whether it is known.
pub(super) fn element(extensions: &mut Extensions, element: Element<'_>) -> bool {
    match element.name() {
        "taskDefinition" => extensions.known_mut().job_type = text(element, "type"),
        "formDefinition" => {
            let key = text(element, "formId").or_else(|| text(element, "formKey"));
            extensions.known_mut().form_key = key.or_else(|| text(element, "externalReference"));
        }
        "assignmentDefinition" | "taskSchedule" | "priorityDefinition" => {
            let values = element.attributes().map(|attribute| (attribute.name().into(), attribute.to_text()));
            extensions.known_mut().assignment.extend(values);
        }
        "calledDecision" => {
            extensions.known_mut().called_decision = text(element, "decisionId");
            extensions.known_mut().variable_name = text(element, "resultVariable");
        }
        "calledElement" => extensions.known_mut().called_element = text(element, "processId"),
        "script" => {
            extensions.known_mut().script = value(element, "expression");
            extensions.known_mut().variable_name = text(element, "resultVariable");
        }
        "subscription" => extensions.known_mut().correlation_key = value(element, "correlationKey"),
        "ioMapping" => extensions.known_mut().mappings.extend(element.children().filter_map(mapping)),
        "properties" => extensions.known_mut().properties.extend(pairs(element, "property", "name", "value")),
        "userTask" | "loopCharacteristics" => {}
        _ => return false,
    }
    true
}

fn mapping(element: Element<'_>) -> Option<Mapping> {
    let input = match element.name() {
        "input" => true,
        "output" => false,
        _ => return None,
    };
    Some(Mapping { input, source: value(element, "source")?, target: text(element, "target")? })
}

/// An attribute as a FEEL expression; one without `=` becomes the FEEL text it is.
fn value(element: Element<'_>, name: &str) -> Option<Expression> {
    let written = element.attribute(name)?.mapped().trimmed();
    if written.text.starts_with('=') {
        return Some(feel(&written));
    }
    let quoted = format!("\"{}\"", written.text.replace('\\', "\\\\").replace('"', "\\\""));
    let place = written.to_source(0).map(|at| (1, at)).into_iter().collect();
    Some(Expression { text: MappedText::new(quoted, place), language: Some("feel".into()) })
}

/// The process that `zeebe:calledElement` names, unless an expression computes it.
pub(in crate::bpmn) fn called_element(element: Element<'_>) -> Option<Reference> {
    let id = extension(element, "calledElement")?.attribute("processId")?;
    let fixed = !id.value().is_empty() && !id.value().starts_with('=');
    fixed.then(|| Reference { id: id.to_text(), span: id.value_span() })
}

/// What `zeebe:loopCharacteristics` says of a repetition.
#[derive(Default)]
pub(in crate::bpmn) struct Repetition {
    pub(in crate::bpmn) collection: Option<Expression>,
    pub(in crate::bpmn) element_variable: Option<Text>,
    pub(in crate::bpmn) output: Option<(Text, Expression)>,
}

/// `zeebe:loopCharacteristics`.
pub(in crate::bpmn) fn repetition(element: Element<'_>) -> Repetition {
    let Some(characteristics) = extension(element, "loopCharacteristics") else { return Repetition::default() };
    let output = text(characteristics, "outputCollection").zip(value(characteristics, "outputElement"));
    Repetition {
        collection: value(characteristics, "inputCollection"),
        element_variable: characteristics.attribute("inputElement").map(Attribute::to_text),
        output,
    }
}

fn extension<'t>(element: Element<'t>, name: &str) -> Option<Element<'t>> {
    element.child(BPMN, "extensionElements")?.child(NAMESPACE, name)
}
