//! Incidents: why an instance stands still, and what a retry does again.

use serde::{Deserialize, Serialize};

use super::Work;
use crate::language::Call;
use crate::value::Text;

/// Why an instance stands still.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// The kind, as the conformance corpus names it.
    pub kind: IncidentKind,
    /// Code of the diagnostic.
    pub code: Text,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The language's class of the error.
    pub exception: Option<String>,
    /// The text's place: file and byte range.
    pub place: Option<(Text, u32, u32)>,
    /// What a retry does again.
    pub stage: Stage,
    /// What the instance was at work on, where that goes on: tokens of a join, instances, rounds, an inner scope.
    pub held: Option<Box<Work>>,
    /// No incident at all, but a call that the host answers later. On its way from the text to its instance only.
    #[serde(skip)]
    pub awaits: Option<Box<Call>>,
}

/// Kinds of incidents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IncidentKind {
    /// A script task's script.
    Script,
    /// A condition, or none true and no default.
    Condition,
    /// Any other expression, pre- and post-scripts.
    Expression,
    /// A decision.
    Decision,
    /// A missing or clashing variable.
    Data,
    /// A job the host failed.
    Job,
    /// A limit.
    Limit,
    /// Something the workspace lacks.
    Workflow,
}

impl IncidentKind {
    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Condition => "condition",
            Self::Expression => "expression",
            Self::Decision => "decision",
            Self::Data => "data",
            Self::Job => "job",
            Self::Limit => "limit",
            Self::Workflow => "workflow",
        }
    }
}

/// Where in its life an instance failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Becoming ready: inputs, pre-script, timers.
    Enter,
    /// Running.
    Run,
    /// Completing: post-script, outputs, conditions of its flows.
    Complete,
}
