//! Which element of one version of the diagrams is which of another version.
//!
//! Elements are the same when their id, their level and their nature are: a task that became a gateway is another
//! element. What a run remembers of elements that are gone needs a number too; these get a place behind the others,
//! known by id and name alone, where no token can come.

use indexmap::IndexMap;

use super::{Deployment, Flow, FlowId, Kind, Level, LevelId, Node, NodeId, Repeat, Trigger};
use crate::source::Text;

/// In what an element of the same id is another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// It does something else.
    Kind,
    /// It is repeated in another way.
    Repetition,
    /// A boundary event is attached to another activity.
    Host,
}

/// The first number of a node, flow and level that is gone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gone {
    nodes: usize,
    flows: usize,
    levels: usize,
}

/// For every element of one version, the one of another.
#[derive(Clone, Debug)]
pub struct Counterparts {
    nodes: Vec<Option<NodeId>>,
    flows: Vec<Option<FlowId>>,
    levels: Vec<Option<LevelId>>,
}

impl Deployment {
    /// Whether only an earlier version of the diagrams has this node.
    pub fn is_gone(&self, node: NodeId) -> bool {
        self.gone.is_some_and(|gone| node.index() >= gone.nodes)
    }

    /// Whether only an earlier version of the diagrams has this level.
    pub fn is_level_gone(&self, level: LevelId) -> bool {
        self.gone.is_some_and(|gone| level.index() >= gone.levels)
    }

    /// Whether only an earlier version of the diagrams has this flow.
    pub fn is_flow_gone(&self, flow: FlowId) -> bool {
        self.gone.is_some_and(|gone| flow.index() >= gone.flows)
    }

    /// In what a node of this version is not the one of the same id in `old`.
    pub fn nature_change(&self, old: &Deployment, before: NodeId, after: NodeId) -> Option<Nature> {
        nature(old, before, self, after)
    }

    fn first_gone(&self) -> Gone {
        let Self { nodes, flows, levels, .. } = self;
        self.gone.unwrap_or(Gone { nodes: nodes.len(), flows: flows.len(), levels: levels.len() })
    }
}

impl Counterparts {
    /// Looks for the elements of `old` in `new`, among those that are gone there too.
    pub fn new(old: &Deployment, new: &Deployment) -> Self {
        let none = Self {
            nodes: vec![None; old.nodes.len()],
            flows: vec![None; old.flows.len()],
            levels: vec![None; old.levels.len()],
        };
        let mut search = Search { old, new, found: none };
        for index in 0..old.levels.len() {
            search.level(LevelId(index as u32));
        }
        for index in 0..old.nodes.len() {
            search.node(NodeId(index as u32));
        }
        search.flows();
        search.found
    }

    /// The counterpart of a node.
    pub fn node(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.get(id.index()).copied().flatten()
    }

    /// The counterpart of a flow.
    pub fn flow(&self, id: FlowId) -> Option<FlowId> {
        self.flows.get(id.index()).copied().flatten()
    }

    /// The counterpart of a level.
    pub fn level(&self, id: LevelId) -> Option<LevelId> {
        self.levels.get(id.index()).copied().flatten()
    }

    /// Whether everything has a counterpart.
    pub fn are_complete(&self) -> bool {
        let Self { nodes, flows, levels } = self;
        nodes.iter().all(Option::is_some) && flows.iter().all(Option::is_some) && levels.iter().all(Option::is_some)
    }

    /// Whether every number stays as it is.
    pub fn are_identical(&self) -> bool {
        let same = |index: usize, number: Option<u32>| number == Some(index as u32);
        self.nodes.iter().enumerate().all(|(index, id)| same(index, id.map(|id| id.0)))
            && self.flows.iter().enumerate().all(|(index, id)| same(index, id.map(|id| id.0)))
            && self.levels.iter().enumerate().all(|(index, id)| same(index, id.map(|id| id.0)))
    }

    /// Gives what has no counterpart a place in `new`, among the elements that are gone.
    pub fn complete(&mut self, old: &Deployment, new: &mut Deployment) {
        new.gone = Some(new.first_gone());
        for index in 0..old.levels.len() {
            self.complete_level(old, new, LevelId(index as u32));
        }
        for index in 0..old.nodes.len() {
            self.complete_node(old, new, NodeId(index as u32));
        }
        for (index, flow) in old.flows.iter().enumerate() {
            if self.flows[index].is_none() {
                let (source, target) =
                    (self.complete_node(old, new, flow.source), self.complete_node(old, new, flow.target));
                self.flows[index] = Some(FlowId(new.flows.len() as u32));
                let (id, name) = (flow.id.clone(), flow.name.clone());
                new.flows.push(Flow { id, name, source, target, condition: None });
            }
        }
    }

    /// The recursion is as deep as sub-processes are nested.
    fn complete_level(&mut self, old: &Deployment, new: &mut Deployment, id: LevelId) -> LevelId {
        if let Some(known) = self.level(id) {
            return known;
        }
        let level = old.level(id);
        let parent = level.parent.map(|parent| self.complete_node(old, new, parent));
        let process = (level.process != id).then(|| self.complete_level(old, new, level.process));
        let number = LevelId(new.levels.len() as u32);
        new.levels.push(Level {
            id: level.id.clone(),
            name: level.name.clone(),
            file: level.file.clone(),
            parent,
            process: process.unwrap_or(number),
            nodes: Vec::new(),
            starts: Vec::new(),
            event_sub_processes: Vec::new(),
            data_objects: Vec::new(),
            properties: Vec::new(),
            io: None,
            reach: IndexMap::new(),
            executable: None,
        });
        self.levels[id.index()] = Some(number);
        number
    }

