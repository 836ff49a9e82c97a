//! Every reference of the model and what it means.

use super::{Wanted, expect};
use crate::bpmn::index::{Item, NodeId};
use crate::bpmn::{
    Activity, ActivityKind, ArtifactKind, Content, DataAssociation, EventDefinition, EventKind, EventPosition, NodeKind,
};
use crate::diagnostic::Severity::{Error, Information, Warning};
use crate::lint::Context;

const NODE: Wanted = Wanted { label: "node", fits: |item| matches!(item, Item::Node(_)), severity: Error };
const ACTIVITY: Wanted = Wanted { label: "activity", ..NODE };
const LANE_NODE: Wanted = Wanted { severity: Warning, ..NODE };
const FLOW: Wanted = Wanted { label: "sequence flow", fits: |item| matches!(item, Item::Flow(_)), severity: Error };
const MESSAGE: Wanted = Wanted { label: "message", fits: |item| matches!(item, Item::Message(_)), severity: Error };
const SIGNAL: Wanted = Wanted { label: "signal", fits: |item| matches!(item, Item::Signal(_)), severity: Error };
const ERROR: Wanted = Wanted { label: "error", fits: |item| matches!(item, Item::Error(_)), severity: Error };
const ESCALATION: Wanted =
    Wanted { label: "escalation", fits: |item| matches!(item, Item::Escalation(_)), severity: Error };
const OPERATION: Wanted =
    Wanted { label: "operation", fits: |item| matches!(item, Item::Operation(_)), severity: Warning };
const DATA_OBJECT: Wanted =
    Wanted { label: "data object", fits: |item| matches!(item, Item::DataObject(_)), severity: Error };
const DATA_STORE: Wanted =
    Wanted { label: "data store", fits: |item| matches!(item, Item::DataStore(_)), severity: Warning };
const DATA: Wanted = Wanted { label: "data", fits: is_data, severity: Warning };
const ANY: Wanted = Wanted { label: "element", fits: |_| true, severity: Information };
const PARTNER: Wanted = Wanted {
    label: "node or participant",
    fits: |item| matches!(item, Item::Node(_) | Item::Participant(_) | Item::Process(_) | Item::Lane(_)),
    severity: Warning,
};
const PROCESS: Wanted = Wanted { label: "process", fits: |item| matches!(item, Item::Process(_)), severity: Warning };
const CORRELATION_PROPERTY: Wanted = Wanted {
    label: "correlation property",
    fits: |item| matches!(item, Item::CorrelationProperty(_)),
    severity: Warning,
};

fn is_data(item: Item<'_>) -> bool {
    matches!(
        item,
        Item::DataObject(_)
            | Item::DataObjectReference(_)
            | Item::DataStoreReference(_)
            | Item::DataStore(_)
            | Item::DataInput(_)
            | Item::DataOutput(_)
            | Item::LoopItem(_)
            | Item::Property(_)
    )
}

/// Looks at every reference of the file.
pub(super) fn all(context: &mut Context<'_>) {
    let index = context.index;
    collaborations(context);
    correlation(context);
    for id in context.flows() {
        let flow = index.flow(id).flow;
        expect(context, Item::Flow(id), "sourceRef", flow.source.as_ref(), NODE);
        expect(context, Item::Flow(id), "targetRef", flow.target.as_ref(), NODE);
    }
    for id in context.nodes() {
        node(context, id);
    }
    for lane in index.ids().filter_map(|(_, item)| if let Item::Lane(lane) = item { Some(lane) } else { None }) {
        let nodes = &index.lane(lane).lane.nodes;
        nodes.iter().for_each(|node| expect(context, Item::Lane(lane), "flowNodeRef", Some(node), LANE_NODE));
    }
    index.scopes.iter().for_each(|scope| beside_the_flow(context, scope.content));
}

fn collaborations(context: &mut Context<'_>) {
    for collaboration in &context.index.model.collaborations {
        for participant in &collaboration.participants {
            let process = participant.process.as_ref();
            if process.is_none_or(|process| context.workspace.callable(&process.id).is_none()) {
                expect(context, Item::Participant(participant), "processRef", process, PROCESS);
            }
        }
        for flow in &collaboration.message_flows {
            let item = Item::MessageFlow(flow);
            expect(context, item, "sourceRef", flow.source.as_ref(), PARTNER);
            expect(context, item, "targetRef", flow.target.as_ref(), PARTNER);
            expect(context, item, "messageRef", flow.message.as_ref(), Wanted { severity: Warning, ..MESSAGE });
        }
        for key in &collaboration.correlation_keys {
            for property in &key.properties {
                let wanted = CORRELATION_PROPERTY;
                expect(context, Item::CorrelationKey(key), "correlationPropertyRef", Some(property), wanted);
            }
        }
    }
}

