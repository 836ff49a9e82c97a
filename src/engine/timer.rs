//! Timers: dates, durations and cycles (BPMN 2.0.2 section 10.5.5), and when they are due.

use std::sync::Arc;

use super::apply::listened;
use super::context::{Attempt, Context, incident_at};
use super::cycle::Cycle;
use super::iso8601::{add, duration, instant};
use super::occurrence::TimerKind;
use super::state::{Incident, IncidentKind, Instance, InstanceId, Timer, Work};
use crate::diagnostic::codes;
use crate::graph::{Code, Deployment, LevelId, Node, TimerCode, Trigger};
use crate::value::{Kind, Map, Value, cron};

/// When a timer is due first, and for cycles how it repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Schedule {
    /// Milliseconds since 1970, UTC.
    pub due: i64,
    /// Milliseconds between, and how often still after the first; `None` is for ever.
    pub repeat: Option<(i64, Option<u32>)>,
}

impl Context<'_> {
    /// Evaluates a timer of an instance and says when it is due.
    pub(crate) fn schedule(&mut self, id: InstanceId, trigger: u32, timer: &TimerCode, data: &Map) -> Attempt<Timer> {
        let Some(code) = timer.code() else {
            let text = "The timer does not say when it is due.";
            return Err(super::context::incident(IncidentKind::Expression, codes::RUN_TIMER, text));
        };
        let now = self.state.now;
        let text = &code.text.text;
        if cron::is_cron(text) {
            return Err(cron_incident(text, code));
        }
        let literal = self.semantics().timer_literals && schedule(timer, &Value::String(text.clone()), now).is_some();
        let value = if literal { Value::String(text.clone()) } else { self.value_of(id, code, data)? };
        match schedule(timer, &value, now) {
            Some(Schedule { due, repeat }) => Ok(Timer { trigger, due, repeat, value }),
            None if value.as_str().is_some_and(cron::is_cron) => {
                Err(cron_incident(value.as_str().unwrap_or_default(), code))
            }
            None => {
                let text = format!("{} is no ISO 8601 {}.", shown(&value), kind_of(timer));
                Err(incident_at(IncidentKind::Expression, codes::RUN_TIMER, text, code))
            }
        }
    }

    /// A cycle's timer, set again: months and years have the length they have in the calendar. SpiffWorkflow gives them the
    /// length of the first one.
    pub(crate) fn next_cycle(&self, id: InstanceId, timer: &Timer) -> Option<Timer> {
        let (step, rest) = timer.repeat?;
        let rest = match rest {
            Some(rest) => Some(rest.checked_sub(1)?),
            None => None,
        };
        // What has no start of its own is counted from when the event began to wait.
        let began = self.instance(id).map_or(timer.due, |instance| instance.since);
        let cycle = timer.value.as_str().filter(|_| self.semantics().cycle_completes);
        let found = cycle.and_then(|text| Cycle::parse(text, began)?.after(timer.due));
        Some(Timer { due: found.unwrap_or(timer.due + step), repeat: Some((step, rest)), ..timer.clone() })
    }
}

/// Lets an instance that comes back have the time left that it had. What is due at a fixed moment stays due then.
pub fn postpone(instance: &mut Instance, graph: &Deployment, by: i64) {
    let node = instance.node;
    let Work::Catch(catch) = instance.at_work_mut() else { return };
    let triggers: Vec<&Trigger> =
        listened(graph, node).iter().flat_map(|node| graph.node(*node).kind.triggers()).collect();
    for timer in &mut catch.timers {
        let due = |now| match triggers.get(timer.trigger as usize) {
            Some(Trigger::Timer(code)) => schedule(code, &timer.value, now).map(|schedule| schedule.due),
            _ => None,
        };
        if due(0) != due(1) {
            timer.due += by;
        }
    }
    instance.since += by;
}

fn cron_incident(text: &str, code: &Arc<Code>) -> Box<Incident> {
    let message = format!("{text:?} is written for cron.");
    let mut incident = incident_at(IncidentKind::Expression, codes::EVENT_TIMER_CRON, message, code);
    incident.help = Some(cron::advice(text));
    incident
}

fn shown(value: &Value) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn kind_of(timer: &TimerCode) -> &'static str {
    match timer {
        TimerCode::Date(_) => "date",
        TimerCode::Duration(_) => "duration",
        TimerCode::Cycle(_) | TimerCode::Undefined => "repeating interval",
    }
}

fn schedule(timer: &TimerCode, value: &Value, now: i64) -> Option<Schedule> {
    match timer {
        TimerCode::Date(_) => Some(Schedule { due: date(value)?, repeat: None }),
        TimerCode::Duration(_) => Some(Schedule { due: after(value, now)?, repeat: None }),
        TimerCode::Cycle(_) => cycle(value.as_str()?, now),
        TimerCode::Undefined => None,
    }
}

/// A point in time: ISO 8601 text, also as a week date; without a zone it is UTC.
pub(crate) fn date(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => instant(text.trim()),
        Value::Typed(typed) if matches!(typed.kind, Kind::DateTime | Kind::Date) => instant(typed.value.as_str()?),
        _ => None,
    }
}

