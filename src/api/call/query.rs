//! Questions to runs.

use super::request::{OfRun, OfTask, Request, unknown};
use crate::api::fields::arguments;
use crate::api::types::{ApiError, ExternalEvent, TaskFilter};
use crate::api::{ledger, provenance, view, waiting};
use crate::value::{Map, Value};

/// Answers the method of that name.
pub(super) fn method(name: &str, request: Request<'_>) -> Result<String, ApiError> {
    match name {
        "info" => request.with(|session, OfRun { run, .. }| session.info(run)),
        "log" => request.with(|session, Log { run, from, to }| session.log(run, from, to)),
        "tasks" => request.with(|session, Tasks { run, filter }| Ok(view::tasks(&session.open_run(run)?.run, &filter))),
        "task" => request.with(|session, OfTask { run, task, .. }| {
            let open = session.open_run(run)?;
            Ok(view::task_detail(open, session.workspaces.get(&open.workspace), task))
        }),
        "provenance" => request
            .with(|session, OfTask { run, task, .. }| Ok(provenance::provenance(&session.open_run(run)?.run, task))),
        "form" => request.with(|session, OfTask { run, task, .. }| session.form(run, task)),
        "jobs" => request.with(|session, OfRun { run, .. }| Ok(view::jobs(session.open_run(run)?))),
        "completions" => request.with(|session, OfRun { run, .. }| Ok(view::completions(&session.open_run(run)?.run))),
        "lanes" => request.with(|session, OfRun { run, .. }| Ok(view::lanes(&session.open_run(run)?.run))),
        "dataObjects" => request.with(|session, OfRun { run, .. }| Ok(view::data_objects(&session.open_run(run)?.run))),
        "dataStores" => {
            request.with(|session, OfRun { run, .. }| Ok(session.open_run(run)?.run.state().stores.clone()))
        }
        "files" => request.with(|session, OfRun { run, .. }| {
            let files = session.open_run(run)?.run.files().iter();
            Ok(files.map(|(name, text)| (name.clone(), Value::String(text.clone()))).collect::<Map>())
        }),
        "waiting" => request.with(|session, OfRun { run, .. }| Ok(waiting::waiting(&session.open_run(run)?.run))),
        "messages" => request.with(|session, OfRun { run, .. }| Ok(ledger::entries(&session.open_run(run)?.run))),
        "elementStates" => {
            request.with(|session, OfRun { run, .. }| Ok(view::element_states(&session.open_run(run)?.run)))
        }
        "explain" => request.with(|session, Explain { run, task, element, event }| match event {
            Some(event) => session.explain_event(run, event),
            None => session.explain(run, task, element.as_deref()),
        }),
        _ => Err(unknown(name)),
    }
}

arguments! {
    Log {
        run: u32,
        from: Option<usize>,
        to: Option<usize>,
    }

    Tasks {
        run: u32,
        filter: TaskFilter = default,
    }

    Explain {
        run: u32,
        task: Option<u32>,
        element: Option<String>,
        event: Option<ExternalEvent>,
    }
}
