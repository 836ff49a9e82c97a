//! Models to deployment, in two passes: number every level and node, then fill them in.

use std::cell::RefCell;
use std::sync::Arc;

use indexmap::IndexMap;

use super::association::property_names;
use super::collaboration::{Collaboration, Participant};
use super::{Code, DataObject, Deployment, HostExtensions, Kind, Level, LevelId, Node, NodeId, Role};
use crate::bpmn::{self, Content, FlowNode, Model, NodeKind};
use crate::diagnostic::{Diagnostic, codes};
use crate::language::LanguageId;
use crate::source::Text;

/// Which extension elements give events their payload.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// Those of `spiffworkflow:`.
    #[default]
    Spiff,
    /// Those of `camunda:`.
    Camunda,
    /// None: events carry the whole data of the throwing task.
    Bpmn,
}

/// What compilation depends on beside the models.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Language of texts that name none.
    pub language: LanguageId,
    /// Which extension elements give events their payload.
    pub dialect: Dialect,
}

/// Compiles all models into one deployment.
pub fn compile(models: &[&Model], options: Options) -> (Deployment, Vec<Diagnostic>) {
    let mut compiler = Compiler {
        models,
        options,
        deployment: Deployment::default(),
        nodes: Vec::new(),
        codes: RefCell::default(),
        diagnostics: Vec::new(),
    };
    compiler.deployment.dialect = options.dialect;
    compiler.number();
    compiler.fill();
    compiler.collaborations();
    compiler.count_sources();
    compiler.reach();
    compiler.deployment.codes = compiler.codes.into_inner();
    (compiler.deployment, compiler.diagnostics)
}

/// The state of one compilation.
pub(super) struct Compiler<'m> {
    pub(super) models: &'m [&'m Model],
    pub(super) options: Options,
    pub(super) deployment: Deployment,
    /// Per model: element id to node.
    nodes: Vec<IndexMap<Text, NodeId>>,
    pub(super) codes: RefCell<Vec<Arc<Code>>>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Where the compiler stands: file, level and the model's content around it.
#[derive(Clone, Copy)]
pub(super) struct At<'m> {
    pub(super) model: usize,
    pub(super) level: LevelId,
    pub(super) process: &'m bpmn::Process,
    /// The content of the level and of those around it, innermost last.
    pub(super) content: &'m Content,
}

