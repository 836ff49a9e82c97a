//! The parts of a log that followed different versions of the diagrams, and states at positions within them.

use std::sync::Arc;

use super::{Keeps, Run};
use crate::engine::{Event, Renumber, State, apply, carry_over};
use crate::graph::{Counterparts, Deployment};
use crate::source::Text;

/// What is saved of a segment: its diagrams, the state before its first event, and what happened.
pub type Saved = (Arc<Deployment>, State, Vec<Event>);

/// What happened on one version of the diagrams.
pub struct Segment {
    deployment: Arc<Deployment>,
    /// The state before its first event.
    base: State,
    events: Vec<Event>,
    /// Number of events before it.
    begin: usize,
    /// States, by the number of events before them.
    checkpoints: Vec<(usize, State)>,
}

/// Diagrams, and the log in their numbers.
#[derive(Clone)]
pub(super) struct Version {
    pub(super) deployment: Arc<Deployment>,
    /// The state before the first event of the log.
    pub(super) first: State,
    pub(super) log: Vec<Event>,
}

impl Segment {
    pub(super) fn deployment(&self) -> &Deployment {
        &self.deployment
    }

    /// The state after its last event.
    pub(super) fn last_state(&self) -> State {
        self.state_at(self.end())
    }

    fn end(&self) -> usize {
        self.begin + self.events.len()
    }

    /// The state at a position within it, in its own numbers.
    pub(super) fn state_at(&self, position: usize) -> State {
        let nearest = self.checkpoints.iter().rev().find(|(at, _)| *at <= position);
        let (from, mut state) =
            nearest.map_or_else(|| (self.begin, self.base.clone()), |(at, state)| (*at, state.clone()));
        for event in &self.events[from - self.begin..position - self.begin] {
            apply(&mut state, &self.deployment, event);
        }
        state
    }
}

impl Run {
    /// A run as it was saved: the last segment is the present one, `dropped` events came before the first. The elements
    /// of each segment must have a place in the diagrams of the next one.
    pub fn from_segments(saved: Vec<Saved>, keeps: Keeps, dropped: usize) -> Option<Self> {
        let mut saved = saved.into_iter();
        let (deployment, base, events) = saved.next()?;
        let mut run = Self::from_parts(deployment, base, events, keeps, dropped);
        for (deployment, base, events) in saved {
            run.close_segment();
            run.take_over(deployment, base);
            run.replay(events);
        }
        Some(run)
    }

    /// What happened on each version of the diagrams, the present one last: diagrams, state before, events.
    pub fn segments(&self) -> impl Iterator<Item = (&Deployment, &State, &[Event])> {
        let earlier = self.earlier.iter().map(|segment| (&*segment.deployment, &segment.base, &*segment.events));
        earlier.chain([(&*self.deployment, self.present_base(), self.present_events())])
    }

    /// The files of the present diagrams.
    pub fn files(&self) -> &[(Text, Text)] {
        &self.deployment.files
    }

    /// Number of events before those that follow the present diagrams.
    pub(super) fn begin(&self) -> usize {
        self.earlier.last().map_or(self.recorder.dropped, |segment| segment.end())
    }

    pub(super) fn present_events(&self) -> &[Event] {
        &self.recorder.log[self.begin() - self.recorder.dropped..]
    }

    fn present_base(&self) -> &State {
        self.entered.as_deref().or(self.recorder.base.as_deref()).unwrap_or(&self.state)
    }

    /// Forgets segments that came before everything that is still in the log.
    pub(super) fn forget_segments(&mut self) {
        if self.earlier.last().is_some_and(|segment| self.recorder.dropped >= segment.end()) {
            self.earlier.clear();
            self.entered = None;
        }
    }

    /// Ends the present segment, so that another version of the diagrams can follow.
    pub(super) fn close_segment(&mut self) {
        let begin = self.begin();
        let mut checkpoints = self.recorder.take_checkpoints();
        checkpoints.retain(|(at, _)| *at > begin);
        let (deployment, base, events) =
            (self.deployment.clone(), self.present_base().clone(), self.present_events().to_vec());
        self.earlier.push(Arc::new(Segment { deployment, base, events, begin, checkpoints }));
    }

    /// Goes on with `state` on other diagrams; the log is told in their numbers from now on.
    pub(super) fn take_over(&mut self, deployment: Arc<Deployment>, state: State) {
        let Version { first, log, .. } = self.told(self.earlier.len(), deployment.clone());
        self.recorder.take_over(Some(Box::new(first)), log);
        self.entered = Some(Box::new(state.clone()));
        self.state = state;
        self.deployment = deployment;
    }

    /// What happened in the first `count` segments, in the numbers of the diagrams that follow them.
    fn told(&self, count: usize, next: Arc<Deployment>) -> Version {
        let mut log: Vec<Event> = Vec::new();
        let mut first = self.earlier.first().map_or(self.present_base(), |segment| &segment.base).clone();
        for (number, segment) in self.earlier.iter().enumerate().take(count) {
            log.extend(segment.events.iter().cloned());
            let following = self.earlier.get(number + 1).filter(|_| number + 1 < count);
            let following = following.map_or(&next, |segment| &segment.deployment);
            let counterparts = Counterparts::new(&segment.deployment, following);
            log.renumber(&mut &counterparts);
            first.renumber(&mut &counterparts);
        }
        Version { deployment: next, first, log }
    }

    /// The earlier segment in which the state at a position is looked at: the one it ended, at a border.
    pub(super) fn segment_at(&self, position: usize) -> Option<usize> {
        self.earlier.iter().position(|segment| position <= segment.end())
    }

    /// The diagrams of an earlier segment, with the log up to a position within it in their numbers.
    pub(super) fn version_of(&self, number: usize, position: usize) -> Version {
        let segment = &self.earlier[number];
        let mut version = self.told(number, segment.deployment.clone());
        version.log.extend(segment.events[..position - segment.begin].iter().cloned());
        version
    }

    /// A run that goes on from a position of an earlier segment.
    pub(super) fn fork_earlier(&self, number: usize, position: usize) -> Run {
        let segment = &self.earlier[number];
        let Version { deployment, first, log } = self.version_of(number, position);
        let checkpoints = segment.checkpoints.iter().filter(|(at, _)| *at <= position).cloned().collect();
        Run {
            deployment,
            state: segment.state_at(position),
            recorder: self.recorder.of_past(first, log, checkpoints),
            earlier: self.earlier[..number].to_vec(),
            entered: (number > 0).then(|| Box::new(segment.base.clone())),
            past: None,
        }
    }

    /// The state at a position of an earlier segment, in the numbers of the present diagrams.
    pub(super) fn state_carried_over(&self, position: usize) -> State {
        let Some(number) = self.segment_at(position) else { return self.state.clone() };
        let mut state = self.earlier[number].state_at(position);
        for (index, segment) in self.earlier.iter().enumerate().skip(number) {
            let next = self.earlier.get(index + 1).map_or(&self.deployment, |next| &next.deployment);
            carry_over(&mut state, next, &mut &Counterparts::new(&segment.deployment, next));
        }
        state
    }
}
