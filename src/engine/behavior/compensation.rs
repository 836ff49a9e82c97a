//! Compensation: handlers of completed activities run in reverse order of completion (BPMN 2.0.2 section 10.7).

use smallvec::smallvec;

use crate::engine::context::{Attempt, Context};
use crate::engine::event::Event;
use crate::engine::state::{AfterCompensation, CompensateWork, InstanceId, Part, ScopeId, Work};
use crate::engine::token::Arrival;
use crate::graph::NodeId;
use crate::value::Map;

impl Context<'_> {
    /// Runs the handlers of one activity, or of all that completed in the scope. The thrower waits for them.
    pub(crate) fn compensate(
        &mut self,
        id: InstanceId,
        activity: Option<NodeId>,
        _wait: bool,
        then: AfterCompensation,
    ) -> Attempt<()> {
        let Some(scope) = self.instance(id).map(|instance| instance.scope) else { return Ok(()) };
        let open = self.handlers(scope, activity);
        self.take_compensation(scope, activity);
        self.go_on_compensating(id, CompensateWork { open, active: false, then });
        Ok(())
    }

    /// Handlers to run, the next one last. An event sub-process compensates the scope around it.
    fn handlers(&self, scope: ScopeId, activity: Option<NodeId>) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut current = Some(scope);
        while let Some(open) = current.and_then(|id| self.scope(id)) {
            let entries = open.compensable.iter();
            let fitting = entries.filter(|entry| activity.is_none_or(|activity| activity == entry.node));
            found.extend(fitting.flat_map(|entry| entry.handlers.iter().copied()));
            if !found.is_empty() || activity.is_none() && !self.is_event_sub_process(open.level) {
                break;
            }
            current = current.and_then(|id| self.outer_scope(id));
        }
        found
    }

    fn is_event_sub_process(&self, level: crate::graph::LevelId) -> bool {
        let parent = self.graph.level(level).parent;
        let kind = parent.map(|node| &self.graph.node(node).kind);
        matches!(kind, Some(crate::graph::Kind::SubProcess { event: true, .. }))
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
            Some(handler) => self.run_handler(id, handler),
            None => self.compensation_done(id, then),
        }
    }

    fn run_handler(&mut self, id: InstanceId, node: NodeId) {
        let Some(instance) = self.instance(id) else { return };
        let (scope, data) = (instance.scope, instance.data.clone());
        let part = Part::Child { owner: id, index: 0 };
        self.enter(Arrival { node, scope, part, via: None, causes: smallvec![id], data });
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
        }
    }
}
