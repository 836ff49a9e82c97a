//! Multi-instance activities (BPMN 2.0.2 section 10.3.8).

use std::sync::Arc;

use smallvec::smallvec;

use crate::bpmn::MultiInstanceBehavior;
use crate::diagnostic::codes;
use crate::engine::apply::is_automatic;
use crate::engine::context::{Attempt, Context, incident};
use crate::engine::data::combine;
use crate::engine::event::Event;
use crate::engine::state::{
    Incident, IncidentKind, Instance, InstanceId, Items, MultiWork, Part, Resume, Status, Work,
};
use crate::engine::token::Arrival;
use crate::graph::{Collection, DataRef, Multi};
use crate::table::sort_by_key;
use crate::value::{Kind, Map, Text, Value};

impl Context<'_> {
    /// Finds the items, and begins one instance or all.
    pub(crate) fn begin_multi(&mut self, id: InstanceId, multi: &Multi) -> Attempt<()> {
        let items = self.items(id, multi)?;
        let limit = self.state.setup.limits.instances;
        if items.len() as u64 > limit {
            let text = format!("{} instances are more than the limit of {limit}.", items.len());
            return Err(incident(IncidentKind::Limit, codes::RUN_INSTANCE_LIMIT, text));
        }
        self.check_output(id, multi)?;
        let count = items.len() as u32;
        self.emit(Event::MultiBegan { instance: id, items });
        self.show_results(id, multi);
        if count == 0 {
            return self.finish_multi(id, multi);
        }
        let at_once = if multi.sequential { 1 } else { count };
        for index in 0..at_once {
            self.begin_instance(id, multi, index)?;
        }
        Ok(())
    }

    fn items(&mut self, id: InstanceId, multi: &Multi) -> Attempt<Items> {
        let data = self.data(id);
        if let Some(input) = &multi.input {
            let value = match input {
                Collection::Named(reference) => self.collection(id, reference)?,
                Collection::Computed(code) => self.value_of(id, code, &data)?,
            };
            return items_of(&value);
        }
        let Some(cardinality) = &multi.cardinality else {
            let text = "The multi-instance activity has neither a cardinality nor a collection.";
            return Err(incident(IncidentKind::Expression, codes::RUN_NO_ITEMS, text));
        };
        let value = self.value_of(id, cardinality, &data)?;
        match value.as_int() {
            Some(count) => Ok(Items::Count(u32::try_from(count.max(0)).unwrap_or(u32::MAX))),
            None => items_of(&value),
        }
    }

    fn collection(&self, id: InstanceId, reference: &DataRef) -> Attempt<Value> {
        let Some(instance) = self.instance(id) else { return Ok(Value::Null) };
        match reference {
            DataRef::Variable(name) => instance.data.get(name).cloned().ok_or_else(|| {
                let text = format!("The variable {name} is missing: the activity runs over it.");
                incident(IncidentKind::Data, codes::RUN_MISSING_VARIABLE, text)
            }),
            reference => match instance.data.get(reference.name()) {
                Some(value) => Ok(value.clone()),
                None => self.read(instance.scope, reference),
            },
        }
    }

    /// Results can be collected into nothing, an empty list, a map, or the input itself.
    fn check_output(&self, id: InstanceId, multi: &Multi) -> Attempt<()> {
        let Some(output) = &multi.output else { return Ok(()) };
        let in_place = matches!(&multi.input, Some(Collection::Named(input)) if input == output);
        let clash = |what: &str| {
            let text = format!("The results cannot be collected in {}: {what}.", output.name());
            Err(incident(IncidentKind::Data, codes::RUN_OUTPUT_CLASH, text))
        };
        match self.data(id).get(output.name()) {
            Some(Value::List(items)) if !in_place && !items.is_empty() && !self.semantics().results_in_item_order => {
                clash("it is a list that is not empty")
            }
            None | Some(Value::List(_) | Value::Map(_) | Value::Null) => Ok(()),
            Some(_) => clash("it is neither a list nor a map"),
        }
    }

    /// In SpiffWorkflow the results so far are part of the data that instances begin with.
    fn show_results(&mut self, id: InstanceId, multi: &Multi) {
        let Some(DataRef::Variable(name)) = multi.output.as_ref().filter(|_| !self.semantics().results_in_item_order)
        else {
            return;
        };
        if let Some(value) = self.results_so_far(id, multi) {
            self.apply_changes(id, vec![(name.clone(), Some(value))]);
        }
    }

    /// The output collection with the results so far.
    fn results_so_far(&self, id: InstanceId, multi: &Multi) -> Option<Value> {
        let output = multi.output.as_ref()?;
        let instance = self.instance(id)?;
        let Work::Multi(work) = instance.at_work() else { return None };
        let in_place = matches!(&multi.input, Some(Collection::Named(input)) if input == output);
        let base = instance.entry.get(output.name());
        let counted = !(multi.sequential && matches!(work.items, Items::Count(_)));
        Some(collected(work, base, in_place, counted, self.semantics().results_in_item_order))
    }

    fn begin_instance(&mut self, id: InstanceId, multi: &Multi, index: u32) -> Attempt<()> {
        let Some(instance) = self.instance(id) else { return Ok(()) };
        let (node, scope, mut data) = (instance.node, instance.scope, instance.data.clone());
        let Work::Multi(work) = instance.at_work() else { return Ok(()) };
        let item = item_at(&work.items, index);
        for name in multi.input_item.iter().chain(&multi.output_item) {
            let shadows = data.contains_key(name) && !self.semantics().results_in_item_order;
            if shadows {
                let text = format!("The variable {name} exists already: the instances cannot use it.");
                return Err(incident(IncidentKind::Data, codes::RUN_OUTPUT_CLASH, text));
            }
        }
        if let Some(name) = &multi.input_item {
            data.insert(name.clone(), item);
        }
        self.emit(Event::ChildBegan(id));
        let part = Part::Child { owner: id, index };
        self.enter(Arrival { node, scope, part, via: None, causes: smallvec![id], data });
        Ok(())
    }

    /// One instance is done: its result is collected, the completion condition looked at, the next one begun.
    pub(crate) fn instance_done(&mut self, id: InstanceId, multi: &Multi, index: u32, data: Map) -> Attempt<()> {
        let result = match self.result(id, multi, &data) {
            Ok(result) => result,
            Err(incident) if incident.awaits.is_some() => {
                self.stop(id, Resume::Instance { index, data }, incident);
                return Ok(());
            }
            Err(incident) => {
                self.emit(Event::ChildDone { instance: id, index, result: None });
                return Err(incident);
            }
        };
        if result.is_none() {
            self.merge_instance(id, multi, &data);
        }
        self.emit(Event::ChildDone { instance: id, index, result });
        self.show_results(id, multi);
        self.throw_behavior(id, multi)?;
        self.multi_goes_on(id, multi, &data)
    }

    /// Looks at the completion condition with the data of the last instance, and begins the next one or ends.
    pub(crate) fn multi_goes_on(&mut self, id: InstanceId, multi: &Multi, last: &Map) -> Attempt<()> {
        let finished = self.is_finished(id);
        if !finished && self.is_complete_early(id, multi, last)? {
            self.emit(Event::MultiFinished(id));
            self.cancel_children(id);
        }
        if self.is_finished(id) {
            return if self.has_children(id) { Ok(()) } else { self.finish_multi(id, multi) };
        }
        let Some(Work::Multi(work)) = self.instance(id).map(Instance::at_work) else { return Ok(()) };
        let (begun, total, active) = (work.begun, work.items.len() as u32, work.active);
        if begun < total {
            let until = if multi.sequential { begun + 1 } else { total };
            return (begun..until).try_for_each(|index| self.begin_instance(id, multi, index));
        }
        if active == 0 && begun >= total {
            return self.finish_multi(id, multi);
        }
        Ok(())
    }

    fn result(&mut self, id: InstanceId, multi: &Multi, data: &Map) -> Attempt<Option<Value>> {
        if let Some(code) = &multi.output_expression {
            return Ok(Some(self.value_of(id, code, data)?));
        }
        match (&multi.output, &multi.output_item) {
            (Some(_), Some(item)) => match data.get(item) {
                Some(value) => Ok(Some(value.clone())),
                None if self.semantics().results_in_item_order => Ok(Some(Value::Null)),
                None => {
                    let text = format!("The variable {item} is missing: an instance must leave its result in it.");
                    Err(incident(IncidentKind::Data, codes::RUN_MISSING_VARIABLE, text))
                }
            },
            _ => Ok(None),
        }
    }

    /// Without an output collection the data of the instances is merged into that of the activity. The item belongs to
    /// the instance; SpiffWorkflow merges it too.
    fn merge_instance(&mut self, id: InstanceId, multi: &Multi, from: &Map) {
        let mut from = from.clone();
        if let Some(item) = multi.input_item.as_ref().filter(|_| self.semantics().results_in_item_order) {
            from.remove(item);
        }
        let mut data = self.data(id);
        combine(&mut data, &from, self.semantics());
        if data != self.data(id) {
            self.emit(Event::DataReplaced { instance: id, data });
        }
    }

    fn is_complete_early(&mut self, id: InstanceId, multi: &Multi, last: &Map) -> Attempt<bool> {
        let Some(condition) = &multi.completion else { return Ok(false) };
        let mut data = last.clone();
        if self.semantics().completion_sees_results {
            let own = self.data(id);
            let unknown = own.iter().filter(|(name, _)| !last.contains_key(name));
            unknown.for_each(|(name, value)| drop(data.insert(name.clone(), value.clone())));
            self.add_counters(id, multi, &mut data);
        }
        Ok(self.value_of(id, condition, &data)?.is_truthy())
    }

    /// Adds the counters and the results so far to what the conditions of a multi-instance activity see.
    fn add_counters(&self, id: InstanceId, multi: &Multi, data: &mut Map) {
        let Some(Work::Multi(work)) = self.instance(id).map(Instance::at_work) else { return };
        add_numbers(work, data);
        if let (Some(output), Some(value)) = (&multi.output, self.results_so_far(id, multi)) {
            data.insert(output.name().clone(), value);
        }
    }

    /// `behavior` None, One and Complex throw events as instances complete; they are caught at the boundary.
    fn throw_behavior(&mut self, id: InstanceId, multi: &Multi) -> Attempt<()> {
        let Some(Work::Multi(work)) = self.instance(id).map(Instance::at_work) else { return Ok(()) };
        let first = work.completed == 1;
        match multi.behavior {
            MultiInstanceBehavior::None => self.throw_one(id, multi),
            MultiInstanceBehavior::One if first => self.throw_one(id, multi),
            MultiInstanceBehavior::Complex => self.throw_complex(id, multi),
            MultiInstanceBehavior::One | MultiInstanceBehavior::All => Ok(()),
        }
    }

    fn throw_one(&mut self, id: InstanceId, multi: &Multi) -> Attempt<()> {
        multi.event.as_ref().map_or(Ok(()), |event| self.throw(id, event))
    }

    fn throw_complex(&mut self, id: InstanceId, multi: &Multi) -> Attempt<()> {
        for (condition, events) in &multi.complex {
            let mut data = self.data(id);
            self.add_counters(id, multi, &mut data);
            if self.value_of(id, condition, &data)?.is_truthy() {
                events.iter().try_for_each(|event| self.throw(id, event))?;
            }
        }
        Ok(())
    }

    fn is_finished(&self, id: InstanceId) -> bool {
        matches!(self.instance(id).map(Instance::at_work), Some(Work::Multi(multi)) if multi.finished)
    }

    fn children(&self, id: InstanceId) -> impl Iterator<Item = InstanceId> {
        let dependents = self.state.dependents.get(&id).into_iter().flatten();
        dependents.filter(|dependent| self.is_child(*dependent))
    }

    fn has_children(&self, id: InstanceId) -> bool {
        self.children(id).next().is_some()
    }

    /// Cancels the instances that are left. SpiffWorkflow still runs those whose turn has come.
    fn cancel_children(&mut self, id: InstanceId) {
        let spares_ready = !self.semantics().interrupts_at_once;
        let ready = |child: &InstanceId| {
            self.instance(*child).is_some_and(|child| child.status == Status::Ready)
                && is_automatic(self.state, self.graph, *child)
        };
        let children: Vec<InstanceId> = self.children(id).filter(|child| !(spares_ready && ready(child))).collect();
        for child in children {
            self.cancel(child);
        }
    }

    fn finish_multi(&mut self, id: InstanceId, multi: &Multi) -> Attempt<()> {
        let Some(scope) = self.instance(id).map(|instance| instance.scope) else { return Ok(()) };
        let value = self.results_so_far(id, multi);
        // The results come after, so that the moment before tells how it stood without them.
        self.done_inside(id);
        if let (Some(output), Some(value)) = (&multi.output, value) {
            match output {
                DataRef::Variable(name) => self.apply_changes(id, vec![(name.clone(), Some(value))]),
                reference => self.write(scope, reference, value),
            }
        }
        Ok(())
    }
}

