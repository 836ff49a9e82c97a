//! The vocabulary of Camunda 7, as far as forms, decisions, data and assignment go.

use super::fields::{children, pairs, text};
use super::{Expression, Extensions, FormField, Text};
use crate::xml::{Attribute, Element};

/// Its namespace.
pub(in crate::bpmn) const NAMESPACE: &str = "http://camunda.org/schema/1.0/bpmn";

/// An attribute; whether it is known.
pub(super) fn attribute(extensions: &mut Extensions, element: Element<'_>, attribute: Attribute<'_>) -> bool {
    let message = element.name() == "messageEventDefinition";
    let value = attribute.to_text();
    match attribute.name() {
        "formKey" | "formRef" => extensions.known_mut().form_key = Some(value),
        "decisionRef" => extensions.known_mut().called_decision = Some(value),
        "resultVariable" if message => extensions.known_mut().message_variable = Some(value),
        "resultVariable" => extensions.known_mut().variable_name = Some(value),
        "expression" if message => {
            let payload = Expression { text: attribute.mapped().trimmed(), language: None };
            extensions.known_mut().message_payload = Some(payload);
        }
        "modelerTemplate" => extensions.known_mut().template = Some(value),
        "modelerTemplateVersion" => {}
        "topic" => extensions.known_mut().job_type = Some(value),
        "assignee" | "candidateUsers" | "candidateGroups" | "dueDate" | "followUpDate" | "priority" => {
            extensions.known_mut().assignment.push((attribute.name().into(), value));
        }
        // Read with the repetition they belong to.
        "collection" | "elementVariable" => {}
        _ => return false,
    }
    true
}

/// An element below `extensionElements`; whether it is known.
pub(super) fn element(extensions: &mut Extensions, element: Element<'_>) -> bool {
    match element.name() {
        "formData" => extensions.known_mut().form_fields = children(element, "formField").map(form_field).collect(),
        "properties" => extensions.known_mut().properties.extend(pairs(element, "property", "name", "value")),
        _ => return false,
    }
    true
}

fn form_field(element: Element<'_>) -> FormField {
    let list = |outer: &str, inner: &str, second: &str| -> Vec<(Text, Text)> {
        let outer = element.child(NAMESPACE, outer);
        outer
            .map(|outer| pairs(outer, inner, if inner == "property" { "id" } else { "name" }, second))
            .unwrap_or_default()
    };
    let constraints = list("validation", "constraint", "config").into_iter();
    FormField {
        id: text(element, "id").unwrap_or_default(),
        kind: text(element, "type"),
        label: text(element, "label"),
        default: text(element, "defaultValue"),
        values: children(element, "value")
            .filter_map(|value| Some((text(value, "id")?, text(value, "name"))))
            .collect(),
        properties: list("properties", "property", "value"),
        constraints: constraints.map(|(name, config)| (name, Some(config).filter(|text| !text.is_empty()))).collect(),
    }
}

/// What `camunda:` attributes say of a repetition.
pub(in crate::bpmn) struct Repetition {
    pub(in crate::bpmn) collection: Option<Expression>,
    pub(in crate::bpmn) element_variable: Option<Text>,
}

/// `camunda:collection` and `camunda:elementVariable`.
pub(in crate::bpmn) fn repetition(element: Element<'_>) -> Repetition {
    let attribute = |name| element.attribute_in(NAMESPACE, name);
    let collection = attribute("collection").map(|value| value.mapped().trimmed());
    Repetition {
        collection: collection.map(|text| Expression { text, language: None }),
        element_variable: attribute("elementVariable").map(Attribute::to_text),
    }
}
