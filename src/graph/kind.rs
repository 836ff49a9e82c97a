//! The kinds of flow nodes: what each does, with what it needs for that.

use std::sync::Arc;

use super::{Code, LevelId, NodeId, Trigger};
use crate::source::Text;

/// What a node does.
#[derive(Debug)]
pub enum Kind {
    /// A plain task.
    Task,
    /// A user or manual task: a person completes it.
    Human {
        /// The variable its result is stored under, instead of being merged.
        variable: Option<Text>,
    },
    /// A script task.
    Script(Option<Arc<Code>>),
    /// A service task.
    Service(Service),
    /// A business rule task with the decision it calls.
    Decision {
        /// Id of the decision.
        decision: Option<Text>,
        /// The variable that receives the result; absent: it is merged.
        variable: Option<Text>,
    },
    /// A send task.
    Send(Trigger),
    /// A receive task.
    Receive {
        /// The message it waits for.
        trigger: Trigger,
        /// It starts the process.
        instantiate: bool,
    },
    /// An embedded sub-process, transaction or event sub-process.
    SubProcess {
        /// Its content.
        level: LevelId,
        /// A transaction.
        transaction: bool,
        /// An event sub-process.
        event: bool,
    },
    /// An ad-hoc sub-process.
    AdHoc(AdHoc),
    /// A call activity.
    Call {
        /// Id of the called process.
        process: Text,
    },
    /// An exclusive gateway.
    Exclusive,
    /// An inclusive gateway.
    Inclusive,
    /// A parallel gateway.
    Parallel,
    /// A complex gateway with its activation condition.
    Complex(Option<Arc<Code>>),
    /// An event-based gateway.
    EventBased {
        /// It starts the process.
        instantiate: bool,
        /// All of its events must happen.
        parallel: bool,
    },
    /// A start event.
    Start(Catching),
    /// An intermediate catch event.
    Catch(Catching),
    /// A boundary event.
    Boundary {
        /// The activity it is attached to.
        host: NodeId,
        /// What it catches.
        catching: Catching,
    },
    /// An intermediate throw event: everything it throws.
    Throw(Vec<Trigger>),
    /// An end event: everything it throws.
    End(Vec<Trigger>),
}

impl Kind {
    /// Whether it is an activity.
    pub fn is_activity(&self) -> bool {
        matches!(
            self,
            Self::Task
                | Self::Human { .. }
                | Self::Script(_)
                | Self::Service(_)
                | Self::Decision { .. }
                | Self::Send(_)
                | Self::Receive { .. }
                | Self::SubProcess { .. }
                | Self::AdHoc(_)
                | Self::Call { .. }
        )
    }

    /// Whether it is a gateway.
    pub fn is_gateway(&self) -> bool {
        matches!(self, Self::Exclusive | Self::Inclusive | Self::Parallel | Self::Complex(_) | Self::EventBased { .. })
    }

    /// What it catches, when it is a catching event or receive task.
    pub fn triggers(&self) -> &[Trigger] {
        match self {
            Self::Start(catching) | Self::Catch(catching) | Self::Boundary { catching, .. } => &catching.triggers,
            Self::Receive { trigger, .. } => std::slice::from_ref(trigger),
            _ => &[],
        }
    }

    /// The level inside it.
    pub fn inner_level(&self) -> Option<LevelId> {
        match self {
            Self::SubProcess { level, .. } => Some(*level),
            Self::AdHoc(ad_hoc) => Some(ad_hoc.level),
            _ => None,
        }
    }
}

/// What a catching event waits for.
#[derive(Debug)]
pub struct Catching {
    /// Its triggers; none for a none event.
    pub triggers: Vec<Trigger>,
    /// All triggers must happen, not just one.
    pub all: bool,
    /// Whether it interrupts its host or the enclosing level.
    pub interrupting: bool,
}

/// A service task's work.
#[derive(Debug)]
pub struct Service {
    /// The operator, topic or operation; empty when the diagram names none.
    pub operator: Text,
    /// Parameters with their expressions.
    pub parameters: Vec<(Text, Arc<Code>)>,
    /// The variable that receives the result.
    pub result_variable: Option<Text>,
    /// Whether a failure that may pass is tried again.
    pub retry: Option<Retry>,
}

/// `spiffworkflow:retry`: how often a job is tried again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Retry {
    /// How often at most.
    pub times: u32,
    /// The wait before the n-th time is this many seconds to the power of n.
    pub base: f64,
}

/// An ad-hoc sub-process.
#[derive(Debug)]
pub struct AdHoc {
    /// Its content.
    pub level: LevelId,
    /// One activity at a time.
    pub sequential: bool,
    /// Completes it when true.
    pub completion: Option<Arc<Code>>,
    /// Whether completion cancels what still runs.
    pub cancel_remaining: bool,
}
