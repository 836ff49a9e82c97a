//! A run that a session holds, and what the engine asks of its host in it.

use super::handlers;
use super::types::CallerInfo;
use crate::engine::{Answer, Caller, Host};
use crate::graph::Node;
use crate::history::Run;
use crate::language::Call;
use crate::value::Text;

/// Answers calls that scripts make to functions of the host.
pub trait HostFunctions {
    /// Answers a call made in the run of that number, on behalf of that task.
    fn call(&mut self, run: u32, call: &Call, from: &CallerInfo<'_>) -> Answer;
}

/// A host without functions.
pub struct NoFunctions;

impl HostFunctions for NoFunctions {
    fn call(&mut self, _run: u32, call: &Call, _from: &CallerInfo<'_>) -> Answer {
        Answer::Failed(format!("there is no function {}", call.function))
    }
}

/// A run and the workspace it was started in.
pub(super) struct Open {
    pub(super) run: Run,
    pub(super) workspace: u32,
    pub(super) process: Text,
    pub(super) breakpoints: Vec<Text>,
    /// What the host has handlers for.
    pub(super) handlers: Vec<Text>,
}

/// What the engine asks of its host in one run.
pub(super) struct RunHost<'h> {
    pub(super) functions: &'h mut dyn HostFunctions,
    pub(super) run: u32,
    pub(super) handlers: &'h [Text],
}

impl Host for RunHost<'_> {
    fn call(&mut self, call: &Call, from: &Caller<'_>) -> Answer {
        self.functions.call(self.run, call, &CallerInfo::of(from))
    }

    fn handles(&self, node: &Node) -> bool {
        handlers::handler_of(self.handlers, node).is_some()
    }

    fn keeps(&self, store: &str) -> bool {
        let name = |handler: &'_ Text| handler.strip_prefix("dataStore:") == Some(store);
        self.handlers.iter().any(name)
    }
}
