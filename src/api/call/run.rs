//! Commands to runs; what is no command is a question.

use super::query;
use super::request::{OfRun, OfTask, Request};
use crate::api::fields::{Argument, arguments};
use crate::api::session::Restored;
use crate::api::types::{ApiError, CompareOptions, ExternalEvent, RebindOptions};
use crate::engine::{Command, Failure, InstanceId};
use crate::source::Text;
use crate::value::{Map, Value};

/// Answers the method of that name.
pub(super) fn method(name: &str, request: Request<'_>) -> Result<String, ApiError> {
    match name {
        "close" => request.with(|session, OfRun { run, .. }| Ok(session.runs.remove(&run).is_some())),
        "step" => request.with(|session, OfRun { run, now }| session.command(run, Command::Step, now)),
        "continue" => request.with(|session, Continue { run, steps, until, now }| {
            session.go_on(run, steps, &until.map(|until| until.0).unwrap_or_default(), now)
        }),
        "complete" => request.with(|session, Complete { run, task, data, by, now }| {
            session.command(run, Command::Complete { task: InstanceId(task), data, by }, now)
        }),
        "fail" => request.with(|session, Fail { run, task, error, now }| {
            session.command(run, Command::Fail { task: InstanceId(task), failure: error.into() }, now)
        }),
        "accept" => request
            .with(|session, OfTask { run, task, now }| session.command(run, Command::Accept(InstanceId(task)), now)),
        "skip" => request.with(|session, Skip { run, task, finish, now }| {
            session.command(run, Command::Skip { task: InstanceId(task), finish }, now)
        }),
        "retry" => request
            .with(|session, OfTask { run, task, now }| session.command(run, Command::Retry(InstanceId(task)), now)),
        "edit" => request.with(|session, Edit { run, task, data, replace }| {
            session.command(run, Command::Edit { task: InstanceId(task), data, replace }, None)
        }),
        "editDataObject" => request.with(|session, EditObject { run, id, scope, value }| {
            session.command(run, Command::EditObject { id, holder: scope.map(InstanceId), value }, None)
        }),
        "editDataStore" => request
            .with(|session, EditStore { run, id, value }| session.command(run, Command::EditStore { id, value }, None)),
        "send" => request.with(|session, Send { run, event, require, now }| session.send(run, event, require, now)),
        "events" => request.with(|session, Events { run, .. }| session.take_events(run)),
        "advance" => request.with(|session, Advance { run, milliseconds }| session.advance(run, milliseconds)),
        "fireTimer" => request
            .with(|session, OfTask { run, task, now }| session.command(run, Command::FireTimer(InstanceId(task)), now)),
        "cancel" | "terminate" => {
            request.with(|session, OfRun { run, now }| session.command(run, Command::Cancel, now))
        }
        "suspend" => request.with(|session, OfRun { run, now }| session.command(run, Command::Suspend, now)),
        "resume" => request.with(|session, OfRun { run, now }| session.command(run, Command::Resume, now)),
        "checkout" => request.with(|session, Checkout { run, position }| session.checkout(run, position)),
        "fork" => request.with(|session, Fork { run, position }| {
            let (run, update) = session.fork(run, position)?;
            Ok(Restored { run, update })
        }),
        "reset" => request.with(|session, Reset { run, task, data }| session.reset(run, task, data)),
        "rebind" => request.with(|session, Rebind { run, options }| session.rebind(run, options)),
        "breakpoints" => request.with(|session, Breakpoints { run, elements }| session.set_breakpoints(run, elements)),
        "compare" => request.with(|session, Compare { run, other, options }| session.compare(run, other, &options)),
        "handlers" => request.with(|session, Handlers { run, names }| {
            session.open_run_mut(run)?.handlers = names;
            Ok(())
        }),
        _ => query::method(name, request),
    }
}

arguments! {
    Skip {
        run: u32,
        task: u32,
        finish: bool = default,
        now: Option<i64>,
    }

    Continue {
        run: u32,
        steps: Option<u64>,
        until: Option<OneOrMore>,
        now: Option<i64>,
    }

    Complete {
        run: u32,
        task: u32,
        data: Value = default,
        by: Option<Text>,
        now: Option<i64>,
    }

    Fail {
        run: u32,
        task: u32,
        error: TaskError,
        now: Option<i64>,
    }

    TaskError {
        code: Option<Text>,
        message: String = default,
        transient: bool = default,
        /// What the service answered beside the error.
        result: Option<Value>,
        /// Diagnostic code of the incident, when nobody catches the failure.
        reason: Option<Text>,
        help: Option<String>,
    }

    Edit {
        run: u32,
        task: u32,
        data: Map,
        replace: bool = default,
    }

    EditObject {
        run: u32,
        id: Text,
        scope: Option<u32>,
        value: Value,
    }

    EditStore {
        run: u32,
        id: Text,
        value: Value,
    }

    Send {
        run: u32,
        event: ExternalEvent,
        require: bool = default,
        now: Option<i64>,
    }

    Events {
        run: u32,
        #[allow(dead_code, reason = "there are no events but those nobody handled")]
        unhandled: Option<bool>,
    }

    Advance {
        run: u32,
        milliseconds: i64,
    }

    Checkout {
        run: u32,
        position: usize,
    }

    Fork {
        run: u32,
        position: Option<usize>,
    }

    Reset {
        run: u32,
        task: u32,
        data: Option<Map>,
    }

    Handlers {
        run: u32,
        names: Vec<Text>,
    }

    Compare {
        run: u32,
        other: u32,
        options: CompareOptions = default,
    }

    Rebind {
        run: u32,
        options: RebindOptions = default,
    }

    Breakpoints {
        run: u32,
        elements: Vec<Text>,
    }
}
/// One element or several.
pub(super) struct OneOrMore(Vec<Text>);

impl Argument for OneOrMore {
    const EXPECTED: &'static str = "a text or a list of texts";

    fn read(value: Value, name: &str) -> Result<Self, ApiError> {
        match value {
            Value::String(one) => Ok(Self(vec![one])),
            more => Argument::read(more, name).map(Self),
        }
    }
}

impl From<TaskError> for Failure {
    fn from(error: TaskError) -> Self {
        let TaskError { code, message, transient, result, reason, help } = error;
        Self { code, message, transient, result, reason: reason.map(|reason| (reason, help)) }
    }
}
