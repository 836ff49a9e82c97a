//! How values look in a text: as Python's `str` writes them, escaped for where they stand.

use std::fmt::Write;

use minijinja::value::{Value as Seen, ValueKind};
use minijinja::{AutoEscape, Error, Output, State};

/// Names the escaping for values inside the strings of a JSON text.
pub(super) const JSON_TEXT: &str = "json";

/// Writes a value into the text that is being made.
pub(super) fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Seen) -> Result<(), Error> {
    let text = text_of(value);
    let written = match state.auto_escape() {
        _ if value.is_safe() => out.write_str(&text),
        AutoEscape::Html => write_html(out, &text),
        AutoEscape::Custom(name) if name == JSON_TEXT => out.write_str(&inside_json(&text)),
        _ => out.write_str(&text),
    };
    written.map_err(Error::from)
}

/// A value as `str` writes it.
pub(super) fn text_of(value: &Seen) -> String {
    match value.kind() {
        ValueKind::String => value.as_str().unwrap_or_default().to_owned(),
        ValueKind::Undefined => String::new(),
        _ => representation(value),
    }
}

/// A value as `repr` writes it.
fn representation(value: &Seen) -> String {
    match value.kind() {
        ValueKind::None => "None".to_owned(),
        ValueKind::Bool if value.is_true() => "True".to_owned(),
        ValueKind::Bool => "False".to_owned(),
        ValueKind::String => quoted(value.as_str().unwrap_or_default()),
        ValueKind::Seq => format!("[{}]", joined(value, |item| representation(&item))),
        ValueKind::Map => {
            let entry = |key: Seen| {
                let inner = value.get_item(&key).unwrap_or_default();
                format!("{}: {}", representation(&key), representation(&inner))
            };
            format!("{{{}}}", joined(value, entry))
        }
        _ => value.to_string(),
    }
}

fn joined(value: &Seen, write: impl Fn(Seen) -> String) -> String {
    let items: Vec<String> = value.try_iter().into_iter().flatten().map(write).collect();
    items.join(", ")
}

fn quoted(text: &str) -> String {
    let mark = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut quoted = String::from(mark);
    for char in text.chars() {
        match char {
            '\n' => quoted.push_str("\\n"),
            '\\' => quoted.push_str("\\\\"),
            char if char == mark => quoted.extend(['\\', char]),
            char => quoted.push(char),
        }
    }
    quoted.push(mark);
    quoted
}

fn write_html(out: &mut Output<'_>, text: &str) -> std::fmt::Result {
    for char in text.chars() {
        match char {
            '&' => out.write_str("&amp;")?,
            '<' => out.write_str("&lt;")?,
            '>' => out.write_str("&gt;")?,
            '"' => out.write_str("&#34;")?,
            '\'' => out.write_str("&#39;")?,
            char => out.write_char(char)?,
        }
    }
    Ok(())
}

/// A text as it stands between the quotes of a JSON string.
fn inside_json(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap_or_default();
    quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default().to_owned()
}
