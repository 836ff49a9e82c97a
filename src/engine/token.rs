//! The life of a token: it arrives at an element, the element becomes ready, runs, completes, and sends it on.

use smallvec::{SmallVec, smallvec};

use super::apply::is_automatic;
use super::context::{Attempt, Context, New, incident};
use super::event::Event;
use super::state::{Causes, Handler, IncidentKind, InstanceId, Part, Resume, ScopeId, Stage, Status, Token, Work};
use crate::diagnostic::codes;
use crate::graph::{FlowId, Kind, Node, NodeId, Repeat};
use crate::value::Map;

/// A token on its way into an element.
pub struct Arrival {
    /// The element.
    pub node: NodeId,
    /// The scope.
    pub scope: ScopeId,
    /// The part the new instance plays.
    pub part: Part,
    /// The flow it came by.
    pub via: Option<FlowId>,
    /// The instances it follows from.
    pub causes: Causes,
    /// Its data.
    pub data: Map,
}

/// The flows a token leaves by.
pub(crate) type Flows = SmallVec<[FlowId; 2]>;

impl<'a> Context<'a> {
    /// A token arrives by a flow: it waits at a join or enters the element.
    pub(crate) fn arrive(&mut self, flow: FlowId, scope: ScopeId, cause: InstanceId, data: Map) {
        let node = self.graph.flow(flow).target;
        if is_join(self.graph.node(node)) {
            return self.arrive_at_join(node, scope, Token { flow: Some(flow), cause, data });
        }
        self.enter(Arrival { node, scope, part: Part::Token, via: Some(flow), causes: smallvec![cause], data });
    }

    /// Creates the instance of an element a token has entered, and makes it ready.
    pub(crate) fn enter(&mut self, arrival: Arrival) -> InstanceId {
        let graph = self.graph;
        let node = graph.node(arrival.node);
        let Arrival { scope, part, via, causes, data, .. } = arrival;
        let plain = is_plain(node, part);
        let human = matches!(node.kind, Kind::Human { .. })
            || matches!(node.kind, Kind::Task) && self.semantics().plain_task_waits;
        let queued = plain && !human;
        let status = Status::Ready;
        let id = self.activate(New { node: arrival.node, scope, part, via, causes, data, status, queued });
        if self.state.instances.len() as u64 > self.state.setup.limits.tokens {
            self.raise(id, Stage::Enter, token_limit(self.state.setup.limits.tokens));
        } else if !plain {
            self.prepare(id);
        } else if !queued {
            self.give_to_host(id);
        }
        id
    }

    /// Makes an instance ready: inputs, pre-script, boundary events, subscriptions.
    pub(crate) fn prepare(&mut self, id: InstanceId) {
        let (Some(node), Some(part)) = (self.node_of(id), self.instance(id).map(|instance| instance.part)) else {
            return;
        };
        if is_repeated_child(node, part) || !self.ask_stores(id, node) {
            self.prepare_with_stores(id);
        }
    }

    /// Goes on making an instance ready when the host has given its data stores.
    pub(crate) fn prepare_with_stores(&mut self, id: InstanceId) {
        self.heard.begin();
        let before = self.data(id);
        if let Err(incident) = self.try_prepare_with_stores(id) {
            self.stop(id, Resume::Enter(before), incident);
        }
    }

    fn try_prepare_with_stores(&mut self, id: InstanceId) -> Attempt<()> {
        let (Some(node), Some(part)) = (self.node_of(id), self.instance(id).map(|instance| instance.part)) else {
            return Ok(());
        };
        if !is_repeated_child(node, part) {
            self.take_inputs(id, node)?;
        }
        if let Some(script) = node.pre_script.as_ref().filter(|_| has_scripts(node, part)) {
            self.run_script(id, script)?;
        }
        if matches!(part, Part::Token) || matches!(part, Part::Child { .. }) && node.repeat.is_none() {
            self.attach_boundary_events(id, node);
            if self.instance(id).is_none() {
                return Ok(()); // What a boundary event waits for was already true.
            }
        }
        self.go(id, node, part);
        Ok(())
    }

    /// Sets a prepared instance going: it waits for its events, runs, or is ready.
    pub(crate) fn go(&mut self, id: InstanceId, node: &Node, part: Part) {
        self.heard.begin();
        if let Err(incident) = self.set_going(id, node, part) {
            self.stop(id, Resume::SetGoing, incident);
        }
    }

