//! Dates, times and lengths of time between ISO 8601 text and the interpreter's fields.

use monty_types::{MontyDate, MontyDateTime, MontyTime, MontyTimeDelta, MontyTimeZone};

use crate::value::{Kind, Value};

/// Reads `2024-05-06T07:08:09.123456+02:00`; the zone may be missing, `Z` is UTC.
pub(super) fn parse_datetime(text: &str) -> Option<MontyDateTime> {
    let (date, time) = text.trim().split_once(['T', ' ', 't']).unwrap_or((text.trim(), "00:00"));
    let MontyDate { year, month, day } = parse_date(date)?;
    let MontyTime { hour, minute, second, microsecond, offset_seconds, .. } = parse_time(time)?;
    Some(MontyDateTime { year, month, day, hour, minute, second, microsecond, offset_seconds, timezone_name: None })
}

/// Reads `2024-05-06`.
pub(super) fn parse_date(text: &str) -> Option<MontyDate> {
    let mut parts = text.trim().split('-');
    let (year, month, day) = (number(parts.next()?)?, number(parts.next()?)?, number(parts.next()?)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let valid = parts.next().is_none() && (1..=9999).contains(&year) && (1..=12).contains(&month);
    (valid && (1..=length).contains(&day)).then_some(MontyDate {
        year: year as i32,
        month: month as u8,
        day: day as u8,
    })
}

/// Reads `07:08:09.123456+02:00`; all but hour and minute may be missing.
pub(super) fn parse_time(text: &str) -> Option<MontyTime> {
    let text = text.trim();
    let (clock, offset_seconds) = match text.find(['Z', 'z', '+', '-']) {
        Some(at) => (&text[..at], Some(parse_offset(&text[at..])?)),
        None => (text, None),
    };
    let (clock, fraction) = clock.split_once(['.', ',']).unwrap_or((clock, ""));
    let mut parts = clock.split(':');
    let (hour, minute) = (number(parts.next()?)?, number(parts.next()?)?);
    let second = parts.next().map_or(Some(0), number)?;
    let microsecond = number(&format!("{:0<6}", fraction.get(..fraction.len().min(6))?))?;
    let valid = parts.next().is_none() && hour < 24 && minute < 60 && second < 60;
    valid.then_some(MontyTime {
        hour: hour as u8,
        minute: minute as u8,
        second: second as u8,
        microsecond,
        offset_seconds,
        timezone_name: None,
        fold: 0,
    })
}

/// Reads `Z`, `+02:00`, `+0200`, `+02` or with seconds.
fn parse_offset(text: &str) -> Option<i32> {
    let digits: String = text.get(1..)?.chars().filter(|char| *char != ':').collect();
    if text.starts_with(['Z', 'z']) {
        return digits.is_empty().then_some(0);
    }
    let part = |at: usize| if digits.len() > at { number(digits.get(at..at + 2)?) } else { Some(0) };
    let seconds = (part(0)? * 3600 + part(2)? * 60 + part(4)?) as i32;
    let valid = !digits.is_empty() && digits.len() <= 6 && seconds < 86_400;
    valid.then_some(if text.starts_with('-') { -seconds } else { seconds })
}

fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// The fields of a length given in seconds.
pub(super) fn timedelta_of_seconds(seconds: &Value) -> Option<MontyTimeDelta> {
    const DAY: i64 = 86_400_000_000;
    let micros = match seconds {
        Value::Int(seconds) => seconds.checked_mul(1_000_000)?,
        Value::Float(seconds) if seconds.abs() < 8e13 => (seconds * 1e6).round() as i64,
        _ => return None,
    };
    let (days, rest) = (micros.div_euclid(DAY), micros.rem_euclid(DAY));
    let days = i32::try_from(days).ok().filter(|days| days.abs() <= 999_999_999)?;
    Some(MontyTimeDelta { days, seconds: (rest / 1_000_000) as i32, microseconds: (rest % 1_000_000) as i32 })
}

/// The date and time at an instant (milliseconds since 1970, UTC), in a zone or in UTC without one.
pub(super) fn datetime_at(now: i64, zone: Option<&MontyTimeZone>) -> MontyDateTime {
    let local = now.saturating_add(zone.map_or(0, |zone| i64::from(zone.offset_seconds) * 1000));
    let MontyDate { year, month, day } = date_at(local);
    let clock = local.rem_euclid(86_400_000) as u32;
    MontyDateTime {
        year,
        month,
        day,
        hour: (clock / 3_600_000) as u8,
        minute: (clock / 60_000 % 60) as u8,
        second: (clock / 1000 % 60) as u8,
        microsecond: clock % 1000 * 1000,
        offset_seconds: zone.map(|zone| zone.offset_seconds),
        timezone_name: zone.and_then(|zone| zone.name.clone()),
    }
}

/// The date at an instant, in UTC; the Gregorian calendar counted in eras of 400 years that begin in March.
pub(super) fn date_at(now: i64) -> MontyDate {
    let days = now.div_euclid(86_400_000) + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    MontyDate { year: year.clamp(1, 9999) as i32, month: month as u8, day: day as u8 }
}

/// A length of time as seconds: whole where they are.
pub(super) fn timedelta_value(delta: &MontyTimeDelta) -> Value {
    let seconds = i64::from(delta.days) * 86_400 + i64::from(delta.seconds);
    let seconds = match delta.microseconds {
        0 => Value::Int(seconds),
        micros => Value::Float(seconds as f64 + f64::from(micros) / 1e6),
    };
    Value::typed(Kind::Timedelta, seconds)
}

/// A date and time as ISO 8601 text.
pub(super) fn datetime_value(value: &MontyDateTime) -> Value {
    let date = iso_date(value.year, value.month, value.day);
    let clock = iso_clock(value.hour, value.minute, value.second, value.microsecond, value.offset_seconds);
    Value::typed(Kind::DateTime, Value::text(format!("{date}T{clock}")))
}

/// A date as ISO 8601 text.
pub(super) fn date_value(value: &MontyDate) -> Value {
    Value::typed(Kind::Date, Value::text(iso_date(value.year, value.month, value.day)))
}

/// A time as ISO 8601 text.
pub(super) fn time_value(value: &MontyTime) -> Value {
    let clock = iso_clock(value.hour, value.minute, value.second, value.microsecond, value.offset_seconds);
    Value::typed(Kind::Time, Value::text(clock))
}

fn iso_date(year: i32, month: u8, day: u8) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

fn iso_clock(hour: u8, minute: u8, second: u8, microsecond: u32, offset: Option<i32>) -> String {
    let mut text = format!("{hour:02}:{minute:02}:{second:02}");
    if microsecond > 0 {
        text.push_str(&format!(".{microsecond:06}"));
    }
    if let Some(offset) = offset {
        let size = offset.unsigned_abs();
        let sign = if offset < 0 { '-' } else { '+' };
        text.push_str(&format!("{sign}{:02}:{:02}", size / 3600, size / 60 % 60));
        if size % 60 > 0 {
            text.push_str(&format!(":{:02}", size % 60));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let value = parse_datetime(text).map(|parsed| datetime_value(&parsed));
        let expected = expected.map(|text| Value::typed(Kind::DateTime, Value::text(text)));
        assert_eq!(value, expected, "{text}");
    }

    #[test]
    fn datetimes_keep_their_text() {
        check("2024-05-06T07:08:09", Some("2024-05-06T07:08:09"));
        check("2024-05-06T07:08:09.120000-03:30", Some("2024-05-06T07:08:09.120000-03:30"));
        check("2024-05-06T07:08Z", Some("2024-05-06T07:08:00+00:00"));
        check("2024-05-06", Some("2024-05-06T00:00:00"));
        check("2024-02-30T00:00", None);
        check("2024-05-06T25:00", None);
        check("yesterday", None);
    }

    #[test]
    fn lengths_keep_their_sign() {
        let delta = timedelta_of_seconds(&Value::Float(-1.5));
        assert_eq!(delta.as_ref().map(timedelta_value), Some(Value::typed(Kind::Timedelta, Value::Float(-1.5))));
        assert_eq!(delta.map(|delta| delta.days), Some(-1));
    }
}
