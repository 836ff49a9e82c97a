//! Timers say when, in a way that can be understood (BPMN 2.0.2 section 10.5.5, ISO 8601).

mod iso;

use crate::bpmn::extension::Vocabulary;
use crate::bpmn::index::NodeId;
use crate::bpmn::{EventKind, Expression, NodeKind, Timer};
use crate::diagnostic::{Code, Severity, codes};
use crate::lint::{Context, Rule};
use crate::value::cron;
use iso::Kind;

/// Timers without a time, or with one that is none.
pub(super) struct Timers;

impl Rule for Timers {
    fn codes(&self) -> &'static [Code] {
        &[codes::EVENT_TIMER, codes::EVENT_TIMER_CRON, codes::EVENT_TIMER_UNQUOTED]
    }

    fn explanation(&self) -> &'static str {
        "A timer has one of a date, a duration or a cycle, written as ISO 8601 (2026-05-01T08:00:00Z, PT15M, R3/PT10M) or \
         as an expression that gives such a text. SpiffWorkflow evaluates timers as Python, where a fixed text needs quotes."
    }

    fn check(&self, context: &mut Context<'_>) {
        for id in context.nodes() {
            let NodeKind::Event(event) = &context.index.node(id).node.kind else { continue };
            for definition in &event.definitions {
                if let EventKind::Timer(timer) = &definition.kind {
                    self::timer(context, id, timer);
                }
            }
        }
    }
}

fn timer(context: &mut Context<'_>, id: NodeId, timer: &Timer) {
    let given = [(Kind::Date, &timer.date), (Kind::Duration, &timer.duration), (Kind::Cycle, &timer.cycle)];
    let given: Vec<(Kind, &Expression)> =
        given.into_iter().filter_map(|(kind, value)| Some((kind, value.as_ref()?))).collect();
    let name = context.node_name(id);
    match given.as_slice() {
        [] => {
            let message = format!("{name} does not say when: its timer has no date, duration or cycle.");
            let finding = context.at_node(codes::EVENT_TIMER, id, message);
            context.report(finding.severity(context.severity_of_gap(context.index.node(id).scope)));
        }
        [(kind, expression)] => value(context, id, *kind, expression),
        _ => {
            let message = format!("{name} has more than one of a date, a duration and a cycle.");
            let finding = context.at_node(codes::EVENT_TIMER, id, message);
            context.report(finding.severity(Severity::Warning));
        }
    }
}

fn value(context: &mut Context<'_>, id: NodeId, kind: Kind, expression: &Expression) {
    let text = &*expression.text.text;
    let (literal, quoted) = match iso::quoted(text) {
        Some(inner) => (inner, true),
        None => (text, false),
    };
    let span = expression.text.span(0, text.len() as u32);
    if cron::is_cron(literal) {
        let severity = context.severity(context.index.node(id).scope, Severity::Error);
        let message = format!("{} waits for {literal:?}, which is written for cron.", context.node_name(id));
        let finding = context.at_node(codes::EVENT_TIMER_CRON, id, message).severity(severity).property(kind.property());
        return context.report(finding.span(span).help(cron::advice(literal)));
    }
    let understood = kind.is_written_as(literal);
    if !understood && (quoted || !iso::could_be_expression(literal)) {
        let severity = context.severity(context.index.node(id).scope, Severity::Error);
        let message = format!("{} waits for {literal:?}, which is no {}.", context.node_name(id), kind.label());
        let finding = context.at_node(codes::EVENT_TIMER, id, message).severity(severity).property(kind.property());
        context.report(finding.span(span).help(format!("Write it like {}.", kind.example())));
    } else if understood && !quoted && expression.language.is_none() && is_python(context) {
        let message = format!("{} waits for {literal}, which SpiffWorkflow reads as Python and needs quotes.", context.node_name(id));
        let finding = context.at_node(codes::EVENT_TIMER_UNQUOTED, id, message).property(kind.property()).span(span);
        let edits = span.map(|span| vec![(span, format!("\"{literal}\""))]).unwrap_or_default();
        context.report(finding.fix("Put it in quotes", edits));
    }
}

fn is_python(context: &Context<'_>) -> bool {
    let model = context.index.model;
    model.expression_language.is_none() && model.vocabularies.contains(&Vocabulary::SpiffWorkflow)
        && !model.vocabularies.iter().any(|vocabulary| *vocabulary != Vocabulary::SpiffWorkflow)
}

#[cfg(test)]
mod tests {
    use super::Timers;
    use crate::lint::testing::{check, check_fix};

    fn duration(text: &str, expected: &[&str]) {
        let timer = format!("<timerEventDefinition><timeDuration>{text}</timeDuration></timerEventDefinition>");
        // Another language than the vocabulary's, so that quotes are not asked for.
        let timer = timer.replace("<timeDuration>", "<timeDuration language='feel'>");
        check(&Timers, &format!("<startEvent id='s'>{timer}</startEvent>"), expected);
    }

    #[test]
    fn timers_say_when() {
        for fine in ["PT5M", "\"PT5M\"", "P1DT12H", "wait_time", "f\"PT{a + 1}S\"", "${x}", "duration(\"P1D\")", "a if b else c", "timedelta(days=1)"] {
            duration(fine, &[]);
        }
        duration("", &["error event/timer s: Start event s does not say when: its timer has no date, duration or cycle."]);
        duration("every full moon", &["error event/timer s: Start event s waits for \"every full moon\", which is no duration."]);
        duration("'5 minutes'", &["error event/timer s: Start event s waits for \"5 minutes\", which is no duration."]);
        duration("P5X", &["error event/timer s: Start event s waits for \"P5X\", which is no duration."]);
    }

    #[test]
    fn a_drawing_may_leave_open_when() {
        let text = "<process id='P'><startEvent id='s'><timerEventDefinition/></startEvent></process>";
        check(&Timers, text, &["hint event/timer s: Start event s does not say when: its timer has no date, duration or cycle."]);
    }

    #[test]
    fn cron_is_told() {
        let text = "<startEvent id='s'><timerEventDefinition><timeCycle>0 0 * * *</timeCycle></timerEventDefinition></startEvent>";
        check(&Timers, text, &["error event/timer-cron s: Start event s waits for \"0 0 * * *\", which is written for cron."]);
    }

    #[test]
    fn what_begins_like_a_cycle_is_meant_as_one() {
        let text = "<startEvent id='s'><timerEventDefinition><timeCycle>R/P1H</timeCycle></timerEventDefinition></startEvent>";
        check(&Timers, text, &["error event/timer s: Start event s waits for \"R/P1H\", which is no cycle."]);
    }

    #[test]
    fn one_of_three_is_given() {
        let both = "<startEvent id='s'><timerEventDefinition><timeDate>x</timeDate><timeCycle>y</timeCycle></timerEventDefinition></startEvent>";
        check(&Timers, both, &["warning event/timer s: Start event s has more than one of a date, a duration and a cycle."]);
    }

    #[test]
    fn python_needs_quotes() {
        let bare = "<startEvent id='s'><timerEventDefinition><timeDuration>PT1S</timeDuration></timerEventDefinition></startEvent>";
        check(&Timers, bare, &[
            "warning event/timer-unquoted s: Start event s waits for PT1S, which SpiffWorkflow reads as Python and needs quotes.",
        ]);
        check_fix(&Timers, bare, ">\"PT1S\"<");
    }
}