/// Attributes of a multi-instance activity (table 10.30) and the names other engines use.
pub(super) fn add_numbers(work: &MultiWork, data: &mut Map) {
    let total = work.items.len() as i64;
    let (active, completed) = (i64::from(work.active), i64::from(work.completed));
    for (standard, other, value) in [
        ("numberOfInstances", "nrOfInstances", total),
        ("numberOfActiveInstances", "nrOfActiveInstances", active),
        ("numberOfCompletedInstances", "nrOfCompletedInstances", completed),
        ("numberOfTerminatedInstances", "nrOfTerminatedInstances", i64::from(work.begun) - active - completed),
    ] {
        data.insert(standard, Value::Int(value));
        data.insert(other, Value::Int(value));
    }
}

/// What an activity can run over.
fn items_of(value: &Value) -> Attempt<Items> {
    match value {
        Value::Map(map) => Ok(Items::Map(map.clone())),
        Value::String(text) => {
            Ok(Items::List(Arc::new(text.chars().map(|char| Value::text(char.to_string())).collect())))
        }
        Value::Typed(typed) if typed.kind == Kind::Dict => items_of(&typed.value),
        value => match value.as_items() {
            Some(items) => Ok(Items::List(items.clone())),
            None => Err(not_a_collection(value)),
        },
    }
}

