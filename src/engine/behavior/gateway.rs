//! Which flows a token leaves by (BPMN 2.0.2 sections 13.4 and 8.4.13).

use crate::diagnostic::codes;
use crate::engine::context::{Attempt, Context, incident};
use crate::engine::state::{Incident, IncidentKind, InstanceId};
use crate::engine::token::Flows;
use crate::graph::{FlowId, Kind, Node};

impl Context<'_> {
    /// An exclusive gateway takes the first flow whose condition holds, else the default.
    pub(crate) fn leave_exclusively(&mut self, id: InstanceId, node: &Node) -> Attempt<()> {
        let drawn = self.semantics().flows_as_drawn;
        for flow in node.outgoing_in(drawn).iter().filter(|flow| Some(**flow) != node.default) {
            if self.holds(id, *flow)? {
                self.complete(id, &[*flow]);
                return Ok(());
            }
        }
        match node.default {
            Some(flow) => self.complete(id, &[flow]),
            None if node.outgoing.is_empty() => self.complete(id, &[]),
            None => return Err(no_way_out(node)),
        }
        Ok(())
    }

    /// An inclusive gateway takes every flow whose condition holds, the default when none does.
    pub(crate) fn leave_inclusively(&mut self, id: InstanceId, node: &Node) -> Attempt<()> {
        let drawn = self.semantics().flows_as_drawn;
        let mut taken = Flows::new();
        for flow in node.outgoing_in(drawn).iter().filter(|flow| Some(**flow) != node.default) {
            if self.holds(id, *flow)? {
                taken.push(*flow);
            }
        }
        if taken.is_empty() {
            taken.extend(node.default);
        }
        if taken.is_empty() && !node.outgoing.is_empty() {
            return Err(no_way_out(node));
        }
        self.complete(id, &taken);
        Ok(())
    }

    /// After an activity or event: all flows without condition, those whose condition holds, and the default when no
    /// condition does.
    pub(crate) fn choose_after(&mut self, id: InstanceId, node: &Node) -> Attempt<Flows> {
        let drawn = self.semantics().flows_as_drawn;
        let outgoing = node.outgoing_in(drawn);
        if !self.semantics().conditions_after_activities {
            return Ok(Flows::from_slice(outgoing));
        }
        let (mut taken, mut conditions, mut held) = (Flows::new(), false, false);
        for flow in outgoing.iter().copied().filter(|flow| Some(*flow) != node.default) {
            let conditional = self.graph.flow(flow).condition.is_some();
            conditions |= conditional;
            if self.holds(id, flow)? {
                held |= conditional;
                taken.push(flow);
            }
        }
        if !held && (conditions || taken.is_empty()) {
            taken.extend(node.default);
        }
        let stuck = taken.is_empty() && !outgoing.is_empty() && !matches!(node.kind, Kind::End(_));
        if stuck { Err(no_way_out(node)) } else { Ok(taken) }
    }

    /// Whether a flow's condition holds; one without condition always does.
    fn holds(&mut self, id: InstanceId, flow: FlowId) -> Attempt<bool> {
        let Some(condition) = &self.graph.flow(flow).condition else { return Ok(true) };
        let data = self.data(id);
        Ok(self.value_of(id, condition, &data)?.is_truthy())
    }
}

fn no_way_out(node: &Node) -> Box<Incident> {
    let name = node.name.as_ref().unwrap_or(&node.id);
    let text = format!("No condition of the flows out of \"{name}\" holds, and it has no default flow.");
    incident(IncidentKind::Condition, codes::RUN_NO_FLOW, text)
}
