//! Dates and times in templates: they print as Python's and know `strftime`, `isoformat` and their parts.

use std::fmt;
use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime::{self, BrokenDownTime};
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::Offset;
use minijinja::value::{Object, ObjectRepr};
use minijinja::{Error, ErrorKind, State, Value as Seen};

use crate::value::{Kind, Value};

/// A date, a time, or both.
#[derive(Debug)]
pub(super) struct Moment {
    kind: Kind,
    at: DateTime,
    offset: Option<Offset>,
}

impl Moment {
    /// The moment an ISO 8601 text tells, or that text.
    pub(super) fn seen(kind: Kind, text: &str) -> Seen {
        Self::parse(kind, text).map_or_else(|| Seen::from(text), Seen::from_object)
    }

    fn parse(kind: Kind, text: &str) -> Option<Self> {
        if kind == Kind::Time {
            let at = DateTime::from_parts(Date::default(), text.parse::<Time>().ok()?);
            return Some(Self { kind, at, offset: None });
        }
        let pieces = DateTimeParser::new().parse_pieces(text).ok()?;
        let at = DateTime::from_parts(pieces.date(), pieces.time().unwrap_or_default());
        Some(Self { kind, at, offset: pieces.to_numeric_offset() })
    }

    fn format(&self, format: &str) -> Result<String, Error> {
        let mut time = BrokenDownTime::from(self.at);
        if let Some(offset) = self.offset {
            time.set_offset(Some(offset));
        }
        strtime::BrokenDownTime::to_string(&time, format)
            .map_err(|error| Error::new(ErrorKind::InvalidOperation, error.to_string()))
    }

    fn text(&self, between: char) -> String {
        let time = self.at.time();
        match (self.kind, self.offset) {
            (Kind::Date, _) => self.at.date().to_string(),
            (Kind::Time, _) => time.to_string(),
            (_, None) => format!("{}{between}{time}", self.at.date()),
            (_, Some(offset)) => format!("{}{between}{time}{}", self.at.date(), offset_text(offset)),
        }
    }
}

fn offset_text(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

impl Object for Moment {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Seen) -> Option<Seen> {
        let part = match key.as_str()? {
            "year" => i64::from(self.at.year()),
            "month" => i64::from(self.at.month()),
            "day" => i64::from(self.at.day()),
            "hour" => i64::from(self.at.hour()),
            "minute" => i64::from(self.at.minute()),
            "second" => i64::from(self.at.second()),
            "microsecond" => i64::from(self.at.subsec_nanosecond() / 1_000),
            _ => return None,
        };
        Some(Seen::from(part))
    }

    fn call_method(self: &Arc<Self>, _state: &mut State<'_, '_>, method: &str, args: &[Seen]) -> Result<Seen, Error> {
        match (method, args) {
            ("strftime", [format]) => self.format(format.as_str().unwrap_or_default()).map(Seen::from),
            ("isoformat", []) => Ok(Seen::from(self.text('T'))),
            ("date", []) => Ok(Seen::from_object(Self { kind: Kind::Date, at: self.at, offset: None })),
            ("weekday", []) => Ok(Seen::from(i64::from(self.at.weekday().to_monday_zero_offset()))),
            _ => Err(Error::new(ErrorKind::UnknownMethod, format!("a moment has no method {method}"))),
        }
    }

    fn render(self: &Arc<Self>, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text(' '))
    }
}

/// A length of time, given in seconds, as Python writes it: `1 day, 2:03:04`.
pub(super) fn length(value: &Value) -> String {
    let seconds = match value {
        Value::Int(seconds) => *seconds as f64,
        Value::Float(seconds) => *seconds,
        _ => 0.0,
    };
    let micros = (seconds * 1e6).round() as i64;
    let (days, rest) = (micros.div_euclid(86_400_000_000), micros.rem_euclid(86_400_000_000));
    let (whole, fraction) = (rest / 1_000_000, rest % 1_000_000);
    let clock = format!("{}:{:02}:{:02}", whole / 3_600, whole / 60 % 60, whole % 60);
    let clock = if fraction == 0 { clock } else { format!("{clock}.{fraction:06}") };
    match days {
        0 => clock,
        1 | -1 => format!("{days} day, {clock}"),
        _ => format!("{days} days, {clock}"),
    }
}
