//! What went wrong in a template, told as data.

use minijinja::{Error, ErrorKind};

use crate::diagnostic::{Diagnostic, codes};
use crate::language::{Failure, ScriptError};
use crate::source::{LineIndex, Position, Span};

/// A template that cannot be read.
pub(super) fn syntax(text: &str, error: &Error) -> ScriptError {
    told(Failure::Syntax, text, error)
}

/// The same as a problem of the diagram.
pub(super) fn diagnostic(text: &str, error: &Error) -> Diagnostic {
    let (start, end) = range(text, error);
    Diagnostic::new(codes::JINJA_SYNTAX, message(error)).span(Some(Span { start, end }))
}

/// A template that failed while it was filled in.
pub(super) fn raised(text: &str, error: &Error) -> ScriptError {
    told(if error.kind() == ErrorKind::OutOfFuel { Failure::Limit } else { Failure::Raised }, text, error)
}

/// A template of a number that was never given.
pub(super) fn unknown() -> ScriptError {
    ScriptError {
        failure: Failure::Crashed,
        class: "InternalError".to_owned(),
        message: "the template is not compiled".to_owned(),
        range: None,
        help: None,
    }
}

fn told(failure: Failure, text: &str, error: &Error) -> ScriptError {
    let class = match error.kind() {
        ErrorKind::SyntaxError => "TemplateSyntaxError",
        ErrorKind::UndefinedError => "UndefinedError",
        _ => "TemplateError",
    };
    ScriptError {
        failure,
        class: class.to_owned(),
        message: message(error),
        range: Some(range(text, error)),
        help: None,
    }
}

fn message(error: &Error) -> String {
    error.detail().map_or_else(|| error.kind().to_string(), str::to_owned)
}

/// The bytes the error is about, or its line.
fn range(text: &str, error: &Error) -> (u32, u32) {
    if let Some(range) = error.range() {
        return (range.start as u32, range.end as u32);
    }
    let lines = LineIndex::new(text);
    let at = |line: usize| lines.offset(text, Position { line: line as u32, column: 1 });
    match error.line() {
        Some(line) => (at(line), at(line) + text.lines().nth(line.saturating_sub(1)).map_or(0, str::len) as u32),
        None => (0, text.len() as u32),
    }
}
