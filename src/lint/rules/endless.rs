//! Every way comes to an end.

use crate::bpmn::index::{NodeId, ScopeId};
use crate::bpmn::{EventKind, EventPosition, NodeKind};
use crate::diagnostic::{Code, codes};
use crate::lint::control::{is_ad_hoc, starts_itself};
use crate::lint::{Context, Rule};

/// Ways without an end, and ends that are not drawn.
pub(super) struct Endless;

impl Rule for Endless {
    fn codes(&self) -> &'static [Code] {
        &[codes::FLOW_ENDLESS, codes::FLOW_IMPLICIT_END]
    }

    fn explanation(&self) -> &'static str {
        "A token that has entered a circle without a way out never comes to an end, and neither does the process. An element \
         without an outgoing flow ends its token silently; an end event there says so and shows what has been reached."
    }

    fn twin(&self) -> Option<&'static str> {
        Some("no-implicit-end")
    }

    fn check(&self, context: &mut Context<'_>) {
        for scope in context.scopes() {
            endless(context, scope);
        }
        for id in context.nodes() {
            if context.control.is_reachable(id) && ends_silently(context, id) {
                let message = format!("{} has no outgoing sequence flow: its token ends here.", context.node_name(id));
                let finding = context.at_node(codes::FLOW_IMPLICIT_END, id, message);
                context.report(finding);
            }
        }
    }
}

fn endless(context: &mut Context<'_>, scope: ScopeId) {
    if is_interrupted(context, scope) {
        return;
    }
    let ending = ending(context, scope);
    let stuck = |id: &NodeId| context.control.is_reachable(*id) && !ending[id.index()];
    let stuck: Vec<NodeId> = context.index.scope(scope).nodes().filter(stuck).collect();
    let Some(first) = stuck.first() else { return };
    let message = format!(
        "Once a token has come to {}, {} can never end: no way leads out of the circle.",
        context.node_name(*first),
        context.scope_name(scope)
    );
    let finding = context.at_node(codes::FLOW_ENDLESS, *first, message);
    context.report(finding);
}

/// The nodes from which a token can come to a node without a way on.
fn ending(context: &Context<'_>, scope: ScopeId) -> Vec<bool> {
    let mut ending = vec![false; context.index.nodes.len()];
    let is_end = |id: &NodeId| context.control.successors(*id).is_empty();
    let mut open: Vec<NodeId> = context.index.scope(scope).nodes().filter(is_end).collect();
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut ending[id.index()], true) {
            open.extend(context.control.predecessors(id));
        }
    }
    ending
}

/// Whether something ends a scope from outside its flow.
fn is_interrupted(context: &Context<'_>, scope: ScopeId) -> bool {
    let interrupts = |id: NodeId| match &context.index.node(id).node.kind {
        NodeKind::Event(event) => matches!(event.position, EventPosition::Boundary { interrupting: true, .. }),
        NodeKind::Activity(activity) => activity.kind.sub_process().is_some_and(|inner| inner.triggered_by_event),
        NodeKind::Gateway(_) => false,
    };
    let outside = context.index.scope(scope).owner.into_iter().flat_map(|owner| context.index.node(owner).boundaries.clone());
    context.index.scope(scope).nodes().filter(|id| context.index.node(*id).host.is_none()).chain(outside).any(interrupts)
}

fn ends_silently(context: &Context<'_>, id: NodeId) -> bool {
    let node = context.index.node(id);
    if !node.outgoing.is_empty() || is_ad_hoc(context.index, node.scope) {
        return false;
    }
    match &node.node.kind {
        NodeKind::Gateway(_) => false,
        NodeKind::Activity(_) => !starts_itself(context.index, id),
        NodeKind::Event(event) => {
            let moves_on = |kind: &EventKind| matches!(kind, EventKind::Link { .. } | EventKind::Compensation { .. });
            let elsewhere = event.definitions.iter().any(|definition| moves_on(&definition.kind));
            event.position != EventPosition::End && !(elsewhere && event.position != EventPosition::Catch)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Endless;
    use crate::lint::testing::check;

    #[test]
    fn circles_have_a_way_out() {
        let circle = "<startEvent id='s'/><task id='a' name='Ask'/><sequenceFlow id='f' sourceRef='s' targetRef='a'/><sequenceFlow id='g' sourceRef='a' targetRef='a'/>";
        check(&Endless, circle, &[
            "warning flow/endless s: Once a token has come to start event s, process P can never end: no way leads out of the circle.",
        ]);
        check(&Endless, &format!("{circle}<endEvent id='e'/><sequenceFlow id='h' sourceRef='a' targetRef='e'/>"), &[]);
    }

    #[test]
    fn ends_are_drawn() {
        check(&Endless, "<startEvent id='s'/><task id='a'/><sequenceFlow id='f' sourceRef='s' targetRef='a'/>", &[
            "hint flow/implicit-end a: Task a has no outgoing sequence flow: its token ends here.",
        ]);
        check(&Endless, "<subProcess id='u' triggeredByEvent='true'/><adHocSubProcess id='x' isForCompensation='true'><task id='t'/></adHocSubProcess>", &[]);
    }
}
