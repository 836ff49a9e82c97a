//! Text to tree: quick-xml's events, with namespaces resolved and well-formedness checked without stopping at the first
//! problem.

mod names;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};

use super::text::{Piece, offset_in};
use super::tree::{NONE, Node, Placed, Tree};
use super::{Limits, XML};
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::source::{Source, Span};
use names::split;

/// Reads a document. The tree holds whatever could be read; it is empty when that was nothing.
pub fn parse<'a>(source: &'a Source, limits: &Limits) -> (Tree<'a>, Vec<Diagnostic>) {
    let mut parser = Parser::new(source, *limits);
    if parser.acceptable() {
        parser.run();
    }
    (parser.tree, parser.problems)
}

struct Parser<'a> {
    source: &'a Source,
    text: &'a str,
    limits: Limits,
    tree: Tree<'a>,
    problems: Vec<Diagnostic>,
    open: Vec<Open>,
    /// Indices of the declarations in force, innermost last.
    scope: Vec<u32>,
    stopped: bool,
}

/// An element whose end tag is awaited.
struct Open {
    node: u32,
    last_child: u32,
    /// Length of the namespace scope outside of it.
    scope: usize,
}

impl<'a> Parser<'a> {
    fn new(source: &'a Source, limits: Limits) -> Self {
        let tree = Tree { declarations: vec![("xml", Cow::Borrowed(XML))], ..Tree::default() };
        let (problems, open) = (Vec::new(), Vec::new());
        Self { source, text: &source.text, limits, tree, problems, open, scope: vec![0], stopped: false }
    }

    /// Size and characters, told before anything is read.
    fn acceptable(&mut self) -> bool {
        if self.text.trim().is_empty() {
            let problem = Diagnostic::new(codes::XML_MALFORMED, "The file is empty.")
                .help("Open a file that holds a diagram, or start a new one.");
            self.push(problem);
            return false;
        }
        if self.text.len() > self.limits.bytes {
            let (size, limit) = (self.text.len() >> 10, self.limits.bytes >> 10);
            self.tell(codes::XML_LIMIT, 0, 0, format!("The file has {size} KiB; the reader accepts {limit} KiB."));
            return false;
        }
        self.check_characters();
        true
    }

    /// All control characters are told by the first of them.
    fn check_characters(&mut self) {
        let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
        let Some(at) = self.text.as_bytes().iter().position(control) else { return };
        let byte = self.text.as_bytes().get(at).copied().unwrap_or(0);
        let message = format!("The control character U+{byte:04X} is not allowed in XML.");
        self.tell(codes::XML_MALFORMED, at, at + 1, message);
    }

    fn run(&mut self) {
        let text = self.text;
        let mut reader = quick_xml::Reader::from_str(text.strip_prefix('\u{FEFF}').unwrap_or(text));
        let mark = text.len() - text.trim_start_matches('\u{FEFF}').len().min(text.len());
        let mark = mark.min('\u{FEFF}'.len_utf8());
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        while !self.stopped {
            let start = mark + reader.buffer_position() as usize;
            let event = reader.read_event();
            let end = mark + reader.buffer_position() as usize;
            match event {
                Ok(Event::Eof) => break,
                Ok(event) => self.event(&event, start, end),
                Err(error) => {
                    let at = mark + reader.error_position() as usize;
                    self.tell(codes::XML_MALFORMED, at, end.max(at), sentence(&error.to_string()));
                }
            }
        }
        self.finish();
    }

