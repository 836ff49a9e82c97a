//! Places in source text: byte spans, line and column, and decoded text that remembers where it came from.
//!
//! Spans count bytes of the UTF-8 text of a file. Columns for people and for JavaScript count UTF-16 units, because that
//! is what editors count.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A name or other short text that is shared instead of copied.
pub type Text = Arc<str>;

/// A half-open range of bytes in a source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end`.
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }
}

/// A place a person can find: both numbers count from 1; columns count UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in UTF-16 units.
    pub column: u32,
}

/// Finds line and column of byte offsets of one text.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads the line starts of `text`.
    pub fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(at, _)| at as u32 + 1)).collect();
        Self { starts }
    }

    /// Line and column of a byte offset of `text`, the text this index was made of.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0) as usize;
        let end = floor_boundary(text, offset as usize);
        let column = text.get(start..end).unwrap_or("").encode_utf16().count() as u32;
        Position { line: line as u32 + 1, column: column + 1 }
    }

    /// Byte offset of a line and column (both from 1, columns in UTF-16 units), cut to the line's end.
    pub fn offset(&self, text: &str, position: Position) -> u32 {
        let line = (position.line as usize).saturating_sub(1).min(self.starts.len().saturating_sub(1));
        let start = self.starts.get(line).copied().unwrap_or(0);
        let mut units = 0;
        let mut offset = start;
        for char in text.get(start as usize..).unwrap_or("").chars() {
            if char == '\n' || units + 1 >= position.column {
                break;
            }
            units += char.len_utf16() as u32;
            offset += char.len_utf8() as u32;
        }
        offset
    }
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// A file the workspace holds: its name and its text, decoded to UTF-8.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name the host gave it, used in every diagnostic.
    pub name: Text,
    /// The whole text.
    pub text: Text,
    /// Where its lines begin.
    pub lines: LineIndex,
}

impl Source {
    /// A source of that name.
    pub fn new(name: &str, text: &str) -> Self {
        Self { name: name.into(), text: text.into(), lines: LineIndex::new(text) }
    }

    /// Line and column of a byte offset.
    pub fn position(&self, offset: u32) -> Position {
        self.lines.position(&self.text, offset)
    }
}

/// Text as a program sees it (entities replaced, CDATA opened) together with where each piece stood in the file, so that
/// an error in line 2 of a script is shown at its line of the BPMN file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedText {
    /// The decoded text.
    pub text: Text,
    /// Ascending pieces: from this offset of `text` on, it stands at that offset of the file.
    pieces: Vec<(u32, u32)>,
}

impl MappedText {
    /// Text that stands nowhere, such as a default the engine supplies.
    pub fn unplaced(text: &str) -> Self {
        Self { text: text.into(), pieces: Vec::new() }
    }

    /// Text whose pieces `(offset in text, offset in the file)` are known, in ascending order.
    pub fn new(text: impl Into<Text>, pieces: Vec<(u32, u32)>) -> Self {
        Self { text: text.into(), pieces }
    }

    /// Where an offset of the decoded text stands in the file; `None` for unplaced text.
    pub fn to_source(&self, offset: u32) -> Option<u32> {
        let after = self.pieces.partition_point(|(at, _)| *at <= offset);
        let (at, source) = *self.pieces.get(after.checked_sub(1)?)?;
        Some(source + (offset - at))
    }

    /// The span of the file that a range of the decoded text covers.
    pub fn span(&self, start: u32, end: u32) -> Option<Span> {
        let from = self.to_source(start)?;
        let last = self.to_source(end.saturating_sub(1).max(start))?;
        Some(Span::new(from, last.max(from) + u32::from(end > start)))
    }

    /// The same text without the white space around it, still mapped.
    pub fn trimmed(&self) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        self.slice(start, start + self.text.trim().len())
    }

    /// The same text without the empty lines around it, still mapped. Lines keep their indentation, which matters to
    /// Python; a single line has none.
    pub fn without_blank_edges(&self) -> Self {
        let trimmed = self.text.trim();
        if !trimmed.contains('\n') {
            return self.trimmed();
        }
        let first = self.text.len() - self.text.trim_start().len();
        let start = self.text.get(..first).and_then(|blank| blank.rfind('\n')).map_or(0, |at| at + 1);
        self.slice(start, first + trimmed.len())
    }

    /// The same text from the byte `start` on, still mapped.
    pub fn skipped(&self, start: usize) -> Self {
        self.slice(start, self.text.len())
    }

    /// The bytes `start..end` of the text, still mapped; both must be character boundaries.
    pub fn slice(&self, start: usize, end: usize) -> Self {
        let piece = self.text.get(start..end).unwrap_or("");
        let cut = start as u32;
        let first = self.to_source(cut).map(|source| (0, source));
        let inside = self
            .pieces
            .iter()
            .filter(|(at, _)| *at > cut && (*at as usize) < end)
            .map(|(at, source)| (at - cut, *source));
        Self { text: piece.into(), pieces: first.into_iter().chain(inside).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_utf16_columns() {
        let source = Source::new("a", "ab\n\u{1F600}x\n");
        assert_eq!(source.position(4 + 3), Position { line: 2, column: 3 });
        let at = Position { line: 2, column: 3 };
        assert_eq!(source.lines.offset(&source.text, at), 7);
    }

    #[test]
    fn mapped_text_finds_its_file() {
        let text = MappedText::new("  a < b", vec![(0, 10), (4, 14), (5, 18)]);
        assert_eq!(text.to_source(4), Some(14));
        assert_eq!(text.to_source(5), Some(18));
        assert_eq!(text.trimmed().to_source(0), Some(12));
        assert_eq!(text.trimmed().to_source(3), Some(18));
        let block = MappedText::new("\n  a\n  b\n ", vec![(0, 10)]).without_blank_edges();
        assert_eq!((&*block.text, block.to_source(0)), ("  a\n  b", Some(11)));
    }
}
