//! The engine: commands in, events out. It knows no clock, no randomness, no IO and no JavaScript.
//!
//! [`handle`] checks a command, changes the [`State`] only through events, and appends these to the log. A script's or
//! job's failure is an incident, which is an event like any other; a command that cannot be obeyed is a [`Rejection`] and
//! changes nothing. Behaviours are the files of [`behavior`](self), one per kind of element.

mod alarms;
mod apply;
mod ask;
mod association;
mod behavior;
mod catch;
mod check;
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
mod progress;
mod queue;
mod rebind;
mod renumber;
mod scope;
mod semantics;
mod start;
mod state;
mod task;
mod throw;
mod timer;
mod token;

use std::sync::Arc;

pub use apply::apply;
pub use ask::Heard;
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
pub use progress::next_automatic;
pub use rebind::carry_over;
pub use renumber::{Ids, Renumber};
pub use semantics::Semantics;
pub use start::start_named;
pub use state::*;
pub use throw::start_for;
pub use timer::{StartTimer, postpone, start_timers};
pub use token::Arrival;

use crate::diagnostic::{Diagnostic, codes};
use crate::value::Map;

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
    check::check(context, &command)?;
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

fn reject(code: crate::diagnostic::Code, message: impl Into<String>) -> Rejection {
    Box::new(Diagnostic::new(code, message))
}

impl Context<'_> {
    /// Goes back to a task: undoes what follows from it and makes it ready again.
    pub fn reset(&mut self, reset: Reset, arrival: Arrival) {
        self.emit(Event::Reset(Box::new(reset)));
        self.enter(arrival);
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
}
