//! What the vocabularies of other tools add to an element: `spiffworkflow:`, `camunda:` and the common part of `zeebe:`.
//!
//! The parts of one meaning share one field whatever the vocabulary; only what has no twin is kept apart. Extensions the
//! reader does not know are listed by name so that a person can be told, and stay untouched in the file.

pub(super) mod camunda;
mod fields;
pub(super) mod spiffworkflow;
#[cfg(test)]
mod tests;
pub(super) mod zeebe;

use super::read::Context;
use super::{Expression, Text};
use crate::source::MappedText;
use crate::xml::Element;

/// A vocabulary that gives extension elements meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Vocabulary {
    /// `http://spiffworkflow.org/bpmn/schema/1.0/core`: texts are Python.
    SpiffWorkflow,
    /// `http://camunda.org/schema/1.0/bpmn`.
    Camunda,
    /// `http://camunda.org/schema/zeebe/1.0`: expressions are FEEL.
    Zeebe,
}

impl Vocabulary {
    /// The vocabulary of a namespace.
    pub fn of_namespace(namespace: &str) -> Option<Self> {
        match namespace {
            spiffworkflow::NAMESPACE => Some(Self::SpiffWorkflow),
            camunda::NAMESPACE => Some(Self::Camunda),
            zeebe::NAMESPACE => Some(Self::Zeebe),
            _ => None,
        }
    }
}

/// What extensions say of one element.
#[derive(Clone, Debug, Default)]
pub struct Extensions(Option<Box<Known>>);

impl Extensions {
    /// Extensions with that content.
    pub fn new(known: Known) -> Self {
        Self(Some(Box::new(known)))
    }

    /// The content, where there is any.
    pub fn known(&self) -> Option<&Known> {
        self.0.as_deref()
    }

    /// The content to change, made when there is none.
    pub fn known_mut(&mut self) -> &mut Known {
        self.0.get_or_insert_default()
    }
}

/// The extensions the engine or its hosts act upon.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// `spiffworkflow:preScript`: runs when the task becomes ready.
    pub pre_script: Option<Expression>,
    /// `spiffworkflow:postScript`: runs on completion.
    pub post_script: Option<Expression>,
    /// `spiffworkflow:serviceTaskOperator`.
    pub service: Option<ServiceOperator>,
    /// `spiffworkflow:calledDecisionId`, `camunda:decisionRef` or `zeebe:calledDecision/@decisionId`.
    pub called_decision: Option<Text>,
    /// `zeebe:calledElement/@processId`.
    pub called_element: Option<Text>,
    /// `spiffworkflow:variableName`; `camunda:resultVariable` or `zeebe:script/@resultVariable` elsewhere.
    pub variable_name: Option<Text>,
    /// `spiffworkflow:payloadExpression` of a signal, error or escalation.
    pub payload: Option<Expression>,
    /// `spiffworkflow:messagePayload`; `camunda:expression` of a message event definition.
    pub message_payload: Option<Expression>,
    /// `spiffworkflow:messageVariable`; `camunda:resultVariable` of a message event definition.
    pub message_variable: Option<Text>,
    /// `spiffworkflow:processVariableCorrelation`s: property id and expression.
    pub process_variable_correlations: Vec<(Text, Expression)>,
    /// `spiffworkflow:properties`, `camunda:properties` or `zeebe:properties`: name and value.
    pub properties: Vec<(Text, Text)>,
    /// `spiffworkflow:instructionsForEndUser`.
    pub instructions: Option<Expression>,
    /// `spiffworkflow:taskMetadataValues`: name and expression.
    pub task_metadata: Vec<(Text, Expression)>,
    /// `spiffworkflow:allowGuest`.
    pub allow_guest: bool,
    /// `spiffworkflow:guestConfirmation`.
    pub guest_confirmation: Option<Text>,
    /// `spiffworkflow:signalButtonLabel`.
    pub signal_button_label: Option<Text>,
    /// `spiffworkflow:processModelToStartOnTaskAvailable`.
    pub process_to_start: Option<Text>,
    /// `spiffworkflow:unitTests`.
    pub unit_tests: Vec<UnitTest>,
    /// `spiffworkflow:category` of a data object.
    pub category: Option<Text>,
    /// `spiffworkflow:jsonSchemaId` (also written without prefix).
    pub json_schema: Option<Text>,
    /// `spiffworkflow:isOutputSynced`.
    pub output_synced: Option<bool>,
    /// `camunda:formKey` or `zeebe:formDefinition/@formId`.
    pub form_key: Option<Text>,
    /// `camunda:formData`.
    pub form_fields: Vec<FormField>,
    /// `camunda:assignee`, `camunda:candidateGroups`, `zeebe:assignmentDefinition` ...: name and value.
    pub assignment: Vec<(Text, Text)>,
    /// `zeebe:taskDefinition/@type` or `camunda:topic`.
    pub job_type: Option<Text>,
    /// `zeebe:ioMapping/input` and `output`: source expression and target.
    pub mappings: Vec<Mapping>,
    /// `zeebe:script/@expression`.
    pub script: Option<Expression>,
    /// `zeebe:subscription/@correlationKey`.
    pub correlation_key: Option<Expression>,
    /// `camunda:modelerTemplate` or `zeebe:modelerTemplate`: the element template it was made from.
    pub template: Option<Text>,
    /// Qualified names of extensions that are not interpreted.
    pub unknown: Vec<Text>,
}

