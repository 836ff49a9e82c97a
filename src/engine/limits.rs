//! What a run may use up; each limit ends what exceeds it with a diagnostic of its own.

use serde::{Deserialize, Serialize};

/// Limits of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Automatic elements one command may run. The next command goes on.
    pub steps: u64,
    /// Live instances of elements.
    pub tokens: u64,
    /// Depth of calls and sub-processes.
    pub depth: u32,
    /// Instances of one multi-instance activity.
    pub instances: u64,
    /// Milliseconds of one script.
    pub script_milliseconds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { steps: 200_000, tokens: 200_000, depth: 100, instances: 200_000, script_milliseconds: 2_000 }
    }
}
