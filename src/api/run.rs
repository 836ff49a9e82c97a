//! What can be asked of a run and ordered from it, on top of [`Session`].

use super::convert;
use super::open::{Open, RunHost};
use super::session::{Session, unknown_run};
use super::types::{ApiError, ExternalEvent, LogEntry, RunInfo, Update};
use super::{explain, ledger, narrate, view};
use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::engine::{Command, Context, Forgotten, InstanceId};
use crate::history::Surroundings;
use crate::value::{Map, Text};

impl Session {
    pub(super) fn log(&self, number: u32, from: Option<usize>, to: Option<usize>) -> Result<Vec<LogEntry>, ApiError> {
        let open = self.open_run(number)?;
        Ok(narrate::entries(&open.run, from.unwrap_or(0), to.unwrap_or(usize::MAX)))
    }

    /// Runs until nothing automatic is left, or an element with a breakpoint is next, or a token comes to one of `until`.
    pub(super) fn go_on(
        &mut self,
        number: u32,
        steps: Option<u64>,
        until: &[Text],
        now: Option<i64>,
    ) -> Result<Update, ApiError> {
        self.check_elements(number, until)?;
        if until.is_empty() && self.open_run(number)?.breakpoints.is_empty() {
            return self.command(number, Command::Continue { steps }, now);
        }
        let before = self.open_run(number)?.run.length();
        let newest = self.open_run(number)?.run.state().next_instance;
        let mut left = steps.unwrap_or(u64::MAX);
        let mut first = true;
        while left > 0 && (first || !view::must_stop(self.open_run(number)?, until, newest)) {
            if !first && self.open_run(number)?.run.state().is_over() {
                break;
            }
            let length = self.open_run(number)?.run.length();
            self.command(number, Command::Step, now)?;
            if self.open_run(number)?.run.length() == length {
                self.command(number, Command::Continue { steps: Some(0) }, now)?;
                break;
            }
            (left, first) = (left - 1, false);
        }
        self.update(number, before, None)
    }

    /// Sets the elements before which the run stops whenever it goes on.
    pub(super) fn set_breakpoints(&mut self, number: u32, elements: Vec<Text>) -> Result<(), ApiError> {
        self.check_elements(number, &elements)?;
        self.open_run_mut(number)?.breakpoints = elements;
        Ok(())
    }

    /// Refuses ids that no element has, in the diagrams of the run or in the edited ones of its workspace.
    fn check_elements(&mut self, number: u32, elements: &[Text]) -> Result<(), ApiError> {
        if elements.is_empty() {
            return Ok(());
        }
        let open = self.open_run(number)?;
        let (graph, workspace) = (open.run.deployment().clone(), open.workspace);
        let edited = self.workspace(workspace)?.deployment();
        let known = |id: &&Text| [&graph, &edited].iter().any(|graph| !graph.nodes_named(id).is_empty());
        let Some(unknown) = elements.iter().find(|id| !known(id)) else { return Ok(()) };
        let near = did_you_mean(unknown, graph.nodes.iter().map(|node| &*node.id));
        let hint = near.map(|near| format!(" Did you mean {near}?")).unwrap_or_default();
        let text = format!("The run has no element {unknown}.{hint}");
        Err(convert::error(Diagnostic::new(codes::RUN_UNKNOWN_ELEMENT, text)))
    }

    pub(super) fn send(
        &mut self,
        number: u32,
        event: ExternalEvent,
        require: bool,
        now: Option<i64>,
    ) -> Result<Update, ApiError> {
        let target = event.target.map(InstanceId);
        let event = convert::thrown(event)?;
        self.command(number, Command::Deliver { event, target, require }, now)
    }

    /// The events nobody caught; asking takes them.
    pub(super) fn take_events(&mut self, number: u32) -> Result<Vec<ExternalEvent>, ApiError> {
        let events: Vec<ExternalEvent> =
            self.open_run(number)?.run.state().unhandled.iter().map(convert::external).collect();
        if !events.is_empty() && !self.open_run(number)?.run.is_past() {
            self.command(number, Command::TakeUnhandled, None)?;
        }
        Ok(events)
    }

    pub(super) fn advance(&mut self, number: u32, milliseconds: i64) -> Result<Update, ApiError> {
        let now = self.open_run(number)?.run.state().now;
        self.command(number, Command::AdvanceTo(now.saturating_add(milliseconds.max(0))), None)
    }

    pub(super) fn checkout(&mut self, number: u32, position: usize) -> Result<RunInfo, ApiError> {
        let result = self.open_run_mut(number)?.run.checkout(position);
        result.map_err(|rejection| self.rejected(number, rejection))?;
        self.info(number)
    }

    pub(super) fn fork(&mut self, number: u32, position: Option<usize>) -> Result<(u32, Update), ApiError> {
        let open = self.open_run(number)?;
        let position = position.unwrap_or_else(|| open.run.position());
        let (workspace, process, breakpoints) = (open.workspace, open.process.clone(), open.breakpoints.clone());
        let handlers = open.handlers.clone();
        let run = open.run.fork(position).map_err(|rejection| self.rejected(number, rejection))?;
        self.keep(Open { run, workspace, process, breakpoints, handlers })
    }

    pub(super) fn reset(&mut self, number: u32, task: u32, data: Option<Map>) -> Result<Update, ApiError> {
        let before = self.open_run(number)?.run.length();
        let Session { scripts, functions, runs, .. } = self;
        let Some(open) = runs.get_mut(&number) else { return self.update(number, before, None) };
        let mut host = RunHost { functions: functions.as_mut(), run: number, handlers: &open.handlers };
        let around = Surroundings { scripts: scripts.as_mut(), host: &mut host };
        let result = open.run.reset(around, InstanceId(task), data);
        result.map_err(|rejection| self.rejected(number, rejection))?;
        self.update(number, before, None)
    }

    pub(super) fn explain(
        &self,
        number: u32,
        task: Option<u32>,
        element: Option<&str>,
    ) -> Result<Vec<String>, ApiError> {
        Ok(explain::explain(&self.open_run(number)?.run, task.map(InstanceId), element))
    }

    /// Why nobody would receive an event now; nothing when somebody would.
    pub(super) fn explain_event(&mut self, number: u32, event: ExternalEvent) -> Result<Vec<String>, ApiError> {
        let thrown = convert::thrown(event)?;
        let Session { scripts, functions, runs, .. } = self;
        let open = runs.get(&number).ok_or_else(|| convert::error(unknown_run(number)))?;
        let host = &mut RunHost { functions: functions.as_mut(), run: number, handlers: &open.handlers };
        // Keys are retrieved by expressions; whatever these do is done to a copy.
        let mut state = open.run.state().clone();
        let (graph, scripts) = (&open.run.deployment(), scripts.as_mut());
        let mut context =
            Context { graph, state: &mut state, journal: &mut Forgotten, scripts, host, heard: Default::default() };
        let thrown = context.with_keys(thrown);
        let received = !context.listeners(&thrown).is_empty();
        Ok(if received { Vec::new() } else { vec![ledger::reason(&open.run, &thrown)] })
    }
}
