//! Texts of the clock daemon cron, such as `0 8 * * 1`: BPMN 2.0.2 wants ISO 8601 (section 10.5.5), but people know these.

/// Whether a text has five to seven fields of cron.
pub fn is_cron(text: &str) -> bool {
    let fields: Vec<&str> = text.split_whitespace().collect();
    // Names of months and days are in capitals; `a * b * c` is an expression.
    let allowed = |char: char| char.is_ascii_digit() || char.is_ascii_uppercase() || "*/,-?#".contains(char);
    let says_always = fields.iter().any(|field| field.starts_with(['*', '?']));
    (5..=7).contains(&fields.len()) && says_always && fields.iter().all(|field| field.chars().all(allowed))
}

/// The repeating interval that comes nearest to a text of cron, where it stands for one length of time.
pub fn interval(text: &str) -> Option<String> {
    let fields: Vec<&str> = text.split_whitespace().collect();
    // Quartz has the seconds before, and may have the year behind.
    let [minute, hour, day, month, weekday] = match *fields.as_slice() {
        [minute, hour, day, month, weekday] => [minute, hour, day, month, weekday],
        ["0" | "00", minute, hour, day, month, weekday, ..] => [minute, hour, day, month, weekday],
        _ => return None,
    };
    let any = |field: &str| matches!(field, "*" | "?");
    let one = |field: &str| field.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !any(month) {
        return (one(month) && one(day) && any(weekday)).then(|| "R/P1Y".to_owned());
    }
    match (any(day), any(weekday)) {
        (false, true) => return one(day).then(|| "R/P1M".to_owned()),
        (true, false) => return one(weekday).then(|| "R/P1W".to_owned()),
        (false, false) => return None,
        (true, true) => {}
    }
    match (every(minute), every(hour)) {
        (Some(minutes), Some(1)) => Some(format!("R/PT{minutes}M")),
        (None, Some(hours)) if one(minute) => Some(format!("R/PT{hours}H")),
        (None, None) if one(minute) && one(hour) => Some("R/P1D".to_owned()),
        _ => None,
    }
}

/// What to write instead.
pub fn advice(text: &str) -> String {
    let interval = interval(text).unwrap_or_else(|| "R/PT1H or R/P1D".to_owned());
    format!(
        "Write an ISO 8601 interval: {interval} counts from when the timer is set, with a first time it is like \
         R/2026-01-01T08:00:00Z/P1D."
    )
}

/// `*` is every one, `*/5` and `0/5` every fifth.
fn every(field: &str) -> Option<u32> {
    match field.split_once('/') {
        None => (field == "*").then_some(1),
        Some(("*" | "0", step)) => step.parse().ok(),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert!(is_cron(text), "{text}");
        assert_eq!(interval(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn plain_texts_have_an_interval() {
        check("* * * * *", Some("R/PT1M"));
        check("*/5 * * * *", Some("R/PT5M"));
        check("30 * * * *", Some("R/PT1H"));
        check("0 */2 * * *", Some("R/PT2H"));
        check("0 0 * * *", Some("R/P1D"));
        check("0 8 * * 1", Some("R/P1W"));
        check("0 8 1 * *", Some("R/P1M"));
        check("0 8 1 MAY *", Some("R/P1Y"));
        check("0 0/5 * * * ?", Some("R/PT5M"));
        check("0 0 9-17 * * MON-FRI", None);
        check("0 8 1,15 * *", None);
    }

    #[test]
    fn other_texts_are_no_cron() {
        for text in ["R3/PT1H", "a * b * c", "1 2 3 4 5", "every day at 8 *!", "a * b"] {
            assert!(!is_cron(text), "{text}");
        }
    }
}
