//! A file of a workspace: its text, and what was read from it.

use std::sync::Arc;

use crate::bpmn;
use crate::diagnostic::Diagnostic;
use crate::dmn;
use crate::source::Source;

/// A file of a workspace.
pub(super) struct File {
    pub(super) source: Source,
    /// What it says, when it is BPMN.
    pub(super) model: Option<bpmn::Model>,
    /// What it says, when it is DMN.
    pub(super) decisions: Option<Arc<dmn::Model>>,
    /// What was found in reading it.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What a file is, by its ending, else by how it begins.
pub(super) fn kind_of(source: &Source) -> &'static str {
    let ending = source.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("dmn") => "dmn",
        Some("xml") | None if names_dmn(&source.text) => "dmn",
        Some("bpmn" | "bpmn2" | "xml" | "bpmn20") => "bpmn",
        Some(_) => "other",
        None if source.text.trim_start().starts_with('<') => "bpmn",
        None => "other",
    }
}

/// Whether a text begins like a DMN file.
fn names_dmn(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(2000).collect();
    let model = |standard: &str| head.contains(&format!("www.omg.org/spec/{standard}/"));
    head.starts_with('<') && model("DMN") && !model("BPMN")
}
