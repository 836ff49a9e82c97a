//! The vocabulary of SpiffWorkflow and SpiffArena. Its texts are Python.

use super::fields::{attribute_expression, children, content, expression, pairs, text};
use super::{Expression, Extensions, ServiceOperator, ServiceParameter, Text, UnitTest};
use crate::bpmn::NAMESPACE as BPMN;
use crate::xml::{Attribute, Element};

/// Its namespace.
pub(in crate::bpmn) const NAMESPACE: &str = "http://spiffworkflow.org/bpmn/schema/1.0/core";

/// An attribute; whether it is known.
pub(super) fn attribute(extensions: &mut Extensions, attribute: Attribute<'_>) -> bool {
    match attribute.name() {
        "isOutputSynced" => extensions.known_mut().output_synced = Some(is_true(&attribute.value())),
        "jsonSchemaId" => extensions.known_mut().json_schema = Some(attribute.to_text()),
        // The first is read with the repetition it belongs to, the second concerns the modeler only.
        "scriptsOnInstances" | "isMatchingCorrelation" => {}
        _ => return false,
    }
    true
}

/// The modeler writes `jsonSchemaId` of messages without prefix.
pub(super) fn unprefixed_attribute(extensions: &mut Extensions, element: Element<'_>, attribute: Attribute<'_>) {
    if attribute.name() == "jsonSchemaId" && element.name() == "message" {
        extensions.known_mut().json_schema = Some(attribute.to_text());
    }
}

/// An element below `extensionElements`; whether it is known.
pub(super) fn element(extensions: &mut Extensions, owner: Element<'_>, element: Element<'_>) -> bool {
    if is_message_element(element.name()) {
        // Carriers of messages have them at any depth and read them apart; on `message` they are deprecated but read.
        if owner.name() == "message" {
            message_element(extensions, element);
        }
        return true;
    }
    let known = extensions.known_mut();
    match element.name() {
        "preScript" => known.pre_script = expression(element),
        "postScript" => known.post_script = expression(element),
        "serviceTaskOperator" => known.service = Some(service(element)),
        "calledDecisionId" => known.called_decision = content(element),
        "variableName" => known.variable_name = content(element),
        "payloadExpression" => known.payload = expression(element),
        "properties" => known.properties.extend(pairs(element, "property", "name", "value")),
        "instructionsForEndUser" => known.instructions = expression(element),
        "taskMetadataValues" => known.task_metadata = task_metadata(element),
        "allowGuest" => known.allow_guest = content(element).is_some_and(|value| is_true(&value)),
        "guestConfirmation" => known.guest_confirmation = content(element),
        "signalButtonLabel" => known.signal_button_label = content(element),
        "processModelToStartOnTaskAvailable" => known.process_to_start = content(element),
        "unitTests" => known.unit_tests = children(element, "unitTest").map(unit_test).collect(),
        "category" => known.category = content(element),
        _ => return false,
    }
    true
}

/// Message payload, variable and correlations, at any depth below a message event definition, send or receive task.
pub(super) fn message_elements(extensions: &mut Extensions, owner: Element<'_>) {
    let carries = matches!(owner.name(), "messageEventDefinition" | "sendTask" | "receiveTask");
    if !carries || owner.namespace() != BPMN {
        return;
    }
    for element in owner.descendants().filter(|element| element.namespace() == NAMESPACE) {
        message_element(extensions, element);
    }
}

fn is_message_element(name: &str) -> bool {
    matches!(name, "messagePayload" | "messageVariable" | "processVariableCorrelation")
}

fn message_element(extensions: &mut Extensions, element: Element<'_>) {
    match element.name() {
        "messagePayload" => extensions.known_mut().message_payload = expression(element),
        "messageVariable" => extensions.known_mut().message_variable = content(element),
        "processVariableCorrelation" => {
            extensions.known_mut().process_variable_correlations.extend(correlation(element));
        }
        _ => {}
    }
}

fn correlation(element: Element<'_>) -> Option<(Text, Expression)> {
    let property = content(element.child(NAMESPACE, "propertyId")?)?;
    Some((property, expression(element.child(NAMESPACE, "expression")?)?))
}

fn service(element: Element<'_>) -> ServiceOperator {
    let parameters = element.child(NAMESPACE, "parameters").into_iter();
    let parameters = parameters.flat_map(|list| children(list, "parameter"));
    ServiceOperator {
        id: text(element, "id").unwrap_or_default(),
        result_variable: text(element, "resultVariable").filter(|name| !name.is_empty()),
        parameters: parameters.map(parameter).collect(),
        retry: element.child(NAMESPACE, "retry").map(retry),
    }
}

fn parameter(element: Element<'_>) -> ServiceParameter {
    ServiceParameter {
        id: text(element, "id").unwrap_or_default(),
        kind: text(element, "type"),
        value: attribute_expression(element, "value"),
    }
}

fn retry(element: Element<'_>) -> (u32, f64) {
    let number = |name| element.attribute(name)?.value().trim().parse::<f64>().ok();
    let retries = number("retries").unwrap_or(0.0).clamp(0.0, f64::from(u32::MAX)) as u32;
    (retries, number("backoff_base").filter(|base| base.is_finite()).unwrap_or(3.0))
}

fn task_metadata(element: Element<'_>) -> Vec<(Text, Expression)> {
    let value = |child| Some((text(child, "name")?, attribute_expression(child, "value")?));
    children(element, "taskMetadataValue").filter_map(value).collect()
}

fn unit_test(element: Element<'_>) -> UnitTest {
    let json = |name| element.child(NAMESPACE, name).and_then(content).unwrap_or_default();
    UnitTest {
        id: text(element, "id").unwrap_or_default(),
        input: json("inputJson"),
        expected: json("expectedOutputJson"),
    }
}

/// `spiffworkflow:scriptsOnInstances` of a repetition.
pub(in crate::bpmn) fn scripts_on_instances(element: Element<'_>) -> bool {
    element.attribute_in(NAMESPACE, "scriptsOnInstances").is_some_and(|value| is_true(&value.value()))
}

fn is_true(value: &str) -> bool {
    value.trim().eq_ignore_ascii_case("true") || value.trim() == "1"
}