    fn event(&mut self, event: &Event<'a>, start: usize, end: usize) {
        match event {
            Event::Start(tag) => self.start(tag, start, end, false),
            Event::Empty(tag) => self.start(tag, start, end, true),
            Event::End(_) => self.end(start, end),
            Event::Text(text) => self.text(self.slice(text), start, end),
            Event::CData(text) => self.cdata(self.slice(text), start, end),
            Event::GeneralRef(name) => self.reference(self.slice(name), start, end),
            Event::DocType(_) => self.doctype(start, end),
            Event::Decl(_)
                if !self.text.get(..start).is_none_or(|before| before.trim_start_matches('\u{FEFF}').is_empty()) =>
            {
                let message = "The XML declaration must be the first thing in the file.".to_owned();
                self.tell(codes::XML_MALFORMED, start, end, message);
            }
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) | Event::Eof => {}
        }
    }

    /// The part of the source an event borrowed.
    fn slice(&self, part: &str) -> &'a str {
        let at = offset_in(self.text, part);
        self.text.get(at..at + part.len()).unwrap_or("")
    }

    fn doctype(&mut self, start: usize, end: usize) {
        let message = "The file contains a document type declaration (<!DOCTYPE>).".to_owned();
        self.tell(codes::XML_DOCTYPE, start, end, message);
        self.stopped = true;
    }

    fn start(&mut self, tag: &BytesStart<'_>, start: usize, end: usize, empty: bool) {
        if !self.may_open(start, end) {
            return;
        }
        let name = tag.name();
        let (prefix, local) = split(self.slice(name.as_ref()));
        let outside = self.scope.len();
        let from = self.tree.attributes.len() as u32;
        self.attributes(tag, start);
        let attributes = (from, self.tree.attributes.len() as u32);
        let namespace = self.resolve_element(prefix, local, start);
        let parent = self.open.last().map_or(NONE, |open| open.node);
        let node = Node {
            name: local,
            prefix,
            namespace,
            parent,
            first_child: NONE,
            next_sibling: NONE,
            attributes,
            first_piece: NONE,
            last_piece: NONE,
            tag: Span::new(start as u32, end as u32),
            end: end as u32,
        };
        let id = self.link(node);
        if empty {
            self.scope.truncate(outside);
        } else {
            self.open.push(Open { node: id, last_child: NONE, scope: outside });
        }
    }

    /// One root, and not too deep.
    fn may_open(&mut self, start: usize, end: usize) -> bool {
        if self.open.is_empty() && !self.tree.nodes.is_empty() {
            let message = "There is a second root element; a document has one.".to_owned();
            self.tell(codes::XML_MALFORMED, start, end, message);
            self.stopped = true;
            return false;
        }
        if self.open.len() >= self.limits.depth {
            let message = format!("Elements are nested deeper than {} levels.", self.limits.depth);
            self.tell(codes::XML_LIMIT, start, end, message);
            self.stopped = true;
            return false;
        }
        true
    }

    fn link(&mut self, node: Node<'a>) -> u32 {
        let id = self.tree.nodes.len() as u32;
        self.tree.nodes.push(node);
        let Some(open) = self.open.last_mut() else { return id };
        let (parent, last) = (open.node, open.last_child);
        open.last_child = id;
        if last == NONE {
            if let Some(parent) = self.tree.nodes.get_mut(parent as usize) {
                parent.first_child = id;
            }
        } else if let Some(last) = self.tree.nodes.get_mut(last as usize) {
            last.next_sibling = id;
        }
        id
    }

    fn end(&mut self, start: usize, end: usize) {
        let tag = self.text.get(start + 2..end.saturating_sub(1)).unwrap_or("").trim_end();
        let is_it = |node: &Node<'_>| matches(node, tag);
        let position = self.open.iter().rposition(|open| self.tree.nodes.get(open.node as usize).is_some_and(is_it));
        let Some(position) = position else {
            self.tell(codes::XML_MALFORMED, start, end, format!("The end tag </{tag}> has no start tag."));
            return;
        };
        while self.open.len() > position + 1 {
            self.unclosed(start);
        }
        self.close(end);
    }

    fn close(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        self.scope.truncate(open.scope);
        if let Some(node) = self.tree.nodes.get_mut(open.node as usize) {
            node.end = end as u32;
        }
    }

    /// The innermost element has no end tag of its own.
    fn unclosed(&mut self, end: usize) {
        let node = self.open.last().and_then(|open| self.tree.nodes.get(open.node as usize)).copied();
        if let Some(node) = node {
            let colon = if node.prefix.is_empty() { "" } else { ":" };
            let message = format!("<{}{colon}{}> is not closed.", node.prefix, node.name);
            self.tell(codes::XML_MALFORMED, node.tag.start as usize, node.tag.end as usize, message);
        }
        self.close(end);
    }

    fn text(&mut self, raw: &'a str, start: usize, end: usize) {
        if raw.starts_with('&') {
            self.tell(codes::XML_MALFORMED, start, start + 1, "A lone `&` must be written &amp;.".to_owned());
        }
        if self.open.is_empty() && !raw.trim_start_matches('\u{FEFF}').trim().is_empty() {
            let message = "There is text outside of the root element.".to_owned();
            self.tell(codes::XML_MALFORMED, start, end, message);
        }
        self.piece(Piece::Raw(raw), start);
    }

    fn cdata(&mut self, raw: &'a str, start: usize, end: usize) {
        if self.open.is_empty() {
            self.tell(codes::XML_MALFORMED, start, end, "There is text outside of the root element.".to_owned());
        }
        self.piece(Piece::Raw(raw), offset_in(self.text, raw));
    }

    fn reference(&mut self, name: &str, start: usize, end: usize) {
        if let Some(char) = self.check_reference(name, start, end) {
            self.piece(Piece::Char(char), start);
        }
    }

    fn piece(&mut self, piece: Piece<'a>, at: usize) {
        let Some(open) = self.open.last() else { return };
        let index = self.tree.pieces.len() as u32;
        self.tree.pieces.push(Placed { piece, at: at as u32, next: NONE });
        let Some(node) = self.tree.nodes.get_mut(open.node as usize) else { return };
        let last = std::mem::replace(&mut node.last_piece, index);
        if last == NONE {
            node.first_piece = index;
        } else if let Some(last) = self.tree.pieces.get_mut(last as usize) {
            last.next = index;
        }
    }

    fn finish(&mut self) {
        let end = self.text.len();
        if self.stopped {
            while !self.open.is_empty() {
                self.close(end);
            }
            return;
        }
        while !self.open.is_empty() {
            self.unclosed(end);
        }
        if self.tree.nodes.is_empty() && self.problems.is_empty() {
            self.tell(codes::XML_MALFORMED, 0, end.min(80), "The file contains no XML element.".to_owned());
        }
    }

    fn tell(&mut self, code: Code, start: usize, end: usize, message: String) {
        let (start, end) = (start.min(self.text.len()), end.min(self.text.len()).max(start));
        self.push(Diagnostic::new(code, message).span(Some(Span::new(start as u32, end as u32))));
    }

    fn push(&mut self, problem: Diagnostic) {
        self.problems.push(problem.file(self.source.name.clone()));
        self.stopped |= self.problems.len() >= self.limits.problems;
    }
}

fn matches(node: &Node<'_>, tag: &str) -> bool {
    match tag.split_once(':') {
        Some((prefix, name)) => node.prefix == prefix && node.name == name,
        None => node.prefix.is_empty() && node.name == tag,
    }
}

/// A library's message as a sentence of ours.
fn sentence(message: &str) -> String {
    let message = message.strip_prefix("syntax error: ").unwrap_or(message);
    let message = message.strip_prefix("ill-formed document: ").unwrap_or(message);
    let mut chars = message.chars();
    let first = chars.next().map(|char| char.to_ascii_uppercase()).into_iter();
    let mut sentence: String = first.chain(chars).collect();
    if !sentence.ends_with('.') {
        sentence.push('.');
    }
    sentence
}
