//! Sub-processes and call activities: a level of their own (BPMN 2.0.2 sections 10.3.5 and 10.3.6).

use smallvec::smallvec;

use crate::diagnostic::codes;
use crate::engine::context::{Attempt, Context, incident};
use crate::engine::data::call_inputs;
use crate::engine::state::{Incident, IncidentKind, InstanceId, ScopeId, Status, Work};
use crate::graph::{Kind, LevelId, Node, NodeId};
use crate::value::{Map, Text, Value};

impl Context<'_> {
    /// Opens a sub-process.
    pub(crate) fn begin_sub_process(&mut self, id: InstanceId, level: LevelId) -> Attempt<()> {
        let data = self.data(id);
        self.begin_level(id, level, data)
    }

    /// Opens a called process with the inputs it names, or all data.
    pub(crate) fn begin_call(&mut self, id: InstanceId, node: &Node, process: &Text) -> Attempt<()> {
        let Some(level) = self.graph.processes.get(process).copied() else { return Err(not_found(node, process)) };
        let data = call_inputs(&self.data(id), self.graph.level(level).io.as_ref(), node)?;
        let data = self.with_properties(level, data);
        self.begin_level(id, level, data)
    }

    fn begin_level(&mut self, id: InstanceId, level: LevelId, data: Map) -> Attempt<()> {
        let outer = self.instance(id).and_then(|instance| self.scope(instance.scope));
        let limit = self.state.setup.limits.depth;
        if outer.is_some_and(|outer| outer.depth >= limit) {
            let text = format!("Processes call each other more than {limit} levels deep.");
            return Err(incident(IncidentKind::Limit, codes::RUN_DEPTH_LIMIT, text));
        }
        let inner = self.open_scope(level, Some(id), data.clone());
        self.become_(id, Status::Started, Work::Inner(inner));
        self.watch_event_sub_processes(level, inner, &data);
        self.begin_at_starts(level, inner, &data, id);
        self.close_if_done(inner);
        Ok(())
    }

    fn begin_at_starts(&mut self, level: LevelId, scope: ScopeId, data: &Map, cause: InstanceId) {
        for start in self.graph.level(level).starts.iter().copied() {
            if self.begins_alone(start, true) {
                self.begin_at(start, scope, data.clone(), smallvec![cause]);
            }
        }
    }

    /// Begins a process at its start events: plain ones at once, the others wait for what they name.
    pub(crate) fn begin_root(&mut self, level: LevelId, data: Map, start: Option<NodeId>) -> ScopeId {
        let data = self.with_properties(level, data);
        let scope = self.open_scope(level, None, data.clone());
        self.watch_event_sub_processes(level, scope, &data);
        match start {
            Some(start) => self.begin_triggered(start, scope, data),
            None => {
                let plain = self.has_plain_start(level);
                for start in self.graph.level(level).starts.iter().copied() {
                    if self.begins_alone(start, plain) || !plain {
                        self.begin_at(start, scope, data.clone(), smallvec![]);
                    }
                }
            }
        }
        self.close_if_done(scope);
        scope
    }

    /// A chosen start event is taken as having happened.
    fn begin_triggered(&mut self, start: NodeId, scope: ScopeId, data: Map) {
        let id = self.begin_at(start, scope, data, smallvec![]);
        if self.instance(id).is_some_and(|instance| instance.status == Status::Waiting) {
            self.become_(id, Status::Ready, Work::None);
        }
    }

    /// The properties of a process are there from its beginning, as null (section 10.4.1).
    fn with_properties(&self, level: LevelId, mut data: Map) -> Map {
        let properties = self.graph.level(level).properties.iter().filter(|_| self.semantics().associations_as_written);
        for property in properties {
            if !data.contains_key(property) {
                data.insert(property.clone(), Value::Null);
            }
        }
        data
    }

    fn has_plain_start(&self, level: LevelId) -> bool {
        self.graph.level(level).starts.iter().any(|start| self.graph.node(*start).kind.triggers().is_empty())
    }

    /// A start event with a trigger does not begin when there is a plain one beside it.
    fn begins_alone(&self, start: NodeId, plain: bool) -> bool {
        let kind = &self.graph.node(start).kind;
        !plain || !matches!(kind, Kind::Start(_)) || kind.triggers().is_empty()
    }
}

fn not_found(node: &Node, process: &Text) -> Box<Incident> {
    let (code, text) = match process.is_empty() {
        true => (codes::TASK_NO_CALLED_ELEMENT, format!("\"{}\" does not say which process it calls.", node.label())),
        false => (codes::RUN_UNKNOWN_PROCESS, format!("The process {process} that is called is not in the workspace.")),
    };
    incident(IncidentKind::Workflow, code, text)
}
