//! Data stores of values by two keys (SpiffArena's KKV store): a task that reads one finds a function of its name, which
//! gives the value of two keys.

use std::borrow::Cow;

use super::ask::Heard;
use super::context::{Answer, Caller, Context, Host};
use super::state::InstanceId;
use crate::graph::{DataRef, Node};
use crate::language::Call;
use crate::value::{Map, Text, Value};

/// Answers calls of the stores' functions; any other call is the host's.
pub(super) struct StoreReader<'h> {
    pub(super) host: &'h mut dyn Host,
    /// Stores by name, as they stand.
    pub(super) stores: Vec<(Text, Map)>,
    /// What the host answered before.
    pub(super) heard: &'h mut Heard,
}

impl Host for StoreReader<'_> {
    fn call(&mut self, call: &Call, from: &Caller<'_>) -> Answer {
        match self.stores.iter().find(|(name, _)| *name == call.function) {
            Some((name, store)) if !self.host.keeps(name) => Answer::Value(value_at(store, &call.arguments)),
            _ => self.heard.answer(call, || self.host.call(call, from)),
        }
    }

    fn handles(&self, node: &Node) -> bool {
        self.host.handles(node)
    }

    fn keeps(&self, store: &str) -> bool {
        self.host.keeps(store)
    }
}

/// The functions that texts can call: those of the stores, and the host's.
pub(super) fn getters<'f>(stores: &[(Text, Map)], functions: &'f [Text]) -> Cow<'f, [Text]> {
    match stores {
        [] => Cow::Borrowed(functions),
        stores => stores.iter().map(|(name, _)| name).chain(functions).cloned().collect::<Vec<_>>().into(),
    }
}

/// The value behind one key after the other; null where there is none.
fn value_at(store: &Map, keys: &[Value]) -> Value {
    let mut found = Value::Map(store.clone());
    for key in keys {
        let key = match key {
            Value::String(key) => key.clone(),
            key => serde_json::to_string(key).unwrap_or_default().into(),
        };
        found = found.as_map().and_then(|map| map.get(&key)).cloned().unwrap_or_default();
    }
    found
}

impl Context<'_> {
    /// The keyed stores that an instance's element reads, as they stand.
    pub(super) fn keyed_stores(&self, id: InstanceId) -> Vec<(Text, Map)> {
        let reads = self.node_of(id).map_or(&[][..], |node| node.reads.as_slice());
        let keyed = reads.iter().filter_map(|read| match read {
            DataRef::Store { id, keyed: true } => Some(id),
            _ => None,
        });
        let value = |id: &Text| self.state.stores.get(id).and_then(Value::as_map).cloned().unwrap_or_default();
        keyed.map(|id| (id.clone(), value(id))).collect()
    }
}

/// Whether a store is read by calling it instead of being copied.
pub(super) fn is_keyed(data: &DataRef) -> bool {
    matches!(data, DataRef::Store { keyed: true, .. })
}