impl<'m> Compiler<'m> {
    pub(super) fn model(&self, at: At<'_>) -> &'m Model {
        self.models[at.model]
    }

    pub(super) fn file(&self, model: usize) -> Text {
        self.models[model].file.clone().unwrap_or_else(|| "diagram.bpmn".into())
    }

    /// The node with that element id in the same file.
    pub(super) fn node_id(&self, model: usize, id: &str) -> Option<NodeId> {
        self.nodes[model].get(id).copied()
    }

    fn number(&mut self) {
        for (index, model) in self.models.iter().enumerate() {
            self.nodes.push(IndexMap::new());
            for process in &model.processes {
                let level = self.new_level(index, &process.base, None, None);
                self.deployment.levels[level.index()].executable = process.executable;
                self.deployment.processes.entry(process.base.id.clone()).or_insert(level);
                self.number_content(index, level, &process.content);
            }
        }
    }

    fn new_level(
        &mut self,
        model: usize,
        base: &bpmn::Base,
        parent: Option<NodeId>,
        process: Option<LevelId>,
    ) -> LevelId {
        let id = LevelId(self.deployment.levels.len() as u32);
        self.deployment.levels.push(Level {
            id: base.id.clone(),
            name: base.name.clone(),
            file: self.file(model),
            parent,
            process: process.unwrap_or(id),
            nodes: Vec::new(),
            starts: Vec::new(),
            event_sub_processes: Vec::new(),
            data_objects: Vec::new(),
            io: None,
            properties: Vec::new(),
            reach: IndexMap::new(),
            executable: None,
        });
        id
    }

    /// Numbers nodes and levels depth first. The depth is bounded by the XML reader's limit.
    fn number_content(&mut self, model: usize, level: LevelId, content: &'m Content) {
        for flow_node in &content.nodes {
            let id = NodeId(self.deployment.nodes.len() as u32);
            self.deployment.nodes.push(placeholder(flow_node, level));
            self.deployment.levels[level.index()].nodes.push(id);
            self.deployment.nodes_by_id.entry(flow_node.base.id.clone()).or_default().push(id);
            self.nodes[model].entry(flow_node.base.id.clone()).or_insert(id);
            if let Some(inner) = flow_node.content() {
                let process = self.deployment.level(level).process;
                let inner_level = self.new_level(model, &flow_node.base, Some(id), Some(process));
                self.number_content(model, inner_level, inner);
            }
        }
    }

    fn fill(&mut self) {
        for (index, model) in self.models.iter().enumerate() {
            for process in &model.processes {
                let level = self.deployment.processes[&process.base.id];
                if *self.deployment.level(level).file != *self.file(index) {
                    continue; // A second process of the same id; the linter says so.
                }
                let at = At { model: index, level, process, content: &process.content };
                self.deployment.levels[level.index()].io = process.io.as_ref().map(|io| self.io_names(io));
                self.deployment.levels[level.index()].properties = property_names(&process.properties);
                self.fill_level(at);
            }
        }
    }

    fn fill_level(&mut self, at: At<'m>) {
        self.data_objects(at);
        self.flows(at);
        for (position, flow_node) in at.content.nodes.iter().enumerate() {
            let id = self.deployment.level(at.level).nodes[position];
            self.fill_node(at, id, flow_node);
            if let Some(inner) = flow_node.content()
                && let Some(level) = self.level_of(id)
            {
                self.fill_level(At { level, content: inner, ..at });
            }
        }
        self.lanes(at);
        self.compensation_handlers(at);
        self.attach_boundary_events(at);
        self.starts(at);
    }

    /// The level a sub-process node holds.
    pub(super) fn level_of(&self, node: NodeId) -> Option<LevelId> {
        let found = self.deployment.levels.iter().position(|level| level.parent == Some(node));
        found.map(|index| LevelId(index as u32))
    }

    fn data_objects(&mut self, at: At<'m>) {
        let objects = at.content.data_objects.iter();
        let objects = objects.map(|object| DataObject { id: object.base.id.clone(), name: object.base.name.clone() });
        self.deployment.levels[at.level.index()].data_objects = objects.collect();
    }

    fn fill_node(&mut self, at: At<'m>, id: NodeId, flow_node: &'m FlowNode) {
        let default = match &flow_node.kind {
            NodeKind::Activity(activity) => activity.default_flow.as_ref(),
            NodeKind::Gateway(gateway) => gateway.default_flow.as_ref(),
            NodeKind::Event(_) => None,
        };
        let outgoing = &self.deployment.node(id).outgoing;
        let default =
            default.and_then(|flow| outgoing.iter().copied().find(|known| self.deployment.flow(*known).id == flow.id));
        self.deployment.nodes[id.index()].default = default;
        self.deployment.nodes[id.index()].form = self.form(at, flow_node);
        match &flow_node.kind {
            NodeKind::Activity(activity) => self.activity(at, id, flow_node, activity),
            NodeKind::Event(event) => self.event(at, id, flow_node, event),
            NodeKind::Gateway(gateway) => self.gateway(at, id, gateway),
        }
    }

    fn gateway(&mut self, at: At<'m>, id: NodeId, gateway: &bpmn::Gateway) {
        let element = self.deployment.node(id).id.clone();
        self.deployment.nodes[id.index()].kind = match &gateway.kind {
            bpmn::GatewayKind::Exclusive => Kind::Exclusive,
            bpmn::GatewayKind::Inclusive => Kind::Inclusive,
            bpmn::GatewayKind::Parallel => Kind::Parallel,
            bpmn::GatewayKind::Complex { activation } => {
                let code = activation.as_ref().map(|text| self.expression(at, text, Role::Condition, &element));
                Kind::Complex(code)
            }
            bpmn::GatewayKind::EventBased { instantiate, parallel } => {
                Kind::EventBased { instantiate: *instantiate, parallel: *parallel }
            }
        };
    }

    fn collaborations(&mut self) {
        for (index, model) in self.models.iter().enumerate() {
            for collaboration in &model.collaborations {
                let participants = collaboration.participants.iter().map(|participant| {
                    let process_id = participant.process.as_ref().map(|reference| reference.id.clone());
                    let process = process_id.as_ref().and_then(|id| self.deployment.processes.get(id).copied());
                    let (id, name) = (participant.base.id.clone(), participant.base.name.clone());
                    Participant { id, name, process, process_id }
                });
                let (id, name) = (collaboration.base.id.clone(), collaboration.base.name.clone());
                let compiled = Collaboration {
                    id: id.clone(),
                    name,
                    file: self.file(index),
                    participants: participants.collect(),
                };
                self.deployment.collaborations.entry(id).or_insert(compiled);
            }
        }
    }

    /// Notes that a run which reaches this level must be refused.
    pub(super) fn refuse(&mut self, at: At<'_>, element: &Text, what: &str) {
        let name = self.model(at).file.clone();
        let mut diagnostic = Diagnostic::new(codes::BPMN_NOT_EXECUTABLE_YET, format!("{what} cannot be executed yet."));
        diagnostic.place.element = Some(element.clone());
        diagnostic.place.file = name;
        diagnostic.place.span = self.node_id(at.model, element).map(|node| self.deployment.node(node).span);
        self.deployment.refused.push((at.level, diagnostic.clone()));
        self.diagnostics.push(diagnostic);
    }
}

fn placeholder(flow_node: &FlowNode, level: LevelId) -> Node {
    let base = &flow_node.base;
    Node {
        name: base.name.clone(),
        extensions: host_extensions(flow_node),
        ..Node::new(base.id.clone(), flow_node.type_name(), Kind::Task, level, base.span)
    }
}

fn host_extensions(flow_node: &FlowNode) -> Option<Box<HostExtensions>> {
    let known = flow_node.base.extensions.known()?;
    let (allow_guest, assignment) = (known.allow_guest, known.assignment.clone());
    Some(Box::new(HostExtensions {
        allow_guest,
        assignment,
        signal_button: known.signal_button_label.clone(),
        process_to_start: known.process_to_start.clone(),
        names: known.unknown.clone(),
        template: known.template.clone(),
    }))
}
