//! The model as BPMN 2.0.2 names it: what one file says, before anyone asks whether it makes sense.
//!
//! In: an [`crate::xml`] tree. Out: a [`Model`] and diagnostics. The model is complete (every element of the standard is
//! read) and literal (references stay ids, expressions stay text). It knows nothing of execution.

mod activity;
mod collaboration;
mod data;
mod event;
pub mod extension;
mod gateway;
pub mod index;
mod read;

pub use activity::*;
pub use collaboration::*;
pub use data::*;
pub use event::*;
pub use gateway::*;
pub use index::Index;
pub use read::read;

use crate::source::{MappedText, Span, Text};
use extension::Extensions;

/// The namespace of BPMN 2.0 elements.
pub const NAMESPACE: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";

/// One file: `definitions` (BPMN 2.0.2 section 8.1).
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Name of the file in the workspace.
    pub file: Option<Text>,
    /// `definitions/@id`.
    pub id: Option<Text>,
    /// `definitions/@name`.
    pub name: Option<Text>,
    /// `definitions/@targetNamespace`.
    pub target_namespace: Option<Text>,
    /// `definitions/@expressionLanguage`: the language of expressions that name none.
    pub expression_language: Option<Text>,
    /// `definitions/@exporter` and version.
    pub exporter: Option<Text>,
    /// Vocabularies that occur in the file, by namespace.
    pub vocabularies: Vec<extension::Vocabulary>,
    /// Processes in document order.
    pub processes: Vec<Process>,
    /// Collaborations, choreographies and conversations (read as collaborations).
    pub collaborations: Vec<Collaboration>,
    /// Messages.
    pub messages: Vec<Message>,
    /// Signals.
    pub signals: Vec<Signal>,
    /// Errors.
    pub errors: Vec<ErrorDefinition>,
    /// Escalations.
    pub escalations: Vec<Escalation>,
    /// Item definitions.
    pub item_definitions: Vec<ItemDefinition>,
    /// Data stores.
    pub data_stores: Vec<DataStore>,
    /// Correlation properties.
    pub correlation_properties: Vec<CorrelationProperty>,
    /// Interfaces with their operations.
    pub interfaces: Vec<Interface>,
    /// Global tasks, callable like processes (section 10.3.4).
    pub global_tasks: Vec<GlobalTask>,
    /// Event definitions that stand at the root and are referred to by `eventDefinitionRef`.
    pub event_definitions: Vec<EventDefinition>,
    /// Categories with their values.
    pub categories: Vec<Category>,
    /// Direct children of `definitions` by local name, for those that have no list here as well as those that have.
    pub roots: Vec<Text>,
    /// Where shapes stand in the diagram: element id to bounds.
    pub shapes: Vec<Shape>,
    /// Number of `BPMNDiagram` and `BPMNEdge` elements.
    pub diagrams: u32,
    /// Number of edges.
    pub edges: u32,
    /// The elements that edges draw.
    pub edge_elements: Vec<Text>,
    /// Resources: people or groups that roles refer to.
    pub resources: Vec<Resource>,
    /// Documents that are imported: namespace and location.
    pub imports: Vec<(Text, Text)>,
}

/// A shape of the diagram interchange (section 12).
#[derive(Clone, Debug)]
pub struct Shape {
    /// `@bpmnElement`.
    pub element: Text,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// A reference by id as it is written; the local part of a QName.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The id referred to.
    pub id: Text,
    /// Where the reference is written.
    pub span: Span,
}

/// An `expression` or `formalExpression`, or an extension that holds one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// Its text, trimmed.
    pub text: MappedText,
    /// `@language`, where given.
    pub language: Option<Text>,
}

/// What every element has (section 8.2.1).
#[derive(Clone, Debug, Default)]
pub struct Base {
    /// `@id`; a made-up one (`kind@offset`) where it is missing.
    pub id: Text,
    /// `@name`.
    pub name: Option<Text>,
    /// The element's start tag.
    pub span: Span,
    /// The whole element, end tag included.
    pub outer: Span,
    /// Texts of `documentation`.
    pub documentation: Vec<Text>,
    /// What extensions say.
    pub extensions: Extensions,
}

