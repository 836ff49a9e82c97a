//! What is in the process is drawn, and what is drawn is in the process (BPMN 2.0.2 chapter 12).

use std::collections::HashSet;

use foldhash::fast::FixedState;

use crate::bpmn::index::Item;
use crate::diagnostic::{Code, codes};
use crate::lint::{Context, Rule};
use crate::table::sort_by;

/// Elements without a drawing and drawings of nothing.
pub(super) struct Drawn;

impl Rule for Drawn {
    fn codes(&self) -> &'static [Code] {
        &[codes::DIAGRAM_NOT_DRAWN, codes::DIAGRAM_UNKNOWN_ELEMENT]
    }

    fn explanation(&self) -> &'static str {
        "A BPMN file holds the process and, beside it, where its elements are drawn. An element without a shape runs but \
         cannot be seen; a shape of an element that does not exist shows nothing. Files without any diagram are left alone."
    }

    fn twin(&self) -> Option<&'static str> {
        Some("no-bpmndi")
    }

    fn check(&self, context: &mut Context<'_>) {
        let model = context.index.model;
        if model.shapes.is_empty() {
            return;
        }
        let shapes = model.shapes.iter().map(|shape| &*shape.element);
        let drawn: HashSet<&str, FixedState> = shapes.chain(model.edge_elements.iter().map(|edge| &**edge)).collect();
        let nodes = context.nodes().map(Item::Node);
        for item in nodes.chain(context.flows().map(Item::Flow)) {
            let base = item.base(context.index);
            if !drawn.contains(&*base.id) {
                let finding = context.at(codes::DIAGRAM_NOT_DRAWN, base, format!("{} is not drawn.", context.name(item)));
                context.report(finding);
            }
        }
        let unknown = |id: &&str| !id.is_empty() && context.index.get(id).is_none();
        let mut unknown: Vec<&str> = model.shapes.iter().map(|shape| &*shape.element).filter(unknown).collect();
        sort_by(&mut unknown, Ord::cmp);
        unknown.dedup();
        for id in unknown {
            let message = format!("The diagram draws {id}, which does not exist.");
            context.report(crate::diagnostic::Diagnostic::new(codes::DIAGRAM_UNKNOWN_ELEMENT, message).at(id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Drawn;
    use crate::lint::testing::check;

    #[test]
    fn elements_and_shapes_belong_together() {
        check(&Drawn, "<task id='t'/>", &[]);
        let diagram = "<process id='P'><task id='t'/><task id='u' name='Ship'/></process><di:BPMNDiagram><di:BPMNPlane>
            <di:BPMNShape bpmnElement='t'/><di:BPMNShape bpmnElement='ghost'/></di:BPMNPlane></di:BPMNDiagram>";
        check(&Drawn, diagram, &[
            "hint diagram/not-drawn u: Task \"Ship\" is not drawn.",
            "hint diagram/unknown-element ghost: The diagram draws ghost, which does not exist.",
        ]);
    }
}