fn correlation(context: &mut Context<'_>) {
    for property in &context.index.model.correlation_properties {
        for retrieval in &property.retrievals {
            let wanted = Wanted { severity: Warning, ..MESSAGE };
            expect(context, Item::CorrelationProperty(property), "messageRef", retrieval.message.as_ref(), wanted);
        }
    }
}

fn node(context: &mut Context<'_>, id: NodeId) {
    let item = Item::Node(id);
    match &context.index.node(id).node.kind {
        NodeKind::Gateway(gateway) => expect(context, item, "default", gateway.default_flow.as_ref(), FLOW),
        NodeKind::Activity(activity) => self::activity(context, id, activity),
        NodeKind::Event(event) => {
            if let EventPosition::Boundary { attached_to, .. } = &event.position {
                expect(context, item, "attachedToRef", attached_to.as_ref(), ACTIVITY);
            }
            event.definitions.iter().for_each(|definition| event_definition(context, id, definition));
            associations(context, id, &event.inputs, &event.outputs);
        }
    }
}

/// Elements of a run must find what they wait for; in a drawing that is not meant to run a warning will do.
fn running(context: &Context<'_>, id: NodeId, wanted: Wanted) -> Wanted {
    let severity = context.severity(context.index.node(id).scope, wanted.severity);
    Wanted { severity, ..wanted }
}

fn activity(context: &mut Context<'_>, id: NodeId, activity: &Activity) {
    let item = Item::Node(id);
    expect(context, item, "default", activity.default_flow.as_ref(), FLOW);
    match &activity.kind {
        ActivityKind::Send { message, operation } | ActivityKind::Receive { message, operation, .. } => {
            let wanted = running(context, id, MESSAGE);
            expect(context, item, "messageRef", message.as_ref(), wanted);
            expect(context, item, "operationRef", operation.as_ref(), OPERATION);
        }
        ActivityKind::Service { operation, .. } => {
            expect(context, item, "operationRef", operation.as_ref(), OPERATION);
        }
        _ => {}
    }
    associations(context, id, &activity.inputs, &activity.outputs);
}

fn event_definition(context: &mut Context<'_>, id: NodeId, definition: &EventDefinition) {
    let (property, reference, wanted) = match &definition.kind {
        EventKind::Message { message, .. } => ("messageRef", message, MESSAGE),
        EventKind::Signal { signal } => ("signalRef", signal, SIGNAL),
        EventKind::Error { error } => ("errorRef", error, ERROR),
        EventKind::Escalation { escalation } => ("escalationRef", escalation, ESCALATION),
        EventKind::Compensation { activity, .. } => ("activityRef", activity, ACTIVITY),
        _ => return,
    };
    let wanted = running(context, id, wanted);
    expect(context, Item::Node(id), property, reference.as_ref(), wanted);
}

fn associations(context: &mut Context<'_>, id: NodeId, inputs: &[DataAssociation], outputs: &[DataAssociation]) {
    for association in inputs.iter().chain(outputs) {
        for source in &association.sources {
            expect(context, Item::Node(id), "sourceRef", Some(source), DATA);
        }
        expect(context, Item::Node(id), "targetRef", association.target.as_ref(), DATA);
    }
}

fn beside_the_flow(context: &mut Context<'_>, content: &Content) {
    // The items live as long as the index does; looking them up again ties them to it.
    for reference in &content.data_object_references {
        if let Some(item) = context.index.get(&reference.base.id) {
            expect(context, item, "dataObjectRef", reference.object.as_ref(), DATA_OBJECT);
        }
    }
    for reference in &content.data_store_references {
        if let Some(item) = context.index.get(&reference.base.id) {
            expect(context, item, "dataStoreRef", reference.store.as_ref(), DATA_STORE);
        }
    }
    for artifact in &content.artifacts {
        let ArtifactKind::Association { source, target } = &artifact.kind else { continue };
        if let Some(item) = context.index.get(&artifact.base.id) {
            expect(context, item, "sourceRef", source.as_ref(), ANY);
            expect(context, item, "targetRef", target.as_ref(), ANY);
        }
    }
}
