//! Workspaces and runs by number.

use super::open::{HostFunctions, Open, RunHost};
use super::types::{ApiError, RunInfo, Update, WorkspaceOptions};
use super::workspace::Workspace;
use super::{convert, narrate, view};
use crate::diagnostic::{Diagnostic, codes};
use crate::engine::{Command, Rejection, Scripts};
use crate::history::Surroundings;
use crate::snapshot;
use crate::table::Table;

/// Entries of the log that an update tells at most, the latest ones; the log has the others.
const MOST_TOLD: usize = 10_000;

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

impl Session {
    /// A session whose scripts run in these languages and may call these functions.
    pub fn new(scripts: Box<dyn Scripts>, functions: Box<dyn HostFunctions>) -> Self {
        Self { scripts, functions, workspaces: Table::new(), runs: Table::new(), next: 1 }
    }

    pub(super) fn number(&mut self) -> u32 {
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

    /// What the events since `before` were, and how the run stands.
    pub(super) fn update(&self, number: u32, before: usize, notice: Option<Rejection>) -> Result<Update, ApiError> {
        let mut run = self.info(number)?;
        let workspace = self.runs.get(&number).and_then(|open| self.workspaces.get(&open.workspace));
        if let (Some(notice), Some(workspace)) = (notice, workspace) {
            run.notice = Some(workspace.sources().diagnostic(&notice));
        }
        // A run without history does not tell its events either: whoever asks for none wants speed.
        let open = &self.open_run(number)?.run;
        let from = before.max(open.length().saturating_sub(MOST_TOLD));
        let events = if open.keeps_log() { narrate::entries(open, from, usize::MAX) } else { Vec::new() };
        Ok(Update { events, run })
    }

    /// How a run stands.
    pub(super) fn info(&self, number: u32) -> Result<RunInfo, ApiError> {
        let open = self.open_run(number)?;
        let workspace = self.workspaces.get(&open.workspace);
        Ok(view::info(open, workspace))
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
