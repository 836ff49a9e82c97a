//! A parallel join waits for a token on each of its flows; some joins wait in vain.
//!
//! Three patterns are told, each certain as long as one token at a time comes to the place before the join: a flow that no
//! token reaches, a flow that only the join itself feeds, and flows of which a decision before the join feeds only some.
//! Nothing is told where another token could still come, so that a finding is worth a look.

use crate::bpmn::index::{FlowId, NodeId};
use crate::bpmn::{EventPosition, GatewayKind, NodeKind};
use crate::diagnostic::{Code, codes};
use crate::lint::{Context, Rule};

/// Parallel joins that can never be complete.
pub(super) struct Deadlock;

impl Rule for Deadlock {
    fn codes(&self) -> &'static [Code] {
        &[codes::FLOW_DEADLOCK]
    }

    fn explanation(&self) -> &'static str {
        "A parallel gateway with several incoming flows goes on when a token has come on each of them. After an exclusive \
         decision only one way has a token, and a loop back to the join has none before the join went on: it waits forever."
    }

    fn check(&self, context: &mut Context<'_>) {
        let mut walks = context.control.walks();
        for id in context.nodes() {
            let node = context.index.node(id);
            let parallel =
                matches!(&node.node.kind, NodeKind::Gateway(gateway) if matches!(gateway.kind, GatewayKind::Parallel));
            if parallel && node.incoming.len() > 1 && context.control.is_reachable(id) {
                join(context, id, &mut walks);
            }
        }
    }
}

fn join(context: &mut Context<'_>, id: NodeId, walks: &mut usize) {
    let incoming: Vec<(FlowId, NodeId)> = {
        let flows = context.index.node(id).incoming.iter();
        flows.filter_map(|flow| Some((*flow, context.index.flow(*flow).source?))).collect()
    };
    let name = context.node_name(id);
    if let Some((flow, source)) = incoming.iter().find(|(_, source)| !context.control.is_reachable(*source)) {
        let (flow, source) = (context.flow_name(*flow), context.node_name(*source));
        report(context, id, format!("{name} waits forever for {flow}: no token ever comes to {source}."));
    } else if let Some((flow, source)) = incoming.iter().find(|(_, source)| context.control.dominates(id, *source)) {
        let (flow, source) = (context.flow_name(*flow), context.node_name(*source));
        report(context, id, format!("{name} waits forever for {flow}: only after {name} itself a token comes to {source}."));
    } else if let Some(decision) = deciding(context, id, &incoming, walks) {
        let decision = context.node_name(decision);
        report(context, id, format!("{name} waits for all of its {} flows, but after {decision} only some of them can get a token.", incoming.len()));
    }
}

fn report(context: &mut Context<'_>, id: NodeId, message: String) {
    let finding = context.at_node(codes::FLOW_DEADLOCK, id, message);
    context.report(finding);
}

/// The last node every token passes before the join, when it sends a token along one of several ways of which one leads
/// to some but none to all flows of the join.
fn deciding(context: &Context<'_>, join: NodeId, incoming: &[(FlowId, NodeId)], walks: &mut usize) -> Option<NodeId> {
    let decision = context.control.dominator(join)?;
    let ways = exclusive_ways(context, decision)?;
    *walks = walks.checked_sub(ways.len())?;
    let fed = |way: &Vec<(FlowId, NodeId)>| -> usize {
        let targets: Vec<NodeId> = way.iter().map(|(_, target)| *target).collect();
        let reached = context.control.reached_from(&targets, |node| node == decision || node == join);
        let direct = |flow: &FlowId| way.iter().any(|(first, _)| first == flow);
        incoming.iter().filter(|(flow, source)| direct(flow) || reached[source.index()]).count()
    };
    let fed: Vec<usize> = ways.iter().map(fed).collect();
    let never_all = fed.iter().all(|count| *count < incoming.len());
    (never_all && fed.iter().any(|count| *count > 0)).then_some(decision)
}

