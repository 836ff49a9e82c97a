//! Decisions: the model as DMN 1.5 names it, and how a decision is made.
//!
//! In: the XML tree of a file, whichever version of DMN it is written in; later data and somebody who runs texts
//! ([`Texts`]). Out: a [`Model`] and diagnostics; later the outputs of a decision and which rules gave them. This module
//! knows no process and runs no language itself.

mod check;
mod decisions;
mod evaluate;
mod model;
mod order;
mod read;
#[cfg(test)]
mod testing;

pub use decisions::{Decisions, Place, Placed};
pub use evaluate::{Decided, Failed, Made, Question, Texts};
pub use model::{
    Aggregation, Base, BusinessKnowledgeModel, Decision, DecisionTable, Expression, HitPolicy, Input, Logic, Model,
    Output, Requirement, RequirementKind, Rule,
};
pub use read::read;

/// How decision tables are understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Practice {
    /// As DMN 1.5 says (section 8.2).
    #[default]
    Standard,
    /// As SpiffWorkflow does: one table a file; every hit policy but COLLECT takes the first rule that matches; no
    /// aggregation, no default outputs; an empty output cell is the empty text.
    FirstMatch,
}

/// Whether a namespace is that of DMN's elements, in whatever version: 1.0 to 1.5 differ in date and ending. The
/// namespaces of diagrams and of FEEL look similar.
pub fn is_namespace(namespace: &str) -> bool {
    let rest = namespace.strip_prefix("https://").or_else(|| namespace.strip_prefix("http://"));
    let Some(version) = rest.and_then(|rest| rest.strip_prefix("www.omg.org/spec/DMN/")) else { return false };
    match version.trim_end_matches('/').split_once('/') {
        None => version.starts_with(|first: char| first.is_ascii_digit()),
        Some((_, ending)) => ending == "MODEL" || ending.ends_with(".xsd"),
    }
}

#[cfg(test)]
mod tests {
    use super::is_namespace;

    #[test]
    fn every_version_is_known_by_its_namespace() {
        for namespace in [
            "http://www.omg.org/spec/DMN/20130901",
            "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
            "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
            "http://www.omg.org/spec/DMN/20180521/MODEL/",
            "https://www.omg.org/spec/DMN/20191111/MODEL/",
            "https://www.omg.org/spec/DMN/20211108/MODEL/",
            "https://www.omg.org/spec/DMN/20230324/MODEL/",
        ] {
            assert!(is_namespace(namespace), "{namespace}");
        }
        for namespace in [
            "",
            "http://www.omg.org/spec/DMN/20180521/DI/",
            "https://www.omg.org/spec/DMN/20230324/DMNDI/",
            "https://www.omg.org/spec/DMN/20230324/FEEL/",
            "http://www.omg.org/spec/BPMN/20100524/MODEL",
        ] {
            assert!(!is_namespace(namespace), "{namespace}");
        }
    }
}
