//! The one entrance: a method by name, one object in, one value out.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::convert;
use super::session::{Restored, Session};
use super::types::{ApiError, DecisionOptions, ExternalEvent, StartOptions, TaskFilter, WorkspaceOptions};
use super::view;
use crate::diagnostic::{self, Diagnostic, codes};
use crate::engine::{Command, InstanceId};
use crate::source::{Source, Text};
use crate::value::{Map, Value};

/// Why a call gave no value.
#[derive(Debug)]
pub enum CallError<E> {
    /// It was refused.
    Api(Box<ApiError>),
    /// The value could not be encoded.
    Encode(E),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Open {
    #[serde(default)]
    options: WorkspaceOptions,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfWorkspace {
    workspace: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Put {
    workspace: u32,
    name: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    workspace: u32,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Validate {
    workspace: u32,
    file: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Describe {
    workspace: u32,
    element: String,
    file: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Start {
    workspace: u32,
    process: Option<Text>,
    collaboration: Option<Text>,
    #[serde(default)]
    options: StartOptions,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decide {
    workspace: u32,
    decision: String,
    #[serde(default)]
    data: Map,
    #[serde(default)]
    options: DecisionOptions,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfRun {
    run: u32,
    now: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Continue {
    run: u32,
    steps: Option<u64>,
    now: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Log {
    run: u32,
    from: Option<usize>,
    to: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tasks {
    run: u32,
    #[serde(default)]
    filter: TaskFilter,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfTask {
    run: u32,
    task: u32,
    now: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Complete {
    run: u32,
    task: u32,
    #[serde(default)]
    data: Value,
    now: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fail {
    run: u32,
    task: u32,
    error: TaskError,
    now: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TaskError {
    code: Option<Text>,
    #[serde(default)]
    message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    run: u32,
    task: u32,
    data: Map,
    #[serde(default)]
    replace: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditObject {
    run: u32,
    id: Text,
    scope: Option<u32>,
    value: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Send {
    run: u32,
    event: ExternalEvent,
    #[serde(default)]
    require: bool,
    now: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Events {
    run: u32,
    #[serde(rename = "unhandled")]
    _unhandled: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    run: u32,
    milliseconds: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Explain {
    run: u32,
    task: Option<u32>,
    element: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Checkout {
    run: u32,
    position: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fork {
    run: u32,
    position: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reset {
    run: u32,
    task: u32,
    data: Option<Map>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Breakpoints {
    run: u32,
    elements: Vec<Text>,
}

#[derive(Deserialize)]
struct Nothing {}

#[derive(Serialize)]
struct CodeInfo {
    code: &'static str,
    severity: &'static str,
    summary: &'static str,
    help: &'static str,
}

/// Calls a method of the contract.
pub fn call<'de, D, S>(session: &mut Session, method: &str, args: D, out: S) -> Result<S::Ok, CallError<S::Error>>
where
    D: Deserializer<'de>,
    S: Serializer,
{
    let reply = Reply { session, args, out };
    match method.split_once('.') {
        Some(("workspace", name)) => workspace_method(name, reply),
        Some(("run", name)) => run_method(name, reply),
        _ => meta_method(method, reply),
    }
}

/// Decodes the arguments, acts, encodes the result.
struct Reply<'s, D, S> {
    session: &'s mut Session,
    args: D,
    out: S,
}

impl<'de, D: Deserializer<'de>, S: Serializer> Reply<'_, D, S> {
    fn with<A: DeserializeOwned, R: Serialize>(
        self,
        act: impl FnOnce(&mut Session, A) -> Result<R, ApiError>,
    ) -> Result<S::Ok, CallError<S::Error>> {
        let args = A::deserialize(self.args).map_err(|error| refused(invalid(&error.to_string())))?;
        let result = act(self.session, args).map_err(refused)?;
        result.serialize(self.out).map_err(CallError::Encode)
    }
}

fn refused<E>(error: ApiError) -> CallError<E> {
    CallError::Api(Box::new(error))
}

fn invalid(message: &str) -> ApiError {
    convert::error(Diagnostic::new(codes::API_INVALID_OPTION, message))
}

fn unknown<E>(method: &str) -> CallError<E> {
    let text = format!("There is no method {method}.");
    refused(convert::error(Diagnostic::new(codes::API_UNKNOWN_METHOD, text)))
}

type Result_<S> = Result<<S as Serializer>::Ok, CallError<<S as Serializer>::Error>>;

fn workspace_method<'de, D: Deserializer<'de>, S: Serializer>(name: &str, reply: Reply<'_, D, S>) -> Result_<S> {
    match name {
        "open" => reply.with(|session, Open { options }| session.open(options)),
        "close" => reply.with(|session, OfWorkspace { workspace }| Ok(session.workspaces.remove(&workspace).is_some())),
        "put" => reply.with(|session, Put { workspace, name, text }| {
            Ok(session.workspace(workspace)?.put(Source::new(&name, &text), Vec::new()))
        }),
        "remove" => reply.with(|session, Named { workspace, name }| Ok(session.workspace(workspace)?.remove(&name))),
        "files" => reply.with(|session, OfWorkspace { workspace }| Ok(session.workspace(workspace)?.files())),
        "text" => reply.with(|session, Named { workspace, name }| {
            Ok(session.workspace(workspace)?.files.get(&*name).map(|file| file.source.text.clone()))
        }),
        "validate" => reply.with(|session, Validate { workspace, file }| session.validate(workspace, file.as_deref())),
        "processes" => reply.with(|session, OfWorkspace { workspace }| Ok(session.workspace(workspace)?.processes())),
        "collaborations" => {
            reply.with(|session, OfWorkspace { workspace }| Ok(session.workspace(workspace)?.collaborations()))
        }
        "decisions" => reply.with(|session, OfWorkspace { workspace }| Ok(session.workspace(workspace)?.decisions())),
        "decide" => reply.with(|session, Decide { workspace, decision, data, options }| {
            session.decide(workspace, &decision, &data, &options)
        }),
        "describe" => reply.with(|session, Describe { workspace, element, file }| {
            Ok(session.workspace(workspace)?.describe(&element, file.as_deref()))
        }),
        "languages" => reply.with(|session, OfWorkspace { workspace }| Ok(session.workspace(workspace)?.languages())),
        "start" => reply.with(|session, Start { workspace, process, collaboration, options }| {
            let (run, update) = session.start(workspace, process, collaboration, options)?;
            Ok(Restored { run, update })
        }),
        _ => Err(unknown(name)),
    }
}

fn run_method<'de, D: Deserializer<'de>, S: Serializer>(name: &str, reply: Reply<'_, D, S>) -> Result_<S> {
    match name {
        "close" => reply.with(|session, OfRun { run, .. }| Ok(session.runs.remove(&run).is_some())),
        "step" => reply.with(|session, OfRun { run, now }| session.command(run, Command::Step, now)),
        "continue" => reply.with(|session, Continue { run, steps, now }| session.go_on(run, steps, now)),
        "complete" => reply.with(|session, Complete { run, task, data, now }| {
            session.command(run, Command::Complete { task: InstanceId(task), data }, now)
        }),
        "fail" => reply.with(|session, Fail { run, task, error, now }| {
            let TaskError { code, message } = error;
            session.command(run, Command::Fail { task: InstanceId(task), code, message }, now)
        }),
        "skip" => {
            reply.with(|session, OfTask { run, task, now }| session.command(run, Command::Skip(InstanceId(task)), now))
        }
        "retry" => {
            reply.with(|session, OfTask { run, task, now }| session.command(run, Command::Retry(InstanceId(task)), now))
        }
        "edit" => reply.with(|session, Edit { run, task, data, replace }| {
            session.command(run, Command::Edit { task: InstanceId(task), data, replace }, None)
        }),
        "editDataObject" => reply.with(|session, EditObject { run, id, scope, value }| {
            session.command(run, Command::EditObject { id, holder: scope.map(InstanceId), value }, None)
        }),
        "send" => reply.with(|session, Send { run, event, require, now }| session.send(run, event, require, now)),
        "events" => reply.with(|session, Events { run, .. }| session.take_events(run)),
        "advance" => reply.with(|session, Advance { run, milliseconds }| session.advance(run, milliseconds)),
        "fireTimer" => reply
            .with(|session, OfTask { run, task, now }| session.command(run, Command::FireTimer(InstanceId(task)), now)),
        "cancel" => reply.with(|session, OfRun { run, now }| session.command(run, Command::Cancel, now)),
        "suspend" => reply.with(|session, OfRun { run, now }| session.command(run, Command::Suspend, now)),
        "resume" => reply.with(|session, OfRun { run, now }| session.command(run, Command::Resume, now)),
        "checkout" => reply.with(|session, Checkout { run, position }| session.checkout(run, position)),
        "fork" => reply.with(|session, Fork { run, position }| {
            let (run, update) = session.fork(run, position)?;
            Ok(Restored { run, update })
        }),
        "reset" => reply.with(|session, Reset { run, task, data }| session.reset(run, task, data)),
        "breakpoints" => reply.with(|session, Breakpoints { run, elements }| {
            session.open_run_mut(run)?.breakpoints = elements;
            Ok(())
        }),
        _ => run_query(name, reply),
    }
}

fn run_query<'de, D: Deserializer<'de>, S: Serializer>(name: &str, reply: Reply<'_, D, S>) -> Result_<S> {
    match name {
        "info" => reply.with(|session, OfRun { run, .. }| session.info(run)),
        "log" => reply.with(|session, Log { run, from, to }| session.log(run, from, to)),
        "tasks" => reply.with(|session, Tasks { run, filter }| Ok(view::tasks(&session.open_run(run)?.run, &filter))),
        "task" => reply.with(|session, OfTask { run, task, .. }| {
            let open = session.open_run(run)?;
            Ok(view::task_detail(&open.run, session.workspaces.get(&open.workspace), task))
        }),
        "jobs" => reply.with(|session, OfRun { run, .. }| Ok(view::jobs(&session.open_run(run)?.run))),
        "lanes" => reply.with(|session, OfRun { run, .. }| Ok(view::lanes(&session.open_run(run)?.run))),
        "dataObjects" => reply.with(|session, OfRun { run, .. }| Ok(view::data_objects(&session.open_run(run)?.run))),
        "dataStores" => reply.with(|session, OfRun { run, .. }| Ok(session.open_run(run)?.run.state().stores.clone())),
        "waiting" => reply.with(|session, OfRun { run, .. }| Ok(view::waiting(&session.open_run(run)?.run))),
        "elementStates" => {
            reply.with(|session, OfRun { run, .. }| Ok(view::element_states(&session.open_run(run)?.run)))
        }
        "explain" => {
            reply.with(|session, Explain { run, task, element }| session.explain(run, task, element.as_deref()))
        }
        _ => Err(unknown(name)),
    }
}

fn meta_method<'de, D: Deserializer<'de>, S: Serializer>(name: &str, reply: Reply<'_, D, S>) -> Result_<S> {
    match name {
        "meta.codes" => reply.with(|_, _: Nothing| {
            let info = |code: &diagnostic::Code| CodeInfo {
                code: code.name(),
                severity: diagnostic::severity_name(code.severity()),
                summary: code.summary(),
                help: code.help(),
            };
            Ok(codes::ALL.iter().map(info).collect::<Vec<_>>())
        }),
        "meta.version" => reply.with(|_, _: Nothing| Ok(env!("CARGO_PKG_VERSION"))),
        _ => Err(unknown(name)),
    }
}
