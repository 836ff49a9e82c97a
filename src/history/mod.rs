//! A run: state, log and checkpoints. Going back is the nearest checkpoint plus the events since; acting in the past
//! takes a fork. Nothing here runs a script: the past is read from the log.

mod records;
mod reset;

use std::sync::Arc;

pub use records::Record;

use crate::diagnostic::{Diagnostic, codes};
use crate::engine::{Command, Context, Event, Host, InstanceId, Rejection, Scripts, State, apply, handle};
use crate::graph::Deployment;
use crate::value::Map;

/// Events between two checkpoints, unless the state is large.
const CHECKPOINT_EVERY: usize = 256;

/// A run with its history.
#[derive(Clone)]
pub struct Run {
    /// The compiled diagrams it runs on.
    pub deployment: Arc<Deployment>,
    /// The state before the first event of the log.
    base: State,
    state: State,
    log: Vec<Event>,
    checkpoints: Vec<(usize, State)>,
    /// Where it stands when it is looked at in the past.
    past: Option<(usize, State)>,
    keeps_log: bool,
    /// Events that were dropped because no history is kept.
    dropped: usize,
}

/// Where commands get their scripts run and their calls answered.
pub struct Surroundings<'s> {
    /// The languages.
    pub scripts: &'s mut dyn Scripts,
    /// The host.
    pub host: &'s mut dyn Host,
}

impl Run {
    /// A run that has not begun. Without a log it cannot go back, and needs no memory for it.
    pub fn new(deployment: Arc<Deployment>, state: State, keeps_log: bool) -> Self {
        let base = state.clone();
        Self { deployment, base, state, log: Vec::new(), checkpoints: Vec::new(), past: None, keeps_log, dropped: 0 }
    }

    /// A run as it was saved: the state before its log, and the log.
    pub fn from_parts(
        deployment: Arc<Deployment>,
        base: State,
        log: Vec<Event>,
        keeps_log: bool,
        dropped: usize,
    ) -> Self {
        let mut run = Self { log: Vec::new(), dropped, ..Self::new(deployment, base, keeps_log) };
        for event in log {
            apply(&mut run.state, &run.deployment, &event);
            run.log.push(event);
            run.note_checkpoint();
        }
        run
    }

    /// The state before the log, the log, whether one is kept, and how many events were dropped: what is saved.
    pub fn parts(&self) -> (&State, &[Event], bool, usize) {
        (&self.base, &self.log, self.keeps_log, self.dropped)
    }

    /// The state it is looked at in.
    pub fn state(&self) -> &State {
        self.past.as_ref().map_or(&self.state, |(_, state)| state)
    }

    /// Number of events up to where it is looked at.
    pub fn position(&self) -> usize {
        self.past.as_ref().map_or(self.length(), |(position, _)| *position)
    }

    /// Number of events altogether.
    pub fn length(&self) -> usize {
        self.dropped + self.log.len()
    }

    /// Whether it stands in the past, where it cannot be changed.
    pub fn is_past(&self) -> bool {
        self.past.is_some()
    }

    /// Whether it can go back.
    pub fn keeps_log(&self) -> bool {
        self.keeps_log
    }

    /// The events up to where it is looked at.
    pub fn log(&self) -> &[Event] {
        &self.log[..self.position().saturating_sub(self.dropped).min(self.log.len())]
    }

    /// All events, those of the future included.
    pub fn whole_log(&self) -> &[Event] {
        &self.log
    }

    /// Carries out a command; gives the position before it, from which the new events are read.
    pub fn command(
        &mut self,
        around: Surroundings<'_>,
        command: Command,
        now: Option<i64>,
    ) -> Result<usize, Rejection> {
        self.check_present()?;
        let before = self.length();
        let result = self.with_context(around, |context| handle(context, command, now));
        result.map(|()| before)
    }

    fn with_context<T>(&mut self, around: Surroundings<'_>, act: impl FnOnce(&mut Context<'_>) -> T) -> T {
        if !self.keeps_log {
            self.dropped += self.log.len();
            self.log.clear();
        }
        let deployment = self.deployment.clone();
        let Surroundings { scripts, host } = around;
        let mut context = Context { graph: &deployment, state: &mut self.state, log: &mut self.log, scripts, host };
        let result = act(&mut context);
        match self.keeps_log {
            true => self.note_checkpoint(),
            false => self.base = self.state.clone(),
        }
        result
    }

    fn check_present(&self) -> Result<(), Rejection> {
        match self.past {
            Some(_) => Err(Box::new(Diagnostic::new(codes::RUN_PAST, "The run stands in the past."))),
            None => Ok(()),
        }
    }

    /// Keeps a checkpoint now and then, less often the larger the state is, so that they cost little altogether.
    fn note_checkpoint(&mut self) {
        let last = self.checkpoints.last().map_or(0, |(position, _)| *position);
        let interval = CHECKPOINT_EVERY.max(4 * self.state.instances.len());
        if self.keeps_log && self.log.len() >= last + interval {
            self.checkpoints.push((self.log.len(), self.state.clone()));
        }
    }

    /// The state after the first `position` events.
    pub fn state_at(&self, position: usize) -> Result<State, Rejection> {
        if position < self.dropped || position > self.length() {
            let text = format!(
                "There is no position {position}: the history reaches from {} to {}.",
                self.dropped,
                self.length()
            );
            return Err(Box::new(Diagnostic::new(codes::RUN_NO_HISTORY, text)));
        }
        let position = position - self.dropped;
        let nearest = self.checkpoints.iter().rev().find(|(at, _)| *at <= position);
        let (from, mut state) = nearest.map_or_else(|| (0, self.base.clone()), |(at, state)| (*at, state.clone()));
        for event in &self.log[from..position] {
            apply(&mut state, &self.deployment, event);
        }
        Ok(state)
    }

    /// Looks at the run as it was after `position` events; the end is the present.
    pub fn checkout(&mut self, position: usize) -> Result<(), Rejection> {
        self.past = if position == self.length() { None } else { Some((position, self.state_at(position)?)) };
        Ok(())
    }

    /// A run of its own that goes on from `position`.
    pub fn fork(&self, position: usize) -> Result<Run, Rejection> {
        let state = self.state_at(position)?;
        let mut fork = self.clone();
        let at = position - self.dropped;
        fork.past = None;
        fork.state = state;
        fork.log.truncate(at);
        fork.checkpoints.retain(|(checkpoint, _)| *checkpoint <= at);
        Ok(fork)
    }

    /// Goes back to a task: what follows from it is undone, and it is ready again, with the data it began with or `data`.
    pub fn reset(&mut self, around: Surroundings<'_>, task: InstanceId, data: Option<Map>) -> Result<usize, Rejection> {
        self.check_present()?;
        if !self.keeps_log {
            return Err(Box::new(Diagnostic::new(codes::RUN_NO_HISTORY, "The run keeps no history to reset from.")));
        }
        let before = self.length();
        let (reset, arrival) = self.plan_reset(task, data)?;
        self.with_context(around, |context| context.reset(reset, arrival));
        Ok(before)
    }
}