/// A length of time from `now`: ISO 8601 text (calendar units count from now) or a timedelta in seconds.
pub(super) fn after(value: &Value, now: i64) -> Option<i64> {
    match value {
        Value::String(text) => add(now, &duration(text.trim())?),
        Value::Typed(typed) if typed.kind == Kind::Timedelta => {
            let seconds = match typed.value {
                Value::Int(seconds) => seconds as f64,
                Value::Float(seconds) => seconds,
                _ => return None,
            };
            now.checked_add((seconds * 1000.0).round() as i64)
        }
        _ => None,
    }
}

/// When a cycle is due first, and how it repeats.
fn cycle(text: &str, now: i64) -> Option<Schedule> {
    let cycle = Cycle::parse(text, now)?;
    let rest = cycle.count.map(|count| count.saturating_sub(1));
    Some(Schedule { due: cycle.at(0)?, repeat: Some((cycle.length()?, rest)) })
}

/// The timer of a start event.
#[derive(Debug)]
pub struct StartTimer<'g> {
    /// The start event.
    pub node: &'g Node,
    /// What its expression gives.
    pub kind: TimerKind,
    /// The expression.
    pub code: &'g Code,
    /// The timer, or why there is none.
    pub set: Result<Timer, Box<Incident>>,
}

/// The timers of a process's start events, set at the time of the context.
pub fn start_timers<'g>(context: &mut Context<'_>, graph: &'g Deployment, level: LevelId) -> Vec<StartTimer<'g>> {
    let nodes = graph.level(level).starts.iter().map(|start| graph.node(*start));
    let triggers = nodes.flat_map(|node| node.kind.triggers().iter().map(move |trigger| (node, trigger)));
    let timers = triggers.filter_map(|(node, trigger)| match trigger {
        Trigger::Timer(timer) => Some((node, timer, TimerKind::of(timer)?, timer.code()?)),
        _ => None,
    });
    let set = timers.map(|(node, timer, kind, code)| {
        // No instance exists yet: the expression sees no data, as in SpiffArena.
        let set = context.schedule(InstanceId(0), 0, timer, &Map::new());
        StartTimer { node, kind, code, set }
    });
    set.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::iso8601::instant_text;

    const NOW: &str = "2026-01-01T00:00:00Z";

    fn due(found: Option<i64>) -> String {
        found.map_or("-".to_owned(), instant_text)
    }

    fn now() -> i64 {
        instant(NOW).unwrap()
    }

    #[track_caller]
    fn check_duration(text: &str, expected: &str) {
        assert_eq!(due(after(&Value::text(text), now())), expected, "{text}");
    }

    #[test]
    fn durations_count_calendar_units_from_now() {
        check_duration("PT5S", "2026-01-01T00:00:05Z");
        check_duration("P1W", "2026-01-08T00:00:00Z");
        check_duration("P1M", "2026-02-01T00:00:00Z");
        check_duration("P1Y2M3DT4H5M6S", "2027-03-04T04:05:06Z");
        check_duration("PT0,5S", "2026-01-01T00:00:00.5Z");
        check_duration("P0.5D", "2026-01-01T12:00:00Z");
        check_duration("5 minutes", "-");
    }

    #[track_caller]
    fn check_date(text: &str, expected: &str) {
        assert_eq!(due(date(&Value::text(text))), expected, "{text}");
    }

    #[test]
    fn dates_without_zone_are_utc() {
        check_date("2026-02-03T04:05:06", "2026-02-03T04:05:06Z");
        check_date("2026-02-03T04:05:06+02:00", "2026-02-03T02:05:06Z");
        check_date("2026-02-03", "2026-02-03T00:00:00Z");
        check_date("2026-W05-1", "2026-01-26T00:00:00Z");
        check_date("2026-W05-1T10:00:00", "2026-01-26T10:00:00Z");
        check_date("tomorrow", "-");
    }

    #[track_caller]
    fn check_cycle(text: &str, expected: &str, repeat: Option<(i64, Option<u32>)>) {
        let found = cycle(text, now());
        assert_eq!(due(found.map(|found| found.due)), expected, "{text}");
        assert_eq!(found.and_then(|found| found.repeat), repeat, "{text}");
    }

    #[test]
    fn cycles_repeat() {
        check_cycle("R3/PT8H", "2026-01-01T08:00:00Z", Some((28_800_000, Some(2))));
        check_cycle("R/PT1S", "2026-01-01T00:00:01Z", Some((1000, None)));
        check_cycle("R2/2026-01-02T00:00:00Z/PT1H", "2026-01-02T00:00:00Z", Some((3_600_000, Some(1))));
        check_cycle("R2/PT1H/2026-01-02T00:00:00Z", "2026-01-01T23:00:00Z", Some((3_600_000, Some(1))));
        check_cycle("R0/PT1H", "-", None);
        check_cycle("every day", "-", None);
    }
}
