//! Conditional events: what their conditions see, when they are looked at, and when one has become true (BPMN 2.0.2
//! section 10.5.5).

use super::apply::listened;
use super::context::{Attempt, Context};
use super::event::{Changes, Event};
use super::state::{EventKind, InstanceId, Resume, ScopeId, Subject, Work};
use crate::graph::{NodeId, Trigger};
use crate::value::{Map, Text};

impl Context<'_> {
    pub(super) fn test_conditions_at_first(&mut self, id: InstanceId, data: Map) -> Attempt<()> {
        let Some(instance) = self.instance(id) else { return Ok(()) };
        let is_condition = |(_, trigger): &(NodeId, &Trigger)| matches!(trigger, Trigger::Conditional(_));
        if !self.triggers(instance.node).iter().any(is_condition) {
            return Ok(());
        }
        let mut seen = self.process_data(self.process_scope(instance.scope));
        super::data::combine(&mut seen, &data, self.semantics());
        self.test_conditions(id, &seen)
    }

    /// Looks at the conditional events of a process after a task of it completed with this data.
    pub(crate) fn wake_conditionals(&mut self, scope: ScopeId, data: &Map) {
        if self.state.subscriptions.is_empty() {
            return;
        }
        let subject = Subject { kind: EventKind::Conditional, name: Text::from("") };
        let Some(waiting) = self.state.subscriptions.get(&subject) else { return };
        let process = self.process_scope(scope);
        let inside =
            |id: &InstanceId| self.instance(*id).is_some_and(|instance| self.process_scope(instance.scope) == process);
        let waiting: Vec<InstanceId> = waiting.iter().filter(inside).collect();
        if waiting.is_empty() {
            return;
        }
        let mut known = self.process_data(process);
        super::data::combine(&mut known, data, self.semantics());
        for id in waiting {
            let Some(instance) = self.instance(id) else { continue };
            let seen = self.seen_by_condition(&instance.data, data, &known);
            if let Err(incident) = self.test_conditions(id, &seen) {
                self.stop(id, Resume::SetGoing, incident);
            }
        }
    }

    /// What a condition is asked about: what all branches wrote last, or what the completed task knew.
    fn seen_by_condition(&self, own: &Map, completed: &Map, known: &Map) -> Map {
        let mut seen = own.clone();
        if self.semantics().conditions_see_all_branches {
            super::data::combine(&mut seen, known, self.semantics());
        } else if !self.semantics().boundary_on_entry_data {
            super::data::apply(&mut seen, &super::data::setting(completed), 0);
        }
        seen
    }

    /// What all branches of a process wrote last; nothing, where conditions do not look at it.
    pub(super) fn process_data(&self, process: ScopeId) -> Map {
        let mut data = Map::new();
        let Some(scope) = self.scope(process).filter(|_| self.semantics().conditions_see_all_branches) else {
            return data;
        };
        let members = scope.members.iter().map(|member| self.current_data(member));
        for found in scope.ended.iter().map(|token| token.data.clone()).chain(members) {
            super::data::combine(&mut data, &found, self.semantics());
        }
        data
    }

    pub(super) fn test_conditions(&mut self, id: InstanceId, data: &Map) -> Attempt<()> {
        let Some(node) = self.instance(id).map(|instance| instance.node) else { return Ok(()) };
        let graph = self.graph;
        let nodes = listened(graph, node);
        let triggers =
            nodes.iter().flat_map(|node| graph.node(*node).kind.triggers().iter().map(|trigger| (*node, trigger)));
        for (number, (at, trigger)) in triggers.enumerate() {
            let Trigger::Conditional(Some(condition)) = trigger else { continue };
            let holds = self.value_of(id, condition, data)?.is_truthy();
            if self.becomes_true(id, number as u32, holds) {
                self.learn(id, data);
                self.happened(id, number as u32, at, Changes::new());
                return Ok(());
            }
        }
        Ok(())
    }

    /// What a conditional event learns from other branches: the token that leaves it knows what made the condition true. It
    /// has not written that, so that a later write elsewhere wins over it.
    fn learn(&mut self, id: InstanceId, seen: &Map) {
        let Some(instance) = self.instance(id).filter(|_| self.semantics().conditions_see_all_branches) else { return };
        let mut data = instance.data.clone();
        if super::data::take_newer(&mut data, seen) {
            self.emit(Event::DataReplaced { instance: id, data });
        }
    }

    /// Whether a condition has become true; one that stayed true since it last happened must become false first.
    fn becomes_true(&mut self, id: InstanceId, trigger: u32, holds: bool) -> bool {
        let Some(instance) = self.instance(id) else { return false };
        let Work::Catch(catch) = &instance.work else { return holds };
        let (node, held) = (instance.node, catch.seen.contains(&trigger));
        if held != holds && !self.needs_all(node) {
            self.emit(if holds {
                Event::TriggerSeen { instance: id, trigger }
            } else {
                Event::TriggerForgotten { instance: id, trigger }
            });
        }
        holds && !held
    }
}