/// `spiffworkflow:serviceTaskOperator`: which connector command to call with what.
#[derive(Clone, Debug)]
pub struct ServiceOperator {
    /// `@id`, such as `http/GetRequest`.
    pub id: Text,
    /// `@resultVariable`.
    pub result_variable: Option<Text>,
    /// Parameters in order.
    pub parameters: Vec<ServiceParameter>,
    /// `retry`: how often, and the base of the delay in seconds (default 3).
    pub retry: Option<(u32, f64)>,
}

/// One parameter of a service operator.
#[derive(Clone, Debug)]
pub struct ServiceParameter {
    /// `@id`.
    pub id: Text,
    /// `@type`.
    pub kind: Option<Text>,
    /// `@value`, an expression; a parameter without one is left out of the call.
    pub value: Option<Expression>,
}

/// `spiffworkflow:unitTest`.
#[derive(Clone, Debug)]
pub struct UnitTest {
    /// `@id`.
    pub id: Text,
    /// `inputJson`.
    pub input: Text,
    /// `expectedOutputJson`.
    pub expected: Text,
}

/// `camunda:formField`.
#[derive(Clone, Debug)]
pub struct FormField {
    /// `@id`: the variable.
    pub id: Text,
    /// `@type`: `string`, `long`, `boolean`, `date`, `enum` ...
    pub kind: Option<Text>,
    /// `@label`.
    pub label: Option<Text>,
    /// `@defaultValue`.
    pub default: Option<Text>,
    /// `camunda:value`s of an enum: id and name.
    pub values: Vec<(Text, Option<Text>)>,
    /// `camunda:properties`.
    pub properties: Vec<(Text, Text)>,
    /// `camunda:validation/constraint`s: name and configuration.
    pub constraints: Vec<(Text, Option<Text>)>,
}

/// One line of `zeebe:ioMapping`.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// Whether it is an input (else an output).
    pub input: bool,
    /// `@source`.
    pub source: Expression,
    /// `@target`.
    pub target: Text,
}

/// Reads the attributes of an element that belong to extensions.
pub(super) fn read_attributes(_context: &mut Context<'_>, extensions: &mut Extensions, element: Element<'_>) {
    for attribute in element.attributes() {
        let known = match Vocabulary::of_namespace(attribute.namespace()) {
            Some(Vocabulary::SpiffWorkflow) => spiffworkflow::attribute(extensions, attribute),
            Some(Vocabulary::Camunda) => camunda::attribute(extensions, element, attribute),
            Some(Vocabulary::Zeebe) => zeebe::attribute(extensions, attribute),
            None if attribute.namespace().is_empty() => {
                spiffworkflow::unprefixed_attribute(extensions, element, attribute);
                true
            }
            None => crate::xml::XSI == attribute.namespace() || crate::xml::XML == attribute.namespace(),
        };
        if !known {
            let name = format!("{}:{}", attribute.prefix(), attribute.name());
            extensions.known_mut().unknown.push(name.into());
        }
    }
    spiffworkflow::message_elements(extensions, element);
}

/// Reads the `extensionElements` of an element.
pub(super) fn read_elements(
    _context: &mut Context<'_>,
    extensions: &mut Extensions,
    owner: Element<'_>,
    extension_elements: Element<'_>,
) {
    for element in extension_elements.children() {
        let known = match Vocabulary::of_namespace(element.namespace()) {
            Some(Vocabulary::SpiffWorkflow) => spiffworkflow::element(extensions, owner, element),
            Some(Vocabulary::Camunda) => camunda::element(extensions, element),
            Some(Vocabulary::Zeebe) => zeebe::element(extensions, element),
            None => false,
        };
        if !known {
            let colon = if element.prefix().is_empty() { "" } else { ":" };
            extensions.known_mut().unknown.push(format!("{}{colon}{}", element.prefix(), element.name()).into());
        }
    }
}

/// A FEEL expression as Camunda 8 writes it: text after `=`.
pub(super) fn feel(text: &MappedText) -> Expression {
    Expression { text: text.skipped(1).trimmed(), language: Some("feel".into()) }
}
