//! Throwing: who catches an event, and what happens when nobody does (BPMN 2.0.2 section 10.5.6).

use smallvec::{SmallVec, smallvec};

use super::apply::listened;
use super::context::{Attempt, Context};
use super::event::Event;
use super::state::{EventKind, InstanceId, Outcome, Part, ScopeId, Subject, Thrown, Token};
use crate::graph::{Deployment, Kind, LevelId, NodeId, PayloadInfo, Trigger};
use crate::table::sort_by;
use crate::value::{Map, Text, Value};

/// Those who catch an event.
type Catchers = SmallVec<[InstanceId; 4]>;

impl<'a> Context<'a> {
    /// Throws what a trigger of an instance says.
    pub(crate) fn throw(&mut self, id: InstanceId, trigger: &Trigger) -> Attempt<()> {
        let data = self.data(id);
        let thrown = match trigger {
            Trigger::Message(message) => return self.send_message(id, message, &data),
            Trigger::Signal { name, data: info } => {
                let payload = self.payload(id, info, &data)?;
                Thrown { name: Some(name.clone()), payload, ..Thrown::new(EventKind::Signal) }
            }
            Trigger::Error { code, name, data: info } => {
                let payload = self.payload(id, info, &data)?;
                Thrown { name: name.clone(), code: code.clone(), payload, ..Thrown::new(EventKind::Error) }
            }
            Trigger::Escalation { code, name, data: info } => {
                let payload = self.payload(id, info, &data)?;
                let (name, code) = (name.clone(), code.clone());
                Thrown { name, code, payload, ..Thrown::new(EventKind::Escalation) }
            }
            _ => return Ok(()),
        };
        self.dispatch(thrown, Some(id));
        Ok(())
    }

    /// A payload as its expression gives it; the whole data where the profile says so.
    pub(crate) fn payload(&mut self, id: InstanceId, info: &PayloadInfo, data: &Map) -> Attempt<Option<Value>> {
        if self.semantics().whole_data_payload {
            return Ok(Some(Value::Map(data.clone())));
        }
        match &info.payload {
            Some(code) => Ok(Some(self.value_of(id, code, data)?)),
            None => Ok(self.data_input(id, data)),
        }
    }

    /// The payload by the diagram's data: the value of the data input, or what its association reads.
    fn data_input(&self, id: InstanceId, data: &Map) -> Option<Value> {
        let node = self.node_of(id).filter(|_| self.semantics().associations_as_written)?;
        let input = node.data.data_inputs.first().map(|input| &input.id);
        let read = node
            .data
            .inputs
            .first()
            .and_then(|association| association.target.as_ref().or(association.sources.first()));
        data.get(input.or_else(|| read.map(crate::graph::DataRef::name))?).cloned()
    }

    /// Finds who catches an event thrown by an instance of the run, and hands it over.
    pub(crate) fn dispatch(&mut self, thrown: Thrown, from: Option<InstanceId>) {
        let catchers = self.catchers(&thrown, from);
        let scope = from.and_then(|id| self.instance(id)).map(|instance| instance.scope);
        if let Some(end) = from.filter(|_| thrown.kind == EventKind::Error && self.semantics().interrupts_at_once) {
            self.end_by_error(end);
        }
        if catchers.is_empty() && !self.start_participants(&thrown) {
            return self.uncaught(thrown, scope);
        }
        self.hand_to(catchers, thrown);
    }

    /// An error end event has done its work before the error interrupts everything around it.
    fn end_by_error(&mut self, id: InstanceId) {
        let (Some(instance), Some(node)) = (self.instance(id), self.node_of(id)) else { return };
        if matches!(node.kind, Kind::End(_)) {
            let (scope, data) = (instance.scope, instance.data.clone());
            self.emit(Event::Completed(id));
            self.emit(Event::TokenEnded { scope, token: Token { flow: None, cause: id, data } });
        }
    }

    /// Throws an error or escalation on behalf of an activity; whether anybody caught it. Where everybody who waits is told,
    /// that is those in the activity's own scope, and all others only when nobody is there (as SpiffArena does).
    pub(crate) fn throw_near(&mut self, from: InstanceId, thrown: Thrown) -> bool {
        let mut catchers = self.catchers(&thrown, Some(from));
        let scope = |id: &InstanceId| self.instance(*id).map(|instance| instance.scope);
        let near: Catchers = catchers.iter().copied().filter(|id| scope(id) == scope(&from)).collect();
        if !near.is_empty() {
            catchers = near;
        }
        let caught = !catchers.is_empty();
        self.hand_to(catchers, thrown);
        caught
    }

