//! End events (BPMN 2.0.2 section 10.5.3).

use crate::engine::context::{Attempt, Context};
use crate::engine::data;
use crate::engine::event::Event;
use crate::engine::state::{AfterCompensation, EventKind, InstanceId, Part, ScopeId, Thrown, Token};
use crate::graph::Trigger;

impl Context<'_> {
    /// Throws all that an end event throws, then consumes the token.
    pub(crate) fn run_end(&mut self, id: InstanceId, triggers: &[Trigger]) -> Attempt<()> {
        for trigger in triggers {
            match trigger {
                Trigger::Terminate => {
                    self.terminate(id);
                    return Ok(());
                }
                Trigger::Cancel => return self.cancel_transaction(id),
                Trigger::Compensation { activity, wait } if self.semantics().compensation => {
                    return self.compensate(id, *activity, *wait);
                }
                Trigger::Signal { .. } if !self.semantics().signal_end_throws => {}
                _ => self.throw(id, trigger)?,
            }
            if self.instance(id).is_none() {
                return Ok(()); // What it threw has interrupted it.
            }
        }
        self.finish(id);
        Ok(())
    }

    /// Ends the level at once; what else lives in it is cancelled.
    fn terminate(&mut self, id: InstanceId) {
        let Some(instance) = self.instance(id) else { return };
        let (scope, result) = (instance.scope, instance.data.clone());
        self.emit(Event::Completed(id));
        self.cancel_members(scope, None);
        self.close(scope, result);
    }

    /// A cancel end event compensates what the transaction has completed, then cancels it (section 10.7.2).
    fn cancel_transaction(&mut self, id: InstanceId) -> Attempt<()> {
        let Some(scope) = self.instance(id).map(|instance| instance.scope) else { return Ok(()) };
        self.cancel_members(scope, Some(id));
        if self.semantics().compensation {
            return self.compensate_then(id, None, AfterCompensation::CancelTransaction);
        }
        self.transaction_cancelled(id);
        Ok(())
    }

    /// Hands the token to the cancel boundary event of the transaction.
    pub(crate) fn transaction_cancelled(&mut self, id: InstanceId) {
        let Some(instance) = self.instance(id) else { return };
        let (scope, data) = (instance.scope, instance.data.clone());
        self.emit(Event::Completed(id));
        self.emit(Event::TokenEnded { scope, token: Token { flow: None, cause: id, data } });
        let owner = self.scope(scope).and_then(|scope| scope.owner);
        let thrown = Thrown::new(EventKind::Cancel);
        let catcher = owner.and_then(|owner| self.boundary_for(owner, &thrown));
        match catcher {
            Some(catcher) => {
                self.emit(Event::Caught { event: thrown.clone(), by: vec![catcher] });
                self.hand_over(catcher, &thrown);
                self.end_cancelled(scope);
            }
            None => self.end_cancelled(scope),
        }
    }

    /// The boundary event of an activity that catches this; of one instance among several, that of the whole.
    fn boundary_for(&self, host: InstanceId, thrown: &Thrown) -> Option<InstanceId> {
        if let Some(Part::Child { owner, .. }) = self.instance(host).map(|host| host.part) {
            return self.boundary_for(owner, thrown);
        }
        let is_event = |id: InstanceId| self.instance(id).is_some_and(|found| found.part == Part::Boundary { host });
        let mut dependents = self.state.dependents.get(&host)?.iter();
        dependents.find(|dependent| is_event(*dependent) && self.listens(*dependent, thrown).is_some())
    }

    /// A cancelled transaction without a cancel boundary event just ends.
    fn end_cancelled(&mut self, scope: ScopeId) {
        if self.scope(scope).is_none() {
            return; // Its boundary event has cancelled it.
        }
        let ended = self.scope(scope).map(|scope| scope.ended.clone()).unwrap_or_default();
        let result = data::join(ended.iter(), self.semantics());
        self.close(scope, result);
    }
}
