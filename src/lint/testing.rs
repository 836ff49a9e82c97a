//! The one way rules are tested: a piece of a diagram and the findings it must give, a line each.

use super::{Context, Rule, Workspace};
use crate::bpmn::{self, Model};
use crate::diagnostic::Diagnostic;
use crate::source::Source;

const HEAD: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:spiff="http://spiffworkflow.org/bpmn/schema/1.0/core""#;

/// A file with that content: elements of a process, or root elements when it begins with one.
pub(crate) fn source(content: &str) -> Source {
    let roots = ["<process", "<collaboration", "<message ", "<signal", "<error ", "<!-- roots"];
    let content = content.trim_start();
    let text = if roots.iter().any(|root| content.starts_with(root)) {
        format!("{HEAD}>{content}</definitions>")
    } else {
        format!("{HEAD}><process id='P' isExecutable='true'>{content}</process></definitions>")
    };
    Source::new("a.bpmn", &text)
}

/// The model of that content, which must be readable.
pub(crate) fn model(content: &str) -> Model {
    let (model, problems) = bpmn::read(&source(content));
    assert_eq!(problems, []);
    model
}

/// What one rule finds in several files.
pub(crate) fn findings(rule: &dyn Rule, models: &[Model]) -> Vec<Diagnostic> {
    let models: Vec<&Model> = models.iter().collect();
    let workspace = Workspace::new(&models);
    let look = |file| {
        let mut context = Context::new(&workspace, file);
        rule.check(&mut context);
        context.found
    };
    (0..models.len()).flat_map(look).collect()
}

/// Findings as `severity code element: message`.
pub(crate) fn lines(findings: &[Diagnostic]) -> Vec<String> {
    let line = |finding: &Diagnostic| {
        let severity = format!("{:?}", finding.severity).to_lowercase();
        let element = finding.place.element.as_deref().unwrap_or("-");
        format!("{severity} {} {element}: {}", finding.code, finding.message)
    };
    findings.iter().map(line).collect()
}

/// A rule must find exactly that.
#[track_caller]
pub(crate) fn check(rule: &dyn Rule, content: &str, expected: &[&str]) {
    assert_eq!(lines(&findings(rule, &[model(content)])), expected);
}

/// The first fix of the first finding must turn the file into one that contains this and has no finding left.
#[track_caller]
pub(crate) fn check_fix(rule: &dyn Rule, content: &str, expected: &str) {
    let source = source(content);
    let (model, _) = bpmn::read(&source);
    let found = findings(rule, &[model]);
    let fix = found.iter().find_map(|finding| finding.fixes.first()).expect("a fix");
    let mut text = source.text.to_string();
    for (span, replacement) in fix.edits.iter().rev() {
        text.replace_range(span.start as usize..span.end as usize, replacement);
    }
    assert!(text.contains(expected), "{text}");
    let (model, _) = bpmn::read(&Source::new("a.bpmn", &text));
    assert_eq!(lines(&findings(rule, &[model])), Vec::<String>::new());
}
