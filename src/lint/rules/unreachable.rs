//! Every node can be reached from a start.

use crate::bpmn::index::NodeId;
use crate::diagnostic::{Code, codes};
use crate::lint::{Context, Rule};

/// Nodes no token comes to.
pub(super) struct Unreachable;

impl Rule for Unreachable {
    fn codes(&self) -> &'static [Code] {
        &[codes::FLOW_UNREACHABLE]
    }

    fn explanation(&self) -> &'static str {
        "No sequence of flows leads from a start event, a boundary event or an event sub-process to this element, so it \
         never happens. A flow is missing, or the element is left over from an earlier version."
    }

    fn twin(&self) -> Option<&'static str> {
        Some("no-implicit-start")
    }

    fn check(&self, context: &mut Context<'_>) {
        let mut told = vec![false; context.index.nodes.len()];
        let starts = starting_scopes(context);
        // First what nothing leads to, then circles that nothing leads into.
        for with_predecessors in [false, true] {
            for id in context.nodes() {
                let lonely = context.control.predecessors(id).is_empty();
                if lonely != with_predecessors && is_lost(context, id, &told) && starts[context.index.node(id).scope.index()] {
                    let behind = tell_all_behind(context, id, &mut told);
                    report(context, id, behind);
                }
            }
        }
    }
}

fn is_lost(context: &Context<'_>, id: NodeId, told: &[bool]) -> bool {
    !told[id.index()] && !context.control.is_reachable(id)
}

/// Marks a node and the ones after it as told, and counts the latter.
fn tell_all_behind(context: &Context<'_>, id: NodeId, told: &mut [bool]) -> usize {
    let mut open = vec![id];
    let mut count: usize = 0;
    while let Some(id) = open.pop() {
        if is_lost(context, id, told) {
            told[id.index()] = true;
            count += 1;
            open.extend(context.control.successors(id));
        }
    }
    count.saturating_sub(1)
}

/// The scopes in which anything starts; any other is told as a whole.
fn starting_scopes(context: &Context<'_>) -> Vec<bool> {
    let starts = |scope| context.index.scope(scope).nodes().any(|node| context.control.is_entry(node));
    context.scopes().map(starts).collect()
}

fn report(context: &mut Context<'_>, id: NodeId, behind: usize) {
    let rest = match behind {
        0 => String::new(),
        1 => ", nor can the element after it".to_owned(),
        _ => format!(", nor can the {behind} elements after it"),
    };
    let message = format!("{} can never be reached{rest}.", context.node_name(id));
    let finding = context.at_node(codes::FLOW_UNREACHABLE, id, message);
    context.report(finding);
}

#[cfg(test)]
mod tests {
    use super::Unreachable;
    use crate::lint::testing::check;

    #[test]
    fn every_node_is_reached() {
        let start = "<startEvent id='s'/><task id='a'/><sequenceFlow id='f' sourceRef='s' targetRef='a'/>";
        check(&Unreachable, start, &[]);
        check(&Unreachable, &format!("{start}<task id='b' name='Bill'/><endEvent id='e'/><sequenceFlow id='g' sourceRef='b' targetRef='e'/>"), &[
            "warning flow/unreachable b: Task \"Bill\" can never be reached, nor can the element after it.",
        ]);
        check(&Unreachable, &format!("{start}<task id='b'/><task id='c'/><sequenceFlow id='g' sourceRef='b' targetRef='c'/><sequenceFlow id='h' sourceRef='c' targetRef='b'/>"), &[
            "warning flow/unreachable b: Task b can never be reached, nor can the element after it.",
        ]);
    }

    #[test]
    fn some_are_reached_without_a_flow() {
        check(&Unreachable, "<startEvent id='s'/><subProcess id='u' triggeredByEvent='true'/><task id='c' isForCompensation='true'/>
            <adHocSubProcess id='a'><task id='t'/></adHocSubProcess>", &[
            "warning flow/unreachable a: Ad hoc sub-process a can never be reached.",
        ]);
        check(&Unreachable, "<task id='a'/><task id='b'/>", &[]);
    }
}
