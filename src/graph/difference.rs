//! In what two versions of the diagrams differ, element by element and property by property: what the difference of two
//! XML texts cannot tell.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::{
    Association, Collection, DataRef, Deployment, Flow, FlowId, IoNames, Kind, Level, LevelId, Multi, Node, NodeId,
    Repeat, TimerCode, Trigger,
};
use crate::source::Text;

/// What became of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    Same,
    /// Some of its properties are others.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It stands in another process or sub-process.
    Moved,
}

impl Change {
    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Moved => "moved",
        }
    }
}

/// A property that is another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its name: `name`, `script`, `target`, `timer` ...
    pub name: &'static str,
    /// How it was; none when it was not there.
    pub before: Option<Text>,
    /// How it is; none when it is not there.
    pub after: Option<Text>,
}

/// What became of one element.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Id of its process.
    pub process: Text,
    /// Its id.
    pub element: Text,
    /// What became of it.
    pub change: Change,
    /// The properties that are others, when it changed.
    pub properties: Vec<Property>,
}

/// An element with all that it does.
struct Portrait {
    process: Text,
    /// The process or sub-process it stands in.
    parent: Text,
    properties: BTreeMap<&'static str, String>,
}

/// Elements by process and id.
type Portraits = IndexMap<(Text, Text), Portrait>;

/// What differs between two versions in these processes; elements that are gone stand at the end.
pub fn differences(old: &Deployment, new: &Deployment, processes: &BTreeSet<Text>) -> Vec<Difference> {
    let (before, after) = (portraits(old, processes), portraits(new, processes));
    let gone = before.iter().filter(|(key, _)| !after.contains_key(*key));
    let moved = |portrait: &Portrait, id: &Text| {
        before.iter().any(|((_, known), other)| {
            known == id && (&other.process, &other.parent) != (&portrait.process, &portrait.parent)
        })
    };
    let present = after.iter().filter_map(|(key, portrait)| {
        let (change, properties) = match before.get(key) {
            Some(known) if known.parent != portrait.parent => (Change::Moved, compare(known, portrait)),
            Some(known) => (Change::Changed, compare(known, portrait)),
            None if moved(portrait, &key.1) => (Change::Moved, Vec::new()),
            None => (Change::Added, Vec::new()),
        };
        let differs = change != Change::Changed || !properties.is_empty();
        differs.then(|| Difference { process: key.0.clone(), element: key.1.clone(), change, properties })
    });
    let removed = gone.map(|((process, element), _)| Difference {
        process: process.clone(),
        element: element.clone(),
        change: Change::Removed,
        properties: Vec::new(),
    });
    present.chain(removed).collect()
}

fn compare(before: &Portrait, after: &Portrait) -> Vec<Property> {
    let names: BTreeSet<&'static str> = before.properties.keys().chain(after.properties.keys()).copied().collect();
    let property = |name: &'static str| {
        let value = |portrait: &Portrait| portrait.properties.get(name).map(|text| Text::from(text.as_str()));
        Property { name, before: value(before), after: value(after) }
    };
    names.into_iter().map(property).filter(|property| property.before != property.after).collect()
}

fn portraits(graph: &Deployment, processes: &BTreeSet<Text>) -> Portraits {
    let mut painter = Painter { graph, found: Portraits::new() };
    for (index, level) in graph.levels.iter().enumerate() {
        let id = LevelId(index as u32);
        if graph.is_level_gone(id) || !processes.contains(&graph.level(level.process).id) {
            continue;
        }
        painter.level(level);
        level.nodes.iter().for_each(|node| painter.node(*node));
    }
    for (index, flow) in graph.flows.iter().enumerate() {
        let source = graph.node(flow.source);
        let process = &graph.level(graph.level(source.level).process).id;
        if !graph.is_gone(flow.source) && !graph.is_flow_gone(FlowId(index as u32)) && processes.contains(process) {
            painter.flow(flow);
        }
    }
    painter.texts();
    painter.found
}

struct Painter<'d> {
    graph: &'d Deployment,
    found: Portraits,
}

