//! Script tasks.

use std::sync::Arc;

use crate::diagnostic::codes;
use crate::engine::context::{Attempt, Context, incident};
use crate::engine::evaluate::Evaluated;
use crate::engine::state::{CallWork, IncidentKind, InstanceId, Status, Work};
use crate::graph::Code;
use crate::language::Call;
use crate::value::Value;

impl Context<'_> {
    /// Runs a script task with the answers of host functions it has so far; a task without script passes.
    pub(crate) fn run_script_task(
        &mut self,
        id: InstanceId,
        script: Option<&Arc<Code>>,
        answers: Vec<Value>,
    ) -> Attempt<()> {
        if script.is_none() && !self.semantics().empty_script_passes {
            let text = "The script task has no script.";
            return Err(incident(IncidentKind::Script, codes::RUN_SCRIPT_ERROR, text));
        }
        if let Some(script) = script {
            let data = self.data(id);
            match self.evaluate(id, script, &data, answers)? {
                Evaluated::Done(done) => self.apply_changes(id, done.changes),
                Evaluated::Later(call, answers) => {
                    let Call { function, arguments, named } = call;
                    let call = CallWork { function, arguments, named, answers };
                    self.become_(id, Status::Started, Work::Call(Box::new(call)));
                    return Ok(());
                }
            }
        }
        self.finish(id);
        Ok(())
    }
}
