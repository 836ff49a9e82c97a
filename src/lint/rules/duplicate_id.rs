//! Ids must be unique: in a file for every element, in a workspace for processes.

use crate::bpmn::index::Item;
use crate::diagnostic::{Code, Severity, codes};
use crate::lint::{Context, Rule, names};

/// Two elements with one id.
pub(super) struct DuplicateId;

impl Rule for DuplicateId {
    fn codes(&self) -> &'static [Code] {
        &[codes::BPMN_DUPLICATE_ID, codes::WORKSPACE_DUPLICATE_PROCESS]
    }

    fn explanation(&self) -> &'static str {
        "References find elements by their id. When two elements share one, a sequence flow, a lane or a shape may mean \
         either of them, and a saved run could not tell where its tokens stand."
    }

    fn check(&self, context: &mut Context<'_>) {
        let index = context.index;
        for (first, second) in &index.duplicates {
            let (one, other) = (first.base(index), second.base(index));
            let message = format!("{} and {} have the same id {}.", context.name(*first), context.name(*second), other.id);
            let severity = if runs(*first) || runs(*second) { Severity::Error } else { Severity::Warning };
            let finding = context.at(codes::BPMN_DUPLICATE_ID, other, message).severity(severity).property("id");
            context.report(finding.related("The first one is here.", context.place(one)));
        }
        let here = context.file;
        for (_, base) in context.workspace.duplicates.iter().filter(|(file, _)| *file == here) {
            duplicate_process(context, base);
        }
    }
}

/// Whether a run needs to tell it from others.
fn runs(item: Item<'_>) -> bool {
    matches!(item, Item::Process(_) | Item::Node(_) | Item::Flow(_) | Item::GlobalTask(_))
}

fn duplicate_process(context: &mut Context<'_>, base: &crate::bpmn::Base) {
    let Some((file, first)) = context.workspace.callable(&base.id) else { return };
    let index = context.other(file);
    let other = index.model.file.as_deref().unwrap_or("another file");
    let message = format!("{} has the same id as a process of {other}.", names::named("process", base));
    let place = crate::diagnostic::Place {
        file: index.model.file.clone(),
        element: Some(first.id.clone()),
        property: None,
        span: Some(first.span),
    };
    let finding = context.at(codes::WORKSPACE_DUPLICATE_PROCESS, base, message).property("id");
    context.report(finding.related("The first one is here.", place));
}

#[cfg(test)]
mod tests {
    use super::DuplicateId;
    use crate::lint::testing::{check, findings, lines, model};

    #[test]
    fn ids_are_unique() {
        check(&DuplicateId, "<task id='t' name='A'/><task id='u'/>", &[]);
        check(&DuplicateId, "<task id='t' name='A'/><task id='t' name='B'/>", &[
            "error bpmn/duplicate-id t: Task \"A\" and task \"B\" have the same id t.",
        ]);
        check(&DuplicateId, "<textAnnotation id='t'/><textAnnotation id='t'/>", &[
            "warning bpmn/duplicate-id t: Artifact t and artifact t have the same id t.",
        ]);
    }

    #[test]
    fn processes_are_unique_in_the_workspace() {
        let found = findings(&DuplicateId, &[model("<process id='P'/>"), model("<process id='P'/>")]);
        let expected = "error workspace/duplicate-process P: Process P has the same id as a process of a.bpmn.";
        assert_eq!(lines(&found), [expected]);
    }
}
