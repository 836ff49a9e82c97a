//! Saving and restoring runs: a versioned envelope around the state and log.
//!
//! The bytes are: the letters `SGNB`, the version as two bytes (little endian), then the body in postcard. The body names
//! elements by their ids, so that a run comes back on the same diagrams wherever these stand in the workspace; that is
//! also how a run is re-bound to an edited diagram. Versions that are not known are refused by number.

mod renumber;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, codes};
use crate::engine::{Event, State};
use crate::graph::{Deployment, FlowId, LevelId, NodeId};
use crate::history::{Keeps, Run};
use crate::value::Text;
use renumber::{Ids, Renumber};

const MAGIC: &[u8; 4] = b"SGNB";

/// The version that is written.
pub const VERSION: u16 = 1;

/// Why bytes were refused.
pub type Refusal = Box<Diagnostic>;

#[derive(Serialize, Deserialize)]
struct Body {
    /// What was started.
    process: Text,
    names: Names,
    base: State,
    log: Vec<Event>,
    keeps: Keeps,
    dropped: usize,
}

/// The elements that numbers in the body stand for.
#[derive(Default, Serialize, Deserialize)]
struct Names {
    /// Process id and element id.
    nodes: Vec<(Text, Text)>,
    /// Process id and flow id.
    flows: Vec<(Text, Text)>,
    /// Process id and, for sub-processes, element id.
    levels: Vec<(Text, Option<Text>)>,
}

/// A run as bytes. `process` is what was started.
pub fn save(run: &Run, process: &Text) -> Result<Vec<u8>, Refusal> {
    let (base, log, keeps, dropped) = run.parts();
    let mut writer = Writer { graph: &run.deployment, names: Names::default(), numbers: Numbers::default() };
    let (mut base, mut log) = (base.clone(), log.to_vec());
    base.renumber(&mut writer);
    log.renumber(&mut writer);
    let body = Body { process: process.clone(), names: writer.names, base, log, keeps, dropped };
    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    postcard::to_extend(&body, bytes).map_err(|error| unreadable(format!("The run cannot be saved: {error}.")))
}

/// A run from bytes, on the diagrams of a deployment; with what was started.
pub fn restore(bytes: &[u8], deployment: Arc<Deployment>) -> Result<(Run, Text), Refusal> {
    let mut body = decode(bytes)?;
    let mut reader = Reader::new(&deployment, &body.names);
    body.base.renumber(&mut reader);
    body.log.renumber(&mut reader);
    body.base.recount_writes();
    if let Some(missing) = reader.missing() {
        let text = format!("The saved run needs what the workspace does not have: {missing}.");
        return Err(Box::new(Diagnostic::new(codes::RUN_OTHER_DIAGRAM, text)));
    }
    Ok((Run::from_parts(deployment, body.base, body.log, body.keeps, body.dropped), body.process))
}

fn decode(bytes: &[u8]) -> Result<Body, Refusal> {
    let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| unreadable("The bytes are no saved run.".to_owned()))?;
    let (version, body) = rest.split_first_chunk().ok_or_else(|| unreadable("The saved run is cut off.".to_owned()))?;
    match u16::from_le_bytes(*version) {
        VERSION => {
            postcard::from_bytes(body).map_err(|error| unreadable(format!("The saved run is damaged: {error}.")))
        }
        other => Err(unreadable(format!("The saved run has version {other}; this engine reads version {VERSION}."))),
    }
}

fn unreadable(message: String) -> Refusal {
    Box::new(Diagnostic::new(codes::RUN_UNREADABLE_SAVE, message))
}

/// Gives every element that occurs a small number, and notes its name.
struct Writer<'g> {
    graph: &'g Deployment,
    names: Names,
    numbers: Numbers,
}

#[derive(Default)]
struct Numbers {
    nodes: std::collections::BTreeMap<NodeId, u32>,
    flows: std::collections::BTreeMap<FlowId, u32>,
    levels: std::collections::BTreeMap<LevelId, u32>,
}

impl Writer<'_> {
    fn process_of(&self, level: LevelId) -> Text {
        let process = self.graph.level(level).process;
        self.graph.level(process).id.clone()
    }
}

impl Ids for Writer<'_> {
    fn node(&mut self, id: NodeId) -> NodeId {
        let node = self.graph.node(id);
        let name = (self.process_of(node.level), node.id.clone());
        let names = &mut self.names.nodes;
        NodeId(*self.numbers.nodes.entry(id).or_insert_with(|| number(names, name)))
    }

    fn flow(&mut self, id: FlowId) -> FlowId {
        let flow = self.graph.flow(id);
        let name = (self.process_of(self.graph.node(flow.source).level), flow.id.clone());
        let names = &mut self.names.flows;
        FlowId(*self.numbers.flows.entry(id).or_insert_with(|| number(names, name)))
    }

    fn level(&mut self, id: LevelId) -> LevelId {
        let level = self.graph.level(id);
        let name = (self.process_of(id), level.parent.map(|node| self.graph.node(node).id.clone()));
        let names = &mut self.names.levels;
        LevelId(*self.numbers.levels.entry(id).or_insert_with(|| number(names, name)))
    }
}

fn number<T>(names: &mut Vec<T>, name: T) -> u32 {
    names.push(name);
    names.len() as u32 - 1
}

/// Finds the elements that numbers stand for.
struct Reader {
    nodes: Vec<Option<NodeId>>,
    flows: Vec<Option<FlowId>>,
    levels: Vec<Option<LevelId>>,
    /// Names of what was not found.
    gone: Vec<Text>,
}

impl Reader {
    fn new(graph: &Deployment, names: &Names) -> Self {
        let mut gone = Vec::new();
        let mut note = |found: bool, name: &Text| {
            if !found {
                gone.push(name.clone());
            }
        };
        let nodes = names.nodes.iter().map(|(process, id)| {
            let found = graph.processes.get(process).and_then(|level| graph.node_in(*level, id));
            note(found.is_some(), id);
            found
        });
        let nodes = nodes.collect();
        let flows = names.flows.iter().map(|(process, id)| {
            let found = graph.flow_in(process, id);
            note(found.is_some(), id);
            found
        });
        let flows = flows.collect();
        let levels = names.levels.iter().map(|(process, element)| {
            let found = level_named(graph, process, element.as_ref());
            note(found.is_some(), element.as_ref().unwrap_or(process));
            found
        });
        Self { nodes, flows, levels: levels.collect(), gone }
    }

    fn missing(&self) -> Option<String> {
        let names: Vec<&str> = self.gone.iter().map(|name| &**name).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }
}

fn level_named(graph: &Deployment, process: &Text, element: Option<&Text>) -> Option<LevelId> {
    let level = graph.processes.get(process).copied()?;
    match element {
        None => Some(level),
        Some(element) => graph.node(graph.node_in(level, element)?).kind.inner_level(),
    }
}

impl Ids for Reader {
    fn node(&mut self, id: NodeId) -> NodeId {
        self.nodes.get(id.index()).copied().flatten().unwrap_or(NodeId(0))
    }

    fn flow(&mut self, id: FlowId) -> FlowId {
        self.flows.get(id.index()).copied().flatten().unwrap_or(FlowId(0))
    }

    fn level(&mut self, id: LevelId) -> LevelId {
        self.levels.get(id.index()).copied().flatten().unwrap_or(LevelId(0))
    }
}