/// The ways of which a node takes exactly one, each with its flows and first nodes; `None` when it may take several.
fn exclusive_ways(context: &Context<'_>, id: NodeId) -> Option<Vec<Vec<(FlowId, NodeId)>>> {
    let node = context.index.node(id);
    let out = |of: NodeId| -> Vec<(FlowId, NodeId)> {
        let flows = context.index.node(of).outgoing.iter();
        flows.filter_map(|flow| Some((*flow, context.index.flow(*flow).target?))).collect()
    };
    match &node.node.kind {
        NodeKind::Gateway(gateway) => match gateway.kind {
            GatewayKind::Exclusive | GatewayKind::EventBased { parallel: false, .. } => {
                Some(out(id).into_iter().map(|way| vec![way]).collect())
            }
            _ => None,
        },
        NodeKind::Activity(_) => {
            let interrupting = |boundary: &NodeId| match &context.index.node(*boundary).node.kind {
                NodeKind::Event(event) => matches!(event.position, EventPosition::Boundary { interrupting: true, .. }),
                _ => false,
            };
            let only = !node.boundaries.is_empty() && node.boundaries.iter().all(interrupting);
            only.then(|| std::iter::once(out(id)).chain(node.boundaries.iter().map(|boundary| out(*boundary))).collect())
        }
        NodeKind::Event(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Deadlock;
    use crate::lint::testing::check;

    /// Nodes as `kind id`, flows as `from>to`, separated by white space and commas.
    fn diagram(nodes: &str, flows: &str) -> String {
        let node = |node: &str| {
            let (kind, id) = node.trim().split_once(' ').unwrap();
            match id.split_once('@') {
                Some((id, host)) => format!("<{kind} id='{id}' attachedToRef='{host}'/>"),
                None => format!("<{kind} id='{id}'/>"),
            }
        };
        let flow = |flow: &str| {
            let (from, to) = flow.split_once('>').unwrap();
            format!("<sequenceFlow id='{from}-{to}' sourceRef='{from}' targetRef='{to}'/>")
        };
        nodes.split(',').map(node).chain(flows.split_whitespace().map(flow)).collect()
    }

    #[test]
    fn a_decision_before_a_parallel_join() {
        let nodes = "startEvent s, exclusiveGateway x, task a, task b, parallelGateway j, endEvent e";
        check(&Deadlock, &diagram(nodes, "s>x x>a x>b a>j b>j j>e"), &[
            "warning flow/deadlock j: Parallel gateway j waits for all of its 2 flows, but after exclusive gateway x only some of them can get a token.",
        ]);
        check(&Deadlock, &diagram(&nodes.replace("exclusive", "parallel"), "s>x x>a x>b a>j b>j j>e"), &[]);
        check(&Deadlock, &diagram(&nodes.replace("exclusive", "inclusive"), "s>x x>a x>b a>j b>j j>e"), &[]);
    }

    #[test]
    fn a_decision_that_a_split_follows_is_fine() {
        let nodes = "startEvent s, exclusiveGateway x, parallelGateway p, task a, task b, parallelGateway j, endEvent e";
        check(&Deadlock, &diagram(nodes, "s>x x>p x>e p>a p>b a>j b>j j>e"), &[]);
    }

    #[test]
    fn a_loop_into_a_join() {
        let nodes = "startEvent s, parallelGateway j, task a, exclusiveGateway x, endEvent e";
        check(&Deadlock, &diagram(nodes, "s>j j>a a>x x>j x>e"), &[
            "warning flow/deadlock j: Parallel gateway j waits forever for sequence flow x-j: only after parallel gateway j itself a token comes to exclusive gateway x.",
        ]);
    }

    #[test]
    fn a_way_that_is_never_taken() {
        let nodes = "startEvent s, parallelGateway j, task a, endEvent e";
        check(&Deadlock, &diagram(nodes, "s>j a>j j>e"), &[
            "warning flow/deadlock j: Parallel gateway j waits forever for sequence flow a-j: no token ever comes to task a.",
        ]);
    }

    #[test]
    fn an_interrupting_boundary_event() {
        let nodes = "startEvent s, task a, boundaryEvent b@a, parallelGateway j, endEvent e";
        check(&Deadlock, &diagram(nodes, "s>a a>j b>j j>e"), &[
            "warning flow/deadlock j: Parallel gateway j waits for all of its 2 flows, but after task a only some of them can get a token.",
        ]);
    }
}
