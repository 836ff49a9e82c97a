//! What stood beside the target when everything around it was interrupted: it must be live again, or joins would wait for
//! ever for tokens that an interruption took away.

use super::Plan;
use crate::engine::{Event, InstanceId, Part, Rejection, ScopeId, State, Work};

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
        for (owner, before) in std::mem::take(&mut self.repeated) {
            let siblings = before.dependents.get(&owner).into_iter().flatten();
            siblings.filter(|id| is_child(*id, &before)).for_each(|id| self.revive_whole(id, &before));
        }
        Ok(())
    }

    /// Brings back a repeated activity that has ended as it was before, at work; its instances that were cancelled then
    /// come back later, unless they follow from what is undone.
    pub(super) fn revive_repeated(&mut self, owner: InstanceId) -> Result<(), Rejection> {
        let live = self.run.state.instances.get(&owner);
        let is_done = live.is_none_or(|live| matches!(live.work, Work::InnerDone));
        if let Some(end) = self.end_of_repetition(owner).filter(|_| is_done) {
            let before = self.before(end)?;
            self.revive(owner, &before);
            self.listen_at(owner);
            self.repeated.push((owner, before));
        }
        Ok(())
    }

    /// The first of the events that ended a repeated activity: its completion condition held, the last of it was done, or it
    /// was interrupted.
    fn end_of_repetition(&self, owner: InstanceId) -> Option<usize> {
        let log = &self.run.recorder.log;
        let revived =
            |event: &Event| matches!(event, Event::Reset(reset) if reset.revived.iter().any(|(id, _)| *id == owner));
        let from = log.iter().rposition(revived).unwrap_or(0);
        let ended = |event: &Event| match event {
            Event::MultiFinished(id) | Event::Cancelled(id) => *id == owner,
            Event::Became { instance, work: Work::InnerDone, .. } => *instance == owner,
            _ => false,
        };
        let end = from + log[from..].iter().position(ended)?;
        Some(if matches!(log[end], Event::Cancelled(_)) { self.before_cancelling(end) } else { end })
    }

    /// The first of the events that cancelled what belonged to something which ended by the event `end`.
    fn before_cancelling(&self, end: usize) -> usize {
        let cancels = |event: &&Event| {
            matches!(event, Event::Cancelled(_) | Event::ScopeClosed(_) | Event::CompensationForgotten { .. })
        };
        end - self.run.recorder.log[..end].iter().rev().take_while(cancels).count()
    }

    /// The state before the events that cancelled what was in a scope.
    pub(super) fn before_cancellation(&self, scope: ScopeId) -> Result<Option<State>, Rejection> {
        let log = &self.run.recorder.log;
        let ends = |event: &Event| match event {
            Event::ScopeClosed(ended) | Event::ScopeInterrupted(ended) => *ended == scope,
            _ => false,
        };
        let Some(end) = log.iter().rposition(ends) else { return Ok(None) };
        self.before(self.before_cancelling(end)).map(Some)
    }

    fn revive_members(&mut self, scope: ScopeId, before: &State) {
        let members = before.scopes.get(&scope).into_iter().flat_map(|scope| scope.members.iter());
        members.for_each(|member| self.revive_whole(member, before));
    }

    /// Revives an instance with all that belongs to it.
    fn revive_whole(&mut self, id: InstanceId, before: &State) {
        let known = self.undone.contains(&id) || self.run.state.instances.contains_key(&id) || self.is_revived(id);
        let Some(mut instance) = before.instances.get(&id).filter(|_| !known).cloned() else { return };
        if let Work::Join(tokens) = &mut instance.work {
            tokens.retain(|token| !self.undone.contains(&token.cause));
            if tokens.is_empty() {
                return;
            }
        }
        let inner = if let Work::Inner(scope) = instance.at_work() { Some(*scope) } else { None };
        self.bring_back(id, instance, before.now);
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

fn is_child(id: InstanceId, before: &State) -> bool {
    before.instances.get(&id).is_some_and(|instance| matches!(instance.part, Part::Child { .. }))
}
