//! Compensation: handlers of completed activities run in reverse order of completion (BPMN 2.0.2 section 10.7).

use smallvec::smallvec;

use crate::engine::context::{Attempt, Context, New};
use crate::engine::event::{Changes, Event};
use crate::engine::state::{
    AfterCompensation, Compensable, CompensateWork, Handler, Inside, InstanceId, Part, Scope, ScopeId, Status, Token,
    Work,
};
use crate::engine::token::Arrival;
use crate::graph::{Kind, LevelId, NodeId, Trigger};
use crate::value::Map;

impl Context<'_> {
    /// Runs the handlers of one activity, or of all that completed in the scope. The thrower waits for them, or lets its
    /// token go on and stays behind until they are done (`waitForCompletion`, section 10.5.5).
    pub(crate) fn compensate(&mut self, id: InstanceId, activity: Option<NodeId>, wait: bool) -> Attempt<()> {
        if wait {
            return self.compensate_then(id, activity, AfterCompensation::Complete);
        }
        let (Some(node), Some(instance)) = (self.node_of(id), self.instance(id)) else { return Ok(()) };
        let (scope, node_id, data) = (instance.scope, instance.node, instance.data.clone());
        let flows = self.choose_after(id, node)?;
        self.send_on(id, node_id, scope, &flows, data);
        self.compensate_then(id, activity, AfterCompensation::Nothing)
    }

    /// Runs the handlers, then does what follows.
    pub(crate) fn compensate_then(
        &mut self,
        id: InstanceId,
        activity: Option<NodeId>,
        then: AfterCompensation,
    ) -> Attempt<()> {
        let Some(scope) = self.instance(id).map(|instance| instance.scope) else { return Ok(()) };
        let open = self.handlers(scope, activity);
        self.take_compensation(scope, activity);
        self.go_on_compensating(id, CompensateWork { open, active: false, then });
        Ok(())
    }

    /// Notes that an activity which completes now can be compensated.
    pub(crate) fn remember_for_compensation(&mut self, id: InstanceId, handlers: Vec<Handler>) {
        let Some(instance) = self.instance(id).filter(|_| self.semantics().compensation) else { return };
        let (scope, node) = (instance.scope, instance.node);
        let instance = match instance.part {
            Part::Child { owner, .. } => owner,
            _ => id,
        };
        self.emit(Event::Compensable { scope, entry: Compensable { node, instance, handlers } });
    }

    /// An interrupted activity has not completed, nor has what was done of it.
    pub(crate) fn forget_compensation(&mut self, instance: InstanceId) {
        let noted = |scope: &Scope| scope.compensable.iter().any(|entry| entry.instance == instance);
        let found = self.state.scopes.iter().find(|(_, scope)| noted(scope)).map(|(id, _)| id);
        if let Some(scope) = found {
            self.emit(Event::CompensationForgotten { scope, instance });
        }
    }

    /// What undoes the content of a scope that is done: its event sub-process for compensation, else the handlers of all
    /// that completed in it.
    pub(crate) fn handlers_of(&self, scope: &Scope) -> Vec<Handler> {
        let parent = self.graph.level(scope.level).parent;
        let Some((node, start)) = parent.zip(self.compensation_start(scope.level)) else {
            return scope.compensable.iter().flat_map(|entry| entry.handlers.iter().cloned()).collect();
        };
        let (objects, data) = (scope.objects.clone(), scope.start.clone());
        let inside = Inside { start, objects, data, compensable: scope.compensable.clone() };
        vec![Handler { node, inside: Some(Box::new(inside)) }]
    }

    /// The start event of a level's event sub-process for compensation.
    fn compensation_start(&self, level: LevelId) -> Option<NodeId> {
        let graph = self.graph;
        let inner =
            graph.level(level).event_sub_processes.iter().filter_map(|node| graph.node(*node).kind.inner_level());
        let mut starts = inner.flat_map(|level| graph.level(level).starts.iter().copied());
        starts.find(|start| matches!(graph.node(*start).kind.triggers(), [Trigger::Compensation { .. }]))
    }

    /// Whether an instance runs as a handler of compensation.
    pub(crate) fn is_compensating(&self, id: InstanceId) -> bool {
        let Some(Part::Child { owner, .. }) = self.instance(id).map(|instance| instance.part) else { return false };
        matches!(self.instance(owner).map(|owner| owner.at_work()), Some(Work::Compensate(_)))
    }

    /// Handlers to run, the next one last. An event sub-process compensates the scope around it.
    fn handlers(&self, scope: ScopeId, activity: Option<NodeId>) -> Vec<Handler> {
        let mut found = Vec::new();
        let mut current = Some(scope);
        while let Some(open) = current.and_then(|id| self.scope(id)) {
            let completed = open.compensable.iter().filter(|entry| self.instance(entry.instance).is_none());
            let fitting = completed.filter(|entry| activity.is_none_or(|activity| activity == entry.node));
            found.extend(fitting.flat_map(|entry| entry.handlers.iter().cloned()));
            if !found.is_empty() || activity.is_none() && !self.is_event_sub_process(open.level) {
                break;
            }
            current = current.and_then(|id| self.outer_scope(id));
        }
        found
    }

    pub(crate) fn is_event_sub_process(&self, level: LevelId) -> bool {
        let parent = self.graph.level(level).parent;
        let kind = parent.map(|node| &self.graph.node(node).kind);
        matches!(kind, Some(Kind::SubProcess { event: true, .. }))
    }

    fn take_compensation(&mut self, scope: ScopeId, activity: Option<NodeId>) {
        let mut current = Some(scope);
        while let Some(id) = current {
            self.emit(Event::CompensationTaken { scope: id, activity });
            let inside = self.scope(id).is_some_and(|scope| self.is_event_sub_process(scope.level));
            current = if inside || activity.is_some() { self.outer_scope(id) } else { None };
        }
    }

    fn go_on_compensating(&mut self, id: InstanceId, mut work: CompensateWork) {
        let next = work.open.pop();
        let then = work.then;
        work.active = next.is_some();
        self.emit(Event::Compensating { instance: id, work: Box::new(work) });
        match next {
            Some(Handler { node, inside: Some(inside) }) => self.run_event_handler(id, node, *inside),
            Some(Handler { node, inside: None }) => self.run_handler(id, node),
            None => self.compensation_done(id, then),
        }
    }

    fn run_handler(&mut self, id: InstanceId, node: NodeId) {
        let Some(instance) = self.instance(id) else { return };
        let (scope, data) = (instance.scope, instance.data.clone());
        let part = Part::Child { owner: id, index: 0 };
        self.enter(Arrival { node, scope, part, via: None, causes: smallvec![id], data });
    }

    /// Opens a completed sub-process again as it was, for nothing but its event sub-process for compensation.
    fn run_event_handler(&mut self, id: InstanceId, node: NodeId, inside: Inside) {
        let (Some(instance), Some(level)) = (self.instance(id), self.graph.node(node).kind.inner_level()) else {
            return;
        };
        let (scope, mut data) = (instance.scope, inside.data);
        crate::engine::data::combine(&mut data, &instance.data, self.semantics());
        let (part, causes, status) = (Part::Child { owner: id, index: 0 }, smallvec![id], Status::Started);
        let new = New { node, scope, part, via: None, causes, data: data.clone(), status, queued: false };
        let owner = self.activate(new);
        let inner = self.open_scope(level, Some(owner), data.clone());
        self.become_(owner, Status::Started, Work::Inner(inner));
        for (object, value) in inside.objects.iter() {
            self.emit(Event::ObjectWritten { scope: inner, id: object.clone(), value: value.clone() });
        }
        for entry in inside.compensable {
            self.emit(Event::Compensable { scope: inner, entry });
        }
        let Some(event) = self.graph.level(self.graph.node(inside.start).level).parent else { return };
        self.begin_event_sub_process(event, inside.start, inner, data, &Changes::new());
    }

    /// A handler is done: the thrower takes its data, and the next handler runs.
    pub(crate) fn compensated(&mut self, id: InstanceId, data: Map) -> Attempt<()> {
        self.emit(Event::DataReplaced { instance: id, data });
        let Some(Work::Compensate(work)) = self.instance(id).map(|instance| &instance.work) else { return Ok(()) };
        let work = (**work).clone();
        self.go_on_compensating(id, work);
        Ok(())
    }

    fn compensation_done(&mut self, id: InstanceId, then: AfterCompensation) {
        match then {
            AfterCompensation::Complete => self.finish(id),
            AfterCompensation::CancelTransaction => self.transaction_cancelled(id),
            AfterCompensation::Nothing => self.leave_behind(id),
        }
    }

    /// The thrower's token has gone on long ago; what the handlers left counts as the data of a token that ends here.
    fn leave_behind(&mut self, id: InstanceId) {
        let Some(instance) = self.instance(id) else { return };
        let (scope, data) = (instance.scope, instance.data.clone());
        self.emit(Event::Completed(id));
        if self.semantics().result_without_end {
            self.emit(Event::TokenEnded { scope, token: Token { flow: None, cause: id, data } });
        }
        self.close_if_done(scope);
    }
}
