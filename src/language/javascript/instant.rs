//! Instants between ISO 8601 text and milliseconds since 1970, which is all a JavaScript date holds.

/// Reads a date and time; without a zone it is UTC, as a `Date` is.
pub(super) fn parse(text: &str) -> Option<i64> {
    let (date, time) = text.trim().split_once(['T', 't', ' ']).unwrap_or((text.trim(), "00:00"));
    let mut parts = date.split('-');
    let (year, month, day) = (number(parts.next()?)?, number(parts.next()?)?, number(parts.next()?)?);
    let zone = time.find(['Z', 'z', '+', '-']);
    let (clock, offset) = zone.map_or(Some((time, 0)), |at| Some((&time[..at], minutes(&time[at..])?)))?;
    let (clock, fraction) = clock.split_once(['.', ',']).unwrap_or((clock, ""));
    let mut parts = clock.split(':');
    let (hour, minute) = (number(parts.next()?)?, number(parts.next()?)?);
    let second = parts.next().map_or(Some(0), number)?;
    let millis = number(&format!("{:0<3}", fraction.get(..fraction.len().min(3))?))?;
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 25 && minute < 60 && second < 61;
    let seconds = (days(year, month, day) * 24 + hour) * 3600 + (minute - offset) * 60 + second;
    valid.then_some(seconds * 1000 + millis)
}

/// `Z`, `+02:00` or `+0200` in minutes.
fn minutes(zone: &str) -> Option<i64> {
    let digits: String = zone.get(1..)?.chars().filter(char::is_ascii_digit).collect();
    let size = number(digits.get(..2).unwrap_or("0"))? * 60 + number(digits.get(2..4).unwrap_or("0"))?;
    Some(if zone.starts_with('-') { -size } else { size })
}

fn number(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// Days since 1970 of a date of the Gregorian calendar, counted in eras of 400 years that begin in March.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// An instant as text in UTC.
pub(super) fn write(millis: i64) -> String {
    let (days, clock) = (millis.div_euclid(86_400_000) + 719_468, millis.rem_euclid(86_400_000));
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (clock / 3_600_000, clock / 60_000 % 60, clock / 1_000 % 60);
    let fraction = if clock % 1_000 > 0 { format!(".{:03}", clock % 1_000) } else { String::new() };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}+00:00")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, millis: Option<i64>) {
        assert_eq!(parse(text), millis, "{text}");
        assert!(millis.is_none_or(|millis| parse(&write(millis)) == Some(millis)), "{text}");
    }

    #[test]
    fn instants() {
        check("1970-01-01T00:00:00Z", Some(0));
        check("2023-11-14T22:13:20.5+00:00", Some(1_700_000_000_500));
        check("2023-11-15T00:13:20+02:00", Some(1_700_000_000_000));
        check("2024-02-29", Some(1_709_164_800_000));
        check("1969-12-31T23:59:59.999", Some(-1));
        check("tomorrow", None);
        assert_eq!(write(1_700_000_000_000), "2023-11-14T22:13:20+00:00");
    }
}
