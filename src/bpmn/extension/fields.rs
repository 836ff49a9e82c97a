//! What the three vocabularies read alike: attributes and texts as values, lists of name and value.

use super::{Expression, Text};
use crate::xml::{Attribute, Element};

/// An attribute's text, when it is there.
pub(super) fn text(element: Element<'_>, name: &str) -> Option<Text> {
    element.attribute(name).map(Attribute::to_text)
}

/// The trimmed text inside an element, when there is any.
pub(super) fn content(element: Element<'_>) -> Option<Text> {
    Some(element.trimmed_text().text).filter(|text| !text.is_empty())
}

/// The text inside an element as an expression, when there is any; scripts of several lines keep their indentation.
pub(super) fn expression(element: Element<'_>) -> Option<Expression> {
    let text = element.text().without_blank_edges();
    (!text.text.is_empty()).then_some(Expression { text, language: None })
}

/// An attribute as an expression, when it is there and not empty.
pub(super) fn attribute_expression(element: Element<'_>, name: &str) -> Option<Expression> {
    let text = element.attribute(name)?.mapped().trimmed();
    (!text.text.is_empty()).then_some(Expression { text, language: None })
}

/// The children of that name, whatever their prefix, as long as they are of the parent's namespace.
pub(super) fn children<'t>(element: Element<'t>, name: &'t str) -> impl Iterator<Item = Element<'t>> {
    element.children().filter(move |child| child.is(element.namespace(), name))
}

/// Children with two attributes as pairs; a missing second one is empty.
pub(super) fn pairs(element: Element<'_>, child: &str, first: &str, second: &str) -> Vec<(Text, Text)> {
    let pair = |child| Some((text(child, first)?, text(child, second).unwrap_or_default()));
    element.children().filter(|found| found.is(element.namespace(), child)).filter_map(pair).collect()
}
