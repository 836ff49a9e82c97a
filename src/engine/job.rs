//! Jobs that are out with the host: taken on to be answered later, failed, and tried again when their time has come.

use super::context::{self, Context};
use super::event::Event;
use super::state::{
    EventKind, HeldJob, Hold, IncidentKind, Instance, InstanceId, JobKind, Stage, Status, Thrown, Work,
};
use crate::diagnostic::{Code, codes};
use crate::graph::{Kind, Retry};
use crate::value::{Map, Text, Value};

/// Why a job failed.
#[derive(Clone, Debug, Default)]
pub struct Failure {
    /// The code of a BPMN error that boundary events may catch.
    pub code: Option<Text>,
    /// What happened.
    pub message: String,
    /// What the service answered beside the error. A task that goes on because only others were told completes with it.
    pub result: Option<Value>,
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

    /// A failed job is tried again where its task says so and the failure may pass; else, with a code, it is thrown by its
    /// task; otherwise, or uncaught, it is an incident.
    pub(crate) fn fail(&mut self, id: InstanceId, failure: Failure) {
        if let Some(Work::Ask(ask)) = self.instance(id).map(|instance| &instance.work) {
            let ask = (**ask).clone();
            return self.ask_failed(id, ask, &failure);
        }
        let kind = self.instance(id).and_then(|instance| instance.work.job()).map(|job| job.kind);
        if matches!(kind, Some(JobKind::StoreRead | JobKind::StoreWrite)) {
            return self.store_failed(id, &failure);
        }
        if failure.transient && self.try_later(id, &failure.message) {
            return;
        }
        if let Some(code) = &failure.code
            && self.throw_failure(id, code, &failure)
        {
            return self.end_failed(id, failure);
        }
        let mut incident = context::incident(IncidentKind::Job, codes::RUN_JOB_FAILED, failure.message);
        if let Some((code, help)) = failure.reason.and_then(|(code, help)| Some((Code::named(&code)?, help))) {
            incident.code = code.name().into();
            incident.help = help.or_else(|| Some(code.help().to_owned()));
        }
        self.raise(id, Stage::Run, incident);
    }

    /// The code of a failed job is an error; where nobody catches that, or the profile wants both, it is an escalation too
    /// (BPMN 2.0.2 section 10.5.6 knows neither rule nor exception for services). Whether anybody caught it.
    fn throw_failure(&mut self, id: InstanceId, code: &Text, failure: &Failure) -> bool {
        let both = self.semantics().caught_failures_escalate;
        let thrown = |kind| Thrown {
            name: Some(Text::from(failure.message.as_str())),
            code: Some(code.clone()),
            payload: (!self.semantics().whole_data_payload).then(|| self.failure_details(id, code, failure)),
            ..Thrown::new(kind)
        };
        let [error, escalation] = [EventKind::Error, EventKind::Escalation].map(thrown);
        let caught = self.throw_near(id, error);
        if caught && !both {
            return true;
        }
        self.throw_near(id, escalation) || caught
    }

    /// What catchers may store of a failure, in the words of SpiffArena.
    fn failure_details(&self, id: InstanceId, code: &Text, failure: &Failure) -> Value {
        let operator = self.instance(id).and_then(|instance| instance.work.job()).map(|job| job.operator.clone());
        let answered = failure.result.as_ref();
        let status = answered.and_then(Value::as_map).and_then(|result| result.get("http_status"));
        let details = [
            ("error_code", Some(Value::String(code.clone()))),
            ("message", Some(Value::String(failure.message.as_str().into()))),
            ("operator_identifier", operator.map(Value::String)),
            ("status_code", status.cloned()),
            ("command_response_body", answered.cloned()),
        ];
        let told = details.into_iter().filter_map(|(name, value)| Some((Text::from(name), value?)));
        Value::Map(told.collect::<Map>())
    }

    /// The failure was caught. A task that is still there ends: interrupted, when one of its boundary events has it in hand;
    /// else, when somebody was only told, completed with what the service answered.
    fn end_failed(&mut self, id: InstanceId, failure: Failure) {
        let Some(job) = self.instance(id).and_then(|instance| instance.work.job()) else { return };
        let variable = job.result_variable.clone();
        let interrupts = |instance: &Instance| matches!(instance.work, Work::Interrupt(host) if host == id);
        if self.state.instances.iter().any(|(_, instance)| interrupts(instance)) {
            return self.cancel(id);
        }
        let details = || self.failure_details(id, failure.code.as_ref().unwrap_or(&Text::default()), &failure);
        let result = failure.result.clone().unwrap_or_else(details);
        self.take_result(id, variable.as_ref(), result);
        self.finish(id);
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
