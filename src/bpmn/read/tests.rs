//! The reader's cases: pieces of files and what is read or told.

use super::read;
use crate::bpmn::{ActivityKind, EventKind, FlowNode, Loop, Model, NodeKind};
use crate::diagnostic::Diagnostic;
use crate::source::Source;

const HEAD: &str = r#"<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL""#;

fn file(content: &str) -> Source {
    Source::new("a.bpmn", &format!("{HEAD}>{content}</b:definitions>"))
}

fn process(content: &str) -> (Model, Source) {
    let source = file(&format!("<b:process id='P'>{content}</b:process>"));
    let (model, problems) = read(&source);
    assert_eq!(problems, []);
    (model, source)
}

fn node(model: &Model) -> &FlowNode {
    &model.processes[0].content.nodes[0]
}

/// Problems as `severity code element: message`.
fn check(source: &Source, expected: &[&str]) {
    let (_, problems) = read(source);
    let line = |problem: &Diagnostic| {
        let severity = format!("{:?}", problem.severity).to_lowercase();
        format!("{severity} {} {}: {}", problem.code, problem.place.element.as_deref().unwrap_or("-"), problem.message)
    };
    assert_eq!(problems.iter().map(line).collect::<Vec<_>>(), expected);
}

#[test]
fn other_documents_are_told() {
    check(
        &Source::new("a", "<html/>"),
        &["error bpmn/not-bpmn -: The root element is <html>, not BPMN's <definitions>."],
    );
    check(
        &Source::new("a", "<definitions/>"),
        &["error bpmn/not-bpmn -: The root element <definitions> is in no namespace, so it is not BPMN 2.0."],
    );
    check(
        &Source::new("a", "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/'/>"),
        &["error bpmn/not-bpmn -: The file is a DMN model, not a BPMN diagram."],
    );
}

#[test]
fn misspelt_and_misplaced_elements_are_told() {
    check(
        &file("<b:process id='P'><b:usertask id='t'/></b:process>"),
        &["warning bpmn/unknown-element t: <usertask> is not an element of BPMN 2.0; it is ignored."],
    );
    check(
        &file("<b:dataObject id='d'/>"),
        &["warning bpmn/misplaced-element d: <dataObject> has no place in <definitions>; it is ignored."],
    );
    check(
        &file("<b:process id='P' isExecutable='yes'/>"),
        &["warning bpmn/invalid-value P: isExecutable of process \"P\" is \"yes\"; it must be `true` or `false`."],
    );
}

#[test]
fn missing_ids_are_made_up_and_can_be_repaired() {
    let source = file("<b:process id='P'><b:task name='Ask'/></b:process>");
    check(&source, &["error bpmn/missing-id task@87: The task \"Ask\" has no id."]);
    let (_, problems) = read(&source);
    let (span, text) = &problems[0].fixes[0].edits[0];
    let mut repaired = source.text.to_string();
    repaired.replace_range(span.start as usize..span.end as usize, text);
    check(&Source::new("a", &repaired), &[]);
}

#[test]
fn nesting_is_limited() {
    let deep = (0..70).map(|n| format!("<b:subProcess id='s{n}'>")).collect::<String>() + &"</b:subProcess>".repeat(70);
    check(
        &file(&format!("<b:process id='P'>{deep}</b:process>")),
        &["error bpmn/nesting -: subProcess \"s64\" is nested deeper than 64 levels; its content is not read."],
    );
}

#[test]
fn event_definitions_at_the_root_are_copied() {
    let event = "<b:process id='P'><b:startEvent id='s'><b:eventDefinitionRef>d</b:eventDefinitionRef></b:startEvent></b:process>";
    let (model, problems) = read(&file(&format!("{event}<b:signalEventDefinition id='d' signalRef='x'/>")));
    assert_eq!(problems, []);
    let NodeKind::Event(start) = &node(&model).kind else { panic!("no event") };
    assert!(matches!(&start.definitions[0].kind, EventKind::Signal { signal: Some(signal) } if &*signal.id == "x"));
    check(
        &file(event),
        &[
            "error bpmn/unresolved-reference s: startEvent \"s\" refers to the event definition \"d\", which does not exist.",
        ],
    );
}

#[test]
fn scripts_know_their_place() {
    let (model, source) = process(
        "<b:scriptTask id='t' scriptFormat='python'><b:script>\n  x = 1\n  y = a &lt; b\n</b:script></b:scriptTask>",
    );
    let NodeKind::Activity(activity) = &node(&model).kind else { panic!("no activity") };
    let ActivityKind::Script { script: Some(script) } = &activity.kind else { panic!("no script") };
    assert_eq!(&*script.text.text, "  x = 1\n  y = a < b");
    assert_eq!(script.language.as_deref(), Some("python"));
    let at = script.text.text.find("b").unwrap() as u32;
    let at = source.position(script.text.to_source(at).unwrap());
    assert_eq!((at.line, at.column), (3, 14));
}

#[test]
fn qualified_references_lose_their_prefix() {
    let source = file(
        "<b:process id='P' xmlns:p='urn:p'><b:callActivity id='c' calledElement='p:Q'/><b:callActivity id='d' calledElement='group:Q'/></b:process>",
    );
    let (model, _) = read(&source);
    let called = model.processes[0].content.nodes.iter().map(|node| match &node.kind {
        NodeKind::Activity(activity) => match &activity.kind {
            ActivityKind::Call { called: Some(called) } => called.id.to_string(),
            _ => String::new(),
        },
        _ => String::new(),
    });
    assert_eq!(called.collect::<Vec<_>>(), ["Q", "group:Q"]);
}

#[test]
fn repetition_is_read() {
    let (model, _) = process(
        "<b:task id='t'><b:multiInstanceLoopCharacteristics isSequential='true'><b:loopCardinality>3</b:loopCardinality>
         <b:inputDataItem id='item' name='x'/></b:multiInstanceLoopCharacteristics></b:task>",
    );
    let NodeKind::Activity(activity) = &node(&model).kind else { panic!("no activity") };
    let Some(Loop::MultiInstance(many)) = &activity.repetition else { panic!("no repetition") };
    assert!(many.sequential);
    assert_eq!(many.cardinality.as_ref().map(|expression| &*expression.text.text), Some("3"));
    assert_eq!(many.input_item.as_ref().map(|item| &*item.id), Some("item"));
}