    /// Delivers an event from outside; whether anybody caught it.
    pub(crate) fn deliver(&mut self, thrown: Thrown, target: Option<InstanceId>) -> bool {
        let mut catchers = self.listeners(&thrown);
        catchers.retain(|id| target.is_none_or(|target| target == *id));
        if self.semantics().message_to_one && thrown.kind == EventKind::Message {
            catchers.truncate(1);
        }
        if catchers.is_empty() {
            return target.is_none() && self.start_participants(&thrown);
        }
        self.hand_to(catchers, thrown);
        true
    }

    fn hand_to(&mut self, catchers: Catchers, thrown: Thrown) {
        if catchers.is_empty() {
            return;
        }
        self.emit(Event::Caught { event: thrown.clone(), by: catchers.to_vec() });
        for id in catchers {
            self.hand_over(id, &thrown);
        }
    }

    fn catchers(&mut self, thrown: &Thrown, from: Option<InstanceId>) -> Catchers {
        let scoped = matches!(thrown.kind, EventKind::Error | EventKind::Escalation);
        match from.filter(|_| scoped && !self.semantics().catchers_everywhere) {
            Some(from) => self.catchers_outward(thrown, from).into_iter().collect(),
            None => {
                let mut found = self.listeners(thrown);
                if thrown.kind == EventKind::Message && self.semantics().message_to_one {
                    found.truncate(1);
                }
                found
            }
        }
    }

    /// Everybody who listens for an event, in the order they began to.
    pub(crate) fn listeners(&self, thrown: &Thrown) -> Catchers {
        let name = match thrown.kind {
            EventKind::Error | EventKind::Escalation => thrown.code.clone(),
            _ => thrown.name.clone(),
        };
        let empty = || Text::from("");
        let mut found = Catchers::new();
        let mut names = vec![name.unwrap_or_else(empty)];
        if matches!(thrown.kind, EventKind::Error | EventKind::Escalation) && !names[0].is_empty() {
            names.push(empty());
        }
        for name in names {
            let waiting = self.state.subscriptions.get(&Subject { kind: thrown.kind, name });
            found.extend(waiting.into_iter().flatten().filter(|id| self.listens(*id, thrown).is_some()));
        }
        sort_by(&mut found, Ord::cmp);
        found
    }

    /// From the throwing activity outwards: its boundary events, the event sub-processes of its scope, the boundary events
    /// of what the scope belongs to, and so on. One with the very code comes before one that catches all.
    fn catchers_outward(&self, thrown: &Thrown, from: InstanceId) -> Option<InstanceId> {
        let listeners = self.listeners(thrown);
        let mut current = Some(from);
        let mut handles = false; // Whether we come out of an event sub-process, which does not handle what it throws.
        while let Some(id) = current {
            let instance = self.instance(id)?;
            if let Some(found) = self.best(&listeners, thrown, |other| other == Part::Boundary { host: id }, None) {
                return Some(found);
            }
            if let Part::Child { owner, .. } = instance.part {
                current = Some(owner);
                continue;
            }
            let scope = instance.scope;
            let handler = self.best(&listeners, thrown, |other| other == Part::EventStart, Some(scope));
            if let Some(found) = handler.filter(|_| !handles) {
                return Some(found);
            }
            let level = self.graph.level(self.scope(scope)?.level);
            handles = level
                .parent
                .is_some_and(|node| matches!(self.graph.node(node).kind, Kind::SubProcess { event: true, .. }));
            current = self.scope(scope)?.owner;
        }
        None
    }

    fn best(
        &self,
        listeners: &[InstanceId],
        thrown: &Thrown,
        plays: impl Fn(Part) -> bool,
        scope: Option<ScopeId>,
    ) -> Option<InstanceId> {
        let fits = |id: &InstanceId| {
            self.instance(*id)
                .is_some_and(|instance| plays(instance.part) && scope.is_none_or(|scope| scope == instance.scope))
        };
        let fitting: Catchers = listeners.iter().copied().filter(fits).collect();
        let exact = fitting.iter().copied().find(|id| self.names_code(*id, thrown));
        exact.or_else(|| fitting.first().copied())
    }

