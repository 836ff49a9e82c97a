//! Models to deployment, in two passes: number every level and node, then fill them in.

use std::cell::RefCell;
use std::sync::Arc;

use indexmap::IndexMap;

use super::association::property_names;
use super::collaboration::{Collaboration, Participant};
use super::reach::{caught_link, jumps};
use super::{Code, DataObject, Deployment, Flow, FlowId, Lane, LaneId, Level, LevelId, Node, NodeId, Reach, Role};
use super::{HostExtensions, Kind, Trigger};
use crate::bpmn::{self, ArtifactKind, Content, FlowNode, Model, NodeKind};
use crate::diagnostic::{Diagnostic, codes};
use crate::language::{self, LanguageId};
use crate::source::{MappedText, Text};
use crate::table::IdSet;

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
    codes: RefCell<Vec<Arc<Code>>>,
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

    fn flows(&mut self, at: At<'m>) {
        for flow in &at.content.flows {
            let ends = (flow.source.as_ref(), flow.target.as_ref());
            let (Some(source), Some(target)) = ends else { continue };
            let ends = (self.node_id(at.model, &source.id), self.node_id(at.model, &target.id));
            let (Some(source), Some(target)) = ends else { continue };
            if self.deployment.node(source).level != at.level || self.deployment.node(target).level != at.level {
                continue; // The linter reports flows that dangle or leave their level.
            }
            let condition = flow.condition.as_ref();
            let condition = condition.map(|condition| self.expression(at, condition, Role::Condition, &flow.base.id));
            let id = FlowId(self.deployment.flows.len() as u32);
            let (name, flow_id) = (flow.base.name.clone(), flow.base.id.clone());
            self.deployment.flows.push(Flow { id: flow_id, name, source, target, condition });
            self.deployment.nodes[source.index()].outgoing.push(id);
            self.deployment.nodes[target.index()].incoming.push(id);
        }
        self.sort_as_drawn(at);
    }

    fn sort_as_drawn(&mut self, at: At<'m>) {
        let shapes = &self.model(at).shapes;
        if shapes.is_empty() {
            return self.each_node(at.level, |node, _| node.outgoing_drawn.clone_from(&node.outgoing));
        }
        let heights: IndexMap<&str, f64> = shapes.iter().map(|shape| (&*shape.element, shape.y)).collect();
        for id in self.deployment.level(at.level).nodes.clone() {
            let height = |flow: &FlowId| {
                let target = self.deployment.flow(*flow).target;
                heights.get(&*self.deployment.node(target).id).copied().unwrap_or(0.0)
            };
            let mut drawn = self.deployment.node(id).outgoing.clone();
            drawn.sort_by(|left, right| height(left).total_cmp(&height(right)));
            self.deployment.nodes[id.index()].outgoing_drawn = drawn;
        }
    }

    fn each_node(&mut self, level: LevelId, mut change: impl FnMut(&mut Node, NodeId)) {
        for id in self.deployment.level(level).nodes.clone() {
            change(&mut self.deployment.nodes[id.index()], id);
        }
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

    /// Gives nodes their innermost lane. A lane names nodes of its own process; those it does not name inherit nothing.
    fn lanes(&mut self, at: At<'m>) {
        for set in &at.content.lane_sets {
            self.lane_set(at, set, None);
        }
    }

    fn lane_set(&mut self, at: At<'m>, set: &bpmn::LaneSet, parent: Option<LaneId>) {
        for lane in &set.lanes {
            let id = LaneId(self.deployment.lanes.len() as u32);
            let process = self.deployment.level(at.level).process;
            let (lane_id, name) = (lane.base.id.clone(), lane.base.name.clone());
            self.deployment.lanes.push(Lane { id: lane_id, name, parent, process });
            for reference in &lane.nodes {
                if let Some(node) = self.node_id(at.model, &reference.id) {
                    self.deployment.nodes[node.index()].lane = Some(id);
                }
            }
            if let Some(children) = &lane.children {
                self.lane_set(at, children, Some(id));
            }
        }
    }

    /// Associations from compensation boundary events to their handlers (BPMN 2.0.2 section 10.7.1).
    fn compensation_handlers(&mut self, at: At<'m>) {
        for artifact in &at.content.artifacts {
            let ArtifactKind::Association { source: Some(source), target: Some(target) } = &artifact.kind else {
                continue;
            };
            let ends = (self.node_id(at.model, &source.id), self.node_id(at.model, &target.id));
            let (Some(source), Some(target)) = ends else { continue };
            let Kind::Boundary { host, catching } = &self.deployment.node(source).kind else { continue };
            let host = *host;
            if matches!(catching.triggers.as_slice(), [Trigger::Compensation { .. }]) {
                self.deployment.nodes[host.index()].compensation = Some(target);
            }
        }
    }

    fn attach_boundary_events(&mut self, at: At<'m>) {
        for id in self.deployment.level(at.level).nodes.clone() {
            if let Kind::Boundary { host, .. } = self.deployment.node(id).kind {
                self.deployment.nodes[host.index()].boundary.push(id);
            }
        }
    }

    fn starts(&mut self, at: At<'m>) {
        let level = self.deployment.level(at.level);
        let nodes = level.nodes.iter().map(|id| (*id, self.deployment.node(*id)));
        let explicit: Vec<NodeId> = nodes.clone().filter(|(_, node)| is_start(node)).map(|(id, _)| id).collect();
        let implicit = nodes.clone().filter(|(_, node)| is_implicit_start(node)).map(|(id, _)| id);
        let starts = if explicit.is_empty() { implicit.collect() } else { explicit };
        let event_sub_processes = nodes.filter(|(_, node)| is_event_sub_process(node)).map(|(id, _)| id).collect();
        let level = &mut self.deployment.levels[at.level.index()];
        level.starts = starts;
        level.event_sub_processes = event_sub_processes;
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

    fn count_sources(&mut self) {
        for node in &mut self.deployment.nodes {
            let sources = node.incoming.iter().map(|flow| self.deployment.flows[flow.index()].source);
            node.sources = sources.collect::<IdSet<NodeId>>().len() as u32;
        }
    }

    fn reach(&mut self) {
        for level in 0..self.deployment.levels.len() {
            let jumps = jumps(&self.deployment, LevelId(level as u32));
            let joins =
                self.deployment.levels[level].nodes.iter().copied().filter(|node| self.is_joining_by_reach(*node));
            let (nodes, flows) = (&self.deployment.nodes, &self.deployment.flows);
            let reach: IndexMap<NodeId, Reach> =
                joins.map(|join| (join, Reach::new(join, nodes, flows, &jumps))).collect();
            self.deployment.levels[level].reach = reach;
        }
    }

    fn is_joining_by_reach(&self, id: NodeId) -> bool {
        let node = self.deployment.node(id);
        matches!(node.kind, Kind::Inclusive | Kind::Complex(_)) && node.incoming.len() > 1
    }

    /// An expression of the diagram as code of the language it is in.
    pub(super) fn expression(
        &self,
        at: At<'_>,
        expression: &bpmn::Expression,
        role: Role,
        element: &Text,
    ) -> Arc<Code> {
        self.code(at, expression, language::Kind::Expression, role, element, None)
    }

    /// A text as code. `vocabulary` is the language its vocabulary is written in, which counts before all defaults.
    pub(super) fn code(
        &self,
        at: At<'_>,
        expression: &bpmn::Expression,
        kind: language::Kind,
        role: Role,
        element: &Text,
        vocabulary: Option<LanguageId>,
    ) -> Arc<Code> {
        let own = expression.language.as_deref().and_then(LanguageId::named);
        let (text, marked) = unwrap_marks(&expression.text);
        let language = own.or(marked).or(vocabulary).unwrap_or_else(|| self.default_language(at));
        let (element, file, counts) = (element.clone(), self.file(at.model), Code::may_count(&text.text));
        let code = Arc::new(Code { language, kind, role, text, counts, element, file });
        self.note(&code);
        code
    }

    /// Adds a text to those of the deployment.
    pub(super) fn note(&self, code: &Arc<Code>) {
        self.codes.borrow_mut().push(code.clone());
    }

    /// The definitions' language, else the language of the vocabulary the file uses, else the workspace's.
    fn default_language(&self, at: At<'_>) -> LanguageId {
        let model = self.model(at);
        let named = model.expression_language.as_deref().and_then(LanguageId::named);
        let uses = |vocabulary| model.vocabularies.contains(&vocabulary);
        named.unwrap_or_else(|| {
            if uses(bpmn::extension::Vocabulary::SpiffWorkflow) {
                LanguageId::Python
            } else if uses(bpmn::extension::Vocabulary::Zeebe) {
                LanguageId::Feel
            } else {
                self.options.language
            }
        })
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

/// `=x` is FEEL (zeebe); `${x}` and `#{x}` are an expression in whatever language the file is in.
fn unwrap_marks(text: &MappedText) -> (MappedText, Option<LanguageId>) {
    let raw = &text.text;
    let length = raw.len();
    if let Some(rest) = raw.strip_prefix('=').filter(|rest| !rest.starts_with('=')) {
        return (text.slice(length - rest.len(), length), Some(LanguageId::Feel));
    }
    let wrapped = (raw.starts_with("${") || raw.starts_with("#{")) && raw.ends_with('}');
    if wrapped && !raw[2..length - 1].contains('}') {
        return (text.slice(2, length - 1), None);
    }
    (text.clone(), None)
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
        names: known.unknown.clone(),
        template: known.template.clone(),
    }))
}

fn is_start(node: &Node) -> bool {
    matches!(
        node.kind,
        Kind::Start(_) | Kind::Receive { instantiate: true, .. } | Kind::EventBased { instantiate: true, .. }
    ) && node.incoming.is_empty()
}

/// BPMN 2.0.2 section 10.5.2: without a start event, every flow object without incoming flow begins.
fn is_implicit_start(node: &Node) -> bool {
    node.incoming.is_empty()
        && !node.for_compensation
        && !is_event_sub_process(node)
        && !matches!(node.kind, Kind::Boundary { .. })
        && caught_link(node).is_none()
}

fn is_event_sub_process(node: &Node) -> bool {
    matches!(node.kind, Kind::SubProcess { event: true, .. })
}
