//! Diagram interchange: where things are drawn (BPMN 2.0.2 chapter 12).

use super::super::{Model, Shape};
use crate::xml::Element;

/// The namespace of `BPMNDiagram`, `BPMNShape` and `BPMNEdge`.
pub(super) const NAMESPACE: &str = "http://www.omg.org/spec/BPMN/20100524/DI";

const BOUNDS: &str = "http://www.omg.org/spec/DD/20100524/DC";

/// Reads a `BPMNDiagram`. Shapes that draw nothing are kept with an empty element, so that they can be counted.
pub(super) fn read(model: &mut Model, diagram: Element<'_>) {
    model.diagrams += 1;
    for element in diagram.descendants() {
        if element.namespace() != NAMESPACE {
            continue;
        }
        match element.name() {
            "BPMNShape" => model.shapes.push(shape(element)),
            "BPMNEdge" => {
                model.edges += 1;
                model.edge_elements.extend(drawn(element));
            }
            _ => {}
        }
    }
}

fn shape(element: Element<'_>) -> Shape {
    let bounds = element.child(BOUNDS, "Bounds");
    let number = |name| {
        let value = bounds.and_then(|bounds| bounds.attribute(name));
        value
            .and_then(|value| value.value().trim().parse().ok())
            .filter(|number: &f64| number.is_finite())
            .unwrap_or(0.0)
    };
    let [x, y, width, height] = ["x", "y", "width", "height"].map(number);
    Shape { element: drawn(element).unwrap_or_default(), x, y, width, height }
}

/// The local part of `@bpmnElement`.
fn drawn(element: Element<'_>) -> Option<crate::source::Text> {
    let value = element.attribute("bpmnElement")?.value();
    Some(value.rsplit_once(':').map_or(value.as_ref(), |(_, local)| local).trim().into())
}
