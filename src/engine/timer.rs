//! Timers: ISO 8601 dates, durations and cycles (BPMN 2.0.2 section 10.5.5), and when they are due.

use jiff::civil::{Date, DateTime, ISOWeekDate, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan, Zoned};

use super::context::{Attempt, Context, incident_at};
use super::state::{IncidentKind, InstanceId, Timer};
use crate::diagnostic::codes;
use crate::graph::TimerCode;
use crate::value::{Kind, Map, Value};

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
        let literal = self.semantics().timer_literals && schedule(timer, &Value::String(text.clone()), now).is_some();
        let value = if literal { Value::String(text.clone()) } else { self.value_of(id, code, data)? };
        match schedule(timer, &value, now) {
            Some(Schedule { due, repeat }) => Ok(Timer { trigger, due, repeat, value }),
            None => {
                let text = format!("{} is no ISO 8601 {}.", shown(&value), kind_of(timer));
                Err(incident_at(IncidentKind::Expression, codes::RUN_TIMER, text, code))
            }
        }
    }
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

/// A point in time (milliseconds since 1970, UTC) as ISO 8601 text.
pub fn instant_text(at: i64) -> String {
    Timestamp::from_millisecond(at).map_or_else(|_| at.to_string(), |instant| instant.to_string())
}

/// A point in time: ISO 8601 text, also as a week date; without a zone it is UTC.
pub(crate) fn date(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => instant(text.trim()),
        Value::Typed(typed) if matches!(typed.kind, Kind::DateTime | Kind::Date) => instant(typed.value.as_str()?),
        _ => None,
    }
}

fn instant(text: &str) -> Option<i64> {
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        return Some(timestamp.as_millisecond());
    }
    if let Ok(zoned) = text.parse::<Zoned>() {
        return Some(zoned.timestamp().as_millisecond());
    }
    let local = local_time(text).or_else(|| week_date(text))?;
    Some(local.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond())
}

/// A date and time without a zone; jiff reads the extended and the basic format.
fn local_time(text: &str) -> Option<DateTime> {
    text.parse::<DateTime>().ok().or_else(|| text.parse::<Date>().ok().map(|date| date.at(0, 0, 0, 0)))
}

/// `2026-W05-1`, `2026-W05`, `2026W051`, with or without a time behind `T`.
fn week_date(text: &str) -> Option<DateTime> {
    let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    let digits: String = day.chars().filter(|char| *char != '-').collect();
    let (year, week) = digits.split_once('W')?;
    let (week, weekday) = (week.get(0..2)?, week.get(2..3).unwrap_or("1"));
    let weekday = Weekday::from_monday_one_offset(weekday.parse().ok()?).ok()?;
    let date = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, weekday).ok()?.date();
    match time {
        Some(time) => Some(date.to_datetime(time.parse().ok()?)),
        None => Some(date.at(0, 0, 0, 0)),
    }
}

/// A length of time from `now`: ISO 8601 text (calendar units count from now) or a timedelta in seconds.
fn after(value: &Value, now: i64) -> Option<i64> {
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

/// An ISO 8601 duration; a comma is a decimal point, a fraction stands in the last part.
pub(crate) fn duration(text: &str) -> Option<Span> {
    let text = text.replace(',', ".");
    let span = text.starts_with(['P', '-', '+']).then(|| text.parse::<Span>().ok()).flatten();
    span.or_else(|| fractional(&text))
}

/// jiff allows fractions of hours and below; ISO 8601 of days and weeks too.
fn fractional(text: &str) -> Option<Span> {
    let number = text.strip_prefix('P')?;
    let (number, hours) =
        number.strip_suffix('D').map(|rest| (rest, 24.0)).or(number.strip_suffix('W').map(|rest| (rest, 168.0)))?;
    let amount: f64 = number.parse().ok()?;
    Some(((amount * hours * 3_600_000.0).round() as i64).milliseconds())
}

fn add(now: i64, span: &Span) -> Option<i64> {
    let start = Timestamp::from_millisecond(now).ok()?.to_zoned(TimeZone::UTC);
    Some(start.checked_add(*span).ok()?.timestamp().as_millisecond())
}

/// `R[n]/start/duration`, `R[n]/duration/end`, `R[n]/duration` or `R[n]/start/end`; `R/` is for ever.
pub(crate) fn cycle(text: &str, now: i64) -> Option<Schedule> {
    let mut parts = text.trim().split('/');
    let count = parts.next()?.strip_prefix('R')?;
    let count: Option<u32> = if count.is_empty() { None } else { Some(count.parse().ok()?) };
    let (first, second) = (parts.next()?, parts.next());
    let (start, step) = match second {
        None => (add(now, &duration(first)?)?, step_after(now, &duration(first)?)?),
        Some(second) => interval(first, second)?,
    };
    let rest = count.map(|count| count.checked_sub(1));
    match rest {
        Some(None) => None,
        Some(Some(rest)) => Some(Schedule { due: start, repeat: Some((step, Some(rest))) }),
        None => Some(Schedule { due: start, repeat: Some((step, None)) }),
    }
}

fn interval(first: &str, second: &str) -> Option<(i64, i64)> {
    match (duration(first), duration(second)) {
        (None, Some(step)) => {
            let start = instant(first)?;
            Some((start, step_after(start, &step)?))
        }
        (Some(step), None) => {
            let end = instant(second)?;
            let length = step_after(end, &step)?;
            Some((end - length, length))
        }
        (None, None) => {
            let (start, end) = (instant(first)?, instant(second)?);
            Some((start, end - start)).filter(|(_, step)| *step > 0)
        }
        (Some(_), Some(_)) => None,
    }
}

fn step_after(start: i64, span: &Span) -> Option<i64> {
    Some(add(start, span)? - start).filter(|step| *step > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-01-01T00:00:00Z";

    fn due(found: Option<i64>) -> String {
        found.and_then(|at| Timestamp::from_millisecond(at).ok()).map_or("-".to_owned(), |at| at.to_string())
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
