//! What every reading function needs: attributes, texts, ids, and the list of problems.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::diagnostic::{Diagnostic, Place, Severity, codes};
use crate::dmn::is_namespace;
use crate::dmn::model::{Base, Expression};
use crate::source::{Span, Text};
use crate::xml::{Attribute, Element};

/// The state of one reading.
#[derive(Default)]
pub(super) struct Reader {
    /// What was found wrong.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Reader {
    /// Tells ids that are used twice.
    pub(super) fn find_duplicates(&mut self, root: Element<'_>) {
        let mut known: HashMap<String, Span, FixedState> = HashMap::default();
        for element in root.descendants().filter(|element| is_namespace(element.namespace())) {
            let Some(id) = element.attribute("id") else { continue };
            let first = *known.entry(id.value().into_owned()).or_insert(element.tag());
            if first != element.tag() {
                self.diagnostics.push(duplicate(element, id, first));
            }
        }
    }

    /// An attribute as text; `None` where it is missing or empty.
    pub(super) fn attribute(&self, element: Element<'_>, name: &str) -> Option<Text> {
        let attribute = element.attribute(name)?;
        Some(attribute.to_text()).filter(|value| !value.trim().is_empty())
    }

    /// Id, name, label and place.
    pub(super) fn base(&self, element: Element<'_>) -> Base {
        Base {
            id: self.attribute(element, "id").unwrap_or_else(|| made_up(element)),
            name: self.attribute(element, "name"),
            label: self.attribute(element, "label"),
            description: child(element, "description").and_then(text),
            span: element.tag(),
        }
    }

    /// The base of an element that others refer to: a missing id is told.
    pub(super) fn named_base(&mut self, element: Element<'_>) -> Base {
        let base = self.base(element);
        if self.attribute(element, "id").is_none() {
            let name = base.name.as_ref().map(|name| format!(" \"{name}\"")).unwrap_or_default();
            let message = format!("The {}{name} has no id.", element.name());
            let problem = Diagnostic::new(codes::DMN_MISSING_ID, message).at(base.id.clone());
            self.diagnostics.push(problem.property("id").span(Some(base.span)));
        }
        base
    }

    /// The text of an expression or test: in a child `text`, or in DMN 1.0 directly inside.
    pub(super) fn expression(&self, element: Element<'_>) -> Expression {
        let inner = child(element, "text");
        let text = inner.unwrap_or(element).trimmed_text();
        Expression { text, language: self.attribute(element, "expressionLanguage"), span: element.tag() }
    }

    /// An attribute that stands for an expression.
    pub(super) fn attribute_expression(&self, element: Element<'_>, name: &str) -> Option<Expression> {
        let text = element.attribute(name)?.mapped().trimmed();
        (!text.text.is_empty()).then(|| Expression { text, language: None, span: element.tag() })
    }

    /// One of a closed set of names in an attribute.
    pub(super) fn choice<T>(
        &mut self,
        element: Element<'_>,
        name: &str,
        named: impl Fn(&str) -> Option<T>,
        allowed: &str,
    ) -> Option<T> {
        let attribute = element.attribute(name)?;
        let found = named(attribute.value().trim());
        if found.is_none() {
            let message = format!("{name} is \"{}\"; it must be {allowed}.", attribute.value());
            let problem = Diagnostic::new(codes::DMN_INVALID_VALUE, message).at(self.base(element).id);
            self.diagnostics.push(problem.property(name).span(Some(attribute.value_span())));
        }
        found
    }
}

/// Only the elements of the requirement graph can be referred to; the same id elsewhere harms nobody.
fn duplicate(element: Element<'_>, id: Attribute<'_>, first: Span) -> Diagnostic {
    let referred = matches!(
        element.name(),
        "decision" | "inputData" | "businessKnowledgeModel" | "knowledgeSource" | "decisionService"
    );
    let severity = if referred { Severity::Error } else { Severity::Warning };
    let message = format!("The id {} is used twice.", id.value());
    let problem = Diagnostic::new(codes::DMN_DUPLICATE_ID, message).severity(severity).at(id.to_text()).property("id");
    let place = Place { span: Some(first), ..Place::default() };
    problem.span(Some(id.value_span())).related("It is first used here.", place)
}

/// The DMN elements inside an element.
pub(super) fn children(element: Element<'_>) -> impl Iterator<Item = Element<'_>> {
    element.children().filter(|child| is_namespace(child.namespace()))
}

/// The first DMN element of that name inside an element.
pub(super) fn child<'t>(element: Element<'t>, name: &str) -> Option<Element<'t>> {
    children(element).find(|child| child.name() == name)
}

/// The text inside an element; `None` when it is empty.
pub(super) fn text(element: Element<'_>) -> Option<Text> {
    Some(element.trimmed_text().text).filter(|text| !text.is_empty())
}

/// `kind@offset`: the id of an element that has none.
fn made_up(element: Element<'_>) -> Text {
    format!("{}@{}", element.name(), element.tag().start).into()
}
