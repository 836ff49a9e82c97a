//! How data moves: inherited, merged at joins, copied from and to data objects and stores, cut to named inputs.

use std::sync::Arc;

use super::context::{Attempt, Context, incident};
use super::event::Event;
use super::keyed_store::is_keyed;
use super::semantics::Semantics;
use super::state::{IncidentKind, InstanceId, ScopeId, Token};
use crate::diagnostic::codes;
use crate::graph::{DataRef, IoNames, Node};
use crate::value::{Map, Text, Value};

/// Merges `from` into `into`: maps key by key, lists by the profile's rule, anything else replaces.
pub(crate) fn merge(into: &mut Map, from: &Map, semantics: &Semantics) {
    if into.is_same(from) {
        return;
    }
    if into.is_empty() {
        *into = from.clone();
        return;
    }
    for (key, value) in from.iter() {
        match into.get(key) {
            Some(known) if is_identical(known, value) => {}
            Some(known) => {
                let merged = merge_value(known, value, semantics);
                into.insert(key.clone(), merged);
            }
            None => drop(into.insert(key.clone(), value.clone())),
        }
    }
}

/// Equal without looking inside: the same list or map, or the same simple value.
fn is_identical(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::List(left), Value::List(right)) => Arc::ptr_eq(left, right),
        (Value::Map(left), Value::Map(right)) => left.is_same(right),
        (Value::Int(left), Value::Int(right)) => left == right,
        (Value::String(left), Value::String(right)) => left == right,
        (Value::Bool(left), Value::Bool(right)) => left == right,
        _ => false,
    }
}

fn merge_value(into: &Value, from: &Value, semantics: &Semantics) -> Value {
    match (into, from) {
        (Value::Map(into), Value::Map(from)) => {
            let mut merged = into.clone();
            merge(&mut merged, from, semantics);
            Value::Map(merged)
        }
        (Value::List(left), Value::List(right)) if semantics.lists_merge_by_index && left != right => {
            Value::list(merge_lists(left, right, semantics))
        }
        _ => from.clone(),
    }
}

/// SpiffWorkflow's rule: maps merge item by item, other items are appended when they are not there yet, and the result is
/// cut to the length of the later list.
fn merge_lists(into: &[Value], from: &[Value], semantics: &Semantics) -> Vec<Value> {
    let mut merged = into.to_vec();
    for (index, item) in from.iter().enumerate() {
        match (merged.get(index), item) {
            (Some(Value::Map(known)), Value::Map(map)) => {
                let mut both = known.clone();
                merge(&mut both, map, semantics);
                merged[index] = Value::Map(both);
            }
            (None, Value::Map(_)) => merged.push(item.clone()),
            (Some(_), Value::Map(_)) => merged[index] = item.clone(),
            _ if !merged.contains(item) => merged.push(item.clone()),
            _ => {}
        }
    }
    merged.truncate(from.len());
    merged
}

/// Brings two copies of data together: each variable as it was written last, where the profile says so; else `from` wins.
pub(crate) fn combine(into: &mut Map, from: &Map, semantics: &Semantics) {
    if !semantics.joins_keep_last_write {
        return merge(into, from, semantics);
    }
    if into.is_same(from) {
        return;
    }
    if into.is_empty() {
        *into = from.clone();
        return;
    }
    for (key, value) in from.iter() {
        let (number, known) = (from.written(key), into.get(key));
        let own = into.written(key);
        let newer = number >= own;
        match (known, value) {
            (Some(known), value) if known.is_identical(value) && number <= own => {}
            (Some(Value::Map(known)), Value::Map(given)) => {
                let (mut older, newer) = if newer { (known.clone(), given) } else { (given.clone(), known) };
                merge(&mut older, newer, semantics);
                into.write(key.clone(), Value::Map(older), number.max(own));
            }
            (Some(_), _) if !newer => {}
            _ => into.write(key.clone(), value.clone(), number),
        }
    }
}

/// Takes each variable that was written later in `from`; whether there was one.
pub(crate) fn take_newer(into: &mut Map, from: &Map) -> bool {
    let is_newer = |name: &Text| from.written(name) > into.written(name);
    let newer: Vec<&Text> = from.iter().map(|(name, _)| name).filter(|name| is_newer(name)).collect();
    for name in &newer {
        if let Some(value) = from.get(name) {
            into.write((*name).clone(), value.clone(), from.written(name));
        }
    }
    !newer.is_empty()
}

