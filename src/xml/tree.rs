//! The tree: an arena of elements in document order, and the views through which it is read.

use std::borrow::Cow;

use super::text::{self, Piece};
use crate::source::{MappedText, Span, Text};

/// A document as far as it could be read.
#[derive(Debug, Default)]
pub struct Tree<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    pub(super) attributes: Vec<Raw<'a>>,
    pub(super) pieces: Vec<Placed<'a>>,
    /// Every namespace declaration: prefix (empty for the default) and namespace.
    pub(super) declarations: Vec<(&'a str, Cow<'a, str>)>,
}

pub(super) const NONE: u32 = u32::MAX;

#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'a> {
    pub(super) name: &'a str,
    pub(super) prefix: &'a str,
    /// Index of the declaration in force, or [`NONE`].
    pub(super) namespace: u32,
    pub(super) parent: u32,
    pub(super) first_child: u32,
    pub(super) next_sibling: u32,
    pub(super) attributes: (u32, u32),
    pub(super) first_piece: u32,
    pub(super) last_piece: u32,
    pub(super) tag: Span,
    pub(super) end: u32,
}

/// An attribute as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Raw<'a> {
    pub(super) name: &'a str,
    pub(super) prefix: &'a str,
    pub(super) namespace: u32,
    pub(super) value: &'a str,
    pub(super) name_at: u32,
    pub(super) value_at: u32,
}

/// A piece of text, where it stands, and the next piece of the same element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed<'a> {
    pub(super) piece: Piece<'a>,
    pub(super) at: u32,
    pub(super) next: u32,
}

impl<'a> Tree<'a> {
    /// The root element, when there is one.
    pub fn root(&self) -> Option<Element<'_>> {
        self.element(0)
    }

    /// Every element in document order.
    pub fn elements(&self) -> impl Iterator<Item = Element<'_>> {
        (0..self.nodes.len() as u32).filter_map(|id| self.element(id))
    }

    /// The namespaces that are declared anywhere, in document order, each as often as it is declared.
    pub fn declared_namespaces(&self) -> impl Iterator<Item = &str> {
        self.declarations.iter().map(|(_, namespace)| namespace.as_ref())
    }

    /// Whether any element declares this prefix.
    pub fn declares_prefix(&self, prefix: &str) -> bool {
        self.declarations.iter().any(|(declared, _)| *declared == prefix)
    }

    fn element(&self, id: u32) -> Option<Element<'_>> {
        let node = self.nodes.get(id as usize)?;
        Some(Element { tree: self, node, id })
    }

    fn namespace(&self, index: u32) -> &str {
        self.declarations.get(index as usize).map_or("", |(_, namespace)| namespace)
    }
}

/// One element.
#[derive(Clone, Copy, Debug)]
pub struct Element<'t> {
    tree: &'t Tree<'t>,
    node: &'t Node<'t>,
    id: u32,
}

