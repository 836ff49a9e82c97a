use crate::diagnostic::Diagnostic;
use crate::dmn::testing::{model, table};
use crate::dmn::{Decisions, Practice};
use crate::language::LanguageId;
use std::sync::Arc;

fn lines(found: &[Diagnostic]) -> Vec<String> {
    let line = |problem: &Diagnostic| {
        let severity = format!("{:?}", problem.severity).to_lowercase();
        let element = problem.place.element.as_deref().unwrap_or("-");
        let element = element.split_once('@').map_or(element, |(kind, _)| kind);
        format!("{severity} {} {element}: {}", problem.code, problem.message)
    };
    found.iter().map(line).collect()
}

#[track_caller]
fn check_in(practice: Practice, files: &[&str], expected: &[&str]) {
    let mut found = Vec::new();
    let mut models = Vec::new();
    for (number, content) in files.iter().enumerate() {
        let (mut model, problems) = model(content);
        model.file = format!("{number}.dmn").into();
        models.push(Arc::new(model));
        found.extend(problems);
    }
    found.extend(Decisions::new(models, LanguageId::Python).check(practice));
    assert_eq!(lines(&found), expected);
}

#[track_caller]
fn check(content: &str, expected: &[&str]) {
    check_in(Practice::Standard, &[content], expected);
}

const EXPRESSION: &str = "<literalExpression><text>1</text></literalExpression>";

#[test]
fn a_whole_table_is_in_order() {
    check(&table("d", "UNIQUE\n a | b\n 1 | 2\n - |"), &[]);
    check_in(Practice::FirstMatch, &[&table("d", "COLLECT\n a; b | c\n 1; > 2 | 3")], &[]);
}

#[test]
fn references_must_find_something() {
    let needs = |kind: &str, href: &str| {
        format!(
            "<decision id='d'><r{kind}Requirement><required{kind} href='{href}'/></r{kind}Requirement>{EXPRESSION}</decision>"
        )
    };
    check(
        &needs("Decision", "#x"),
        &["error dmn/unresolved-reference d: d requires the decision x, which does not exist."],
    );
    check(
        &needs("Input", "#x"),
        &["error dmn/unresolved-reference d: d requires the input data x, which does not exist."],
    );
    check(&format!("{}<inputData id='x' name='x'/>", needs("Input", "#x")), &[]);
    check(
        &needs("Knowledge", "other#x"),
        &["warning dmn/unresolved-reference d: d requires the business knowledge model x, which does not exist."],
    );
    check(&format!("{}<knowledgeSource id='x'/>", needs("Authority", "#x")), &[]);
    let other = format!("<decision id='x'>{EXPRESSION}</decision>");
    check_in(Practice::Standard, &[&needs("Decision", "b.dmn#x"), &other], &[]);
}

#[test]
fn circles_are_told_once() {
    let needs = |id: &str, other: &str| {
        format!(
            "<decision id='{id}'><informationRequirement><requiredDecision href='#{other}'/></informationRequirement>{EXPRESSION}</decision>"
        )
    };
    check(&needs("a", "a"), &["error dmn/requirement-cycle a: a requires itself."]);
    let circle = [needs("a", "b"), needs("b", "c"), needs("c", "a")].concat();
    check(&circle, &["error dmn/requirement-cycle a: a, b, c require each other in a circle."]);
}

#[test]
fn ids_are_there_and_used_once() {
    let decision = |id: &str| format!("<decision{id} name='N'>{EXPRESSION}</decision>");
    check(&decision(""), &["error dmn/missing-id decision: The decision \"N\" has no id."]);
    let twice = [decision(" id='a'"), decision(" id='a'")].concat();
    check(&twice, &["error dmn/duplicate-id a: The id a is used twice."]);
    check_in(
        Practice::Standard,
        &[&decision(" id='a'"), &decision(" id='a'")],
        &["error workspace/duplicate-decision a: The decision a is also in 0.dmn, which is used."],
    );
    let rules = "<decision id='d'><decisionTable><output name='o'/><rule id='r'><outputEntry/></rule><rule id='r'><outputEntry/></rule></decisionTable></decision>";
    check(rules, &["warning dmn/duplicate-id r: The id r is used twice."]);
}