/// The data of a join: the last arrival's, then the earlier ones' in order of arrival, then the last one's once more, so
/// that the last wins where nothing else decides.
pub(crate) fn join<'t>(tokens: impl DoubleEndedIterator<Item = &'t Token>, semantics: &Semantics) -> Map {
    let mut tokens: Vec<&Token> = tokens.collect();
    let Some(last) = tokens.pop() else { return Map::new() };
    let mut data = last.data.clone();
    if tokens.iter().all(|token| token.data.is_same(&data)) {
        return data;
    }
    for token in tokens {
        combine(&mut data, &token.data, semantics);
    }
    combine(&mut data, &last.data, semantics);
    data
}

/// Changes that set every entry of a map.
pub(crate) fn setting(data: &Map) -> super::event::Changes {
    data.iter().map(|(key, value)| (key.clone(), Some(value.clone()))).collect()
}

impl<'a> Context<'a> {
    /// Copies what the node reads into the task's data, and cuts it to the named inputs.
    pub(crate) fn take_inputs(&mut self, id: InstanceId, node: &'a Node) -> Attempt<()> {
        if self.semantics().associations_as_written {
            let nothing = node.data.is_empty() && node.io.is_none();
            return if nothing { Ok(()) } else { self.take_written_inputs(id, node) };
        }
        let Some(scope) = self.instance(id).map(|instance| instance.scope) else { return Ok(()) };
        for read in node.reads.iter().filter(|read| !is_keyed(read)) {
            let value = self.read(scope, read)?;
            self.emit(Event::DataChanged { instance: id, changes: vec![(read.name().clone(), Some(value))] });
        }
        match &node.io {
            Some(io) if !io.inputs.is_empty() => {
                let data = named(&self.data(id), &io.inputs, &io.optional_inputs, "input", node)?;
                self.emit(Event::DataReplaced { instance: id, data });
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Cuts the task's data to the named outputs, writes what the node writes, and removes what it only read.
    pub(crate) fn give_outputs(&mut self, id: InstanceId, node: &'a Node) -> Attempt<()> {
        if self.semantics().associations_as_written {
            let nothing = node.data.is_empty() && node.io.is_none();
            return if nothing { Ok(()) } else { self.give_written_outputs(id, node) };
        }
        let Some(scope) = self.instance(id).map(|instance| instance.scope) else { return Ok(()) };
        if let Some(io) = node.io.as_ref().filter(|io| !io.outputs.is_empty()) {
            let data = named(&self.data(id), &io.outputs, &io.optional_outputs, "output", node)?;
            self.emit(Event::DataReplaced { instance: id, data });
        }
        for write in &node.writes {
            let Some(value) = self.data(id).get(write.name()).cloned() else {
                return Err(unwritten(write, node));
            };
            self.write(scope, write, value);
            self.apply_changes(id, vec![(write.name().clone(), None)]);
        }
        let data = self.data(id);
        let rest = node.reads.iter().filter(|read| data.contains_key(read.name()));
        let changes = rest.map(|read| (read.name().clone(), None)).collect();
        self.apply_changes(id, changes);
        Ok(())
    }

    /// The value behind a reference, seen from a scope.
    pub(crate) fn read(&self, scope: ScopeId, data: &DataRef) -> Attempt<Value> {
        match data {
            DataRef::Variable(name) => Err(missing(name, "nothing provides it")),
            DataRef::Object(id) => {
                let holder = self.object_scope(scope, id);
                let value = holder.and_then(|holder| self.scope(holder)).and_then(|scope| scope.objects.get(id));
                value.cloned().ok_or_else(|| missing(id, "the data object was never written"))
            }
            DataRef::Store { id, .. } => {
                self.state.stores.get(id).cloned().ok_or_else(|| missing(id, "the data store holds no value"))
            }
        }
    }

    /// Writes a data object or store.
    pub(crate) fn write(&mut self, scope: ScopeId, data: &DataRef, value: Value) {
        match data {
            DataRef::Variable(_) => {}
            DataRef::Object(id) => {
                let scope = self.object_scope(scope, id).unwrap_or(scope);
                self.emit(Event::ObjectWritten { scope, id: id.clone(), value });
            }
            DataRef::Store { id, keyed } => {
                // Of a store that the host keeps, only what was written is known here.
                let value = if *keyed && !self.host.keeps(id) { self.keyed(id, &value) } else { value };
                self.emit(Event::StoreWritten { id: id.clone(), value });
            }
        }
    }

    /// A store of values by two keys takes `{top: {secondary: value}}`; null deletes.
    fn keyed(&self, id: &Text, written: &Value) -> Value {
        let known = self.state.stores.get(id).and_then(Value::as_map);
        let mut store = known.cloned().unwrap_or_default();
        for (top, values) in written.as_map().iter().flat_map(|written| written.iter()) {
            let mut inner = store.get(top).and_then(Value::as_map).cloned().unwrap_or_default();
            for (secondary, value) in values.as_map().iter().flat_map(|values| values.iter()) {
                match value {
                    Value::Null => drop(inner.remove(secondary)),
                    value => drop(inner.insert(secondary.clone(), value.clone())),
                }
            }
            store.insert(top.clone(), inner.into());
        }
        Value::Map(store)
    }

    /// The scope that holds a data object: the nearest whose level declares it, within the process.
    pub(crate) fn object_scope(&self, scope: ScopeId, id: &str) -> Option<ScopeId> {
        let mut current = Some(scope);
        while let Some(found) = current.and_then(|id| self.scope(id)) {
            let level = self.graph.level(found.level);
            if level.data_objects.iter().any(|object| *object.id == *id) {
                return current;
            }
            current = if level.parent.is_none() { None } else { current.and_then(|id| self.outer_scope(id)) };
        }
        None
    }
}

fn describe(data: &DataRef) -> String {
    match data {
        DataRef::Variable(name) => format!("the variable {name}"),
        DataRef::Object(id) => format!("the data object {id}"),
        DataRef::Store { id, .. } => format!("the data store {id}"),
    }
}

/// A task did not leave what it must write.
pub(crate) fn unwritten(target: &DataRef, node: &Node) -> Box<super::state::Incident> {
    missing(target.name(), &format!("{} must write it to {}", label(node), describe(target)))
}

fn label(node: &Node) -> String {
    if node.name.is_some() { format!("\"{}\"", node.label()) } else { node.id.to_string() }
}

fn missing(name: &str, why: &str) -> Box<super::state::Incident> {
    incident(IncidentKind::Data, codes::RUN_MISSING_VARIABLE, format!("The variable {name} is missing: {why}."))
}

/// Only the named entries of a map; all required ones must be there.
pub(crate) fn named(data: &Map, required: &[Text], optional: &[Text], side: &str, node: &Node) -> Attempt<Map> {
    let mut cut = Map::new();
    for name in required {
        let value = data.get(name).ok_or_else(|| missing(name, &format!("it is an {side} of {}", label(node))))?;
        cut.insert(name.clone(), value.clone());
    }
    for name in optional {
        if let Some(value) = data.get(name) {
            cut.insert(name.clone(), value.clone());
        }
    }
    Ok(cut)
}

/// The named inputs; of several sets of them the first that is complete.
pub(crate) fn named_inputs(data: &Map, io: &IoNames, node: &Node) -> Attempt<Map> {
    let (required, rest) = choose_set(data, &io.inputs, &io.input_sets);
    let optional: Vec<Text> = rest.iter().chain(&io.optional_inputs).cloned().collect();
    named(data, &required, &optional, "input", node)
}

/// The named outputs; of several sets of them the first that is complete.
pub(crate) fn named_outputs(data: &Map, io: &IoNames, node: &Node) -> Attempt<Map> {
    let (required, rest) = choose_set(data, &io.outputs, &io.output_sets);
    let optional: Vec<Text> = rest.iter().chain(&io.optional_outputs).cloned().collect();
    named(data, &required, &optional, "output", node)
}

/// Required names, and those of the other sets, which may be there.
fn choose_set(data: &Map, all: &[Text], sets: &[Vec<Text>]) -> (Vec<Text>, Vec<Text>) {
    let complete = |set: &&Vec<Text>| set.iter().all(|name| data.contains_key(name));
    match sets.iter().find(complete).or(sets.first()) {
        Some(set) => (set.clone(), all.iter().filter(|name| !set.contains(name)).cloned().collect()),
        None => (all.to_vec(), Vec::new()),
    }
}

/// The inputs a called process takes from its caller's data: all, unless it names some.
pub(crate) fn call_inputs(data: &Map, io: Option<&IoNames>, node: &Node) -> Attempt<Map> {
    match io.filter(|io| !io.inputs.is_empty()) {
        Some(io) => named_inputs(data, io, node),
        None => Ok(data.clone()),
    }
}

/// Applies changes to a map, as the write of that number.
pub(crate) fn apply(data: &mut Map, changes: &super::event::Changes, number: u32) {
    for (name, value) in changes {
        match value {
            Some(value) => data.write(name.clone(), value.clone(), number),
            None => drop(data.remove(name)),
        }
    }
}
