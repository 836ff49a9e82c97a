//! What a run takes along when it goes over to an edited version of its diagrams.

use super::apply::subjects;
use super::context::Context;
use super::event::{Event, Rebound};
use super::renumber::{Ids, Renumber};
use super::state::{InstanceId, Part, Stage, State, Work};
use super::token::Arrival;
use crate::graph::Deployment;
use crate::value::Value;

/// Brings a state to another version of the diagrams: the numbers `ids` tells, who listens for what there, data objects
/// that are new, compensation handlers that are still there. Nothing that lives may stand on an element that is gone.
pub fn carry_over(state: &mut State, graph: &Deployment, ids: &mut dyn Ids) {
    state.renumber(ids);
    let begins_null = state.setup.semantics.data_objects_begin_null;
    for scope in state.scopes.values_mut() {
        for entry in &mut scope.compensable {
            entry.handlers.retain(|handler| !graph.is_gone(handler.node));
        }
        scope.compensable.retain(|entry| !graph.is_gone(entry.node) && !entry.handlers.is_empty());
        for token in &mut scope.ended {
            token.flow = token.flow.filter(|flow| !graph.is_flow_gone(*flow));
        }
        for object in &graph.level(scope.level).data_objects {
            if (begins_null || scope.owner.is_none()) && !scope.objects.contains_key(&object.id) {
                scope.objects.insert(object.id.clone(), Value::Null);
            }
        }
    }
    listen_again(state, graph);
    let joining = state.scopes.iter().filter(|(_, scope)| !scope.joins.is_empty()).map(|(id, _)| id);
    state.unsettled.extend(joining);
}

/// Messages, signals and codes may have other names now.
fn listen_again(state: &mut State, graph: &Deployment) {
    state.subscriptions.clear();
    for (id, instance) in &state.instances {
        if matches!(instance.work, Work::Catch(_)) {
            for subject in subjects(graph, instance.node) {
                state.subscriptions.entry(subject).or_default().insert(id);
            }
        }
    }
}

impl Context<'_> {
    /// Takes away instances whose elements are about to go, with everything inside them.
    pub fn withdraw(&mut self, instances: &[InstanceId]) {
        instances.iter().for_each(|id| self.cancel(*id));
    }

    /// Goes on after the diagrams were exchanged: moved tokens enter their new elements, joins that lost a flow may have
    /// all their tokens now, and scopes that lost everything in them close.
    pub fn go_over(&mut self, rebound: Rebound, arrivals: Vec<Arrival>) {
        self.emit(Event::Rebound(Box::new(rebound)));
        for arrival in arrivals {
            self.enter(arrival);
        }
        let holds_tokens = |id: &&InstanceId| {
            let instance = self.instance(**id);
            instance
                .is_some_and(|instance| matches!(instance.work, Work::Join(_)) && matches!(instance.part, Part::Token))
        };
        let joins = self.state.scopes.values().flat_map(|scope| scope.joins.values());
        let waiting: Vec<InstanceId> = joins.filter(holds_tokens).copied().collect();
        for id in waiting {
            if let Err(incident) = self.try_join(id) {
                self.raise(id, Stage::Enter, incident);
            }
        }
        if self.state.ready.is_empty() {
            self.settle();
        }
    }
}