impl<'t> Element<'t> {
    /// Local name.
    pub fn name(self) -> &'t str {
        self.node.name
    }

    /// The prefix as it is written; empty without one.
    pub fn prefix(self) -> &'t str {
        self.node.prefix
    }

    /// Namespace; empty without one.
    pub fn namespace(self) -> &'t str {
        self.tree.namespace(self.node.namespace)
    }

    /// Its number in document order, the root's being 0.
    pub fn number(self) -> u32 {
        self.id
    }

    /// Whether it is that element of that namespace.
    pub fn is(self, namespace: &str, name: &str) -> bool {
        self.name() == name && self.namespace() == namespace
    }

    /// The tree it belongs to.
    pub fn tree(self) -> &'t Tree<'t> {
        self.tree
    }

    /// Its start tag.
    pub fn tag(self) -> Span {
        self.node.tag
    }

    /// The whole element, end tag included.
    pub fn span(self) -> Span {
        Span::new(self.node.tag.start, self.node.end)
    }

    /// The element around it.
    pub fn parent(self) -> Option<Element<'t>> {
        self.tree.element(self.node.parent)
    }

    /// Its child elements.
    pub fn children(self) -> Children<'t> {
        Children { tree: self.tree, next: self.node.first_child }
    }

    /// Its child elements of one namespace.
    pub fn children_in(self, namespace: &'t str) -> impl Iterator<Item = Element<'t>> {
        self.children().filter(move |child| child.namespace() == namespace)
    }

    /// Its first child of that name.
    pub fn child(self, namespace: &str, name: &str) -> Option<Element<'t>> {
        self.children().find(|child| child.is(namespace, name))
    }

    /// Every element below it, in document order.
    pub fn descendants(self) -> impl Iterator<Item = Element<'t>> {
        let end = self.node.end;
        let tree = self.tree;
        let inside = move |element: &Element<'t>| element.node.tag.start < end;
        (self.id + 1..).map_while(move |id| tree.element(id)).take_while(inside)
    }

    /// The attribute of that name without a namespace.
    pub fn attribute(self, name: &str) -> Option<Attribute<'t>> {
        self.attributes().find(|attribute| attribute.name() == name && attribute.raw.prefix.is_empty())
    }

    /// The attribute of that name in that namespace.
    pub fn attribute_in(self, namespace: &str, name: &str) -> Option<Attribute<'t>> {
        self.attributes().find(|attribute| attribute.name() == name && attribute.namespace() == namespace)
    }

    /// Its attributes in document order, namespace declarations left out.
    pub fn attributes(self) -> impl Iterator<Item = Attribute<'t>> {
        let (from, to) = self.node.attributes;
        let attributes = self.tree.attributes.get(from as usize..to as usize).unwrap_or(&[]);
        attributes.iter().map(move |raw| Attribute { tree: self.tree, raw })
    }

    /// The text directly inside it.
    pub fn text(self) -> MappedText {
        let placed = |at: u32| self.tree.pieces.get(at as usize);
        let pieces = std::iter::successors(placed(self.node.first_piece), |piece| placed(piece.next));
        text::mapped_text(pieces.map(|placed| (placed.piece, placed.at)))
    }

    /// The text directly inside it without the white space around it.
    pub fn trimmed_text(self) -> MappedText {
        self.text().trimmed()
    }
}

/// The child elements of an element.
#[derive(Clone, Debug)]
pub struct Children<'t> {
    tree: &'t Tree<'t>,
    next: u32,
}

impl<'t> Iterator for Children<'t> {
    type Item = Element<'t>;

    fn next(&mut self) -> Option<Element<'t>> {
        let element = self.tree.element(self.next)?;
        self.next = element.node.next_sibling;
        Some(element)
    }
}

/// One attribute.
#[derive(Clone, Copy, Debug)]
pub struct Attribute<'t> {
    tree: &'t Tree<'t>,
    raw: &'t Raw<'t>,
}

impl<'t> Attribute<'t> {
    /// Local name.
    pub fn name(self) -> &'t str {
        self.raw.name
    }

    /// The prefix as it is written; empty without one.
    pub fn prefix(self) -> &'t str {
        self.raw.prefix
    }

    /// Namespace; empty without one.
    pub fn namespace(self) -> &'t str {
        self.tree.namespace(self.raw.namespace)
    }

    /// Its value, decoded.
    pub fn value(self) -> Cow<'t, str> {
        text::attribute_value(self.raw.value)
    }

    /// Its value as shared text.
    pub fn to_text(self) -> Text {
        Text::from(self.value().as_ref())
    }

    /// Its value with places.
    pub fn mapped(self) -> MappedText {
        text::mapped_attribute(self.raw.value, self.raw.value_at)
    }

    /// Where the value stands, without its quotes.
    pub fn value_span(self) -> Span {
        Span::new(self.raw.value_at, self.raw.value_at + self.raw.value.len() as u32)
    }

    /// Name, value and quotes.
    pub fn span(self) -> Span {
        Span::new(self.raw.name_at, self.value_span().end + 1)
    }
}
