//! Tokens at joins, when what some of them came from is undone.

use super::Plan;
use crate::engine::{Event, Instance, InstanceId, ScopeId, Status, Token, Work};
use crate::graph::{FlowId, NodeId};
use crate::history::Record;
use crate::table::{IdSet, Table};
use crate::value::Map;

/// The tokens of each join that has ever held some: those it holds, or those it consumed when it fired.
type Held = Table<InstanceId, Vec<Token>>;

impl Plan<'_> {
    /// Tokens that other branches had brought to a join which is undone, or which loses some, stand there again. A join
    /// that held only what is undone disappears.
    pub(super) fn repair_joins(&mut self, target: InstanceId) {
        let mut held = self.held();
        held.remove(&target); // Its arrival brings all it held.
        let again: IdSet<InstanceId> = self.revived.iter().map(|(id, _)| *id).collect();
        let withdrawn = |plan: &Self, token: &Token| plan.undone.contains(&token.cause) || again.contains(&token.cause);
        // Of one join several instances may be concerned: one that fired, and one with the tokens that came since.
        let mut places: Vec<(NodeId, ScopeId)> = Vec::new();
        for (id, tokens) in &held {
            let Some(record) = self.record(id).filter(|record| !record.undone) else { continue };
            let place = (record.node, record.scope);
            let touched = tokens.iter().any(|token| withdrawn(self, token));
            if touched && self.is_open_join(id) && !self.closed.contains(&record.scope) && !places.contains(&place) {
                places.push(place);
            }
        }
        for place in places {
            let here = |plan: &Self, id: InstanceId| {
                let record = plan.record(id).filter(|record| !record.undone && (record.node, record.scope) == place);
                record.is_some() && plan.is_open_join(id)
            };
            let joins: Vec<InstanceId> = held.keys().filter(|id| here(self, *id)).collect();
            let tokens = joins.iter().filter_map(|id| held.get(id)).flatten();
            let left: Vec<Token> = tokens.filter(|token| !withdrawn(self, token)).cloned().collect();
            self.undone.extend(joins.iter().copied());
            if let Some(record) = joins.first().and_then(|id| self.record(*id)).filter(|_| !left.is_empty()) {
                let join = self.waiting_join(record, left);
                self.revived.push(join);
            }
        }
    }

    /// Whether a join waits for tokens, or has fired and is undone.
    fn is_open_join(&self, id: InstanceId) -> bool {
        let live = self.run.state.instances.get(&id);
        self.undone.contains(&id) || live.is_some_and(|join| matches!(join.at_work(), Work::Join(_)))
    }

    fn waiting_join(&self, record: &Record, tokens: Vec<Token>) -> (InstanceId, Instance) {
        let join = Instance {
            node: record.node,
            scope: record.scope,
            status: Status::Waiting,
            part: record.part,
            data: Map::new(),
            entry: Map::new(),
            causes: Default::default(),
            since: self.run.state.now,
            work: Work::Join(tokens),
        };
        (record.id, join)
    }

    fn held(&self) -> Held {
        let recorder = &self.run.recorder;
        let before = recorder.base.iter().flat_map(|base| base.instances.iter());
        let mut held: Held = before.filter_map(|(id, instance)| Some((id, tokens_of(instance.at_work())?))).collect();
        for event in &recorder.log {
            match event {
                Event::TokenArrived { instance, token } => {
                    held.get_or_insert_with(*instance, Vec::new).push(token.clone());
                }
                Event::Joined { instance, flows, .. } => {
                    if let Some(tokens) = held.get_mut(instance) {
                        consume(tokens, flows);
                    }
                }
                Event::Became { instance, work: Work::Join(tokens), .. } => {
                    held.insert(*instance, tokens.clone());
                }
                Event::Reset(reset) => {
                    reset.undone.iter().for_each(|id| drop(held.remove(id)));
                    let joins = reset.revived.iter();
                    held.extend(joins.filter_map(|(id, instance)| Some((*id, tokens_of(instance.at_work())?))));
                }
                _ => {}
            }
        }
        held
    }
}

fn tokens_of(work: &Work) -> Option<Vec<Token>> {
    if let Work::Join(tokens) = work { Some(tokens.clone()) } else { None }
}

/// Leaves the first token of each of these flows: what came by a flow twice went on to the next round.
fn consume(tokens: &mut Vec<Token>, flows: &[FlowId]) {
    let mut open: Vec<FlowId> = flows.to_vec();
    tokens.retain(|token| match token.flow {
        None => true,
        Some(flow) => open.iter().position(|known| *known == flow).map(|at| open.swap_remove(at)).is_some(),
    });
}
