//! Takes down what happens in a run: the log as far as it is kept, and a checkpoint of the state now and then.
//!
//! Both are bounded. Checkpoints stand the further apart the larger the state is and the longer the log grows, so that they
//! cost a fraction of what happens between them; a log with a limit forgets its oldest part.

use serde::{Deserialize, Serialize};

use crate::engine::{Event, Ids, Journal, Renumber, State, Work};

/// Events between two checkpoints at least.
const CHECKPOINT_EVERY: usize = 256;

/// Checkpoints that are kept; beyond, every other one is dropped and the next ones stand twice as far apart.
const CHECKPOINTS: usize = 1024;

/// How much of its past a run keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Keeps {
    /// Nothing: it cannot go back, and needs no memory for it.
    Nothing,
    /// Everything.
    #[default]
    Everything,
    /// At least this number of the latest events, and at most about twice as many.
    Latest(usize),
}

impl Keeps {
    /// Whether there is a log at all.
    pub fn log(self) -> bool {
        self != Self::Nothing
    }
}

/// The log of a run and what is needed to go back in it.
#[derive(Clone)]
pub(super) struct Recorder {
    pub(super) keeps: Keeps,
    /// The state before the first event of the log; none when no log is kept.
    pub(super) base: Option<Box<State>>,
    pub(super) log: Vec<Event>,
    /// Events that were forgotten.
    pub(super) dropped: usize,
    /// States, by the number of events before them, the forgotten ones included.
    checkpoints: Vec<(usize, State)>,
    /// Events between checkpoints, doubled whenever they become too many.
    every: usize,
    /// Number of events at which the next checkpoint is due.
    due: usize,
}

impl Recorder {
    /// Begins with `base`, after `dropped` events.
    pub(super) fn new(base: &State, keeps: Keeps, dropped: usize) -> Self {
        Self {
            keeps,
            base: keeps.log().then(|| Box::new(base.clone())),
            log: Vec::new(),
            dropped,
            checkpoints: Vec::new(),
            every: CHECKPOINT_EVERY,
            due: dropped + CHECKPOINT_EVERY,
        }
    }

    /// Number of events, the forgotten ones included.
    pub(super) fn length(&self) -> usize {
        self.dropped + self.log.len()
    }

    /// The latest known state that is not after `position`, and its position.
    pub(super) fn nearest(&self, position: usize) -> Option<(usize, &State)> {
        let after = self.checkpoints.partition_point(|(at, _)| *at <= position);
        let found = after.checked_sub(1).and_then(|at| self.checkpoints.get(at));
        found.map(|(at, state)| (*at, state)).or_else(|| Some((self.dropped, self.base.as_deref()?)))
    }

    /// Forgets what comes after `position`.
    pub(super) fn truncate(&mut self, position: usize) {
        self.log.truncate(position.saturating_sub(self.dropped));
        self.checkpoints.retain(|(at, _)| *at <= position);
        self.due = self.checkpoints.last().map_or(self.dropped, |(at, _)| *at) + self.every;
    }

    /// Begins anew with other diagrams: the log so far and the state before it, told in their numbers.
    pub(super) fn take_over(&mut self, base: Option<Box<State>>, log: Vec<Event>) {
        self.base = base;
        self.log = log;
        self.checkpoints.clear();
        self.due = self.length() + self.every;
    }

    /// Exchanges the numbers of elements everywhere.
    pub(super) fn renumber(&mut self, ids: &mut dyn Ids) {
        self.log.renumber(ids);
        self.base.iter_mut().for_each(|state| state.renumber(ids));
        self.checkpoints.iter_mut().for_each(|(_, state)| state.renumber(ids));
    }

    /// The states kept so far, which are no longer needed here.
    pub(super) fn take_checkpoints(&mut self) -> Vec<(usize, State)> {
        std::mem::take(&mut self.checkpoints)
    }

    /// A recorder as it stood after `log`, with these checkpoints.
    pub(super) fn of_past(&self, base: State, log: Vec<Event>, checkpoints: Vec<(usize, State)>) -> Self {
        let (keeps, dropped, every) = (self.keeps, self.dropped, self.every);
        let due = dropped + log.len() + every;
        Self { keeps, base: Some(Box::new(base)), log, dropped, checkpoints, every, due }
    }

    fn keep_checkpoint(&mut self, state: &State) {
        let length = self.length();
        self.checkpoints.push((length, state.clone()));
        if self.checkpoints.len() > CHECKPOINTS {
            let mut odd = false;
            self.checkpoints.retain(|_| {
                odd = !odd;
                !odd
            });
            self.every *= 2;
        }
        self.due = length + self.every.max(4 * weight(state));
        if let Keeps::Latest(count) = self.keeps {
            self.forget_before(length.saturating_sub(count));
        }
    }

    /// Forgets what lies before the last checkpoint at or before `position`, once that is half of the log.
    fn forget_before(&mut self, position: usize) {
        let after = self.checkpoints.partition_point(|(at, _)| *at <= position);
        let Some((at, _)) = after.checked_sub(1).and_then(|index| self.checkpoints.get(index)) else { return };
        let gone = at - self.dropped;
        if 2 * gone < self.log.len() {
            return;
        }
        self.log.drain(..gone);
        self.dropped += gone;
        self.base = self.checkpoints.drain(..after).next_back().map(|(_, state)| Box::new(state));
    }
}

impl Journal for Recorder {
    fn note(&mut self, event: Event, state: &State) {
        if !self.keeps.log() {
            self.dropped += 1;
            return;
        }
        self.log.push(event);
        if self.length() >= self.due {
            self.keep_checkpoint(state);
        }
    }
}

/// What it costs to copy a state, roughly: the number of things in it that have a size of their own.
fn weight(state: &State) -> usize {
    let held = |work: &Work| match work {
        Work::Join(tokens) => tokens.len(),
        Work::Multi(multi) => multi.results.len(),
        _ => 0,
    };
    let instances = state.instances.values().map(|instance| 1 + held(instance.at_work())).sum::<usize>();
    instances + state.scopes.values().map(|scope| 1 + scope.ended.len()).sum::<usize>()
}
