//! Saving and restoring runs: a versioned envelope around the state and log.
//!
//! The bytes are: the letters `SGNB`, the version as two bytes (little endian), then the body in postcard. The body names
//! elements by their ids, so that a run comes back on the same diagrams wherever these stand in the workspace. A run that
//! went over to edited diagrams has a segment for each version of them; earlier versions come with their texts, because
//! nobody else has them any more. Versions that are not known are refused by number; bodies of earlier versions are
//! brought to the present one ([`migrate`]).

mod first_layout;
mod migrate;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, codes};
use crate::engine::{Event, Ids, Renumber, State};
use crate::graph::{Counterparts, Deployment, FlowId, LevelId, NodeId};
use crate::history::{Keeps, Run, Saved};
use crate::table::Table;
use crate::value::Text;

const MAGIC: &[u8; 4] = b"SGNB";

/// Reads the body of a version.
type Reading = fn(&[u8]) -> postcard::Result<Body>;

/// What reads each version, from 1; the last is the one that is written.
const READERS: [Reading; 2] = [migrate::version_1, version_2];

/// The version that is written.
pub const VERSION: u16 = READERS.len() as u16;

/// Why bytes were refused.
pub type Refusal = Box<Diagnostic>;

/// Files by name, with their texts.
pub type Files = Vec<(Text, Text)>;

#[derive(Serialize, Deserialize)]
struct Body {
    /// What was started.
    process: Text,
    /// What happened on each version of the diagrams, the present one last.
    segments: Vec<Segment>,
    keeps: Keeps,
    dropped: usize,
}

fn version_2(bytes: &[u8]) -> postcard::Result<Body> {
    first_layout::read(&mut postcard::Deserializer::from_bytes(bytes), false)
}

/// What happened on one version of the diagrams.
#[derive(Serialize, Deserialize)]
struct Segment {
    names: Names,
    /// The version's files; none when it is the workspace's own.
    files: Files,
    base: State,
    log: Vec<Event>,
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

/// A run as bytes. `process` is what was started; `is_current` tells that the run stands on the files of its workspace,
/// which then need not be saved with it.
pub fn save(run: &Run, process: &Text, is_current: bool) -> Result<Vec<u8>, Refusal> {
    let (keeps, dropped) = (run.keeps(), run.dropped());
    let mut segments: Vec<Segment> = run.segments().map(|(graph, base, log)| segment(graph, base, log)).collect();
    if let Some(last) = segments.last_mut().filter(|_| is_current) {
        last.files.clear();
    }
    let body = Body { process: process.clone(), segments, keeps, dropped };
    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    postcard::to_extend(&body, bytes).map_err(|error| unreadable(format!("The run cannot be saved: {error}.")))
}

fn segment(graph: &Deployment, base: &State, log: &[Event]) -> Segment {
    let mut writer = Writer { graph, names: Names::default(), numbers: Numbers::default() };
    let (mut base, mut log) = (base.clone(), log.to_vec());
    base.renumber(&mut writer);
    log.renumber(&mut writer);
    Segment { names: writer.names, files: graph.files.clone(), base, log }
}

/// An event as it is saved: equal events have equal bytes.
pub fn event_bytes(event: &Event) -> Vec<u8> {
    postcard::to_extend(event, Vec::new()).unwrap_or_default()
}

/// A run from bytes, on the diagrams of a workspace; with what was started. `compile` makes diagrams of the files a run
/// brings along, or those of the workspace again where it brings none.
pub fn restore(
    bytes: &[u8],
    workspace: &Arc<Deployment>,
    compile: &mut dyn FnMut(Files) -> Deployment,
) -> Result<(Run, Text), Refusal> {
    let body = decode(bytes)?;
    let mut segments: Vec<Saved> = Vec::new();
    for segment in body.segments {
        let before = segments.last().map(|(deployment, ..)| deployment);
        let deployment = version(segment.files, before, workspace, compile);
        let (base, log) = read(&deployment, &segment.names, segment.base, segment.log)?;
        segments.push((deployment, base, log));
    }
    let run = Run::from_segments(segments, body.keeps, body.dropped);
    let run = run.ok_or_else(|| unreadable("The saved run is empty.".to_owned()))?;
    Ok((run, body.process))
}

/// The diagrams of a segment, with a place for every element of the version before.
fn version(
    files: Files,
    before: Option<&Arc<Deployment>>,
    workspace: &Arc<Deployment>,
    compile: &mut dyn FnMut(Files) -> Deployment,
) -> Arc<Deployment> {
    let found = if files.is_empty() { workspace.clone() } else { Arc::new(compile(files.clone())) };
    let Some(before) = before else { return found };
    let mut counterparts = Counterparts::new(before, &found);
    if counterparts.are_complete() {
        return found;
    }
    let mut own = Arc::try_unwrap(found).unwrap_or_else(|_| compile(files));
    counterparts.complete(before, &mut own);
    Arc::new(own)
}

fn read(
    graph: &Deployment,
    names: &Names,
    mut base: State,
    mut log: Vec<Event>,
) -> Result<(State, Vec<Event>), Refusal> {
    let mut reader = Reader::new(graph, names);
    base.renumber(&mut reader);
    log.renumber(&mut reader);
    base.recount_writes();
    match reader.missing() {
        Some(missing) => {
            let text = format!("The saved run needs what the workspace does not have: {missing}.");
            Err(Box::new(Diagnostic::new(codes::RUN_OTHER_DIAGRAM, text)))
        }
        None => Ok((base, log)),
    }
}

fn decode(bytes: &[u8]) -> Result<Body, Refusal> {
    let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| unreadable("The bytes are no saved run.".to_owned()))?;
    let (version, body) = rest.split_first_chunk().ok_or_else(|| unreadable("The saved run is cut off.".to_owned()))?;
    let version = u16::from_le_bytes(*version);
    let Some(read) = usize::from(version).checked_sub(1).and_then(|at| READERS.get(at)) else {
        let text = format!("The saved run has version {version}; this engine reads versions 1 to {VERSION}.");
        return Err(unreadable(text));
    };
    read(body).map_err(|error| unreadable(format!("The saved run is damaged: {error}.")))
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
    nodes: Table<NodeId, u32>,
    flows: Table<FlowId, u32>,
    levels: Table<LevelId, u32>,
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
        NodeId(*self.numbers.nodes.get_or_insert_with(id, || number(names, name)))
    }

    fn flow(&mut self, id: FlowId) -> FlowId {
        let flow = self.graph.flow(id);
        let name = (self.process_of(self.graph.node(flow.source).level), flow.id.clone());
        let names = &mut self.names.flows;
        FlowId(*self.numbers.flows.get_or_insert_with(id, || number(names, name)))
    }

    fn level(&mut self, id: LevelId) -> LevelId {
        let level = self.graph.level(id);
        let name = (self.process_of(id), level.parent.map(|node| self.graph.node(node).id.clone()));
        let names = &mut self.names.levels;
        LevelId(*self.numbers.levels.get_or_insert_with(id, || number(names, name)))
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
