//! Texts that wait for the host. A text whose call the host answers later ends there; its instance waits with the stage of
//! its life that it was in, and all that the host has answered in that stage. With the answer the stage is gone through
//! again, from the same data and with the same answers, so that it comes to the same place and further.

use super::context::{Answer, Context, incident};
use super::event::Event;
use super::job::Failure;
use super::state::{AskWork, Incident, IncidentKind, InstanceId, Resume, Stage, Status, Work};
use crate::diagnostic::codes;
use crate::graph::Repeat;
use crate::language::Call;
use crate::value::Value;

/// What the host answered in the stage under way, so that going through it again asks nothing twice.
#[derive(Default)]
pub struct Heard {
    given: Vec<(Call, Value)>,
    next: usize,
    again: bool,
}

impl Heard {
    /// A stage of an instance begins; one that is gone through again keeps its answers.
    pub(super) fn begin(&mut self) {
        if !std::mem::take(&mut self.again) && !self.given.is_empty() {
            *self = Self::default();
        }
    }

    /// The answer to a call: the one given before, else the host's.
    pub(super) fn answer(&mut self, call: &Call, ask: impl FnOnce() -> Answer) -> Answer {
        let known = self.given.iter().skip(self.next).position(|(known, _)| known == call);
        if let Some((_, value)) = known.and_then(|at| self.given.get(self.next + at)) {
            self.next += known.unwrap_or_default() + 1;
            return Answer::Value(value.clone());
        }
        let answer = ask();
        if let Answer::Value(value) = &answer {
            self.given.push((call.clone(), value.clone()));
            self.next = self.given.len();
        }
        answer
    }
}

impl Context<'_> {
    /// Stops an instance where it is: in an incident; or, where a text waits for the host, until the host answers.
    pub(crate) fn stop(&mut self, id: InstanceId, resume: Resume, mut incident: Box<Incident>) {
        match incident.awaits.take() {
            Some(call) => self.ask(id, resume, *call),
            None => {
                incident.stage = resume.stage();
                self.emit(Event::IncidentRaised { instance: id, incident });
            }
        }
    }

    fn ask(&mut self, id: InstanceId, resume: Resume, call: Call) {
        let Some(instance) = self.instance(id) else { return };
        let held = match &instance.work {
            // What waited to be looked at is looked at once for both.
            Work::Ask(ask) if !matches!(ask.resume, Resume::Instance { .. }) => ask.held.clone(),
            Work::Ask(_) => Some(Box::new(instance.work.clone())),
            _ if matches!(resume, Resume::Leave) => None,
            work => work.held(),
        };
        let ask = AskWork { call, given: self.heard.given.clone(), resume, held };
        self.become_(id, Status::Started, Work::Ask(Box::new(ask)));
    }

    /// The host answered: the instance goes on where it stopped.
    pub(super) fn answered(&mut self, id: InstanceId, ask: AskWork, value: Value) {
        let AskWork { call, mut given, resume, held } = ask;
        given.push((call, value));
        self.heard = Heard { given, next: 0, again: true };
        self.resume(id, resume, held);
        self.heard = Heard::default();
    }

    fn resume(&mut self, id: InstanceId, resume: Resume, held: Option<Box<Work>>) {
        let (Some(node), Some(part)) = (self.node_of(id), self.instance(id).map(|instance| instance.part)) else {
            return;
        };
        match (resume, held) {
            (Resume::Instance { index, data }, Some(held)) => {
                self.become_(id, Status::Started, *held);
                let Some(Repeat::Multi(multi)) = node.repeat.as_deref() else { return };
                if let Err(incident) = self.instance_done(id, multi, index, data) {
                    self.raise(id, Stage::Run, incident);
                }
            }
            (resume, Some(held)) => self.take_up(id, *held, resume.stage()),
            (Resume::Enter(before), None) => {
                self.put_back(id, before);
                self.cancel_dependents(id);
                self.prepare_with_stores(id);
            }
            (Resume::SetGoing, None) => self.go(id, node, part),
            (Resume::Run | Resume::Instance { .. }, None) => self.run(id),
            (Resume::Finish(before), None) => {
                self.put_back(id, before);
                self.finish(id);
            }
            (Resume::Leave, None) => self.leave(id),
        }
    }

    fn put_back(&mut self, id: InstanceId, before: crate::value::Map) {
        if !self.data(id).is_same(&before) {
            self.emit(Event::DataReplaced { instance: id, data: before });
        }
    }

    /// The host could not answer: an incident of the stage that waits, which begins anew with a retry.
    pub(super) fn ask_failed(&mut self, id: InstanceId, ask: AskWork, failure: &Failure) {
        let AskWork { call, resume, held, .. } = ask;
        let stage = resume.stage();
        if let Some(held) = held {
            self.become_(id, Status::Started, *held);
        }
        match resume {
            Resume::Enter(before) | Resume::Finish(before) => self.put_back(id, before),
            Resume::Instance { index, .. } => self.emit(Event::ChildDone { instance: id, index, result: None }),
            _ => {}
        }
        let text = format!("The host function {} failed: {}", call.function, failure.message);
        self.raise(id, stage, incident(IncidentKind::Expression, codes::RUN_HOST_FUNCTION, text));
    }
}
