//! Going back to a task. The log tells what follows from it; the payload of one event undoes that and brings back what
//! must be live again around the task. Other branches stay as they are.

mod companions;
mod joins;

use super::{Record, Run};
use crate::diagnostic::{Diagnostic, codes};
use crate::engine::{
    Arrival, Event, Instance, InstanceId, Items, Part, Rejection, Reset, Scope, ScopeId, State, Status, Work,
};
use crate::graph::{Kind, Repeat};
use crate::table::{IdSet, Table};
use crate::value::Map;

impl Run {
    /// What a reset to `task` does, and the arrival that makes the task ready again.
    pub(super) fn plan_reset(&self, task: InstanceId, data: Option<Map>) -> Result<(Reset, Arrival), Rejection> {
        let records = self.records();
        let target = self.target(&records, task)?;
        let plan = Plan::new(self, &records, target)?;
        let arrival = Arrival {
            node: target.node,
            scope: target.scope,
            part: target.part,
            via: target.via,
            causes: target.causes.clone(),
            data: data.unwrap_or_else(|| target.entry.clone()),
        };
        let reset = plan.into_reset(target);
        self.check_there(target, &reset)?;
        Ok((reset, arrival))
    }

    /// What comes back must still be in the diagrams.
    fn check_there(&self, target: &Record, reset: &Reset) -> Result<(), Rejection> {
        let graph = &self.deployment;
        let nodes = reset.revived.iter().map(|(_, instance)| instance.node).chain([target.node]);
        let gone: Vec<&str> = nodes.filter(|node| graph.is_gone(*node)).map(|node| &*graph.node(node).id).collect();
        let closed = reset.reopened.iter().any(|(_, scope)| graph.is_level_gone(scope.level));
        if gone.is_empty() && !closed {
            return Ok(());
        }
        let text = format!("What would come back stood on elements that are gone or changed: {}.", gone.join(", "));
        Err(Box::new(Diagnostic::new(codes::REBIND_GONE, text)))
    }

    /// The record to go back to: a boundary event goes back to its host, an event sub-process to the event that began it.
    fn target<'r>(&self, records: &'r [Record], task: InstanceId) -> Result<&'r Record, Rejection> {
        let unknown = || {
            let text = format!("There is no task {} to go back to.", task.0);
            Box::new(Diagnostic::new(codes::RUN_UNKNOWN_TASK, text))
        };
        let found = records.iter().find(|record| record.id == task && !record.undone).ok_or_else(unknown)?;
        let host = match &self.deployment.node(found.node).kind {
            Kind::Boundary { host, .. } => host,
            Kind::SubProcess { event: true, .. } => return self.start_of(records, found).ok_or_else(unknown),
            _ => return Ok(found),
        };
        let mut hosts = records.iter().rev().filter(|record| record.node == *host && record.scope == found.scope);
        hosts.find(|record| record.id < found.id && !record.undone).ok_or_else(unknown)
    }
}

impl Run {
    /// The start event of an event sub-process, inside the scope it opened last.
    fn start_of<'r>(&self, records: &'r [Record], owner: &Record) -> Option<&'r Record> {
        let opened = self.recorder.log.iter().rev().find_map(|event| match event {
            Event::ScopeOpened { scope, owner: Some(known), .. } if *known == owner.id => Some(*scope),
            _ => None,
        })?;
        let is_start = |record: &&Record| matches!(self.deployment.node(record.node).kind, Kind::Start(_));
        let mut inside = records.iter().filter(|record| record.scope == opened && record.part == Part::Token);
        inside.find(is_start)
    }
}

/// What is undone and what comes back.
struct Plan<'r> {
    run: &'r Run,
    records: &'r [Record],
    undone: IdSet<InstanceId>,
    closed: IdSet<ScopeId>,
    /// Owners of scopes around the target that were finished, and must be live again, innermost first.
    revived: Vec<(InstanceId, Instance)>,
    scopes: Vec<(ScopeId, Scope)>,
    objects: Vec<(ScopeId, Map)>,
    result: Option<Map>,
    /// Scopes that are open and were taken over by an event sub-process which is undone.
    interrupted: IdSet<ScopeId>,
    /// The scopes that instances have opened.
    opened: Table<InstanceId, Vec<ScopeId>>,
}

