//! What every reading function needs: attributes, references, expressions, ids, and the list of problems.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::super::extension::{self, Vocabulary};
use super::super::{Base, Expression, NAMESPACE, Reference};
use super::names;
use crate::diagnostic::{Diagnostic, Severity, codes, did_you_mean};
use crate::source::{MappedText, Span, Text};
use crate::xml::{Attribute, Element, Tree};

/// How deep sub-processes and lane sets may be nested.
const NESTING: u32 = 64;

/// The state of one reading.
pub(in crate::bpmn) struct Reader<'t> {
    /// What was found wrong.
    pub(in crate::bpmn) diagnostics: Vec<Diagnostic>,
    tree: &'t Tree<'t>,
    /// Event definitions at the root, by id.
    event_definitions: HashMap<String, Element<'t>, FixedState>,
    /// Expressions may begin with `=`, as Camunda 8 writes FEEL.
    zeebe: bool,
    nesting: u32,
}

impl<'t> Reader<'t> {
    pub(super) fn new(tree: &'t Tree<'t>) -> Self {
        let zeebe = tree.declared_namespaces().any(|space| Vocabulary::of_namespace(space) == Some(Vocabulary::Zeebe));
        Self { diagnostics: Vec::new(), tree, event_definitions: HashMap::default(), zeebe, nesting: 0 }
    }

    /// Notes the event definitions that `eventDefinitionRef`s mean.
    pub(super) fn find_event_definitions(&mut self, _root: Element<'_>) {
        let Some(root) = self.tree.root() else { return };
        for child in root.children_in(NAMESPACE).filter(|child| child.name().ends_with("EventDefinition")) {
            if let Some(id) = child.attribute("id") {
                self.event_definitions.insert(id.value().into_owned(), child);
            }
        }
    }

