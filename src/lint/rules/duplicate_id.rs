//! Ids must be unique: in a file for every element, in a workspace for processes.

use crate::bpmn::index::Item;
use crate::diagnostic::{Code, Place, Severity, codes};
use crate::lint::{Context, Rule, names};
use crate::table::sort_by_key;

/// Two elements with one id.
pub(super) struct DuplicateId;

impl Rule for DuplicateId {
    fn codes(&self) -> &'static [Code] {
        &[codes::BPMN_DUPLICATE_ID, codes::WORKSPACE_DUPLICATE_PROCESS, codes::WORKSPACE_DUPLICATE_DEFINITION]
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
        duplicate_definitions(context);
    }
}

/// What one file defines and an earlier one defines otherwise. That two files name the same message is no problem: each
/// has to, to use it.
fn duplicate_definitions(context: &mut Context<'_>) {
    let index = context.index;
    let mut own: Vec<_> = index.ids().filter(|(_, item)| is_shared(*item)).collect();
    sort_by_key(&mut own, |(_, item)| item.base(index).span);
    for (id, item) in own {
        let earlier = (0..context.file).map(|file| context.other(file));
        let clash = earlier.filter_map(|other| Some((other, other.get(id)?))).find(|(_, first)| differs(*first, item));
        let Some((other, first)) = clash else { continue };
        let (here, there) = (item.base(index), first.base(other));
        let file = other.model.file.as_deref().unwrap_or("another file");
        let message = format!("{} has the id {id}, which is {} in {file}.", context.name(item), names::element(other, first));
        let place = Place { file: other.model.file.clone(), ..context.place(there) };
        let finding = context.at(codes::WORKSPACE_DUPLICATE_DEFINITION, here, message).property("id");
        context.report(finding.related("The first one is here.", place));
    }
}

/// Whether other files may mean it by its id or name.
fn is_shared(item: Item<'_>) -> bool {
    matches!(
        item,
        Item::Message(_)
            | Item::Signal(_)
            | Item::Error(_)
            | Item::Escalation(_)
            | Item::DataStore(_)
            | Item::Collaboration(_)
    )
}

fn differs(first: Item<'_>, second: Item<'_>) -> bool {
    match (first, second) {
        (Item::Message(first), Item::Message(second)) => first.base.name != second.base.name,
        (Item::Signal(first), Item::Signal(second)) => first.base.name != second.base.name,
        (Item::DataStore(first), Item::DataStore(second)) => first.base.name != second.base.name,
        (Item::Error(first), Item::Error(second)) => first.code != second.code,
        (Item::Escalation(first), Item::Escalation(second)) => first.code != second.code,
        (Item::Collaboration(_), Item::Collaboration(_)) => true,
        _ => false,
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
    fn definitions_of_one_id_are_the_same_in_all_files() {
        let message = |name: &str| model(&format!("<message id='m' name='{name}'/>"));
        assert_eq!(findings(&DuplicateId, &[message("paid"), message("paid")]), []);
        let found = findings(&DuplicateId, &[message("paid"), message("sent")]);
        let expected = "warning workspace/duplicate-definition m: Message \"sent\" has the id m, which is message \"paid\" in a.bpmn.";
        assert_eq!(lines(&found), [expected]);
    }

    #[test]
    fn processes_are_unique_in_the_workspace() {
        let found = findings(&DuplicateId, &[model("<process id='P'/>"), model("<process id='P'/>")]);
        let expected = "error workspace/duplicate-process P: Process P has the same id as a process of a.bpmn.";
        assert_eq!(lines(&found), [expected]);
    }
}
