//! Standard loops: rounds of an activity while a condition holds (BPMN 2.0.2 section 10.3.8).

use smallvec::smallvec;

use crate::engine::context::{Attempt, Context};
use crate::engine::data::merge;
use crate::engine::event::Event;
use crate::engine::state::{Instance, InstanceId, Part, Status, Work};
use crate::engine::token::Arrival;
use crate::graph::{Node, Repeat};
use crate::value::Map;

impl Context<'_> {
    /// Begins the first round, unless the loop tests before it and the test fails.
    pub(crate) fn begin_loop(&mut self, id: InstanceId, node: &Node, test_before: bool) -> Attempt<()> {
        self.become_(id, Status::Started, Work::Loop { rounds: 0 });
        if test_before && !self.goes_on(id, node, 0)? {
            self.done_inside(id);
            return Ok(());
        }
        self.begin_round(id, 0);
        Ok(())
    }

    fn begin_round(&mut self, id: InstanceId, index: u32) {
        let Some(instance) = self.instance(id) else { return };
        let (node, scope, data) = (instance.node, instance.scope, instance.data.clone());
        let part = Part::Child { owner: id, index };
        self.enter(Arrival { node, scope, part, via: None, causes: smallvec![id], data });
    }

    /// A round is done: its data is the loop's data, and the next round begins while the condition holds.
    pub(crate) fn round_done(&mut self, id: InstanceId, node: &Node, from: Map) -> Attempt<()> {
        let data = if self.semantics().lists_merge_by_index {
            let mut data = self.data(id);
            merge(&mut data, &from, self.semantics());
            data
        } else {
            from
        };
        self.emit(Event::DataReplaced { instance: id, data });
        self.emit(Event::ChildDone { instance: id, index: 0, result: None });
        self.loop_goes_on(id, node)
    }

    /// Begins the next round while the condition holds.
    pub(crate) fn loop_goes_on(&mut self, id: InstanceId, node: &Node) -> Attempt<()> {
        let Some(Work::Loop { rounds }) = self.instance(id).map(Instance::at_work) else { return Ok(()) };
        let rounds = *rounds;
        if self.goes_on(id, node, rounds)? {
            self.begin_round(id, rounds);
        } else {
            self.done_inside(id);
        }
        Ok(())
    }

    fn goes_on(&mut self, id: InstanceId, node: &Node, rounds: u32) -> Attempt<bool> {
        let Some(Repeat::Loop { maximum, condition, .. }) = node.repeat.as_deref() else { return Ok(false) };
        let data = self.data(id);
        if let Some(maximum) = maximum {
            let maximum = self.value_of(id, maximum, &data)?.as_int();
            if maximum.is_some_and(|maximum| i64::from(rounds) >= maximum) {
                return Ok(false);
            }
        }
        match condition {
            Some(condition) => Ok(self.value_of(id, condition, &data)?.is_truthy()),
            None => Ok(maximum.is_some()),
        }
    }
}
