//! How a run goes on: automatic elements run when their turn comes, timers fire when time has passed.

use smallvec::SmallVec;

use super::context::Context;
use super::event::Event;
use super::queue::Cursor;
use super::state::{InstanceId, State, Work};
use super::{Rejection, reject};
use crate::diagnostic::codes;

/// The automatic instance whose turn it is, and where the queue's passes stand after it.
pub fn next_automatic(state: &State) -> Option<(InstanceId, Cursor)> {
    match state.setup.semantics.inner_scopes_first {
        true => state.ready.next_in_pass(state.next_scope),
        false => state.ready.first().map(|id| (id, Default::default())),
    }
}

impl Context<'_> {
    /// Runs one automatic element, or lets inclusive joins fire when nothing else can; whether anything happened.
    pub(crate) fn step(&mut self) -> bool {
        let inner_first = self.semantics().inner_scopes_first;
        if inner_first {
            self.settle(); // A join of an inner scope comes before anything outside.
        }
        match next_automatic(self.state) {
            Some((instance, cursor)) => {
                self.emit(Event::Taken { instance, cursor });
                self.run(instance);
                true
            }
            None => self.settle() && self.step(),
        }
    }

    /// Runs automatic elements until none is ready, then looks at the timers once and goes on.
    pub(super) fn go_on(&mut self, steps: Option<u64>) -> Result<(), Rejection> {
        let mut left = steps.unwrap_or(self.state.setup.limits.steps);
        let limited = steps.is_none();
        self.drain(&mut left, limited)?;
        if self.fire_due() {
            self.drain(&mut left, limited)?;
        }
        Ok(())
    }

    fn drain(&mut self, left: &mut u64, limited: bool) -> Result<(), Rejection> {
        while !self.state.is_over() {
            if *left == 0 {
                let more = limited && !self.state.ready.is_empty();
                return if more { Err(step_limit(self.state.setup.limits.steps)) } else { Ok(()) };
            }
            if !self.step() {
                return Ok(());
            }
            *left -= 1;
        }
        Ok(())
    }

    /// Fires every timer that is due, each once; whether there was one.
    fn fire_due(&mut self) -> bool {
        let now = self.state.now;
        let until = if self.semantics().due_at_instant { now } else { now.saturating_sub(1) };
        let due: SmallVec<[(i64, InstanceId); 4]> =
            self.state.timers.iter().take_while(|(due, _)| *due <= until).collect();
        let mut fired = false;
        for (due, id) in due {
            fired |= self.fire_timers_of(id, due);
        }
        fired
    }

    fn fire_timers_of(&mut self, id: InstanceId, due: i64) -> bool {
        if self.job_due(id) == Some(due) {
            self.try_again(id);
            return true;
        }
        let Some(Work::Catch(catch)) = self.instance(id).map(|instance| &instance.work) else { return false };
        let Some(timer) = catch.timers.iter().find(|timer| timer.due == due).cloned() else { return false };
        self.fire_timer(id, &timer);
        true
    }

    /// Lets time pass. In the standard's profile each timer fires at its moment and what follows runs before the next one.
    pub(super) fn advance_to(&mut self, time: i64) -> Result<(), Rejection> {
        let mut left = self.state.setup.limits.steps;
        while self.semantics().advance_fires && !self.state.is_over() {
            let Some((due, id)) = self.state.timers.first().filter(|(due, _)| *due <= time) else { break };
            self.emit(Event::TimeAdvanced(due.max(self.state.now)));
            self.fire_timers_of(id, due);
            self.drain(&mut left, true)?;
        }
        if time > self.state.now {
            self.emit(Event::TimeAdvanced(time));
        }
        Ok(())
    }

    pub(super) fn fire_next_timer(&mut self, id: InstanceId) {
        if self.job_due(id).is_some() {
            return self.try_again(id);
        }
        let Some(Work::Catch(catch)) = self.instance(id).map(|instance| &instance.work) else { return };
        let next = catch.timers.iter().min_by_key(|timer| timer.due).cloned();
        if let Some(timer) = next {
            self.fire_timer(id, &timer);
        }
    }
}

fn step_limit(limit: u64) -> Rejection {
    let text = format!("The run went on for {limit} elements without waiting; continue to go on.");
    reject(codes::RUN_STEP_LIMIT, text)
}