fn not_a_collection(value: &Value) -> Box<Incident> {
    let shown = serde_json::to_string(value).unwrap_or_default();
    let text = format!("A multi-instance activity cannot run over {shown}: it is no list and no map.");
    incident(IncidentKind::Data, codes::RUN_NO_ITEMS, text)
}

fn item_at(items: &Items, index: u32) -> Value {
    match items {
        Items::Count(_) => Value::Int(i64::from(index)),
        Items::List(list) => list.get(index as usize).cloned().unwrap_or_default(),
        Items::Map(map) => map.value_at(index as usize).cloned().unwrap_or_default(),
    }
}

/// The collected results. A map takes them by key (by position, where the items are no map), the input itself by position,
/// any other list one after the other; without a collection to begin with it is a map for a map, else a list.
fn collected(work: &MultiWork, base: Option<&Value>, in_place: bool, counted: bool, in_item_order: bool) -> Value {
    let mut results: Vec<&(u32, Value)> = work.results.iter().collect();
    if in_item_order {
        sort_by_key(&mut results, |(index, _)| *index);
    }
    let results = results.into_iter();
    match (base, &work.items) {
        (Some(Value::Map(map)), Items::Map(items)) => by_key(map.clone(), items, results),
        (None | Some(Value::Null), Items::Map(items)) => by_key(Map::new(), items, results),
        (Some(Value::Map(map)), _) if map.is_empty() && counted => by_position(results),
        (Some(Value::Map(map)), _) => {
            let mut map = map.clone();
            results.for_each(|(index, value)| drop(map.insert(index.to_string(), value.clone())));
            Value::Map(map)
        }
        (Some(Value::List(items)), _) if in_place => {
            let mut items = items.to_vec();
            for (index, value) in results {
                items.get_mut(*index as usize).into_iter().for_each(|place| *place = value.clone());
            }
            Value::list(items)
        }
        _ => Value::list(results.map(|(_, value)| value.clone()).collect()),
    }
}

fn by_key<'r>(mut map: Map, items: &Map, results: impl Iterator<Item = &'r (u32, Value)>) -> Value {
    let keys: Vec<&Text> = items.keys().collect();
    for (index, value) in results {
        if let Some(key) = keys.get(*index as usize) {
            map.insert((*key).clone(), value.clone());
        }
    }
    Value::Map(map)
}

/// A map with numbers for keys.
fn by_position<'r>(results: impl Iterator<Item = &'r (u32, Value)>) -> Value {
    let pairs: Vec<Value> =
        results.map(|(index, value)| Value::list(vec![Value::Int(i64::from(*index)), value.clone()])).collect();
    if pairs.is_empty() { Value::Map(Map::new()) } else { Value::typed(Kind::Dict, Value::list(pairs)) }
}
