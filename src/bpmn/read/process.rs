//! Processes and what they contain: nodes, flows, lanes, artifacts.

use super::super::{
    Artifact, ArtifactKind, Content, CorrelationSubscription, FlowNode, Gateway, GatewayKind, Lane, LaneSet, NAMESPACE,
    NodeKind, Process, SequenceFlow,
};
use super::reader::Reader;
use super::{activity, data, event};
use crate::diagnostic::Severity;
use crate::xml::Element;

/// `process`.
pub(super) fn process(reader: &mut Reader<'_>, element: Element<'_>) -> Process {
    let mut process = Process {
        base: reader.named_base(element, Severity::Error),
        executable: reader.optional_flag(element, "isExecutable"),
        closed: reader.flag(element, "isClosed", false),
        ..Process::default()
    };
    for child in element.children_in(NAMESPACE) {
        if flow_element(reader, &mut process.content, child) {
            continue;
        }
        match child.name() {
            "ioSpecification" => process.io = Some(data::io_specification(reader, child)),
            "property" => process.properties.push(data::property(reader, child)),
            "correlationSubscription" => {
                process.correlation_subscriptions.push(correlation_subscription(reader, child));
            }
            name if activity::is_resource_role(name) => process.resources.push(activity::resource_role(reader, child)),
            _ => reader.other(child),
        }
    }
    process
}

/// Reads a child of a process or sub-process when it is a flow element, an artifact or a lane set.
pub(super) fn flow_element(reader: &mut Reader<'_>, content: &mut Content, element: Element<'_>) -> bool {
    match element.name() {
        "sequenceFlow" => content.flows.push(sequence_flow(reader, element)),
        "dataObject" => content.data_objects.push(data::data_object(reader, element)),
        "dataObjectReference" => content.data_object_references.push(data::data_object_reference(reader, element)),
        "dataStoreReference" => content.data_store_references.push(data::data_store_reference(reader, element)),
        "laneSet" => content.lane_sets.push(lane_set(reader, element)),
        "textAnnotation" | "association" | "group" => content.artifacts.extend(artifact(reader, element)),
        _ => match flow_node(reader, element) {
            Some(node) => content.nodes.push(node),
            None => return false,
        },
    }
    true
}

fn flow_node(reader: &mut Reader<'_>, element: Element<'_>) -> Option<FlowNode> {
    let kind = if let Some(position) = event::position(reader, element) {
        NodeKind::Event(Box::new(event::event(reader, element, position)))
    } else if let Some(kind) = gateway_kind(reader, element) {
        NodeKind::Gateway(Gateway { kind, default_flow: reader.reference(element, "default") })
    } else {
        let kind = activity::kind(reader, element)?;
        NodeKind::Activity(Box::new(activity::activity(reader, element, kind)))
    };
    Some(FlowNode { base: reader.named_base(element, Severity::Error), kind })
}

fn gateway_kind(reader: &mut Reader<'_>, element: Element<'_>) -> Option<GatewayKind> {
    Some(match element.name() {
        "exclusiveGateway" => GatewayKind::Exclusive,
        "inclusiveGateway" => GatewayKind::Inclusive,
        "parallelGateway" => GatewayKind::Parallel,
        "complexGateway" => {
            GatewayKind::Complex { activation: reader.child_expression(element, "activationCondition") }
        }
        "eventBasedGateway" => GatewayKind::EventBased {
            instantiate: reader.flag(element, "instantiate", false),
            parallel: element.attribute("eventGatewayType").is_some_and(|kind| kind.value() == "Parallel"),
        },
        _ => return None,
    })
}

fn sequence_flow(reader: &mut Reader<'_>, element: Element<'_>) -> SequenceFlow {
    SequenceFlow {
        base: reader.named_base(element, Severity::Warning),
        source: reader.reference(element, "sourceRef"),
        target: reader.reference(element, "targetRef"),
        condition: reader.child_expression(element, "conditionExpression"),
    }
}

fn lane_set(reader: &mut Reader<'_>, element: Element<'_>) -> LaneSet {
    let base = reader.base(element);
    let lanes = element.children().filter(|child| child.is(NAMESPACE, "lane"));
    let lanes = reader.nested(element, |reader| lanes.map(|child| lane(reader, child)).collect());
    LaneSet { base, lanes }
}

fn lane(reader: &mut Reader<'_>, element: Element<'_>) -> Lane {
    let base = reader.named_base(element, Severity::Warning);
    let nodes = reader.references(element, "flowNodeRef");
    let children = element.child(NAMESPACE, "childLaneSet").map(|child| lane_set(reader, child));
    Lane { base, nodes, children }
}

/// `textAnnotation`, `association` or `group`.
pub(super) fn artifact(reader: &mut Reader<'_>, element: Element<'_>) -> Option<Artifact> {
    let kind = match element.name() {
        "textAnnotation" => {
            let text = element.child(NAMESPACE, "text").map(|text| text.trimmed_text().text);
            ArtifactKind::TextAnnotation(text.unwrap_or_default())
        }
        "association" => ArtifactKind::Association {
            source: reader.reference(element, "sourceRef"),
            target: reader.reference(element, "targetRef"),
        },
        "group" => ArtifactKind::Group { category_value: reader.reference(element, "categoryValueRef") },
        _ => return None,
    };
    Some(Artifact { base: reader.base(element), kind })
}

fn correlation_subscription(reader: &mut Reader<'_>, element: Element<'_>) -> CorrelationSubscription {
    let bindings = element.children().filter(|child| child.is(NAMESPACE, "correlationPropertyBinding"));
    let binding = |child: Element<'_>| {
        let path = child.child(NAMESPACE, "dataPath").map(|path| reader.expression(path));
        Some((reader.reference(child, "correlationPropertyRef")?, path?))
    };
    let bindings = bindings.filter_map(binding).collect();
    let key = reader.reference(element, "correlationKeyRef");
    CorrelationSubscription { base: reader.base(element), key, bindings }
}
