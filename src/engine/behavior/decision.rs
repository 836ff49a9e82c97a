//! Business rule tasks: the workspace evaluates the decision, or the host does.

use crate::diagnostic::codes;
use crate::engine::context::{Attempt, Context, incident};
use crate::engine::data::merge;
use crate::engine::event::Event;
use crate::engine::state::{IncidentKind, InstanceId, JobKind, JobWork, Status, Work};
use crate::language::ScriptError;
use crate::value::{Map, Text, Value};

impl Context<'_> {
    /// Evaluates the decision a task calls; one the workspace does not hold becomes a job.
    pub(crate) fn decide(&mut self, id: InstanceId, decision: Option<&Text>, variable: Option<&Text>) -> Attempt<()> {
        let name = decision.cloned().unwrap_or_default();
        let data = self.data(id);
        match self.host.decide(&name, &data, self.scripts) {
            Some(Ok(outputs)) => self.take_decision(id, variable, outputs),
            Some(Err(error)) => return Err(failed(&name, error)),
            None => {
                let result_variable = variable.cloned();
                let job = JobWork { kind: JobKind::Decision, operator: name, parameters: data, result_variable };
                self.become_(id, Status::Started, Work::Job(Box::new(job)));
                return Ok(());
            }
        }
        self.finish(id);
        Ok(())
    }

    fn take_decision(&mut self, id: InstanceId, variable: Option<&Text>, outputs: Map) {
        match variable {
            Some(variable) => self.apply_changes(id, vec![(variable.clone(), Some(Value::Map(outputs)))]),
            None => {
                let mut data = self.data(id);
                merge(&mut data, &outputs, self.semantics());
                self.emit(Event::DataReplaced { instance: id, data });
            }
        }
    }
}

fn failed(decision: &str, error: ScriptError) -> Box<crate::engine::state::Incident> {
    let text = format!("The decision {decision} failed: {}", error.message);
    let mut incident = incident(IncidentKind::Decision, codes::RUN_DECISION_FAILED, text);
    incident.exception = Some(error.class).filter(|class| !class.is_empty());
    incident.help = error.help.or(incident.help);
    incident
}
