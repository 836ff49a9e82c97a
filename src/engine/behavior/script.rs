//! Script tasks.

use std::sync::Arc;

use crate::engine::context::{Attempt, Context};
use crate::engine::evaluate::Evaluated;
use crate::engine::state::{InstanceId, Status, Work};
use crate::graph::Code;
use crate::value::Value;

impl Context<'_> {
    /// Runs a script task with the answers of host functions it has so far; a task without script passes.
    pub(crate) fn run_script_task(
        &mut self,
        id: InstanceId,
        script: Option<&Arc<Code>>,
        answers: Vec<Value>,
    ) -> Attempt<()> {
        if let Some(script) = script {
            let data = self.data(id);
            match self.evaluate(id, script, &data, answers)? {
                Evaluated::Done(done) => self.apply_changes(id, done.changes),
                Evaluated::Later(call) => {
                    self.become_(id, Status::Started, Work::Call(call));
                    return Ok(());
                }
            }
        }
        self.finish(id);
        Ok(())
    }
}
