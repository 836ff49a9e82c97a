//! Work for the host: out for the first time, taken on, or to be tried again.

use serde::{Deserialize, Serialize};

use crate::value::{Map, Text};

/// Work for the host.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobWork {
    /// `service`, `businessRule`.
    pub kind: JobKind,
    /// The operator, topic or decision.
    pub operator: Text,
    /// Evaluated parameters.
    pub parameters: Map,
    /// The variable that receives the result; absent: it is merged.
    pub result_variable: Option<Text>,
}

/// A job that is not simply out for the first time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeldJob {
    /// The job.
    pub job: JobWork,
    /// How often it was tried again.
    pub attempt: u32,
    /// Where it is.
    pub hold: Hold,
}

impl HeldJob {
    /// When it is tried again.
    pub fn due(&self) -> Option<i64> {
        match self.hold {
            Hold::Until { due, .. } => Some(due),
            Hold::Out | Hold::Accepted => None,
        }
    }
}

/// Where a job is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Hold {
    /// It waits for the host to do it.
    #[default]
    Out,
    /// The host has taken it on and will answer later.
    Accepted,
    /// It failed and waits to be tried again.
    Until {
        /// When, in milliseconds since 1970.
        due: i64,
        /// How it failed.
        message: Text,
    },
}

/// Kinds of jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JobKind {
    /// A service task's operator.
    Service,
    /// A decision the workspace does not hold.
    Decision,
    /// An element that the host does itself.
    Handler,
    /// Reading data stores that the host keeps; the parameters name them.
    StoreRead,
    /// Writing data stores that the host keeps; the parameters are the values.
    StoreWrite,
}

impl JobKind {
    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Decision => "businessRule",
            Self::Handler => "handler",
            Self::StoreRead => "storeRead",
            Self::StoreWrite => "storeWrite",
        }
    }
}
