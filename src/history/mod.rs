//! A run: state, log and checkpoints. Going back is the nearest checkpoint plus the events since; acting in the past
//! takes a fork. Nothing here runs a script: the past is read from the log.

mod recorder;
mod records;
mod reset;

use std::sync::Arc;

pub use recorder::Keeps;
pub use records::Record;

use crate::diagnostic::{Diagnostic, codes};
use crate::engine::{Command, Context, Event, Host, InstanceId, Journal, Rejection, Scripts, State, apply, handle};
use crate::graph::Deployment;
use crate::value::Map;
use recorder::Recorder;

/// A run with its history.
#[derive(Clone)]
pub struct Run {
    /// The compiled diagrams it runs on.
    pub deployment: Arc<Deployment>,
    state: State,
    recorder: Recorder,
    /// Where it stands when it is looked at in the past.
    past: Option<(usize, Box<State>)>,
}

/// Where commands get their scripts run and their calls answered.
pub struct Surroundings<'s> {
    /// The languages.
    pub scripts: &'s mut dyn Scripts,
    /// The host.
    pub host: &'s mut dyn Host,
}

impl Run {
    /// A run that has not begun.
    pub fn new(deployment: Arc<Deployment>, state: State, keeps: Keeps) -> Self {
        Self::from_parts(deployment, state, Vec::new(), keeps, 0)
    }

    /// A run as it was saved: the state before its log, the log, and how many events came before that.
    pub fn from_parts(deployment: Arc<Deployment>, base: State, log: Vec<Event>, keeps: Keeps, dropped: usize) -> Self {
        let recorder = Recorder::new(&base, keeps, dropped);
        let mut run = Self { deployment, state: base, recorder, past: None };
        for event in log {
            apply(&mut run.state, &run.deployment, &event);
            run.recorder.note(event, &run.state);
        }
        run
    }

    /// The state before the log, the log, how much is kept, and how many events were dropped: what is saved.
    pub fn parts(&self) -> (&State, &[Event], Keeps, usize) {
        let Recorder { base, log, keeps, dropped, .. } = &self.recorder;
        (base.as_deref().unwrap_or(&self.state), log, *keeps, *dropped)
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
        self.recorder.length()
    }

    /// Whether it stands in the past, where it cannot be changed.
    pub fn is_past(&self) -> bool {
        self.past.is_some()
    }

    /// Whether it can go back.
    pub fn keeps_log(&self) -> bool {
        self.recorder.keeps.log()
    }

    /// The events up to where it is looked at.
    pub fn log(&self) -> &[Event] {
        let Recorder { log, dropped, .. } = &self.recorder;
        &log[..self.position().saturating_sub(*dropped).min(log.len())]
    }

    /// All events, those of the future included.
    pub fn whole_log(&self) -> &[Event] {
        &self.recorder.log
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
        let Surroundings { scripts, host } = around;
        let Self { deployment, state, recorder, .. } = self;
        act(&mut Context { graph: deployment, state, journal: recorder, scripts, host })
    }

    fn check_present(&self) -> Result<(), Rejection> {
        match self.past {
            Some(_) => Err(Box::new(Diagnostic::new(codes::RUN_PAST, "The run stands in the past."))),
            None => Ok(()),
        }
    }

    /// The state after the first `position` events.
    pub fn state_at(&self, position: usize) -> Result<State, Rejection> {
        if position == self.length() {
            return Ok(self.state.clone());
        }
        let Recorder { log, dropped, .. } = &self.recorder;
        let nearest = self.recorder.nearest(position).filter(|_| (*dropped..=self.length()).contains(&position));
        let Some((from, state)) = nearest else {
            let text =
                format!("There is no position {position}: the history reaches from {dropped} to {}.", self.length());
            return Err(Box::new(Diagnostic::new(codes::RUN_NO_HISTORY, text)));
        };
        let mut state = state.clone();
        for event in &log[from - dropped..position - dropped] {
            apply(&mut state, &self.deployment, event);
        }
        Ok(state)
    }

    /// A state that was kept on the way, at `position` or not long before it, and its own position. Without a log it is the
    /// present one.
    pub fn state_near(&self, position: usize) -> (usize, &State) {
        self.recorder.nearest(position).unwrap_or((self.length(), &self.state))
    }

    /// Looks at the run as it was after `position` events; the end is the present.
    pub fn checkout(&mut self, position: usize) -> Result<(), Rejection> {
        self.past = if position == self.length() { None } else { Some((position, Box::new(self.state_at(position)?))) };
        Ok(())
    }

    /// A run of its own that goes on from `position`.
    pub fn fork(&self, position: usize) -> Result<Run, Rejection> {
        let state = self.state_at(position)?;
        let mut recorder = self.recorder.clone();
        recorder.truncate(position);
        let fork = Self { deployment: self.deployment.clone(), state, recorder, past: None };
        Ok(fork)
    }

    /// Goes back to a task: what follows from it is undone, and it is ready again, with the data it began with or `data`.
    pub fn reset(&mut self, around: Surroundings<'_>, task: InstanceId, data: Option<Map>) -> Result<usize, Rejection> {
        self.check_present()?;
        if !self.keeps_log() {
            return Err(Box::new(Diagnostic::new(codes::RUN_NO_HISTORY, "The run keeps no history to reset from.")));
        }
        let before = self.length();
        let (reset, arrival) = self.plan_reset(task, data)?;
        self.with_context(around, |context| context.reset(reset, arrival));
        Ok(before)
    }
}
