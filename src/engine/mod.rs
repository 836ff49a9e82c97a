//! The engine: commands in, events out. It knows no clock, no randomness, no IO and no JavaScript.
//!
//! [`handle`] checks a command, changes the [`State`] only through events, and appends these to the log. A script's or
//! job's failure is an incident, which is an event like any other; a command that cannot be obeyed is a [`Rejection`] and
//! changes nothing. Behaviours are the files of [`behavior`](self), one per kind of element.

mod alarms;
mod apply;
mod association;
mod behavior;
mod catch;
mod command;
mod conditional;
mod context;
mod correlation;
mod cycle;
mod data;
mod decide;
mod evaluate;
mod event;
mod host_store;
mod iso8601;
mod job;
mod join;
mod keyed_store;
mod limits;
mod listen;
mod occurrence;
mod queue;
mod rebind;
mod renumber;
mod semantics;
mod state;
mod throw;
mod timer;
mod token;

use std::sync::Arc;

use smallvec::SmallVec;

pub use apply::apply;
pub use command::Command;
pub use context::{Answer, Caller, Context, Forgotten, Host, Journal, Scripts};
pub use correlation::awaited_keys;
pub use decide::DecisionTexts;
pub use evaluate::{Environment, Evaluated, run_text};
pub use event::{Activated, Changes, Event, Rebound, Reset};
pub use iso8601::instant_text;
pub use job::Failure;
pub use limits::Limits;
pub use occurrence::{Occurrence, TimerKind, occurrence};
pub use rebind::carry_over;
pub use renumber::{Ids, Renumber};
pub use semantics::Semantics;
pub use state::*;
pub use throw::start_for;
pub use timer::{StartTimer, postpone, start_timers};
pub use token::Arrival;

use crate::diagnostic::{Diagnostic, codes};
use crate::graph::{Deployment, Kind, LevelId, NodeId, Repeat};
use crate::value::{Map, Value};

/// Why a command was refused; the run is as it was.
pub type Rejection = Box<Diagnostic>;

/// A run before anything happened.
pub fn new_state(setup: Setup, now: i64, stores: Map) -> State {
    State {
        setup: Arc::new(setup),
        now,
        next_instance: 1,
        next_scope: 0,
        instances: Default::default(),
        scopes: Default::default(),
        ready: Default::default(),
        dependents: Default::default(),
        timers: Default::default(),
        subscriptions: Default::default(),
        incidents: Default::default(),
        unsettled: Default::default(),
        stores,
        unhandled: Vec::new(),
        outcome: None,
        data: Map::new(),
        suspended: false,
        writes: 0,
    }
}

/// Carries out a command at the time `now` (ignored when it lies before the run's clock).
pub fn handle(context: &mut Context<'_>, command: Command, now: Option<i64>) -> Result<(), Rejection> {
    check(context, &command)?;
    if let Some(now) = now.filter(|now| *now > context.state.now) {
        context.emit(Event::TimeAdvanced(now));
    }
    match command {
        Command::StartProcess { level, data, start: Some(start), event: Some(event) } => {
            context.begin_by_event(level, start, data, &event);
        }
        Command::StartProcess { level, data, start, .. } => drop(context.begin_root(level, data, start)),
        Command::StartCollaboration { id, data } => context.start_collaboration(&id, &data),
        Command::Step => drop(context.step()),
        Command::Continue { steps } => return context.go_on(steps),
        Command::Complete { task, data, by } => context.complete_task(task, data, by),
        Command::Fail { task, failure } => context.fail(task, failure),
        Command::Accept(task) => context.accept(task),
        Command::Skip { task, finish } => context.skip(task, finish),
        Command::Retry(task) => context.retry(task),
        Command::Edit { task, data, replace } => context.edit(task, data, replace),
        Command::EditObject { id, holder, value } => context.edit_object(id, holder, value),
        Command::EditStore { id, value } => context.emit(Event::StoreWritten { id, value }),
        Command::Deliver { event, target, require } => context.deliver_from_outside(event, target, require)?,
        Command::AdvanceTo(time) => context.advance_to(time)?,
        Command::FireTimer(task) => context.fire_next_timer(task),
        Command::Cancel => context.cancel_run(),
        Command::Suspend => context.emit(Event::Suspended),
        Command::Resume => context.emit(Event::Resumed),
        Command::TakeUnhandled => context.emit(Event::UnhandledTaken),
    }
    Ok(())
}

