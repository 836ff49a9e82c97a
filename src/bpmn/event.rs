//! Events and what they are about (BPMN 2.0.2 section 10.5).

use super::{Base, DataAssociation, DataInput, Expression, Property, Reference};

/// An event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Where it stands in the flow.
    pub position: EventPosition,
    /// What it catches or throws; none for a none event, several for a multiple event. References to root definitions are
    /// resolved here by the reader.
    pub definitions: Vec<EventDefinition>,
    /// `@parallelMultiple`: all definitions must happen, not just one.
    pub parallel_multiple: bool,
    /// Data associations of a throw event.
    pub inputs: Vec<DataAssociation>,
    /// Data associations of a catch event.
    pub outputs: Vec<DataAssociation>,
    /// Properties.
    pub properties: Vec<Property>,
    /// `dataInput`s of a throw event: its input associations end there.
    pub data_inputs: Vec<DataInput>,
    /// `dataOutput`s of a catch event: its output associations begin there.
    pub data_outputs: Vec<DataInput>,
}

/// Where an event stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventPosition {
    /// `startEvent`.
    Start {
        /// `@isInterrupting`, of event sub-processes. Default true.
        interrupting: bool,
    },
    /// `intermediateCatchEvent`.
    Catch,
    /// `intermediateThrowEvent`.
    Throw,
    /// `boundaryEvent`.
    Boundary {
        /// `@attachedToRef`.
        attached_to: Option<Reference>,
        /// `@cancelActivity`. Default true.
        interrupting: bool,
    },
    /// `endEvent`.
    End,
}

impl EventPosition {
    /// The local name of the element.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Start { .. } => "startEvent",
            Self::Catch => "intermediateCatchEvent",
            Self::Throw => "intermediateThrowEvent",
            Self::Boundary { .. } => "boundaryEvent",
            Self::End => "endEvent",
        }
    }

    /// Whether it throws (throw and end events) rather than catches.
    pub fn is_throwing(&self) -> bool {
        matches!(self, Self::Throw | Self::End)
    }
}

/// An event definition with its id.
#[derive(Clone, Debug)]
pub struct EventDefinition {
    /// Id, extensions (payload, variable ...).
    pub base: Base,
    /// What happens.
    pub kind: EventKind,
}

/// What an event is about (section 10.5.5).
#[derive(Clone, Debug)]
pub enum EventKind {
    /// A message.
    Message {
        /// `@messageRef`.
        message: Option<Reference>,
        /// `operationRef`.
        operation: Option<Reference>,
    },
    /// A point in time, a length of time or a cycle.
    Timer(Timer),
    /// A signal.
    Signal {
        /// `@signalRef`.
        signal: Option<Reference>,
    },
    /// An error.
    Error {
        /// `@errorRef`.
        error: Option<Reference>,
    },
    /// An escalation.
    Escalation {
        /// `@escalationRef`.
        escalation: Option<Reference>,
    },
    /// A condition that becomes true.
    Conditional {
        /// `condition`.
        condition: Option<Expression>,
    },
    /// Compensation.
    Compensation {
        /// `@activityRef`.
        activity: Option<Reference>,
        /// `@waitForCompletion`. Default true.
        wait: bool,
    },
    /// A link inside one level.
    Link {
        /// `@name`, which source and target share.
        name: super::Text,
    },
    /// Cancels a transaction.
    Cancel,
    /// Ends the process or sub-process at once.
    Terminate,
}

impl EventKind {
    /// The word that names it, such as `message`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Message { .. } => "message",
            Self::Timer(_) => "timer",
            Self::Signal { .. } => "signal",
            Self::Error { .. } => "error",
            Self::Escalation { .. } => "escalation",
            Self::Conditional { .. } => "conditional",
            Self::Compensation { .. } => "compensation",
            Self::Link { .. } => "link",
            Self::Cancel => "cancel",
            Self::Terminate => "terminate",
        }
    }
}

/// A timer: one of three expressions.
#[derive(Clone, Debug, Default)]
pub struct Timer {
    /// `timeDate`.
    pub date: Option<Expression>,
    /// `timeDuration`.
    pub duration: Option<Expression>,
    /// `timeCycle`.
    pub cycle: Option<Expression>,
}
