//! Data of elements as it is written (BPMN 2.0.2 sections 10.4.1 and 10.4.2): associations copy and compute, properties and
//! data inputs are the element's own, data outputs join the data there was before.

use super::context::{Attempt, Context, incident_at};
use super::data::{self, named_inputs, named_outputs};
use super::event::Event;
use super::keyed_store::is_keyed;
use super::state::{IncidentKind, InstanceId, ScopeId};
use crate::diagnostic::codes;
use crate::graph::{Association, DataRef, ElementData, LocalData, Node};
use crate::value::{Map, Text, Value};

/// A value on its way to where an association leads.
type Delivery<'g> = (&'g Association, Option<&'g DataRef>, Value);

impl<'a> Context<'a> {
    /// Brings the data an element takes in, and makes its properties.
    pub(super) fn take_written_inputs(&mut self, id: InstanceId, node: &'a Node) -> Attempt<()> {
        let mut data = self.data(id);
        let number = self.next_write();
        for property in &node.data.properties {
            data.write(property.clone(), Value::Null, number);
        }
        let called =
            |association: &&Association| association.target.is_none() && association.sources.iter().any(is_keyed);
        for association in node.data.inputs.iter().filter(|association| !called(association)) {
            for (_, target, value) in self.associated(id, association, &node.data, &data)? {
                if let Some(name) = target.or(association.sources.first()).map(DataRef::name) {
                    data.write(name.clone(), value, number);
                }
            }
        }
        if let Some(io) = node.io.as_ref().filter(|io| !io.inputs.is_empty() || !io.optional_inputs.is_empty()) {
            let properties: Vec<(Text, Value)> =
                node.data.properties.iter().filter_map(|name| entry(&data, name)).collect();
            data = named_inputs(&data, io, node)?;
            properties.into_iter().for_each(|(name, value)| data.write(name, value, number));
        }
        for (alias, value) in aliases(&node.data.data_inputs, &data) {
            data.write(alias, value, number);
        }
        if data != self.data(id) {
            self.emit(Event::DataReplaced { instance: id, data });
        }
        Ok(())
    }

    /// Brings out what an element leaves: its associations, then its data without what was its own.
    pub(super) fn give_written_outputs(&mut self, id: InstanceId, node: &'a Node) -> Attempt<()> {
        let Some(instance) = self.instance(id) else { return Ok(()) };
        let (scope, entry) = (instance.scope, instance.entry.clone());
        let mut local = instance.data.clone();
        take_aliases(&node.data.data_outputs, &mut local);
        let outputs = node.io.as_ref().filter(|io| !io.outputs.is_empty() || !io.optional_outputs.is_empty());
        let named = outputs.map(|io| named_outputs(&local, io, node)).transpose()?;
        let mut given = Vec::new();
        for association in &node.data.outputs {
            given.extend(self.associated(id, association, &node.data, &local)?);
        }
        let mut left = self.left(node, &entry, local, named);
        for (association, target, value) in given {
            self.deliver_data(scope, node, association, target, value, &mut left);
        }
        if left != self.data(id) {
            self.emit(Event::DataReplaced { instance: id, data: left });
        }
        Ok(())
    }

    /// What stays in the task's data: its outputs beside what was there before, or all but what was its own.
    fn left(&self, node: &Node, entry: &Map, local: Map, named: Option<Map>) -> Map {
        let own = &node.data;
        let consumed = |name: &Text| {
            own.outputs.iter().flat_map(|association| &association.sources).any(|source| source.name() == name)
        };
        let mut left = match named {
            Some(outputs) => {
                let mut left = entry.clone();
                let kept = outputs.iter().filter(|(name, _)| !consumed(name));
                kept.for_each(|(name, value)| left.write(name.clone(), value.clone(), local.written(name)));
                left
            }
            None if node.io.is_some() => {
                let mut left = entry.clone();
                data::combine(&mut left, &local, self.semantics());
                left
            }
            None => local,
        };
        let outputs = own.data_outputs.iter().map(|output| &output.id).filter(|name| consumed(name));
        let copied =
            own.inputs.iter().filter_map(|association| association.target.as_ref().or(association.sources.first()));
        let brought = |input: &&LocalData| {
            own.inputs.iter().any(|known| known.target.as_ref().map(DataRef::name) == Some(&input.id))
        };
        let inputs =
            own.data_inputs.iter().filter(brought).flat_map(|input| std::iter::once(&input.id).chain(&input.name));
        let written = own.outputs.iter().filter(|association| association.sources.is_empty());
        let written =
            written.filter_map(|association| association.target.as_ref()).filter(|target| !is_variable(target));
        for name in written.map(DataRef::name).chain(outputs) {
            left.remove(name);
        }
        for name in copied.map(DataRef::name).chain(inputs).chain(&own.properties) {
            restore(&mut left, entry, name);
        }
        left
    }

    fn deliver_data(
        &mut self,
        scope: ScopeId,
        node: &Node,
        association: &Association,
        target: Option<&DataRef>,
        value: Value,
        left: &mut Map,
    ) {
        match target {
            Some(DataRef::Variable(name)) if !node.data.properties.contains(name) => {
                left.write(name.clone(), value, self.next_write());
            }
            Some(DataRef::Variable(_)) | None => {}
            Some(place) => {
                self.write(scope, place, value);
                if let (DataRef::Object(id), Some(state)) = (place, &association.state) {
                    self.write_state(scope, id, state);
                }
            }
        }
    }

