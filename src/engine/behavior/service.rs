//! Service tasks: a job goes out to the host, its result comes back as a command.

use crate::engine::context::{Attempt, Context};
use crate::engine::data::setting;
use crate::engine::state::{InstanceId, JobKind, JobWork, Status, Work};
use crate::graph::Service;
use crate::value::{Map, Text, Value};

impl Context<'_> {
    /// Evaluates a service task's parameters and hands the job out.
    pub(crate) fn begin_service(&mut self, id: InstanceId, service: &Service) -> Attempt<()> {
        let data = self.data(id);
        let mut parameters = Map::new();
        for (name, code) in &service.parameters {
            let value = self.value_of(id, code, &data)?;
            parameters.insert(name.clone(), value);
        }
        let (operator, result_variable) = (service.operator.clone(), service.result_variable.clone());
        let job = JobWork { kind: JobKind::Service, operator, parameters, result_variable };
        self.become_(id, Status::Started, Work::Job(Box::new(job)));
        Ok(())
    }

    /// Stores the result of a job: in its variable, or merged when it names none.
    pub(crate) fn take_result(&mut self, id: InstanceId, variable: Option<&Text>, result: Value) {
        let changes = match (variable, result) {
            (Some(variable), result) => vec![(variable.clone(), Some(result))],
            (None, Value::Map(map)) => setting(&map),
            (None, _) => Vec::new(),
        };
        self.apply_changes(id, changes);
    }
}
