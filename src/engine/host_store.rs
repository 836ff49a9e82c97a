//! Data stores that the host keeps: it is asked when an element takes its data in, and told when one has written. Both are
//! jobs, so that the answer may come later; what was answered is in the log, so that nothing is asked again by a replay, a
//! restored run or a look at the past. (A store of values by two keys is asked at each call of its function.)

use super::context::{Context, incident};
use super::event::Event;
use super::job::Failure;
use super::state::{IncidentKind, InstanceId, JobKind, JobWork, Stage, Status, Work};
use crate::diagnostic::codes;
use crate::graph::{Collection, DataRef, Multi, Node, Repeat};
use crate::table::sort_by;
use crate::value::{Map, Text, Value};

impl<'a> Context<'a> {
    /// Asks for the stores of the host that an element reads; whether the answer is waited for.
    pub(super) fn ask_stores(&mut self, id: InstanceId, node: &'a Node) -> bool {
        let sources = node.data.inputs.iter().flat_map(|association| &association.sources);
        // An association that sets a part of a store needs the whole.
        let parts = node.data.outputs.iter().filter(|association| !association.assignments.is_empty());
        let targets = parts.filter_map(|association| association.target.as_ref());
        let asked = self.kept(node.reads.iter().chain(sources).chain(targets).chain(collection(node)), false);
        self.store_job(id, JobKind::StoreRead, asked.into_iter().map(|store| (store, Value::Null)).collect())
    }

    /// The host gave the stores that were asked for, by id; the element goes on to be prepared.
    pub(super) fn take_stores(&mut self, id: InstanceId, given: &Value) {
        let asked = self.instance(id).and_then(|instance| instance.work.job()).map(|job| job.parameters.clone());
        for store in asked.unwrap_or_default().keys() {
            let value = given.as_map().and_then(|given| given.get(store)).cloned().unwrap_or_default();
            self.emit(Event::StoreRead { id: store.clone(), value });
        }
        self.prepare_with_stores(id);
    }

    /// Tells the host what an element has just written into its stores; whether that is waited for.
    pub(super) fn tell_stores(&mut self, id: InstanceId, node: &'a Node) -> bool {
        let targets = node.data.outputs.iter().filter_map(|association| association.target.as_ref());
        let written: Vec<&DataRef> = node.writes.iter().chain(targets).chain(results(node)).collect();
        let mut told = Map::new();
        for (by_keys, name) in [(false, "value"), (true, "pairs")] {
            for store in self.kept(written.iter().copied(), by_keys) {
                let value = self.state.stores.get(&store).cloned().unwrap_or_default();
                told.insert(store, Value::Map(Map::from_iter([(name, value)])));
            }
        }
        self.store_job(id, JobKind::StoreWrite, told)
    }

    /// Whether a task waits for the host to have written.
    pub(super) fn tells_stores(&self, id: InstanceId) -> bool {
        let work = self.instance(id).map(|instance| match &instance.work {
            Work::Incident(incident) => incident.held.as_deref().unwrap_or(&instance.work),
            work => work,
        });
        work.and_then(Work::job).is_some_and(|job| job.kind == JobKind::StoreWrite)
    }

    /// The host could not read or write: an incident, after which it is asked or told again.
    pub(super) fn store_failed(&mut self, id: InstanceId, failure: &Failure) {
        let stage = if self.tells_stores(id) { Stage::Complete } else { Stage::Enter };
        let stores = self.instance(id).and_then(|instance| instance.work.job()).map(|job| job.operator.clone());
        let text = format!("The data store {} failed: {}", stores.unwrap_or_default(), failure.message);
        self.raise(id, stage, incident(IncidentKind::Data, codes::RUN_JOB_FAILED, text));
    }

    fn store_job(&mut self, id: InstanceId, kind: JobKind, parameters: Map) -> bool {
        if parameters.is_empty() {
            return false;
        }
        let operator = parameters.keys().map(|store| &**store).collect::<Vec<_>>().join(", ").into();
        let job = JobWork { kind, operator, parameters, result_variable: None };
        self.become_(id, Status::Started, Work::Job(Box::new(job)));
        true
    }

    fn kept<'d>(&self, data: impl Iterator<Item = &'d DataRef>, by_keys: bool) -> Vec<Text> {
        let stores = data.filter_map(|data| match data {
            DataRef::Store { id, keyed } if *keyed == by_keys => Some(id),
            _ => None,
        });
        let mut kept: Vec<Text> = stores.filter(|id| self.host.keeps(id)).cloned().collect();
        sort_by(&mut kept, Ord::cmp);
        kept.dedup();
        kept
    }
}

fn multi(node: &Node) -> Option<&Multi> {
    match node.repeat.as_deref() {
        Some(Repeat::Multi(multi)) => Some(multi),
        _ => None,
    }
}

/// What a multi-instance activity runs over, where that is data of the diagram; its results may be put into it.
fn collection(node: &Node) -> impl Iterator<Item = &DataRef> {
    let multi = multi(node);
    let input = multi.and_then(|multi| match &multi.input {
        Some(Collection::Named(reference)) => Some(reference),
        _ => None,
    });
    input.into_iter().chain(multi.and_then(|multi| multi.output.as_ref()))
}

/// Where a multi-instance activity puts its results.
fn results(node: &Node) -> impl Iterator<Item = &DataRef> {
    multi(node).and_then(|multi| multi.output.as_ref()).into_iter()
}
