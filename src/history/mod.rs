//! A run: state, log and checkpoints. Going back is the nearest checkpoint plus the events since; acting in the past
//! takes a fork. Nothing here runs a script: the past is read from the log.

mod rebind;
mod recorder;
mod records;
mod reset;
mod segment;

use std::sync::Arc;

pub use rebind::{ElementChange, Moves, Plan};
pub use recorder::Keeps;
pub use records::Record;
pub use segment::{Saved, Segment};

use crate::diagnostic::{Diagnostic, codes};
use crate::engine::{Command, Context, Event, Host, InstanceId, Journal, Rejection, Scripts, State, apply, handle};
use crate::graph::Deployment;
use crate::value::Map;
use recorder::Recorder;
use segment::Version;

/// A run with its history.
#[derive(Clone)]
pub struct Run {
    /// The compiled diagrams it runs on.
    deployment: Arc<Deployment>,
    state: State,
    /// The log, in the numbers of the present diagrams; elements that are gone have numbers there too.
    recorder: Recorder,
    /// What happened on earlier versions of the diagrams, oldest first.
    earlier: Vec<Arc<Segment>>,
    /// The state in which it went over to the present diagrams, when there were earlier ones.
    entered: Option<Box<State>>,
    /// Where it stands when it is looked at in the past.
    past: Option<Box<Past>>,
}

/// A look at the past.
#[derive(Clone)]
struct Past {
    position: usize,
    state: State,
    /// The diagrams of then with the log in their numbers, where these were others.
    version: Option<Version>,
}

/// Where commands get their scripts run and their calls answered.
pub struct Surroundings<'s> {
    /// The languages.
    pub scripts: &'s mut dyn Scripts,
    /// The host.
    pub host: &'s mut dyn Host,
}

impl Surroundings<'_> {
    fn reborrow(&mut self) -> Surroundings<'_> {
        Surroundings { scripts: &mut *self.scripts, host: &mut *self.host }
    }
}

impl Run {
    /// A run that has not begun.
    pub fn new(deployment: Arc<Deployment>, state: State, keeps: Keeps) -> Self {
        Self::from_parts(deployment, state, Vec::new(), keeps, 0)
    }

    /// A run as it was saved: the state before its log, the log, and how many events came before that.
    pub fn from_parts(deployment: Arc<Deployment>, base: State, log: Vec<Event>, keeps: Keeps, dropped: usize) -> Self {
        let recorder = Recorder::new(&base, keeps, dropped);
        let mut run = Self { deployment, state: base, recorder, earlier: Vec::new(), entered: None, past: None };
        run.replay(log);
        run
    }

    fn replay(&mut self, log: Vec<Event>) {
        for event in log {
            apply(&mut self.state, &self.deployment, &event);
            self.recorder.note(event, &self.state);
        }
    }

    /// How much of the log is kept.
    pub fn keeps(&self) -> Keeps {
        self.recorder.keeps
    }

    /// Number of events that were forgotten.
    pub fn dropped(&self) -> usize {
        self.recorder.dropped
    }

    /// The compiled diagrams it runs on; those of then while it is looked at in the past.
    pub fn deployment(&self) -> &Arc<Deployment> {
        self.version().map_or(&self.deployment, |version| &version.deployment)
    }

    /// The state before the first event of the log.
    pub fn first_state(&self) -> &State {
        let base = self.recorder.base.as_deref().unwrap_or(&self.state);
        self.version().map_or(base, |version| &version.first)
    }

    fn version(&self) -> Option<&Version> {
        self.past.as_ref()?.version.as_ref()
    }

    /// The state it is looked at in.
    pub fn state(&self) -> &State {
        self.past.as_ref().map_or(&self.state, |past| &past.state)
    }

    /// Number of events up to where it is looked at.
    pub fn position(&self) -> usize {
        self.past.as_ref().map_or(self.length(), |past| past.position)
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
        match self.version() {
            Some(version) => &version.log,
            None => &log[..self.position().saturating_sub(*dropped).min(log.len())],
        }
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
        let result =
            act(&mut Context { graph: deployment, state, journal: recorder, scripts, host, heard: Default::default() });
        self.forget_segments();
        result
    }

    fn check_present(&self) -> Result<(), Rejection> {
        match self.past {
            Some(_) => Err(Box::new(Diagnostic::new(codes::RUN_PAST, "The run stands in the past."))),
            None => Ok(()),
        }
    }

    /// The state after the first `position` events, in the numbers of the present diagrams.
    pub fn state_at(&self, position: usize) -> Result<State, Rejection> {
        if position == self.length() {
            return Ok(self.state.clone());
        }
        self.check_known(position)?;
        if position < self.begin() {
            return Ok(self.state_carried_over(position));
        }
        let Recorder { log, dropped, .. } = &self.recorder;
        let (from, state) = self.near(position);
        let mut state = state.clone();
        for event in &log[from - dropped..position - dropped] {
            apply(&mut state, &self.deployment, event);
        }
        Ok(state)
    }

    fn check_known(&self, position: usize) -> Result<(), Rejection> {
        let Recorder { dropped, .. } = &self.recorder;
        if self.keeps_log() && (*dropped..=self.length()).contains(&position) || position == self.length() {
            return Ok(());
        }
        let text = format!("There is no position {position}: the history reaches from {dropped} to {}.", self.length());
        Err(Box::new(Diagnostic::new(codes::RUN_NO_HISTORY, text)))
    }

    /// The latest known state of the present segment that is not after `position`, and its position.
    fn near(&self, position: usize) -> (usize, &State) {
        let begin = self.begin();
        let nearest = self.recorder.nearest(position).filter(|(at, _)| self.entered.is_none() || *at > begin);
        let entered = self.entered.as_deref().map(|state| (begin, state));
        nearest.or(entered).unwrap_or((self.length(), &self.state))
    }

    /// A state that was kept on the way, at `position` or not long before it, and its own position. Without a log it is the
    /// present one.
    pub fn state_near(&self, position: usize) -> (usize, &State) {
        match self.version() {
            Some(version) => (self.dropped(), &version.first),
            None if position < self.begin() => (self.dropped(), self.first_state()),
            None => self.near(position),
        }
    }

    /// Looks at the run as it was after `position` events; the end is the present.
    pub fn checkout(&mut self, position: usize) -> Result<(), Rejection> {
        if position == self.length() {
            self.past = None;
            return Ok(());
        }
        self.check_known(position)?;
        let (state, version) = match self.segment_at(position) {
            Some(number) => (self.earlier[number].state_at(position), Some(self.version_of(number, position))),
            None => (self.state_at(position)?, None),
        };
        self.past = Some(Box::new(Past { position, state, version }));
        Ok(())
    }

    /// A run of its own that goes on from `position`, on the diagrams of then.
    pub fn fork(&self, position: usize) -> Result<Run, Rejection> {
        self.check_known(position)?;
        if let Some(number) = self.segment_at(position).filter(|_| position < self.length()) {
            return Ok(self.fork_earlier(number, position));
        }
        let state = self.state_at(position)?;
        let mut recorder = self.recorder.clone();
        recorder.truncate(position);
        Ok(Self { state, recorder, past: None, ..self.clone() })
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
