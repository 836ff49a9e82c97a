//! Collaborations and correlation, compiled.

use std::sync::Arc;

use super::{Code, Deployment, LevelId};
use crate::source::Text;

/// Participants that can be started together.
#[derive(Debug)]
pub struct Collaboration {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// The file it is in.
    pub file: Text,
    /// Its participants.
    pub participants: Vec<Participant>,
}

impl Collaboration {
    /// The processes that run when it is started: the executable ones, or all where none is, as in a drawing that a
    /// person wants to see run.
    pub fn levels(&self, graph: &Deployment) -> Vec<LevelId> {
        let all: Vec<LevelId> = self.participants.iter().filter_map(|participant| participant.process).collect();
        let executable = |level: &LevelId| graph.level(*level).executable != Some(false);
        if all.iter().any(executable) { all.into_iter().filter(executable).collect() } else { all }
    }
}

/// A participant.
#[derive(Debug)]
pub struct Participant {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// Its process, when it has one in the workspace.
    pub process: Option<LevelId>,
    /// The process as it is written.
    pub process_id: Option<Text>,
}

/// A correlation property as one message carries it.
#[derive(Clone, Debug)]
pub struct CorrelationProperty {
    /// Its id.
    pub id: Text,
    /// The correlation keys it is part of.
    pub keys: Vec<Text>,
    /// How its value is found in the payload.
    pub retrieval: Arc<Code>,
}
