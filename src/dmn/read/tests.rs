use crate::dmn::testing::model;
use crate::dmn::{Decisions, HitPolicy, Logic, Model, RequirementKind, read};
use crate::language::LanguageId;
use crate::source::Source;
use std::sync::Arc;

#[track_caller]
fn refused(text: &str, expected: &str) {
    let (_, problems) = read(&Source::new("a.dmn", text));
    let lines: Vec<String> = problems.iter().map(|problem| format!("{} {}", problem.code, problem.message)).collect();
    assert_eq!(lines, [expected]);
}

#[test]
fn other_files_are_told() {
    refused("<definitions/>", "dmn/not-dmn The root element <definitions> is in no namespace, so it is not DMN.");
    refused("<html/>", "dmn/not-dmn The root element is <html>, not DMN's <definitions>.");
    refused(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>",
        "dmn/not-dmn The file is a BPMN diagram, not a DMN model.",
    );
    refused(
        "<x:a xmlns:x='urn:b'/>",
        "dmn/not-dmn The root element is <a> of the namespace urn:b, not DMN's <definitions>.",
    );
}

fn table(model: &Model) -> &crate::dmn::DecisionTable {
    match &model.decisions[0].logic {
        Some(Logic::Table(table)) => table,
        other => panic!("no table: {other:?}"),
    }
}

#[test]
fn prefixes_and_versions_may_be_mixed() {
    let text = "<d:definitions xmlns:d='http://www.omg.org/spec/DMN/20151101/dmn.xsd' id='D'
            xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/'>
        <d:decision id='one'><decisionTable hitPolicy='FIRST'><d:output name='o'/></decisionTable></d:decision>
        <decision id='two'/><x:decision xmlns:x='urn:x' id='three'/></d:definitions>";
    let (model, problems) = read(&Source::new("a.dmn", text));
    assert_eq!(problems, []);
    let ids: Vec<&str> = model.decisions.iter().map(|decision| &*decision.base.id).collect();
    assert_eq!(ids, ["one", "two"]);
    assert_eq!((table(&model).hit_policy, table(&model).outputs.len()), (HitPolicy::First, 1));
}

#[test]
fn rules_without_an_id_are_known_by_their_number() {
    let (model, _) = model(
        "<decision id='d'><decisionTable id='t'><output id='o'/>
            <rule id='r'><outputEntry><text>1</text></outputEntry></rule>
            <rule><outputEntry><text>2</text></outputEntry></rule></decisionTable></decision>",
    );
    let ids: Vec<&str> = table(&model).rules.iter().map(|rule| &*rule.base.id).collect();
    assert_eq!(ids, ["r", "rule@d.2"]);
    let decisions = Decisions::new(vec![Arc::new(model)], LanguageId::Feel);
    let number = |rule| decisions.rule_number("d", rule);
    // The first got its id after it was chosen.
    assert_eq!([number("r"), number("rule@d.1"), number("rule@d.2")], [Some(1), Some(1), Some(2)]);
    assert_eq!([number("gone"), number("rule@d.3"), number("rule@d.0")], [None, None, None]);
}

#[test]
fn tables_are_read_whole() {
    let (model, problems) = model(
        "<decision id='d' name='Price'><variable name='price'/><question>How much?</question>
          <decisionTable id='t' hitPolicy='OUTPUT ORDER'>
            <input id='i' label='Age'><inputExpression typeRef='number'><text> age </text></inputExpression>
              <inputValues><text>1, 2</text></inputValues></input>
            <input id='j' label='Kind'/>
            <output id='o' name='price' typeRef='number'><outputValues><text>3, 2</text></outputValues>
              <defaultOutputEntry><text>0</text></defaultOutputEntry></output>
            <annotation name='why'/>
            <rule id='r'><description>Children</description>
              <inputEntry><text>&lt; 6</text></inputEntry><inputEntry expressionLanguage='python'><text/></inputEntry>
              <outputEntry><text><![CDATA[1 < 2]]></text></outputEntry><annotationEntry><text>law</text></annotationEntry>
            </rule>
          </decisionTable></decision>",
    );
    assert_eq!(problems, []);
    let decision = &model.decisions[0];
    assert_eq!((decision.variable.as_deref(), decision.question.as_deref()), (Some("price"), Some("How much?")));
    let table = table(&model);
    let expressions: Vec<&str> =
        table.inputs.iter().map(|input| &*input.expression.as_ref().unwrap().text.text).collect();
    assert_eq!(expressions, ["age", "Kind"]);
    assert_eq!(table.inputs[0].type_ref.as_deref(), Some("number"));
    assert_eq!(&*table.inputs[0].values.as_ref().unwrap().text.text, "1, 2");
    assert_eq!(&*table.outputs[0].default.as_ref().unwrap().text.text, "0");
    assert_eq!(table.annotations, ["why".into()]);
    let rule = &table.rules[0];
    assert_eq!(rule.base.description.as_deref(), Some("Children"));
    let cells: Vec<&str> = rule.inputs.iter().chain(&rule.outputs).map(|cell| &*cell.text.text).collect();
    assert_eq!(cells, ["< 6", "", "1 < 2"]);
    assert_eq!(rule.inputs[1].language.as_deref(), Some("python"));
    assert_eq!(rule.annotations, ["law".into()]);
}

#[test]
fn cells_know_their_place() {
    let content = "<decision id='d'><decisionTable><rule><inputEntry><text> a &lt; 6</text></inputEntry></rule></decisionTable></decision>";
    let source = crate::dmn::testing::source(content);
    let (model, _) = read(&source);
    let cell = &table(&model).rules[0].inputs[0].text;
    let span = cell.span(2, 5).unwrap();
    assert_eq!(&source.text[span.start as usize..span.end as usize], "&lt; 6");
}

#[test]
fn requirements_and_knowledge_are_read() {
    let (model, problems) = model(
        "<inputData id='i' name='age'/><knowledgeSource id='k'/>
         <decision id='d'>
           <informationRequirement><requiredInput href='#i'/></informationRequirement>
           <informationRequirement><requiredDecision href='other#e'/></informationRequirement>
           <knowledgeRequirement><requiredKnowledge href='#b'/></knowledgeRequirement>
           <authorityRequirement><requiredAuthority href='#k'/></authorityRequirement>
         </decision>
         <businessKnowledgeModel id='b'><variable name='f'/><encapsulatedLogic><formalParameter name='x'/>
           <literalExpression><text>x + 1</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>",
    );
    assert_eq!(problems, []);
    let needed: Vec<_> =
        model.decisions[0].requirements.iter().map(|needed| (needed.kind, &*needed.id, needed.external)).collect();
    assert_eq!(
        needed,
        [
            (RequirementKind::Input, "i", false),
            (RequirementKind::Decision, "e", true),
            (RequirementKind::Knowledge, "b", false),
            (RequirementKind::Authority, "k", false),
        ]
    );
    let knowledge = &model.knowledge[0];
    assert_eq!((knowledge.variable.as_deref(), &*knowledge.parameters), (Some("f"), &["x".into()][..]));
    assert!(matches!(knowledge.logic, Some(Logic::Literal(_))));
}
