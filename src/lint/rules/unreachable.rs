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
        // First what nothing leads to, then circles that nothing leads into.
        for with_predecessors in [false, true] {
            for id in context.nodes() {
                let lonely = context.control.predecessors(id).is_empty();
                if lonely == with_predecessors || told[id.index()] || context.control.is_reachable(id) || never_starts(context, id) {
                    continue;
                }
                let after = context.control.reached_from(id, &[]);
                let behind = context.nodes().filter(|other| after[other.index()] && !told[other.index()] && *other != id);
                let behind = behind.filter(|other| !context.control.is_reachable(*other)).count();
                told.iter_mut().zip(after).for_each(|(told, after)| *told |= after);
                report(context, id, behind);
            }
        }
    }
}

/// A scope in which nothing at all starts is told as a whole.
fn never_starts(context: &Context<'_>, id: NodeId) -> bool {
    let scope = context.index.node(id).scope;
    !context.index.scope(scope).nodes().any(|node| context.control.is_entry(node))
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
