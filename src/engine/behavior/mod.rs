//! What each kind of element does when it runs: one match, one file per kind.

mod ad_hoc;
mod compensation;
mod counters;
mod decision;
mod end;
mod gateway;
mod handler;
mod multi_instance;
mod script;
mod service;
mod standard_loop;
mod sub_process;
mod throw;

use super::context::{Attempt, Context};
use super::state::{InstanceId, Part, Stage, Status, Work};
use super::token::is_repeated_child;
use crate::graph::{Kind, Node, Repeat};
use crate::value::Map;

impl Context<'_> {
    /// Runs a ready instance.
    pub(crate) fn run(&mut self, id: InstanceId) {
        self.heard.begin();
        if let Err(incident) = self.try_run(id) {
            self.raise(id, Stage::Run, incident);
        }
    }

    fn try_run(&mut self, id: InstanceId) -> Attempt<()> {
        let (Some(node), Some(instance)) = (self.node_of(id), self.instance(id)) else { return Ok(()) };
        match instance.work {
            Work::InnerDone => {
                self.finish(id);
                return Ok(());
            }
            Work::Interrupt(host) => {
                self.interrupt_late(id, host);
                return Ok(());
            }
            _ => {}
        }
        match node.repeat.as_deref().filter(|_| !is_repeated_child(node, instance.part)) {
            Some(Repeat::Multi(multi)) => self.begin_multi(id, multi),
            Some(Repeat::Loop { test_before, .. }) => self.begin_loop(id, node, *test_before),
            None => self.run_once(id, node),
        }
    }

    fn run_once(&mut self, id: InstanceId, node: &Node) -> Attempt<()> {
        if self.give_to_host(id) {
            return Ok(());
        }
        match &node.kind {
            Kind::Script(script) => return self.run_script_task(id, script.as_ref(), Vec::new()),
            Kind::Service(service) => return self.begin_service(id, service),
            Kind::Decision { decision, variable } => return self.decide(id, decision.as_ref(), variable.as_ref()),
            Kind::Send(trigger) => self.throw(id, trigger)?,
            Kind::SubProcess { level, .. } => return self.begin_sub_process(id, *level),
            Kind::AdHoc(ad_hoc) => return self.begin_ad_hoc(id, ad_hoc),
            Kind::Call { process } => return self.begin_call(id, node, process),
            Kind::Exclusive => return self.leave_exclusively(id, node),
            Kind::Inclusive | Kind::Complex(_) => return self.leave_inclusively(id, node),
            Kind::Parallel | Kind::EventBased { .. } => {
                self.complete(id, node.outgoing_in(self.semantics().flows_as_drawn));
                return Ok(());
            }
            Kind::Throw(triggers) => return self.run_throw(id, triggers),
            Kind::End(triggers) => return self.run_end(id, triggers),
            Kind::Task
            | Kind::Human { .. }
            | Kind::Receive { .. }
            | Kind::Start(_)
            | Kind::Catch(_)
            | Kind::Boundary { .. } => {}
        }
        self.finish(id);
        Ok(())
    }

    /// A child of a multi-instance activity, loop, ad-hoc sub-process or compensation is done.
    pub(crate) fn child_completed(&mut self, owner: InstanceId, index: u32, data: Map) {
        let Some(node) = self.node_of(owner) else { return };
        let is_compensating = matches!(self.instance(owner).map(|owner| &owner.work), Some(Work::Compensate(_)));
        let outcome = match node.repeat.as_deref() {
            _ if is_compensating => self.compensated(owner, data),
            Some(Repeat::Multi(multi)) => self.instance_done(owner, multi, index, data),
            Some(Repeat::Loop { .. }) => self.round_done(owner, node, data),
            None => Ok(()),
        };
        if let Err(incident) = outcome {
            self.raise(owner, Stage::Run, incident);
        }
    }

    /// An activity's repetition or inner scope is over: it completes when it runs next.
    pub(crate) fn done_inside(&mut self, id: InstanceId) {
        self.become_(id, Status::Ready, Work::InnerDone);
    }

    /// Whether an instance is one of several of its activity.
    pub(crate) fn is_child(&self, id: InstanceId) -> bool {
        matches!(self.instance(id).map(|instance| instance.part), Some(Part::Child { .. }))
    }
}
