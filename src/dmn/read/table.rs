//! Decision tables: columns, rows and cells.

use super::inner_name;
use super::reader::{self, Reader};
use crate::dmn::model::{Aggregation, DecisionTable, HitPolicy, Input, Output, Rule};
use crate::xml::Element;

/// The `decisionTable` of a decision.
pub(super) fn table(reader: &mut Reader, decision: Element<'_>, element: Element<'_>) -> DecisionTable {
    let policies = "one of UNIQUE, FIRST, ANY, PRIORITY, OUTPUT ORDER, RULE ORDER and COLLECT";
    let hit_policy = reader.choice(element, "hitPolicy", HitPolicy::named, policies);
    let aggregation = reader.choice(element, "aggregation", Aggregation::named, "one of SUM, MIN, MAX and COUNT");
    let mut table = DecisionTable {
        base: reader.base(element),
        hit_policy: hit_policy.unwrap_or_default(),
        aggregation,
        ..DecisionTable::default()
    };
    for child in reader::children(element) {
        match child.name() {
            "input" => table.inputs.push(input(reader, child)),
            "output" => table.outputs.push(output(reader, child)),
            "annotation" => table.annotations.push(inner_name(reader, child)),
            "rule" => {
                let number = table.rules.len() + 1;
                table.rules.push(rule(reader, decision, child, number));
            }
            _ => {}
        }
    }
    table
}

fn input(reader: &Reader, element: Element<'_>) -> Input {
    let written = reader::child(element, "inputExpression");
    let expression = written.map(|written| reader.expression(written)).filter(|written| !written.is_empty());
    let values = reader::child(element, "inputValues").map(|values| reader.expression(values));
    Input {
        base: reader.base(element),
        expression: expression.or_else(|| reader.attribute_expression(element, "label")),
        type_ref: written.and_then(|written| reader.attribute(written, "typeRef")),
        values: values.filter(|values| !values.is_empty()),
    }
}

fn output(reader: &Reader, element: Element<'_>) -> Output {
    let inside = |name| reader::child(element, name).map(|child| reader.expression(child));
    Output {
        base: reader.base(element),
        type_ref: reader.attribute(element, "typeRef"),
        values: inside("outputValues").filter(|values| !values.is_empty()),
        default: inside("defaultOutputEntry").filter(|default| !default.is_empty()),
    }
}

fn rule(reader: &Reader, decision: Element<'_>, element: Element<'_>, number: usize) -> Rule {
    let mut rule = Rule { base: reader.base(element), ..Rule::default() };
    // Runs keep which rules they chose: one without an id is known by its number, which edits elsewhere leave as it is.
    if reader.attribute(element, "id").is_none() {
        let decision = reader.attribute(decision, "id").unwrap_or_default();
        rule.base.id = format!("rule@{decision}.{number}").into();
    }
    for child in reader::children(element) {
        match child.name() {
            "inputEntry" => rule.inputs.push(reader.expression(child)),
            "outputEntry" => rule.outputs.push(reader.expression(child)),
            "annotationEntry" => {
                let text = reader::child(child, "text").and_then(reader::text);
                rule.annotations.push(text.unwrap_or_default());
            }
            _ => {}
        }
    }
    rule
}
