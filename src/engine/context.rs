//! The only door to mutation: behaviours read the state and change it by emitting events.

use std::sync::Arc;

use super::apply::apply;
use super::ask::Heard;
use super::event::{Activated, Event};
use super::semantics::Semantics;
use super::state::{
    Causes, Incident, IncidentKind, Instance, InstanceId, Part, Resume, Scope, ScopeId, Stage, State, Status, Work,
};
use crate::diagnostic::Code as DiagnosticCode;
use crate::graph::{Deployment, FlowId, LevelId, Node, NodeId};
use crate::language::registry::Languages;
use crate::language::{Call, Check, Input, Kind, LanguageId, Outcome, ScriptError};
use crate::value::{Map, Value};

/// A behaviour's result; what fails becomes an incident of the instance.
pub(crate) type Attempt<T> = Result<T, Box<Incident>>;

/// The languages scripts run in.
pub trait Scripts {
    /// Compiles (once) and runs a text.
    fn run(&mut self, language: LanguageId, text: &str, kind: Kind, input: &Input<'_>) -> Result<Outcome, ScriptError>;

    /// What is known of a text without running it; `None` when the language is not there.
    fn check(&mut self, language: LanguageId, text: &str, kind: Kind) -> Option<Check>;

    /// What a text expects of names it reads: see [`Language::expects`](crate::language::Language::expects).
    fn expects(&mut self, language: LanguageId, text: &str, kind: Kind) -> Map;
}

/// The host's answer to a call of one of its functions.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The function's value.
    Value(Value),
    /// It failed with this message.
    Failed(String),
    /// The answer comes later, as a command.
    Later,
}

/// The task on whose behalf a script calls a function of the host.
pub struct Caller<'c> {
    /// The compiled diagrams.
    pub graph: &'c Deployment,
    /// The task.
    pub task: InstanceId,
    /// Its element, while it is active.
    pub node: Option<NodeId>,
    /// Its data, as it was when the script began.
    pub data: &'c Map,
    /// The run's clock.
    pub now: i64,
}

/// What the host provides.
pub trait Host {
    /// Answers a call that a script makes.
    fn call(&mut self, call: &Call, from: &Caller<'_>) -> Answer;

    /// Whether the host does what the element does; then it becomes a job when its turn comes.
    fn handles(&self, node: &Node) -> bool;

    /// Whether the host keeps a data store; then it is asked at each read and told at each write.
    fn keeps(&self, store: &str) -> bool;
}

/// Takes down what happens.
pub trait Journal {
    /// Notes an event; `state` is how things stand after it.
    fn note(&mut self, event: Event, state: &State);
}

/// Where what happens is not kept, because it is only tried.
pub struct Forgotten;

impl Journal for Forgotten {
    fn note(&mut self, _event: Event, _state: &State) {}
}

/// Everything a behaviour works with.
pub struct Context<'a> {
    /// The compiled diagrams.
    pub graph: &'a Deployment,
    /// What is.
    pub state: &'a mut State,
    /// What happens is noted here, in order.
    pub journal: &'a mut dyn Journal,
    /// The languages.
    pub scripts: &'a mut dyn Scripts,
    /// The host.
    pub host: &'a mut dyn Host,
    /// What it answered so far in the stage under way.
    pub heard: Heard,
}

impl<'a> Context<'a> {
    /// Applies an event and notes it.
    pub(crate) fn emit(&mut self, event: Event) {
        apply(self.state, self.graph, &event);
        self.journal.note(event, self.state);
    }

    /// The profile's switches.
    pub(crate) fn semantics(&self) -> &Semantics {
        &self.state.setup.semantics
    }

    /// A live instance.
    pub(crate) fn instance(&self, id: InstanceId) -> Option<&Instance> {
        self.state.instances.get(&id)
    }

