//! Problems, and what is thrown when a call is refused.

use serde::Serialize;

use crate::source::{Position, Text};

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// The diagram cannot run, or a run stands still.
    Error,
    /// It runs, but probably not as meant.
    Warning,
    /// Worth knowing.
    Information,
    /// A matter of style.
    Hint,
}

/// A range of a file.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Range {
    /// First character.
    pub start: Position,
    /// One past the last character.
    pub end: Position,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    /// Stable code, such as `bpmn/unresolved-reference`.
    #[cfg_attr(test, ts(type = "DiagnosticCode"))]
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, one sentence.
    pub message: String,
    /// What to do next.
    pub help: Option<String>,
    /// Id of the element.
    pub element: Option<Text>,
    /// The attribute or child element that is wrong.
    pub property: Option<Text>,
    /// Name of the file.
    pub file: Option<Text>,
    /// Where in the file.
    pub range: Option<Range>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// Changes that remove it.
    pub fixes: Vec<Fix>,
}

/// Another place that explains a problem.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Related {
    /// What is there.
    pub message: String,
    /// Id of the element.
    pub element: Option<Text>,
    /// Name of the file.
    pub file: Option<Text>,
    /// Where in the file.
    pub range: Option<Range>,
}

/// A change that removes a problem.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Fix {
    /// What the button says.
    pub title: String,
    /// Replacements in the diagnostic's file, in ascending order.
    pub edits: Vec<Edit>,
}

/// A replacement of text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Edit {
    /// What is replaced.
    pub range: Range,
    /// The new text.
    pub text: String,
}

/// What is thrown when a call is refused; the state is as it was before.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ApiError {
    /// Stable code, such as `run/unknown-task`.
    pub code: &'static str,
    /// What is wrong, one sentence.
    pub message: String,
    /// What to do next.
    pub help: Option<String>,
    /// The problems behind it.
    pub diagnostics: Vec<Diagnostic>,
}