    fn names_code(&self, id: InstanceId, thrown: &Thrown) -> bool {
        let Some(node) = self.instance(id).map(|instance| instance.node) else { return false };
        self.triggers(node).iter().any(|(_, trigger)| match trigger {
            Trigger::Error { code, .. } | Trigger::Escalation { code, .. } => code.is_some() && *code == thrown.code,
            _ => false,
        })
    }

    /// Nobody caught it: it is kept for the host, and an error ends the process it was thrown in.
    fn uncaught(&mut self, thrown: Thrown, scope: Option<ScopeId>) {
        let fatal = thrown.kind == EventKind::Error && self.semantics().uncaught_error_ends;
        self.emit(Event::Uncaught(thrown));
        if let Some(scope) = scope.filter(|_| fatal) {
            self.terminate_root(scope);
        }
    }

    /// Ends the whole tree of scopes around a scope.
    fn terminate_root(&mut self, scope: ScopeId) {
        let mut root = scope;
        while let Some(outer) = self.outer_scope(root) {
            root = outer;
        }
        let mut data = self.state.data.clone();
        super::data::combine(&mut data, &self.scope_data(root), self.semantics());
        self.cancel_scope(root);
        self.emit(match self.state.scopes.is_empty() {
            true => Event::Ended { outcome: Outcome::Terminated, data },
            false => Event::ResultMerged(data),
        });
    }

    /// A message or signal can start participants of the collaboration that have not begun.
    fn start_participants(&mut self, thrown: &Thrown) -> bool {
        let graph = self.graph;
        let Some(collaboration) = &self.state.setup.collaboration else { return false };
        let Some(collaboration) = graph.collaborations.get(collaboration) else { return false };
        let levels: Vec<LevelId> = collaboration.participants.iter().filter_map(|known| known.process).collect();
        let mut started = false;
        for level in levels {
            for start in &graph.level(level).starts {
                started |= self.start_participant(level, *start, thrown);
            }
        }
        started
    }

    fn start_participant(&mut self, level: LevelId, start: NodeId, thrown: &Thrown) -> bool {
        let matches = begins_by(self.graph, start, thrown);
        if matches {
            self.begin_by_event(level, start, Map::new(), thrown);
        }
        matches
    }

    /// Begins a process at the start event that an event is for, and hands the event to it.
    pub(crate) fn begin_by_event(&mut self, level: LevelId, start: NodeId, data: Map, thrown: &Thrown) {
        let scope = self.open_scope(level, None, data.clone());
        self.watch_event_sub_processes(level, scope, &data);
        self.receive_correlations(scope, &thrown.correlations);
        let id = self.begin_at(start, scope, data, smallvec![]);
        if self.instance(id).is_some() && self.listens(id, thrown).is_some() {
            self.hand_to(smallvec![id], thrown.clone());
        }
    }

    /// A link carries the token to the catching link of the same name and level (section 10.5.5).
    pub(crate) fn follow_link(&mut self, id: InstanceId, name: &Text) {
        let graph = self.graph;
        let Some(instance) = self.instance(id) else { return };
        let (scope, data, level) = (instance.scope, instance.data.clone(), graph.node(instance.node).level);
        let caught = graph.level(level).nodes.iter().copied().find(|node| {
            let kind = &graph.node(*node).kind;
            let named = |trigger: &Trigger| matches!(trigger, Trigger::Link(known) if known == name);
            matches!(kind, Kind::Catch(_)) && kind.triggers().iter().any(named)
        });
        if let Some(node) = caught {
            self.begin_at(node, scope, data, smallvec![id]);
        }
    }
}

/// Whether a process begins at this node when a message or signal comes.
fn begins_by(graph: &Deployment, start: NodeId, thrown: &Thrown) -> bool {
    let nodes = listened(graph, start);
    nodes.iter().flat_map(|node| graph.node(*node).kind.triggers()).any(|trigger| match trigger {
        Trigger::Message(message) => thrown.kind == EventKind::Message && thrown.name.as_ref() == Some(&message.name),
        Trigger::Signal { name, .. } => thrown.kind == EventKind::Signal && thrown.name.as_ref() == Some(name),
        _ => false,
    })
}

/// The start event of a process that a message or signal is for: the one named, else the first.
pub fn start_for(graph: &Deployment, level: LevelId, named: Option<NodeId>, thrown: &Thrown) -> Option<NodeId> {
    let starts = graph.level(level).starts.iter().copied();
    let mut wanted = starts.filter(|start| named.is_none_or(|named| named == *start));
    wanted.find(|start| begins_by(graph, *start, thrown))
}
