//! One pass over the model for the numbers and ids, one over the flows and lanes for what they join.

use std::collections::HashMap;

use smallvec::SmallVec;

use super::{Flow, FlowId, Index, Item, Lane, LaneId, Node, NodeId, Scope, ScopeId};
use crate::bpmn::{
    Activity, ArtifactKind, Collaboration, Content, Event, EventKind, EventPosition, FlowNode, IoSpecification,
    LaneSet, Loop, Model, NodeKind, Property,
};

/// The index of a model.
pub(super) fn build(model: &Model) -> Index<'_> {
    let mut index = Index {
        model,
        scopes: Vec::new(),
        nodes: Vec::new(),
        flows: Vec::new(),
        lanes: Vec::new(),
        duplicates: Vec::new(),
        ids: HashMap::default(),
    };
    roots(&mut index, model);
    processes(&mut index, model);
    for collaboration in &model.collaborations {
        self::collaboration(&mut index, collaboration);
    }
    join_flows(&mut index);
    join_boundaries(&mut index);
    join_lanes(&mut index);
    join_handlers(&mut index);
    index
}

fn add<'m>(index: &mut Index<'m>, id: &'m str, item: Item<'m>) {
    match index.ids.get(id) {
        _ if id.is_empty() => {}
        Some(first) => index.duplicates.push((*first, item)),
        None => {
            index.ids.insert(id, item);
        }
    }
}

fn roots<'m>(index: &mut Index<'m>, model: &'m Model) {
    model.messages.iter().for_each(|message| add(index, &message.base.id, Item::Message(message)));
    model.signals.iter().for_each(|signal| add(index, &signal.base.id, Item::Signal(signal)));
    model.errors.iter().for_each(|error| add(index, &error.base.id, Item::Error(error)));
    model.escalations.iter().for_each(|escalation| add(index, &escalation.base.id, Item::Escalation(escalation)));
    model.item_definitions.iter().for_each(|item| add(index, &item.base.id, Item::ItemDefinition(item)));
    model.data_stores.iter().for_each(|store| add(index, &store.base.id, Item::DataStore(store)));
    model.global_tasks.iter().for_each(|task| add(index, &task.base.id, Item::GlobalTask(task)));
    for property in &model.correlation_properties {
        add(index, &property.base.id, Item::CorrelationProperty(property));
    }
    for definition in &model.event_definitions {
        add(index, &definition.base.id, Item::EventDefinition(definition));
    }
    for interface in &model.interfaces {
        add(index, &interface.base.id, Item::Interface(interface));
        interface.operations.iter().for_each(|operation| add(index, &operation.base.id, Item::Operation(operation)));
    }
}

fn collaboration<'m>(index: &mut Index<'m>, collaboration: &'m Collaboration) {
    add(index, &collaboration.base.id, Item::Collaboration(collaboration));
    for participant in &collaboration.participants {
        add(index, &participant.base.id, Item::Participant(participant));
    }
    collaboration.message_flows.iter().for_each(|flow| add(index, &flow.base.id, Item::MessageFlow(flow)));
    collaboration.correlation_keys.iter().for_each(|key| add(index, &key.base.id, Item::CorrelationKey(key)));
    collaboration.artifacts.iter().for_each(|artifact| add(index, &artifact.base.id, Item::Artifact(artifact)));
}

/// Scopes are taken level by level, which keeps the nodes of each together.
fn processes<'m>(index: &mut Index<'m>, model: &'m Model) {
    for (number, process) in model.processes.iter().enumerate() {
        add(index, &process.base.id, Item::Process(process));
        properties(index, &process.properties);
        io(index, process.io.as_ref());
        push_scope(index, &process.content, number as u32, None);
    }
    let mut next = 0;
    while next < index.scopes.len() {
        scope(index, ScopeId(next as u32));
        next += 1;
    }
}

fn push_scope<'m>(index: &mut Index<'m>, content: &'m Content, process: u32, owner: Option<NodeId>) -> ScopeId {
    let id = ScopeId(index.scopes.len() as u32);
    let parent = owner.map(|owner| index.node(owner).scope);
    index.scopes.push(Scope { content, process, owner, parent, nodes: 0..0, flows: 0..0 });
    id
}

fn scope(index: &mut Index<'_>, id: ScopeId) {
    let content = index.scope(id).content;
    let (first_node, first_flow) = (index.nodes.len() as u32, index.flows.len() as u32);
    content.nodes.iter().for_each(|flow_node| node(index, id, flow_node));
    for flow in &content.flows {
        add(index, &flow.base.id, Item::Flow(FlowId(index.flows.len() as u32)));
        index.flows.push(Flow { flow, scope: id, source: None, target: None });
    }
    let (last_node, last_flow) = (index.nodes.len() as u32, index.flows.len() as u32);
    let numbered = &mut index.scopes[id.index()];
    numbered.nodes = first_node..last_node;
    numbered.flows = first_flow..last_flow;
    beside_the_flow(index, content);
    content.lane_sets.iter().for_each(|set| lane_set(index, id, None, set));
}

fn node<'m>(index: &mut Index<'m>, scope: ScopeId, node: &'m FlowNode) {
    let id = NodeId(index.nodes.len() as u32);
    add(index, &node.base.id, Item::Node(id));
    index.nodes.push(Node {
        node,
        scope,
        inner: None,
        incoming: SmallVec::new(),
        outgoing: SmallVec::new(),
        lane: None,
        host: None,
        boundaries: SmallVec::new(),
        handler: None,
    });
    match &node.kind {
        NodeKind::Activity(activity) => self::activity(index, id, activity),
        NodeKind::Event(event) => self::event(index, event),
        NodeKind::Gateway(_) => {}
    }
}

