//! The end of a scope: it closes when nothing lives in it any more, and its result goes to its owner.

use super::context::{Attempt, Context};
use super::data;
use super::event::Event;
use super::state::{Handler, InstanceId, Outcome, ScopeId, Stage, Status, Work};
use crate::graph::{Kind, LevelId, Node};
use crate::value::Map;

impl Context<'_> {
    /// Cancels everything in the run and ends it.
    pub(super) fn cancel_run(&mut self) {
        let roots: Vec<ScopeId> =
            self.state.scopes.iter().filter(|(_, scope)| scope.owner.is_none()).map(|(id, _)| id).collect();
        for root in roots {
            self.cancel_scope(root);
        }
        let data = self.state.data.clone();
        self.emit(Event::Ended { outcome: Outcome::Terminated, data });
    }

    /// Cancels everything in a scope and closes it.
    pub(crate) fn cancel_scope(&mut self, scope: ScopeId) {
        self.cancel_members(scope, None);
        self.emit(Event::ScopeClosed(scope));
    }

    /// Cancels everything in a scope but one instance.
    pub(crate) fn cancel_members(&mut self, scope: ScopeId, except: Option<InstanceId>) {
        let Some(found) = self.scope(scope) else { return };
        let members: Vec<InstanceId> = found.members.iter().chain(&found.watchers).collect();
        for member in members.into_iter().filter(|member| Some(*member) != except) {
            self.cancel(member);
        }
    }

    /// Closes a scope in which nothing lives any more, and hands its result to its owner.
    pub(crate) fn close_if_done(&mut self, id: ScopeId) {
        let Some(scope) = self.scope(id) else { return };
        let held = self.semantics().event_sub_process_timer_holds
            && scope.watchers.iter().any(|watcher| has_timer(self, watcher));
        let ends = self.semantics().result_without_end || !scope.ended.is_empty();
        if !scope.members.is_empty() || held || !ends {
            return;
        }
        let data = data::join(scope.ended.iter(), self.semantics());
        self.close(id, data);
    }

    /// Closes a scope with this result.
    pub(crate) fn close(&mut self, id: ScopeId, data: Map) {
        let Some(scope) = self.scope(id) else { return };
        let (owner, level) = (scope.owner, scope.level);
        let handlers = self.handlers_of(scope);
        self.cancel_scope(id);
        match owner {
            Some(owner) => self.inner_done(owner, data, handlers),
            None => self.root_done(level, data),
        }
    }

    fn inner_done(&mut self, owner: InstanceId, data: Map, handlers: Vec<Handler>) {
        let Some(node) = self.node_of(owner) else { return };
        if node.compensation.is_none() && !handlers.is_empty() && !self.is_compensating(owner) {
            self.remember_for_compensation(owner, handlers);
        }
        let before = self.data(owner);
        self.emit(Event::DataReplaced { instance: owner, data });
        if let Err(incident) = self.take_inner_result(owner, node, before.clone()) {
            self.become_(owner, Status::Started, Work::Result(before));
            self.raise(owner, Stage::Run, incident);
        }
    }

    /// The owner of a scope, which has the scope's result as its data, takes of it what it may and completes when it runs
    /// next. `before` is the data it had.
    pub(crate) fn take_inner_result(&mut self, owner: InstanceId, node: &Node, before: Map) -> Attempt<()> {
        if let Some(data) = self.result_for(node, before, &self.data(owner))? {
            self.emit(Event::DataReplaced { instance: owner, data });
        }
        self.become_(owner, Status::Ready, Work::InnerDone);
        Ok(())
    }

    /// What the owner of a scope takes from its result where that is not all: the outputs a called process names.
    fn result_for(&self, node: &Node, mut before: Map, result: &Map) -> Attempt<Option<Map>> {
        let Kind::Call { process } = &node.kind else { return Ok(None) };
        let level = self.graph.processes.get(process).map(|level| self.graph.level(*level));
        let Some(io) = level.and_then(|level| level.io.as_ref()).filter(|io| !io.outputs.is_empty()) else {
            return Ok(None);
        };
        let named = data::named_outputs(result, io, node)?;
        for (key, value) in named.iter() {
            before.write(key.clone(), value.clone(), named.written(key).max(result.written(key)));
        }
        Ok(Some(before))
    }

    fn root_done(&mut self, level: LevelId, data: Map) {
        let alone = self.state.setup.collaboration.is_none() || self.begins_by_itself(level);
        let counts = alone || self.semantics().result_of_all_participants;
        let data = if counts { data } else { Map::new() };
        let mut result = self.state.data.clone();
        for (key, value) in data.iter() {
            result.insert(key.clone(), value.clone());
        }
        let open = self.state.scopes.values().any(|scope| scope.owner.is_none());
        if open {
            self.emit(Event::ResultMerged(result));
        } else {
            self.emit(Event::Ended { outcome: Outcome::Completed, data: result });
        }
    }
}

fn has_timer(context: &Context<'_>, id: InstanceId) -> bool {
    matches!(context.instance(id).map(|instance| &instance.work), Some(Work::Catch(catch)) if !catch.timers.is_empty())
}
