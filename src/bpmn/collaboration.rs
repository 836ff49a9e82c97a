//! Participants, messages between them and correlation (BPMN 2.0.2 chapters 8.4 and 9).

use super::{Base, Expression, Reference, Text};

/// `collaboration` (also `choreography`, `conversation`, read for their participants).
#[derive(Clone, Debug)]
pub struct Collaboration {
    /// Id, name.
    pub base: Base,
    /// Participants.
    pub participants: Vec<Participant>,
    /// Message flows.
    pub message_flows: Vec<MessageFlow>,
    /// Correlation keys.
    pub correlation_keys: Vec<CorrelationKey>,
    /// Text annotations, associations and groups.
    pub artifacts: Vec<super::Artifact>,
}

/// `participant`.
#[derive(Clone, Debug)]
pub struct Participant {
    /// Id, name.
    pub base: Base,
    /// `@processRef`.
    pub process: Option<Reference>,
    /// `participantMultiplicity`: minimum and maximum.
    pub multiplicity: Option<(u32, u32)>,
}

/// `messageFlow`.
#[derive(Clone, Debug)]
pub struct MessageFlow {
    /// Id, name.
    pub base: Base,
    /// `@sourceRef`.
    pub source: Option<Reference>,
    /// `@targetRef`.
    pub target: Option<Reference>,
    /// `@messageRef`.
    pub message: Option<Reference>,
}

/// `message`.
#[derive(Clone, Debug)]
pub struct Message {
    /// Id, name.
    pub base: Base,
    /// `@itemRef`.
    pub item: Option<Reference>,
}

/// `signal`.
#[derive(Clone, Debug)]
pub struct Signal {
    /// Id, name, payload and variable.
    pub base: Base,
    /// `@structureRef`.
    pub structure: Option<Reference>,
}

/// `error`.
#[derive(Clone, Debug)]
pub struct ErrorDefinition {
    /// Id, name, payload and variable.
    pub base: Base,
    /// `@errorCode`.
    pub code: Option<Text>,
}

/// `escalation`.
#[derive(Clone, Debug)]
pub struct Escalation {
    /// Id, name, payload and variable.
    pub base: Base,
    /// `@escalationCode`.
    pub code: Option<Text>,
}

/// `correlationKey`.
#[derive(Clone, Debug)]
pub struct CorrelationKey {
    /// Id, name.
    pub base: Base,
    /// `correlationPropertyRef`s.
    pub properties: Vec<Reference>,
}

/// `correlationProperty`.
#[derive(Clone, Debug)]
pub struct CorrelationProperty {
    /// Id, name.
    pub base: Base,
    /// `correlationPropertyRetrievalExpression`s.
    pub retrievals: Vec<CorrelationRetrieval>,
}

/// How a property's value is found in a message.
#[derive(Clone, Debug)]
pub struct CorrelationRetrieval {
    /// `@messageRef`.
    pub message: Option<Reference>,
    /// `messagePath` (or `formalExpression`, as bpmn-js writes it).
    pub path: Option<Expression>,
}

/// `correlationSubscription` of a process.
#[derive(Clone, Debug)]
pub struct CorrelationSubscription {
    /// Id.
    pub base: Base,
    /// `@correlationKeyRef`.
    pub key: Option<Reference>,
    /// `correlationPropertyBinding`s: property and the expression over process data.
    pub bindings: Vec<(Reference, Expression)>,
}

/// `interface`.
#[derive(Clone, Debug)]
pub struct Interface {
    /// Id, name.
    pub base: Base,
    /// `@implementationRef`.
    pub implementation: Option<Text>,
    /// Operations.
    pub operations: Vec<Operation>,
}

/// `operation`.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Id, name.
    pub base: Base,
    /// `inMessageRef`.
    pub input: Option<Reference>,
    /// `outMessageRef`.
    pub output: Option<Reference>,
    /// `errorRef`s.
    pub errors: Vec<Reference>,
}
