//! What a task shows to the person who does it.

use serde::Serialize;

use super::diagnostic::Diagnostic;
use super::element::FormFieldInfo;
use crate::api::fields::read_fields;
use crate::source::Text;
use crate::value::{Map, Value};

/// Instructions and form of a task, filled in with its data.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FormInfo {
    /// Instructions as Markdown, filled in.
    pub instructions: Option<String>,
    /// What a guest sees afterwards, as Markdown.
    pub confirmation: Option<String>,
    /// The JSON Schema of the form's file, filled in.
    pub schema: Option<Value>,
    /// How the schema is shown: the UI schema of the form's file.
    pub ui_schema: Option<Value>,
    /// Fields that the diagram itself defines.
    pub fields: Vec<FormFieldInfo>,
    /// The variable that takes what the person enters; null when it is merged into the task's data.
    pub variable: Option<Text>,
    /// What the form begins with.
    pub data: Map,
    /// Buttons beside the form that send a signal instead of completing the task.
    pub signals: Vec<SignalButton>,
    /// What is wrong with instructions and form.
    pub problems: Vec<Diagnostic>,
}

/// A button that sends a signal to a boundary event of the task (`spiffworkflow:signalButtonLabel`).
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SignalButton {
    /// What stands on it.
    pub label: Text,
    /// The signal, by name.
    pub signal: Text,
    /// The waiting boundary event: the target of the signal.
    pub target: u32,
}

/// A template to fill in.
#[derive(Clone, Debug, Default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields, rename_all = "camelCase"))]
pub struct TemplateOptions {
    /// What it gives: `markdown` (default) escapes values for HTML, `json` for the strings of a JSON text.
    #[cfg_attr(test, ts(optional, type = "'markdown' | 'json'"))]
    pub format: Option<String>,
    /// The time.
    pub now: Option<i64>,
}

read_fields! {
    TemplateOptions {
        format: "format";
        now: "now";
    }
}

/// A template, filled in.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Rendered {
    /// The text; the template itself when it could not be filled in.
    pub text: String,
    /// What is wrong with it, with places in the template.
    pub problems: Vec<Diagnostic>,
    /// Variables it reads that the data has not.
    pub missing: Vec<Text>,
}
