//! What is known of an element without running it.

use super::types::{ElementInfo, FormFieldInfo, TextInfo};
use super::workspace::Workspace;
use crate::bpmn::extension::{FormField, Known};
use crate::bpmn::{self, Content, Model, NodeKind};
use crate::graph::Deployment;
use crate::source::Text;

impl Workspace {
    /// Describes the element of that id: a node, flow, process, lane, data object or root element.
    pub(super) fn describe(&mut self, id: &str, file: Option<&str>) -> Option<ElementInfo> {
        let deployment = self.deployment();
        let files = self.files.iter().filter(|(name, _)| file.is_none_or(|file| ***name == *file));
        let (name, found) = files.filter_map(|(name, file)| Some((name, find(file.model.as_ref()?, id)?))).next()?;
        let Found { base, kind, process, parent } = found;
        let graph = Shape::new(&deployment, name, id);
        let known = base.extensions.known();
        Some(ElementInfo {
            id: base.id.clone(),
            name: base.name.clone(),
            kind: kind.into(),
            file: name.clone(),
            process,
            parent,
            lane: graph.lane,
            range: self.sources().range(Some(name), Some(base.span)),
            documentation: base.documentation.clone(),
            incoming: graph.incoming,
            outgoing: graph.outgoing,
            boundary: graph.boundary,
            texts: self.texts(&deployment, name, id),
            instructions: known.and_then(|known| known.instructions.as_ref()).map(|text| text.text.text.clone()),
            properties: known.map(|known| known.properties.clone()).unwrap_or_default(),
            form_fields: known.map(form_fields).unwrap_or_default(),
            not_interpreted: known.map(|known| known.unknown.clone()).unwrap_or_default(),
        })
    }

    fn texts(&self, deployment: &Deployment, file: &Text, id: &str) -> Vec<TextInfo> {
        let own = deployment.codes.iter().filter(|code| code.file == *file && *code.element == *id);
        let info = |code: &std::sync::Arc<crate::graph::Code>| TextInfo {
            role: code.role.name(),
            language: code.language.name(),
            text: code.text.text.clone(),
            range: self.sources().range(Some(file), code.place(None).span),
        };
        own.map(info).collect()
    }
}

/// How an element hangs together with others.
#[derive(Default)]
struct Shape {
    lane: Option<Text>,
    incoming: Vec<Text>,
    outgoing: Vec<Text>,
    boundary: Vec<Text>,
}

impl Shape {
    fn new(deployment: &Deployment, file: &Text, id: &str) -> Self {
        let nodes = deployment.nodes_named(id).iter().copied();
        let mut nodes = nodes.filter(|node| deployment.level(deployment.node(*node).level).file == *file);
        let Some(id) = nodes.next() else { return Self::default() };
        let node = deployment.node(id);
        let flows =
            |flows: &[crate::graph::FlowId]| flows.iter().map(|flow| deployment.flow(*flow).id.clone()).collect();
        Self {
            lane: deployment.lane_name(id).cloned(),
            incoming: flows(&node.incoming),
            outgoing: flows(&node.outgoing),
            boundary: node.boundary.iter().map(|event| deployment.node(*event).id.clone()).collect(),
        }
    }
}

fn form_fields(known: &Known) -> Vec<FormFieldInfo> {
    known.form_fields.iter().map(form_field).collect()
}

/// A field of a form that a diagram defines.
pub(super) fn form_field(field: &FormField) -> FormFieldInfo {
    FormFieldInfo {
        id: field.id.clone(),
        kind: field.kind.clone(),
        label: field.label.clone(),
        default_value: field.default.clone(),
        values: field.values.clone(),
        constraints: field.constraints.clone(),
    }
}

struct Found<'m> {
    base: &'m bpmn::Base,
    kind: &'static str,
    process: Option<Text>,
    parent: Option<Text>,
}

fn find<'m>(model: &'m Model, id: &str) -> Option<Found<'m>> {
    let root = |base, kind| Found { base, kind, process: None, parent: None };
    for process in &model.processes {
        if *process.base.id == *id {
            return Some(root(&process.base, "process"));
        }
        if let Some(found) = find_in(&process.content, id, &process.base.id, None) {
            return Some(found);
        }
    }
    let participants = model.collaborations.iter().flat_map(|collaboration| &collaboration.participants);
    let participants = participants.map(|participant| (&participant.base, "participant"));
    let flows = model.collaborations.iter().flat_map(|collaboration| &collaboration.message_flows);
    let flows = flows.map(|flow| (&flow.base, "messageFlow"));
    let collaborations = model.collaborations.iter().map(|collaboration| (&collaboration.base, "collaboration"));
    let messages = model.messages.iter().map(|message| (&message.base, "message"));
    let mut others = participants.chain(flows).chain(collaborations).chain(messages);
    others.find(|(base, _)| *base.id == *id).map(|(base, kind)| root(base, kind))
}

/// Looks through a level and those inside it. The depth is bounded by the XML reader's limit.
fn find_in<'m>(content: &'m Content, id: &str, process: &Text, parent: Option<&Text>) -> Option<Found<'m>> {
    let here = |base, kind| Found { base, kind, process: Some(process.clone()), parent: parent.cloned() };
    for node in &content.nodes {
        if *node.base.id == *id {
            return Some(here(&node.base, node.type_name()));
        }
        if let NodeKind::Activity(_) = node.kind
            && let Some(found) = node.content().and_then(|inner| find_in(inner, id, process, Some(&node.base.id)))
        {
            return Some(found);
        }
    }
    let flows = content.flows.iter().map(|flow| (&flow.base, "sequenceFlow"));
    let objects = content.data_object_references.iter().map(|object| (&object.base, "dataObjectReference"));
    let plain = content.data_objects.iter().map(|object| (&object.base, "dataObject"));
    let stores = content.data_store_references.iter().map(|store| (&store.base, "dataStoreReference"));
    let sets = content.lane_sets.iter().flat_map(lanes).map(|base| (base, "lane"));
    let mut others = flows.chain(objects).chain(plain).chain(stores).chain(sets);
    others.find(|(base, _)| *base.id == *id).map(|(base, kind)| here(base, kind))
}

fn lanes(set: &bpmn::LaneSet) -> Vec<&bpmn::Base> {
    let mut found = Vec::new();
    for lane in &set.lanes {
        found.push(&lane.base);
        found.extend(lane.children.iter().flat_map(lanes));
    }
    found
}