impl<'r> Plan<'r> {
    fn new(run: &'r Run, records: &'r [Record], target: &'r Record) -> Result<Self, Rejection> {
        let mut plan = Plan {
            run,
            records,
            undone: IdSet::from_iter([target.id]),
            closed: IdSet::new(),
            revived: Vec::new(),
            scopes: Vec::new(),
            objects: Vec::new(),
            result: None,
            interrupted: IdSet::new(),
            opened: opened(&run.recorder.log),
        };
        plan.reopen_around(target)?;
        plan.find_undone(target.id);
        plan.revive_interrupted()?;
        plan.restore_objects(target)?;
        plan.repair_joins(target.id);
        plan.withdraw_ends();
        plan.recount_children();
        plan.revive_companions()?;
        Ok(plan)
    }

    fn record(&self, id: InstanceId) -> Option<&'r Record> {
        let found = self.records.binary_search_by_key(&id, |record| record.id).ok()?;
        self.records.get(found)
    }

    /// Brings back the scopes around the target that have closed, with the instances that own them.
    fn reopen_around(&mut self, target: &Record) -> Result<(), Rejection> {
        let mut scope = target.scope;
        let mut part = target.part;
        loop {
            if let Part::Child { owner, .. } = part
                && !self.run.state.instances.contains_key(&owner)
            {
                self.revive_before_end(owner)?;
            }
            let owner = match self.run.state.scopes.get(&scope) {
                Some(open) => open.owner,
                None => self.reopen(scope)?,
            };
            let Some(record) = owner.and_then(|owner| self.record(owner)) else { return Ok(()) };
            (scope, part) = (record.scope, record.part);
        }
    }

    /// Brings back a scope as it was right before it closed; gives its owner.
    fn reopen(&mut self, id: ScopeId) -> Result<Option<InstanceId>, Rejection> {
        let mut closings = self.run.recorder.log.iter().enumerate().rev();
        let closing = closings.find(|(_, event)| matches!(event, Event::ScopeClosed(closed) if *closed == id));
        let opened = self
            .run
            .recorder
            .log
            .iter()
            .position(|event| matches!(event, Event::ScopeOpened { scope, .. } if *scope == id));
        let at = closing.map(|(at, _)| at).or(opened).unwrap_or(0);
        // The watchers of the scope were cancelled on the way to its end; they come back as they were when it was alive.
        let before = self.run.state_at(self.run.recorder.dropped + at)?;
        let Some(scope) = before.scopes.get(&id).cloned() else { return Ok(None) };
        let owner = scope.owner;
        self.push_scope(id, scope);
        if let Some(owner) = owner.filter(|owner| !self.run.state.instances.contains_key(owner)) {
            self.revive(owner, &before);
            self.revive_boundary_events(owner)?;
        } else if let Some(owner) = owner {
            self.revive(owner, &before);
        }
        self.revive_watchers(id)?;
        Ok(owner)
    }

    /// Notes a scope to open again; its members come back one by one.
    fn push_scope(&mut self, id: ScopeId, mut scope: Scope) {
        scope.members.clear();
        scope.watchers.clear();
        scope.joins.clear();
        self.scopes.push((id, scope));
    }

    fn revive(&mut self, id: InstanceId, before: &State) {
        if let Some(instance) = before.instances.get(&id) {
            self.revived.push((id, instance.clone()));
        }
    }

    /// Brings back an instance as it was right before it completed or was cancelled, at work.
    fn revive_before_end(&mut self, id: InstanceId) -> Result<(), Rejection> {
        let log = &self.run.recorder.log;
        let done = |event: &Event| {
            matches!(event, Event::Became { instance, work: Work::InnerDone, .. } if *instance == id)
                || matches!(event, Event::Cancelled(instance) if *instance == id)
        };
        let Some(at) = log.iter().rposition(done) else { return Ok(()) };
        let before = self.run.state_at(self.run.recorder.dropped + at)?;
        self.revive(id, &before);
        self.revive_boundary_events(id)
    }

    fn revive_boundary_events(&mut self, host: InstanceId) -> Result<(), Rejection> {
        let part = Part::Boundary { host };
        self.revive_waiting(|record| record.part == part)
    }

    fn revive_watchers(&mut self, scope: ScopeId) -> Result<(), Rejection> {
        self.revive_waiting(|record| record.part == Part::EventStart && record.scope == scope)
    }

    /// The event sub-processes of a scope listen again when the one that had interrupted it is undone.
    fn revive_interrupted(&mut self) -> Result<(), Rejection> {
        let is_open = |record: &&Record| !self.closed.contains(&record.scope);
        let undone = self.undone.iter().filter_map(|id| self.record(id)).filter(is_open);
        let undone = undone.filter(|record| !record.causes.is_empty() && record.part == Part::Token);
        let event = |record: &&Record| {
            matches!(self.run.deployment.node(record.node).kind, Kind::SubProcess { event: true, .. })
        };
        let scopes: IdSet<ScopeId> = undone.filter(event).map(|record| record.scope).collect();
        for id in scopes {
            self.revive_watchers(id)?;
            if let Some(scope) = self.before_cancellation(id)?.and_then(|before| before.scopes.get(&id).cloned()) {
                self.interrupted.insert(id);
                self.push_scope(id, scope);
            }
        }
        Ok(())
    }

    /// Brings back waiting events that were cancelled when what they belong to ended.
    fn revive_waiting(&mut self, belongs: impl Fn(&Record) -> bool) -> Result<(), Rejection> {
        let cancelled = self.records.iter().filter(|record| belongs(record) && record.status == Status::Cancelled);
        let found: Vec<(InstanceId, usize)> = cancelled.filter_map(|record| Some((record.id, record.ended?))).collect();
        for (id, ended) in found {
            let before = self.run.state_at(self.run.recorder.dropped + ended)?;
            self.revive(id, &before);
        }
        Ok(())
    }

    /// Everything that follows from what is undone, or from owners that are live again.
    fn find_undone(&mut self, target: InstanceId) {
        let owners: IdSet<InstanceId> = self.revived.iter().map(|(id, _)| *id).collect();
        self.close_scopes_of(target);
        // A join is older than the tokens that came to it last, so that one look is not always enough.
        loop {
            let known = self.undone.len();
            self.look_for_undone(&owners);
            if self.undone.len() == known {
                return;
            }
        }
    }

    fn look_for_undone(&mut self, owners: &IdSet<InstanceId>) {
        for record in self.records {
            let open = !record.undone && !self.undone.contains(&record.id) && !owners.contains(&record.id);
            if open && self.follows(record, owners) {
                self.undone.insert(record.id);
                self.close_scopes_of(record.id);
            }
        }
    }

    fn follows(&self, record: &Record, owners: &IdSet<InstanceId>) -> bool {
        let undone = |id: &InstanceId| self.undone.contains(id);
        let belongs = match record.part {
            Part::Child { owner, .. } => undone(&owner),
            Part::Boundary { host } => undone(&host),
            Part::Token | Part::EventStart => false,
        };
        belongs
            || self.came_later_in_sequence(record, owners)
            || self.closed.contains(&record.scope)
            || record.causes.iter().any(undone)
            || record.causes.iter().any(|cause| owners.contains(cause) && self.came_after(record, *cause))
            || self.interrupted_undone(record, owners)
    }

    /// Whether a record is a round of a loop, or an instance of a sequence, that came after one which is undone or live
    /// again.
    fn came_later_in_sequence(&self, record: &Record, owners: &IdSet<InstanceId>) -> bool {
        let Part::Child { owner, .. } = record.part else { return false };
        let repeat = self.run.deployment.node(record.node).repeat.as_deref();
        let is_parallel = matches!(repeat, Some(Repeat::Multi(multi)) if !multi.sequential);
        let is_sibling = |other: &Record| matches!(other.part, Part::Child { owner: known, .. } if known == owner);
        let before = |ids: &IdSet<InstanceId>| {
            ids.iter().take_while(|id| *id < record.id).filter_map(|id| self.record(id)).any(is_sibling)
        };
        !is_parallel && (before(&self.undone) || before(owners))
    }

    /// Whether a record follows from the completion of an owner, rather than being part of it.
    fn came_after(&self, record: &Record, owner: InstanceId) -> bool {
        let Some(owner) = self.record(owner) else { return false };
        let boundary = matches!(self.run.deployment.node(record.node).kind, Kind::Boundary { .. });
        record.part == Part::Token && record.scope == owner.scope && !boundary
    }

    /// Whether a record is the token of a boundary event that interrupted something undone or live again.
    fn interrupted_undone(&self, record: &Record, owners: &IdSet<InstanceId>) -> bool {
        let Kind::Boundary { host, .. } = &self.run.deployment.node(record.node).kind else { return false };
        let hosts = self.undone.iter().chain(owners).filter_map(|id| self.record(id));
        let mut hosts = hosts.filter(|host_record| host_record.node == *host && host_record.scope == record.scope);
        record.part == Part::Token && hosts.any(|host_record| host_record.id < record.id)
    }

    fn close_scopes_of(&mut self, owner: InstanceId) {
        self.closed.extend(self.opened.get(&owner).into_iter().flatten().copied());
    }

    /// Data objects, and the result of the run so far, as they were when the target began.
    fn restore_objects(&mut self, target: &Record) -> Result<(), Rejection> {
        if !self.run.state.setup.semantics.reset_restores_objects {
            return Ok(());
        }
        let before = self.run.state_at(self.run.recorder.dropped + target.activated)?;
        self.result = Some(before.data.clone());
        self.objects = before.scopes.iter().map(|(id, scope)| (id, scope.objects.clone())).collect();
        Ok(())
    }

    /// Tokens that ended count no more when what they came from is undone.
    fn withdraw_ends(&mut self) {
        for (id, scope) in &self.run.state.scopes {
            if !self.closed.contains(&id) && !self.scopes.iter().any(|(known, _)| *known == id) {
                self.scopes.push((id, scope.clone()));
            }
        }
        for (_, scope) in &mut self.scopes {
            scope.ended.retain(|token| !self.undone.contains(&token.cause));
        }
    }

    /// A multi-instance activity around the target counts the instances that remain.
    fn recount_children(&mut self) {
        let begun_again = self.revived.iter().map(|(id, _)| *id);
        let owners = self.undone.iter().chain(begun_again).filter_map(|id| self.owner_of(id));
        let owners: IdSet<InstanceId> = owners.filter(|owner| !self.undone.contains(owner)).collect();
        for owner in owners {
            if !self.revived.iter().any(|(id, _)| *id == owner)
                && let Some(instance) = self.run.state.instances.get(&owner)
            {
                self.revived.push((owner, instance.clone()));
            }
            self.recount(owner);
        }
    }

    fn owner_of(&self, id: InstanceId) -> Option<InstanceId> {
        match self.record(id)?.part {
            Part::Child { owner, .. } => Some(owner),
            _ => None,
        }
    }

    fn recount(&mut self, owner: InstanceId) {
        let children = |record: &&Record| matches!(record.part, Part::Child { owner: known, .. } if known == owner);
        let revived = |id: InstanceId| self.revived.iter().any(|(known, _)| *known == id);
        let stays = |record: &&Record| !record.undone && !self.undone.contains(&record.id) && !revived(record.id);
        let left: Vec<&Record> = self.records.iter().filter(children).filter(stays).collect();
        let index = |record: &Record| if let Part::Child { index, .. } = record.part { index } else { 0 };
        let completed: IdSet<u32> =
            left.iter().filter(|record| record.status == Status::Completed).map(|record| index(record)).collect();
        let active = left.iter().filter(|record| record.ended.is_none()).count() as u32;
        let Some((_, instance)) = self.revived.iter_mut().find(|(id, _)| *id == owner) else { return };
        match &mut instance.work {
            Work::Multi(multi) => {
                multi.results.retain(|(index, _)| completed.contains(index));
                (multi.completed, multi.active, multi.finished) = (completed.len() as u32, active + 1, false);
                if !matches!(multi.items, Items::Count(0)) {
                    multi.begun = left.len() as u32 + 1;
                }
            }
            Work::Loop { rounds } => *rounds = completed.len() as u32,
            _ => {}
        }
    }

    fn into_reset(mut self, target: &Record) -> Reset {
        self.revived.reverse();
        self.revived.sort_by_key(|(id, _)| *id);
        self.revived.dedup_by_key(|(id, _)| *id);
        self.scopes.sort_by_key(|(id, _)| *id);
        Reset {
            target: target.id,
            undone: self.undone.into_iter().collect(),
            closed: self.closed.into_iter().collect(),
            reopened: self.scopes,
            revived: self.revived,
            objects: self.objects,
            result: self.result,
        }
    }
}

fn opened(log: &[Event]) -> Table<InstanceId, Vec<ScopeId>> {
    let mut opened = Table::new();
    for event in log {
        if let Event::ScopeOpened { scope, owner: Some(owner), .. } = event {
            opened.get_or_insert_with(*owner, Vec::new).push(*scope);
        }
    }
    opened
}
