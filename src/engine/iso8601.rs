//! Points in time and lengths of time, as ISO 8601 writes them.
//!
//! Every text goes through one parser, and times are counted without time zones: what jiff knows of these beyond fixed
//! distances from UTC would be 25 KB of a module that every visitor of the page downloads.

use std::borrow::Cow;

use jiff::civil::{DateTime, ISOWeekDate, Time, Weekday};
use jiff::fmt::temporal::{Pieces, SpanParser, TimeZoneAnnotationKind};
use jiff::tz::Offset;
use jiff::{Span, Timestamp};

/// A point in time (milliseconds since 1970, UTC) as text.
pub fn instant_text(at: i64) -> String {
    Timestamp::from_millisecond(at).map_or_else(|_| at.to_string(), |instant| instant.to_string())
}

/// The point in time (milliseconds since 1970, UTC) that a text tells, in the extended or the basic format, also as a week
/// date. It begins the day when there is no time; without a zone it is UTC, and so it is in a zone told by name alone.
pub(super) fn instant(text: &str) -> Option<i64> {
    let text = week_date(text).map_or(Cow::Borrowed(text), Cow::Owned);
    let pieces = Pieces::parse(&*text).ok()?;
    let local = DateTime::from_parts(pieces.date(), pieces.time().unwrap_or(Time::midnight()));
    let annotated = || match pieces.time_zone_annotation()?.kind() {
        TimeZoneAnnotationKind::Offset(offset) => Some(*offset),
        _ => None,
    };
    let offset = pieces.to_numeric_offset().or_else(annotated).unwrap_or(Offset::UTC);
    Some(offset.to_timestamp(local).ok()?.as_millisecond())
}

/// `2026-W05-1`, `2026-W05`, `2026W051`, with or without a time behind `T`: the same text with the day of the month.
fn week_date(text: &str) -> Option<String> {
    let end = text.find('T').unwrap_or(text.len());
    let (day, time) = text.split_at(end);
    let digits: String = day.chars().filter(|char| *char != '-').collect();
    let (year, week) = digits.split_once('W')?;
    let (week, weekday) = (week.get(0..2)?, week.get(2..3).unwrap_or("1"));
    let weekday = Weekday::from_monday_one_offset(weekday.parse().ok()?).ok()?;
    let date = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, weekday).ok()?.date();
    Some(format!("{date}{time}"))
}

/// A length of time; a comma is a decimal point, a fraction stands in the last part.
pub(super) fn duration(text: &str) -> Option<Span> {
    let text = text.replace(',', ".");
    // The parser of ISO 8601 alone: `text.parse` would bring one for "2 hours 30 minutes" along.
    SpanParser::new().parse_span(&text).ok().or_else(|| fractional(&text))
}

/// jiff allows fractions of hours and below; ISO 8601 of days and weeks too.
fn fractional(text: &str) -> Option<Span> {
    let number = text.strip_prefix('P')?;
    let (number, hours) =
        number.strip_suffix('D').map(|rest| (rest, 24.0)).or(number.strip_suffix('W').map(|rest| (rest, 168.0)))?;
    let amount: f64 = number.parse().ok()?;
    Span::new().try_milliseconds((amount * hours * 3_600_000.0).round() as i64).ok()
}

/// The point in time that lies a length of time behind another; months and years are those of the calendar.
pub(super) fn add(at: i64, span: &Span) -> Option<i64> {
    let start = Offset::UTC.to_datetime(Timestamp::from_millisecond(at).ok()?);
    let end = start.checked_add(*span).ok()?;
    Some(Offset::UTC.to_timestamp(end).ok()?.as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_instant(text: &str, expected: &str) {
        assert_eq!(instant(text).map_or("-".to_owned(), instant_text), expected, "{text}");
    }

    #[test]
    fn points_in_time_have_a_zone_or_are_utc() {
        check_instant("2026-02-03T04:05:06.5", "2026-02-03T04:05:06.5Z");
        check_instant("20260203T040506Z", "2026-02-03T04:05:06Z");
        check_instant("2026-02-03T04:05:06+02:00", "2026-02-03T02:05:06Z");
        check_instant("2026-02-03T04:05:06+02:00[Europe/Helsinki]", "2026-02-03T02:05:06Z");
        check_instant("2026-02-03T04:05[+02:00]", "2026-02-03T02:05:00Z");
        check_instant("2026-02-03T04:05[Europe/Helsinki]", "2026-02-03T04:05:00Z");
        check_instant("2026-02-03", "2026-02-03T00:00:00Z");
        check_instant("2026-02-30", "-");
        check_instant("tomorrow", "-");
    }

    #[test]
    fn week_dates_are_days_of_the_calendar() {
        check_instant("2026-W05", "2026-01-26T00:00:00Z");
        check_instant("2026W057", "2026-02-01T00:00:00Z");
        check_instant("2026-W05-1T10:00:00", "2026-01-26T10:00:00Z");
        check_instant("2026-W05-1T10:00:00+02:00", "2026-01-26T08:00:00Z");
        check_instant("2026-W54-1", "-");
    }

    #[test]
    fn lengths_beyond_all_calendars_are_none() {
        assert!(duration("P1D").is_some());
        assert!(duration("P1e30D").is_none());
        assert!(duration("P10.5E20W").is_none());
    }
}
