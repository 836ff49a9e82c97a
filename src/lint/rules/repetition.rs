//! A repeated activity says how often (BPMN 2.0.2 section 10.3.8).

use crate::bpmn::{Loop, NodeKind};
use crate::diagnostic::{Code, Severity, codes};
use crate::lint::{Context, Rule};

/// Repetitions without a number, a collection or an end.
pub(super) struct Repetition;

impl Rule for Repetition {
    fn codes(&self) -> &'static [Code] {
        &[codes::TASK_REPETITION]
    }

    fn explanation(&self) -> &'static str {
        "A multi-instance activity runs once for each item of a collection or as often as its cardinality says; a loop runs \
         while its condition holds or up to its maximum. With neither, the engine cannot know how often."
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            let NodeKind::Activity(activity) = &context.index.node(id).node.kind else { continue };
            let Some((what, running)) = activity.repetition.as_ref().and_then(problem) else { continue };
            let severity = context.severity(context.index.node(id).scope, running);
            let message = format!("{} {what}.", context.node_name(id));
            let finding = context.at_node(codes::TASK_REPETITION, id, message);
            context.report(finding.severity(severity).property("loopCharacteristics"));
        }
    }
}

fn problem(repetition: &Loop) -> Option<(&'static str, Severity)> {
    match repetition {
        Loop::MultiInstance(many) => {
            let collection = many.input_collection.is_some() || many.collection.is_some();
            match (many.cardinality.is_some(), collection) {
                (false, false) => Some((
                    "has neither a collection nor a cardinality: it is not known how many instances to make",
                    Severity::Error,
                )),
                (true, true) => Some(("has both a collection and a cardinality", Severity::Warning)),
                _ => None,
            }
        }
        Loop::Standard(repeated) if repeated.condition.is_none() && repeated.maximum.is_none() => Some((
            "has neither a loop condition nor a maximum: it is not known when to stop",
            Severity::Warning,
        )),
        Loop::Standard(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Repetition;
    use crate::lint::testing::check;

    #[test]
    fn repetitions_are_counted() {
        check(&Repetition, "<task id='t'><multiInstanceLoopCharacteristics/></task>", &[
            "error task/repetition t: Task t has neither a collection nor a cardinality: it is not known how many instances to make.",
        ]);
        check(&Repetition, "<task id='t'><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality><loopDataInputRef>x</loopDataInputRef></multiInstanceLoopCharacteristics></task>", &[
            "warning task/repetition t: Task t has both a collection and a cardinality.",
        ]);
        check(&Repetition, "<task id='t'><standardLoopCharacteristics/></task>", &[
            "warning task/repetition t: Task t has neither a loop condition nor a maximum: it is not known when to stop.",
        ]);
        check(&Repetition, "<task id='t'><standardLoopCharacteristics loopMaximum='3'/></task>
            <task id='u'><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></task>", &[]);
    }
}
