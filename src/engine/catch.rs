//! Catching: what happens when an event comes that an instance listens for (BPMN 2.0.2 section 10.5).

use smallvec::smallvec;

use super::context::{Context, New};
use super::event::{Changes, Event};
use super::state::{Causes, InstanceId, Part, ScopeId, Stage, Status, Thrown, Timer, Token, Work};
use super::token::Arrival;
use crate::graph::{Catching, Kind, NodeId, Trigger};
use crate::value::{Map, Text, Value};

impl<'a> Context<'a> {
    /// Hands an event to an instance that listens for it.
    pub(crate) fn hand_over(&mut self, id: InstanceId, thrown: &Thrown) {
        let Some(number) = self.listens(id, thrown) else { return };
        let Some(node) = self.instance(id).map(|instance| instance.node) else { return };
        let (at, changes) = {
            let triggers = self.triggers(node);
            let Some((at, trigger)) = triggers.get(number as usize) else { return };
            let own = self.graph.node(node).kind.triggers().len();
            let dropped = own > 1 && !self.semantics().multiple_keeps_payload;
            (*at, if dropped { Changes::new() } else { self.payload_changes(*at, trigger, thrown) })
        };
        if let Err(mut incident) = self.note_correlations(id, at, number, thrown) {
            incident.awaits = None; // What an event carries cannot be read again later.
            return self.raise(id, Stage::Run, incident);
        }
        self.happened(id, number, at, changes);
    }

    /// What a payload changes in the data of whoever catches it.
    fn payload_changes(&self, at: NodeId, trigger: &Trigger, thrown: &Thrown) -> Changes {
        let Some(payload) = &thrown.payload else { return Changes::new() };
        let whole = self.semantics().whole_data_payload;
        let variable = match trigger {
            Trigger::Message(message) => thrown.variable.as_ref().or(message.data.variable.as_ref()),
            Trigger::Signal { data, .. } | Trigger::Error { data, .. } | Trigger::Escalation { data, .. } => {
                data.variable.as_ref()
            }
            _ => None,
        };
        match (variable, payload) {
            (Some(variable), _) => vec![(variable.clone(), Some(payload.clone()))],
            (None, _) if self.data_output(at).is_some() => {
                self.data_output(at).map(|name| (name, Some(payload.clone()))).into_iter().collect()
            }
            (None, Value::Map(map)) if whole => super::data::setting(map),
            (None, _) => Changes::new(),
        }
    }

    /// The variable a payload goes to by the diagram's data: the event's data output, or what its association writes.
    fn data_output(&self, at: NodeId) -> Option<Text> {
        let data = &self.graph.node(at).data;
        let output = data.data_outputs.first().map(|output| output.id.clone());
        let written = data.outputs.first().and_then(|association| association.target.as_ref());
        let found = output.or_else(|| written.map(|target| target.name().clone()));
        found.filter(|_| self.semantics().associations_as_written)
    }

    /// A trigger of a waiting instance happened.
    pub(crate) fn happened(&mut self, id: InstanceId, number: u32, at: NodeId, changes: Changes) {
        let Some(instance) = self.instance(id) else { return };
        let (node, part) = (instance.node, instance.part);
        if self.needs_all(node) {
            self.emit(Event::TriggerSeen { instance: id, trigger: number });
            self.apply_changes(id, changes);
            if self.seen(id) < self.triggers(node).len() {
                return;
            }
            return self.fire(id, part, at, Changes::new());
        }
        self.fire(id, part, at, changes);
    }

    fn fire(&mut self, id: InstanceId, part: Part, at: NodeId, changes: Changes) {
        match part {
            Part::Boundary { host } => self.fire_boundary(id, host, changes),
            Part::EventStart => self.fire_event_sub_process(id, changes),
            Part::Token | Part::Child { .. } => self.fire_token(id, at, changes),
        }
    }

    fn fire_token(&mut self, id: InstanceId, at: NodeId, changes: Changes) {
        let Some(node) = self.node_of(id) else { return };
        match &node.kind {
            Kind::EventBased { parallel, .. } => return self.fire_gateway(id, at, *parallel, changes),
            Kind::Start(_) => self.cancel_other_starts(id),
            _ => {}
        }
        self.apply_changes(id, changes);
        self.become_(id, Status::Ready, Work::None);
    }

    /// Of several start events the first to happen wins.
    fn cancel_other_starts(&mut self, id: InstanceId) {
        let Some(scope) = self.instance(id).map(|instance| instance.scope) else { return };
        let members = self.scope(scope).map(|scope| scope.members.clone()).unwrap_or_default();
        let waits = |other: &InstanceId| {
            self.instance(*other).is_some_and(|instance| instance.status == Status::Waiting)
                && self.node_of(*other).is_some_and(|node| matches!(node.kind, Kind::Start(_)))
        };
        let others: Vec<InstanceId> = members.into_iter().filter(|other| *other != id && waits(other)).collect();
        for other in others {
            self.cancel(other);
        }
    }

