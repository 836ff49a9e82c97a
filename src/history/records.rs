//! What became of every instance, read from the log: finished ones are nowhere else.

use super::Run;
use crate::engine::{Causes, Event, Instance, InstanceId, Part, ScopeId, State, Status};
use crate::graph::{FlowId, NodeId};
use crate::table::Table;
use crate::value::Map;

/// One instance of an element, from its activation to its end.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its number.
    pub id: InstanceId,
    /// The element.
    pub node: NodeId,
    /// The scope.
    pub scope: ScopeId,
    /// The part it played.
    pub part: Part,
    /// The flow its token came by.
    pub via: Option<FlowId>,
    /// The instances it follows from.
    pub causes: Causes,
    /// How it stands at the end of the log.
    pub status: Status,
    /// When it came into that status.
    pub since: i64,
    /// Number of events before its activation.
    pub activated: usize,
    /// Number of events before its end.
    pub ended: Option<usize>,
    /// Whether a reset has undone it.
    pub undone: bool,
    /// The data it was entered with.
    pub entry: Map,
    /// Its data at the end of the log, or as it left it.
    pub data: Map,
}

impl Run {
    /// Every instance of the log up to where the run is looked at, in order of activation.
    pub fn records(&self) -> Vec<Record> {
        let mut reader = Reader::new(self.first_state(), self.keeps_log());
        for (position, event) in self.log().iter().enumerate() {
            reader.read(position, event);
        }
        reader.records.into_values().collect()
    }

    /// How often each flow was taken by tokens that still count.
    pub fn flows_taken(&self) -> Table<FlowId, u32> {
        let mut taken: Vec<(FlowId, InstanceId)> = Vec::new();
        for event in self.log() {
            match event {
                Event::Activated(activated) => taken.extend(activated.via.map(|flow| (flow, activated.instance))),
                Event::TokenArrived { token, .. } => taken.extend(token.flow.map(|flow| (flow, token.cause))),
                Event::Reset(reset) => taken.retain(|(_, id)| !reset.undone.contains(id)),
                _ => {}
            }
        }
        let mut counts = Table::new();
        for (flow, _) in taken {
            *counts.get_or_insert_with(flow, || 0) += 1;
        }
        counts
    }
}

struct Reader {
    now: i64,
    records: Table<InstanceId, Record>,
}

impl Reader {
    /// Begins with what was live before the first event that is still known.
    fn new(base: &State, reads_on: bool) -> Self {
        let live = base.instances.iter().filter(|_| reads_on);
        let records = live.map(|(id, instance)| (id, known_before(id, instance))).collect();
        Self { now: base.now, records }
    }

    fn read(&mut self, position: usize, event: &Event) {
        match event {
            Event::TimeAdvanced(now) => self.now = *now,
            Event::Activated(activated) => {
                let record = Record {
                    id: activated.instance,
                    node: activated.node,
                    scope: activated.scope,
                    part: activated.part,
                    via: activated.via,
                    causes: activated.causes.clone(),
                    status: activated.status,
                    since: self.now,
                    activated: position,
                    ended: None,
                    undone: false,
                    entry: activated.data.clone(),
                    data: activated.data.clone(),
                };
                self.records.insert(activated.instance, record);
            }
            Event::Joined { instance, data, causes, .. } => self.change(*instance, |record| {
                (record.status, record.causes) = (Status::Ready, causes.clone());
                (record.entry, record.data) = (data.clone(), data.clone());
            }),
            Event::Became { instance, status, .. } => self.change(*instance, |record| record.status = *status),
            Event::MultiBegan { instance, .. } => self.change(*instance, |record| record.status = Status::Started),
            Event::Compensating { instance, .. } => self.change(*instance, |record| record.status = Status::Started),
            Event::IncidentRaised { instance, .. } => self.change(*instance, |record| record.status = Status::Error),
            Event::DataReplaced { instance, data } => self.keep(*instance, |record| record.data = data.clone()),
            Event::DataChanged { instance, changes } => self.keep(*instance, |record| {
                for (name, value) in changes {
                    match value {
                        Some(value) => drop(record.data.insert(name.clone(), value.clone())),
                        None => drop(record.data.remove(name)),
                    }
                }
            }),
            Event::Completed(instance) => self.end(*instance, position, Status::Completed),
            Event::Cancelled(instance) => self.end(*instance, position, Status::Cancelled),
            Event::Reset(reset) => {
                for id in &reset.undone {
                    self.change(*id, |record| record.undone = true);
                }
                for (id, instance) in &reset.revived {
                    let (status, data) = (instance.status, instance.data.clone());
                    self.change(*id, |record| {
                        (record.undone, record.ended, record.status, record.data) = (false, None, status, data);
                    });
                }
            }
            _ => {}
        }
    }

    fn keep(&mut self, id: InstanceId, change: impl FnOnce(&mut Record)) {
        if let Some(record) = self.records.get_mut(&id) {
            change(record);
        }
    }

    fn change(&mut self, id: InstanceId, change: impl FnOnce(&mut Record)) {
        let now = self.now;
        self.keep(id, |record| {
            record.since = now;
            change(record);
        });
    }

    fn end(&mut self, id: InstanceId, position: usize, status: Status) {
        self.change(id, |record| (record.status, record.ended) = (status, Some(position)));
    }
}

/// The record of an instance whose activation is forgotten.
fn known_before(id: InstanceId, instance: &Instance) -> Record {
    Record {
        id,
        node: instance.node,
        scope: instance.scope,
        part: instance.part,
        via: None,
        causes: instance.causes.clone(),
        status: instance.status,
        since: instance.since,
        activated: 0,
        ended: None,
        undone: false,
        entry: instance.entry.clone(),
        data: instance.data.clone(),
    }
}
