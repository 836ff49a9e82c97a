//! What stood beside the target when everything around it was interrupted: it must be live again, or joins would wait for
//! ever for tokens that an interruption took away.

use super::Plan;
use crate::engine::{Event, InstanceId, Rejection, ScopeId, State, Work};

impl Plan<'_> {
    /// Revives the members of scopes that are opened again, or whose interruption is undone, unless they follow from what
    /// is undone.
    pub(super) fn revive_companions(&mut self) -> Result<(), Rejection> {
        let is_open = |id: &ScopeId| self.run.state.scopes.contains_key(id);
        let reopened = self.scopes.iter().map(|(id, _)| *id).filter(|id| !is_open(id));
        let scopes: Vec<ScopeId> = reopened.chain(self.interrupted.iter()).collect();
        for scope in scopes {
            if let Some(before) = self.before_cancellation(scope)? {
                self.revive_members(scope, &before);
            }
        }
        Ok(())
    }

    /// The state before the events that cancelled what was in a scope.
    pub(super) fn before_cancellation(&self, scope: ScopeId) -> Result<Option<State>, Rejection> {
        let log = &self.run.recorder.log;
        let ends = |event: &Event| match event {
            Event::ScopeClosed(ended) | Event::ScopeInterrupted(ended) => *ended == scope,
            _ => false,
        };
        let Some(end) = log.iter().rposition(ends) else { return Ok(None) };
        let cancels = |event: &&Event| matches!(event, Event::Cancelled(_) | Event::ScopeClosed(_));
        let cancelled = log[..end].iter().rev().take_while(cancels).count();
        self.run.state_at(self.run.recorder.dropped + end - cancelled).map(Some)
    }

    fn revive_members(&mut self, scope: ScopeId, before: &State) {
        let members = before.scopes.get(&scope).into_iter().flat_map(|scope| scope.members.iter());
        members.for_each(|member| self.revive_whole(member, before));
    }

    /// Revives an instance with all that belongs to it.
    fn revive_whole(&mut self, id: InstanceId, before: &State) {
        let known = self.undone.contains(&id)
            || self.run.state.instances.contains_key(&id)
            || self.revived.iter().any(|(revived, _)| *revived == id);
        let Some(mut instance) = before.instances.get(&id).filter(|_| !known).cloned() else { return };
        if let Work::Join(tokens) = &mut instance.work {
            tokens.retain(|token| !self.undone.contains(&token.cause));
            if tokens.is_empty() {
                return;
            }
        }
        let inner = if let Work::Inner(scope) = instance.at_work() { Some(*scope) } else { None };
        self.revived.push((id, instance));
        for dependent in before.dependents.get(&id).into_iter().flatten() {
            self.revive_whole(dependent, before);
        }
        if let Some((id, scope)) = inner.and_then(|id| Some((id, before.scopes.get(&id)?.clone()))) {
            let watchers = scope.watchers.clone();
            self.push_scope(id, scope);
            self.revive_members(id, before);
            watchers.into_iter().for_each(|watcher| self.revive_whole(watcher, before));
        }
    }
}
