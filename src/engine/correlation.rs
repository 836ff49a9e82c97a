//! Messages and their correlation (BPMN 2.0.2 section 8.4.2): properties retrieved from payloads, keys of a process.

use std::sync::Arc;

use super::context::{Attempt, Context};
use super::event::Event;
use super::state::{EventKind, Instance, InstanceId, ScopeId, State, Subject, Thrown};
use crate::graph::{Code, Deployment, Dialect, MessageInfo, NodeId, Trigger};
use crate::value::{Map, Text, Value};

impl Context<'_> {
    /// Sends a message with its payload and correlation keys.
    pub(crate) fn send_message(&mut self, id: InstanceId, message: &MessageInfo, data: &Map) -> Attempt<()> {
        let payload = self.payload(id, &message.data, data)?.unwrap_or_else(|| Value::Map(Map::new()));
        let described = message.data.payload.is_some() || self.semantics().whole_data_payload;
        let correlations = match &payload {
            Value::Map(payload) if described => self.retrieve(id, message, payload)?,
            _ => Map::new(),
        };
        if let Some(scope) = self.instance(id).map(|instance| instance.scope) {
            self.receive_correlations(scope, &correlations);
        }
        let name = Some(message.name.clone());
        let camunda = self.graph.dialect == Dialect::Camunda;
        let variable = message.data.variable.clone().filter(|_| camunda);
        let thrown = Thrown { name, payload: Some(payload), correlations, variable, ..Thrown::new(EventKind::Message) };
        self.dispatch(thrown, Some(id));
        Ok(())
    }

    /// The correlation keys a payload carries: key to property to value.
    fn retrieve(&mut self, id: InstanceId, message: &MessageInfo, payload: &Map) -> Attempt<Map> {
        let mut keys = Map::new();
        for property in &message.properties {
            let value = self.value_of(id, &property.retrieval, payload)?;
            for key in &property.keys {
                set_property(&mut keys, key, &property.id, value.clone());
            }
        }
        Ok(keys)
    }

    /// Whether a message fits the keys its receiver already has: those of its own scope, else of the nearest around it within
    /// the process. Without keys on either side every message fits; else one equal key is enough.
    pub(crate) fn correlates(&self, id: InstanceId, message: &MessageInfo, thrown: &Thrown) -> bool {
        let Some(instance) = self.instance(id) else { return false };
        let Some(known) = awaited_keys(self.state, self.graph, instance, message) else { return true };
        thrown.correlations.iter().any(|(key, properties)| known.get(key) == Some(properties))
    }

    /// The same message with the keys that its payload carries, where whoever sent it from outside gave none.
    pub(crate) fn with_keys(&mut self, thrown: Thrown) -> Thrown {
        let Some(Value::Map(payload)) = &thrown.payload else { return thrown };
        if thrown.kind != EventKind::Message || !thrown.correlations.is_empty() {
            return thrown;
        }
        let subject = Subject { kind: EventKind::Message, name: thrown.name.clone().unwrap_or_default() };
        let waiting: Vec<InstanceId> = self.state.subscriptions.get(&subject).into_iter().flatten().collect();
        for id in waiting {
            let Some(node) = self.instance(id).map(|instance| instance.node) else { continue };
            let expected = self.triggers(node).into_iter().find_map(|(_, trigger)| match trigger {
                Trigger::Message(message) if message.name == subject.name => Some(&**message),
                _ => None,
            });
            // A payload without what a key is retrieved from carries no key; that is no error of who waits.
            if let Some(Ok(keys)) = expected.map(|message| self.retrieve(id, message, payload))
                && !keys.is_empty()
            {
                return Thrown { correlations: keys, ..thrown };
            }
        }
        thrown
    }

    /// Property bindings of a waiting event give its process's keys their values.
    pub(crate) fn bind(&mut self, id: InstanceId, message: &MessageInfo, data: &Map) -> Attempt<()> {
        let Some(scope) = self.instance(id).map(|instance| instance.scope) else { return Ok(()) };
        let mut keys = self.scope(scope).map(|scope| scope.correlations.clone()).unwrap_or_default();
        for (property, code) in &message.bindings {
            let value = self.bound_value(id, code, data)?;
            for key in keys_of(message, property) {
                set_property(&mut keys, &key, property, value.clone());
            }
        }
        if !message.bindings.is_empty() {
            self.receive_correlations(scope, &keys);
        }
        Ok(())
    }

    fn bound_value(&mut self, id: InstanceId, code: &Arc<Code>, data: &Map) -> Attempt<Value> {
        self.value_of(id, code, data)
    }

    /// A caught message gives its receiver's process the keys it carries.
    pub(crate) fn note_correlations(
        &mut self,
        id: InstanceId,
        at: NodeId,
        number: u32,
        thrown: &Thrown,
    ) -> Attempt<()> {
        let Some(scope) = self.instance(id).map(|instance| instance.scope) else { return Ok(()) };
        let graph = self.graph;
        let trigger =
            graph.node(at).kind.triggers().get(number as usize).or_else(|| graph.node(at).kind.triggers().first());
        let (Some(Trigger::Message(message)), Some(Value::Map(payload))) = (trigger, &thrown.payload) else {
            return Ok(());
        };
        let keys = self.retrieve(id, message, payload)?;
        self.receive_correlations(scope, &keys);
        Ok(())
    }

    /// Gives a process correlation keys.
    pub(crate) fn receive_correlations(&mut self, scope: ScopeId, keys: &Map) {
        for (key, properties) in keys.iter() {
            let known = self.scope(scope).and_then(|scope| scope.correlations.get(key));
            if known != Some(properties)
                && let Value::Map(properties) = properties
            {
                self.emit(Event::Correlated { scope, key: key.clone(), properties: properties.clone() });
            }
        }
    }
}

/// The correlation keys an instance expects of a message: key to property to value. None: any message of the name fits.
pub fn awaited_keys<'s>(
    state: &'s State,
    graph: &Deployment,
    instance: &Instance,
    message: &MessageInfo,
) -> Option<&'s Map> {
    if message.properties.is_empty() {
        return None;
    }
    let mut current = state.scopes.get(&instance.scope);
    while let Some(scope) = current {
        if !scope.correlations.is_empty() {
            return Some(&scope.correlations);
        }
        let is_process = graph.level(scope.level).parent.is_none();
        let owner = scope.owner.filter(|_| !is_process).and_then(|owner| state.instances.get(&owner));
        current = owner.and_then(|owner| state.scopes.get(&owner.scope));
    }
    None
}

fn set_property(keys: &mut Map, key: &Text, property: &Text, value: Value) {
    let mut properties = keys.get(key).and_then(Value::as_map).cloned().unwrap_or_default();
    properties.insert(property.clone(), value);
    keys.insert(key.clone(), properties.into());
}

fn keys_of(message: &MessageInfo, property: &Text) -> Vec<Text> {
    let found = message.properties.iter().find(|known| known.id == *property);
    found.map_or_else(|| vec![Text::from("MainCorrelationKey")], |found| found.keys.clone())
}