    /// Whether a token stands on the start of an event sub-process that is under way: what it waited for began it.
    fn has_happened(&self, node: &Node, part: Part) -> bool {
        matches!((&node.kind, part), (Kind::Start(_), Part::Token)) && self.is_event_sub_process(node.level)
    }

    fn set_going(&mut self, id: InstanceId, node: &Node, part: Part) -> Attempt<()> {
        let single = node.repeat.is_none() || is_repeated_child(node, part);
        let catches = match &node.kind {
            Kind::Receive { .. } => single,
            Kind::EventBased { .. } => true,
            kind => !kind.triggers().is_empty() && !is_link(kind) && !self.has_happened(node, part),
        };
        if catches {
            return self.arm(id);
        }
        let opens = !single || matches!(node.kind, Kind::SubProcess { .. } | Kind::Call { .. } | Kind::AdHoc(_));
        if opens && self.semantics().inner_scopes_first {
            self.run(id);
        } else if self.must_become_ready(id) {
            self.become_(id, Status::Ready, Work::None);
        }
        if !is_automatic(self.state, self.graph, id) {
            self.give_to_host(id);
        }
        Ok(())
    }

    /// Whether an instance must enter the queue, or come back from an incident on its way in.
    fn must_become_ready(&self, id: InstanceId) -> bool {
        let waits = self.instance(id).is_some_and(|instance| instance.status != Status::Ready);
        waits || is_automatic(self.state, self.graph, id)
    }

    /// Creates the waiting boundary events of an activity that becomes active. One that cannot wait stands in an incident of
    /// its own.
    fn attach_boundary_events(&mut self, host: InstanceId, node: &Node) {
        for event in &node.boundary {
            let Some(instance) = self.instance(host) else { return };
            if !self.semantics().compensation && is_compensation(&self.graph.node(*event).kind) {
                continue;
            }
            let (scope, data) = (instance.scope, instance.data.clone());
            let new = New {
                node: *event,
                scope,
                part: Part::Boundary { host },
                via: None,
                causes: smallvec![host],
                data,
                status: Status::Waiting,
                queued: false,
            };
            let boundary = self.activate(new);
            if let Err(incident) = self.arm(boundary) {
                self.stop(boundary, Resume::SetGoing, incident);
            }
        }
    }

    /// Completes an instance that has done its work: post-script, outputs, and the token goes on.
    pub(crate) fn finish(&mut self, id: InstanceId) {
        self.heard.begin();
        let before = self.data(id);
        if let Err(incident) = self.try_finish(id) {
            self.stop(id, Resume::Finish(before), incident);
        }
    }

    fn try_finish(&mut self, id: InstanceId) -> Attempt<()> {
        let (Some(node), Some(part)) = (self.node_of(id), self.instance(id).map(|instance| instance.part)) else {
            return Ok(());
        };
        let undoes = self.is_compensating(id) && !node.for_compensation;
        if let Some(script) = node.post_script.as_ref().filter(|_| has_scripts(node, part) && !undoes) {
            self.run_script(id, script)?;
        }
        if !is_repeated_child(node, part) && !undoes {
            self.give_outputs(id, node)?;
            if self.tell_stores(id, node) {
                return Ok(());
            }
        }
        self.leave(id);
        Ok(())
    }

    /// An instance that has nothing more to do is completed, and its token goes on.
    pub(crate) fn leave(&mut self, id: InstanceId) {
        self.heard.begin();
        if let Err(incident) = self.try_leave(id) {
            self.raise(id, Stage::Complete, incident);
        }
    }

    fn try_leave(&mut self, id: InstanceId) -> Attempt<()> {
        let (Some(node), Some(part)) = (self.node_of(id), self.instance(id).map(|instance| instance.part)) else {
            return Ok(());
        };
        let flows = match part {
            Part::Child { .. } => Flows::new(),
            _ => self.choose_after(id, node)?,
        };
        self.complete(id, &flows);
        Ok(())
    }

    /// Ends an instance and sends its token along `flows`.
    pub(crate) fn complete(&mut self, id: InstanceId, flows: &[FlowId]) {
        let (Some(instance), Some(node)) = (self.instance(id), self.node_of(id)) else { return };
        let (scope, part, data, node_id) = (instance.scope, instance.part, instance.data.clone(), instance.node);
        self.cancel_dependents(id);
        let whole = node.repeat.is_some() && !is_repeated_child(node, part);
        if let Some(handler) = node.compensation.filter(|_| !whole) {
            self.remember_for_compensation(id, vec![Handler { node: handler, inside: None }]);
        }
        self.emit(Event::Completed(id));
        match part {
            Part::Child { owner, index } => self.child_completed(owner, index, data.clone()),
            _ => self.send_on(id, node_id, scope, flows, data.clone()),
        }
        self.wake_conditionals(scope, &data);
        self.close_if_done(scope);
    }

