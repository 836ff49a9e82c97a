//! Listening: an instance waits for its triggers, and tells which of them an event meets (BPMN 2.0.2 section 10.5).

use smallvec::smallvec;

use super::apply::listened;
use super::context::{Attempt, Context, New};
use super::event::Event;
use super::state::{Catch, EventKind, InstanceId, Part, Resume, ScopeId, Status, Thrown, Work};
use crate::graph::{Kind, LevelId, NodeId, Trigger};
use crate::value::{Map, Text};

impl<'a> Context<'a> {
    /// Lets an instance wait for its triggers, sets its timers, and looks at what may already have happened.
    pub(crate) fn arm(&mut self, id: InstanceId) -> Attempt<()> {
        let Some(instance) = self.instance(id) else { return Ok(()) };
        let (node, data) = (instance.node, instance.data.clone());
        let mut catch = Catch::default();
        for (number, (_, trigger)) in self.triggers(node).into_iter().enumerate() {
            match trigger {
                Trigger::Timer(timer) => catch.timers.push(self.schedule(id, number as u32, timer, &data)?),
                Trigger::Message(message) => self.bind(id, message, &data)?,
                _ => {}
            }
        }
        self.become_(id, Status::Waiting, Work::Catch(Box::new(catch)));
        self.take_kept_message(id);
        self.test_conditions_at_first(id, data)
    }

    /// The triggers an instance of a node listens to, with the node each stands on.
    pub(crate) fn triggers(&self, node: NodeId) -> Vec<(NodeId, &'a Trigger)> {
        let graph = self.graph;
        let nodes = listened(graph, node);
        nodes
            .into_iter()
            .flat_map(|node| graph.node(node).kind.triggers().iter().map(move |trigger| (node, trigger)))
            .collect()
    }

    /// A message that came before anybody waited for it is handed to the first who does.
    fn take_kept_message(&mut self, id: InstanceId) {
        if !self.semantics().messages_are_kept || self.state.unhandled.is_empty() {
            return;
        }
        let found = self.state.unhandled.iter().enumerate().find_map(|(index, thrown)| {
            let matches = thrown.kind == EventKind::Message && self.listens(id, thrown).is_some();
            matches.then(|| (index, thrown.clone()))
        });
        if let Some((index, thrown)) = found {
            self.emit(Event::KeptMessageTaken(index));
            self.hand_over(id, &thrown);
        }
    }

    /// The number of the trigger by which an instance catches an event.
    pub(crate) fn listens(&self, id: InstanceId, thrown: &Thrown) -> Option<u32> {
        let node = self.instance(id)?.node;
        let triggers = self.triggers(node);
        let found = triggers.iter().position(|(_, trigger)| self.matches(id, trigger, thrown))?;
        Some(found as u32)
    }

    fn matches(&self, id: InstanceId, trigger: &Trigger, thrown: &Thrown) -> bool {
        match trigger {
            Trigger::Message(message) => {
                thrown.kind == EventKind::Message
                    && thrown.name.as_ref() == Some(&message.name)
                    && self.correlates(id, message, thrown)
            }
            Trigger::Signal { name, .. } => thrown.kind == EventKind::Signal && thrown.name.as_ref() == Some(name),
            Trigger::Error { code, .. } => thrown.kind == EventKind::Error && is_code(code.as_ref(), thrown),
            Trigger::Escalation { code, .. } => thrown.kind == EventKind::Escalation && is_code(code.as_ref(), thrown),
            Trigger::Cancel => thrown.kind == EventKind::Cancel,
            _ => false,
        }
    }

    pub(super) fn needs_all(&self, node: NodeId) -> bool {
        match &self.graph.node(node).kind {
            Kind::Start(catching) | Kind::Catch(catching) | Kind::Boundary { catching, .. } => catching.all,
            Kind::EventBased { parallel, .. } => *parallel,
            _ => false,
        }
    }

    pub(super) fn seen(&self, id: InstanceId) -> usize {
        match self.instance(id).map(|instance| &instance.work) {
            Some(Work::Catch(catch)) => catch.seen.len(),
            _ => 0,
        }
    }

    /// Lets the start events of a level's event sub-processes wait while its scope is open.
    pub(crate) fn watch_event_sub_processes(&mut self, level: LevelId, scope: ScopeId, data: &Map) {
        let graph = self.graph;
        for event_sub_process in &graph.level(level).event_sub_processes {
            let inner = graph.node(*event_sub_process).kind.inner_level();
            for start in inner.iter().flat_map(|inner| &graph.level(*inner).starts) {
                let triggers = graph.node(*start).kind.triggers();
                let listens = !triggers.is_empty() && !matches!(triggers, [Trigger::Compensation { .. }]);
                if listens {
                    self.watch(*start, scope, data.clone());
                }
            }
        }
    }

    fn watch(&mut self, node: NodeId, scope: ScopeId, data: Map) {
        let (part, causes, status) = (Part::EventStart, smallvec![], Status::Waiting);
        let id = self.activate(New { node, scope, part, via: None, causes, data, status, queued: false });
        if let Err(incident) = self.arm(id) {
            self.stop(id, Resume::SetGoing, incident);
        }
    }
}

fn is_code(code: Option<&Text>, thrown: &Thrown) -> bool {
    code.is_none() || code == thrown.code.as_ref()
}
