//! A diagnostic as a person reads it on a terminal: the sentence, the place, the source line with a caret, the advice.

use std::fmt::Write;

use super::{Diagnostic, Severity};
use crate::source::Source;

/// The diagnostic as text of several lines; `source` is the file it belongs to, when at hand.
pub fn render(diagnostic: &Diagnostic, source: Option<&Source>) -> String {
    let mut text = format!("{}[{}]: {}\n", severity_name(diagnostic.severity), diagnostic.code, diagnostic.message);
    write_place(&mut text, diagnostic, source);
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(text, "  = help: {help}");
    }
    text
}

/// The name of a severity, as people and the API read it.
pub fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "information",
        Severity::Hint => "hint",
    }
}

fn write_place(text: &mut String, diagnostic: &Diagnostic, source: Option<&Source>) {
    let place = &diagnostic.place;
    let file = place.file.as_deref().unwrap_or("<workspace>");
    let element = place.element.as_ref().map(|element| format!(" (element {element})")).unwrap_or_default();
    let (Some(source), Some(span)) = (source, place.span) else {
        let _ = writeln!(text, "  --> {file}{element}");
        return;
    };
    let start = source.position(span.start);
    let _ = writeln!(text, "  --> {file}:{}:{}{element}", start.line, start.column);
    if let Some(line) = source.text.lines().nth(start.line as usize - 1) {
        write_excerpt(text, line, start.line, start.column, span.end.saturating_sub(span.start));
    }
}

/// Long lines (exports without line breaks) are cut around the place.
fn write_excerpt(text: &mut String, line: &str, number: u32, column: u32, width: u32) {
    const BEFORE: usize = 60;
    const SHOWN: usize = 120;
    let at = column as usize - 1;
    let from = if at > SHOWN - 20 { at - BEFORE } else { 0 };
    let shown: String = line.chars().skip(from).take(SHOWN).map(|char| if char == '\t' { ' ' } else { char }).collect();
    let caret = at - from;
    let marks = (width.max(1) as usize)
        .min(SHOWN.saturating_sub(caret).max(1))
        .min(shown.chars().count().saturating_sub(caret).max(1));
    let gutter = number.to_string();
    let pad = " ".repeat(gutter.len());
    let _ = writeln!(text, " {pad} |\n {gutter} | {shown}\n {pad} | {}{}", " ".repeat(caret), "^".repeat(marks));
}