impl Painter<'_> {
    fn begin(&mut self, level: LevelId, id: &Text) -> &mut BTreeMap<&'static str, String> {
        let graph = self.graph;
        let process = graph.level(graph.level(level).process).id.clone();
        let portrait =
            Portrait { process: process.clone(), parent: graph.level(level).id.clone(), properties: BTreeMap::new() };
        &mut self.found.entry((process, id.clone())).or_insert(portrait).properties
    }

    fn level(&mut self, level: &Level) {
        let name = level.name.clone();
        let objects = words(level.data_objects.iter().map(|object| &object.id));
        let io = level.io.as_ref().map(io);
        let id = level.id.clone();
        let properties = self.begin(level.process, &id);
        put(properties, "name", name.as_deref());
        put(properties, "dataObjects", Some(&*objects).filter(|objects| !objects.is_empty()));
        put(properties, "data", io.as_deref());
    }

    fn flow(&mut self, flow: &Flow) {
        let graph = self.graph;
        let (source, target) = (graph.node(flow.source), graph.node(flow.target));
        let properties = self.begin(source.level, &flow.id);
        put(properties, "name", flow.name.as_deref());
        put(properties, "source", Some(&source.id));
        put(properties, "target", Some(&target.id));
    }

    fn node(&mut self, id: NodeId) {
        let (graph, node) = (self.graph, self.graph.node(id));
        let properties = self.begin(node.level, &node.id);
        put(properties, "name", node.name.as_deref());
        put(properties, "type", Some(node.type_name));
        put(properties, "lane", graph.lane_name(id).map(|name| &**name));
        put(properties, "default", node.default.map(|flow| &*graph.flow(flow).id));
        put(properties, "reads", some(&data_refs(&node.reads, &node.data.inputs)));
        put(properties, "writes", some(&data_refs(&node.writes, &node.data.outputs)));
        put(properties, "properties", some(&words(node.data.properties.iter())));
        put(properties, "data", node.io.as_ref().map(io).as_deref());
        if let Some(repeat) = node.repeat.as_deref() {
            put(properties, "repetition", Some(&repetition(repeat)));
        }
        put(properties, "isForCompensation", node.for_compensation.then_some("true"));
        if node.start_quantity.max(node.completion_quantity) > 1 {
            let quantities = format!("{} {}", node.start_quantity, node.completion_quantity);
            put(properties, "quantity", Some(&quantities));
        }
        if let Some(form) = &node.form {
            let fields = words(form.fields.iter().map(|field| &field.id));
            let instructions = form.instructions.as_ref().map_or("", |code| &*code.text.text);
            let files = words([&form.schema, &form.ui_schema].into_iter().flatten());
            put(properties, "instructions", some(instructions));
            put(properties, "form", some(&[files, fields].join(" ")));
        }
        kind(graph, node, properties);
    }

    /// Scripts and expressions, by the element they belong to.
    fn texts(&mut self) {
        let mut numbers: IndexMap<(Text, Text), Vec<usize>> = IndexMap::new();
        for (index, ((_, id), portrait)) in self.found.iter().enumerate() {
            let Some(level) = self.graph.processes.get(&portrait.process) else { continue };
            numbers.entry((self.graph.level(*level).file.clone(), id.clone())).or_default().push(index);
        }
        for code in &self.graph.codes {
            for index in numbers.get(&(code.file.clone(), code.element.clone())).into_iter().flatten() {
                let Some((_, portrait)) = self.found.get_index_mut(*index) else { continue };
                let text = portrait.properties.entry(code.role.name()).or_default();
                let gap = if text.is_empty() { "" } else { "\n" };
                *text = format!("{text}{gap}{}: {}", code.language.name(), code.text.text);
            }
        }
    }
}