    fn write_state(&mut self, scope: ScopeId, object: &Text, state: &Text) {
        let scope = self.object_scope(scope, object).unwrap_or(scope);
        let value = Value::String(state.clone());
        self.emit(Event::ObjectWritten { scope, id: crate::graph::state_key(object), value });
    }

    /// What an association gives, and where to.
    fn associated(
        &mut self,
        id: InstanceId,
        association: &'a Association,
        own: &ElementData,
        local: &Map,
    ) -> Attempt<Vec<Delivery<'a>>> {
        let Some(scope) = self.instance(id).map(|instance| instance.scope) else { return Ok(Vec::new()) };
        let target = association.target.as_ref();
        let computes = association.transformation.is_some() || !association.assignments.is_empty();
        if !computes {
            let value = match association.sources.first() {
                Some(source) => self.source_value(scope, source, local)?,
                None => self.left_for(id, target, local)?,
            };
            return Ok(vec![(association, target, value)]);
        }
        let mut seen = local.clone();
        for source in &association.sources {
            let value = self.source_value(scope, source, local)?;
            seen.insert(source.name().clone(), value.clone());
            let declared = own.data_inputs.iter().chain(&own.data_outputs);
            let name = declared.filter(|known| known.id == *source.name()).find_map(|known| known.name.clone());
            name.into_iter().for_each(|name| drop(seen.insert(name, value.clone())));
        }
        let value = match &association.transformation {
            Some(code) => self.value_of(id, code, &seen)?,
            None => self.current(scope, target, local),
        };
        self.assigned(id, association, value, &seen)
    }

    /// Carries out assignments on the value a target has so far.
    fn assigned(
        &mut self,
        id: InstanceId,
        association: &'a Association,
        mut value: Value,
        seen: &Map,
    ) -> Attempt<Vec<Delivery<'a>>> {
        for assignment in &association.assignments {
            let part = self.value_of(id, &assignment.from, seen)?;
            let (first, rest) = match assignment.to.split_first() {
                Some((first, rest)) => (first, rest),
                None => continue,
            };
            let whole = association.target.as_ref().is_none_or(|target| target.name() == first);
            let path = if whole { rest } else { &assignment.to[..] };
            if !set_path(&mut value, path, part) {
                let text = format!("{} is no place inside the target of the association.", assignment.to.join("."));
                return Err(incident_at(IncidentKind::Data, codes::RUN_MISSING_VARIABLE, text, &assignment.from));
            }
        }
        Ok(vec![(association, association.target.as_ref(), value)])
    }

    fn source_value(&self, scope: ScopeId, source: &DataRef, local: &Map) -> Attempt<Value> {
        match source {
            DataRef::Variable(name) if local.contains_key(name) => Ok(local.get(name).cloned().unwrap_or_default()),
            source => self.read(scope, source),
        }
    }

    /// What a task leaves for a target that is named alone: the variable of that name.
    fn left_for(&self, id: InstanceId, target: Option<&DataRef>, local: &Map) -> Attempt<Value> {
        let (Some(target), Some(node)) = (target, self.node_of(id)) else { return Ok(Value::Null) };
        local.get(target.name()).cloned().ok_or_else(|| data::unwritten(target, node))
    }

    /// The value a target has before parts of it are assigned.
    fn current(&self, scope: ScopeId, target: Option<&DataRef>, local: &Map) -> Value {
        let known = match target {
            Some(DataRef::Variable(name)) => local.get(name).cloned(),
            Some(place) => self.read(scope, place).ok(),
            None => None,
        };
        known.unwrap_or_default()
    }
}

fn entry(data: &Map, name: &Text) -> Option<(Text, Value)> {
    Some((name.clone(), data.get(name)?.clone()))
}

fn is_variable(data: &DataRef) -> bool {
    matches!(data, DataRef::Variable(_))
}

/// Gives a variable back the value it had before the element, or takes it away.
fn restore(left: &mut Map, entry: &Map, name: &Text) {
    match entry.get(name) {
        Some(value) => left.write(name.clone(), value.clone(), entry.written(name)),
        None => drop(left.remove(name)),
    }
}

/// Data inputs under their names, for texts that speak of them so.
fn aliases(inputs: &[LocalData], data: &Map) -> Vec<(Text, Value)> {
    let named = inputs.iter().filter_map(|input| Some((input.name.clone()?, data.get(&input.id)?.clone())));
    named.filter(|(name, _)| !data.contains_key(name)).collect()
}

/// What a task left under the name of a data output counts as that output.
fn take_aliases(outputs: &[LocalData], data: &mut Map) {
    for output in outputs {
        let Some(name) = output.name.as_ref().filter(|_| !data.contains_key(&output.id)) else { continue };
        if let Some(value) = data.get(name).cloned() {
            let number = data.written(name);
            data.write(output.id.clone(), value, number);
        }
    }
}

/// Sets a field inside a value; maps are made on the way. Whether there was a way.
fn set_path(value: &mut Value, path: &[Text], part: Value) -> bool {
    let Some((field, rest)) = path.split_first() else {
        *value = part;
        return true;
    };
    if matches!(value, Value::Null) {
        *value = Value::Map(Map::new());
    }
    let Value::Map(map) = value else { return false };
    let mut inner = map.get(field).cloned().unwrap_or_default();
    let found = set_path(&mut inner, rest, part);
    map.insert(field.clone(), inner);
    found
}