/// A process (section 10.2).
#[derive(Clone, Debug, Default)]
pub struct Process {
    /// Id, name, extensions.
    pub base: Base,
    /// `@isExecutable`, where given.
    pub executable: Option<bool>,
    /// `@isClosed`.
    pub closed: bool,
    /// What it contains.
    pub content: Content,
    /// Data inputs and outputs of the process when it is called.
    pub io: Option<IoSpecification>,
    /// Properties.
    pub properties: Vec<Property>,
    /// Correlation subscriptions.
    pub correlation_subscriptions: Vec<CorrelationSubscription>,
    /// Who is responsible for it.
    pub resources: Vec<ResourceRole>,
}

/// What a process or sub-process contains (`FlowElementsContainer`, section 8.4.9).
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// Activities, events and gateways in document order.
    pub nodes: Vec<FlowNode>,
    /// Sequence flows in document order.
    pub flows: Vec<SequenceFlow>,
    /// Data objects.
    pub data_objects: Vec<DataObject>,
    /// Data object references.
    pub data_object_references: Vec<DataObjectReference>,
    /// Data store references.
    pub data_store_references: Vec<DataStoreReference>,
    /// Lane sets, each with its lanes.
    pub lane_sets: Vec<LaneSet>,
    /// Text annotations, associations and groups.
    pub artifacts: Vec<Artifact>,
}

/// A node of the flow: activity, event or gateway.
#[derive(Clone, Debug)]
pub struct FlowNode {
    /// Id, name, extensions.
    pub base: Base,
    /// What it is.
    pub kind: NodeKind,
}

/// What a flow node is.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// A task, sub-process or call activity.
    Activity(Box<Activity>),
    /// An event.
    Event(Box<Event>),
    /// A gateway.
    Gateway(Gateway),
}

impl FlowNode {
    /// The local name of its element, such as `userTask`.
    pub fn type_name(&self) -> &'static str {
        match &self.kind {
            NodeKind::Activity(activity) => activity.kind.type_name(),
            NodeKind::Event(event) => event.position.type_name(),
            NodeKind::Gateway(gateway) => gateway.kind.type_name(),
        }
    }

    /// What it contains, when it is a sub-process.
    pub fn content(&self) -> Option<&Content> {
        match &self.kind {
            NodeKind::Activity(activity) => activity.kind.sub_process().map(|sub_process| &sub_process.content),
            _ => None,
        }
    }
}

/// A sequence flow (section 8.4.13).
#[derive(Clone, Debug)]
pub struct SequenceFlow {
    /// Id, name.
    pub base: Base,
    /// `@sourceRef`.
    pub source: Option<Reference>,
    /// `@targetRef`.
    pub target: Option<Reference>,
    /// `conditionExpression`.
    pub condition: Option<Expression>,
}

/// A set of lanes (section 10.8).
#[derive(Clone, Debug)]
pub struct LaneSet {
    /// Id, name.
    pub base: Base,
    /// Its lanes.
    pub lanes: Vec<Lane>,
}

/// A lane.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Id, name.
    pub base: Base,
    /// `flowNodeRef`s.
    pub nodes: Vec<Reference>,
    /// `childLaneSet`.
    pub children: Option<LaneSet>,
}

/// What is drawn beside the flow (section 8.4.1).
#[derive(Clone, Debug)]
pub struct Artifact {
    /// Id, name.
    pub base: Base,
    /// Which one.
    pub kind: ArtifactKind,
}

/// Kinds of artifacts.
#[derive(Clone, Debug)]
pub enum ArtifactKind {
    /// A text annotation with its text.
    TextAnnotation(Text),
    /// An association; the ones between a compensation boundary event and its handler have meaning (section 10.7.1).
    Association {
        /// `@sourceRef`.
        source: Option<Reference>,
        /// `@targetRef`.
        target: Option<Reference>,
    },
    /// A group.
    Group {
        /// `@categoryValueRef`.
        category_value: Option<Reference>,
    },
}

/// A category (section 8.4.2).
#[derive(Clone, Debug)]
pub struct Category {
    /// Id, name.
    pub base: Base,
    /// `categoryValue`s: id and value.
    pub values: Vec<(Text, Text)>,
}