    pub(crate) fn send_on(&mut self, id: InstanceId, node_id: NodeId, scope: ScopeId, flows: &[FlowId], data: Map) {
        let node = self.graph.node(node_id);
        for flow in flows {
            for _ in 0..node.completion_quantity.max(1) {
                self.arrive(*flow, scope, id, data.clone());
            }
        }
        let free = self.is_ad_hoc(scope);
        let event_sub_process = matches!(node.kind, Kind::SubProcess { event: true, .. });
        let ends =
            matches!(node.kind, Kind::End(_)) || event_sub_process || free || self.semantics().result_without_end;
        let jumps = matches!(&node.kind, Kind::Throw(triggers) if triggers.iter().any(is_link_trigger));
        if flows.is_empty() && ends && !jumps {
            let result = data.clone();
            self.emit(Event::TokenEnded { scope, token: Token { flow: None, cause: id, data } });
            if free {
                self.ad_hoc_goes_on(scope, node_id, &result);
            }
        }
    }

    /// Cancels the boundary events and children of an instance.
    pub(crate) fn cancel_dependents(&mut self, id: InstanceId) {
        let dependents: SmallVec<[InstanceId; 4]> = self.state.dependents.get(&id).into_iter().flatten().collect();
        for dependent in dependents {
            self.cancel(dependent);
        }
    }

    /// Cancels an instance with everything inside it.
    pub(crate) fn cancel(&mut self, id: InstanceId) {
        let Some(instance) = self.instance(id) else { return };
        let inner = match *instance.at_work() {
            Work::Inner(scope) => Some(scope),
            _ => None,
        };
        self.cancel_dependents(id);
        if let Some(scope) = inner {
            self.cancel_scope(scope);
        }
        self.emit(Event::Cancelled(id));
        self.forget_compensation(id);
    }
}

/// Whether tokens wait here for others.
fn is_join(node: &Node) -> bool {
    match node.kind {
        Kind::Parallel | Kind::Inclusive | Kind::Complex(_) => node.incoming.len() > 1,
        _ => node.start_quantity > 1,
    }
}

/// Whether an element needs no preparation before it runs.
fn is_plain(node: &Node, part: Part) -> bool {
    let bare = node.reads.is_empty()
        && node.data.is_empty()
        && node.io.is_none()
        && node.pre_script.is_none()
        && node.boundary.is_empty();
    let unrepeated = node.repeat.is_none() && matches!(part, Part::Token | Part::Child { .. });
    bare && unrepeated
        && match &node.kind {
            Kind::Receive { .. }
            | Kind::EventBased { .. }
            | Kind::SubProcess { .. }
            | Kind::Call { .. }
            | Kind::AdHoc(_) => false,
            kind => kind.triggers().is_empty(),
        }
}

/// Whether this is one instance or round of a repeated activity, whose inputs and outputs its owner handles.
pub(crate) fn is_repeated_child(node: &Node, part: Part) -> bool {
    node.repeat.is_some() && matches!(part, Part::Child { .. })
}

/// Whether pre- and post-scripts run on this instance: on the activity as a whole, or on each of its instances.
fn has_scripts(node: &Node, part: Part) -> bool {
    let on_instances = match node.repeat.as_deref() {
        Some(Repeat::Loop { scripts_on_instances, .. }) => *scripts_on_instances,
        Some(Repeat::Multi(multi)) => multi.scripts_on_instances,
        None => return true,
    };
    on_instances == matches!(part, Part::Child { .. })
}

fn is_link(kind: &Kind) -> bool {
    kind.triggers().iter().any(is_link_trigger)
}

fn is_link_trigger(trigger: &crate::graph::Trigger) -> bool {
    matches!(trigger, crate::graph::Trigger::Link(_))
}

fn is_compensation(kind: &Kind) -> bool {
    matches!(kind.triggers(), [crate::graph::Trigger::Compensation { .. }])
}

fn token_limit(limit: u64) -> Box<super::state::Incident> {
    incident(IncidentKind::Limit, codes::RUN_TOKEN_LIMIT, format!("More than {limit} tokens are alive in this run."))
}
