//! What the texts of a repeated activity can read about its repetition (BPMN 2.0.2 section 10.3.8, tables 10.27 and 10.30).

use super::multi_instance::add_numbers;
use crate::engine::context::Context;
use crate::engine::state::{Instance, InstanceId, Part, Work};
use crate::value::{Map, Value};

const COUNTER: &str = "loopCounter";

impl Context<'_> {
    /// Adds `loopCounter`, which counts from 0, and the numbers of instances of the repeated activities around an instance,
    /// within its process. Those of the innermost activity count.
    pub(crate) fn add_counters_around(&self, id: InstanceId, into: &mut Map) {
        let mut current = Some(id);
        while let Some((id, instance)) = current.and_then(|id| Some((id, self.instance(id)?))) {
            self.add_counters_of(id, instance, into);
            if into.contains_key(COUNTER) {
                return;
            }
            let scope = self.scope(instance.scope);
            let inside = scope.filter(|scope| self.graph.level(scope.level).parent.is_some());
            current = inside.and_then(|scope| scope.owner);
        }
    }

    /// The repetition an instance is part of, or the one it makes itself.
    fn add_counters_of(&self, id: InstanceId, instance: &Instance, into: &mut Map) {
        let (owner, index) = match instance.part {
            Part::Child { owner, index } => (owner, Some(index)),
            _ => (id, None),
        };
        match self.instance(owner).map(Instance::at_work) {
            Some(Work::Multi(work)) => {
                let last = work.begun.saturating_sub(1);
                into.insert(COUNTER, Value::Int(i64::from(index.unwrap_or(last))));
                add_numbers(work, into);
            }
            Some(Work::Loop { rounds }) => drop(into.insert(COUNTER, Value::Int(i64::from(*rounds)))),
            _ => {}
        }
    }
}
