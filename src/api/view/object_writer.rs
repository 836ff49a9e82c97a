//! Who wrote the data objects: read from the log, where a task that writes is the next one to complete.

use crate::api::types::Writer;
use crate::engine::{Event, InstanceId, ScopeId};
use crate::history::{Record, Run};
use crate::value::{Text, Value};

use super::process_of;

/// One value that a data object had.
struct Write<'r> {
    scope: ScopeId,
    id: &'r Text,
    value: &'r Value,
    /// Absent where it was edited from outside.
    by: Option<InstanceId>,
}

/// The writes to data objects that the log knows, and the tasks of the run.
pub(super) struct ObjectWriters<'r> {
    run: &'r Run,
    writes: Vec<Write<'r>>,
    records: Vec<Record>,
}

impl<'r> ObjectWriters<'r> {
    pub(super) fn of(run: &'r Run) -> Self {
        let writes = writes(run.log());
        let records = if writes.is_empty() { Vec::new() } else { run.records() };
        Self { run, writes, records }
    }

    /// The task that gave a data object its value; `None` where that came from outside, or is told no more.
    pub(super) fn writer(&self, scope: ScopeId, id: &str, value: &Value) -> Option<Writer> {
        let record_of = |by: InstanceId| self.records.iter().find(|record| record.id == by && !record.undone);
        let stands = |write: &&Write<'_>| write.by.is_none_or(|by| record_of(by).is_some());
        let same = |write: &&Write<'_>| write.scope == scope && **write.id == *id && write.value == value;
        let record = record_of(self.writes.iter().rev().filter(same).find(stands)?.by?)?;
        let deployment = self.run.deployment();
        Some(Writer {
            task: record.id.0,
            element: deployment.node(record.node).id.clone(),
            process: process_of(deployment, record.node),
        })
    }
}

/// A task writes when it finishes: between the write and its completion there are only changes of data.
fn writes(log: &[Event]) -> Vec<Write<'_>> {
    let mut found: Vec<Write<'_>> = Vec::new();
    let mut open = 0;
    for event in log {
        match event {
            Event::ObjectWritten { scope, id, value } => found.push(Write { scope: *scope, id, value, by: None }),
            Event::StoreWritten { .. } | Event::DataChanged { .. } | Event::DataReplaced { .. } => {}
            Event::Completed(by) => {
                found.iter_mut().skip(open).for_each(|write| write.by = Some(*by));
                open = found.len();
            }
            Event::ObjectEdited { scope, id, value } => {
                found.push(Write { scope: *scope, id, value, by: None });
                open = found.len();
            }
            _ => open = found.len(),
        }
    }
    found
}