    /// An event-based gateway completes by the event that happened; a parallel one by all of them.
    pub(crate) fn fire_gateway(&mut self, id: InstanceId, at: NodeId, all: bool, changes: Changes) {
        let Some(node) = self.node_of(id) else { return };
        let flows: Vec<_> =
            node.outgoing.iter().copied().filter(|flow| all || self.graph.flow(*flow).target == at).collect();
        let Some(instance) = self.instance(id) else { return };
        let (scope, data) = (instance.scope, instance.data.clone());
        self.emit(Event::Completed(id));
        for flow in flows {
            let new = New {
                node: self.graph.flow(flow).target,
                scope,
                part: Part::Token,
                via: Some(flow),
                causes: smallvec![id],
                data: data.clone(),
                status: Status::Ready,
                queued: true,
            };
            let event = self.activate(new);
            self.apply_changes(event, changes.clone());
        }
    }

    /// A boundary event happened: an interrupting one cancels its host, and a token leaves by it (section 10.5.4).
    fn fire_boundary(&mut self, id: InstanceId, host: InstanceId, changes: Changes) {
        let (Some(instance), Some(activity)) = (self.instance(id), self.instance(host)) else { return };
        let (node, scope) = (instance.node, instance.scope);
        let Kind::Boundary { catching, .. } = &self.graph.node(node).kind else { return };
        let on_entry = self.semantics().boundary_on_entry_data;
        let mut data = instance.data.clone();
        if !on_entry {
            let heard = std::mem::replace(&mut data, self.current_data(host));
            super::data::take_newer(&mut data, &heard);
        }
        let causes = if catching.interrupting { activity.causes.clone() } else { smallvec![host] };
        super::data::apply(&mut data, &changes, self.next_write());
        let at_once = self.semantics().interrupts_at_once;
        if catching.interrupting && at_once {
            self.cancel(host);
        } else if catching.interrupting || !self.repeats(id) {
            self.emit(Event::Cancelled(id));
        }
        let new = New { node, scope, part: Part::Token, via: None, causes, data, status: Status::Ready, queued: true };
        let event = self.activate(new);
        if catching.interrupting && !at_once {
            self.become_(event, Status::Ready, Work::Interrupt(host));
        }
    }

    /// The turn of a boundary event that interrupts late: a host whose inside is done completes first, and what it sent
    /// on is cancelled with it.
    pub(crate) fn interrupt_late(&mut self, id: InstanceId, host: InstanceId) {
        let inner_done = matches!(self.instance(host).map(|host| &host.work), Some(Work::InnerDone));
        if inner_done {
            self.run(host);
        }
        self.cancel(host);
        let is_event = |node: NodeId| matches!(self.graph.node(node).kind, Kind::Boundary { .. });
        let follows = |instance: &super::state::Instance| instance.causes.contains(&host) && !is_event(instance.node);
        let live = self.state.instances.iter().filter(|(other, instance)| *other != id && follows(instance));
        let sent: Vec<InstanceId> = live.map(|(other, _)| other).collect();
        for other in sent {
            self.cancel(other);
        }
        self.finish(id);
    }

    /// The data of an instance as it stands: of a sub-process, what its tokens have made of it; of a join, what those that
    /// wait there have brought.
    pub(crate) fn current_data(&self, id: InstanceId) -> Map {
        let Some(instance) = self.instance(id) else { return Map::new() };
        let mut data = instance.data.clone();
        match instance.at_work() {
            Work::Inner(inner) => {
                let Some(scope) = self.scope(*inner) else { return data };
                self.combine_tokens(&mut data, &scope.ended);
                for member in scope.members.iter() {
                    super::data::combine(&mut data, &self.current_data(member), self.semantics());
                }
            }
            Work::Join(tokens) | Work::Reset { held: tokens, .. } => self.combine_tokens(&mut data, tokens),
            _ => {}
        }
        data
    }

    fn combine_tokens(&self, data: &mut Map, tokens: &[Token]) {
        tokens.iter().for_each(|token| super::data::combine(data, &token.data, self.semantics()));
    }

    /// Whether a non-interrupting event goes on waiting after it happened.
    fn repeats(&self, id: InstanceId) -> bool {
        let timers = match self.instance(id).map(|instance| &instance.work) {
            Some(Work::Catch(catch)) => catch.timers.len(),
            _ => 0,
        };
        let Some(node) = self.node_of(id) else { return false };
        let only_timers = node.kind.triggers().iter().all(|trigger| matches!(trigger, Trigger::Timer(_)));
        if only_timers { timers > 0 } else { self.semantics().non_interrupting_repeats }
    }

