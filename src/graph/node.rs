//! A flow node: what every element of the flow has, whatever it does.

use std::sync::Arc;

use super::{Code, DataRef, ElementData, FlowId, Form, IoNames, Kind, LaneId, LevelId, NodeId, Repeat};
use crate::source::{Span, Text};

/// A flow node.
#[derive(Debug)]
pub struct Node {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// Local name of its XML element.
    pub type_name: &'static str,
    /// What it does.
    pub kind: Kind,
    /// The level it is part of.
    pub level: LevelId,
    /// Its lane.
    pub lane: Option<LaneId>,
    /// Incoming flows in document order.
    pub incoming: Vec<FlowId>,
    /// How many different nodes the incoming flows come from.
    pub sources: u32,
    /// Outgoing flows in document order.
    pub outgoing: Vec<FlowId>,
    /// Outgoing flows by the height of their targets in the diagram.
    pub outgoing_drawn: Vec<FlowId>,
    /// The flow taken when no condition holds.
    pub default: Option<FlowId>,
    /// Boundary events attached to it.
    pub boundary: Vec<NodeId>,
    /// Runs when it becomes ready.
    pub pre_script: Option<Arc<Code>>,
    /// Runs on completion.
    pub post_script: Option<Arc<Code>>,
    /// Data objects and stores copied in before it runs.
    pub reads: Vec<DataRef>,
    /// Data objects and stores written on completion.
    pub writes: Vec<DataRef>,
    /// Named inputs and outputs, where it declares them.
    pub io: Option<IoNames>,
    /// Associations and data of its own, as they are written.
    pub data: ElementData,
    /// Repetition.
    pub repeat: Option<Box<Repeat>>,
    /// `isForCompensation`.
    pub for_compensation: bool,
    /// The compensation handler its compensation boundary event is associated with.
    pub compensation: Option<NodeId>,
    /// Tokens it takes to start.
    pub start_quantity: u32,
    /// Tokens it makes on completion.
    pub completion_quantity: u32,
    /// What it shows to the person who does it.
    pub form: Option<Box<Form>>,
    /// What its extensions say to hosts.
    pub extensions: Option<Box<HostExtensions>>,
    /// Where its start tag stands.
    pub span: Span,
}

/// What the extensions of an element say to hosts, and not to the engine.
#[derive(Debug, Default)]
pub struct HostExtensions {
    /// `spiffworkflow:allowGuest`.
    pub allow_guest: bool,
    /// `spiffworkflow:signalButtonLabel` of a boundary event.
    pub signal_button: Option<Text>,
    /// `spiffworkflow:processModelToStartOnTaskAvailable`.
    pub process_to_start: Option<Text>,
    /// `camunda:assignee`, `camunda:candidateGroups` ...: name and value.
    pub assignment: Vec<(Text, Text)>,
    /// Qualified names of extensions that are not interpreted.
    pub names: Vec<Text>,
    /// The element template it was made from.
    pub template: Option<Text>,
}

impl Node {
    /// What it is called in sentences: its name on one line, else its id.
    pub fn label(&self) -> String {
        let words: Vec<&str> = self.name.iter().flat_map(|name| name.split_whitespace()).collect();
        if words.is_empty() { self.id.to_string() } else { words.join(" ") }
    }

    /// A node that stands alone and does nothing beside its kind.
    pub(super) fn new(id: Text, type_name: &'static str, kind: Kind, level: LevelId, span: Span) -> Self {
        Self {
            id,
            name: None,
            type_name,
            kind,
            level,
            lane: None,
            incoming: Vec::new(),
            sources: 0,
            outgoing: Vec::new(),
            outgoing_drawn: Vec::new(),
            default: None,
            boundary: Vec::new(),
            pre_script: None,
            post_script: None,
            reads: Vec::new(),
            writes: Vec::new(),
            io: None,
            data: ElementData::default(),
            repeat: None,
            for_compensation: false,
            compensation: None,
            start_quantity: 1,
            completion_quantity: 1,
            form: None,
            extensions: None,
            span,
        }
    }

    /// Outgoing flows in the order they are tried: as drawn, or as in the document.
    pub fn outgoing_in(&self, as_drawn: bool) -> &[FlowId] {
        if as_drawn { &self.outgoing_drawn } else { &self.outgoing }
    }
}
