//! Timer start events: what their timers say, and when they are due.

use super::convert;
use super::open::RunHost;
use super::session::Session;
use super::types::{ApiError, Occurrence, TimerStart};
use crate::diagnostic::{Diagnostic, codes};
use crate::engine::{Context, Forgotten, Limits, Setup, StartTimer, TimerKind, new_state, occurrence, start_timers};
use crate::graph::LevelId;
use crate::source::Text;
use crate::value::{Map, Value};

impl Session {
    /// The timer start events of a process, or of all that are executable, with what their expressions give at `now`.
    pub(super) fn timer_starts(
        &mut self,
        workspace: u32,
        process: Option<&Text>,
        now: i64,
        globals: Option<Map>,
    ) -> Result<Vec<TimerStart>, ApiError> {
        let deployment = self.workspace(workspace)?.deployment();
        let wanted = |id: &Text, level: LevelId| match process {
            Some(process) => process == id,
            None => deployment.level(level).executable != Some(false),
        };
        let levels = deployment.processes.iter().filter(|(id, level)| wanted(id, **level));
        let setup = Setup {
            semantics: self.workspace(workspace)?.semantics,
            limits: Limits::default(),
            seed: 1,
            functions: Vec::new(),
            globals,
            identity: Value::Null,
            collaboration: None,
        };
        let (mut state, mut found) = (new_state(setup, now, Map::new()), Vec::new());
        for (id, level) in levels {
            let host = &mut RunHost { functions: self.functions.as_mut(), run: 0, handlers: &[] };
            let scripts = self.scripts.as_mut();
            let mut context = Context {
                graph: &deployment,
                state: &mut state,
                journal: &mut Forgotten,
                scripts,
                host,
                heard: Default::default(),
            };
            let timers = start_timers(&mut context, &deployment, *level);
            for timer in timers {
                found.push(self.timer_start(workspace, id, timer)?);
            }
        }
        Ok(found)
    }

    fn timer_start(&mut self, workspace: u32, process: &Text, timer: StartTimer<'_>) -> Result<TimerStart, ApiError> {
        let StartTimer { node, kind, code, set } = timer;
        let sources = self.workspace(workspace)?.sources();
        let (value, problem) = match set {
            Ok(timer) => (timer.value, None),
            Err(incident) => (Value::Null, Some(sources.incident(0, node.id.clone(), &incident).diagnostic)),
        };
        Ok(TimerStart {
            process: process.clone(),
            element: node.id.clone(),
            name: node.name.clone(),
            kind: kind.name(),
            expression: code.text.text.clone(),
            value,
            problem,
        })
    }
}

/// When a timer that was set at `since` is due for the `number`th time, from 0; nothing when it is not.
pub(super) fn due(kind: &str, value: &Value, since: i64, number: u32) -> Result<Option<Occurrence>, ApiError> {
    let unknown = || {
        let text = format!("\"{kind}\" is no kind of timer; it must be date, duration or cycle.");
        convert::error(Diagnostic::new(codes::API_INVALID_OPTION, text))
    };
    let kind = TimerKind::named(kind).ok_or_else(unknown)?;
    let found = occurrence(kind, value, since, number);
    Ok(found.map(|found| Occurrence { due: found.due, remaining: found.remaining }))
}