    fn complete_node(&mut self, old: &Deployment, new: &mut Deployment, id: NodeId) -> NodeId {
        if let Some(known) = self.node(id) {
            return known;
        }
        let level = self.complete_level(old, new, old.node(id).level);
        if let Some(known) = self.node(id) {
            return known; // The level's own node.
        }
        let number = NodeId(new.nodes.len() as u32);
        new.nodes.push(remembered(old.node(id), level));
        self.nodes[id.index()] = Some(number);
        number
    }
}

/// What is remembered of an element that is gone.
fn remembered(node: &Node, level: LevelId) -> Node {
    let kind = match node.kind {
        Kind::Human { .. } => Kind::Human { variable: None },
        _ => Kind::End(Vec::new()),
    };
    let plain = Repeat::Loop { test_before: false, maximum: None, condition: None, scripts_on_instances: false };
    Node {
        name: node.name.clone(),
        repeat: node.repeat.as_ref().map(|_| Box::new(plain)),
        for_compensation: node.for_compensation,
        ..Node::new(node.id.clone(), node.type_name, kind, level, node.span)
    }
}

struct Search<'d> {
    old: &'d Deployment,
    new: &'d Deployment,
    found: Counterparts,
}

impl Search<'_> {
    fn level(&mut self, id: LevelId) -> Option<LevelId> {
        if let Some(known) = self.found.level(id) {
            return Some(known);
        }
        let (new, level) = (self.new, self.old.level(id));
        let parent = match level.parent {
            Some(parent) => Some(self.node(parent)?),
            None => None,
        };
        let present = match parent {
            Some(parent) => new.node(parent).kind.inner_level(),
            None => new.processes.get(&level.id).copied(),
        };
        let gone = || {
            let mut gone = new.levels.iter().enumerate().skip(new.first_gone().levels);
            let same = |known: &Level| known.parent == parent && known.id == level.id;
            gone.find(|(_, known)| same(known)).map(|(index, _)| LevelId(index as u32))
        };
        let found = if self.old.is_level_gone(id) { gone() } else { present.or_else(gone) };
        self.found.levels[id.index()] = found;
        found
    }

    fn node(&mut self, id: NodeId) -> Option<NodeId> {
        if let Some(known) = self.found.node(id) {
            return Some(known);
        }
        let (old, new, node) = (self.old, self.new, self.old.node(id));
        let level = self.level(node.level)?;
        let mut named = new.nodes_named(&node.id).iter().copied();
        let present = named.find(|known| new.node(*known).level == level && nature(old, id, new, *known).is_none());
        let gone = || {
            let mut gone = new.nodes.iter().enumerate().skip(new.first_gone().nodes);
            let same = |known: &Node| known.level == level && known.id == node.id && known.type_name == node.type_name;
            gone.find(|(_, known)| same(known)).map(|(index, _)| NodeId(index as u32))
        };
        let found = if old.is_gone(id) { gone() } else { present.or_else(gone) };
        self.found.nodes[id.index()] = found;
        found
    }

    fn flows(&mut self) {
        let mut present: IndexMap<(LevelId, &Text), FlowId> = IndexMap::new();
        for (index, flow) in self.new.flows.iter().enumerate() {
            let level = self.new.node(flow.source).level;
            present.entry((level, &flow.id)).or_insert(FlowId(index as u32));
        }
        for (index, flow) in self.old.flows.iter().enumerate() {
            let level = self.found.level(self.old.node(flow.source).level);
            self.found.flows[index] = level.and_then(|level| present.get(&(level, &flow.id)).copied());
        }
    }
}

/// In what two elements of the same id are not the same.
fn nature(old: &Deployment, left: NodeId, new: &Deployment, right: NodeId) -> Option<Nature> {
    let (left, right) = (old.node(left), new.node(right));
    if !same_kind(&left.kind, &right.kind) {
        return Some(Nature::Kind);
    }
    if repetition(left.repeat.as_deref()) != repetition(right.repeat.as_deref()) {
        return Some(Nature::Repetition);
    }
    match (&left.kind, &right.kind) {
        (Kind::Boundary { host: before, .. }, Kind::Boundary { host: after, .. }) => {
            (old.node(*before).id != new.node(*after).id).then_some(Nature::Host)
        }
        _ => None,
    }
}

fn same_kind(left: &Kind, right: &Kind) -> bool {
    let same_triggers =
        left.triggers().iter().map(Trigger::kind_name).eq(right.triggers().iter().map(Trigger::kind_name));
    std::mem::discriminant(left) == std::mem::discriminant(right)
        && same_triggers
        && match (left, right) {
            (
                Kind::SubProcess { transaction: before, event: before_event, .. },
                Kind::SubProcess { transaction: after, event: after_event, .. },
            ) => before == after && before_event == after_event,
            _ => true,
        }
}

/// How an activity is repeated: not, in a loop, in instances one after the other or at once.
fn repetition(repeat: Option<&Repeat>) -> u8 {
    match repeat {
        None => 0,
        Some(Repeat::Loop { .. }) => 1,
        Some(Repeat::Multi(multi)) if multi.sequential => 2,
        Some(Repeat::Multi(_)) => 3,
    }
}
