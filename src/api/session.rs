//! Workspaces and runs by number.

use super::types::CallerInfo;
use super::types::{ApiError, StartOptions, Update, WorkspaceOptions};
use super::workspace::Workspace;
use super::{convert, handlers};
use crate::diagnostic::{Diagnostic, codes};
use crate::engine::{
    Answer, Caller, Command, Host, Limits, Rejection, Scripts, Setup, Thrown, new_state, start_for, start_named,
};
use crate::graph::{Deployment, LevelId, Node, NodeId};
use crate::history::{Keeps, Run, Surroundings};
use crate::language::Call;
use crate::snapshot;
use crate::table::Table;
use crate::value::{Text, Value};

/// Answers calls that scripts make to functions of the host.
pub trait HostFunctions {
    /// Answers a call made in the run of that number, on behalf of that task.
    fn call(&mut self, run: u32, call: &Call, from: &CallerInfo<'_>) -> Answer;
}

/// A host without functions.
pub struct NoFunctions;

impl HostFunctions for NoFunctions {
    fn call(&mut self, _run: u32, call: &Call, _from: &CallerInfo<'_>) -> Answer {
        Answer::Failed(format!("there is no function {}", call.function))
    }
}

/// Everything one host works with.
pub struct Session {
    pub(super) scripts: Box<dyn Scripts>,
    pub(super) functions: Box<dyn HostFunctions>,
    pub(super) workspaces: Table<u32, Workspace>,
    pub(super) runs: Table<u32, Open>,
    next: u32,
}

/// A run that came into being, and how it stands.
#[derive(serde::Serialize)]
pub struct Restored {
    /// Its number.
    pub run: u32,
    /// How it stands.
    pub update: Update,
}

/// A run and the workspace it was started in.
pub(super) struct Open {
    pub(super) run: Run,
    pub(super) workspace: u32,
    pub(super) process: Text,
    pub(super) breakpoints: Vec<Text>,
    /// What the host has handlers for.
    pub(super) handlers: Vec<Text>,
}

/// What the engine asks of its host in one run.
pub(super) struct RunHost<'h> {
    pub(super) functions: &'h mut dyn HostFunctions,
    pub(super) run: u32,
    pub(super) handlers: &'h [Text],
}

impl Host for RunHost<'_> {
    fn call(&mut self, call: &Call, from: &Caller<'_>) -> Answer {
        self.functions.call(self.run, call, &CallerInfo::of(from))
    }

    fn handles(&self, node: &Node) -> bool {
        handlers::handler_of(self.handlers, node).is_some()
    }
}

impl Session {
    /// A session whose scripts run in these languages and may call these functions.
    pub fn new(scripts: Box<dyn Scripts>, functions: Box<dyn HostFunctions>) -> Self {
        Self { scripts, functions, workspaces: Table::new(), runs: Table::new(), next: 1 }
    }

    fn number(&mut self) -> u32 {
        let number = self.next;
        self.next += 1;
        number
    }

    /// Opens a workspace.
    pub fn open(&mut self, options: WorkspaceOptions) -> Result<u32, ApiError> {
        let workspace = Workspace::new(options)?;
        let number = self.number();
        self.workspaces.insert(number, workspace);
        Ok(number)
    }

    pub(super) fn validate(
        &mut self,
        workspace: u32,
        file: Option<&str>,
    ) -> Result<Vec<super::types::Diagnostic>, ApiError> {
        let Session { scripts, workspaces, .. } = self;
        let unknown = || Diagnostic::new(codes::API_UNKNOWN_HANDLE, format!("There is no workspace {workspace}."));
        let found = workspaces.get_mut(&workspace).ok_or_else(|| convert::error(unknown()))?;
        Ok(found.validate(file, scripts.as_mut()))
    }

    pub(super) fn workspace(&mut self, number: u32) -> Result<&mut Workspace, ApiError> {
        let unknown = || Diagnostic::new(codes::API_UNKNOWN_HANDLE, format!("There is no workspace {number}."));
        self.workspaces.get_mut(&number).ok_or_else(|| convert::error(unknown()))
    }

