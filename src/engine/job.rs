//! Jobs that are out with the host: taken on to be answered later, failed, and tried again when their time has come.

use super::context::{self, Context};
use super::event::Event;
use super::state::{EventKind, HeldJob, Hold, IncidentKind, InstanceId, Stage, Status, Thrown, Work};
use crate::diagnostic::{Code, codes};
use crate::graph::{Kind, Retry};
use crate::value::Text;

/// Why a job failed.
#[derive(Clone, Debug, Default)]
pub struct Failure {
    /// The code of a BPMN error that boundary events may catch.
    pub code: Option<Text>,
    /// What happened.
    pub message: String,
    /// Whether it may go well another time: a server that was busy, a network that was down.
    pub transient: bool,
    /// The diagnostic code of the incident, and what to do about it; absent: a job that failed.
    pub reason: Option<(Text, Option<String>)>,
}

/// The most steps of the delay that are multiplied; what is longer than all calendars needs no more.
const MOST_STEPS: u32 = 64;

impl Context<'_> {
    /// Notes that the host has a job and will answer later, also after a save and restore.
    pub(crate) fn accept(&mut self, id: InstanceId) {
        self.hold(id, |held| held.hold = Hold::Accepted);
    }

    /// A failed job is tried again where its task says so and the failure may pass; else, with a code, it is a BPMN error
    /// thrown by its task; otherwise, or uncaught, it is an incident.
    pub(crate) fn fail(&mut self, id: InstanceId, failure: Failure) {
        if failure.transient && self.try_later(id, &failure.message) {
            return;
        }
        if let Some(code) = failure.code {
            let name = Some(Text::from(failure.message.as_str()));
            let thrown = Thrown { name, code: Some(code), ..Thrown::new(EventKind::Error) };
            if self.throw_error(id, thrown) {
                return;
            }
        }
        let mut incident = context::incident(IncidentKind::Job, codes::RUN_JOB_FAILED, failure.message);
        if let Some((code, help)) = failure.reason.and_then(|(code, help)| Some((Code::named(&code)?, help))) {
            incident.code = code.name().into();
            incident.help = help.or_else(|| Some(code.help().to_owned()));
        }
        self.raise(id, Stage::Run, incident);
    }

    /// When the job is tried again: its timer runs out then.
    pub(crate) fn job_due(&self, id: InstanceId) -> Option<i64> {
        self.instance(id)?.work.job_due()
    }

    /// The time of a job that waits to be tried again has come.
    pub(crate) fn try_again(&mut self, id: InstanceId) {
        self.hold(id, |held| held.hold = Hold::Out);
    }

    fn try_later(&mut self, id: InstanceId, message: &str) -> bool {
        let Some(retry) = self.retry_of(id) else { return false };
        let done = match self.instance(id).map(|instance| &instance.work) {
            Some(Work::Job(_)) => 0,
            Some(Work::Held(held)) => held.attempt,
            _ => return false,
        };
        if done >= retry.times {
            return false;
        }
        let attempt = done + 1;
        let due = self.state.now.saturating_add(delay(retry.base, attempt));
        let message = Text::from(message);
        self.hold(id, |held| (held.attempt, held.hold) = (attempt, Hold::Until { due, message }));
        true
    }

    fn retry_of(&self, id: InstanceId) -> Option<Retry> {
        match &self.node_of(id)?.kind {
            Kind::Service(service) => service.retry,
            _ => None,
        }
    }

    fn hold(&mut self, id: InstanceId, change: impl FnOnce(&mut HeldJob)) {
        let mut held = match self.instance(id).map(|instance| &instance.work) {
            Some(Work::Job(job)) => Box::new(HeldJob { job: (**job).clone(), attempt: 0, hold: Hold::Out }),
            Some(Work::Held(held)) => held.clone(),
            _ => return,
        };
        change(&mut held);
        self.emit(Event::Became { instance: id, status: Status::Started, work: Work::Held(held) });
    }
}

/// Milliseconds before the n-th retry: the base, in seconds, to the power of n.
fn delay(base: f64, attempt: u32) -> i64 {
    let seconds = (0..attempt.min(MOST_STEPS)).fold(1.0, |product, _| product * base.max(0.0));
    (seconds * 1000.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::delay;

    #[track_caller]
    fn check(base: f64, attempt: u32, milliseconds: i64) {
        assert_eq!(delay(base, attempt), milliseconds, "{base} ** {attempt}");
    }

    #[test]
    fn delays_grow_with_every_attempt() {
        check(3.0, 1, 3_000);
        check(3.0, 2, 9_000);
        check(1.5, 2, 2_250);
        check(0.0, 5, 0);
        check(-2.0, 3, 0);
        check(1e300, 9, i64::MAX);
    }
}