/// Whether a command can be obeyed; nothing has changed yet.
fn check(context: &Context<'_>, command: &Command) -> Result<(), Rejection> {
    let state = &*context.state;
    let changes = !matches!(
        command,
        Command::TakeUnhandled
            | Command::Resume
            | Command::EditObject { .. }
            | Command::EditStore { .. }
            | Command::AdvanceTo(_)
    );
    if state.is_over() && changes {
        return Err(reject(codes::RUN_ENDED, "The run has ended."));
    }
    if state.suspended && matches!(command, Command::Step | Command::Continue { .. } | Command::Complete { .. }) {
        return Err(reject(codes::RUN_SUSPENDED, "The run is suspended."));
    }
    match command {
        Command::Complete { task, .. } => check_completable(context, *task),
        Command::Fail { task, .. } => check_work(context, *task),
        Command::Accept(task) => check_job(context, *task),
        Command::Skip { task, .. } => check_skippable(context, *task),
        Command::Edit { task, .. } => check_known(context, *task),
        Command::Retry(task) => check_incident(context, *task),
        Command::FireTimer(task) => check_timer(context, *task),
        Command::EditObject { id, holder, .. } => check_object(context, id, *holder),
        Command::EditStore { id, .. } if context.host.keeps(id) => {
            Err(reject(codes::RUN_STORE_OF_HOST, format!("The data store {id} is kept by the host.")))
        }
        _ => Ok(()),
    }
}

fn reject(code: crate::diagnostic::Code, message: impl Into<String>) -> Rejection {
    Box::new(Diagnostic::new(code, message))
}

fn check_known(context: &Context<'_>, task: InstanceId) -> Result<(), Rejection> {
    match context.instance(task) {
        Some(_) => Ok(()),
        None => Err(reject(codes::RUN_UNKNOWN_TASK, format!("The task {} is not active in this run.", task.0))),
    }
}

/// Events that only listen are nobody's task.
fn check_skippable(context: &Context<'_>, task: InstanceId) -> Result<(), Rejection> {
    check_known(context, task)?;
    match context.instance(task).map(|instance| instance.part) {
        Some(Part::Boundary { .. } | Part::EventStart) => Err(reject(
            codes::RUN_NOT_READY,
            format!("The event {} listens beside the flow: it cannot be skipped.", task.0),
        )),
        _ => Ok(()),
    }
}

fn check_completable(context: &Context<'_>, task: InstanceId) -> Result<(), Rejection> {
    check_known(context, task)?;
    let ready = context.instance(task).is_some_and(|instance| match &instance.work {
        Work::Job(_) | Work::Held(_) | Work::Call(_) => true,
        _ => instance.status == Status::Ready && !apply::is_automatic(context.state, context.graph, task),
    });
    if ready {
        return Ok(());
    }
    let name = context.node_of(task).map(|node| node.id.to_string()).unwrap_or_default();
    Err(reject(codes::RUN_NOT_READY, format!("The task {} ({name}) is not ready to be completed.", task.0)))
}

fn check_work(context: &Context<'_>, task: InstanceId) -> Result<(), Rejection> {
    check_known(context, task)?;
    check_completable(context, task)
}

fn check_job(context: &Context<'_>, task: InstanceId) -> Result<(), Rejection> {
    check_known(context, task)?;
    match context.instance(task).map(|instance| &instance.work) {
        Some(Work::Job(_) | Work::Held(_)) => Ok(()),
        _ => Err(reject(codes::RUN_NOT_READY, format!("The task {} has no job that could be accepted.", task.0))),
    }
}

fn check_incident(context: &Context<'_>, task: InstanceId) -> Result<(), Rejection> {
    check_known(context, task)?;
    match context.instance(task).map(|instance| &instance.work) {
        Some(Work::Incident(_)) => Ok(()),
        _ => Err(reject(codes::RUN_NOT_READY, format!("The task {} stands in no incident.", task.0))),
    }
}

