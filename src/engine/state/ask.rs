//! Texts that wait for the host, and where in an instance's life they stand.

use serde::{Deserialize, Serialize};

use super::{Stage, Work};
use crate::language::Call;
use crate::value::{Map, Value};

/// A text that waits for the answer to a call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AskWork {
    /// The call.
    pub call: Call,
    /// What the host answered before in the same stage, in order.
    pub given: Vec<(Call, Value)>,
    /// Where the instance goes on.
    pub resume: Resume,
    /// What the instance was at work on, where that goes on.
    pub held: Option<Box<Work>>,
}

/// What is gone through again when the answer is there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Resume {
    /// Inputs and pre-script, from this data.
    Enter(Map),
    /// Timers, correlations and conditions it waits for.
    SetGoing,
    /// What it does when it runs.
    Run,
    /// Post-script and outputs, from this data.
    Finish(Map),
    /// The choice of flows.
    Leave,
    /// The end of one instance of a multi-instance activity.
    Instance {
        /// Which one.
        index: u32,
        /// What it left.
        data: Map,
    },
}

impl Resume {
    /// The stage this is part of.
    pub fn stage(&self) -> Stage {
        match self {
            Self::Enter(_) | Self::SetGoing => Stage::Enter,
            Self::Run | Self::Instance { .. } => Stage::Run,
            Self::Finish(_) | Self::Leave => Stage::Complete,
        }
    }
}
