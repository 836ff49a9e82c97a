//! What is referred to must exist and be of the kind that is meant.

mod references;

use crate::bpmn::index::Item;
use crate::bpmn::{Base, Reference};
use crate::diagnostic::{Code, Severity, codes};
use crate::lint::{Context, Rule};
use crate::table::sort_by;

/// References that lead nowhere.
pub(super) struct UnresolvedReference;

impl Rule for UnresolvedReference {
    fn codes(&self) -> &'static [Code] {
        &[codes::BPMN_UNRESOLVED_REFERENCE]
    }

    fn explanation(&self) -> &'static str {
        "An element names another one by its id, but no element of the file has that id, or it is one of another kind. \
         That happens when the other element was deleted or renamed by hand, or when a part of a diagram was pasted."
    }

    fn check(&self, context: &mut Context<'_>) {
        references::all(context);
    }
}

/// What a reference may mean.
#[derive(Clone, Copy)]
struct Wanted {
    /// What a person calls it.
    label: &'static str,
    fits: fn(Item<'_>) -> bool,
    /// How bad it is when it is not there.
    severity: Severity,
}

/// Tells of a reference that leads nowhere or to the wrong kind of element.
fn expect<'w>(context: &mut Context<'w>, owner: Item<'w>, property: &'static str, to: Option<&Reference>, wanted: Wanted) {
    let Some(reference) = to else { return };
    let found = context.index.get(&reference.id);
    if found.is_some_and(|item| (wanted.fits)(item)) {
        return;
    }
    let (name, label, id) = (context.name(owner), wanted.label, &reference.id);
    let message = match found {
        None => format!("{name} refers to the {label} {id}, which does not exist."),
        Some(other) => format!("{name} refers to {} as its {label}.", context.name(other)),
    };
    let base: &Base = owner.base(context.index);
    let finding = context.at(codes::BPMN_UNRESOLVED_REFERENCE, base, message);
    let mut finding = finding.severity(wanted.severity).property(property).span(Some(reference.span));
    if let Some(near) = context.suggest(id, |context| candidates(context, wanted)) {
        finding = finding.help(format!("Did you mean {near}?"));
        finding = finding.fix(format!("Refer to {near}"), vec![(reference.span, near.to_owned())]);
    }
    context.report(finding);
}

fn candidates<'w>(context: &Context<'w>, wanted: Wanted) -> Vec<&'w str> {
    let mut candidates: Vec<_> =
        context.index.ids().filter(|(_, item)| (wanted.fits)(*item)).map(|(id, _)| id).collect();
    sort_by(&mut candidates, Ord::cmp);
    candidates
}

#[cfg(test)]
mod tests {
    use super::UnresolvedReference;
    use crate::lint::testing::{check, check_fix};

    #[test]
    fn flows_join_nodes() {
        check(&UnresolvedReference, "<task id='t'/><sequenceFlow id='f' sourceRef='t' targetRef='t'/>", &[]);
        check(&UnresolvedReference, "<task id='t'/><sequenceFlow id='f' sourceRef='t' targetRef='nowhere'/>", &[
            "error bpmn/unresolved-reference f: Sequence flow f refers to the node nowhere, which does not exist.",
        ]);
        check(&UnresolvedReference, "<task id='t'/><dataObject id='d'/><sequenceFlow id='f' sourceRef='t' targetRef='d'/>", &[
            "error bpmn/unresolved-reference f: Sequence flow f refers to data object d as its node.",
        ]);
        let typo = "<task id='Task_Order'/><sequenceFlow id='f' sourceRef='Task_Order' targetRef='Task_Oder'/>";
        check_fix(&UnresolvedReference, typo, "targetRef='Task_Order'");
    }

    #[test]
    fn events_tasks_and_data_refer_to_what_exists() {
        check(&UnresolvedReference, "<receiveTask id='t' messageRef='m'/>", &[
            "error bpmn/unresolved-reference t: Receive task t refers to the message m, which does not exist.",
        ]);
        check(&UnresolvedReference, "<endEvent id='e'><errorEventDefinition id='d' errorRef='m'/></endEvent>", &[
            "error bpmn/unresolved-reference e: End event e refers to the error m, which does not exist.",
        ]);
        check(&UnresolvedReference, "<boundaryEvent id='b' attachedToRef='x'/>", &[
            "error bpmn/unresolved-reference b: Boundary event b refers to the activity x, which does not exist.",
        ]);
        check(&UnresolvedReference, "<dataObjectReference id='r' dataObjectRef='x'/>", &[
            "error bpmn/unresolved-reference r: Data object reference r refers to the data object x, which does not exist.",
        ]);
        check(&UnresolvedReference, "<task id='t'><dataInputAssociation id='a'><sourceRef>x</sourceRef></dataInputAssociation></task>", &[
            "warning bpmn/unresolved-reference t: Task t refers to the data x, which does not exist.",
        ]);
        check(&UnresolvedReference, "<laneSet><lane id='l' name='Sales'><flowNodeRef>x</flowNodeRef></lane></laneSet>", &[
            "warning bpmn/unresolved-reference l: Lane \"Sales\" refers to the node x, which does not exist.",
        ]);
    }

    #[test]
    fn participants_and_message_flows_may_reach_other_files() {
        check(&UnresolvedReference, "<collaboration id='c'><participant id='p' processRef='Q'/><messageFlow id='m' sourceRef='p' targetRef='x'/></collaboration>", &[
            "warning bpmn/unresolved-reference p: Participant p refers to the process Q, which does not exist.",
            "warning bpmn/unresolved-reference m: Message flow m refers to the node or participant x, which does not exist.",
        ]);
    }
}
