//! Jobs of the host, and what a script leaves to be completed.

use super::process_of;
use crate::api::handlers;
use crate::api::open::Open;
use crate::api::types::{Completion, Job};
use crate::engine::{Event, Hold, Instance, InstanceId, Work};
use crate::history::Run;
use crate::value::Map;

/// Work the host must do.
pub(in crate::api) fn jobs(open: &Open) -> Vec<Job> {
    open.run.state().instances.iter().filter_map(|(id, instance)| job(open, id, instance)).collect()
}

/// Who completed which task, in order, as far as it is known.
pub(in crate::api) fn completions(run: &Run) -> Vec<Completion> {
    let records = run.records();
    let node = |task: InstanceId| records.iter().find(|record| record.id == task && !record.undone).map(|it| it.node);
    let completion = |event: &Event| match event {
        Event::CompletedBy { instance, user } => {
            let (graph, node) = (run.deployment(), node(*instance)?);
            let (element, process) = (graph.node(node).id.clone(), process_of(graph, node));
            Some(Completion { task: instance.0, element, process, user: user.clone() })
        }
        _ => None,
    };
    run.log().iter().filter_map(completion).collect()
}

/// What the host must do for a task, if anything.
pub(super) fn job(open: &Open, id: InstanceId, instance: &Instance) -> Option<Job> {
    let node = open.run.deployment().node(instance.node);
    let element = node.id.clone();
    if let Some(work) = instance.work.job() {
        let held = match &instance.work {
            Work::Held(held) => Some(held),
            _ => None,
        };
        return Some(Job {
            task: id.0,
            element,
            kind: work.kind.name(),
            operator: work.operator.clone(),
            parameters: work.parameters.clone(),
            result_variable: work.result_variable.clone(),
            attempt: held.map_or(1, |held| held.attempt + 1),
            accepted: held.is_some_and(|held| held.hold == Hold::Accepted),
            due: instance.work.job_due(),
            handler: handlers::handler_of(&open.handlers, node).cloned(),
        });
    }
    let (function, arguments, named) = instance.work.call()?;
    let arguments = crate::value::Value::list(arguments.to_vec());
    Some(Job {
        task: id.0,
        element,
        kind: "call",
        operator: function.clone(),
        parameters: Map::from_iter([("arguments", arguments), ("named", named.clone().into())]),
        result_variable: None,
        attempt: 1,
        accepted: false,
        due: None,
        handler: None,
    })
}
