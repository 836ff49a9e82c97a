//! Ad-hoc sub-processes (BPMN 2.0.2 section 13.3.5): activities without a given order.

use smallvec::smallvec;

use crate::engine::context::{Attempt, Context};
use crate::engine::data::combine;
use crate::engine::event::Event;
use crate::engine::state::{InstanceId, ScopeId, Stage, Status, Work};
use crate::graph::{AdHoc, Kind, NodeId};
use crate::value::Map;

impl Context<'_> {
    /// Opens an ad-hoc sub-process: all its activities are enabled, or the first of them where one follows the other.
    pub(crate) fn begin_ad_hoc(&mut self, id: InstanceId, ad_hoc: &AdHoc) -> Attempt<()> {
        let data = self.data(id);
        let inner = self.open_scope(ad_hoc.level, Some(id), data.clone());
        self.become_(id, Status::Started, Work::Inner(inner));
        let starts = self.graph.level(ad_hoc.level).starts.iter().copied();
        let at_once = if ad_hoc.sequential { 1 } else { usize::MAX };
        for start in starts.take(at_once) {
            self.begin_at(start, inner, data.clone(), smallvec![id]);
        }
        self.close_if_done(inner);
        Ok(())
    }

    /// A token ended in a scope. In an ad-hoc one the completion condition decides, else the next activity in order begins.
    pub(crate) fn ad_hoc_goes_on(&mut self, scope: ScopeId, last: NodeId, data: &Map) {
        let Some(owner) = self.scope(scope).and_then(|scope| scope.owner) else { return };
        let Some(Kind::AdHoc(ad_hoc)) = self.node_of(owner).map(|node| &node.kind) else { return };
        match self.is_ad_hoc_done(owner, ad_hoc, data) {
            Ok(true) if ad_hoc.cancel_remaining || !self.semantics().ad_hoc_may_let_finish => {
                self.cancel_members(scope, None);
            }
            Ok(true) => {}
            Ok(false) => {
                self.share(scope, data);
                self.begin_next_in_order(ad_hoc, scope, owner, last, data);
            }
            Err(incident) => self.raise(owner, Stage::Run, incident),
        }
    }

    /// Looks at the completion condition again, with the data of the activity itself.
    pub(crate) fn retry_ad_hoc(&mut self, owner: InstanceId, ad_hoc: &AdHoc, scope: ScopeId) -> Attempt<()> {
        let data = self.data(owner);
        if self.is_ad_hoc_done(owner, ad_hoc, &data)? && ad_hoc.cancel_remaining {
            self.cancel_members(scope, None);
        }
        self.close_if_done(scope);
        Ok(())
    }

    /// Whether a scope is that of an ad-hoc sub-process.
    pub(crate) fn is_ad_hoc(&self, scope: ScopeId) -> bool {
        let owner = self.scope(scope).and_then(|scope| scope.owner);
        owner.and_then(|owner| self.node_of(owner)).is_some_and(|node| matches!(node.kind, Kind::AdHoc(_)))
    }

    /// No flow carries data between the activities: what one leaves, the others see.
    fn share(&mut self, scope: ScopeId, from: &Map) {
        let members = self.scope(scope).map(|scope| scope.members.clone()).unwrap_or_default();
        for member in members {
            let repeated = self.node_of(member).is_some_and(|node| node.repeat.is_some());
            let mut data = self.data(member);
            combine(&mut data, from, self.semantics());
            if !repeated && data != self.data(member) {
                self.emit(Event::DataReplaced { instance: member, data });
            }
        }
    }

    fn begin_next_in_order(&mut self, ad_hoc: &AdHoc, scope: ScopeId, owner: InstanceId, last: NodeId, data: &Map) {
        if let Some(next) = self.next_in_order(ad_hoc, last).filter(|_| ad_hoc.sequential) {
            self.begin_at(next, scope, data.clone(), smallvec![owner]);
        }
    }

    fn is_ad_hoc_done(&mut self, owner: InstanceId, ad_hoc: &AdHoc, data: &Map) -> Attempt<bool> {
        match &ad_hoc.completion {
            Some(condition) => Ok(self.value_of(owner, condition, data)?.is_truthy()),
            None => Ok(false),
        }
    }

    /// The start that follows the chain of activities `last` belongs to.
    fn next_in_order(&self, ad_hoc: &AdHoc, last: NodeId) -> Option<NodeId> {
        let mut first = last;
        let mut seen = Vec::new();
        while let Some(flow) = self.graph.node(first).incoming.first().filter(|_| !seen.contains(&first)) {
            seen.push(first);
            first = self.graph.flow(*flow).source;
        }
        let starts = &self.graph.level(ad_hoc.level).starts;
        let at = starts.iter().position(|start| *start == first)?;
        starts.get(at + 1).copied()
    }
}
