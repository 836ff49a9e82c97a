//! Whether a command can be obeyed, before anything has changed.

use super::apply::is_automatic;
use super::command::Command;
use super::context::Context;
use super::state::{InstanceId, Part, Status, Work};
use super::{Rejection, reject};
use crate::diagnostic::codes;

/// Refuses a command that cannot be obeyed.
pub(super) fn check(context: &Context<'_>, command: &Command) -> Result<(), Rejection> {
    let state = &*context.state;
    let changes = !matches!(
        command,
        Command::TakeUnhandled
            | Command::Resume
            | Command::EditObject { .. }
            | Command::EditStore { .. }
            | Command::AdvanceTo(_)
    );
    if state.is_over() && changes {
        return Err(reject(codes::RUN_ENDED, "The run has ended."));
    }
    if state.suspended && matches!(command, Command::Step | Command::Continue { .. } | Command::Complete { .. }) {
        return Err(reject(codes::RUN_SUSPENDED, "The run is suspended."));
    }
    match command {
        Command::Complete { task, .. } => check_completable(context, *task),
        Command::Fail { task, .. } => check_work(context, *task),
        Command::Accept(task) => check_job(context, *task),
        Command::Skip { task, .. } => check_skippable(context, *task),
        Command::Edit { task, .. } => check_known(context, *task),
        Command::Retry(task) => check_incident(context, *task),
        Command::FireTimer(task) => check_timer(context, *task),
        Command::EditObject { id, holder, .. } => check_object(context, id, *holder),
        Command::EditStore { id, .. } if context.host.keeps(id) => {
            Err(reject(codes::RUN_STORE_OF_HOST, format!("The data store {id} is kept by the host.")))
        }
        _ => Ok(()),
    }
}

fn check_known(context: &Context<'_>, task: InstanceId) -> Result<(), Rejection> {
    match context.instance(task) {
        Some(_) => Ok(()),
        None => Err(reject(codes::RUN_UNKNOWN_TASK, format!("The task {} is not active in this run.", task.0))),
    }
}

/// Events that only listen are nobody's task.
fn check_skippable(context: &Context<'_>, task: InstanceId) -> Result<(), Rejection> {
    check_known(context, task)?;
    match context.instance(task).map(|instance| instance.part) {
        Some(Part::Boundary { .. } | Part::EventStart) => Err(reject(
            codes::RUN_NOT_READY,
            format!("The event {} listens beside the flow: it cannot be skipped.", task.0),
        )),
        _ => Ok(()),
    }
}

fn check_completable(context: &Context<'_>, task: InstanceId) -> Result<(), Rejection> {
    check_known(context, task)?;
    let ready = context.instance(task).is_some_and(|instance| match &instance.work {
        Work::Job(_) | Work::Held(_) | Work::Call(_) | Work::Ask(_) => true,
        _ => instance.status == Status::Ready && !is_automatic(context.state, context.graph, task),
    });
    if ready {
        return Ok(());
    }
    let name = context.node_of(task).map(|node| node.id.to_string()).unwrap_or_default();
    Err(reject(codes::RUN_NOT_READY, format!("The task {} ({name}) is not ready to be completed.", task.0)))
}

fn check_work(context: &Context<'_>, task: InstanceId) -> Result<(), Rejection> {
    check_known(context, task)?;
    check_completable(context, task)
}

fn check_job(context: &Context<'_>, task: InstanceId) -> Result<(), Rejection> {
    check_known(context, task)?;
    match context.instance(task).map(|instance| &instance.work) {
        Some(Work::Job(_) | Work::Held(_)) => Ok(()),
        _ => Err(reject(codes::RUN_NOT_READY, format!("The task {} has no job that could be accepted.", task.0))),
    }
}

fn check_incident(context: &Context<'_>, task: InstanceId) -> Result<(), Rejection> {
    check_known(context, task)?;
    match context.instance(task).map(|instance| &instance.work) {
        Some(Work::Incident(_)) => Ok(()),
        _ => Err(reject(codes::RUN_NOT_READY, format!("The task {} stands in no incident.", task.0))),
    }
}

fn check_timer(context: &Context<'_>, task: InstanceId) -> Result<(), Rejection> {
    check_known(context, task)?;
    match context.instance(task).map(|instance| &instance.work) {
        Some(Work::Catch(catch)) if !catch.timers.is_empty() => Ok(()),
        Some(work) if work.job_due().is_some() => Ok(()),
        _ => Err(reject(codes::RUN_NOT_WAITING, format!("The task {} waits for no timer.", task.0))),
    }
}

fn check_object(context: &Context<'_>, id: &str, holder: Option<InstanceId>) -> Result<(), Rejection> {
    match context.holder_scope(holder).and_then(|scope| context.object_scope(scope, id)) {
        Some(_) => Ok(()),
        None => Err(reject(codes::RUN_UNKNOWN_DATA_OBJECT, format!("There is no data object {id} in this run."))),
    }
}
