//! What an id can name.

use super::{FlowId, Index, LaneId, NodeId};
use crate::bpmn::{
    Artifact, Base, Collaboration, CorrelationKey, CorrelationProperty, DataInput, DataObject, DataObjectReference,
    DataStore, DataStoreReference, ErrorDefinition, Escalation, EventDefinition, GlobalTask, Interface, ItemDefinition,
    Message, MessageFlow, Operation, Participant, Process, Property, Signal,
};

/// An element that has an id.
#[derive(Clone, Copy, Debug)]
pub enum Item<'m> {
    /// A process.
    Process(&'m Process),
    /// A flow node.
    Node(NodeId),
    /// A sequence flow.
    Flow(FlowId),
    /// A lane.
    Lane(LaneId),
    /// A data object.
    DataObject(&'m DataObject),
    /// A data object reference.
    DataObjectReference(&'m DataObjectReference),
    /// A data store reference.
    DataStoreReference(&'m DataStoreReference),
    /// A data store.
    DataStore(&'m DataStore),
    /// A data input of a process, activity or event.
    DataInput(&'m DataInput),
    /// A data output of a process, activity or event.
    DataOutput(&'m DataInput),
    /// The input or output item of a multi-instance activity.
    LoopItem(&'m Base),
    /// A property.
    Property(&'m Property),
    /// A text annotation, association or group.
    Artifact(&'m Artifact),
    /// A collaboration.
    Collaboration(&'m Collaboration),
    /// A participant.
    Participant(&'m Participant),
    /// A message flow.
    MessageFlow(&'m MessageFlow),
    /// A correlation key.
    CorrelationKey(&'m CorrelationKey),
    /// A correlation property.
    CorrelationProperty(&'m CorrelationProperty),
    /// A message.
    Message(&'m Message),
    /// A signal.
    Signal(&'m Signal),
    /// An error.
    Error(&'m ErrorDefinition),
    /// An escalation.
    Escalation(&'m Escalation),
    /// An item definition.
    ItemDefinition(&'m ItemDefinition),
    /// An interface.
    Interface(&'m Interface),
    /// An operation.
    Operation(&'m Operation),
    /// A global task.
    GlobalTask(&'m GlobalTask),
    /// An event definition, inside an event or at the root.
    EventDefinition(&'m EventDefinition),
}

impl<'m> Item<'m> {
    /// Id, name and place of the element.
    pub fn base(self, index: &Index<'m>) -> &'m Base {
        match self {
            Self::Process(process) => &process.base,
            Self::Node(id) => &index.node(id).node.base,
            Self::Flow(id) => &index.flow(id).flow.base,
            Self::Lane(id) => &index.lane(id).lane.base,
            Self::DataObject(object) => &object.base,
            Self::DataObjectReference(reference) => &reference.base,
            Self::DataStoreReference(reference) => &reference.base,
            Self::DataStore(store) => &store.base,
            Self::DataInput(data) | Self::DataOutput(data) => &data.base,
            Self::LoopItem(base) => base,
            Self::Property(property) => &property.base,
            Self::Artifact(artifact) => &artifact.base,
            Self::Collaboration(collaboration) => &collaboration.base,
            Self::Participant(participant) => &participant.base,
            Self::MessageFlow(flow) => &flow.base,
            Self::CorrelationKey(key) => &key.base,
            Self::CorrelationProperty(property) => &property.base,
            Self::Message(message) => &message.base,
            Self::Signal(signal) => &signal.base,
            Self::Error(error) => &error.base,
            Self::Escalation(escalation) => &escalation.base,
            Self::ItemDefinition(item) => &item.base,
            Self::Interface(interface) => &interface.base,
            Self::Operation(operation) => &operation.base,
            Self::GlobalTask(task) => &task.base,
            Self::EventDefinition(definition) => &definition.base,
        }
    }

    /// What a person calls it, such as `user task` or `message`.
    pub fn kind(self, index: &Index<'m>) -> &'static str {
        match self {
            Self::Process(_) => "process",
            Self::Node(id) => index.node(id).node.type_name(),
            Self::Flow(_) => "sequence flow",
            Self::Lane(_) => "lane",
            Self::DataObject(_) => "data object",
            Self::DataObjectReference(_) => "data object reference",
            Self::DataStoreReference(_) => "data store reference",
            Self::DataStore(_) => "data store",
            Self::DataInput(_) => "data input",
            Self::DataOutput(_) => "data output",
            Self::LoopItem(_) => "loop item",
            Self::Property(_) => "property",
            Self::Artifact(_) => "artifact",
            Self::Collaboration(_) => "collaboration",
            Self::Participant(_) => "participant",
            Self::MessageFlow(_) => "message flow",
            Self::CorrelationKey(_) => "correlation key",
            Self::CorrelationProperty(_) => "correlation property",
            Self::Message(_) => "message",
            Self::Signal(_) => "signal",
            Self::Error(_) => "error",
            Self::Escalation(_) => "escalation",
            Self::ItemDefinition(_) => "item definition",
            Self::Interface(_) => "interface",
            Self::Operation(_) => "operation",
            Self::GlobalTask(_) => "global task",
            Self::EventDefinition(_) => "event definition",
        }
    }
}
