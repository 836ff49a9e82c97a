//! How a run begins: what is started, where, with which limits and how much history.

use super::convert;
use super::open::Open;
use super::session::Session;
use super::types::{ApiError, StartOptions, Update};
use crate::diagnostic::{Diagnostic, codes};
use crate::engine::{Command, Limits, Setup, Thrown, new_state, start_for, start_named};
use crate::graph::{Deployment, LevelId, NodeId};
use crate::history::{Keeps, Run};
use crate::value::{Text, Value};

impl Session {
    /// Starts a process or a collaboration.
    pub(super) fn start(
        &mut self,
        workspace: u32,
        process: Option<Text>,
        collaboration: Option<Text>,
        options: StartOptions,
    ) -> Result<(u32, Update), ApiError> {
        let semantics = self.workspace(workspace)?.semantics;
        let deployment = self.workspace(workspace)?.deployment();
        let (name, levels, start) = goal(&deployment, process.as_ref(), collaboration.as_ref(), &options)?;
        let event = options.event.clone().map(convert::thrown).transpose()?;
        let start = match (&event, levels.first()) {
            (Some(event), Some(level)) => Some(start_by(&deployment, *level, start, event)?),
            _ => start,
        };
        self.refuse_obstacles(workspace, &levels)?;
        let setup = Setup {
            semantics,
            limits: limits(&options),
            seed: options.seed.unwrap_or(1),
            functions: options.functions,
            globals: options.globals,
            identity: options.identity.unwrap_or_default(),
            collaboration: collaboration.clone(),
        };
        let keeps = keeps(options.history.as_ref())?;
        let state = new_state(setup, options.now.unwrap_or(0), options.data_stores);
        let run = Run::new(deployment, state, keeps);
        let command = match (collaboration, levels.first()) {
            (None, Some(level)) => Command::StartProcess { level: *level, data: options.data, start, event },
            (id, _) => Command::StartCollaboration { id: id.unwrap_or_default(), data: options.data },
        };
        let number = self.number();
        let handlers = options.handlers;
        self.runs.insert(number, Open { run, workspace, process: name, breakpoints: Vec::new(), handlers });
        match self.command(number, command, None) {
            Ok(update) => Ok((number, update)),
            Err(error) => {
                self.runs.remove(&number);
                Err(error)
            }
        }
    }

    fn refuse_obstacles(&mut self, workspace: u32, levels: &[LevelId]) -> Result<(), ApiError> {
        let mut diagnostics = Vec::new();
        for level in levels {
            diagnostics.extend(self.workspace(workspace)?.obstacles(*level));
        }
        let Some(first) = diagnostics.first() else { return Ok(()) };
        let message = format!("The process cannot run: {}", first.message);
        let code = codes::RUN_NOT_VALID;
        Err(ApiError { code: code.name(), message, help: Some(code.help().to_owned()), diagnostics })
    }
}

type Goal = (Text, Vec<LevelId>, Option<NodeId>);

/// What is started: its id, the levels that run, and the chosen start event.
fn goal(
    deployment: &Deployment,
    process: Option<&Text>,
    collaboration: Option<&Text>,
    options: &StartOptions,
) -> Result<Goal, ApiError> {
    if let Some(id) = collaboration {
        let found = deployment.collaborations.get(id).ok_or_else(|| unknown_goal(deployment, "collaboration", id))?;
        return Ok((id.clone(), found.levels(deployment), None));
    }
    let id = process.cloned().unwrap_or_default();
    let level = deployment.processes.get(&id).copied().ok_or_else(|| unknown_goal(deployment, "process", &id))?;
    let start = match &options.start_event {
        Some(name) => {
            let text = format!("The process {id} has no start event {name}.");
            let unknown = || convert::error(Diagnostic::new(codes::API_INVALID_OPTION, text));
            Some(start_named(deployment, level, name).ok_or_else(unknown)?)
        }
        None => None,
    };
    Ok((id, vec![level], start))
}

/// The start event that receives the event a process is started with.
fn start_by(
    deployment: &Deployment,
    level: LevelId,
    start: Option<NodeId>,
    event: &Thrown,
) -> Result<NodeId, ApiError> {
    start_for(deployment, level, start, event).ok_or_else(|| {
        let (id, kind) = (&deployment.level(level).id, event.kind.name());
        let text =
            format!("The process {id} has no start event for the {kind} {}.", event.name.as_deref().unwrap_or(""));
        convert::error(Diagnostic::new(codes::RUN_NOT_WAITING, text))
    })
}

fn unknown_goal(deployment: &Deployment, what: &str, id: &str) -> ApiError {
    let known = deployment.processes.keys().chain(deployment.collaborations.keys());
    let near = crate::diagnostic::did_you_mean(id, known.map(|known| &**known));
    let hint = near.map(|near| format!(" Did you mean {near}?")).unwrap_or_default();
    let text = format!("There is no {what} {id} in the workspace.{hint}");
    convert::error(Diagnostic::new(codes::RUN_UNKNOWN_PROCESS, text))
}

fn limits(options: &StartOptions) -> Limits {
    let mut limits = Limits::default();
    if let Some(chosen) = &options.limits {
        limits.steps = chosen.steps.unwrap_or(limits.steps);
        limits.tokens = chosen.tokens.unwrap_or(limits.tokens);
        limits.depth = chosen.depth.unwrap_or(limits.depth);
        limits.instances = chosen.instances.unwrap_or(limits.instances);
        limits.script_milliseconds = chosen.script_milliseconds.unwrap_or(limits.script_milliseconds);
    }
    limits
}

fn keeps(history: Option<&Value>) -> Result<Keeps, ApiError> {
    let count = history.and_then(Value::as_int).and_then(|count| usize::try_from(count).ok());
    match (history.and_then(Value::as_str), count) {
        _ if history.is_none() => Ok(Keeps::Everything),
        (Some("full"), _) => Ok(Keeps::Everything),
        (Some("none"), _) => Ok(Keeps::Nothing),
        (_, Some(count)) => Ok(Keeps::Latest(count)),
        _ => {
            let got = serde_json::to_string(&history).unwrap_or_default();
            let text = format!("The option history is {got}; it must be full, none or a number of events.");
            Err(convert::error(Diagnostic::new(codes::API_INVALID_OPTION, text)))
        }
    }
}
