//! Events that listen beside the flow: boundary events of the activities around the target, and starts of event
//! sub-processes in the scopes around it.
//!
//! Where an activity or scope is live again that had ended, those listen again that listened when the target began, and what
//! they have sent on since is undone. One that had happened before does not: its branch is another one, and stays. So does
//! what happened beside an activity or in a scope that is live still, unless what is undone had thrown it.

use super::Plan;
use crate::engine::{Activated, Event, InstanceId, Part, ScopeId};
use crate::graph::Kind;
use crate::history::{Record, Run};
use crate::table::Table;

impl Plan<'_> {
    /// Boundary events of an activity around the target that is live again.
    pub(super) fn listen_at(&mut self, host: InstanceId) {
        let dependents = self.began.dependents.get(&host).into_iter().flatten();
        let part = Part::Boundary { host };
        let is_event = |id: &InstanceId| self.began.instances.get(id).is_some_and(|instance| instance.part == part);
        let events: Vec<InstanceId> = dependents.filter(is_event).collect();
        self.listen_again(&events);
    }

    /// Starts of event sub-processes in a scope around the target that is open again.
    pub(super) fn listen_in(&mut self, scope: ScopeId) {
        let watchers = self.began.scopes.get(&scope).into_iter().flat_map(|scope| scope.watchers.iter());
        let watchers: Vec<InstanceId> = watchers.collect();
        self.listen_again(&watchers);
    }

    fn listen_again(&mut self, events: &[InstanceId]) {
        for id in events {
            let listens = self.run.state.instances.contains_key(id) || self.undone.contains(id);
            if let Some(event) = self.began.instances.get(id).filter(|_| !listens && !self.is_revived(*id)) {
                self.listening.push(*id);
                self.bring_back(*id, event.clone(), self.began.now);
            }
        }
    }

    /// Whether a record is what an event that listens again has sent on since the target began.
    pub(super) fn heard_since(&self, record: &Record) -> bool {
        let mut listening = self.listening.iter().filter_map(|id| self.record(*id));
        let later = record.part == Part::Token && record.activated > self.since;
        later && listening.any(|event| event.scope == record.scope && self.is_sent_by(record, event))
    }

    fn is_sent_by(&self, record: &Record, event: &Record) -> bool {
        let graph = &self.run.deployment;
        match (&graph.node(record.node).kind, event.part) {
            (Kind::Boundary { .. }, Part::Boundary { host }) => {
                let interrupted = self.record(host).is_some_and(|host| host.causes == record.causes);
                event.node == record.node && (interrupted || record.causes.contains(&host))
            }
            (Kind::SubProcess { event: true, level, .. }, Part::EventStart) => graph.node(event.node).level == *level,
            _ => false,
        }
    }
}

/// What events beside the flow have sent on without interrupting anything, each with the instance that threw what they
/// heard. What came from outside or with time has none.
pub(super) fn sent_by(run: &Run) -> Table<InstanceId, InstanceId> {
    let (mut sent, mut running, mut source) = (Table::new(), None, None);
    for event in &run.recorder.log {
        match event {
            Event::Taken { instance, .. } => running = Some(*instance),
            Event::Completed(id) | Event::Cancelled(id) => running = running.filter(|running| running != id),
            Event::Caught { .. } => source = running,
            Event::TriggerSeen { .. } | Event::TimerSet { .. } | Event::TimerSpent { .. } => source = None,
            Event::Activated(activated) if interrupts_nothing(run, activated) => {
                sent.extend(source.map(|source| (activated.instance, source)));
            }
            _ => {}
        }
    }
    sent
}

fn interrupts_nothing(run: &Run, activated: &Activated) -> bool {
    let by_itself = match &run.deployment.node(activated.node).kind {
        Kind::Boundary { catching, .. } => !catching.interrupting,
        Kind::SubProcess { event, .. } => *event && activated.causes.is_empty(),
        _ => false,
    };
    by_itself && activated.part == Part::Token
}