/// What an element of that kind does beside its scripts and expressions.
fn kind(graph: &Deployment, node: &Node, properties: &mut BTreeMap<&'static str, String>) {
    match &node.kind {
        Kind::Human { variable } => put(properties, "resultVariable", variable.as_deref()),
        Kind::Service(service) => {
            put(properties, "operator", Some(&service.operator));
            put(properties, "parameters", some(&words(service.parameters.iter().map(|(name, _)| name))));
            put(properties, "resultVariable", service.result_variable.as_deref());
        }
        Kind::Decision { decision, variable } => {
            put(properties, "decision", decision.as_deref());
            put(properties, "resultVariable", variable.as_deref());
        }
        Kind::Call { process } => put(properties, "process", Some(process)),
        Kind::AdHoc(ad_hoc) => {
            put(properties, "isSequential", ad_hoc.sequential.then_some("true"));
            put(properties, "cancelRemaining", ad_hoc.cancel_remaining.then_some("true"));
        }
        Kind::Boundary { host, .. } => put(properties, "attachedTo", Some(&graph.node(*host).id)),
        Kind::Send(trigger) => triggers(graph, std::slice::from_ref(trigger), properties),
        Kind::Throw(thrown) | Kind::End(thrown) => triggers(graph, thrown, properties),
        _ => {}
    }
    triggers(graph, node.kind.triggers(), properties);
    if let Kind::Start(catching) | Kind::Boundary { catching, .. } = &node.kind {
        put(properties, "interrupting", (!catching.interrupting).then_some("false"));
    }
    if let Kind::Start(catching) | Kind::Catch(catching) | Kind::Boundary { catching, .. } = &node.kind {
        put(properties, "parallelMultiple", catching.all.then_some("true"));
    }
}

fn triggers(graph: &Deployment, triggers: &[Trigger], properties: &mut BTreeMap<&'static str, String>) {
    for trigger in triggers {
        let mut text = match trigger {
            Trigger::Timer(timer) => {
                let kind = match timer {
                    TimerCode::Date(_) => "date ",
                    TimerCode::Duration(_) => "duration ",
                    TimerCode::Cycle(_) => "cycle ",
                    TimerCode::Undefined => "",
                };
                format!("{kind}{}", timer.code().map_or("", |code| &*code.text.text))
            }
            Trigger::Compensation { activity: Some(activity), .. } => graph.node(*activity).id.to_string(),
            trigger => trigger.label().map(ToString::to_string).unwrap_or_default(),
        };
        if let Some(known) = properties.get(trigger.kind_name()) {
            text = format!("{known} {text}");
        }
        put(properties, trigger.kind_name(), Some(&text));
    }
}

fn repetition(repeat: &Repeat) -> String {
    match repeat {
        Repeat::Loop { test_before, .. } => format!("loop {test_before}"),
        Repeat::Multi(multi) => {
            let order = if multi.sequential { "sequential" } else { "parallel" };
            format!("{order} {}", collections(multi))
        }
    }
}

fn collections(multi: &Multi) -> String {
    let input = match &multi.input {
        Some(Collection::Named(named)) => Some(named.name()),
        _ => None,
    };
    let output = multi.output.as_ref().map(DataRef::name);
    words([input, multi.input_item.as_ref(), output, multi.output_item.as_ref()].into_iter().flatten())
}

fn io(names: &IoNames) -> String {
    let IoNames { inputs, optional_inputs, outputs, optional_outputs, input_sets, output_sets } = names;
    let sets = input_sets.iter().chain(output_sets);
    [inputs, optional_inputs, outputs, optional_outputs]
        .into_iter()
        .chain(sets)
        .map(|names| words(names.iter()))
        .collect::<Vec<_>>()
        .join("; ")
}

fn data_refs(refs: &[DataRef], associations: &[Association]) -> String {
    let ends = associations.iter().flat_map(|association| association.sources.iter().chain(&association.target));
    words(refs.iter().chain(ends).map(DataRef::name))
}

fn words<'t>(words: impl Iterator<Item = &'t Text>) -> String {
    words.map(|word| &**word).collect::<Vec<_>>().join(", ")
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn put(properties: &mut BTreeMap<&'static str, String>, name: &'static str, value: Option<&str>) {
    if let Some(value) = value {
        properties.insert(name, value.to_owned());
    }
}
