//! What the tests of decisions share: files from their content, and tables from a drawing.

use std::sync::Arc;

use super::{Decisions, Model, read};
use crate::diagnostic::Diagnostic;
use crate::language::LanguageId;
use crate::source::Source;

/// A file with that content.
pub(super) fn source(content: &str) -> Source {
    let head = "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' id='D' name='d' namespace='n'>";
    Source::new("a.dmn", &format!("{head}{content}</definitions>"))
}

/// The model of that content and what was wrong with it.
pub(super) fn model(content: &str) -> (Model, Vec<Diagnostic>) {
    read(&source(content))
}

/// The decisions of that content, in Python where no language is named.
pub(super) fn decisions(content: &str) -> Decisions {
    Decisions::new(vec![Arc::new(model(content).0)], LanguageId::Python)
}

/// A decision table from lines: `POLICY [+ AGGREGATION]`, then `in; in | out; out`, then a row of cells each. An output
/// column can be followed by its values in parentheses, and by `=` and its default.
pub(super) fn table(id: &str, drawing: &str) -> String {
    let mut lines = drawing.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut policy = lines.next().unwrap_or_default().splitn(2, " + ");
    let hit = policy.next().unwrap_or_default();
    let aggregation = policy.next().map(|name| format!(" aggregation='{name}'")).unwrap_or_default();
    let (inputs, outputs) = lines.next().unwrap_or_default().split_once('|').unwrap();
    let mut text = format!("<decision id='{id}'><decisionTable hitPolicy='{hit}'{aggregation}>");
    for input in cells(inputs) {
        text += &format!("<input><inputExpression><text>{}</text></inputExpression></input>", escaped(input));
    }
    outputs.split(';').map(str::trim).for_each(|one| text += &output(one));
    for (number, line) in lines.enumerate() {
        let (inputs, outputs) = line.split_once('|').unwrap();
        text += &format!("<rule id='r{}'>", number + 1);
        cells(inputs).for_each(|cell| text += &entry("inputEntry", cell));
        cells(outputs).for_each(|cell| text += &entry("outputEntry", cell));
        text += "</rule>";
    }
    text + "</decisionTable></decision>"
}

fn output(column: &str) -> String {
    let (column, default) = column.split_once('=').map_or((column, None), |(column, value)| (column, Some(value)));
    let (name, values) = column.split_once('(').map_or((column, None), |(name, values)| (name, Some(values)));
    let values = values.map(|values| entry("outputValues", values.trim().trim_end_matches(')')));
    let default = default.map(|default| entry("defaultOutputEntry", default.trim()));
    let inside = [values, default].into_iter().flatten().collect::<String>();
    format!("<output name='{}'>{inside}</output>", name.trim())
}

fn entry(name: &str, text: &str) -> String {
    format!("<{name}><text>{}</text></{name}>", escaped(text))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.split(';').map(str::trim)
}