    pub(super) fn open_run(&self, number: u32) -> Result<&Open, ApiError> {
        self.runs.get(&number).ok_or_else(|| convert::error(unknown_run(number)))
    }

    pub(super) fn open_run_mut(&mut self, number: u32) -> Result<&mut Open, ApiError> {
        self.runs.get_mut(&number).ok_or_else(|| convert::error(unknown_run(number)))
    }

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
        let event = options.event.clone().map(super::run::thrown).transpose()?;
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

    /// Carries out a command of a run and tells what it did. One that ran into the step limit is done so far.
    pub(super) fn command(&mut self, number: u32, command: Command, now: Option<i64>) -> Result<Update, ApiError> {
        let Session { scripts, functions, runs, .. } = self;
        let open = runs.get_mut(&number).ok_or_else(|| convert::error(unknown_run(number)))?;
        let before = open.run.length();
        let mut host = RunHost { functions: functions.as_mut(), run: number, handlers: &open.handlers };
        let around = Surroundings { scripts: scripts.as_mut(), host: &mut host };
        let notice = match open.run.command(around, command, now) {
            Ok(_) => None,
            Err(rejection) if rejection.code == codes::RUN_STEP_LIMIT => Some(rejection),
            Err(rejection) => return Err(self.rejected(number, rejection)),
        };
        self.update(number, before, notice)
    }

    pub(super) fn rejected(&self, number: u32, rejection: Rejection) -> ApiError {
        let workspace = self.runs.get(&number).and_then(|open| self.workspaces.get(&open.workspace));
        let diagnostics = workspace.map(|workspace| workspace.sources().diagnostic(&rejection)).into_iter().collect();
        ApiError { diagnostics, ..convert::error(*rejection) }
    }

    /// Adds or replaces a file given as bytes, in the encoding they tell.
    pub fn put_bytes(
        &mut self,
        workspace: u32,
        name: &str,
        bytes: &[u8],
    ) -> Result<Vec<super::types::Diagnostic>, ApiError> {
        let (source, diagnostics) = crate::xml::decode(name, bytes);
        Ok(self.workspace(workspace)?.put(source, diagnostics))
    }

    /// A run as bytes.
    pub fn save(&self, number: u32) -> Result<Vec<u8>, ApiError> {
        let open = self.open_run(number)?;
        let workspace = self.workspaces.get(&open.workspace);
        let is_current = workspace.is_some_and(|workspace| workspace.has_files(open.run.files()));
        snapshot::save(&open.run, &open.process, is_current).map_err(|refusal| convert::error(*refusal))
    }

    /// A run from bytes, on the files of a workspace.
    pub fn restore(&mut self, workspace: u32, bytes: &[u8]) -> Result<Restored, ApiError> {
        let files = self.workspace(workspace)?;
        let deployment = files.deployment();
        let restored = snapshot::restore(bytes, &deployment, &mut |version| files.compile_version(version));
        let (run, process) = restored.map_err(|refusal| convert::error(*refusal))?;
        let (run, update) =
            self.keep(Open { run, workspace, process, breakpoints: Vec::new(), handlers: Vec::new() })?;
        Ok(Restored { run, update })
    }

    /// Keeps a run that was made otherwise: forked or restored.
    pub(super) fn keep(&mut self, open: Open) -> Result<(u32, Update), ApiError> {
        let number = self.number();
        let before = open.run.length();
        self.runs.insert(number, open);
        Ok((number, self.update(number, before, None)?))
    }
}

pub(super) fn unknown_run(number: u32) -> Diagnostic {
    Diagnostic::new(codes::API_UNKNOWN_HANDLE, format!("There is no run {number}."))
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
        let levels = found.participants.iter().filter_map(|participant| participant.process);
        let executable = levels.filter(|level| deployment.level(*level).executable != Some(false));
        return Ok((id.clone(), executable.collect(), None));
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
