//! Tables in Python and JavaScript, with the languages linked in.

#![cfg(all(feature = "python", feature = "javascript"))]

use std::sync::Arc;

use super::{Decided, Failed, Question, Texts};
use crate::dmn::testing::{model, table};
use crate::dmn::{Decisions, Practice};
use crate::language::registry::Languages;
use crate::language::{Input, LanguageId, Outcome, ScriptError};
use crate::value::{Map, Value};

struct Linked(Languages);

impl Texts for Linked {
    fn value(&mut self, question: &Question<'_>) -> Result<Value, ScriptError> {
        let Question { language, text, kind, variables, context } = *question;
        let input = Input { variables: variables.clone(), context: context.clone(), ..Input::default() };
        match self.0.evaluate(language, text, kind, &input)? {
            Outcome::Done(done) => Ok(done.value),
            Outcome::Call(_) => panic!("no functions here"),
        }
    }
}

fn decide(
    language: LanguageId,
    practice: Practice,
    content: &str,
    data: serde_json::Value,
) -> Result<Decided, Box<Failed>> {
    let (model, _) = model(content);
    let decisions = Decisions::new(vec![Arc::new(model)], language);
    let data: Map = serde_json::from_value(data).unwrap();
    let place = decisions.find("d").unwrap();
    decisions.decide(place, &data, &mut Linked(Languages::linked()), practice)
}

/// Outputs as JSON, then the rules that count; or code and message of the failure.
fn told(result: Result<Decided, Box<Failed>>) -> String {
    match result {
        Ok(decided) => {
            let rules = decided.made.last().map(|made| made.rules.join(" ")).unwrap_or_default();
            format!("{} {rules}", serde_json::to_string(&decided.outputs).unwrap()).trim_end().to_owned()
        }
        Err(failed) => format!("{}: {}", failed.diagnostic.code, failed.diagnostic.message),
    }
}

#[track_caller]
fn check(drawing: &str, data: serde_json::Value, expected: &str) {
    for language in [LanguageId::Python, LanguageId::JavaScript] {
        let result = decide(language, Practice::Standard, &table("d", drawing), data.clone());
        assert_eq!(told(result), expected, "{language:?}");
    }
}

#[track_caller]
fn first_match(drawing: &str, data: serde_json::Value, expected: &str) {
    let result = decide(LanguageId::Python, Practice::FirstMatch, &table("d", drawing), data);
    assert_eq!(told(result), expected);
}

use serde_json::json;

const AGES: &str = "
    a      | price
    < 6    | 0
    >= 60  | 5
    -      | 10";

