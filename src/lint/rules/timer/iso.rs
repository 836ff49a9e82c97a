//! How times are written, as far as telling them from nonsense needs it.

/// What a timer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Date,
    Duration,
    Cycle,
}

impl Kind {
    /// What a person calls it.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Duration => "duration",
            Self::Cycle => "cycle",
        }
    }

    /// The element that holds it.
    pub(super) fn property(self) -> &'static str {
        match self {
            Self::Date => "timeDate",
            Self::Duration => "timeDuration",
            Self::Cycle => "timeCycle",
        }
    }

    /// One that is right.
    pub(super) fn example(self) -> &'static str {
        match self {
            Self::Date => "2026-05-01T08:00:00Z",
            Self::Duration => "PT15M (15 minutes) or P2D (two days)",
            Self::Cycle => "R3/PT10M (three times, every 10 minutes)",
        }
    }

    /// Whether a text is one of these.
    pub(super) fn is_written_as(self, text: &str) -> bool {
        match self {
            Self::Date => is_date(text),
            Self::Duration => is_duration(text),
            Self::Cycle => is_cycle(text) || is_duration(text),
        }
    }
}

/// `P1Y2M3DT4H5M6.7S` or `P3W`, with an optional sign.
fn is_duration(text: &str) -> bool {
    let Some(rest) = text.trim_start_matches(['-', '+']).strip_prefix('P') else { return false };
    let (date, time) = rest.split_once('T').map_or((rest, None), |(date, time)| (date, Some(time)));
    let valid = |part: &str, units: &str| numbers(part, units).is_some();
    !rest.is_empty() && valid(date, "YMWD") && time.is_none_or(|time| !time.is_empty() && valid(time, "HMS"))
}

/// Numbers, each followed by a unit, in the order of the units.
fn numbers(mut part: &str, mut units: &str) -> Option<()> {
    while !part.is_empty() {
        let digits = part.find(|char: char| !char.is_ascii_digit() && char != '.' && char != ',')?;
        let (number, rest) = part.split_at_checked(digits)?;
        let unit = rest.chars().next()?;
        let at = units.find(unit)?;
        if !number.starts_with(|char: char| char.is_ascii_digit()) {
            return None;
        }
        units = units.get(at + 1..)?;
        part = rest.get(1..)?;
    }
    Some(())
}

/// `R/PT1H`, `R3/PT10M`, `R3/2026-01-01T00:00:00Z/PT10M`.
fn is_cycle(text: &str) -> bool {
    let mut parts = text.split('/');
    let count = parts.next().and_then(|first| first.strip_prefix('R'));
    let counted = count.is_some_and(|count| count.parse::<i64>().is_ok() || count.is_empty());
    let rest: Vec<&str> = parts.collect();
    counted && matches!(rest.len(), 1 | 2) && rest.iter().all(|part| is_duration(part) || is_date(part))
}

/// A date, perhaps with a time; what stands after the day is left to the calendar.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = |at: usize, byte: u8| bytes.get(at) == Some(&byte);
    let digits = |from: usize, to: usize| bytes.get(from..to).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    let day = digits(0, 4) && shape(4, b'-') && digits(5, 7) && shape(7, b'-') && digits(8, 10);
    let time = bytes.get(10).is_none_or(|separator| matches!(separator, b'T' | b' ' | b'Z' | b'+'));
    let allowed = |byte: &u8| byte.is_ascii_digit() || b"TZ:.,+-[]/_ ".contains(byte) || byte.is_ascii_alphabetic();
    day && time && bytes.iter().all(allowed)
}

/// The text between one pair of quotes around the whole.
pub(super) fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|char| matches!(char, '"' | '\''))?;
    let inner = text.strip_prefix(quote)?.strip_suffix(quote)?;
    (!inner.contains(quote)).then_some(inner)
}

/// Whether any language could make sense of it: two words side by side are no expression, nor is a number with a word
/// behind it, nor something that begins like a duration.
pub(super) fn could_be_expression(text: &str) -> bool {
    const OPERATORS: [&str; 19] = [
        "if", "else", "and", "or", "not", "in", "is", "for", "between", "instance", "of", "then", "some", "every",
        "satisfies", "lambda", "new", "return", "typeof",
    ];
    if text.strip_prefix('P').is_some_and(|rest| rest.starts_with(|char: char| char.is_ascii_digit())) {
        return false;
    }
    // Nor something that begins like a cycle, although `R/P1H` could be a division.
    let repeated = text.strip_prefix('R').map(|rest| rest.trim_start_matches(|char: char| char.is_ascii_digit()));
    if repeated.is_some_and(|rest| rest.starts_with("/P") || rest.starts_with("/2")) {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let plain = |word: &str| word.chars().all(|char| char.is_alphanumeric() || char == '_') && !OPERATORS.contains(&word);
    !words.windows(2).any(|pair| pair.iter().all(|word| plain(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_cycles_and_dates() {
        for fine in ["PT1S", "P1Y2M3DT4H5M6.7S", "P1W", "-P1D", "PT0.1S"] {
            assert!(Kind::Duration.is_written_as(fine), "{fine}");
        }
        for wrong in ["", "P", "PT", "P1", "1S", "PT1D", "P1S", "P1M1Y", "PTxS"] {
            assert!(!Kind::Duration.is_written_as(wrong), "{wrong}");
        }
        for fine in ["R/PT1H", "R3/PT10M", "R1/2026-01-01T00:00:00Z/P1D", "PT5M"] {
            assert!(Kind::Cycle.is_written_as(fine), "{fine}");
        }
        assert!(!Kind::Cycle.is_written_as("R3") && !Kind::Cycle.is_written_as("Rx/PT1S"));
        assert!(Kind::Date.is_written_as("2026-05-01T08:00:00+02:00") && !Kind::Date.is_written_as("1.5.2026"));
    }
}
