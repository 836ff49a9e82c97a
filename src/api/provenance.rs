//! Who wrote the values that a task sees, and what was lost at joins: read from the records of the log.

use super::types::{Overwritten, Provenance};
use super::view::{self, process_of};
use crate::engine::{InstanceId, Part};
use crate::history::{Record, Run};
use crate::table::{IdSet, Table};
use crate::value::Value;

/// Where each variable of a task comes from; `None` when there is no such task.
pub(super) fn provenance(run: &Run, task: u32) -> Option<Vec<Provenance>> {
    let records = run.records().into_iter().filter(|record| !record.undone);
    let mut history = History { records: records.map(|record| (record.id, record)).collect(), inside: Table::new() };
    history.look_inside(run);
    let data = &history.records.get(&InstanceId(task))?.data;
    let source = |(name, value): (&crate::value::Text, &Value)| {
        let (writer, overwrote) = history.trace(InstanceId(task), name)?;
        let lost = |(task, value): (InstanceId, Value)| {
            let node = history.records.get(&task)?.node;
            let element = run.deployment().node(node).id.clone();
            Some(Overwritten { task: task.0, element, process: process_of(run.deployment(), node), value })
        };
        Some(Provenance {
            name: name.clone(),
            value: value.clone(),
            task: writer.id.0,
            element: run.deployment().node(writer.node).id.clone(),
            process: process_of(run.deployment(), writer.node),
            overwrote: overwrote.into_iter().filter_map(lost).collect(),
        })
    };
    Some(data.iter().filter_map(source).collect())
}

struct History {
    records: Table<InstanceId, Record>,
    /// What went on inside sub-processes, called processes and repeated activities.
    inside: Table<InstanceId, Vec<InstanceId>>,
}

impl History {
    fn look_inside(&mut self, run: &Run) {
        let mut owners = Table::new();
        for record in self.records.values() {
            let owner = match record.part {
                Part::Child { owner, .. } => Some(owner),
                _ => *owners.get_or_insert_with(record.scope, || view::owner_of(run, record.scope)),
            };
            if let Some(owner) = owner {
                self.inside.get_or_insert_with(owner, Vec::new).push(record.id);
            }
        }
    }

    /// The writer of a variable as a task sees it, and the values of parallel branches that lost against it on the way.
    fn trace(&self, task: InstanceId, name: &str) -> Option<(&Record, Vec<(InstanceId, Value)>)> {
        let mut losers = Vec::new();
        let writer = self.writer(task, name, &mut losers)?;
        let before = self.ancestors(writer.id);
        let conflict = |(cause, value): (InstanceId, Value)| {
            let loser = self.writer(cause, name, &mut Vec::new())?;
            (!before.contains(&loser.id)).then_some((loser.id, value))
        };
        let mut overwrote: Vec<(InstanceId, Value)> = losers.into_iter().filter_map(conflict).collect();
        overwrote.dedup();
        Some((writer, overwrote))
    }

    /// Goes back from a task to the one that gave the variable its value; notes what other branches brought to joins.
    fn writer(&self, task: InstanceId, name: &str, losers: &mut Vec<(InstanceId, Value)>) -> Option<&Record> {
        let mut record = self.records.get(&task)?;
        let mut seen = IdSet::new();
        while record.entry.get(name) == record.data.get(name) && seen.insert(record.id) {
            let value = record.entry.get(name);
            let causes = || record.causes.iter().filter_map(|cause| self.records.get(cause));
            let same = causes().filter(|cause| cause.data.get(name) == value);
            let Some(next) = same.max_by_key(|cause| cause.data.written(name)) else { break };
            let others = causes().filter(|cause| cause.data.get(name) != value);
            losers.extend(others.filter_map(|cause| Some((cause.id, cause.data.get(name)?.clone()))));
            record = next;
        }
        Some(self.innermost(record, name))
    }

    /// Inside a sub-process the last one that gave the variable its value.
    fn innermost<'h>(&'h self, record: &'h Record, name: &str) -> &'h Record {
        let value = record.data.get(name);
        let members = self.inside.get(&record.id).into_iter().flatten().filter_map(|id| self.records.get(id));
        let wrote = |member: &&Record| member.data.get(name) == value && member.entry.get(name) != value;
        match members.filter(wrote).max_by_key(|member| member.id) {
            Some(member) => self.innermost(member, name),
            None => record,
        }
    }

    /// An instance and everything it follows from.
    fn ancestors(&self, id: InstanceId) -> IdSet<InstanceId> {
        let mut found = IdSet::from_iter([id]);
        let mut queue = vec![id];
        while let Some(record) = queue.pop().and_then(|id| self.records.get(&id)) {
            queue.extend(record.causes.iter().copied().filter(|cause| found.insert(*cause)));
        }
        found
    }
}