#[test]
fn rules_have_a_cell_per_column() {
    let rule = |cells: &str| {
        format!(
            "<decision id='d'><decisionTable id='t'><input id='i' label='a'/><output name='o'/><rule id='r'>{cells}</rule></decisionTable></decision>"
        )
    };
    let (test, value) = ("<inputEntry><text>1</text></inputEntry>", "<outputEntry><text>2</text></outputEntry>");
    check(&rule(&[test, value].concat()), &[]);
    check(&rule(&[test, test, value].concat()), &["error dmn/rule-entries r: Rule 1 has 2 conditions for 1 column."]);
    check(&rule(value), &["error dmn/rule-entries r: Rule 1 has 0 conditions for 1 column."]);
    check(&rule(test), &["error dmn/rule-entries r: Rule 1 has 0 outputs for 1 column."]);
}

#[test]
fn columns_say_what_they_are() {
    let columns =
        |columns: &str| format!("<decision id='d'><decisionTable id='t'>{columns}</decisionTable></decision>");
    check(
        &columns("<input id='i'/><output name='o'/>"),
        &["error dmn/missing-expression i: Input 1 has no expression."],
    );
    check(&columns("<output id='o'/>"), &["warning dmn/unnamed-output o: Output 1 has no name."]);
    check(
        &columns("<output id='o' name='x'/><output id='p' name='x'/>"),
        &["warning dmn/unnamed-output p: Two outputs are named x; the last one counts."],
    );
    check(&columns(""), &["warning dmn/no-logic t: The table has no output."]);
}

#[test]
fn logic_must_be_there_and_known() {
    check("<decision id='d'/>", &["warning dmn/no-logic d: d does not say how it is made."]);
    check("<decision id='d'><literalExpression/></decision>", &["warning dmn/no-logic d: d has an empty expression."]);
    check(
        "<decision id='d'><context/></decision>",
        &["error dmn/not-executable-yet d: d is made by a boxed context, which cannot be run yet."],
    );
}

#[test]
fn hit_policies_must_fit() {
    let drawn = |head: &str, columns: &str| {
        table("d", &format!("{head}\n a | {columns}")).replace("<decisionTable", "<decisionTable id='t'")
    };
    check(
        &drawn("ALL", "o"),
        &[
            "error dmn/invalid-value t: hitPolicy is \"ALL\"; it must be one of UNIQUE, FIRST, ANY, PRIORITY, OUTPUT ORDER, RULE ORDER and COLLECT.",
        ],
    );
    check(
        &drawn("FIRST + SUM", "o"),
        &["warning dmn/hit-policy t: The table aggregates, which FIRST does not; the aggregation is ignored."],
    );
    check(
        &drawn("COLLECT + SUM", "o; p"),
        &["warning dmn/hit-policy t: SUM of several outputs is not defined by DMN; each output is aggregated."],
    );
    check(
        &drawn("PRIORITY", "o"),
        &[
            "warning dmn/hit-policy t: PRIORITY needs to know which outputs are worth most, but no output lists its values.",
        ],
    );
    check(&drawn("PRIORITY", "o (1, 2)"), &[]);
}

#[test]
fn spiffworkflow_understands_less() {
    let spiff = |content: &str, expected: &[&str]| check_in(Practice::FirstMatch, &[content], expected);
    let drawn = |head: &str| table("d", &format!("{head}\n a | o")).replace("<decisionTable", "<decisionTable id='t'");
    spiff(
        &drawn("RULE ORDER"),
        &["warning dmn/hit-policy t: SpiffWorkflow does not know RULE ORDER: the first rule that matches counts."],
    );
    spiff(
        &drawn("COLLECT + MAX"),
        &["warning dmn/hit-policy t: SpiffWorkflow does not know MAX: each output is a list."],
    );
    spiff(
        &[drawn("UNIQUE"), drawn("UNIQUE").replace("'d'", "'e'").replace("'t'", "'u'")].concat(),
        &["error dmn/several-decisions e: e is the second decision of its file."],
    );
    spiff("", &["error dmn/several-decisions D: The file has no decision."]);
    spiff(&format!("<decision id='d'>{EXPRESSION}</decision>"), &["error dmn/no-logic d: d is made without a table."]);
}

#[test]
fn lists_in_cells_are_told() {
    let drawn = table("d", "UNIQUE\n a | o\n 'x', 'y' | 1");
    check(
        &drawn,
        &["warning dmn/list-in-cell r1: The cell 'x', 'y' is never true: it compares with all of its values at once."],
    );
    check(&drawn.replace("<inputEntry", "<inputEntry expressionLanguage='feel'"), &[]);
}
