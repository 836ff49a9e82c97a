//! What people and hosts do with one instance: complete, skip, retry, edit.

use super::context::Context;
use super::data;
use super::event::Event;
use super::state::{Instance, InstanceId, JobKind, ScopeId, Stage, Status, Work};
use crate::graph::{Kind, Repeat};
use crate::value::{Map, Text, Value};

impl Context<'_> {
    pub(super) fn complete_task(&mut self, id: InstanceId, data: Value, by: Option<Text>) {
        let Some(node) = self.node_of(id) else { return };
        if let Some(user) = by {
            self.emit(Event::CompletedBy { instance: id, user });
        }
        let work = self.instance(id).map(|instance| instance.work.clone()).unwrap_or_default();
        match work.job().map(|job| job.kind) {
            Some(JobKind::StoreRead) => return self.take_stores(id, &data),
            Some(JobKind::StoreWrite) => return self.leave(id),
            _ => {}
        }
        match (work, &node.kind) {
            (Work::Job(job), _) => self.take_result(id, job.result_variable.as_ref(), data),
            (Work::Held(held), _) => self.take_result(id, held.job.result_variable.as_ref(), data),
            (Work::Ask(ask), _) => return self.answered(id, *ask, data),
            (Work::Call(call), Kind::Script(script)) => {
                let mut answers = call.answers;
                answers.push(data);
                if let Err(incident) = self.run_script_task(id, script.as_ref(), answers) {
                    self.raise(id, Stage::Run, incident);
                }
                return;
            }
            (_, Kind::Human { variable: Some(variable) }) if self.semantics().human_result_variable => {
                self.apply_changes(id, vec![(variable.clone(), Some(data))]);
            }
            (_, _) => self.take_result(id, None, data),
        }
        self.finish(id);
    }

    pub(super) fn skip(&mut self, id: InstanceId, finish: bool) {
        let inner = match self.instance(id).map(Instance::at_work) {
            Some(Work::Inner(scope)) => Some(*scope),
            _ => None,
        };
        if let Some(scope) = inner {
            self.cancel_scope(scope);
        }
        self.cancel_dependents(id);
        let Some(node) = self.node_of(id) else { return };
        if self.tells_stores(id) {
            return self.leave(id); // It has done all else.
        }
        if matches!(self.instance(id).map(Instance::at_work), Some(Work::Join(_))) {
            return self.join_now(id, node); // With the tokens that are there.
        }
        if let (Kind::EventBased { .. }, Some(flow)) = (&node.kind, node.outgoing.first()) {
            return self.fire_gateway(id, self.graph.flow(*flow).target, false, Vec::new());
        }
        if finish {
            return self.finish(id);
        }
        match self.choose_after(id, node) {
            Ok(flows) => self.complete(id, &flows),
            Err(incident) => self.raise(id, Stage::Complete, incident),
        }
    }

    pub(super) fn retry(&mut self, id: InstanceId) {
        let Some(Work::Incident(incident)) = self.instance(id).map(|instance| &instance.work) else { return };
        let (stage, held) = (incident.stage, incident.held.as_deref().cloned());
        match held {
            Some(Work::Inner(scope)) if self.scope(scope).is_none() => {}
            Some(work) => return self.take_up(id, work, stage),
            None => {}
        }
        match stage {
            Stage::Enter => {
                self.become_(id, Status::Waiting, Work::None);
                self.cancel_dependents(id);
                self.prepare(id);
            }
            Stage::Run => {
                self.become_(id, Status::Ready, Work::None);
                self.give_to_host(id);
            }
            Stage::Complete => self.become_(id, Status::Ready, Work::InnerDone),
        }
    }

    /// Goes on with the work that an incident had interrupted.
    pub(super) fn take_up(&mut self, id: InstanceId, work: Work, stage: Stage) {
        let Some(node) = self.node_of(id) else { return };
        let (status, inner) = match work {
            Work::Job(_) | Work::Held(_) => return self.become_(id, Status::Started, work),
            Work::Join(_) => (Status::Waiting, None),
            Work::Inner(scope) => (Status::Started, Some(scope)),
            Work::Result(before) => {
                self.become_(id, Status::Started, Work::Result(before.clone()));
                if let Err(incident) = self.take_inner_result(id, node, before) {
                    self.raise(id, stage, incident);
                }
                return;
            }
            _ => (Status::Started, None),
        };
        let data = self.data(id);
        self.become_(id, status, work);
        let outcome = match (&node.kind, node.repeat.as_deref(), inner) {
            (Kind::AdHoc(ad_hoc), _, Some(scope)) => self.retry_ad_hoc(id, ad_hoc, scope),
            (_, Some(Repeat::Multi(multi)), _) => self.multi_goes_on(id, multi, &data),
            (_, Some(Repeat::Loop { .. }), _) => self.loop_goes_on(id, node),
            _ => self.try_join(id),
        };
        if let Err(incident) = outcome {
            self.raise(id, stage, incident);
        }
    }

    pub(super) fn edit(&mut self, id: InstanceId, data: Map, replace: bool) {
        match replace {
            true => self.emit(Event::DataReplaced { instance: id, data }),
            false => self.apply_changes(id, data::setting(&data)),
        }
    }

    pub(super) fn holder_scope(&self, holder: Option<InstanceId>) -> Option<ScopeId> {
        match holder.map(|holder| self.instance(holder).map(Instance::at_work)) {
            Some(Some(Work::Inner(scope))) => Some(*scope),
            Some(_) => None,
            None => self.state.scopes.iter().find(|(_, scope)| scope.owner.is_none()).map(|(id, _)| id),
        }
    }

    pub(super) fn edit_object(&mut self, id: Text, holder: Option<InstanceId>, value: Value) {
        let scope = self.holder_scope(holder).and_then(|scope| self.object_scope(scope, &id));
        if let Some(scope) = scope {
            self.emit(Event::ObjectEdited { scope, id, value });
        }
    }
}
