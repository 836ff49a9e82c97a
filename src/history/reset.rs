//! Going back to a task. The log tells what follows from it; the payload of one event undoes that and brings back what
//! must be live again around the task. Other branches stay as they are.

mod companions;
mod counts;
mod joins;
mod listeners;

use listeners::sent_by;

use super::{Record, Run};
use crate::diagnostic::{Diagnostic, codes};
use crate::engine::{Arrival, Event, Instance, InstanceId, Part, Rejection, Reset, Scope, ScopeId, State, postpone};
use crate::graph::{Kind, Repeat};
use crate::table::{IdSet, Table, sort_by_key};
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
    /// What was live when the target began, and the number of events before that.
    began: State,
    since: usize,
    /// Events around the target that listen again; what they sent on since then is undone.
    listening: Vec<InstanceId>,
    /// What events beside the flow have sent on, and whose event made them.
    sent: Table<InstanceId, InstanceId>,
    /// Repeated activities around the target that are live again, each with what was live before they ended.
    repeated: Vec<(InstanceId, State)>,
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
            began: run.state_at(run.recorder.dropped + target.activated)?,
            since: target.activated,
            listening: Vec::new(),
            sent: sent_by(run),
            repeated: Vec::new(),
            opened: opened(&run.recorder.log),
        };
        plan.reopen_around(target)?;
        plan.find_undone(target.id);
        plan.reopen_interrupted()?;
        plan.restore_objects();
        plan.repair_joins(target.id);
        plan.withdraw_ends();
        plan.revive_companions()?;
        plan.recount_children(target);
        Ok(plan)
    }

    fn record(&self, id: InstanceId) -> Option<&'r Record> {
        let found = self.records.binary_search_by_key(&id, |record| record.id).ok()?;
        self.records.get(found)
    }

    /// Brings back the scopes around the target that have closed, with the instances that own them and the events that
    /// listen there.
    fn reopen_around(&mut self, target: &Record) -> Result<(), Rejection> {
        let mut around = target;
        if target.part == Part::EventStart {
            self.listening.push(target.id);
        }
        loop {
            if let Part::Child { owner, .. } = around.part {
                self.revive_repeated(owner)?;
            }
            let owner = match self.run.state.scopes.get(&around.scope) {
                Some(open) => open.owner,
                None => self.reopen(around.scope)?,
            };
            let Some(record) = owner.and_then(|owner| self.record(owner)) else { return Ok(()) };
            around = record;
        }
    }

    /// Brings back a scope as it was right before it closed; gives its owner.
    fn reopen(&mut self, id: ScopeId) -> Result<Option<InstanceId>, Rejection> {
        let log = &self.run.recorder.log;
        let closing = log.iter().rposition(|event| matches!(event, Event::ScopeClosed(closed) if *closed == id));
        let opening = || log.iter().position(|event| matches!(event, Event::ScopeOpened { scope, .. } if *scope == id));
        let before = self.before(closing.or_else(opening).unwrap_or(0))?;
        let Some(scope) = before.scopes.get(&id).cloned() else { return Ok(None) };
        let owner = scope.owner;
        self.push_scope(id, scope);
        self.listen_in(id);
        if let Some(owner) = owner {
            self.revive(owner, &before);
            self.listen_at(owner);
        }
        Ok(owner)
    }

    /// The state before an event of the log.
    fn before(&self, event: usize) -> Result<State, Rejection> {
        self.run.state_at(self.run.recorder.dropped + event)
    }

    /// Notes a scope to open again; its members come back one by one.
    fn push_scope(&mut self, id: ScopeId, mut scope: Scope) {
        scope.members.clear();
        scope.watchers.clear();
        scope.joins.clear();
        self.scopes.push((id, scope));
    }

    fn revive(&mut self, id: InstanceId, before: &State) {
        if let Some(instance) = before.instances.get(&id).filter(|_| !self.is_revived(id)) {
            self.bring_back(id, instance.clone(), before.now);
        }
    }

    /// Brings back an instance as it was then. What it waits for comes after the time that was left.
    fn bring_back(&mut self, id: InstanceId, mut instance: Instance, then: i64) {
        postpone(&mut instance, &self.run.deployment, self.run.state.now - then);
        self.revived.push((id, instance));
    }

    fn is_revived(&self, id: InstanceId) -> bool {
        self.revived.iter().any(|(known, _)| *known == id)
    }

    /// Scopes that an event sub-process had taken over which is undone are as they were before.
    fn reopen_interrupted(&mut self) -> Result<(), Rejection> {
        let is_open = |record: &&Record| !self.closed.contains(&record.scope);
        let undone = self.undone.iter().filter_map(|id| self.record(id)).filter(is_open);
        let undone = undone.filter(|record| !record.causes.is_empty() && record.part == Part::Token);
        let event = |record: &&Record| {
            matches!(self.run.deployment.node(record.node).kind, Kind::SubProcess { event: true, .. })
        };
        let scopes: IdSet<ScopeId> = undone.filter(event).map(|record| record.scope).collect();
        for id in scopes {
            if let Some(scope) = self.before_cancellation(id)?.and_then(|before| before.scopes.get(&id).cloned()) {
                self.interrupted.insert(id);
                self.push_scope(id, scope);
                self.listen_in(id);
            }
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
            || self.interrupted_undone(record)
            || self.heard_since(record)
            || self.sent.get(&record.id).is_some_and(undone)
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

    /// Whether a record is the token of a boundary event of something undone.
    fn interrupted_undone(&self, record: &Record) -> bool {
        let Kind::Boundary { host, .. } = &self.run.deployment.node(record.node).kind else { return false };
        let hosts = self.undone.iter().filter_map(|id| self.record(id));
        let mut hosts = hosts.filter(|host_record| host_record.node == *host && host_record.scope == record.scope);
        record.part == Part::Token && hosts.any(|host_record| host_record.id < record.id)
    }

    fn close_scopes_of(&mut self, owner: InstanceId) {
        self.closed.extend(self.opened.get(&owner).into_iter().flatten().copied());
    }

    /// Data objects, and the result of the run so far, as they were when the target began.
    fn restore_objects(&mut self) {
        if self.run.state.setup.semantics.reset_restores_objects {
            self.result = Some(self.began.data.clone());
            self.objects = self.began.scopes.iter().map(|(id, scope)| (id, scope.objects.clone())).collect();
        }
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

    fn into_reset(mut self, target: &Record) -> Reset {
        sort_by_key(&mut self.revived, |(id, _)| *id);
        sort_by_key(&mut self.scopes, |(id, _)| *id);
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