    /// The element of a live instance.
    pub(crate) fn node_of(&self, id: InstanceId) -> Option<&'a Node> {
        let node = self.instance(id)?.node;
        Some(self.graph.node(node))
    }

    /// An open scope.
    pub(crate) fn scope(&self, id: ScopeId) -> Option<&Scope> {
        self.state.scopes.get(&id)
    }

    /// The data of a live instance.
    pub(crate) fn data(&self, id: InstanceId) -> Map {
        self.instance(id).map(|instance| instance.data.clone()).unwrap_or_default()
    }

    /// The number of the next write, for data that is changed on its way into an instance.
    pub(crate) fn next_write(&self) -> u32 {
        self.state.writes.saturating_add(1)
    }

    /// The scope of the process an instance or scope belongs to: the nearest one whose level is no sub-process.
    pub(crate) fn process_scope(&self, scope: ScopeId) -> ScopeId {
        let mut current = scope;
        while let Some(found) = self.scope(current) {
            if self.graph.level(found.level).parent.is_none() {
                return current;
            }
            let Some(outer) = self.outer_scope(current) else { return current };
            current = outer;
        }
        current
    }

    /// The scope around a scope.
    pub(crate) fn outer_scope(&self, scope: ScopeId) -> Option<ScopeId> {
        let owner = self.scope(scope)?.owner?;
        self.instance(owner).map(|owner| owner.scope)
    }

    /// Creates an instance.
    pub(crate) fn activate(&mut self, new: New) -> InstanceId {
        let instance = InstanceId(self.state.next_instance);
        let New { node, scope, part, via, causes, data, status, queued } = new;
        self.emit(Event::Activated(Box::new(Activated {
            instance,
            node,
            scope,
            part,
            via,
            causes,
            data,
            status,
            queued,
        })));
        instance
    }

    /// Opens a scope for a level.
    pub(crate) fn open_scope(&mut self, level: LevelId, owner: Option<InstanceId>, data: Map) -> ScopeId {
        let scope = ScopeId(self.state.next_scope);
        self.emit(Event::ScopeOpened { scope, level, owner, data });
        scope
    }

    /// Brings an instance into a status.
    pub(crate) fn become_(&mut self, instance: InstanceId, status: Status, work: Work) {
        self.emit(Event::Became { instance, status, work });
    }

    /// Stops an instance in an incident, or until the host answers.
    pub(crate) fn raise(&mut self, instance: InstanceId, stage: Stage, incident: Box<Incident>) {
        let resume = match stage {
            Stage::Enter => Resume::Enter(self.data(instance)),
            Stage::Run => Resume::Run,
            Stage::Complete => Resume::Leave,
        };
        self.stop(instance, resume, incident);
    }
}

/// A new instance, for [`Context::activate`].
pub(crate) struct New {
    /// The element.
    pub node: NodeId,
    /// The scope.
    pub scope: ScopeId,
    /// The part it plays.
    pub part: Part,
    /// The flow the token came by.
    pub via: Option<FlowId>,
    /// The instances it follows from.
    pub causes: Causes,
    /// Its data.
    pub data: Map,
    /// How it stands.
    pub status: Status,
    /// Whether it enters the queue of automatic elements at once.
    pub queued: bool,
}

/// An incident without a place.
pub(crate) fn incident(kind: IncidentKind, code: DiagnosticCode, message: impl Into<String>) -> Box<Incident> {
    Box::new(Incident {
        kind,
        code: code.name().into(),
        message: message.into(),
        help: Some(code.help().to_owned()),
        exception: None,
        place: None,
        stage: Stage::Run,
        held: None,
        awaits: None,
    })
}

/// An incident at a text of the diagram.
pub(crate) fn incident_at(
    kind: IncidentKind,
    code: DiagnosticCode,
    message: impl Into<String>,
    text: &Arc<crate::graph::Code>,
) -> Box<Incident> {
    let mut incident = incident(kind, code, message);
    let span = text.place(None).span;
    incident.place = span.map(|span| (text.file.clone(), span.start, span.end));
    incident
}

impl Scripts for Languages {
    fn run(&mut self, language: LanguageId, text: &str, kind: Kind, input: &Input<'_>) -> Result<Outcome, ScriptError> {
        self.evaluate(language, text, kind, input)
    }

    fn check(&mut self, language: LanguageId, text: &str, kind: Kind) -> Option<Check> {
        Languages::check(self, language, text, kind)
    }

    fn expects(&mut self, language: LanguageId, text: &str, kind: Kind) -> Map {
        Languages::expects(self, language, text, kind)
    }
}
