//! Noted compensations as version 1 of saved runs has them: handlers by element alone, no instance.
//!
//! They stand deep inside states and events, whose bytes do not tell their layout. So whoever reads a run of version 1
//! says so for as long as it reads ([`reading`]), and only the types that differ ask.

use std::cell::Cell;

use serde::{Deserialize, Deserializer};

use super::state::{Compensable, Handler, Inside, InstanceId};
use crate::graph::NodeId;

thread_local! {
    static FIRST: Cell<bool> = const { Cell::new(false) };
}

/// Reads something of version 1.
pub(crate) fn reading<T>(read: impl FnOnce() -> T) -> T {
    FIRST.set(true);
    let found = read();
    FIRST.set(false);
    found
}

/// The instance of activities whose instance was not noted: no instance has this number, so that they count as completed.
const UNKNOWN: InstanceId = InstanceId(0);

impl<'de> Deserialize<'de> for Compensable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (node, instance, handlers) = if FIRST.get() {
            let (node, handlers) = Deserialize::deserialize(deserializer)?;
            (node, UNKNOWN, handlers)
        } else {
            Deserialize::deserialize(deserializer)?
        };
        Ok(Self { node, instance, handlers })
    }
}

impl<'de> Deserialize<'de> for Handler {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (node, inside) = if FIRST.get() {
            (NodeId::deserialize(deserializer)?, None)
        } else {
            <(NodeId, Option<Box<Inside>>)>::deserialize(deserializer)?
        };
        Ok(Self { node, inside })
    }
}