    /// The start event of an event sub-process happened (section 10.3.5).
    fn fire_event_sub_process(&mut self, id: InstanceId, changes: Changes) {
        let Some(instance) = self.instance(id) else { return };
        let (start, scope) = (instance.node, instance.scope);
        let Some(event_sub_process) = self.graph.level(self.graph.node(start).level).parent else { return };
        let Kind::Start(Catching { interrupting, .. }) = &self.graph.node(start).kind else { return };
        let interrupts = *interrupting && self.semantics().event_sub_process_interrupts;
        let mut data = self.scope_data(scope);
        if !self.semantics().event_sub_process_on_start_data {
            super::data::take_newer(&mut data, &instance.data);
        }
        let mut causes = Causes::new();
        if interrupts {
            let taken_over = self.scope(scope).into_iter();
            causes.extend(
                taken_over.flat_map(|scope| scope.members.iter().chain(scope.ended.iter().map(|token| token.cause))),
            );
            self.interrupt(scope);
        } else if !self.repeats(id) {
            self.emit(Event::Cancelled(id));
        }
        let by = Interruption { start, scope, causes };
        self.start_event_sub_process(event_sub_process, by, data, &changes);
    }

    /// The data an event sub-process begins with.
    pub(crate) fn scope_data(&self, id: ScopeId) -> Map {
        let Some(scope) = self.scope(id) else { return Map::new() };
        let mut data = scope.start.clone();
        if self.semantics().event_sub_process_on_start_data {
            return data;
        }
        let members = scope.members.iter().map(|member| self.current_data(member));
        for found in scope.ended.iter().map(|token| token.data.clone()).chain(members) {
            super::data::combine(&mut data, &found, self.semantics());
        }
        data
    }

    fn interrupt(&mut self, scope: ScopeId) {
        self.cancel_members(scope, None);
        self.emit(Event::ScopeInterrupted(scope));
    }

    /// Begins an event sub-process that interrupts nothing.
    pub(crate) fn begin_event_sub_process(
        &mut self,
        node: NodeId,
        start: NodeId,
        scope: ScopeId,
        data: Map,
        changes: &Changes,
    ) {
        self.start_event_sub_process(node, Interruption { start, scope, causes: smallvec![] }, data, changes);
    }

    fn start_event_sub_process(&mut self, node: NodeId, by: Interruption, data: Map, changes: &Changes) {
        let Some(level) = self.graph.node(node).kind.inner_level() else { return };
        let Interruption { start, scope, causes } = by;
        let new = New {
            node,
            scope,
            part: Part::Token,
            via: None,
            causes,
            data: data.clone(),
            status: Status::Ready,
            queued: false,
        };
        let owner = self.activate(new);
        let inner = self.open_scope(level, Some(owner), data.clone());
        self.become_(owner, Status::Started, Work::Inner(inner));
        self.watch_event_sub_processes(level, inner, &data);
        let mut data = data;
        super::data::apply(&mut data, changes, self.next_write());
        let new = New {
            node: start,
            scope: inner,
            part: Part::Token,
            via: None,
            causes: smallvec![],
            data,
            status: Status::Ready,
            queued: true,
        };
        self.activate(new);
    }

    /// A timer of a waiting instance is due.
    pub(crate) fn fire_timer(&mut self, id: InstanceId, timer: &Timer) {
        let Some((node, _)) = self.instance(id).map(|instance| (instance.node, instance.part)) else { return };
        let triggers = self.triggers(node);
        let Some((at, _)) = triggers.get(timer.trigger as usize).copied() else { return };
        if timer.repeat.is_some() && !self.semantics().cycle_completes {
            return self.tick(id, timer);
        }
        match self.next_cycle(id, timer) {
            Some(next) => self.emit(Event::TimerSet { instance: id, timer: next }),
            None => self.emit(Event::TimerSpent { instance: id, trigger: timer.trigger }),
        }
        self.happened(id, timer.trigger, at, Changes::new());
    }

    /// One tick of a cycle that sends a token on and waits for the next; the last one completes the event.
    fn tick(&mut self, id: InstanceId, timer: &Timer) {
        let Some(instance) = self.instance(id) else { return };
        let (scope, data, node) = (instance.scope, instance.data.clone(), self.graph.node(instance.node));
        match self.next_cycle(id, timer) {
            Some(next) => self.emit(Event::TimerSet { instance: id, timer: next }),
            None => self.emit(Event::Completed(id)),
        }
        for flow in &node.outgoing {
            self.arrive(*flow, scope, id, data.clone());
        }
        self.close_if_done(scope);
    }

    /// Starts an event or activity by hand, outside the flow (ad-hoc activities, chosen start events).
    pub(crate) fn begin_at(&mut self, node: NodeId, scope: ScopeId, data: Map, causes: Causes) -> InstanceId {
        self.enter(Arrival { node, scope, part: Part::Token, via: None, causes, data })
    }
}

/// How an event sub-process came to begin: by which start event, in which scope, and what it interrupted there.
struct Interruption {
    start: NodeId,
    scope: ScopeId,
    causes: Causes,
}
