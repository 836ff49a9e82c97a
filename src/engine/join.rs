//! Joins: parallel, inclusive and complex gateways with several incoming flows, and activities that take several tokens
//! to start (BPMN 2.0.2 section 13.4).

use smallvec::SmallVec;

use super::context::{Attempt, Context, New};
use super::data;
use super::event::Event;
use super::state::{AfterCompensation, Causes, Instance, InstanceId, Part, ScopeId, Stage, Status, Token, Work};
use crate::graph::{FlowId, Kind, Node, NodeId};
use crate::table::IdSet;
use crate::value::{Map, Value};

impl Context<'_> {
    /// A token arrives at an element that waits for more than one.
    pub(crate) fn arrive_at_join(&mut self, node: NodeId, scope: ScopeId, token: Token) {
        let waiting = self.scope(scope).and_then(|scope| scope.joins.get(&node).copied());
        let id = waiting.unwrap_or_else(|| self.activate(waiting_join(node, scope)));
        self.emit(Event::TokenArrived { instance: id, token });
        if self.is_resetting(id) {
            return self.end_reset(id);
        }
        if let Err(incident) = self.try_join(id) {
            self.raise(id, Stage::Enter, incident);
        }
    }

    fn is_resetting(&self, id: InstanceId) -> bool {
        matches!(self.instance(id).map(|instance| &instance.work), Some(Work::Reset { .. }))
    }

    /// After a complex gateway fired, tokens that belong to the same round are swallowed until none can come.
    fn begin_reset(&mut self, node: NodeId, scope: ScopeId, used: &[FlowId]) {
        let awaited = self.graph.node(node).incoming.iter().copied().filter(|flow| !used.contains(flow)).collect();
        let id = self.activate(waiting_join(node, scope));
        self.become_(id, Status::Waiting, Work::Reset { awaited, held: Vec::new() });
        self.end_reset(id);
    }

    /// Ends the reset once no awaited token can come, and begins the next round with the tokens held back.
    fn end_reset(&mut self, id: InstanceId) {
        let (Some(instance), Some(node)) = (self.instance(id), self.node_of(id)) else { return };
        let Work::Reset { awaited, held } = &instance.work else { return };
        let (node_id, scope, held) = (instance.node, instance.scope, held.clone());
        if !awaited.is_empty() && self.something_can_come(id, node, awaited, &[]) {
            return;
        }
        self.emit(Event::Cancelled(id));
        for token in held {
            self.arrive_at_join(node_id, scope, token);
        }
        self.close_if_done(scope);
    }

    /// Fires a join that has what it waits for.
    pub(crate) fn try_join(&mut self, id: InstanceId) -> Attempt<()> {
        let Some(node) = self.node_of(id) else { return Ok(()) };
        let ready = match &node.kind {
            Kind::Parallel => self.has_all(id, node),
            Kind::Inclusive => false, // Looked at when everything else has moved, see `settle`.
            Kind::Complex(condition) => match condition {
                Some(condition) => self.activates(id, node, condition)?,
                None => self.has_all(id, node),
            },
            _ => self.tokens(id).len() >= node.start_quantity as usize,
        };
        if ready {
            self.join_now(id, node);
        }
        Ok(())
    }

    fn tokens(&self, id: InstanceId) -> &[Token] {
        match self.instance(id).map(Instance::at_work) {
            Some(Work::Join(tokens)) => tokens,
            _ => &[],
        }
    }

    /// Whether every incoming flow holds a token; in SpiffWorkflow, whether every source has sent one.
    fn has_all(&self, id: InstanceId, node: &Node) -> bool {
        let tokens = self.tokens(id);
        let by_flow = self.semantics().joins_keep_surplus;
        let needed = if by_flow { node.incoming.len() } else { node.sources as usize };
        if tokens.len() < needed {
            return false; // The usual case, told at once however many flows there are.
        }
        let place = |flow: FlowId| if by_flow { flow.0 } else { self.graph.flow(flow).source.0 };
        let arrived: IdSet<u32> = tokens.iter().filter_map(|token| token.flow).map(place).collect();
        node.incoming.iter().all(|flow| arrived.contains(&place(*flow)))
    }

    /// A complex gateway's activation condition sees how many tokens stand on each incoming flow, by the flow's id, and
    /// their number as `activationCount` (section 13.4.5).
    fn activates(
        &mut self,
        id: InstanceId,
        node: &Node,
        condition: &std::sync::Arc<crate::graph::Code>,
    ) -> Attempt<bool> {
        let tokens = self.tokens(id);
        let mut data = data::join(tokens.iter(), self.semantics());
        data::apply(&mut data, &data::setting(&self.data(id)), self.next_write()); // What was edited in an incident.
        data.insert("activationCount", Value::Int(tokens.len() as i64));
        for flow in &node.incoming {
            let count = tokens.iter().filter(|token| token.flow == Some(*flow)).count();
            data.insert(self.graph.flow(*flow).id.clone(), Value::Int(count as i64));
        }
        Ok(self.value_of(id, condition, &data)?.is_truthy())
    }

    /// Consumes one token of each flow (all, where surplus is not kept), and makes the join ready.
    pub(crate) fn join_now(&mut self, id: InstanceId, node: &Node) {
        let tokens = self.tokens(id).to_vec();
        let surplus_stays = self.semantics().joins_keep_surplus;
        let (mut taken, mut rest) = (Vec::<Token>::new(), Vec::new());
        let mut flows = IdSet::<u32>::new();
        for token in tokens {
            let again = !flows.insert(token.flow.map_or(u32::MAX, |flow| flow.0));
            let more = node.start_quantity > 1 && taken.len() < node.start_quantity as usize;
            if again && surplus_stays && !more { rest.push(token) } else { taken.push(token) }
        }
        let mut data = data::join(taken.iter(), self.semantics());
        data::apply(&mut data, &data::setting(&self.data(id)), self.next_write()); // What was edited in an incident.
        let causes: Causes = taken.iter().map(|token| token.cause).collect();
        let used: Flows = taken.iter().filter_map(|token| token.flow).collect();
        let (node_id, scope) = match self.instance(id) {
            Some(instance) => (instance.node, instance.scope),
            None => return,
        };
        self.emit(Event::Joined { instance: id, flows: used.to_vec(), data, causes });
        if matches!(node.kind, Kind::Complex(Some(_))) {
            self.begin_reset(node_id, scope, &used);
        }
        if !matches!(node.kind, Kind::Parallel | Kind::Inclusive | Kind::Complex(_)) {
            self.prepare(id);
        }
        for token in rest {
            self.arrive_at_join(node_id, scope, token);
        }
    }

    /// Looks at the inclusive joins of scopes in which something moved; whether one of them fired.
    pub(crate) fn settle(&mut self) -> bool {
        let scopes: SmallVec<[ScopeId; 4]> = self.state.unsettled.iter().collect();
        if scopes.is_empty() {
            return false;
        }
        let joins = |scope: &ScopeId| {
            let scope = self.scope(*scope);
            scope.map(|scope| scope.joins.values().copied().collect::<Vec<_>>()).unwrap_or_default()
        };
        let waiting: Vec<InstanceId> = scopes.iter().flat_map(joins).collect();
        self.emit(Event::Settled);
        let mut fired = false;
        for id in waiting {
            let Some(node) = self.node_of(id) else { continue };
            if self.is_resetting(id) {
                self.end_reset(id);
            } else if matches!(node.kind, Kind::Inclusive) && self.is_complete(id, node) {
                self.join_now(id, node);
                fired = true;
            }
        }
        fired
    }

    fn is_complete(&self, id: InstanceId, node: &Node) -> bool {
        let arrived: IdSet<FlowId> = self.tokens(id).iter().filter_map(|token| token.flow).collect();
        let holds = |flow: &FlowId| arrived.contains(flow);
        let (served, empty): (Flows, Flows) = node.incoming.iter().copied().partition(holds);
        !self.something_can_come(id, node, &empty, &served)
    }

    /// Section 13.4.3: whether a token elsewhere in the scope can reach an empty flow and none that already holds a token.
    fn something_can_come(&self, id: InstanceId, node: &Node, empty: &[FlowId], served: &[FlowId]) -> bool {
        let Some(instance) = self.instance(id) else { return false };
        let Some(scope) = self.scope(instance.scope) else { return false };
        let Some(reach) = self.graph.level(node.level).reach.get(&instance.node) else { return false };
        let others = scope.members.iter().filter(|member| *member != id).filter_map(|member| self.instance(member));
        let others = others.filter(|other| !has_gone_on(other));
        others.map(|other| other.node).any(|at| {
            empty.iter().any(|flow| reach.reaches(at, *flow)) && !served.iter().any(|flow| reach.reaches(at, *flow))
        })
    }
}

/// Whether the token of an instance has left it already: one that throws compensation without waiting for it.
fn has_gone_on(instance: &Instance) -> bool {
    matches!(instance.at_work(), Work::Compensate(work) if work.then == AfterCompensation::Nothing)
}

type Flows = SmallVec<[FlowId; 4]>;

fn waiting_join(node: NodeId, scope: ScopeId) -> New {
    New {
        node,
        scope,
        part: Part::Token,
        via: None,
        causes: Causes::new(),
        data: Map::new(),
        status: Status::Waiting,
        queued: false,
    }
}
