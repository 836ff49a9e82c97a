//! Attributes, references and namespaces of the tag at hand.

use quick_xml::events::BytesStart;
use quick_xml::events::attributes::AttrError;

use super::super::text::{self, BadReference, offset_in};
use super::super::tree::{NONE, Raw};
use super::Parser;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

impl<'a> Parser<'a> {
    pub(super) fn attributes(&mut self, tag: &BytesStart<'_>, start: usize) {
        let first = self.tree.attributes.len();
        let mut iterator = tag.attributes();
        iterator.with_checks(false);
        let mut count = 0;
        for attribute in iterator {
            count += 1;
            if count > self.limits.attributes {
                let message = format!("An element has more than {} attributes.", self.limits.attributes);
                self.tell(codes::XML_LIMIT, start, start + 1, message);
                self.stopped = true;
                return;
            }
            match attribute {
                Ok(attribute) => self.attribute(attribute.key.as_ref(), &attribute.value, first),
                Err(error) => self.bad_attribute(&error, start),
            }
        }
        self.resolve_attributes(first);
    }

    fn attribute(&mut self, key: &str, value: &str, first: usize) {
        let (key, value) = (self.slice(key), self.slice(value));
        let (name_at, value_at) = (offset_in(self.text, key), offset_in(self.text, value));
        self.check_value(value, value_at);
        let (prefix, name) = split(key);
        if key == "xmlns" || prefix == "xmlns" {
            self.declare(if prefix.is_empty() { "" } else { name }, value, name_at);
            return;
        }
        let attributes = self.tree.attributes.get(first..).unwrap_or(&[]);
        if attributes.iter().any(|other| other.name == name && other.prefix == prefix) {
            let message = format!("The attribute {key} stands twice in one tag.");
            self.tell(codes::XML_MALFORMED, name_at, name_at + key.len(), message);
            return;
        }
        let (name_at, value_at) = (name_at as u32, value_at as u32);
        self.tree.attributes.push(Raw { name, prefix, namespace: NONE, value, name_at, value_at });
    }

    fn check_value(&mut self, value: &str, at: usize) {
        if !value.bytes().any(|byte| matches!(byte, b'<' | b'&')) {
            return;
        }
        if let Some(less) = value.find('<') {
            let message = "An attribute value contains `<`; write &lt; instead.".to_owned();
            self.tell(codes::XML_MALFORMED, at + less, at + less + 1, message);
        }
        for (name, offset) in text::references(value) {
            self.check_reference(name, at + offset, at + offset + name.len() + 2);
        }
    }

    pub(super) fn check_reference(&mut self, name: &str, start: usize, end: usize) -> Option<char> {
        let problem = match text::reference(name) {
            Ok(char) => return Some(char),
            Err(problem) => problem,
        };
        let shown: String = name.chars().take(40).collect();
        let (code, message) = match problem {
            BadReference::Entity if !is_name(name) => {
                (codes::XML_MALFORMED, "A lone `&` must be written &amp;.".to_owned())
            }
            BadReference::Entity => (codes::XML_ENTITY, format!("The entity &{shown}; is not defined in XML.")),
            BadReference::Number => (codes::XML_ENTITY, format!("&{shown}; is not the number of a character.")),
        };
        let end = if is_name(name) { end } else { start + 1 };
        self.tell(code, start, end, message);
        None
    }

    fn declare(&mut self, prefix: &'a str, value: &'a str, at: usize) {
        if self.scope.len() >= self.limits.namespaces {
            let message = format!("More than {} namespaces are declared at one place.", self.limits.namespaces);
            self.tell(codes::XML_LIMIT, at, at + 1, message);
            self.stopped = true;
            return;
        }
        self.scope.push(self.tree.declarations.len() as u32);
        self.tree.declarations.push((prefix, text::attribute_value(value)));
    }

    fn resolve_attributes(&mut self, first: usize) {
        for index in first..self.tree.attributes.len() {
            let Some(raw) = self.tree.attributes.get(index).copied() else { return };
            if raw.prefix.is_empty() {
                continue;
            }
            let namespace = self.lookup(raw.prefix);
            if namespace == NONE {
                self.unbound(raw.prefix, raw.name_at as usize);
            }
            if let Some(raw) = self.tree.attributes.get_mut(index) {
                raw.namespace = namespace;
            }
        }
    }

    pub(super) fn resolve_element(&mut self, prefix: &'a str, local: &str, start: usize) -> u32 {
        let namespace = self.lookup(prefix);
        if namespace == NONE && !prefix.is_empty() {
            self.unbound(prefix, start + 1);
        }
        if local.is_empty() {
            self.tell(codes::XML_MALFORMED, start, start + 1, "A tag has no name.".to_owned());
        }
        namespace
    }

    fn lookup(&self, prefix: &str) -> u32 {
        let declared =
            |index: &&u32| self.tree.declarations.get(**index as usize).is_some_and(|(name, _)| *name == prefix);
        self.scope.iter().rev().find(declared).copied().unwrap_or(NONE)
    }

    /// Told once for each prefix, for a missing declaration would be told at every element.
    fn unbound(&mut self, prefix: &str, at: usize) {
        let message = format!("The prefix {prefix} is not declared.");
        if self.problems.iter().all(|problem| problem.message != message) {
            let help = format!("Add xmlns:{prefix}=\"...\" to the root element.");
            let place = Span::new(at as u32, (at + prefix.len()) as u32);
            self.push(Diagnostic::new(codes::XML_MALFORMED, message).span(Some(place)).help(help));
        }
    }

    fn bad_attribute(&mut self, error: &AttrError, start: usize) {
        let (at, message) = match error {
            AttrError::ExpectedEq(at) => (*at, "An attribute has no value."),
            AttrError::ExpectedValue(at) => (*at, "An attribute has no value after `=`."),
            AttrError::UnquotedValue(at) => (*at, "An attribute value must stand in quotes."),
            AttrError::ExpectedQuote(at, _) => (*at, "An attribute value is not closed by its quote."),
            AttrError::Duplicated(at, _) => (*at, "An attribute stands twice in one tag."),
        };
        let at = start + 1 + at;
        self.tell(codes::XML_MALFORMED, at, at + 1, message.to_owned());
    }
}

/// Prefix and local name.
pub(super) fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() < 64 && name.chars().all(|char| char.is_alphanumeric() || "#-_.:".contains(char))
}
