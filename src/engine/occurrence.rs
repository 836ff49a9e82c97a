//! The times at which a timer is due, told without a run: for starts that a host keeps, and what a diagram shows.

use super::cycle::Cycle;
use super::timer::{after, date};
use crate::graph::TimerCode;
use crate::value::Value;

/// What the value of a timer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerKind {
    /// A point in time.
    Date,
    /// A length of time.
    Duration,
    /// A repeating interval.
    Cycle,
}

impl TimerKind {
    /// The kind of a timer's expression; none where the diagram does not say when.
    pub fn of(timer: &TimerCode) -> Option<Self> {
        match timer {
            TimerCode::Date(_) => Some(Self::Date),
            TimerCode::Duration(_) => Some(Self::Duration),
            TimerCode::Cycle(_) => Some(Self::Cycle),
            TimerCode::Undefined => None,
        }
    }

    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Duration => "duration",
            Self::Cycle => "cycle",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Date, Self::Duration, Self::Cycle].into_iter().find(|kind| kind.name() == name)
    }
}

/// One time at which a timer is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// When: milliseconds since 1970.
    pub due: i64,
    /// How many follow; `None` is for ever.
    pub remaining: Option<u32>,
}

/// The `number`th time, from 0, at which a timer with this value is due that was set at `since`. Dates and durations are due
/// once. Of a cycle that began before `since` only what comes after it counts. Nothing when there are not so many.
pub fn occurrence(kind: TimerKind, value: &Value, since: i64, number: u32) -> Option<Occurrence> {
    let once = |due: i64| (number == 0).then_some(Occurrence { due, remaining: Some(0) });
    match kind {
        TimerKind::Date => once(date(value)?),
        TimerKind::Duration => once(after(value, since)?),
        TimerKind::Cycle => {
            let cycle = Cycle::parse(value.as_str()?, since)?;
            let index = cycle.since(since)?.checked_add(i64::from(number))?;
            let remaining = match cycle.count {
                Some(count) => Some(u32::try_from(i64::from(count) - index - 1).ok()?),
                None => None,
            };
            Some(Occurrence { due: cycle.at(index)?, remaining })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::iso8601::{instant, instant_text};

    const NOW: &str = "2026-01-01T00:00:00Z";

    #[track_caller]
    fn check_occurrences(kind: TimerKind, text: &str, expected: &[(&str, Option<u32>)]) {
        let found = (0..expected.len() as u32 + 1).map_while(|number| {
            let occurrence = occurrence(kind, &Value::text(text), instant(NOW).unwrap(), number)?;
            Some((instant_text(occurrence.due), occurrence.remaining))
        });
        let found: Vec<(String, Option<u32>)> = found.take(expected.len().max(1)).collect();
        let expected: Vec<(String, Option<u32>)> =
            expected.iter().map(|(at, left)| ((*at).to_owned(), *left)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn occurrences_follow_the_calendar() {
        use TimerKind::{Cycle, Date, Duration};
        check_occurrences(Date, "2026-02-03", &[("2026-02-03T00:00:00Z", Some(0))]);
        check_occurrences(Duration, "PT1H", &[("2026-01-01T01:00:00Z", Some(0))]);
        let eight = |day: &str| format!("2026-01-{day}:00:00Z");
        check_occurrences(
            Cycle,
            "R3/PT8H",
            &[(&eight("01T08"), Some(2)), (&eight("01T16"), Some(1)), (&eight("02T00"), Some(0))],
        );
        let month = |at: &str| format!("2026-{at}T09:00:00Z");
        check_occurrences(
            Cycle,
            "R/2025-12-31T09:00:00Z/P1M",
            &[(&month("01-31"), None), (&month("02-28"), None), (&month("03-31"), None)],
        );
        check_occurrences(
            Cycle,
            "R3/2025-12-31T00:00:00Z/P1D",
            &[("2026-01-01T00:00:00Z", Some(1)), ("2026-01-02T00:00:00Z", Some(0))],
        );
        check_occurrences(
            Cycle,
            "R2/PT1H/2026-01-02T00:00:00Z",
            &[("2026-01-01T23:00:00Z", Some(1)), ("2026-01-02T00:00:00Z", Some(0))],
        );
        check_occurrences(Cycle, "R3/2025-01-01T00:00:00Z/P1D", &[]);
        check_occurrences(Cycle, "R/PT0S", &[]);
        check_occurrences(Cycle, "R/2020-01-01T00:00:00Z/PT0.001S", &[("2026-01-01T00:00:00Z", None)]);
    }
}
