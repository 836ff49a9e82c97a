//! Exchanges the numbers of elements wherever a state or event holds one.

use super::event::{Activated, Event, Reset};
use super::state::{Compensable, CompensateWork, Handler, Inside, Instance, Scope, State, Token, Work};
use crate::graph::{Counterparts, FlowId, LevelId, NodeId};
use crate::table::Table;

/// Gives the new number for an old one.
pub trait Ids {
    /// Of a node.
    fn node(&mut self, id: NodeId) -> NodeId;
    /// Of a flow.
    fn flow(&mut self, id: FlowId) -> FlowId;
    /// Of a level.
    fn level(&mut self, id: LevelId) -> LevelId;
}

/// The numbers of another version of the diagrams. What has no counterpart there keeps its number; whoever needs all of
/// them completes the counterparts first.
impl Ids for &Counterparts {
    fn node(&mut self, id: NodeId) -> NodeId {
        Counterparts::node(self, id).unwrap_or(id)
    }

    fn flow(&mut self, id: FlowId) -> FlowId {
        Counterparts::flow(self, id).unwrap_or(id)
    }

    fn level(&mut self, id: LevelId) -> LevelId {
        Counterparts::level(self, id).unwrap_or(id)
    }
}

/// Something that holds numbers of elements.
pub trait Renumber {
    /// Exchanges them.
    fn renumber(&mut self, ids: &mut dyn Ids);
}

impl<T: Renumber> Renumber for Vec<T> {
    fn renumber(&mut self, ids: &mut dyn Ids) {
        self.iter_mut().for_each(|item| item.renumber(ids));
    }
}

impl<T: Renumber> Renumber for Option<T> {
    fn renumber(&mut self, ids: &mut dyn Ids) {
        self.iter_mut().for_each(|item| item.renumber(ids));
    }
}

impl Renumber for NodeId {
    fn renumber(&mut self, ids: &mut dyn Ids) {
        *self = ids.node(*self);
    }
}

impl Renumber for FlowId {
    fn renumber(&mut self, ids: &mut dyn Ids) {
        *self = ids.flow(*self);
    }
}

impl Renumber for LevelId {
    fn renumber(&mut self, ids: &mut dyn Ids) {
        *self = ids.level(*self);
    }
}

impl Renumber for State {
    fn renumber(&mut self, ids: &mut dyn Ids) {
        self.instances.values_mut().for_each(|instance| instance.renumber(ids));
        self.scopes.values_mut().for_each(|scope| scope.renumber(ids));
    }
}

impl Renumber for Instance {
    fn renumber(&mut self, ids: &mut dyn Ids) {
        self.node.renumber(ids);
        self.work.renumber(ids);
    }
}

impl Renumber for Work {
    fn renumber(&mut self, ids: &mut dyn Ids) {
        match self {
            Work::Join(tokens) => tokens.renumber(ids),
            Work::Reset { awaited, held } => {
                awaited.renumber(ids);
                held.renumber(ids);
            }
            Work::Compensate(work) => work.renumber(ids),
            Work::Ask(ask) => ask.held.iter_mut().for_each(|held| held.renumber(ids)),
            Work::Incident(incident) => incident.held.iter_mut().for_each(|held| held.renumber(ids)),
            _ => {}
        }
    }
}

impl Renumber for CompensateWork {
    fn renumber(&mut self, ids: &mut dyn Ids) {
        self.open.renumber(ids);
    }
}

impl Renumber for Token {
    fn renumber(&mut self, ids: &mut dyn Ids) {
        self.flow.renumber(ids);
    }
}

impl Renumber for Compensable {
    fn renumber(&mut self, ids: &mut dyn Ids) {
        self.node.renumber(ids);
        self.handlers.renumber(ids);
    }
}

impl Renumber for Handler {
    fn renumber(&mut self, ids: &mut dyn Ids) {
        self.node.renumber(ids);
        self.inside.iter_mut().for_each(|inside| inside.renumber(ids));
    }
}

impl Renumber for Inside {
    fn renumber(&mut self, ids: &mut dyn Ids) {
        self.start.renumber(ids);
        self.compensable.renumber(ids);
    }
}

impl Renumber for Scope {
    fn renumber(&mut self, ids: &mut dyn Ids) {
        self.level.renumber(ids);
        self.ended.renumber(ids);
        self.compensable.renumber(ids);
        let joins = std::mem::take(&mut self.joins).into_iter().map(|(node, instance)| (ids.node(node), instance));
        self.joins = joins.collect::<Table<_, _>>();
    }
}

impl Renumber for Activated {
    fn renumber(&mut self, ids: &mut dyn Ids) {
        self.node.renumber(ids);
        self.via.renumber(ids);
    }
}

impl Renumber for Reset {
    fn renumber(&mut self, ids: &mut dyn Ids) {
        self.reopened.iter_mut().for_each(|(_, scope)| scope.renumber(ids));
        self.revived.iter_mut().for_each(|(_, instance)| instance.renumber(ids));
    }
}

impl Renumber for Event {
    fn renumber(&mut self, ids: &mut dyn Ids) {
        match self {
            Event::ScopeOpened { level, .. } => level.renumber(ids),
            Event::Activated(activated) => activated.renumber(ids),
            Event::TokenArrived { token, .. } | Event::TokenEnded { token, .. } => token.renumber(ids),
            Event::Joined { flows, .. } => flows.renumber(ids),
            Event::Became { work, .. } => work.renumber(ids),
            Event::IncidentRaised { incident, .. } => incident.held.iter_mut().for_each(|held| held.renumber(ids)),
            Event::Compensable { entry, .. } => entry.renumber(ids),
            Event::CompensationTaken { activity, .. } => activity.renumber(ids),
            Event::Compensating { work, .. } => work.renumber(ids),
            Event::Reset(reset) => reset.renumber(ids),
            _ => {}
        }
    }
}