    /// The root event definition of that id.
    pub(super) fn event_definition(&self, id: &str) -> Option<Element<'t>> {
        self.event_definitions.get(id).copied()
    }

    /// Id, name, documentation and extensions of an element; the id is made up where it is missing.
    pub(super) fn base(&mut self, element: Element<'_>) -> Base {
        let mut base = Base {
            id: self.text(element, "id").unwrap_or_else(|| made_up(element)),
            name: self.text(element, "name"),
            span: element.tag(),
            outer: element.span(),
            ..Base::default()
        };
        extension::read_attributes(self, &mut base.extensions, element);
        for child in element.children_in(NAMESPACE) {
            match child.name() {
                "documentation" => base.documentation.push(child.trimmed_text().text),
                "extensionElements" => extension::read_elements(self, &mut base.extensions, element, child),
                _ => {}
            }
        }
        base
    }

    /// The base of an element that others refer to: a missing id is told.
    pub(super) fn named_base(&mut self, element: Element<'_>, severity: Severity) -> Base {
        let base = self.base(element);
        if element.attribute("id").is_none_or(|id| id.value().trim().is_empty()) {
            let name = base.name.as_ref().map(|name| format!(" {name:?}")).unwrap_or_default();
            let message = format!("The {}{name} has no id.", element.name());
            let edits = vec![(insertion(element), format!(" id=\"{}_{}\"", element.name(), element.number()))];
            let problem = Diagnostic::new(codes::BPMN_MISSING_ID, message).severity(severity);
            let problem = problem.at(base.id.clone()).property("id").span(Some(base.span));
            self.diagnostics.push(problem.fix("Give it an id", edits));
        }
        base
    }

    /// An attribute as text; `None` where it is missing or empty.
    pub(super) fn text(&self, element: Element<'_>, name: &str) -> Option<Text> {
        let attribute = element.attribute(name)?;
        Some(attribute.to_text()).filter(|value| !value.trim().is_empty())
    }

    /// A boolean attribute.
    pub(super) fn flag(&mut self, element: Element<'_>, name: &str, default: bool) -> bool {
        self.optional_flag(element, name).unwrap_or(default)
    }

    /// A boolean attribute that may be left out.
    pub(super) fn optional_flag(&mut self, element: Element<'_>, name: &str) -> Option<bool> {
        let attribute = element.attribute(name)?;
        match attribute.value().trim() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => {
                self.invalid(element, attribute, "`true` or `false`");
                None
            }
        }
    }

    /// A whole number that is not negative.
    pub(super) fn number(&mut self, element: Element<'_>, name: &str) -> Option<u32> {
        let attribute = element.attribute(name)?;
        let number = attribute.value().trim().parse().ok();
        if number.is_none() {
            self.invalid(element, attribute, "a whole number");
        }
        number
    }

    /// Tells of an attribute value that is not one of those allowed.
    pub(super) fn invalid(&mut self, element: Element<'_>, attribute: Attribute<'_>, allowed: &str) {
        let (name, value) = (attribute.name(), attribute.value());
        let message = format!("{name} of {} is {value:?}; it must be {allowed}.", shown(element));
        let problem = Diagnostic::new(codes::BPMN_INVALID_VALUE, message).severity(Severity::Warning);
        let id = element.attribute("id").map_or_else(|| made_up(element), Attribute::to_text);
        self.diagnostics.push(problem.at(id).property(name).span(Some(attribute.value_span())));
    }

    /// A reference in an attribute.
    pub(super) fn reference(&self, element: Element<'_>, name: &str) -> Option<Reference> {
        let attribute = element.attribute(name)?;
        self.to_reference(&attribute.value(), attribute.value_span())
    }

    /// A reference as the text of an element.
    pub(super) fn text_reference(&self, element: Element<'_>) -> Option<Reference> {
        let text = element.trimmed_text();
        let span = text.span(0, text.text.len() as u32).unwrap_or(element.tag());
        self.to_reference(&text.text, span)
    }

    /// A reference in an attribute, or in a child element of the same name.
    pub(super) fn reference_or_child(&self, element: Element<'_>, name: &str) -> Option<Reference> {
        let child = || self.text_reference(element.child(NAMESPACE, name)?);
        self.reference(element, name).or_else(child)
    }

    /// References as the texts of all child elements of that name.
    pub(super) fn references(&self, element: Element<'_>, name: &str) -> Vec<Reference> {
        let children = element.children().filter(|child| child.is(NAMESPACE, name));
        children.filter_map(|child| self.text_reference(child)).collect()
    }

    fn to_reference(&self, written: &str, span: Span) -> Option<Reference> {
        let written = written.trim();
        let id = match written.split_once(':') {
            Some((prefix, local)) if self.tree.declares_prefix(prefix) => local,
            _ => written,
        };
        (!id.is_empty()).then(|| Reference { id: id.into(), span })
    }

    /// An expression element.
    pub(super) fn expression(&self, element: Element<'_>) -> Expression {
        let language = self.text(element, "language");
        self.to_expression(element.trimmed_text(), language)
    }

    /// The expression in the child element of that name.
    pub(super) fn child_expression(&self, element: Element<'_>, name: &str) -> Option<Expression> {
        let expression = self.expression(element.child(NAMESPACE, name)?);
        (!expression.text.text.is_empty()).then_some(expression)
    }

    /// An expression in an attribute.
    pub(super) fn attribute_expression(&self, element: Element<'_>, name: &str) -> Option<Expression> {
        let text = element.attribute(name)?.mapped().trimmed();
        (!text.text.is_empty()).then(|| self.to_expression(text, None))
    }

    fn to_expression(&self, text: MappedText, language: Option<Text>) -> Expression {
        if self.zeebe && language.is_none() && text.text.starts_with('=') {
            extension::feel(&text)
        } else {
            Expression { text, language }
        }
    }

    /// An element that the caller does not read: told unless it is one that may stand there and means nothing to a run.
    pub(super) fn other(&mut self, element: Element<'_>) {
        let name = element.name();
        if names::is_silent(name) {
            return;
        }
        let mut problem = if names::is_known(name) {
            let around = element.parent().map_or("", Element::name);
            let message = format!("<{name}> has no place in <{around}>; it is ignored.");
            Diagnostic::new(codes::BPMN_MISPLACED_ELEMENT, message)
        } else {
            unknown(name)
        };
        if let Some(id) = element.attribute("id") {
            problem = problem.at(id.to_text());
        }
        self.diagnostics.push(problem.span(Some(element.tag())));
    }

    /// Reads what is nested inside an element, unless it is nested too deep.
    pub(super) fn nested<T: Default>(&mut self, element: Element<'_>, read: impl FnOnce(&mut Self) -> T) -> T {
        if self.nesting >= NESTING {
            let message =
                format!("{} is nested deeper than {NESTING} levels; its content is not read.", shown(element));
            self.diagnostics.push(Diagnostic::new(codes::BPMN_NESTING, message).span(Some(element.tag())));
            return T::default();
        }
        self.nesting += 1;
        let content = read(self);
        self.nesting -= 1;
        content
    }
}

fn unknown(name: &str) -> Diagnostic {
    let message = format!("<{name}> is not an element of BPMN 2.0; it is ignored.");
    let problem = Diagnostic::new(codes::BPMN_UNKNOWN_ELEMENT, message);
    match did_you_mean(name, names::KNOWN.iter().copied()) {
        Some(near) => problem.help(format!("Did you mean <{near}>?")),
        None => problem,
    }
}

/// `kind@offset`: the id of an element that has none.
fn made_up(element: Element<'_>) -> Text {
    format!("{}@{}", element.name(), element.tag().start).into()
}

/// How a message names an element.
pub(super) fn shown(element: Element<'_>) -> String {
    let named = element.attribute("name").or_else(|| element.attribute("id"));
    match named {
        Some(name) => format!("{} {:?}", element.name(), name.value()),
        None => format!("a {} without id", element.name()),
    }
}

/// Where a further attribute can be written: after the element's name.
fn insertion(element: Element<'_>) -> Span {
    let colon = usize::from(!element.prefix().is_empty());
    let at = element.tag().start + 1 + (element.prefix().len() + colon + element.name().len()) as u32;
    Span::new(at, at)
}
