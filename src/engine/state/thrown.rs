//! Events on their way between elements, and what somebody waits for.

use serde::{Deserialize, Serialize};

use crate::value::{Map, Text, Value};

/// What somebody waits for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Subject {
    /// What kind of event.
    pub kind: EventKind,
    /// Name of the message or signal, code of the error or escalation; empty for those without.
    pub name: Text,
}

/// Kinds of events that travel between elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EventKind {
    /// A message.
    Message,
    /// A signal.
    Signal,
    /// An error.
    Error,
    /// An escalation.
    Escalation,
    /// A conditional event, woken by changes of data.
    Conditional,
    /// Cancellation of a transaction.
    Cancel,
    /// Compensation.
    Compensation,
}

impl EventKind {
    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Signal => "signal",
            Self::Error => "error",
            Self::Escalation => "escalation",
            Self::Conditional => "conditional",
            Self::Cancel => "cancel",
            Self::Compensation => "compensation",
        }
    }
}

/// An event on its way, or one nobody caught.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Thrown {
    /// What kind.
    pub kind: EventKind,
    /// Name of the message or signal (or of error and escalation).
    pub name: Option<Text>,
    /// Code of the error or escalation.
    pub code: Option<Text>,
    /// Payload.
    pub payload: Option<Value>,
    /// Correlation keys: key to property to value.
    pub correlations: Map,
    /// The variable that the thrower names for its payload, as `camunda:resultVariable` does.
    pub variable: Option<Text>,
}

impl Thrown {
    /// An event of that kind, without anything.
    pub fn new(kind: EventKind) -> Self {
        Self { kind, name: None, code: None, payload: None, correlations: Map::new(), variable: None }
    }
}