fn activity<'m>(index: &mut Index<'m>, id: NodeId, activity: &'m Activity) {
    properties(index, &activity.properties);
    io(index, activity.io.as_ref());
    if let Some(Loop::MultiInstance(repetition)) = &activity.repetition {
        for item in repetition.input_item.iter().chain(&repetition.output_item) {
            add(index, &item.id, Item::LoopItem(item));
        }
    }
    if let Some(sub_process) = activity.kind.sub_process() {
        let process = index.scope(index.node(id).scope).process;
        let inner = push_scope(index, &sub_process.content, process, Some(id));
        index.nodes[id.index()].inner = Some(inner);
    }
}

/// An event definition at the root is copied into the events that refer to it: its id is not a second one.
fn event<'m>(index: &mut Index<'m>, event: &'m Event) {
    properties(index, &event.properties);
    event.data_inputs.iter().for_each(|data| add(index, &data.base.id, Item::DataInput(data)));
    event.data_outputs.iter().for_each(|data| add(index, &data.base.id, Item::DataOutput(data)));
    for definition in &event.definitions {
        let copied = match index.get(&definition.base.id) {
            Some(Item::EventDefinition(other)) => other.base.span == definition.base.span,
            _ => false,
        };
        if !copied {
            add(index, &definition.base.id, Item::EventDefinition(definition));
        }
    }
}

fn properties<'m>(index: &mut Index<'m>, properties: &'m [Property]) {
    properties.iter().for_each(|property| add(index, &property.base.id, Item::Property(property)));
}

fn io<'m>(index: &mut Index<'m>, io: Option<&'m IoSpecification>) {
    let Some(io) = io else { return };
    io.inputs.iter().for_each(|data| add(index, &data.base.id, Item::DataInput(data)));
    io.outputs.iter().for_each(|data| add(index, &data.base.id, Item::DataOutput(data)));
}

fn beside_the_flow<'m>(index: &mut Index<'m>, content: &'m Content) {
    content.data_objects.iter().for_each(|object| add(index, &object.base.id, Item::DataObject(object)));
    content.artifacts.iter().for_each(|artifact| add(index, &artifact.base.id, Item::Artifact(artifact)));
    for reference in &content.data_object_references {
        add(index, &reference.base.id, Item::DataObjectReference(reference));
    }
    for reference in &content.data_store_references {
        add(index, &reference.base.id, Item::DataStoreReference(reference));
    }
}

fn lane_set<'m>(index: &mut Index<'m>, scope: ScopeId, parent: Option<LaneId>, set: &'m LaneSet) {
    for lane in &set.lanes {
        let id = LaneId(index.lanes.len() as u32);
        add(index, &lane.base.id, Item::Lane(id));
        index.lanes.push(Lane { lane, scope, parent });
        if let Some(children) = &lane.children {
            lane_set(index, scope, Some(id), children);
        }
    }
}

fn join_flows(index: &mut Index<'_>) {
    for number in 0..index.flows.len() {
        let flow = index.flows[number].flow;
        let (source, target) = (index.resolve(flow.source.as_ref()), index.resolve(flow.target.as_ref()));
        (index.flows[number].source, index.flows[number].target) = (source, target);
        if let Some(source) = source {
            index.nodes[source.index()].outgoing.push(FlowId(number as u32));
        }
        if let Some(target) = target {
            index.nodes[target.index()].incoming.push(FlowId(number as u32));
        }
    }
}

fn join_boundaries(index: &mut Index<'_>) {
    for number in 0..index.nodes.len() {
        let NodeKind::Event(event) = &index.nodes[number].node.kind else { continue };
        let EventPosition::Boundary { attached_to, .. } = &event.position else { continue };
        if let Some(host) = index.resolve(attached_to.as_ref()) {
            index.nodes[number].host = Some(host);
            index.nodes[host.index()].boundaries.push(NodeId(number as u32));
        }
    }
}

/// Inner lanes come after outer ones, so the innermost has the last word.
fn join_lanes(index: &mut Index<'_>) {
    for number in 0..index.lanes.len() {
        let lane = index.lanes[number].lane;
        for reference in &lane.nodes {
            if let Some(node) = index.node_named(&reference.id) {
                index.nodes[node.index()].lane = Some(LaneId(number as u32));
            }
        }
    }
}

/// Associations are drawn either way round.
fn join_handlers(index: &mut Index<'_>) {
    for number in 0..index.scopes.len() {
        let content = index.scopes[number].content;
        for artifact in &content.artifacts {
            let ArtifactKind::Association { source, target } = &artifact.kind else { continue };
            let ends = index.resolve(source.as_ref()).zip(index.resolve(target.as_ref()));
            let Some((source, target)) = ends else { continue };
            let (event, handler) = if compensates(index, target) { (target, source) } else { (source, target) };
            if compensates(index, event) && matches!(index.node(handler).node.kind, NodeKind::Activity(_)) {
                index.nodes[event.index()].handler.get_or_insert(handler);
            }
        }
    }
}

fn compensates(index: &Index<'_>, id: NodeId) -> bool {
    let NodeKind::Event(event) = &index.node(id).node.kind else { return false };
    let boundary = matches!(event.position, EventPosition::Boundary { .. });
    boundary && event.definitions.iter().any(|definition| matches!(definition.kind, EventKind::Compensation { .. }))
}