fn check_timer(context: &Context<'_>, task: InstanceId) -> Result<(), Rejection> {
    check_known(context, task)?;
    match context.instance(task).map(|instance| &instance.work) {
        Some(Work::Catch(catch)) if !catch.timers.is_empty() => Ok(()),
        Some(work) if work.job_due().is_some() => Ok(()),
        _ => Err(reject(codes::RUN_NOT_WAITING, format!("The task {} waits for no timer.", task.0))),
    }
}

fn check_object(context: &Context<'_>, id: &str, holder: Option<InstanceId>) -> Result<(), Rejection> {
    match context.holder_scope(holder).and_then(|scope| context.object_scope(scope, id)) {
        Some(_) => Ok(()),
        None => Err(reject(codes::RUN_UNKNOWN_DATA_OBJECT, format!("There is no data object {id} in this run."))),
    }
}

/// The automatic instance whose turn it is, and where the queue's passes stand after it.
pub fn next_automatic(state: &State) -> Option<(InstanceId, queue::Cursor)> {
    match state.setup.semantics.inner_scopes_first {
        true => state.ready.next_in_pass(state.next_scope),
        false => state.ready.first().map(|id| (id, Default::default())),
    }
}

impl Context<'_> {
    /// Goes back to a task: undoes what follows from it and makes it ready again.
    pub fn reset(&mut self, reset: Reset, arrival: Arrival) {
        self.emit(Event::Reset(Box::new(reset)));
        self.enter(arrival);
    }

    /// Runs one automatic element, or lets inclusive joins fire when nothing else can; whether anything happened.
    pub(crate) fn step(&mut self) -> bool {
        let inner_first = self.semantics().inner_scopes_first;
        if inner_first {
            self.settle(); // A join of an inner scope comes before anything outside.
        }
        match next_automatic(self.state) {
            Some((instance, cursor)) => {
                self.emit(Event::Taken { instance, cursor });
                self.run(instance);
                true
            }
            None => self.settle() && self.step(),
        }
    }

    /// Runs automatic elements until none is ready, then looks at the timers once and goes on.
    fn go_on(&mut self, steps: Option<u64>) -> Result<(), Rejection> {
        let mut left = steps.unwrap_or(self.state.setup.limits.steps);
        let limited = steps.is_none();
        self.drain(&mut left, limited)?;
        if self.fire_due() {
            self.drain(&mut left, limited)?;
        }
        Ok(())
    }

    fn drain(&mut self, left: &mut u64, limited: bool) -> Result<(), Rejection> {
        while !self.state.is_over() {
            if *left == 0 {
                let more = limited && !self.state.ready.is_empty();
                return if more { Err(step_limit(self.state.setup.limits.steps)) } else { Ok(()) };
            }
            if !self.step() {
                return Ok(());
            }
            *left -= 1;
        }
        Ok(())
    }

    /// Fires every timer that is due, each once; whether there was one.
    fn fire_due(&mut self) -> bool {
        let now = self.state.now;
        let until = if self.semantics().due_at_instant { now } else { now.saturating_sub(1) };
        let due: SmallVec<[(i64, InstanceId); 4]> =
            self.state.timers.iter().take_while(|(due, _)| *due <= until).collect();
        let mut fired = false;
        for (due, id) in due {
            fired |= self.fire_timers_of(id, due);
        }
        fired
    }

    fn fire_timers_of(&mut self, id: InstanceId, due: i64) -> bool {
        if self.job_due(id) == Some(due) {
            self.try_again(id);
            return true;
        }
        let Some(Work::Catch(catch)) = self.instance(id).map(|instance| &instance.work) else { return false };
        let Some(timer) = catch.timers.iter().find(|timer| timer.due == due).cloned() else { return false };
        self.fire_timer(id, &timer);
        true
    }

    /// Lets time pass. In the standard's profile each timer fires at its moment and what follows runs before the next one.
    fn advance_to(&mut self, time: i64) -> Result<(), Rejection> {
        let mut left = self.state.setup.limits.steps;
        while self.semantics().advance_fires && !self.state.is_over() {
            let Some((due, id)) = self.state.timers.first().filter(|(due, _)| *due <= time) else { break };
            self.emit(Event::TimeAdvanced(due.max(self.state.now)));
            self.fire_timers_of(id, due);
            self.drain(&mut left, true)?;
        }
        if time > self.state.now {
            self.emit(Event::TimeAdvanced(time));
        }
        Ok(())
    }

    fn fire_next_timer(&mut self, id: InstanceId) {
        if self.job_due(id).is_some() {
            return self.try_again(id);
        }
        let Some(Work::Catch(catch)) = self.instance(id).map(|instance| &instance.work) else { return };
        let next = catch.timers.iter().min_by_key(|timer| timer.due).cloned();
        if let Some(timer) = next {
            self.fire_timer(id, &timer);
        }
    }

    fn start_collaboration(&mut self, id: &str, data: &Map) {
        let graph = self.graph;
        let Some(collaboration) = graph.collaborations.get(id) else { return };
        for level in collaboration.participants.iter().filter_map(|participant| participant.process) {
            let executable = graph.level(level).executable != Some(false);
            if executable && self.begins_by_itself(level) {
                self.begin_root(level, data.clone(), None);
            }
        }
    }

    /// Whether a participant begins with the collaboration: at a plain or timed start event.
    pub(crate) fn begins_by_itself(&self, level: LevelId) -> bool {
        self.graph.level(level).starts.iter().any(|start| {
            let kind = &self.graph.node(*start).kind;
            let triggers = kind.triggers();
            let alone =
                !matches!(kind, Kind::Receive { instantiate: true, .. } | Kind::EventBased { instantiate: true, .. });
            alone && triggers.iter().all(|trigger| matches!(trigger, crate::graph::Trigger::Timer(_)))
        })
    }

    fn complete_task(&mut self, id: InstanceId, data: Value, by: Option<crate::value::Text>) {
        let Some(node) = self.node_of(id) else { return };
        if let Some(user) = by {
            self.emit(Event::CompletedBy { instance: id, user });
        }
        let work = self.instance(id).map(|instance| instance.work.clone()).unwrap_or_default();
        match work.job().map(|job| job.kind) {
            Some(JobKind::StoreRead) => return self.take_stores(id, &data),
            Some(JobKind::StoreWrite) => return self.leave(id),
            _ => {}
        }
        match (work, &node.kind) {
            (Work::Job(job), _) => self.take_result(id, job.result_variable.as_ref(), data),
            (Work::Held(held), _) => self.take_result(id, held.job.result_variable.as_ref(), data),
            (Work::Call(call), Kind::Script(script)) => {
                let mut answers = call.answers;
                answers.push(data);
                if let Err(incident) = self.run_script_task(id, script.as_ref(), answers) {
                    self.raise(id, Stage::Run, incident);
                }
                return;
            }
            (_, Kind::Human { variable: Some(variable) }) if self.semantics().human_result_variable => {
                self.apply_changes(id, vec![(variable.clone(), Some(data))]);
            }
            (_, _) => self.take_result(id, None, data),
        }
        self.finish(id);
    }

    fn skip(&mut self, id: InstanceId, finish: bool) {
        let inner = match self.instance(id).map(Instance::at_work) {
            Some(Work::Inner(scope)) => Some(*scope),
            _ => None,
        };
        if let Some(scope) = inner {
            self.cancel_scope(scope);
        }
        self.cancel_dependents(id);
        let Some(node) = self.node_of(id) else { return };
        if self.tells_stores(id) {
            return self.leave(id); // It has done all else.
        }
        if matches!(self.instance(id).map(Instance::at_work), Some(Work::Join(_))) {
            return self.join_now(id, node); // With the tokens that are there.
        }
        if let (Kind::EventBased { .. }, Some(flow)) = (&node.kind, node.outgoing.first()) {
            return self.fire_gateway(id, self.graph.flow(*flow).target, false, Vec::new());
        }
        if finish {
            return self.finish(id);
        }
        match self.choose_after(id, node) {
            Ok(flows) => self.complete(id, &flows),
            Err(incident) => self.raise(id, Stage::Complete, incident),
        }
    }

    fn retry(&mut self, id: InstanceId) {
        let Some(Work::Incident(incident)) = self.instance(id).map(|instance| &instance.work) else { return };
        let (stage, held) = (incident.stage, incident.held.as_deref().cloned());
        match held {
            Some(Work::Inner(scope)) if self.scope(scope).is_none() => {}
            Some(work) => return self.take_up(id, work, stage),
            None => {}
        }
        match stage {
            Stage::Enter => {
                self.become_(id, Status::Waiting, Work::None);
                self.cancel_dependents(id);
                self.prepare(id);
            }
            Stage::Run => {
                self.become_(id, Status::Ready, Work::None);
                self.give_to_host(id);
            }
            Stage::Complete => self.become_(id, Status::Ready, Work::InnerDone),
        }
    }

    /// Goes on with the work that an incident had interrupted.
    fn take_up(&mut self, id: InstanceId, work: Work, stage: Stage) {
        let Some(node) = self.node_of(id) else { return };
        let (status, inner) = match work {
            Work::Job(_) | Work::Held(_) => return self.become_(id, Status::Started, work),
            Work::Join(_) => (Status::Waiting, None),
            Work::Inner(scope) => (Status::Started, Some(scope)),
            Work::Result(before) => {
                self.become_(id, Status::Started, Work::Result(before.clone()));
                if let Err(incident) = self.take_inner_result(id, node, before) {
                    self.raise(id, stage, incident);
                }
                return;
            }
            _ => (Status::Started, None),
        };
        let data = self.data(id);
        self.become_(id, status, work);
        let outcome = match (&node.kind, node.repeat.as_deref(), inner) {
            (Kind::AdHoc(ad_hoc), _, Some(scope)) => self.retry_ad_hoc(id, ad_hoc, scope),
            (_, Some(Repeat::Multi(multi)), _) => self.multi_goes_on(id, multi, &data),
            (_, Some(Repeat::Loop { .. }), _) => self.loop_goes_on(id, node),
            _ => self.try_join(id),
        };
        if let Err(incident) = outcome {
            self.raise(id, stage, incident);
        }
    }

    fn edit(&mut self, id: InstanceId, data: Map, replace: bool) {
        match replace {
            true => self.emit(Event::DataReplaced { instance: id, data }),
            false => self.apply_changes(id, data::setting(&data)),
        }
    }

    fn holder_scope(&self, holder: Option<InstanceId>) -> Option<ScopeId> {
        match holder.map(|holder| self.instance(holder).map(Instance::at_work)) {
            Some(Some(Work::Inner(scope))) => Some(*scope),
            Some(_) => None,
            None => self.state.scopes.iter().find(|(_, scope)| scope.owner.is_none()).map(|(id, _)| id),
        }
    }

    fn edit_object(&mut self, id: crate::value::Text, holder: Option<InstanceId>, value: Value) {
        let scope = self.holder_scope(holder).and_then(|scope| self.object_scope(scope, &id));
        if let Some(scope) = scope {
            self.emit(Event::ObjectWritten { scope, id, value });
        }
    }

    fn deliver_from_outside(
        &mut self,
        event: Thrown,
        target: Option<InstanceId>,
        require: bool,
    ) -> Result<(), Rejection> {
        let event = self.with_keys(event);
        if self.deliver(event.clone(), target) {
            return Ok(());
        }
        if require {
            let name = event.name.or(event.code).unwrap_or_default();
            let text = format!("Nothing waits for the {} {name}.", event.kind.name());
            return Err(reject(codes::RUN_NOT_WAITING, text));
        }
        self.emit(Event::Uncaught(event));
        Ok(())
    }

    fn cancel_run(&mut self) {
        let roots: Vec<ScopeId> =
            self.state.scopes.iter().filter(|(_, scope)| scope.owner.is_none()).map(|(id, _)| id).collect();
        for root in roots {
            self.cancel_scope(root);
        }
        let data = self.state.data.clone();
        self.emit(Event::Ended { outcome: Outcome::Terminated, data });
    }
}

fn step_limit(limit: u64) -> Rejection {
    let text = format!("The run went on for {limit} elements without waiting; continue to go on.");
    reject(codes::RUN_STEP_LIMIT, text)
}

/// The node of a chosen start event, when it is one of the level's starts.
pub fn start_named(graph: &Deployment, level: LevelId, id: &str) -> Option<NodeId> {
    graph.level(level).starts.iter().copied().find(|start| *graph.node(*start).id == *id)
}