#[test]
fn cells_test_the_input() {
    let cells = "FIRST\n a | o\n 1 | 'equal'\n 2 + 1 | 'sum'\n > 10 | 'greater'\n ? == 5 | 'mark'\n | 'any'";
    for (value, expected) in [(1, "equal"), (3, "sum"), (11, "greater"), (5, "mark"), (7, "any")] {
        let result = decide(LanguageId::Python, Practice::Standard, &table("d", cells), json!({ "a": value }));
        assert_eq!(result.unwrap().outputs.get("o"), Some(&Value::text(expected)));
    }
    check("UNIQUE\n a; b | o\n > 1; 'x' | a + 1\n > 1; 'y' | a + 2", json!({ "a": 2, "b": "y" }), r#"{"o":4} r2"#);
    check("UNIQUE\n a | o\n 1 | 2", json!({ "a": 5 }), "{}");
}

#[test]
fn unique_is_watched() {
    check(&format!("UNIQUE{}", AGES.replace("-  ", "10 ")), json!({ "a": 10 }), r#"{"price":10} r3"#);
    check(
        &format!("UNIQUE{AGES}"),
        json!({ "a": 5 }),
        "run/hit-policy: The table of d is UNIQUE, but the rules 1 and 3 match both.",
    );
    first_match(&format!("UNIQUE{AGES}"), json!({ "a": 5 }), r#"{"price":0} r1"#);
}

#[test]
fn first_stops_at_the_first() {
    check(&format!("FIRST{AGES}"), json!({ "a": 5 }), r#"{"price":0} r1"#);
    check(&format!("FIRST{AGES}"), json!({ "a": 50 }), r#"{"price":10} r3"#);
    check("FIRST\n a | o\n 1 | 2\n nothing | 3", json!({ "a": 1 }), r#"{"o":2} r1"#);
}

#[test]
fn any_must_agree() {
    check("ANY\n a | o\n > 1 | 7\n > 2 | 7", json!({ "a": 3 }), r#"{"o":7} r1 r2"#);
    check(
        "ANY\n a | o\n > 1 | 7\n > 2 | 8",
        json!({ "a": 3 }),
        "run/hit-policy: The table of d has the hit policy ANY, but the rules 1 and 2 give different outputs.",
    );
    first_match("ANY\n a | o\n > 1 | 7\n > 2 | 8", json!({ "a": 3 }), r#"{"o":7} r1"#);
}

const RISKS: &str = "
    a   | risk ('high', 'middle', 'low')
    > 1 | 'low'
    > 2 | 'high'
    > 3 | 'middle'";

#[test]
fn outputs_are_ordered_by_their_values() {
    check(&format!("PRIORITY{RISKS}"), json!({ "a": 2 }), r#"{"risk":"low"} r1"#);
    check(&format!("PRIORITY{RISKS}"), json!({ "a": 9 }), r#"{"risk":"high"} r2"#);
    check(&format!("OUTPUT ORDER{RISKS}"), json!({ "a": 9 }), r#"{"risk":["high","middle","low"]} r2 r3 r1"#);
    check(&format!("RULE ORDER{RISKS}"), json!({ "a": 9 }), r#"{"risk":["low","high","middle"]} r1 r2 r3"#);
    first_match(&format!("PRIORITY{RISKS}"), json!({ "a": 9 }), r#"{"risk":"low"} r1"#);
    let two = "PRIORITY\n a | x (1, 2); y (1, 2)\n - | 2; 1\n - | 1; 2\n - | 1; 1";
    check(two, json!({}), r#"{"x":1,"y":1} r3"#);
}

const SUMS: &str = "
    a   | o
    > 1 | 3
    > 2 | 5
    > 3 | 4";

#[test]
fn collect_gathers_and_aggregates() {
    check(&format!("COLLECT{SUMS}"), json!({ "a": 3 }), r#"{"o":[3,5]} r1 r2"#);
    check(&format!("COLLECT{SUMS}"), json!({ "a": 1 }), "{}");
    check(&format!("COLLECT + SUM{SUMS}"), json!({ "a": 9 }), r#"{"o":12} r1 r2 r3"#);
    check(&format!("COLLECT + MIN{SUMS}"), json!({ "a": 9 }), r#"{"o":3} r1 r2 r3"#);
    check(&format!("COLLECT + MAX{SUMS}"), json!({ "a": 9 }), r#"{"o":5} r1 r2 r3"#);
    check(&format!("COLLECT + COUNT{SUMS}"), json!({ "a": 3 }), r#"{"o":2} r1 r2"#);
    check(&format!("COLLECT + COUNT{SUMS}"), json!({ "a": 1 }), r#"{"o":0}"#);
    check(&format!("COLLECT + SUM{SUMS}"), json!({ "a": 1 }), "{}");
    first_match(&format!("COLLECT + SUM{SUMS}"), json!({ "a": 3 }), r#"{"o":[3,5]} r1 r2"#);
    first_match(&format!("COLLECT{SUMS}"), json!({ "a": 1 }), "{}");
    check("COLLECT\n a | x; y\n 1 | 2; 3\n 1 | 4; 5", json!({ "a": 1 }), r#"{"x":[2,4],"y":[3,5]} r1 r2"#);
    let names = "COLLECT + SUM\n a | o\n - | a\n - | 1";
    check(names, json!({ "a": 1, "values": "hidden" }), r#"{"o":2} r1 r2"#);
}

#[test]
fn defaults_stand_in_where_no_rule_matches() {
    let drawing = "UNIQUE\n a | x = 7; y\n 1 | 2; 3";
    check(drawing, json!({ "a": 1 }), r#"{"x":2,"y":3} r1"#);
    check(drawing, json!({ "a": 2 }), r#"{"x":7,"y":null}"#);
    first_match(drawing, json!({ "a": 2 }), "{}");
}

#[test]
fn empty_output_cells() {
    check("UNIQUE\n a | x; y\n 1 | 2;", json!({ "a": 1 }), r#"{"x":2,"y":null} r1"#);
    first_match("UNIQUE\n a | x; y\n 1 | 2;", json!({ "a": 1 }), r#"{"x":2,"y":""} r1"#);
}

#[test]
fn dots_in_names_nest() {
    check("UNIQUE\n a | p.x; p.y; q\n - | 1; 2; 3", json!({}), r#"{"p":{"x":1,"y":2},"q":3} r1"#);
    first_match("COLLECT\n a | p.x\n - | 1\n - | 2", json!({}), r#"{"p":[{"x":1},{"x":2}]} r1 r2"#);
    check("COLLECT\n a | p.x; p.y; q\n - | 1; 2; 3", json!({}), r#"{"p":[{"x":1,"y":2}],"q":[3]} r1"#);
}

#[test]
fn inputs_are_asked_for_when_a_test_needs_them() {
    check("FIRST\n missing | o\n - | 1", json!({}), r#"{"o":1} r1"#);
    check("FIRST\n a; missing | o\n 2; 3 | 1\n - ; - | 4", json!({ "a": 1 }), r#"{"o":4} r2"#);
    let told = told(decide(
        LanguageId::Python,
        Practice::Standard,
        &table("d", "FIRST\n missing | o\n 1 | 1").replace("<input>", "<input id='i'>"),
        json!({}),
    ));
    assert!(told.starts_with("run/decision-failed: The input expression of i failed: NameError"), "{told}");
}

#[test]
fn what_gives_values_is_tested_as_their_list() {
    let keys = "FIRST\n m.keys() | o\n 'x' in ? | 1\n - | 2";
    let told = |data| told(decide(LanguageId::Python, Practice::Standard, &table("d", keys), data));
    assert_eq!(told(json!({ "m": { "x": 1 } })), r#"{"o":1} r1"#);
    assert_eq!(told(json!({ "m": { "y": 1 } })), r#"{"o":2} r2"#);
    let entries = table("d", "FIRST\n [1, 2].values() | o\n ?.includes(2) | 1");
    assert!(decide(LanguageId::JavaScript, Practice::Standard, &entries, json!({})).is_ok());
}

#[test]
fn failures_have_a_place() {
    let content = table("d", "UNIQUE\n a | o\n > 1 | 2");
    let failed = decide(LanguageId::Python, Practice::Standard, &content, json!({ "a": "x" })).unwrap_err();
    let span = failed.diagnostic.place.span.unwrap();
    let text = crate::dmn::testing::source(&content).text;
    assert_eq!(&text[span.start as usize..span.end as usize], "> 1");
    assert_eq!(failed.exception.as_deref(), Some("TypeError"));
    assert_eq!(failed.diagnostic.place.element.as_deref(), Some("r1"));
}

#[test]
fn languages_are_named_by_text_file_or_workspace() {
    let content = table("d", "FIRST\n a | o\n ? === 1 | 1\n ? == 2 | 2 if a else 3");
    let content = content.replacen("<inputEntry", "<inputEntry expressionLanguage='javascript'", 1);
    assert_eq!(told(decide(LanguageId::Python, Practice::Standard, &content, json!({ "a": 1 }))), r#"{"o":1} r1"#);
    assert_eq!(told(decide(LanguageId::Python, Practice::Standard, &content, json!({ "a": 2 }))), r#"{"o":2} r2"#);
    let feel = content.replace("javascript", "https://www.omg.org/spec/DMN/20230324/FEEL/");
    let told = told(decide(LanguageId::Python, Practice::Standard, &feel, json!({ "a": 1 })));
    assert!(told.contains("there is no feel interpreter here"), "{told}");
}

#[test]
fn required_decisions_are_made_first() {
    let required = table("base", "FIRST\n kind | rate\n 'a' | 2\n - | 3")
        .replace("<decision id='base'>", "<decision id='base' name='Base rate'><variable name='base_rate'/>");
    let needs = "<informationRequirement><requiredDecision href='#base'/></informationRequirement>";
    let total = |text: &str| {
        format!(
            "{required}<decision id='d' name='Total'><variable name='total'/>{needs}<literalExpression><text>{text}</text></literalExpression></decision>"
        )
    };
    for text in ["base_rate * 10", "rate * 10", "base * 10"] {
        let decided = decide(LanguageId::Python, Practice::Standard, &total(text), json!({ "kind": "a" })).unwrap();
        let made: Vec<_> = decided.made.iter().map(|made| (&*made.decision, made.rules.len())).collect();
        assert_eq!(made, [("base", 1), ("d", 0)]);
        assert_eq!(serde_json::to_value(&decided.outputs).unwrap(), json!({ "total": 20 }));
    }
}

#[test]
fn circles_are_refused() {
    let needs = "<informationRequirement><requiredDecision href='#d'/></informationRequirement>";
    let content =
        format!("<decision id='d' name='D'>{needs}<literalExpression><text>1</text></literalExpression></decision>");
    let result = told(decide(LanguageId::Python, Practice::Standard, &content, json!({})));
    assert_eq!(result, "dmn/requirement-cycle: D cannot be decided, because its requirements form a circle: D.");
}

#[test]
fn the_value_is_that_of_dmn() {
    let value = |drawing: &str| {
        let decided = decide(LanguageId::Python, Practice::Standard, &table("d", drawing), json!({ "a": 1 })).unwrap();
        serde_json::to_value(decided.value).unwrap()
    };
    assert_eq!(value("UNIQUE\n a | x\n 1 | 2"), json!(2));
    assert_eq!(value("UNIQUE\n a | x; y\n 1 | 2; 3"), json!({ "x": 2, "y": 3 }));
    assert_eq!(value("COLLECT\n a | x\n 1 | 2"), json!([2]));
    assert_eq!(value("COLLECT\n a | x; y\n 1 | 2; 3\n 1 | 4; 5"), json!([{ "x": 2, "y": 3 }, { "x": 4, "y": 5 }]));
    assert_eq!(value("UNIQUE\n a | x\n 2 | 2"), json!(null));
}
