//! What the files say to each other, as the package asks for it: XML elements with the attributes that refer, and the
//! variables that texts name. What a reference means is decided by who asks.

use super::convert::range_of;
use super::session::Session;
use super::types::{ApiError, OutlineElement, OutlineField, TextNames};
use super::workspace::Workspace;
use crate::diagnostic::Severity;
use crate::dmn::{Decisions, Placed};
use crate::language::{Check, Kind, LanguageId};
use crate::source::{Source, Span, Text};
use crate::value::Value;
use crate::xml::{self, Element};

impl Workspace {
    /// Every element of every file that has an id, a reference (a name that ends with `Ref`) or one of these `names`: as an
    /// attribute, or as its own name with a text inside.
    pub(super) fn outline(&self, names: &[String]) -> Vec<OutlineElement> {
        let mut found = Vec::new();
        let files = self.files.values().filter(|file| file.model.is_some() || file.decisions.is_some());
        files.for_each(|file| outline_of(&file.source, names, &mut found));
        found
    }
}

fn outline_of(source: &Source, names: &[String], found: &mut Vec<OutlineElement>) {
    let (tree, _) = xml::parse(source, &xml::Limits::default());
    let wanted = |name: &str| name == "id" || name.ends_with("Ref") || names.iter().any(|known| known == name);
    // The places of elements in the list, by their numbers in the file.
    let mut places: Vec<Option<u32>> = Vec::new();
    for element in tree.elements() {
        let fields = fields(source, element, &wanted);
        let around = element.parent().and_then(|parent| places.get(parent.number() as usize).copied().flatten());
        if fields.is_empty() {
            places.push(around);
            continue;
        }
        places.push(Some(found.len() as u32));
        found.push(OutlineElement { file: source.name.clone(), tag: element.name().into(), parent: around, fields });
    }
}

fn fields(source: &Source, element: Element<'_>, wanted: &dyn Fn(&str) -> bool) -> Vec<OutlineField> {
    let field = |name: &str, value: Text, span: Option<Span>| OutlineField {
        name: name.into(),
        value,
        range: span.map(|span| range_of(source, span)),
    };
    let attributes = element.attributes().filter(|attribute| wanted(attribute.name()));
    let mut fields: Vec<OutlineField> = attributes
        .map(|attribute| field(attribute.name(), attribute.to_text(), Some(attribute.value_span())))
        .collect();
    if wanted(element.name()) {
        let text = element.trimmed_text();
        let span = text.span(0, text.text.len() as u32);
        fields.extend((!text.text.is_empty()).then(|| field("", text.text.clone(), span)));
    }
    fields
}

impl Session {
    /// The variables that the texts of all files name.
    pub(super) fn text_names(&mut self, workspace: u32) -> Result<Vec<TextNames>, ApiError> {
        let deployment = self.workspace(workspace)?.deployment();
        let mut found = self.decision_names(workspace)?;
        for code in &deployment.codes {
            let check = self.scripts.check(code.language, &code.text.text, code.kind);
            let unknown = check.as_ref().is_none_or(is_broken);
            let check = check.unwrap_or_default();
            found.push(TextNames {
                file: code.file.clone(),
                element: code.element.clone(),
                role: code.role.name(),
                text: code.text.text.clone(),
                range: self.workspace(workspace)?.sources().range(Some(&code.file), code.place(None).span),
                reads: check.reads,
                writes: check.writes,
                unknown,
                expects: Value::Map(self.scripts.expects(code.language, &code.text.text, code.kind)),
            });
        }
        Ok(found)
    }

    fn decision_names(&mut self, workspace: u32) -> Result<Vec<TextNames>, ApiError> {
        let deployment = self.workspace(workspace)?.deployment();
        let mut found = Vec::new();
        for placed in deployment.decisions.texts() {
            let text = &placed.expression.text.text;
            let check = self.scripts.check(placed.language, text, placed.kind);
            let unknown = check.as_ref().is_none_or(is_broken);
            let check = check.unwrap_or_default();
            let expects = match compared(&deployment.decisions, &placed) {
                Some(text) => self.scripts.expects(placed.language, &text, Kind::Expression),
                None => self.scripts.expects(placed.language, text, placed.kind),
            };
            found.push(TextNames {
                file: placed.file.clone(),
                element: placed.element.clone(),
                role: placed.property,
                text: text.clone(),
                range: self.workspace(workspace)?.sources().range(Some(placed.file), placed.place(None).span),
                reads: check.reads,
                writes: check.writes,
                unknown,
                expects: Value::Map(expects),
            });
        }
        Ok(found)
    }
}

/// Whether a text has an error.
fn is_broken(check: &Check) -> bool {
    check.diagnostics.iter().any(|found| found.severity == Severity::Error)
}

/// An input expression with the plain values of its column, as the comparison that they stand for.
fn compared(decisions: &Decisions, input: &Placed<'_>) -> Option<String> {
    if input.property != "inputExpression" || input.language != LanguageId::Python {
        return None;
    }
    let is_plain =
        |text: &str| text.starts_with(['"', '\'', '-']) || text.starts_with(|first: char| first.is_ascii_digit());
    let cells = decisions.cells_below(input).into_iter().map(|cell| &*cell.text.text);
    let values: Vec<&str> = cells.filter(|text| is_plain(text) || matches!(*text, "True" | "False")).collect();
    (!values.is_empty()).then(|| format!("({}) in [{}]", input.expression.text.text, values.join(", ")))
}
